"""The whole program as it is served, asked by who has no cookie of ours or not the right one."""

import httpx
import pytest

from tests.attacks import hostile
from tests.attacks.figures import DOOR_ASKERS, FIGURES
from tests.browser import a_server
from tests.web.asking import GOOD

MARKS = (b"Nguy", b"XM-00", b"CB0", b"streamlit", b"Streamlit", b"import ", b"photo", b"$argon2")
# What a browser must get before it is signed in, and the health of the machine.
OPEN = {"/sign-in", "/invitation", "/healthz"}


@pytest.fixture(scope="module")
def address(folder):
    with a_server(folder) as address:
        yield address


@pytest.fixture(scope="module")
def askers(address):
    """The headers of those who ask."""
    with httpx.Client(base_url=address, headers={"Origin": address}) as browser:
        form = browser.get("/sign-in").text.partition('name="form" value="')[2].partition('"')[0]
        said = {"form": form, "login": "cb03", "password": GOOD}
        assert browser.post("/sign-in", data=said).status_code == 303
        old = browser.cookies["matbang"]
        form = browser.get("/sign-out").text.partition('name="form" value="')[2].partition('"')[0]
        assert browser.post("/sign-out", data={"form": form}).status_code == 303
    headers = (
        {},
        {"Cookie": "matbang=" + "A" * 43 + "; as=QT"},
        {"Cookie": f"matbang={old}"},
        {"Authorization": "Basic cXQ6Y29u", "X-Forwarded-User": "QT"},
    )
    return dict(zip(DOOR_ASKERS, headers, strict=True))


@pytest.mark.parametrize("who", DOOR_ASKERS)
def test_without_a_session_there_is_nothing_behind_any_door(address, askers, who):
    through = []
    with httpx.Client(base_url=address, headers=askers[who], timeout=30) as browser:
        for path in hostile.DOORS:
            for accept in ("text/html", "*/*"):
                answer = browser.get(path, headers={"Accept": accept})
                led = answer.headers.get("location", "/sign-in").startswith("/sign-in")
                shut = answer.status_code in {303, 401, 403, 404} and led
                if not shut or any(mark in answer.content for mark in MARKS):
                    through.append((path, accept, answer.status_code))
    assert through == []
    assert len(hostile.DOORS) * 2 * len(DOOR_ASKERS) == FIGURES["doors without a cookie"]


def test_the_doors_stand_open_to_who_is_signed_in(address):
    with httpx.Client(base_url=address, headers={"Origin": address}, timeout=30) as browser:
        form = browser.get("/sign-in").text.partition('name="form" value="')[2].partition('"')[0]
        said = {"form": form, "login": "qt", "password": GOOD}
        assert browser.post("/sign-in", data=said).status_code == 303
        for path in ("/", "/w/TEST/status", "/account", "/_stcore/health"):
            assert browser.get(path).status_code == 200
        # Not even then: Streamlit's doors for programs, and its figures.
        for path in hostile.DOORS:
            if "/_stcore/agent" in path or path == "/_stcore/metrics":
                assert browser.get(path).status_code == 404, path
