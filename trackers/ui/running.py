"""How Streamlit runs our script: its options, and what a failure shows."""

import logging
import secrets
import tomllib
from pathlib import Path

import streamlit as st
from streamlit import config as options

from geodata.errors import GeodataError
from trackers.domain.errors import DomainError
from trackers.store.errors import StoreError
from trackers.words import say
from trackers.words.errors import SENTENCES, sentence

_log = logging.getLogger(__name__)


def put_in_force(file: Path) -> None:
    """Set Streamlit's options from our file, whatever folder the program was started in.

    Streamlit itself reads the file only from the working folder or beside the script; what
    somebody set by hand (command line, environment) stays.
    """
    for section, values in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for name, value in values.items():
            key = f"{section}.{name}"
            if not options.is_manually_set(key):
                options.set_option(key, value, str(file))


def show_failure(error: Exception) -> bool:
    """Show what went wrong in words; what `st.App` calls when a page fails."""
    return on_script_error(error)
