"""A real nginx in front of a server of ours, by the configuration that docs/deploy/ gives away.

It runs as an ordinary user in a temporary folder of its own; one that is installed besides is
neither needed nor touched.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser import ROOT, free_port

DEPLOY = ROOT / "docs" / "deploy"
NAME = "matbang.example"
MISSING = "NO NGINX: install the system's nginx to run the tests of the reverse proxy"
# What Debian's own /etc/nginx/nginx.conf says around the file, with every place in our folder.
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/matbang.conf;
}}
"""


def program() -> str | None:
    """Where nginx is; it is often not on an ordinary user's path."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its two ports, and the certificate to trust."""

    http: int
    https: int
    certificate: Path
    folder: Path

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.https}"


@contextmanager
def an_nginx(upstream: str, *, http: int, https: int) -> Iterator[Proxy]:
    """Run nginx in front of `upstream` (host:port) until the end."""
    # Not in pytest's folder: an ordinary user cannot pass through there.
    folder = Path(tempfile.mkdtemp(prefix="matbang-nginx-"))
    try:
        certify = ["sh", str(DEPLOY / "self-signed.sh"), NAME, "127.0.0.1", str(folder)]
        subprocess.run(certify, check=True, capture_output=True)
        (folder / "matbang.conf").write_text(_moved(folder, upstream, http, https))
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
        user = _ordinary_user()
        if user:
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, user["user"])
        command = [program(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        with (folder / "out.log").open("wb") as out:
            process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, **user)
            try:
                _until_it_listens(process, folder)
                yield Proxy(http, https, folder / "matbang.crt", folder)
            finally:
                process.terminate()
                process.wait(20)
    finally:
        shutil.rmtree(folder)


def _moved(folder: Path, upstream: str, http: int, https: int) -> str:
    """The configuration as it is given away, with our ports and places instead of the system's."""
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("127.0.0.1:8501", upstream),
        ("listen 80", f"listen 127.0.0.1:{http}"),
        ("listen 443", f"listen 127.0.0.1:{https}"),
        ("/etc/ssl/certs/", f"{folder}/"),
        ("/etc/ssl/private/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    assert not re.search(r"^[^#\n]*\s/(etc|var/log)/", text, re.MULTILINE)
    return text


def _ordinary_user() -> dict[str, str]:
    """For a process of root's: the user nobody. Others run it as themselves."""
    return {"user": pwd.getpwnam("nobody").pw_name} if os.geteuid() == 0 else {}


def _until_it_listens(process: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + 20
    while not (folder / "nginx.pid").exists():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError((folder / "out.log").read_text())
        time.sleep(0.02)


def two_ports() -> tuple[int, int]:
    """Two ports nobody listens on."""
    first = free_port()
    second = free_port()
    return (first, second) if first != second else two_ports()
