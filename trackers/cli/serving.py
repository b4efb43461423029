"""Starting the program, and its demo ward."""

import errno
import os
import socket
import sys
from pathlib import Path

import click

import trackers
from trackers.cli.refusing import BadAddress, PortTaken, RealWards
from trackers.config import settings
from trackers.services.site import DATABASE, DEMO_PARCELS, add_demo, alone, build_demo, prepare
from trackers.services.wards import get_ward
from trackers.store import open_store
from trackers.words import say

APP = Path(trackers.__file__).resolve().parent.parent / "app.py"
_EVERYWHERE = {"127.0.0.1", "0.0.0.0", "::", "::1"}  # noqa: S104 (only to say "localhost")


@click.command()
@click.option("--host", help="Địa chỉ lắng nghe (MATBANG_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="Cổng (MATBANG_PORT).")
def serve(host: str | None, port: int | None) -> None:
    """Chạy chương trình; lần đầu tạo phường mẫu."""
    chosen = settings()
    host, port = host or chosen.host, port or chosen.port
    check_address(host, port)
    if not chosen.database_url and not (chosen.data_dir / DATABASE).exists():
        click.echo(say("Đang tạo phường mẫu, mất khoảng nửa phút…"))
    prepare(chosen.data_dir, chosen.database_url).close()
    shown = "localhost" if host in _EVERYWHERE else host
    click.echo(say("Mặt Bằng đang mở tại {address}", address=f"http://{shown}:{port}"))
    sys.stdout.flush()
    # What proxies say is read in one place, web/clients.py: the server must not believe it before.
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    where = ["--server.address", host, "--server.port", str(port)]
    # From here on this process is the server: signals reach it without anyone between.
    os.execv(  # noqa: S606 (our own interpreter, a fixed list)
        sys.executable, [sys.executable, "-m", "streamlit", "run", str(APP), *where]
    )


@click.command("demo")
@click.option("--parcels", type=click.IntRange(min=200), default=DEMO_PARCELS, help="Số thửa.")
@click.option("--reset", is_flag=True, help="Thay phường mẫu cũ; hãy dừng chương trình trước.")
def load_demo(parcels: int, *, reset: bool) -> None:
    """Tạo phường mẫu (dữ liệu hư cấu) trong thư mục dữ liệu."""
    chosen = settings()
    embedded = not chosen.database_url
    with alone(chosen.data_dir):
        if embedded and (reset or not (chosen.data_dir / DATABASE).exists()):
            _check_only_demo(chosen.data_dir, chosen.key_file)
            build_demo(chosen.data_dir, parcels=parcels, key_file=chosen.key_file)
        else:
            store = open_store(chosen.data_dir, chosen.database_url, keys=chosen.key_file)
            add_demo(store, parcels=parcels)
    click.echo(say("Đã tạo phường mẫu."))


def check_address(host: str, port: int) -> None:
    """Refuse an address nobody can listen on; raises PortTaken, BadAddress."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(port=str(port), other=str(port % 65535 + 1)) from error
            raise BadAddress(host=host, port=str(port)) from error


def _check_only_demo(folder: Path, key_file: Path | None) -> None:
    if not (folder / DATABASE).exists():
        return
    store = open_store(folder, keys=key_file)
    try:
        wards = [get_ward(store.ledger(code)) for code in store.ward_codes()]
    finally:
        store.close()
    real = [ward.name for ward in wards if not ward.demo]
    if real:
        raise RealWards(wards=real)
