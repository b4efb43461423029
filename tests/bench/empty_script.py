"""Nothing but a button."""

import streamlit as st

st.button("save")
