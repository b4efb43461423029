"""A client of our own that speaks Streamlit's protocol: a browser without a screen."""

from collections.abc import Iterator
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

_WAIT_S = 60


class Client:
    """One session; `sent` is all that the server sent, byte by byte."""

    def __init__(self, address: str, cookie: str, *, wait_s: float = _WAIT_S) -> None:
        self._opening = connect(
            address.replace("http", "ws") + "/_stcore/stream",
            origin=address,
            subprotocols=["streamlit"],
            additional_headers={"Cookie": f"matbang={cookie}"} if cookie else {},
            max_size=None,
            open_timeout=wait_s,
        )
        self._wait_s = wait_s
        self.sent = b""

    def __enter__(self) -> Self:
        self.socket = self._opening.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._opening.__exit__(*error)

    def run(self, query: str = "", page: str = "", widgets=()) -> list[ForwardMsg]:
        """Have the page run once; give what came, up to the end of the run."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        asked.rerun_script.widget_states.widgets.extend(widgets)
        self.socket.send(asked.SerializeToString())
        return list(self._until_finished())

    def _until_finished(self) -> Iterator[ForwardMsg]:
        started = False
        while True:
            raw = self.socket.recv(timeout=self._wait_s)
            self.sent += raw
            message = ForwardMsg.FromString(raw)
            yield message
            started = started or message.HasField("new_session")
            if started and message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return
                started = False
