"""WHAT HTTP SERVES: plain routes beside Streamlit, and the gate before all of them."""
