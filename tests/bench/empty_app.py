"""A page of Streamlit with nothing on it but a button, as a server of its own."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("empty_script.py"))
