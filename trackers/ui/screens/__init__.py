"""The pages; Streamlit runs each of these files on every click."""
