"""Settings from the environment (MATBANG_…), read and checked once, at the edge."""

import os
import re
from collections.abc import Mapping
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "MATBANG_"
# Tests of this project look here for a PostgreSQL server; no setting of the program.
_NOT_SETTINGS = "MATBANG_TEST_"


class SettingError(Exception):
    """Base of this room's errors; `values` names what was wrong, for the sentence."""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(f"{type(self).__name__}: {values}")


class BadSetting(SettingError):
    """The setting `name` cannot be used, for that `reason`."""


class UnknownSetting(SettingError):
    """No setting is called `name`; the known ones are `names`."""


class Settings(BaseSettings):
    """What the person who installs it decides; every value can come from MATBANG_<NAME>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    data_dir: Path = Field(default=Path("data"), description="folder of database, tiles, photos")
    database_url: str = Field(default="", repr=False, description="empty: SQLite in data_dir")
    key_file: Path | None = Field(
        default=None, description="key of sealed values; empty: secret.key in data_dir"
    )
    base_url: str = Field(default="", description="address by which others reach this program")
    basemap_url: str = Field(default="", description="XYZ template or .pmtiles; empty: none")
    basemap_attribution: str = Field(default="", description="who made the basemap")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="names by which browsers may call us, separated by commas"
    )
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(), description="addresses or networks of reverse proxies, separated by commas"
    )
    language: Literal["vi", "en"] = Field(default="vi", description="language of first visits")
    host: str = Field(default="127.0.0.1", min_length=1, description="address to listen on")
    port: int = Field(default=8501, ge=1, le=65535, description="port to listen on")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="from which level on the log is written"
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""), description="lets /metrics be read from elsewhere; empty: nobody"
    )
    backup_keep: str = Field(
        default="7,4,12", description="daily, weekly and monthly copies kept; 0: none is made"
    )
    backup_passphrase: SecretStr = Field(
        default=SecretStr(""), description="seals every backup; empty: not sealed"
    )

    oidc_issuer: str = Field(default="", description="the office's identity provider (OIDC)")
    oidc_client_id: str = Field(default="", description="our name at that provider")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), repr=False, description="our secret at that provider"
    )

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("key_file", mode="before")
    @classmethod
    def _key_place(cls, value: object) -> object:
        return Path(value).expanduser().resolve() if isinstance(value, str) and value else None

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(one.strip().lower() for one in value.split(",") if one.strip())

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(one.strip() for one in value.split(",") if one.strip())

    @model_validator(mode="after")
    def _whole_provider(self) -> "Settings":
        told = (self.oidc_client_id, self.oidc_client_secret.get_secret_value(), self.base_url)
        if self.oidc_issuer and not all(told):
            raise ValueError("MATBANG_OIDC_CLIENT_ID, _OIDC_CLIENT_SECRET, MATBANG_BASE_URL")
        return self

    @field_validator("base_url", "oidc_issuer")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"http", "https"} or not _host(value)):
            raise ValueError("http://…, https://…")
        return value.rstrip("/")

    @field_validator("basemap_url")
    @classmethod
    def _tiles(cls, value: str) -> str:
        template = all(part in value for part in ("{z}", "{x}", "{y}"))
        if value and not (template or value.endswith(".pmtiles")):
            raise ValueError("…/{z}/{x}/{y}…, ….pmtiles")
        return value

    @field_validator("backup_keep")
    @classmethod
    def _counts(cls, value: str) -> str:
        if not re.fullmatch(r"0|[1-9]\d{0,2},\d{1,3},\d{1,3}", value):
            raise ValueError("7,4,12; 0")
        return value

    @property
    def copies_kept(self) -> tuple[int, int, int] | None:
        """How many daily, weekly and monthly copies stay; None where none is made."""
        if self.backup_keep == "0":
            return None
        days, weeks, months = map(int, self.backup_keep.split(","))
        return days, weeks, months

    @property
    def key_place(self) -> Path:
        """The file with the key of what lies sealed in the database."""
        return self.key_file or self.data_dir / "secret.key"

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by https, so that a cookie need never travel in the open."""
        return self.base_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; with https no other name of the domain can set it."""
        return "__Host-matbang" if self.secure else "matbang"

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which browsers may call us, besides this machine's own."""
        return frozenset((*self.allowed_hosts, *filter(None, [_host(self.base_url)])))

    def opens_elsewhere(self, base: str) -> bool:
        """Tell whether other machines reach us at an address, as far as it and we can tell."""
        return not _is_own(_host(base)) and (not _is_own(self.host) or bool(self.trusted_proxies))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower()


def _is_own(name: str) -> bool:
    """Tell whether a name or address means the very machine on which it is read."""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name in {"", "localhost"} or name.endswith(".localhost")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises BadSetting, UnknownSetting."""
    for name in environ:
        known = name.removeprefix(PREFIX).lower() in Settings.model_fields
        if name.startswith(PREFIX) and not known and not name.startswith(_NOT_SETTINGS):
            raise UnknownSetting(name=name, names=names())
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0] if first["loc"] else "").upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise BadSetting(name=name, value=environ.get(name, ""), reason=reason) from error


def names() -> list[str]:
    """Give the names of all settings."""
    return [PREFIX + name.upper() for name in Settings.model_fields]


@cache
def settings() -> Settings:
    """Give the settings of this process, read when first asked; raises as `read_settings` does."""
    return read_settings()
