"""The tables: one row per current fact, and the log that explains every one of them.

Every table starts with the ward's code. Columns marked `PERSONAL` enter the log only as salted
commitments; their values lie in `event_values`, where a law can erase them (DESIGN §4.1).
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
PERSONAL = {"personal": True}


def _key(name: str = "code") -> "Column[Any]":
    return Column(name, String(80), primary_key=True)


def _text(name: str, *, personal: bool = False) -> "Column[Any]":
    return Column(name, Text, nullable=False, default="", info=PERSONAL if personal else {})


def _code(name: str, *, nullable: bool = False) -> "Column[Any]":
    return Column(name, String(80), nullable=nullable)


def _version() -> "Column[Any]":
    return Column("version", Integer, nullable=False, default=1)


def _day(name: str, *, nullable: bool = True) -> "Column[Any]":
    return Column(name, Date, nullable=nullable)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, whether or not the database keeps time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write UTC."""
        del dialect
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read UTC."""
        del dialect
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC) if value else None


def _instant(name: str, *, nullable: bool = True) -> "Column[Any]":
    return Column(name, Instant, nullable=nullable)


def _ward_table(name: str, *columns: "Column[Any] | Index") -> Table:
    return Table(name, metadata, _key("ward"), *columns)


wards = Table(
    "wards",
    metadata,
    _key("ward"),
    _text("name"),
    _code("metric_crs"),
    Column("bounds", JSON, nullable=False),
    Column("demo", Boolean, nullable=False, default=False),
    _text("notice"),
    _instant("clock_starts_at"),
    _instant("clock_set_at"),
    Column("layer", String(80), nullable=False, default=""),
    Column("outline", LargeBinary),
    Column("revision", Integer, nullable=False, default=0),
    Column("head_hash", String(64), nullable=False, default=""),
)
areas = _ward_table(
    "areas",
    _key(),
    _text("name"),
    _text("note"),
    _text("responsible"),
    _text("head"),
    Column("geometry", LargeBinary),
    Column("position", Integer, nullable=False, default=0),
)
officers = _ward_table(
    "officers",
    _key(),
    _text("name"),
    _text("title"),
    _code("role"),
    _text("duty"),
    _code("cover_code", nullable=True),
    Column("active", Boolean, nullable=False, default=True),
    _version(),
)
absences = _ward_table(
    "absences",
    _key("absence_id"),
    _code("officer_code"),
    _day("from_on", nullable=False),
    _day("to_on", nullable=False),
    _code("cover_code"),
    _day("recorded_on", nullable=False),
    _text("reason"),
)
projects = _ward_table(
    "projects",
    _key(),
    _text("name"),
    _code("kind"),
    _code("status"),
    _text("investor"),
    _text("funding"),
    Column("total_investment_vnd", BigInteger),
    _text("builder"),
    _code("lead_officer_code"),
    _text("scale"),
    _text("public_text"),
    _text("service"),
    Column("service_area", String(80), nullable=False, default=""),
    Column("length_m", Float),
    Column("site", LargeBinary),
    Column("centreline", LargeBinary),
    Column("position", Integer, nullable=False, default=0),
    _version(),
)
milestones = _ward_table(
    "milestones",
    _key(),
    _code("project_code"),
    _text("name"),
    _day("baseline_on", nullable=False),
    _day("forecast_on"),
    Column("confirmed", Boolean, nullable=False, default=False),
    _day("actual_on"),
    _text("reason"),
    _text("basis"),
    Column("waits_for", JSON, nullable=False, default=list),
    Column("position", Integer, nullable=False, default=0),
    _version(),
)
progress = _ward_table(
    "progress",
    _key("project_code"),
    Column("on", Date, primary_key=True),
    Column("volume_percent", Float, nullable=False),
    Column("disbursed_vnd", BigInteger),
)
targets = _ward_table(
    "targets",
    _key("project_code"),
    Column("on", Date, primary_key=True),
    Column("handed_over", Integer, nullable=False),
)
photos = _ward_table(
    "photos",
    _key("photo_id"),
    _code("project_code"),
    _day("taken_on", nullable=False),
    _text("caption"),
    _text("file"),
)
indicators = _ward_table(
    "indicators",
    _key(),
    _text("name"),
    _text("unit"),
    Column("value", Float, nullable=False),
    Column("target", Float),
    _day("on", nullable=False),
    _code("officer_code"),
    _text("note"),
)
opinions = _ward_table(
    "opinions",
    _key(),
    _code("area_code"),
    _code("project_code", nullable=True),
    _text("text", personal=True),
    _day("raised_on", nullable=False),
    _day("answered_on"),
    _text("answer"),
)
layers = _ward_table(
    "layers",
    _key("layer"),
    _text("source"),
    _code("accuracy"),
    Column("digest", String(64), nullable=False),
    Column("parcels", Integer, nullable=False),
    _instant("built_at", nullable=False),
)
# Parcels come by the thousand from files; the log holds the digest of the layer, not each row.
parcels = _ward_table(
    "parcels",
    Column("parcel_id", Integer, primary_key=True, autoincrement=False),
    _code("sheet_no"),
    _code("parcel_no"),
    _text("folded"),
    _text("land_type"),
    Column("drawn_area_m2", Float, nullable=False),
    Column("declared_area_m2", Float),
    _code("area_code"),
    Column("west", Float, nullable=False),
    Column("south", Float, nullable=False),
    Column("east", Float, nullable=False),
    Column("north", Float, nullable=False),
    Column("lng", Float, nullable=False),
    Column("lat", Float, nullable=False),
    _code("accuracy"),
    _text("source"),
    Column("geometry", LargeBinary, nullable=False),
    Index("ix_parcels_number", "ward", "sheet_no", "parcel_no", unique=True),
)
households = _ward_table(
    "households",
    _key(),
    _text("holder", personal=True),
    Column("co_owners", JSON, nullable=False, default=list, info=PERSONAL),
    _text("address", personal=True),
    _text("phone", personal=True),
    _text("note", personal=True),
    Column("fictional", Boolean, nullable=False, default=False),
    # For looking up without accents; derived, so it stays out of the log.
    Column("folded", Text, nullable=False, default="", info={"derived": True}),
    _version(),
)
cases = _ward_table(
    "cases",
    _key(),
    _code("project_code"),
    Column("parcel_id", Integer, nullable=False),
    Column("household_codes", JSON, nullable=False),
    _code("track"),
    _code("area_code"),
    _code("officer_code"),
    _code("cover_code", nullable=True),
    Column("affected_m2", Float, nullable=False),
    _day("opened_on", nullable=False),
    Column("frontage_m", Float),
    Column("side", String(8), nullable=False, default=""),
    Column("chainage_from_m", Float),
    Column("chainage_to_m", Float),
    _day("closed_on"),
    _text("close_reason", personal=True),
    _day("reviewed_on"),
    _version(),
    # The last event that touched the case or what belongs to it; `since=` reads it.
    Column("revision", Integer, nullable=False, default=0, info={"derived": True}),
    Index("ix_cases_revision", "ward", "revision"),
    Index("ix_cases_parcel", "ward", "parcel_id"),
)
components = _ward_table(
    "components",
    _key("case_code"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _code("kind"),
    _code("form"),
    Column("quantity", Float, nullable=False),
    _code("unit"),
    Column("amount_vnd", BigInteger, info=PERSONAL),
    _text("note", personal=True),
)
case_steps = _ward_table(
    "case_steps",
    _key("case_code"),
    _key("step"),
    _code("state"),
    _day("done_on"),
    _text("note", personal=True),
    _version(),
)
obstacles = _ward_table(
    "obstacles",
    _key("obstacle_id"),
    _code("case_code"),
    _code("kind"),
    _text("text", personal=True),
    _day("opened_on", nullable=False),
    _code("officer_code"),
    _day("due_on"),
    Column("blocks_handover", Boolean, nullable=False),
    _day("closed_on"),
    _text("resolution", personal=True),
    _version(),
    Index("ix_obstacles_case", "ward", "case_code"),
)
contacts = _ward_table(
    "contacts",
    _key("contact_id"),
    _code("household_code"),
    _code("project_code"),
    _day("met_on", nullable=False),
    Column("visitors", JSON, nullable=False),
    _code("outcome"),
    _text("met", personal=True),
    _text("note", personal=True),
    _text("promise", personal=True),
    _day("promise_on"),
    _day("next_on"),
    _instant("recorded_at", nullable=False),
    _version(),
    Index("ix_contacts_household", "ward", "household_code", "project_code"),
)
events = _ward_table(
    "events",
    Column("revision", Integer, primary_key=True, autoincrement=False),
    _code("kind"),
    _code("subject"),
    _day("effective_on", nullable=False),
    _instant("recorded_at", nullable=False),
    _code("actor"),
    # Canonical JSON as text: what was hashed is what is kept.
    Column("payload", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_events_subject", "ward", "subject"),
)
# Erasable: the chain holds only the salted commitment of each of these values.
event_values = _ward_table(
    "event_values",
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("path", String(160), primary_key=True),
    Column("value", JSON),
    Column("salt", String(32), nullable=False),
)
# One row per form that was saved: a double click or a retry finds its own answer here.
saves = _ward_table(
    "saves",
    _key("key"),
    Column("revision", Integer, nullable=False),
)
