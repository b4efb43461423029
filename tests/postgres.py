"""A PostgreSQL server with PostGIS of our own, in a temporary folder, for tests and benchmarks."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

from tests.browser import free_port

# Where Debian keeps the server's programs, the newest version first.
PLACES = "postgresql/*/bin/initdb"
# Nothing in it outlives the tests: what a crash of the machine would lose may be lost.
QUICK = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB")
OWNER, PASSWORD = "matbang", "geheim"


@cache
def programs() -> Path | None:
    """The folder of the server's programs, or None: no server, or one without PostGIS."""
    found = sorted(Path("/usr/lib").glob(PLACES), key=lambda one: float(one.parts[-3]))
    for initdb in reversed(found):
        share = Path("/usr/share/postgresql") / initdb.parts[-3]
        if (share / "extension" / "postgis.control").exists():
            return initdb.parent
    return None


@dataclass
class Cluster:
    """A running server; `url` leads to one of its databases."""

    folder: Path
    port: int
    options: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None

    def url(
        self, database: str = "postgres", *, user: str = OWNER, password: str = PASSWORD
    ) -> str:
        return f"postgresql+psycopg://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection that keeps every statement at once."""
        return psycopg.connect(self.url(database).replace("+psycopg", ""), autocommit=True)

    def run(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        with self.connect(database) as connection:
            done = connection.execute(sql.encode())
            return done.fetchall() if done.description else []

    def create(self, template: str = "template0", *, more: str = "") -> str:
        """A new database; give its name."""
        name = f"t_{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} {more}")
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [str(_programs() / "postgres"), "-D", str(self.folder), "-p", str(self.port)]
        places = ("listen_addresses=127.0.0.1", "unix_socket_directories=", *self.options)
        for option in places:
            command += ["-c", option]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, **_ordinary_user()
            )
        end = time.monotonic() + 60
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """Let the server end without a word to anybody, as when the machine's power fails."""
        self._end(lambda process: process.send_signal(subprocess.signal.SIGQUIT))

    def stop(self) -> None:
        self._end(lambda process: process.send_signal(subprocess.signal.SIGINT))

    def _end(self, how: object) -> None:
        if self.process and self.process.poll() is None:
            how(self.process)  # type: ignore[operator]
            self.process.wait(60)
        self.process = None


@contextmanager
def a_cluster(*, options: tuple[str, ...] = QUICK) -> Iterator[Cluster]:
    """A server of our own, running; its folder goes away with it."""
    # Not in pytest's folder: a server never runs as root, and others cannot pass through there.
    folder = Path(tempfile.mkdtemp(prefix="matbang-pg-"))
    user = _ordinary_user()
    try:
        if user:
            os.chown(folder, user["user"], user["group"])
        _init(folder / "data", user)
        cluster = Cluster(folder / "data", free_port(), options)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _init(folder: Path, user: dict[str, object]) -> None:
    secret = folder.parent / "secret"
    secret.write_text(PASSWORD, encoding="utf-8")
    secret.chmod(0o644)
    subprocess.run(
        [
            str(_programs() / "initdb"),
            f"--pgdata={folder}",
            f"--username={OWNER}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder.parent,
        **user,
    )


def _programs() -> Path:
    found = programs()
    if found is None:
        raise RuntimeError("no PostgreSQL with PostGIS")
    return found


def _ordinary_user() -> dict[str, object]:
    """Whom the server runs as: us, or somebody harmless where we are root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise RuntimeError("no ordinary user to run PostgreSQL as")
