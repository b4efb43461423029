"""The id of a page's session at Streamlit, replayed over a WebSocket of one's own."""

import asyncio
from contextlib import asynccontextmanager

import httpx
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.attacks.figures import FIGURES, REPLAYS
from tests.browser import a_server
from tests.web.asking import GOOD

NAME = "Nguyễn Văn Út".encode()
CASE = "case=XM-001"


@pytest.fixture(scope="module")
def address(folder):
    with a_server(folder) as address:
        yield address


def token(address, login):
    with httpx.Client(base_url=address, headers={"Origin": address}, timeout=30) as browser:
        form = browser.get("/sign-in").text.partition('name="form" value="')[2].partition('"')[0]
        said = {"form": form, "login": login, "password": GOOD}
        assert browser.post("/sign-in", data=said).status_code == 303
        return browser.cookies["matbang"]


def sign_out(address, cookie):
    headers = {"Origin": address, "Cookie": f"matbang={cookie}"}
    with httpx.Client(base_url=address, headers=headers, timeout=30) as browser:
        form = browser.get("/sign-out").text.partition('name="form" value="')[2].partition('"')[0]
        assert browser.post("/sign-out", data={"form": form}).status_code == 303


@asynccontextmanager
async def a_line(address, cookie="", page=""):
    """A WebSocket as Streamlit's page opens it."""
    headers = {"Cookie": f"matbang={cookie}"} if cookie else {}
    async with websockets.connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=address,
        additional_headers=headers,
        subprotocols=["streamlit", "x", *([page] if page else [])],
        max_size=None,
        proxy=None,
    ) as line:
        yield line


async def run(line):
    """Have the page run once; give its session's id and every byte that came."""
    state = ClientState(query_string=CASE)
    await line.send(BackMsg(rerun_script=state).SerializeToString())
    page, came = "", b""
    while True:
        data = await asyncio.wait_for(line.recv(), 60)
        came += data
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            page = message.new_session.initialize.session_id
        if message.WhichOneof("type") == "script_finished":
            return page, came


async def replayed(address, how):
    """Give what somebody gets by a page's id that is not theirs any more, and that it was there."""
    mine = token(address, "cb05")
    async with a_line(address, mine) as line:
        page, before = await run(line)
        assert NAME in before
        if how == "signed out, next run":
            sign_out(address, mine)
            _, after = await run(line)
            return page, "", after
    cookie = {"another's cookie": token(address, "xem"), "no cookie": "", "a guess": "A" * 43}
    if how == "signed out":
        sign_out(address, mine)
    try:
        async with a_line(address, cookie.get(how, mine), page) as line:
            return page, *await run(line)
    except websockets.InvalidStatus:  # refused before it opened
        return page, "", b""


@pytest.mark.parametrize("how", REPLAYS)
def test_a_pages_id_is_no_key(address, how):
    page, other, came = asyncio.run(replayed(address, how))
    assert page
    assert page != other
    assert NAME not in came
    assert len(REPLAYS) == FIGURES["page sessions replayed"]
