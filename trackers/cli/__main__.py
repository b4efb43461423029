"""`python -m trackers.cli` is `matbang`."""

from trackers.cli.commands import main

main(prog_name="matbang")
