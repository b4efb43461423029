"""Two wards alike, with a case, a household and all that hangs on them in every kind of place.

Places are seen from two officers: ME, whose area is A1 and who leads P1, and AW, who is away, whose
area is A3 and who leads P3. CO covers for AW, KC for the chair, KA for the administrator.
Everything else is OT's.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import shapely
from PIL import Image

from tests import tiny
from tests.domain.making import a_case, a_visit, an_actor, done
from trackers.domain.accounts import SIGNED_IN_FOR, Account, SignIn
from trackers.domain.cases import Case
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.corridors import Scenario
from trackers.domain.households import Household
from trackers.domain.indicators import Indicator, IndicatorKind, IndicatorTask, IndicatorValue
from trackers.domain.links import Link, LinkKind, LinkScope
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.opinions import Opinion
from trackers.domain.pauses import Pause
from trackers.domain.people import Grant, Officer, Role
from trackers.domain.project_steps import Batch, SharedMark
from trackers.domain.projects import Milestone, Photo, Project, ProjectKind, ProjectStatus
from trackers.domain.reviews import AgendaItem, Decision, ItemKind, Review
from trackers.domain.rights import actor_as
from trackers.domain.tracks import TrackCode
from trackers.domain.wards import Area, Ward
from trackers.domain.working_days import Holiday
from trackers.services import (
    attachments,
    batches,
    bulk,
    bulk_tasks,
    cases,
    contacts,
    merges,
    obstacles,
    passwords,
    people,
    project_steps,
    scope,
    uploads,
)
from trackers.services.subjects import the_state
from trackers.services.uploads import Upload
from trackers.services.wards import add_ward
from trackers.store import Ledger, parcels, wards
from trackers.store import accounts as account_rows
from trackers.store import holidays as holiday_rows
from trackers.store import indicators as indicator_rows
from trackers.store import links as link_rows
from trackers.store import opinions as opinion_rows
from trackers.store import pauses as pause_rows
from trackers.store import people as people_rows
from trackers.store import projects as project_rows
from trackers.store import reviews as review_rows
from trackers.store import scenarios as scenario_rows
from trackers.store.errors import StoreError
from trackers.store.opening import Store

NOW = tiny.NOW + timedelta(days=2)
TODAY = date(2014, 4, 9)
HOLIDAY = TODAY
# AW, the chair and the administrator are away from the 7th, typed in on the 8th, to the 18th.
FROM, RECORDED, UNTIL = date(2014, 4, 7), date(2014, 4, 8), date(2014, 4, 18)
HERE, THERE = "HERE", "THERE"
# The reviews before this week's: the last one is still open, AW writes its minutes.
LAST_MONDAY, CLOSED_MONDAY = date(2014, 3, 31), date(2014, 3, 24)
# What a household gets, as it is kept and as it is shown.
AMOUNT, AMOUNT_SHOWN = 7_654_321, "7.654.321"

# Place: work, area, officer in charge.
PLACES = {
    "own area": ("P2", "A1", "OT"),
    "own work": ("P1", "A2", "OT"),
    "own case": ("P2", "A2", "ME"),
    "absent's area": ("P2", "A3", "OT"),
    "absent's work": ("P3", "A2", "OT"),
    "absent's case": ("P2", "A2", "AW"),
    "others'": ("P2", "A2", "OT"),
}
LEADS = {"P1": "ME", "P2": "OT", "P3": "AW"}
WORKS = {"own work": "P1", "absent's work": "P3", "others'": "P2"}
TEAMS = {"A1": "ME", "A2": "OT", "A3": "AW"}
MONEY = (Grant.MONEY.value,)
OFFICERS = (
    Officer("VI", "Người xem", "", Role.VIEWER),
    Officer("ME", "Cán bộ", "", Role.OFFICER),
    Officer("AW", "Người vắng", "", Role.OFFICER, grants=MONEY),
    Officer("CO", "Người thay", "", Role.OFFICER),
    Officer("OT", "Người khác", "", Role.OFFICER),
    Officer("CH", "Chủ trì", "", Role.CHAIR),
    Officer("KC", "Thay chủ trì", "", Role.OFFICER),
    Officer("AD", "Quản trị", "", Role.ADMINISTRATOR),
    Officer("KA", "Thay quản trị", "", Role.OFFICER),
    Officer("DI", "Đã nghỉ", "", Role.OFFICER, active=False),
)
AUTHORS = tuple(one.code for one in OFFICERS)


class WouldBeWritten(StoreError):
    """The call got as far as writing; the transaction is taken back."""


class Trying(Ledger):
    """A ward in which every call is real up to its commit, and nothing is ever kept."""

    @contextmanager
    def write(self, now: datetime):
        with super().write(now) as writing:
            raw = writing.connection.connection.dbapi_connection
            before = raw.total_changes
            yield writing
            if raw.total_changes != before:
                raise WouldBeWritten


@dataclass
class Place:
    """The records of one place; each case has households of its own."""

    case: Case
    household: Household
    second: Household
    recovery: Case
    closed: Case
    merged: str = ""
    visit: object = None
    component: Component | None = None
    standing: object = None
    overcome: object = None
    attachment: str = ""
    batch: Batch | None = None
    bulk: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class World:
    """A ward with its places; `actors` are those who ask, by what they are."""

    ledger: Ledger
    places: dict[str, Place]
    absences: dict[str, object]

    @property
    def trying(self) -> Trying:
        at = self.ledger
        return Trying(at.ward, at.folder, at.reader, at.writer)

    def project(self, code: str) -> Project:
        with self.ledger.read() as reading:
            return next(one for one in project_rows.read_projects(reading) if one.code == code)

    def milestones(self, code: str) -> list[Milestone]:
        with self.ledger.read() as reading:
            return project_rows.read_milestones(reading, code)

    def officer(self, code: str) -> Officer:
        return next(one for one in people.list_officers(self.ledger) if one.code == code)

    def area(self, code: str) -> Area:
        with self.ledger.read() as reading:
            return next(one for one in wards.read_areas(reading) if one.code == code)

    @contextmanager
    def upload(self, author: str, place: str):
        """Give a file that an officer has sent whole, and forget it again."""
        data = picture()
        made = Upload("", author, self.places[place].case.code, "", "a.jpg", "", len(data), "")
        found = uploads.begin(self.ledger.folder, replace(made, begun_at=NOW.isoformat()))
        uploads.append(self.ledger.folder, found, 0, data)
        try:
            yield found.upload_id
        finally:
            uploads.forget(self.ledger.folder, found.upload_id)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "#009E73").save(out, "JPEG")
    return out.getvalue()


def acting(world: World, code: str, on: date = TODAY, *, ward: str = "", grants=()):
    """Give somebody as the actor of a day, by what the store says; raises NotAllowed."""
    with world.ledger.read() as reading:
        officers = people_rows.read_officers(reading)
        one = next(who for who in officers if who.code == code)
        more = tuple(sorted({*one.grants, *grants}))
        return actor_as(
            replace(one, grants=more),
            ward or world.ledger.ward,
            absences=people_rows.read_absences(reading),
            officers=officers,
            areas=wards.read_areas(reading),
            projects=project_rows.read_projects(reading),
            on=on,
        )


def a_scenario(work: str) -> Scenario:
    """Give the scenario that is kept of a work: a road through the places' parcels."""
    line = shapely.LineString([(tiny.WEST, tiny.SOUTH), (tiny.WEST + 0.09, tiny.SOUTH)])
    return Scenario(
        f"{work}-pa",
        work,
        "Dời tim",
        "",
        shapely.to_wkb(line),
        ((0.0, 2.5, 2.5),),
        "OT",
        tiny.NOW,
    )


def a_link(ward: str, author: str) -> Link:
    """Give the link that stands in a ward, made by an officer."""
    day = timedelta(days=1)
    code = f"link-{ward}-{author}"
    return Link(
        *(ward, code, LinkKind.MEETING, "Họp", LinkScope(), NOW - day, NOW + day, author, NOW)
    )


def a_pause_id(case: str) -> str:
    """Give the code of the pause that stands on a case."""
    return f"pause-{case}"


def signed_in(world: World, code: str) -> str:
    """Give an officer an account and a session; give the token of its cookie.

    The one place that knows how the matrix's people sign in. It does not ask whether they may.
    """
    token, now = passwords.new_token(), datetime.now(UTC)
    at = world.ledger
    account = Account(at.ward, code, f"{code}.{at.ward}".lower())
    session = SignIn(at.ward, passwords.digest(token), code, now, now, now + SIGNED_IN_FOR)
    with at.write(now) as writing:
        account_rows.put_account(writing, account)
        account_rows.add_sign_in(writing, session)
    return token


def build(store: Store, code: str) -> World:
    """Build a ward of an empty store."""
    box = (105.6, 10.0, 105.8, 10.2)
    clock = {"clock_starts_at": NOW, "clock_set_at": datetime.now(UTC)}
    ward = Ward(code, f"Phường {code}", "EPSG:5897", box, demo=True, **clock)
    ledger = add_ward(store, ward)
    actor = an_actor("OT", "Người khác", Role.CHAIR, code)
    _registers(ledger)
    places = {
        name: _place(ledger, actor, name, number) for number, name in enumerate(PLACES, start=1)
    }
    for name, place in places.items():
        _fill(ledger, actor, name, place)
    _absences(ledger)
    _reviews(ledger)
    _targets(ledger)
    later = {one.officer_code: one for one in people.list_absences(ledger) if one.from_on > UNTIL}
    return World(ledger, places, later)


def _registers(ledger: Ledger) -> None:
    with ledger.write(tiny.NOW - timedelta(days=30)) as writing:
        for one in OFFICERS:
            people_rows.add_officer(writing, one)
        for position, (code, who) in enumerate(TEAMS.items()):
            wards.add_area(writing, Area(code, f"Khu vực {code}", team=(who,)), None, position)
        for position, (code, lead) in enumerate(LEADS.items()):
            work = Project(
                code,
                f"Công trình {code}",
                ProjectKind.ROAD,
                ProjectStatus.PREPARATION,
                "",
                "",
                None,
                "",
                lead,
            )
            site = shapely.to_wkb(tiny.square(position))
            project_rows.add_project(writing, work, site=site, centreline=None, position=position)
            goal = Milestone(f"{code}-1", code, "Khởi công", date(2014, 6, 1))
            project_rows.add_milestone(writing, goal, 0)
            photo = Photo(f"photo{code}", code, date(2014, 4, 1), "", f"photos/{code}.jpg")
            project_rows.add_facts(writing, [photo])
            scenario_rows.add_scenario(writing, a_scenario(code))
        for one in OFFICERS:
            secret = passwords.digest(f"{ledger.ward}{one.code}")
            made = a_link(ledger.ward, one.code)
            link_rows.add_link(writing, made, token_hash=secret, pin_hash="")
        holiday_rows.add_holiday(writing, Holiday(HOLIDAY, "Giỗ Tổ"))
        rows = [_parcel(place, name, n) for place, name in enumerate(PLACES, 1) for n in range(9)]
        parcels.replace_parcels(writing, rows)
        writing.record("ward.filled", ledger.ward, actor="OT", effective_on=date(2014, 3, 8))
    for code in LEADS:
        path = ledger.folder / f"photos/{code}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture())


def an_indicator(officer: str, *, resolution: bool = False, closed: bool = False) -> Indicator:
    """Give an indicator that is in somebody's hands: with a value, or a resolution with tasks."""
    name = f"{'R' if resolution else 'CT'}-{officer}{'-closed' if closed else ''}"
    kind = IndicatorKind.RESOLUTION if resolution else IndicatorKind.NUMBER
    closed_on = TODAY if closed else None
    return Indicator(name, name, "hộ", 10.0, officer, kind=kind, closed_on=closed_on)


def a_value(officer: str) -> IndicatorValue:
    """Give the value that is noted of that indicator."""
    return IndicatorValue(an_indicator(officer).code, TODAY, 5.0, officer_code=officer)


def a_task(officer: str, *, done: bool = False) -> IndicatorTask:
    """Give a task of that resolution."""
    of = an_indicator(officer, resolution=True).code
    name = f"{of}-{'done' if done else 'open'}"
    return IndicatorTask(name, of, name, officer, done_on=TODAY if done else None)


def an_opinion(officer: str, *, answered: bool = False) -> Opinion:
    """Give an opinion that somebody has to answer, or answered."""
    code = f"YK-{officer}{'-answered' if answered else ''}"
    said = Opinion(code, "A2", "P2", "Đường hẹp", TODAY, officer_code=officer)
    return replace(said, answered_on=TODAY, answer="Sẽ mở") if answered else said


def _targets(ledger: Ledger) -> None:
    with ledger.write(tiny.NOW) as writing:
        for who in ("ME", "AW", "OT"):
            indicator_rows.add_indicator(writing, an_indicator(who))
            indicator_rows.add_indicator(writing, an_indicator(who, resolution=True))
            indicator_rows.add_value(writing, a_value(who))
            for done in (False, True):
                indicator_rows.add_task(writing, a_task(who, done=done))
                opinion_rows.add_opinion(writing, an_opinion(who, answered=done))
        indicator_rows.add_indicator(writing, an_indicator("OT", closed=True))
        writing.record("ward.filled", ledger.ward, actor="OT", effective_on=TODAY)


def last_review() -> Review:
    """Give the review that is still open."""
    return Review(LAST_MONDAY, tiny.NOW, "CH", 1, date(2014, 3, 23), 1, "CH", "AW", ("CH", "AW"))


def an_item() -> AgendaItem:
    """Give the topic on its agenda."""
    return AgendaItem("topic", LAST_MONDAY, 1, ItemKind.TOPIC, "Cống thoát nước")


def decided(*, closed: bool = False) -> Decision:
    """Give the decision that stands, AW's to do; or the one that is closed."""
    name, number = ("closed", 2) if closed else ("standing", 1)
    made = Decision(name, LAST_MONDAY, number, "Gặp hộ", "AW", date(2014, 4, 4), decided_by="CH")
    return replace(made, closed_on=TODAY, closing_word="Xong") if closed else made


def _reviews(ledger: Ledger) -> None:
    with ledger.write(NOW) as writing:
        review_rows.add_review(writing, last_review())
        former = replace(last_review(), monday=CLOSED_MONDAY, closed_on=TODAY, closed_by="CH")
        review_rows.add_review(writing, former)
        review_rows.add_item(writing, an_item())
        review_rows.add_item(writing, replace(an_item(), item_id="second", position=2))
        for closed in (False, True):
            review_rows.add_decision(writing, decided(closed=closed))
        writing.record("review.opened", str(LAST_MONDAY), actor="CH", effective_on=TODAY)


def _parcel(place: int, name: str, number: int) -> dict[str, object]:
    row = tiny.parcel_row(100 * place + number, sheet=str(place), parcel_no=str(number))
    return row | {"area_code": PLACES[name][1]}


def _open(ledger, actor, name: str, place: int, number: int, **more) -> tuple[Case, Household]:
    project, area, officer = PLACES[name]
    home = Household(f"H{place}{number}", f"Nguyễn Văn {place}{number}", fictional=True)
    case = a_case(
        f"C{place}{number}",
        project_code=project,
        area_code=area,
        officer_code=officer,
        parcel_id=100 * place + number,
        household_codes=(home.code,),
        **more,
    )
    part = Component(ComponentKind.LAND, Form.COMPENSATED, 15.0, "m²", amount_vnd=AMOUNT)
    cases.add_case(
        ledger, actor, case=case, new_households=(home,), components=(part,), now=tiny.NOW
    )
    return case, home


def _place(ledger: Ledger, actor, name: str, place: int) -> Place:
    first, home = _open(ledger, actor, name, place, 1)
    second, other = _open(ledger, actor, name, place, 2, track=TrackCode.RECOVERY)
    closed, _ = _open(ledger, actor, name, place, 3)
    scope.close_case(
        ledger, actor, case_code=closed.code, closed_on=TODAY, reason="Tránh", base=1, now=NOW
    )
    _, kept = _open(ledger, actor, name, place, 4)
    _, gone = _open(ledger, actor, name, place, 5)
    merges.merge_households(ledger, actor, kept=kept, other=gone, reason="Một hộ", now=NOW)
    [merging] = merges.mergings_into(ledger, actor, kept.code)
    return Place(first, home, other, second, closed, merging.merge_id)


def _fill(ledger: Ledger, actor, name: str, place: Place) -> None:
    code, project = place.case.code, place.case.project_code
    visit = a_visit(household_code=place.household.code, project_code=project, contact_id="")
    contacts.record_visit(ledger, actor, visit=visit, now=NOW)
    for kind in (ObstacleKind.CONDITIONAL, ObstacleKind.PRICE):
        obstacles.open_obstacle(
            ledger,
            actor,
            case_code=code,
            kind=kind,
            text="Xin làm cống",
            opened_on=TODAY,
            officer_code="OT",
            due_on=None,
            now=NOW,
        )
    with ledger.write(NOW) as writing:
        pause = Pause(a_pause_id(code), project, code, "", TODAY, None, "Chờ thanh tra", "OT")
        pause_rows.add_pause(writing, pause)
        writing.record("pause.begun", code, actor="OT", effective_on=TODAY)
    with ledger.read() as reading:
        state = the_state(reading, code)
    [place.visit] = state.contacts
    place.standing, place.overcome = state.obstacles
    obstacles.close_obstacle(
        ledger,
        actor,
        obstacle_id=place.overcome.obstacle_id,
        case_code=code,
        closed_on=TODAY,
        resolution="Đã làm",
        base=1,
        now=NOW,
    )
    place.component = cases.case_card(ledger, actor, code, NOW).components[0]
    place.attachment = _attached(ledger, actor, code)
    place.batch = _batched(ledger, actor, name, place)
    for author in AUTHORS:
        place.bulk[author] = _written(ledger, author, code)
    place.case = state.case


def _attached(ledger: Ledger, actor, code: str) -> str:
    data = picture()
    asked = {"contact_id": "", "name": "a.jpg", "caption": "", "size": len(data)}
    made = attachments.begin_upload(ledger, actor, case_code=code, now=NOW, **asked)
    attachments.append(ledger, actor, made.upload_id, 0, data)
    attachments.finish_upload(ledger, actor, made.upload_id, sha256="", now=NOW)
    return attachments.attachments_of_case(ledger, actor, code)[0].attachment_id


def _batched(ledger: Ledger, actor, name: str, place: Place) -> Batch:
    project = place.recovery.project_code
    batch = Batch("", project, f"Đợt {name}", (place.recovery.code,))
    shared = SharedMark(project, TrackCode.RECOVERY, done("plan", version=0), batch)
    project_steps.set_project_step(ledger, actor, shared=shared, now=NOW)
    known = project_steps.project_steps_of(ledger, actor, project).batches
    return next(one for one in known if one.name == batch.name)


def _written(ledger: Ledger, author: str, code: str) -> str:
    """Give a batch of one visit, which an officer wrote who could do so then."""
    then = an_actor(author, author, Role.CHAIR, ledger.ward)
    visit = a_visit(contact_id="", note=uuid4().hex)
    bulk.write_many(ledger, then, bulk_tasks.RecordVisits(visit), case_codes=[code], now=NOW)
    return batches.last_batches(ledger, then)[0].batch_id


def _absences(ledger: Ledger) -> None:
    head = an_actor("AD", "Quản trị", Role.ADMINISTRATOR, ledger.ward)
    for who, cover in (("AW", "CO"), ("CH", "KC"), ("AD", "KA")):
        people.record_absence(
            ledger,
            head,
            officer_code=who,
            cover_code=cover,
            from_on=FROM,
            to_on=UNTIL,
            now=tiny.NOW + (RECORDED - tiny.TODAY),
        )
    for who in AUTHORS:
        if who not in {"OT", "DI"}:
            first = date(2014, 6, 2)
            days = {"from_on": first, "to_on": first + timedelta(days=4)}
            people.record_absence(ledger, head, officer_code=who, cover_code="OT", now=NOW, **days)
