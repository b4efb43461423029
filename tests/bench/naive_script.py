"""The same map the way tutorials draw it: `folium.GeoJson` through `st_folium` in every rerun."""

import os

import folium
import geopandas
import streamlit as st
from streamlit_folium import st_folium

st.set_page_config(layout="wide")
COLOURS = {"none": "#9AA0A6", "handed": "#009E73"}


@st.cache_data
def parcels() -> geopandas.GeoDataFrame:
    """Read the parcels once, as a careful tutorial would."""
    return geopandas.read_file(os.environ["NAIVE_PARCELS"])


frame = parcels().copy()
saved = st.session_state.setdefault("saved", 0)
if st.button("save"):
    saved = st.session_state["saved"] = saved + 1
frame["stage"] = ["handed" if number < saved else "none" for number in range(len(frame))]
west, south, east, north = frame.total_bounds
board = folium.Map([(south + north) / 2, (west + east) / 2], zoom_start=15, tiles=None)
folium.GeoJson(
    frame[["parcel_id", "stage", "geometry"]],
    style_function=lambda feature: {
        "fillColor": COLOURS[feature["properties"]["stage"]],
        "fillOpacity": 1,
        "weight": 1,
    },
).add_to(board)
st_folium(board, height=700, use_container_width=True, returned_objects=["last_clicked"])
