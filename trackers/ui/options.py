"""Streamlit's own options, in force wherever the program is started from."""

import logging
import tomllib
from pathlib import Path

import streamlit.logger
from streamlit import config


def put_in_force(file: Path) -> None:
    """Set Streamlit's options from our file.

    Streamlit itself reads that file only from the working folder or from beside the script it
    runs; what somebody set by hand (command line, working folder) stays.
    """
    for section, values in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for name, value in values.items():
            key = f"{section}.{name}"
            if not config.is_manually_set(key):
                config.set_option(key, value, str(file))


def log_through_ours() -> None:
    """Let Streamlit's lines go the way of ours, which leaves values out; at any time it makes one.

    Streamlit gives each of its loggers a handler of its own, when it is first asked for.
    """

    def without_handler(logger: logging.Logger) -> None:
        logger.handlers, logger.propagate = [], True

    streamlit.logger.setup_formatter = without_handler
    streamlit.logger.update_formatter()
