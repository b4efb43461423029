"""The ASGI entry: `matbang serve`, `streamlit run app.py` and `uvicorn app:app` start the same."""

from pathlib import Path

import streamlit as st

from trackers.ui.messages import on_script_error
from trackers.ui.oidc import provider_of, secrets_of
from trackers.ui.options import log_through_ours, put_in_force
from trackers.ui.scripts import inline_scripts
from trackers.web.edge import edge
from trackers.web.logs import begin
from trackers.web.routes import routes
from trackers.web.site import Site
from trackers.web.starting import lifespan, settings_or_exit

HERE = Path(__file__).resolve().parent

put_in_force(HERE / ".streamlit" / "config.toml")
log_through_ours()
settings = settings_or_exit()
site = Site(settings, provider_of(settings))
begin(settings.log_level)

# Literally `st.App(`: Streamlit finds the program by reading this line.
app = st.App(
    HERE / "trackers" / "ui" / "main.py",
    routes=routes(site),
    middleware=edge(site, inline_scripts()),
    lifespan=lifespan(site),
    secrets=secrets_of(settings),
    on_script_error=on_script_error,
)
