"""A wire between browser and server that a test can cut: everything through it drops at once."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress


class Wire:
    """A TCP relay on a port of its own; `cut` drops all connections and takes no new ones."""

    def __init__(self, port: int) -> None:
        self.there = port
        self.whole = threading.Event()
        self.whole.set()
        self.ends: list[socket.socket] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def cut(self) -> None:
        """Drop everything."""
        self.whole.clear()
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def mend(self) -> None:
        """Take connections again."""
        self.whole.set()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self.door.accept()
                self.ends.append(here)
                if not self.whole.is_set():
                    here.close()
                    continue
                with suppress(OSError):
                    there = socket.create_connection(("127.0.0.1", self.there))
                    self.ends.append(there)
                    for one, other in ((here, there), (there, here)):
                        threading.Thread(target=_pump, args=(one, other), daemon=True).start()


@contextmanager
def a_wire(address: str) -> Iterator[Wire]:
    """A wire to the server at that address."""
    wire = Wire(int(address.rsplit(":", 1)[1]))
    with closing(wire.door):
        yield wire
        wire.cut()


def _pump(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
