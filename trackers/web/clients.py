"""Who is at the other end of a connection: the one place that reads what proxies say.

A proxy tells for whom it asks in `X-Forwarded-For` and how it was asked in `X-Forwarded-Proto`.
Anyone can write these headers, so they count only when the connection itself comes from an address
that the installer named (MATBANG_TRUSTED_PROXIES). `Forwarded`, `X-Real-IP`, `X-Forwarded-Host`
and their like are never believed: what Host says is passed on by every proxy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_OTHERS = {"forwarded", "via", "x-real-ip", "true-client-ip", "cf-connecting-ip"}
_ONE_HOUSEHOLD = 64


@dataclass(frozen=True)
class Client:
    """The other end of a request, as far as it is known.

    `address` is "" where nobody can name it. `through_proxy`: a trusted proxy asks for someone.
    `spoofed`: headers of a proxy came from a machine that is none of ours, or they say nothing
    that can be true; such a request is to be refused.
    """

    address: str
    https: bool
    host: str
    through_proxy: bool = False
    spoofed: bool = False

    @property
    def is_local(self) -> bool:
        """Whether a program of this very machine asks, with no proxy between."""
        alone = not (self.through_proxy or self.spoofed)
        return alone and is_loopback(self.address)

    @property
    def key(self) -> str:
        """What rates are counted by: whoever holds one IPv6 address holds the /64 around it."""
        address = parsed(self.address)
        if isinstance(address, IPv6Address):
            return str(IPv6Network((address, _ONE_HOUSEHOLD), strict=False))
        return self.address


def client_of(scope: Scope, trusted: Iterable[Network] = ()) -> Client:
    """Give who asks; headers of proxies count only from `trusted` addresses."""
    headers = headers_of(scope)
    peer = parsed((scope.get("client") or ("",))[0])
    https, host = scope.get("scheme") in {"https", "wss"}, only(headers, "host")
    told = sorted(name for name in headers if name in _OTHERS or name.startswith("x-forwarded-"))
    shown = str(peer or "")
    if not told:
        return Client(shown, https, host)
    trusted = tuple(trusted)
    if peer is None or not _within(peer, trusted):
        return Client(shown, https, host, spoofed=True)
    address = _asked_for(headers.get("x-forwarded-for", []), trusted)
    if address is None:
        return Client("", https, host, through_proxy=True, spoofed=True)
    https = headers.get("x-forwarded-proto", [""])[-1].rpartition(",")[2].strip().lower() == "https"
    return Client(str(address), https, host, through_proxy=True)


def _asked_for(values: list[str], trusted: tuple[Network, ...]) -> Address | None:
    """Give the last address of the list that is no proxy of ours; None if it is none at all.

    Each proxy appends whom it serves, so what lies further left was written by strangers.
    """
    address = None
    for text in reversed(",".join(values).split(",")):
        address = parsed(_without_port(text.strip()))
        if address is None or not _within(address, trusted):
            return address
    return address


def parsed(text: str) -> Address | None:
    """Read an address; one of IPv4 in the dress of IPv6 is the IPv4 one; None where it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address


def is_loopback(name: str) -> bool:
    """Tell whether a name or address means this machine."""
    address = parsed(name)
    return name == "localhost" or (address is not None and address.is_loopback)


def host_name(text: str) -> str:
    """Give the name in a Host header or an origin, without port; "" when there is none."""
    if text.startswith("["):
        return text[1:].partition("]")[0].lower()
    return text.partition(":")[0].rstrip(".").lower()


def headers_of(scope: Scope) -> dict[str, list[str]]:
    """Give the headers of a request by their names in small letters."""
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def only(headers: dict[str, list[str]], name: str) -> str:
    """Give a header that must come once; a second one is an attempt to be read two ways."""
    values = headers.get(name, [])
    return values[0] if len(values) == 1 else ""


def _within(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
