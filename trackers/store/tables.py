"""The tables: one row per current fact, and the log that explains every one of them.

What a ward keeps as registers (its own row, areas, officers, households) is in `register_tables`,
how its cases are worked on in `workflow_tables`, what its reviews read out in `review_tables`,
`indicator_tables` and `opinion_tables`.

Every table starts with the ward's code. Columns marked `PERSONAL` enter the log only as salted
commitments; their values lie in `event_values`, where a law can erase them (DESIGN §4.1).
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    String,
    Text,
)

from trackers.store import columns
from trackers.store.account_tables import accounts as accounts
from trackers.store.account_tables import sign_ins as sign_ins
from trackers.store.clock_tables import holiday_years as holiday_years
from trackers.store.clock_tables import holidays as holidays
from trackers.store.clock_tables import pauses as pauses
from trackers.store.columns import PERSONAL
from trackers.store.columns import metadata as metadata
from trackers.store.corridor_tables import scenarios as scenarios
from trackers.store.indicator_tables import indicator_tasks as indicator_tasks
from trackers.store.indicator_tables import indicator_values as indicator_values
from trackers.store.indicator_tables import indicators as indicators
from trackers.store.link_tables import link_visits as link_visits
from trackers.store.link_tables import links as links
from trackers.store.look_tables import looks as looks
from trackers.store.opinion_tables import opinions as opinions
from trackers.store.register_tables import absences as absences
from trackers.store.register_tables import areas as areas
from trackers.store.register_tables import household_merges as household_merges
from trackers.store.register_tables import households as households
from trackers.store.register_tables import officers as officers
from trackers.store.register_tables import wards as wards
from trackers.store.review_tables import agenda_items as agenda_items
from trackers.store.review_tables import decisions as decisions
from trackers.store.review_tables import reviews as reviews
from trackers.store.workflow_tables import batches as batches
from trackers.store.workflow_tables import project_steps as project_steps
from trackers.store.workflow_tables import voluntary_items as voluntary_items
from trackers.store.workflow_tables import workflows as workflows

projects = columns.ward_table(
    "projects",
    columns.key(),
    columns.text("name"),
    columns.code("kind"),
    columns.code("status"),
    columns.text("investor"),
    columns.text("funding"),
    Column("total_investment_vnd", BigInteger),
    columns.text("builder"),
    columns.code("lead_officer_code"),
    columns.text("scale"),
    columns.text("public_text"),
    columns.text("service"),
    Column("service_area", String(80), nullable=False, default=""),
    Column("length_m", Float),
    columns.shape("site"),
    columns.shape("centreline"),
    Column("position", Integer, nullable=False, default=0),
    columns.version(),
    Column("widths", JSON, nullable=False, default=list),
    Column("least_remaining_m2", Float),
    Column("benefits", JSON, nullable=False, default=list),
)
milestones = columns.ward_table(
    "milestones",
    columns.key(),
    columns.code("project_code"),
    columns.text("name"),
    columns.day("baseline_on", nullable=False),
    columns.day("forecast_on"),
    Column("confirmed", Boolean, nullable=False, default=False),
    columns.day("actual_on"),
    columns.text("reason"),
    columns.text("basis"),
    Column("waits_for", JSON, nullable=False, default=list),
    Column("position", Integer, nullable=False, default=0),
    columns.version(),
    Column("gate", JSON, nullable=False, default=list),
)
progress = columns.ward_table(
    "progress",
    columns.key("project_code"),
    Column("on", Date, primary_key=True),
    Column("volume_percent", Float, nullable=False),
    Column("disbursed_vnd", BigInteger),
)
targets = columns.ward_table(
    "targets",
    columns.key("project_code"),
    Column("on", Date, primary_key=True),
    Column("handed_over", Integer, nullable=False),
)
photos = columns.ward_table(
    "photos",
    columns.key("photo_id"),
    columns.code("project_code"),
    columns.day("taken_on", nullable=False),
    columns.text("caption"),
    columns.text("file"),
    Column("public", Boolean, nullable=False, default=False),
    columns.version(),
)
layers = columns.ward_table(
    "layers",
    columns.key("layer"),
    columns.text("source"),
    columns.code("accuracy"),
    Column("digest", String(64), nullable=False),
    Column("parcels", Integer, nullable=False),
    columns.instant("built_at", nullable=False),
)
# Parcels come by the thousand from files; the log holds the digest of the layer, not each row.
parcels = columns.ward_table(
    "parcels",
    Column("parcel_id", Integer, primary_key=True, autoincrement=False),
    columns.code("sheet_no"),
    columns.code("parcel_no"),
    columns.text("folded"),
    columns.text("land_type"),
    Column("drawn_area_m2", Float, nullable=False),
    Column("declared_area_m2", Float),
    columns.code("area_code"),
    Column("west", Float, nullable=False),
    Column("south", Float, nullable=False),
    Column("east", Float, nullable=False),
    Column("north", Float, nullable=False),
    Column("lng", Float, nullable=False),
    Column("lat", Float, nullable=False),
    columns.code("accuracy"),
    columns.text("source"),
    columns.shape("geometry", nullable=False),
    Index("ix_parcels_number", "ward", "sheet_no", "parcel_no", unique=True),
)
cases = columns.ward_table(
    "cases",
    columns.key(),
    columns.code("project_code"),
    Column("parcel_id", Integer, nullable=False),
    Column("household_codes", JSON, nullable=False),
    columns.code("track"),
    columns.code("area_code"),
    columns.code("officer_code"),
    columns.code("cover_code", nullable=True),
    Column("affected_m2", Float, nullable=False),
    columns.day("opened_on", nullable=False),
    Column("frontage_m", Float),
    Column("side", String(8), nullable=False, default=""),
    Column("chainage_from_m", Float),
    Column("chainage_to_m", Float),
    columns.day("closed_on"),
    columns.text("close_reason", personal=True),
    columns.day("reviewed_on"),
    Column("shares", JSON, nullable=False, default=list),
    Column("track_version", Integer, nullable=False, default=1),
    columns.version(),
    Column("more_stretches", JSON, nullable=False, default=list),
    # The last event that touched the case or what belongs to it; `since=` reads it.
    Column("revision", Integer, nullable=False, default=0, info={"derived": True}),
    Index("ix_cases_revision", "ward", "revision"),
    Index("ix_cases_parcel", "ward", "parcel_id"),
)
components = columns.ward_table(
    "components",
    columns.key("case_code"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    columns.code("kind"),
    columns.code("form"),
    Column("quantity", Float, nullable=False),
    columns.code("unit"),
    Column("amount_vnd", BigInteger, info=PERSONAL),
    columns.text("note", personal=True),
    columns.version(),
)
case_steps = columns.ward_table(
    "case_steps",
    columns.key("case_code"),
    columns.key("step"),
    columns.code("state"),
    columns.day("done_on"),
    columns.text("note", personal=True),
    columns.version(),
)
obstacles = columns.ward_table(
    "obstacles",
    columns.key("obstacle_id"),
    columns.code("case_code"),
    columns.code("kind"),
    columns.text("text", personal=True),
    columns.day("opened_on", nullable=False),
    columns.code("officer_code"),
    columns.day("due_on"),
    Column("blocks_handover", Boolean, nullable=False),
    columns.day("closed_on"),
    columns.text("resolution", personal=True),
    columns.version(),
    Index("ix_obstacles_case", "ward", "case_code"),
)
contacts = columns.ward_table(
    "contacts",
    columns.key("contact_id"),
    columns.code("household_code"),
    columns.code("project_code"),
    columns.day("met_on", nullable=False),
    Column("visitors", JSON, nullable=False),
    columns.code("outcome"),
    columns.text("met", personal=True),
    columns.text("note", personal=True),
    columns.text("promise", personal=True),
    columns.day("promise_on"),
    columns.day("next_on"),
    columns.instant("recorded_at", nullable=False),
    columns.version(),
    columns.text("others", personal=True),
    Index("ix_contacts_household", "ward", "household_code", "project_code"),
)
# Photos and scanned papers; the files lie in the ward's folder, named by their hash.
attachments = columns.ward_table(
    "attachments",
    columns.key("attachment_id"),
    columns.code("case_code"),
    columns.code("contact_id"),
    columns.code("kind"),
    columns.text("caption", personal=True),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    columns.code("added_by"),
    columns.instant("added_at", nullable=False),
    Index("ix_attachments_case", "ward", "case_code"),
)
events = columns.ward_table(
    "events",
    Column("revision", Integer, primary_key=True, autoincrement=False),
    columns.code("kind"),
    columns.code("subject"),
    columns.day("effective_on", nullable=False),
    columns.instant("recorded_at", nullable=False),
    columns.code("actor"),
    # Canonical JSON as text: what was hashed is what is kept.
    Column("payload", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_events_subject", "ward", "subject"),
)
# Erasable: the chain holds only the salted commitment of each of these values.
event_values = columns.ward_table(
    "event_values",
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("path", String(160), primary_key=True),
    Column("value", columns.SealedJson),
    Column("salt", String(32), nullable=False),
)
# One row per form that was saved: a double click or a retry finds its own answer here.
saves = columns.ward_table(
    "saves",
    columns.key("key"),
    Column("revision", Integer, nullable=False),
)
# What officers typed and did not save: no fact of the ward, so it stays out of the log.
drafts = columns.ward_table(
    "drafts",
    columns.key("officer_code"),
    columns.key("form"),
    columns.code("case_code"),
    Column("content", columns.SealedJson, nullable=False),
    columns.instant("saved_at", nullable=False),
)
