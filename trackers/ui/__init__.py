"""WHAT STREAMLIT SHOWS: pages, widgets, and what the page remembers."""
