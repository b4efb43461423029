import json
import os
import subprocess
import sys
from pathlib import Path

from streamlit.web.server.app_discovery import discover_asgi_app

ROOT = Path(__file__).parent.parent
ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
import app
from streamlit import config
names = sys.argv[2:]
print(json.dumps({name: config.get_option(name) for name in names}))
"""
WANTED = {
    "runner.postScriptGC": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "browser.gatherUsageStats": False,
    "server.maxUploadSize": 50,
    "server.headless": True,
    "server.address": "127.0.0.1",
    "logger.hideWelcomeMessage": True,
    "logger.enableRich": False,
    "server.maxMessageSize": 20,
    "server.maxWidgetStateSize": 4,
    "server.enableStaticServing": False,
    "theme.primaryColor": "#0072B2",
}


def options(folder):
    """Import app.py from a foreign folder; give the options in force."""
    kept = {name: value for name, value in os.environ.items() if "STREAMLIT" not in name}
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(ROOT), *WANTED],
        cwd=folder,
        env=kept | {"MATBANG_DATA_DIR": str(folder / "data")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "not a valid config option" not in done.stderr
    return json.loads(done.stdout)


def test_our_options_are_in_force_wherever_the_program_is_started(tmp_path):
    assert options(tmp_path) == WANTED
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_set_by_hand_stays(tmp_path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[server]\nmaxUploadSize = 7\n")
    found = options(tmp_path)
    assert found == WANTED | {"server.maxUploadSize": 7}


def test_streamlit_finds_the_program_by_reading_app_py():
    assert discover_asgi_app(ROOT / "app.py").import_string == "app:app"


def test_app_py_stays_a_page():
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 40
