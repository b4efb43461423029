"""Bản đồ: works and parcels, and beside them the panel."""

import streamlit as st

from trackers.ui.context import desk
from trackers.ui.widgets import filters, panel, search, ward_map

at = desk()
with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
    filters.show(at)
    with st.container(key="search-box"):
        search.box()
with st.container(key="body"):
    left, right = st.columns([2, 1], gap="small")
    with left:
        ward_map.show(at)
    with right, st.container(key="panel"):
        panel.show(at)
