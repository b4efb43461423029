"""What `matbang doctor` finds out about this installation: settings, files, database, options."""

import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from trackers.cli.diagnosis import Facts
from trackers.cli.serving import APP
from trackers.config import Settings
from trackers.domain.accounts import AccountState
from trackers.domain.people import Role
from trackers.services.accounts import AccountLine, list_accounts
from trackers.services.copies import copies_folder, copies_in, see_copies
from trackers.services.people import list_officers
from trackers.services.wards import get_ward, machine_holder
from trackers.store import open_store
from trackers.store.errors import StoreError
from trackers.store.opening import Store
from trackers.store.sqlite import DATABASE
from trackers.words.errors import sentence

# Set by `matbang serve` itself, or of no consequence to anybody's safety.
_OURS = {"server.address", "server.port", "server.headless"}
_PLAIN_POSTGRES = "prefer"


def gather(chosen: Settings, now: datetime) -> Facts:
    """Give the facts; nothing is made or changed, and what cannot be read is said as such."""
    return Facts(
        now=now,
        host=chosen.host,
        base_url=chosen.base_url,
        allowed_hosts=chosen.hosts,
        trusted=chosen.trusted_proxies,
        metrics_token=chosen.metrics_token.get_secret_value(),
        log_level=chosen.log_level,
        as_root=os.geteuid() == 0,
        readable=tuple(_readable(chosen)),
        newest_file_at=_newest(chosen.data_dir),
        free_bytes=shutil.disk_usage(chosen.data_dir).free if chosen.data_dir.is_dir() else None,
        copies_kept=chosen.copies_kept is not None,
        passphrase=bool(chosen.backup_passphrase.get_secret_value()),
        options=tuple(_options(_own_options(), os.environ, Path.cwd(), Path.home())),
        **_of_server(chosen.database_url),
        **_of_database(chosen, now),
    )


def _readable(chosen: Settings) -> Iterator[Path]:
    """Give what other users of this machine may read or write."""
    kept = chosen.data_dir
    # Inside a folder that is shut, nobody gets at the files.
    inside = [kept / DATABASE, kept / "backups"] if _is_open(kept) else []
    for path in (kept, *inside, chosen.key_place):
        if path.exists() and _is_open(path):
            yield path


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o077)


def _newest(folder: Path) -> datetime | None:
    """Give when the last file of the data folder was written."""
    times = [one.stat().st_mtime for one in folder.glob("*") if one.is_file()]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _of_server(url: str) -> dict[str, Any]:
    """Give where the database is and how the way to it is protected, of a PostgreSQL server."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres"):
        return {}
    asked = parse_qs(parts.query)
    host = parts.hostname or asked.get("host", [""])[0]
    mode = asked.get("sslmode", [os.environ.get("PGSSLMODE", _PLAIN_POSTGRES)])[0]
    # A path is a socket of this machine.
    return {"database_host": "" if host.startswith("/") else host, "database_tls": mode}


def _of_database(chosen: Settings, now: datetime) -> dict[str, Any]:
    if not chosen.database_url and not (chosen.data_dir / DATABASE).exists():
        return {}
    try:
        store = open_store(chosen.data_dir, chosen.database_url, keys=chosen.key_file)
    except StoreError as error:
        return {"broken": sentence(error)}
    try:
        return _of_store(store, now)
    except StoreError as error:
        return {"broken": sentence(error)}
    finally:
        store.close()


def _of_store(store: Store, now: datetime) -> dict[str, Any]:
    wards = [get_ward(store.ledger(code)) for code in store.ward_codes()]
    copies = copies_in(copies_folder(store))
    newest = copies[0] if copies else None
    return {
        **_of_accounts(store, now),
        "real_wards": tuple(one.name for one in wards if not one.demo),
        "demo_wards": tuple(one.name for one in wards if one.demo),
        "newest_copy_at": newest and newest.made_at,
        "newest_copy_sealed": newest is None or newest.sealed,
        "copy_late": see_copies(store, machine_holder(), now=now).late,
    }


def _of_accounts(store: Store, now: datetime) -> dict[str, Any]:
    """Give how many can sign in, where no administrator can, and which of these have no code."""
    count, without, no_code = 0, [], []
    for code in store.ward_codes():
        ledger, holder = store.ledger(code), machine_holder(code)
        found = [one for one in list_accounts(ledger, holder, now=now).values() if _signs_in(one)]
        officers = {one.code: one for one in list_officers(ledger)}
        chiefs = [one for one in found if officers[one.officer_code].role is Role.ADMINISTRATOR]
        count += len(found)
        if found and not chiefs:
            without.append(get_ward(ledger).name)
        no_code += [one.login for one in chiefs if not (one.totp_on or one.by_provider)]
    return {"accounts": count, "headless_wards": tuple(without), "no_second_step": tuple(no_code)}


def _signs_in(account: AccountLine) -> bool:
    return account.state is AccountState.ACTIVE


def _own_options() -> dict[str, object]:
    file = APP.parent / ".streamlit" / "config.toml"
    return dict(_flat(tomllib.loads(file.read_text("utf-8"))))


def _options(
    ours: Mapping[str, object], environ: Mapping[str, str], *folders: Path
) -> Iterator[tuple[str, str]]:
    """Give Streamlit's options that somebody set to something else, and where they did.

    `put_in_force` leaves what was set by hand: environment, and the files Streamlit looks for.
    """
    names = {_variable(name): name for name in ours}
    for variable, text in environ.items():
        name = names.get(variable, variable)
        if variable.startswith("STREAMLIT_") and str(ours.get(name)).lower() != text.lower():
            yield name, variable
    for folder in folders:
        file = folder / ".streamlit" / "config.toml"
        if not file.is_file() or file.samefile(APP.parent / ".streamlit" / "config.toml"):
            continue
        for name, value in _flat(tomllib.loads(file.read_text("utf-8"))):
            if name not in _OURS and ours.get(name) != value:
                yield name, str(file)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _variable(option: str) -> str:
    """Give the environment variable of an option: STREAMLIT_SERVER_PORT for server.port."""
    spelled = "".join(f"_{one}" if one.isupper() else one for one in option)
    return f"STREAMLIT_{spelled.replace('.', '_')}".upper()
