"""The tutorial's script as a server of its own."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("naive_script.py"))
