"""The parts of the page "Giao ban"."""
