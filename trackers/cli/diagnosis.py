"""What can be unsafe or wrong in a configuration: rules as plain data, each with what to do.

A rule looks at `Facts` and gives the values of its sentence where it applies, else None. It asks
nothing of the machine: `trackers.cli.facts` gathers them. Sentences are in `words.diagnoses`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path

Network = IPv4Network | IPv6Network
Values = Mapping[str, object]

_CLOCK = timedelta(minutes=5)
_STALE = timedelta(days=7)
_SHORT_TOKEN = 20
_LOW_BYTES = 2**30
_SAFE_TLS = {"require", "verify-ca", "verify-full"}
# Streamlit's options that others than us must not loosen.
GUARDS = frozenset(
    {
        "client.showErrorDetails",
        "client.showErrorLinks",
        "global.developmentMode",
        "logger.enableRich",
        "server.enableCORS",
        "server.enableStaticServing",
        "server.enableXsrfProtection",
        "server.maxMessageSize",
        "server.maxUploadSize",
        "server.maxWidgetStateSize",
        "server.trustedUserHeaders",
    }
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an installation; an unset value is that of a safe one."""

    now: datetime
    host: str = "127.0.0.1"
    base_url: str = ""
    allowed_hosts: frozenset[str] = frozenset()
    trusted: tuple[Network, ...] = ()
    metrics_token: str = ""
    log_level: str = "info"
    as_root: bool = False
    # Whether anybody signs in; who and how is the matter of ACCOUNTS.
    accounts: int = 0
    headless_wards: tuple[str, ...] = ()
    no_second_step: tuple[str, ...] = ()
    # Files and folders that other users of this machine can read.
    readable: tuple[Path, ...] = ()
    newest_file_at: datetime | None = None
    free_bytes: int | None = None
    # Of the database: its sentence where it cannot be opened, and the wards in it.
    broken: str = ""
    real_wards: tuple[str, ...] = ()
    demo_wards: tuple[str, ...] = ()
    database_host: str = ""
    database_tls: str = ""
    copies_kept: bool = True
    newest_copy_at: datetime | None = None
    newest_copy_sealed: bool = True
    copy_late: bool = False
    passphrase: bool = True
    # Streamlit's options that somebody set to something else than we do, and where.
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether others than this machine can reach the program, directly or by a proxy."""
        return not is_local(self.host) or bool(self.trusted) or bool(self.base_url)


@dataclass(frozen=True)
class Rule:
    """One thing to look at; `unsafe` rules end the command with exit code 1."""

    code: str
    unsafe: bool
    applies: Callable[[Facts], Values | None]


@dataclass(frozen=True)
class Finding:
    """A rule that applies, with the values of its sentence."""

    rule: Rule
    values: Values


def unsafe(code: str, applies: Callable[[Facts], Values | None]) -> Rule:
    """Give a rule about what must not stay so."""
    return Rule(code, unsafe=True, applies=applies)


def advice(code: str, applies: Callable[[Facts], Values | None]) -> Rule:
    """Give a rule about what is worth a look."""
    return Rule(code, unsafe=False, applies=applies)


def is_local(host: str) -> bool:
    """Tell whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def when(holds: object, **values: object) -> Values | None:
    """Give the values where it holds."""
    return values if holds else None


def _named(facts: Facts, *, guards: bool) -> Values | None:
    found = [f"{name} ({place})" for name, place in facts.options if (name in GUARDS) is guards]
    return when(found, options=", ".join(found))


def _wide(facts: Facts, *, private: bool) -> Values | None:
    """Give the trusted networks, of the internet or of the office, that are not one machine's."""
    wide = [
        str(one)
        for one in facts.trusted
        if one.num_addresses > 1 and one.is_private is private and not one.is_loopback
    ]
    return when(wide, networks=", ".join(wide))


def _beside_proxy(facts: Facts) -> Values | None:
    here = any(one.is_loopback for one in facts.trusted)
    return when(here and not is_local(facts.host), host=facts.host)


def _copy_is_old(facts: Facts) -> Values | None:
    at = facts.newest_copy_at
    old = at is not None and facts.copy_late and facts.now - at > _STALE
    return when(old, at=at)


# Who signs in, and who administers: what concerns accounts stands here.
ACCOUNTS: tuple[Rule, ...] = (
    unsafe(
        "open-to-others",
        lambda facts: when(not is_local(facts.host) and not facts.accounts, host=facts.host),
    ),
    unsafe(
        "no-administrator",
        lambda facts: when(facts.headless_wards, wards=facts.headless_wards),
    ),
    advice(
        "no-second-step",
        lambda facts: when(facts.is_public and facts.no_second_step, logins=facts.no_second_step),
    ),
)

RULES: tuple[Rule, ...] = (
    *ACCOUNTS,
    unsafe(
        "no-https",
        lambda facts: when(facts.is_public and not facts.base_url.startswith("https:")),
    ),
    unsafe("listens-beside-proxy", _beside_proxy),
    advice(
        "no-proxy-trusted",
        lambda facts: when(
            facts.base_url.startswith("https:") and is_local(facts.host) and not facts.trusted
        ),
    ),
    unsafe(
        "everyone-trusted",
        lambda facts: _wide(facts, private=False),
    ),
    advice(
        "neighbours-trusted",
        lambda facts: _wide(facts, private=True),
    ),
    advice(
        "no-names",
        lambda facts: when(not is_local(facts.host) and not facts.allowed_hosts),
    ),
    unsafe(
        "readable",
        lambda facts: when(facts.readable, paths=", ".join(map(str, facts.readable))),
    ),
    unsafe(
        "as-root",
        lambda facts: when(facts.as_root and facts.is_public),
    ),
    unsafe(
        "database-broken",
        lambda facts: when(facts.broken, sentence=facts.broken),
    ),
    unsafe(
        "database-without-tls",
        lambda facts: when(
            facts.database_host
            and not is_local(facts.database_host)
            and facts.database_tls not in _SAFE_TLS,
            host=facts.database_host,
        ),
    ),
    unsafe(
        "no-copies",
        lambda facts: when(facts.real_wards and not facts.copies_kept),
    ),
    advice(
        "no-copy-yet",
        lambda facts: when(
            bool(facts.real_wards) and facts.copies_kept and facts.newest_copy_at is None
        ),
    ),
    unsafe(
        "old-copy",
        _copy_is_old,
    ),
    unsafe(
        "open-copies",
        lambda facts: when(
            bool(facts.real_wards) and not (facts.passphrase and facts.newest_copy_sealed)
        ),
    ),
    unsafe(
        "clock",
        lambda facts: when(
            facts.newest_file_at is not None and facts.newest_file_at - facts.now > _CLOCK,
            now=facts.now,
            at=facts.newest_file_at,
        ),
    ),
    advice(
        "disk",
        lambda facts: when(facts.free_bytes is not None and facts.free_bytes < _LOW_BYTES),
    ),
    advice(
        "demo-in-public",
        lambda facts: when(facts.is_public and bool(facts.demo_wards), wards=facts.demo_wards),
    ),
    unsafe(
        "options-loosened",
        lambda facts: _named(facts, guards=True),
    ),
    advice(
        "options-changed",
        lambda facts: _named(facts, guards=False),
    ),
    advice(
        "debug",
        lambda facts: when(facts.log_level == "debug" and facts.is_public),
    ),
    unsafe(
        "short-token",
        lambda facts: when(0 < len(facts.metrics_token) < _SHORT_TOKEN, least=_SHORT_TOKEN),
    ),
    advice(
        "no-token",
        lambda facts: when(facts.is_public and not facts.metrics_token),
    ),
)


def diagnose(facts: Facts) -> list[Finding]:
    """Give what applies, what is unsafe first."""
    found = [Finding(rule, values) for rule in RULES if (values := rule.applies(facts)) is not None]
    return sorted(found, key=lambda one: not one.rule.unsafe)
