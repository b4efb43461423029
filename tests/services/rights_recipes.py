"""How each service is called in the matrix of rights: its arguments for a place, and its rule.

The rules are words of the table in test_rights_matrix.py; nothing of it is read from
`trackers.domain.rights`. A service that takes an actor and has no recipe here fails the matrix.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from geodata.errors import MissingFile
from tests.domain.making import a_case, a_state, a_visit, done
from tests.services.rights_world import (
    CLOSED_MONDAY,
    HOLIDAY,
    LAST_MONDAY,
    NOW,
    PLACES,
    TODAY,
    Place,
    World,
    a_link,
    a_pause_id,
    a_scenario,
    a_task,
    a_value,
    an_indicator,
    an_item,
    an_opinion,
    decided,
    picture,
)
from trackers.domain.account_errors import SignInRefused
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.errands import Order
from trackers.domain.errors import (
    BadHead,
    TrackFault,
    UnknownRecord,
)
from trackers.domain.households import Household
from trackers.domain.indicators import Indicator
from trackers.domain.links import LinkKind
from trackers.domain.looks import Purpose
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.papers import Paper
from trackers.domain.people import Officer, Role
from trackers.domain.pictures import Picture
from trackers.domain.project_steps import SharedMark
from trackers.domain.projects import Progress, Project, ProjectKind, ProjectStatus, Target
from trackers.domain.tracks import StepState, TrackCode
from trackers.domain.voluntary import Item, ItemMark
from trackers.domain.wards import Area
from trackers.services.bulk_tasks import EditCases, OpenObstacles, RecordVisits, SetStep
from trackers.services.corridor_cases import Choices
from trackers.services.corridor_land import Proposal
from trackers.services.looks import LookFilter
from trackers.services.word_files.building import shipped
from trackers.store.errors import WardTaken

Arguments = Callable[["Call"], dict[str, Any]]
NOTHING: Arguments = lambda call: {}  # noqa: E731 (a recipe among recipes)


@dataclass(frozen=True)
class Call:
    """One call: in which ward, by whose code, about which place or variant, and where files lie."""

    world: World
    author: str
    place: str
    folder: Path
    upload: str = ""

    @property
    def at(self) -> Place:
        """The records of the place."""
        return self.world.places[self.place]

    @property
    def work(self) -> Project:
        """The work of the place."""
        return self.world.project(PLACES[self.place][0])

    @property
    def number(self) -> int:
        """The place's number, as in its parcels."""
        return list(PLACES).index(self.place) + 1


@dataclass(frozen=True)
class Recipe:
    """The rule a service follows, what it is given, and what an allowed call may end with.

    `refused` is what a refusal is besides NotAllowed; `uploads` asks for a file sent before.
    """

    rule: str
    given: Arguments = NOTHING
    ends: tuple[type[Exception], ...] = ()
    refused: tuple[type[Exception], ...] = ()
    uploads: bool = False


def _now(**more: Any) -> dict[str, Any]:
    return {"now": NOW, **more}


def _paper(**more: Any) -> dict[str, Any]:
    """Name a review of which papers are made."""
    return _now(monday=LAST_MONDAY, **more)


def _drawn(shown: Picture) -> bytes:
    """Draw nothing of it: a picture of one dot."""
    del shown
    return picture()


def _case(**more: Any) -> Arguments:
    """Name the place's case."""
    return lambda call: {"case_code": call.at.case.code, **_now(), **more}


def _edits(**more: Any) -> Arguments:
    return lambda call: _now(base=call.at.case, mine=replace(call.at.case, **more))


def _new_case(call: Call) -> dict[str, Any]:
    project, area, officer = PLACES[call.place]
    case = a_case(
        "NEW",
        project_code=project,
        area_code=area,
        officer_code=officer,
        parcel_id=100 * call.number + 8,
        household_codes=("NEW",),
    )
    return _now(case=case, new_households=(Household("NEW", "Lê Văn Mới"),))


def _mine_if_i_say_so(call: Call) -> dict[str, Any]:
    """A case that names the caller as its officer, wherever it lies."""
    given = _new_case(call)
    return given | {"case": replace(given["case"], officer_code=call.author)}


def _wrong_area(call: Call) -> dict[str, Any]:
    """A case that says it lies in an area of the caller's, on a parcel that lies elsewhere."""
    given, own = _new_case(call), {"CO": "A3"}.get(call.author, "A1")
    return given | {"case": replace(given["case"], area_code=own)}


def _list(call: Call) -> dict[str, Any]:
    project, area, officer = PLACES[call.place]
    path = call.folder / f"{call.number}.csv"
    if not path.exists():
        head = "Tờ,Thửa,Chủ sử dụng,Diện tích,Khu vực"
        path.write_text(f"{head}\n{call.number},7,Lê Văn Tám,12,{area}\n", "utf-8")
    return _now(path=path, project_code=project, track=TrackCode.DONATION, officer_code=officer)


def _many(task: Callable[[Call], Any]) -> Arguments:
    return lambda call: _now(task=task(call), case_codes=[call.at.case.code])


def _shared(call: Call, *, whole: bool) -> SharedMark:
    batch = None if whole else call.at.batch
    project = call.at.recovery.project_code
    return SharedMark(project, TrackCode.RECOVERY, done("meeting", TODAY, 0), batch)


def _smuggled(call: Call) -> dict[str, Any]:
    """A batch of others under its code, but said to hold a case of the caller's."""
    own = call.world.places["own area"]
    batch = replace(call.world.places["others'"].batch, case_codes=(own.recovery.code,))
    return _now(shared=replace(_shared(call, whole=False), batch=batch))


def _batch(call: Call) -> dict[str, Any]:
    return {"base": call.at.batch, "mine": replace(call.at.batch, name="Đợt khác")}


def _batch_with_others(call: Call) -> dict[str, Any]:
    """A batch that takes a case of others in."""
    other = call.world.places["others'"].recovery.code
    own = call.world.places["own area"].batch
    return {"base": own, "mine": replace(own, case_codes=(*own.case_codes, other))}


def _work(**more: Any) -> Arguments:
    return lambda call: _now(base=call.work, mine=replace(call.work, **more))


def _lead(call: Call) -> dict[str, Any]:
    return _now(base=call.work, mine=replace(call.work, lead_officer_code=call.author))


def _milestone(call: Call) -> dict[str, Any]:
    [kept] = call.world.milestones(call.work.code)
    return _now(mine=replace(kept, forecast_on=date(2014, 7, 1), reason="Chậm"))


def _officer(code: str, **more: Any) -> Arguments:
    def given(call: Call) -> dict[str, Any]:
        base = call.world.officer(code or call.author)
        return _now(base=base, mine=replace(base, **more))

    return given


def _absence(officer: str, cover: str = "OT") -> Arguments:
    days = {"from_on": date(2014, 7, 1), "to_on": date(2014, 7, 4)}
    return lambda call: _now(
        officer_code=officer or call.author, cover_code=cover or call.author, **days
    )


def _ends_absence(officer: str) -> Arguments:
    return lambda call: _now(
        base=call.world.absences[officer or call.author],
        back_on=date(2014, 6, 3),
        reason="Về sớm",
    )


def _area(**more: Any) -> Arguments:
    def given(call: Call) -> dict[str, Any]:
        base = call.world.area("A2")
        named = {name: call.author if who == "ME!" else who for name, who in more.items()}
        return _now(base=base, mine=replace(base, **named))

    return given


def _visit(call: Call) -> dict[str, Any]:
    home, project = call.at.household.code, call.at.case.project_code
    return _now(visit=a_visit(household_code=home, project_code=project, contact_id=""))


def _moves_visit(target: str) -> Arguments:
    """Move the place's visit to another household of the place `target` ("": of its own)."""

    def given(call: Call) -> dict[str, Any]:
        there = call.world.places[target or call.place]
        return _now(
            contact_id=call.at.visit.contact_id,
            base=1,
            household_code=there.second.code,
            project_code=there.recovery.project_code,
            reason="Nhầm hộ",
        )

    return given


def _merge(other_place: str) -> Arguments:
    def given(call: Call) -> dict[str, Any]:
        there = call.world.places[other_place or call.place]
        return {"kept": call.at.household, "other": there.second}

    return given


def _codes_of(merge: Arguments) -> Arguments:
    return lambda call: {name: home.code for name, home in merge(call).items()}


def _obstacle(**more: Any) -> Arguments:
    def given(call: Call) -> dict[str, Any]:
        base = call.at.standing
        return _now(base=base, mine=replace(base, **more))

    return given


def _component(**more: Any) -> Component:
    return replace(Component(ComponentKind.TREES, Form.COMPENSATED, 3.0, "cây"), **more)


def _item() -> ItemMark:
    return ItemMark(Item.TOLD_REFUSAL, StepState.DONE, TODAY, "Lữ Hoài Ân", "BB 1")


def _account(officer: str, **more: Any) -> Arguments:
    return lambda call: _now(officer_code=officer, **more)


def _secret(**words: Any) -> Arguments:
    return lambda call: _now(**words)


# What a call about one's own account ends with that does not exist.
_NONE = (SignInRefused,)
_WORD = "x"
_ROAD = (ProjectKind.ROAD, ProjectStatus.PREPARATION, "", "", None, "")
_PROPOSAL = Proposal(a_scenario("P1").centreline, a_scenario("P1").widths)
_CORNERS = "1115000 577000\n1115000 577100\n1115100 577100\n1115100 577000"
_MORE = Component(ComponentKind.TREES, Form.COMPENSATED, 3.0, "cây", amount_vnd=1)
_ON = {"on": date(2014, 4, 7), "now": NOW}
_REASON = {"reason": "Nhập nhầm"}
R = Recipe

RECIPES: dict[str, Recipe] = {
    # accounts: nobody has one here, so an allowed call ends with that
    "accounts.list_accounts": R("administrator", lambda call: _now()),
    "accounts.invite": R("administrator alone", _account("AD", login="quantri")),
    "accounts.disable": R("administrator", _account("OT"), ends=(UnknownRecord,)),
    "accounts.disable | an administrator's": R(
        "administrator alone", _account("AD"), ends=(UnknownRecord,)
    ),
    "accounts.enable": R("administrator", _account("OT"), ends=(UnknownRecord,)),
    "accounts.enable | an administrator's": R(
        "administrator alone", _account("AD"), ends=(UnknownRecord,)
    ),
    "accounts.end_sessions": R("administrator", _account("OT")),
    "accounts.end_sessions | own": R("everybody", lambda call: _now(officer_code=call.author)),
    "accounts.my_account": R("everybody"),
    "accounts.my_places": R("everybody", lambda call: _now(token=_WORD)),
    "accounts.end_my_place": R("everybody", lambda call: _now(id_hash="x")),
    "accounts.change_password": R("everybody", _secret(old="a", new="b", token=_WORD), ends=_NONE),
    "accounts.begin_totp": R("everybody", _secret(password=_WORD), ends=_NONE),
    "accounts.confirm_totp": R("everybody", _secret(code="1"), ends=_NONE),
    "accounts.drop_totp": R("everybody", _secret(password=_WORD), ends=_NONE),
    # agenda
    "agenda_names.names_for": R("staff", lambda call: {"on": TODAY}),
    # areas
    "areas.list_areas": R("everybody"),
    "areas.area_lines": R("staff", lambda call: _now()),
    "areas.add_area": R("heads", lambda call: _now(area=Area("", "Khu vực mới"))),
    "areas.add_area | in charge": R(
        "heads by themselves", lambda call: _now(area=Area("", "Mới", head=call.author))
    ),
    "areas.edit_area": R("heads", _area(note="Đường 3 m")),
    "areas.edit_area | in charge": R("heads by themselves", _area(head="ME!")),
    # as_of
    "as_of.former_states": R("everybody", lambda call: _ON),
    "as_of.former_rows": R("staff", lambda call: _ON),
    "as_of.former_cases_of_parcel": R("staff", lambda call: {"parcel_id": 101, **_ON}),
    "as_of.former_files": R("everybody", lambda call: _ON),
    "as_of.former_works": R("everybody", lambda call: _ON),
    "as_of.former_common_steps": R("staff", lambda call: {"project": "P1", **_ON}),
    "as_of.former_case": R("staff", lambda call: {"code": "C11", **_ON}),
    # attachments
    "attachments.begin_upload": R("case", _case(contact_id="", name="a.jpg", caption="", size=10)),
    "attachments.upload_of": R("own upload", lambda call: {"upload_id": call.upload}, uploads=True),
    "attachments.append": R(
        "own upload",
        lambda call: {"upload_id": call.upload, "at": len(picture()), "piece": b""},
        uploads=True,
    ),
    "attachments.finish_upload": R(
        "case", lambda call: _now(upload_id=call.upload, sha256=""), uploads=True
    ),
    "attachments.attachments_of_case": R("staff", lambda call: {"case_code": "C11"}),
    "attachments.open_attachment": R(
        "staff", lambda call: {"attachment_id": call.world.places["others'"].attachment}
    ),
    "attachments.withdraw_attachment": R(
        "case", lambda call: _now(attachment_id=call.at.attachment, **_REASON)
    ),
    "attention.todays_attention": R("staff", lambda call: _now()),
    # backups, copies, moving, proving: of the ward as a whole
    "backups.make_backup": R(
        "administrator of any", lambda call: {"file": call.folder / f"{call.author}.zip"}
    ),
    "copies.see_copies": R("administrator of any", lambda call: _now()),
    "copies.copy_now": R("administrator of any"),
    "copies.copy_file": R(
        "administrator",
        lambda call: {"ward": call.world.ledger.ward, "name": "none.zip"},
        ends=(UnknownRecord,),
    ),
    "moving.move_ward": R(
        "administrator", lambda call: {"ward": call.world.ledger.ward}, ends=(WardTaken,)
    ),
    "proving.log_head": R("administrator"),
    "details.reveal_details": R("staff", lambda call: {"code": "H11", "purpose": Purpose.PAYMENT}),
    "details.household_details": R("staff", lambda call: {"revealed": None}),
    "details.household_for_form": R("staff", lambda call: {"code": "H11"}),
    "visiting.printed_list": R(
        "staff", lambda call: _now(officer_code="OT", count=5, order=Order.WALK)
    ),
    "wards.set_contact": R("administrator", lambda call: _now(contact="UBND phường")),
    "retention.retention_due": R("administrator", lambda call: _now()),
    "retention.set_retention": R("administrator", lambda call: _now(months=12)),
    "retention.run_retention": R("administrator", lambda call: _now()),
    "erasure.erase_household": R("administrator", lambda call: _now(code="H11", reason="Đơn số 1")),
    "person.ask_correction": R(
        "case", lambda call: {"code": call.at.household.code, "fields": ["phone"]}
    ),
    "person.person_sheet": R("administrator", lambda call: {"code": "H11"}),
    "links.make_link": R(
        "staff", lambda call: {"kind": LinkKind.MEETING, "label": _WORD, "now": NOW}
    ),
    "links.make_link | public": R(
        "heads", lambda call: {"kind": LinkKind.PUBLIC, "label": _WORD, "now": NOW}
    ),
    "links.list_links": R("staff", lambda call: _now()),
    "links.revoke_link": R(
        "heads", lambda call: _now(code=a_link(call.world.ledger.ward, "OT").code)
    ),
    "links.revoke_link | own": R(
        "staff", lambda call: _now(code=a_link(call.world.ledger.ward, call.author).code)
    ),
    "looks.ward_looks": R("administrator", lambda call: {"wanted": LookFilter()}),
    "looks.my_looks": R("everybody"),
    "looks.looks_at_household": R("administrator", lambda call: {"code": "H11"}),
    "look_sheets.looks_sheet": R("administrator", lambda call: {"wanted": LookFilter()}),
    "proving.prove_log": R("administrator", lambda call: {"head": "?"}, ends=(BadHead,)),
    # batches and bulk
    "batches.last_batches": R("staff"),
    "batches.get_batch": R("staff", lambda call: {"batch_id": _of(call, "OT")}),
    "batches.undo_batch": R("case", lambda call: _now(batch_id=_of(call, call.author), **_REASON)),
    "batches.undo_batch | another's": R(
        "heads", lambda call: _now(batch_id=call.world.places["others'"].bulk["OT"], **_REASON)
    ),
    "bulk.preview_many": R(
        "staff", lambda call: _now(task=EditCases({"reviewed_on": TODAY}), case_codes=["C11"])
    ),
    "bulk.write_many": R("case", _many(lambda call: SetStep(done("surveyed", TODAY, 0)))),
    "bulk.write_many | officers": R("case", _many(lambda call: EditCases({"cover_code": "OT"}))),
    "bulk.write_many | takes it over": R(
        "takes a case over", _many(lambda call: EditCases({"officer_code": call.author}))
    ),
    "bulk.write_many | visits": R("case", _many(lambda call: RecordVisits(a_visit(contact_id="")))),
    "bulk.write_many | obstacles": R(
        "case", _many(lambda call: OpenObstacles(ObstacleKind.GRAVE, "Mộ ông", TODAY))
    ),
    # cases
    "cases.list_cases": R("staff", lambda call: _now()),
    "cases.case_card": R("staff", lambda call: _now(code="C11")),
    "cases.cases_of_parcel": R("staff", lambda call: {"parcel_id": 101}),
    "cases.get_parcel": R("everybody", lambda call: {"parcel_id": 101}),
    "cases.add_case": R("new case", _new_case),
    "cases.add_case | as its officer": R("new case", _mine_if_i_say_so),
    "cases.add_case | said to lie elsewhere": R("new case", _wrong_area),
    "cases.edit_case": R("case", _edits(cover_code="OT")),
    "cases.edit_case | takes it over": R(
        "takes a case over",
        lambda call: _now(base=call.at.case, mine=replace(call.at.case, officer_code=call.author)),
    ),
    "cases.edit_case | becomes its cover": R(
        "takes a case over",
        lambda call: _now(base=call.at.case, mine=replace(call.at.case, cover_code=call.author)),
    ),
    # components
    "components.add_component": R("case", _case(component=_component())),
    "components.add_component | with an amount": R("case with amounts", _case(component=_MORE)),
    "components.change_component": R(
        "case",
        lambda call: _now(
            case_code=call.at.case.code,
            base=call.at.component,
            mine=replace(call.at.component, quantity=16.0),
            **_REASON,
        ),
    ),
    "components.remove_component": R(
        "case",
        lambda call: _now(case_code=call.at.case.code, base=call.at.component, **_REASON),
    ),
    # contacts
    "contacts.record_visit": R("case", _visit),
    "contact_corrections.correct_visit": R(
        "case", lambda call: _now(visit=replace(call.at.visit, note="Sửa"), **_REASON)
    ),
    "contact_corrections.withdraw_visit": R(
        "case", lambda call: _now(contact_id=call.at.visit.contact_id, base=1, **_REASON)
    ),
    "contact_corrections.move_visit": R("case", _moves_visit("")),
    "contact_corrections.move_visit | to others": R(
        "case that is everybody's", _moves_visit("others'")
    ),
    # drafts
    "drafts.my_drafts": R("staff"),
    "drafts.keep_draft": R("staff", lambda call: _now(form="f", case_code="", content={"a": "b"})),
    "drafts.drop_draft": R("staff", lambda call: _now(form="f")),
    "history.case_history": R("staff", lambda call: {"code": "C11"}),
    # households and lists of them
    "household_lists.preview_cases": R("list", _list),
    "household_lists.import_cases": R("list of own rows", _list),
    "households.list_households": R("staff"),
    "households.household_line": R("staff", lambda call: {"code": "H11"}),
    "households.add_household": R(
        "staff", lambda call: _now(household=Household("", "Lê Thị Mới"))
    ),
    "households.edit_household": R(
        "case",
        lambda call: _now(base=call.at.household, mine=replace(call.at.household, note="Gọi")),
    ),
    "households.set_holders": R(
        "case",
        lambda call: _now(
            base=call.at.case,
            household_codes=(call.at.household.code, call.at.second.code),
            shares=("1/2", "1/2"),
            **_REASON,
        ),
    ),
    "imports.preview_parcels": R(
        "parcels", lambda call: {"path": call.folder / "none.geojson"}, ends=(MissingFile,)
    ),
    "imports.import_parcels": R(
        "parcels", lambda call: _now(path=call.folder / "none.geojson"), ends=(MissingFile,)
    ),
    # merges
    "merges.likely_duplicates": R("staff"),
    "merges.preview_merge": R("case", _codes_of(_merge(""))),
    "merges.preview_merge | of others": R("case that is everybody's", _codes_of(_merge("others'"))),
    "merges.merge_households": R("case", lambda call: _now(**_merge("")(call), **_REASON)),
    "merges.merge_households | of others": R(
        "case that is everybody's", lambda call: _now(**_merge("others'")(call), **_REASON)
    ),
    "merges.mergings_into": R("staff", lambda call: {"code": "H14"}),
    "merges.undo_merge": R("case", lambda call: _now(merge_id=call.at.merged, **_REASON)),
    # obstacles
    "obstacles.open_obstacle": R(
        "case",
        _case(
            kind=ObstacleKind.GRAVE,
            text="Mộ ông",
            opened_on=TODAY,
            officer_code="OT",
            due_on=None,
        ),
    ),
    "obstacles.edit_obstacle": R("case", _obstacle(text="Xin hai cống")),
    "obstacles.close_obstacle": R(
        "case",
        lambda call: _now(
            case_code=call.at.case.code,
            obstacle_id=call.at.standing.obstacle_id,
            closed_on=TODAY,
            resolution="Xong",
            base=1,
        ),
    ),
    "obstacles.reopen_obstacle": R(
        "case",
        lambda call: _now(
            case_code=call.at.case.code,
            obstacle_id=call.at.overcome.obstacle_id,
            base=2,
            **_REASON,
        ),
    ),
    # clocks
    "clocks.case_clocks": R("staff", lambda call: _now(state=a_state(), parcel=None)),
    "clocks.project_clocks": R("staff", lambda call: _now(project_code="P1")),
    "clocks.my_clocks": R("staff", lambda call: _now(officer_code="OT", within=7)),
    "pauses.pause_case": R(
        "case", _case(deadline="", from_on=TODAY, to_on=None, reason="Chờ thanh tra")
    ),
    "pauses.pause_project": R(
        "work",
        lambda call: _now(
            project_code=call.work.code, deadline="", from_on=TODAY, to_on=TODAY, **_REASON
        ),
    ),
    "pauses.end_pause": R(
        "case",
        lambda call: _now(pause_id=a_pause_id(call.at.case.code), to_on=TODAY, base=1),
    ),
    "pauses.withdraw_pause": R(
        "case", lambda call: _now(pause_id=a_pause_id(call.at.case.code), **_REASON)
    ),
    "holidays.list_holidays": R("everybody"),
    "holidays.add_holiday": R("heads", lambda call: _now(on=date(2014, 5, 1), name="Lao động")),
    "holidays.remove_holiday": R("heads", lambda call: _now(on=HOLIDAY)),
    "holidays.confirm_year": R("heads", lambda call: _now(year=2014)),
    "obstacles.reopenings": R("staff", lambda call: {"case_code": "C11"}),
    # reviews, agendas, decisions
    "reviews.list_reviews": R("staff"),
    "presenting.presentation": R("staff", lambda call: _now(monday=LAST_MONDAY)),
    "presenting.presentation | named": R(
        "staff", lambda call: _now(monday=LAST_MONDAY, named=True)
    ),
    "reviews.get_review": R("staff", lambda call: _now(monday=LAST_MONDAY)),
    "reviews.may_hold": R("everybody"),
    "reviews.open_review": R("holds reviews", lambda call: _now(monday=date(2014, 4, 7))),
    "reviews.set_attendance": R(
        "holds reviews",
        lambda call: _now(
            monday=LAST_MONDAY,
            present=("CH",),
            absent=("AW",),
            chair_code="CH",
            secretary_code="AW",
            base=1,
        ),
    ),
    "reviews.close_review": R("holds reviews", lambda call: _now(monday=LAST_MONDAY)),
    "reviews.reopen_review": R("holds reviews", lambda call: _now(monday=CLOSED_MONDAY, **_REASON)),
    "agenda.add_topic": R("holds reviews", lambda call: _now(monday=LAST_MONDAY, title="Cống")),
    "agenda.edit_item": R(
        "holds reviews", lambda call: _now(base=an_item(), mine=replace(an_item(), text="D400"))
    ),
    "agenda.move_item": R("holds reviews", lambda call: _now(item_id="second", position=1)),
    "agenda.skip_item": R("holds reviews", lambda call: _now(item_id="topic")),
    "agenda.remove_topic": R("holds reviews", lambda call: _now(item_id="topic")),
    "decisions.take_decision": R(
        "holds reviews",
        lambda call: _now(monday=LAST_MONDAY, text="Gặp hộ", officer_code="OT", due_on=TODAY),
    ),
    "decisions.edit_decision": R(
        "holds reviews", lambda call: _now(base=decided(), mine=replace(decided(), due_on=TODAY))
    ),
    "decisions.close_decision": R(
        "closes a decision", lambda call: _now(decision_id="standing", word="Xong", base=1)
    ),
    "decisions.reopen_decision": R(
        "holds reviews", lambda call: _now(decision_id="closed", base=1, **_REASON)
    ),
    "decisions.standing_decisions": R("staff", lambda call: _now()),
    "week.week_of": R("staff", lambda call: _now()),
    # works
    "outlines.preview_outline": R("staff", lambda call: {"corners": _CORNERS}),
    "line_files.read_line_file": R(
        "staff", lambda call: {"path": call.folder / "none.geojson"}, ends=(MissingFile,)
    ),
    "corridors.preview_corridor": R(
        "staff", lambda call: {"project_code": "P1", "proposal": _PROPOSAL}
    ),
    "corridors.save_corridor": R(
        "work",
        lambda call: _now(
            base=call.work,
            proposal=_PROPOSAL,
            choices=Choices(TrackCode.DONATION, call.work.lead_officer_code, "A1"),
            **_REASON,
        ),
    ),
    "scenarios.compare": R(
        "staff", lambda call: {"project_code": "P1", "named": [("a", _PROPOSAL)]}
    ),
    "scenarios.moved": R("staff", lambda call: {"centreline": _PROPOSAL.centreline, "by_m": 1.0}),
    "scenarios.list_scenarios": R("staff", lambda call: {"project_code": "P1"}),
    "scenarios.get_scenario": R("staff", lambda call: {"code": "P1-pa"}),
    "scenarios.keep_scenario": R(
        "work",
        lambda call: _now(project_code=call.work.code, name="Dời tim", proposal=_PROPOSAL),
    ),
    "scenarios.rename_scenario": R(
        "work",
        lambda call: _now(code=a_scenario(call.work.code).code, base=1, name="Khác", note=""),
    ),
    "scenarios.drop_scenario": R("work", lambda call: _now(code=a_scenario(call.work.code).code)),
    "overview.ward_overview": R("everybody", lambda call: _now()),
    "overview.former_overview": R("everybody", lambda call: _ON),
    "papers.minutes_file": R("staff", lambda call: _paper(draw=_drawn)),
    "papers.minutes_book": R("staff", lambda call: _paper()),
    "papers.weekly_file": R("staff", lambda call: _paper(draw=_drawn)),
    "papers.weekly_book": R("staff", lambda call: _paper()),
    "public_papers.public_weekly_file": R("everybody", lambda call: _paper(draw=_drawn)),
    "public_papers.public_weekly_book": R("everybody", lambda call: _paper()),
    "paper_templates.list_templates": R("administrator"),
    "paper_templates.template_file": R("administrator", lambda call: {"paper": Paper.MINUTES}),
    "paper_templates.put_template": R(
        "administrator",
        lambda call: _now(paper=Paper.MINUTES, data=shipped(Paper.MINUTES), name="mau.docx"),
    ),
    "paper_templates.restore_template": R("administrator", lambda call: _now(paper=Paper.MINUTES)),
    "pictures.cases_picture": R("staff", lambda call: {"states": [], "read": ""}),
    "pictures.works_picture": R("everybody", lambda call: {"read": ""}),
    "photos.add_photo": R(
        "work",
        lambda call: _now(
            project_code=call.work.code,
            picture=picture(),
            name="a.jpg",
            taken_on=TODAY,
            caption="",
        ),
    ),
    "photos.show_publicly": R("work", lambda call: _now(project_code=call.work.code, photo_ids=())),
    "project_steps.project_steps_of": R("staff", lambda call: {"project_code": "P1"}),
    "project_steps.preview_project_step": R(
        "work", lambda call: _now(shared=_shared(call, whole=True))
    ),
    "project_steps.preview_project_step | batch": R(
        "case", lambda call: _now(shared=_shared(call, whole=False))
    ),
    "project_steps.set_project_step": R(
        "work", lambda call: _now(shared=_shared(call, whole=True))
    ),
    "project_steps.set_project_step | batch": R(
        "case", lambda call: _now(shared=_shared(call, whole=False))
    ),
    "project_steps.set_project_step | another's batch": R("case that is everybody's", _smuggled),
    "step_batches.preview_batch": R("case", _batch),
    "step_batches.edit_batch": R("case", lambda call: _now(**_batch(call), **_REASON)),
    "step_batches.edit_batch | with others": R(
        "case that is everybody's", lambda call: _now(**_batch_with_others(call), **_REASON)
    ),
    "projects.project_files": R("everybody", lambda call: _now()),
    "projects.get_photo": R("everybody", lambda call: {"photo_id": "photoP1"}),
    "projects.add_project": R(
        "new work",
        lambda call: _now(project=Project("P9", "Công trình mới", *_ROAD, call.author)),
    ),
    "projects.edit_milestone": R("work", _milestone),
    "works.edit_project": R("work", _work(scale="2 tầng")),
    "works.edit_project | takes the lead": R("takes a work over", _lead),
    "works.note_progress": R(
        "work", lambda call: _now(progress=Progress(call.work.code, TODAY, 5.0, 10))
    ),
    "works.set_target": R("work", lambda call: _now(target=Target(call.work.code, TODAY, 3))),
    "works.add_milestone": R(
        "work",
        lambda call: _now(project_code=call.work.code, name="Mốc", baseline_on=TODAY),
    ),
    # indicators and opinions
    "indicators.list_indicators": R("everybody", lambda call: _now()),
    "indicators.indicators_then": R("everybody", lambda call: {"on": TODAY, "revision": 1}),
    "indicators.get_indicator": R("everybody", lambda call: _now(code="CT-OT")),
    "indicators.add_indicator": R(
        "heads", lambda call: _now(indicator=Indicator("", "Mới", "hộ", 5.0, "OT"))
    ),
    "indicators.edit_indicator": R(
        "heads",
        lambda call: _now(base=an_indicator("OT"), mine=replace(an_indicator("OT"), note="Mới")),
    ),
    "indicators.close_indicator": R(
        "heads", lambda call: _now(code="CT-OT", closed_on=TODAY, base=1, **_REASON)
    ),
    "indicators.reopen_indicator": R(
        "heads", lambda call: _now(code="CT-OT-closed", base=1, **_REASON)
    ),
    "indicator_values.record_value": R(
        "in hands",
        lambda call: _now(code=_held(call, an_indicator).code, on=date(2014, 4, 1), value=4.0),
    ),
    "indicator_values.correct_value": R(
        "in hands", lambda call: _now(base=_held(call, a_value), value=6.0, note="", **_REASON)
    ),
    "indicator_values.withdraw_value": R(
        "in hands", lambda call: _now(base=_held(call, a_value), **_REASON)
    ),
    "indicator_tasks.add_task": R("in hands", lambda call: _now(**_new_task(call))),
    "indicator_tasks.edit_task": R("in hands", lambda call: _now(base=1, **_old_task(call))),
    "indicator_tasks.finish_task": R(
        "in hands",
        lambda call: _now(task_id=_held(call, a_task).task_id, done_on=TODAY, note="", base=1),
    ),
    "indicator_tasks.reopen_task": R(
        "in hands",
        lambda call: _now(task_id=_held(call, a_task, done=True).task_id, base=1, **_REASON),
    ),
    "indicator_tasks.withdraw_task": R(
        "in hands", lambda call: _now(task_id=_held(call, a_task).task_id, **_REASON)
    ),
    "opinions.list_opinions": R("staff"),
    "opinions.opinions_then": R("staff", lambda call: {"on": TODAY, "revision": 1}),
    "opinions.get_opinion": R("staff", lambda call: {"code": "YK-OT"}),
    "opinions.opinion_written": R("staff", lambda call: {"revision": 1}),
    "opinions.add_opinion": R(
        "staff", lambda call: _now(opinion=replace(an_opinion("OT"), code=""))
    ),
    "opinions.edit_opinion": R(
        "in hands",
        lambda call: _now(
            base=_held(call, an_opinion), mine=replace(_held(call, an_opinion), text="Khác")
        ),
    ),
    "opinions.answer_opinion": R(
        "in hands",
        lambda call: _now(
            code=_held(call, an_opinion).code, answer="Sẽ mở", answered_on=TODAY, base=1
        ),
    ),
    "opinions.reopen_opinion": R(
        "in hands",
        lambda call: _now(code=_held(call, an_opinion, answered=True).code, base=1, **_REASON),
    ),
    "opinions.withdraw_opinion": R(
        "in hands", lambda call: _now(code=_held(call, an_opinion).code, **_REASON)
    ),
    # people
    "people.add_officer": R(
        "heads", lambda call: _now(officer=Officer("NEW", "Mới", "", Role.OFFICER))
    ),
    "people.add_officer | a chair": R(
        "administrator", lambda call: _now(officer=Officer("NEW", "Mới", "", Role.CHAIR))
    ),
    "people.add_officer | who sees amounts": R(
        "administrator",
        lambda call: _now(officer=Officer("NEW", "Mới", "", Role.VIEWER, grants=("money",))),
    ),
    "people.edit_officer": R("heads", _officer("OT", title="Bí thư Đoàn")),
    "people.edit_officer | viewer": R("heads", _officer("VI", role=Role.OFFICER)),
    "people.edit_officer | chair": R("administrator", _officer("KC", role=Role.CHAIR)),
    "people.edit_officer | administrator": R(
        "administrator", _officer("KC", role=Role.ADMINISTRATOR)
    ),
    "people.edit_officer | no chair any more": R(
        "administrator", _officer("CH", role=Role.OFFICER)
    ),
    "people.edit_officer | grants": R("administrator", _officer("VI", grants=("ids",))),
    # To the administrator it is no change.
    "people.edit_officer | own role": R(
        "administrator alone", _officer("", role=Role.ADMINISTRATOR)
    ),
    "people.edit_officer | own grants": R("nobody", _officer("", grants=("ids", "money", "ward"))),
    "people.record_absence | of oneself": R("staff", _absence("")),
    "people.record_absence | of an officer": R("heads", _absence("AW", "OT")),
    "people.record_absence | of the chair": R("heads", _absence("CH")),
    "people.record_absence | of the administrator": R("administrator alone", _absence("AD")),
    "people.record_absence | as the cover": R("heads by themselves", _absence("OT", "")),
    "people.end_absence | of oneself": R("staff", _ends_absence("")),
    "people.end_absence | of an officer": R("heads", _ends_absence("AW")),
    "people.end_absence | of the administrator": R("administrator alone", _ends_absence("AD")),
    # steps and the rest of a case
    "scope.close_case": R("case", _case(closed_on=TODAY, base=1, **_REASON)),
    "scope.reopen_case": R(
        "case", lambda call: _now(case_code=call.at.closed.code, base=2, **_REASON)
    ),
    "search.find": R("everybody", lambda call: {"text": "nguyen"}),
    "status.status_feed": R("everybody", lambda call: _now(since=0)),
    "status.former_status": R("everybody", lambda call: _ON),
    "forecasts.forecast_of": R("everybody", lambda call: _now(project="XM")),
    "forecasts.back_tests": R("staff", lambda call: _now(project="XM")),
    "playback.playback": R("everybody", lambda call: _now()),
    "playback.changes_between": R(
        "everybody", lambda call: _now(start=date(2014, 4, 1), end=date(2014, 4, 6))
    ),
    "steps.set_step": R("case", _case(mark=done("surveyed", TODAY, 0))),
    "tables.overview_sheet": R("everybody", lambda call: _now()),
    "tracks.use_tracks": R("administrator", lambda call: _now(text="?"), ends=(TrackFault,)),
    "tracks.preview_move": R("case", _case()),
    "tracks.move_track": R("case", _case(base=1, **_REASON)),
    "visiting.my_work": R("staff", lambda call: _now(officer_code="OT", stale_days=30)),
    "visiting.visiting_list": R(
        "staff", lambda call: _now(officer_code="OT", count=5, order=Order.WALK)
    ),
    "voluntary.set_items": R("case", _case(marks=[_item()])),
}


def _held(call: Call, make: Callable[..., Any], **more: Any) -> Any:
    """Give what is in the hands of the officer of the place's case."""
    place = call.place if call.place in PLACES else "others'"
    return make(PLACES[place][2], **more)


def _new_task(call: Call) -> dict[str, Any]:
    code = _held(call, an_indicator, resolution=True).code
    return {"code": code, "name": "Mới", "officer_code": "OT", "due_on": None}


def _old_task(call: Call) -> dict[str, Any]:
    task_id = _held(call, a_task).task_id
    return {"task_id": task_id, "name": "Khác", "officer_code": "OT", "due_on": TODAY}


def _of(call: Call, author: str) -> str:
    place = call.place if call.place in call.world.places else "others'"
    return call.world.places[place].bulk[author]


# Public functions that take an actor and ask for no right of their own.
ASK_NOTHING = {
    "batches.may_undo": "tells the page whether to show a button; undo_batch asks",
    "copies.note_backup": "keeps that the caller, who was asked, made a backup",
    "looks.note_look": "keeps what a service has done, after its own check",
    "cases.rows_for": "masks what a service has read",
    "details.ids_kept": "leaves ID numbers as they stand, by the actor's right",
    "log_masking.change_for": "masks what a service has read",
    "log_masking.details_for": "masks what a service has read",
    "review_masking.findings_for": "masks what a service has read",
    "name_hiding.hiding_for": "masks what a service has read",
    **{
        f"review_subjects.{name}": "is the check itself"
        for name in ("my_review", "my_open_review", "my_item")
    },
    "opening.beginning": "a part of open_review, inside its transaction, after its check",
    **{
        f"masking.{name}": "masks what a service has read"
        for name in (
            *("words_for", "name_for", "address_for", "household_for", "state_for"),
            *("states_for", "components_for", "require_unmasked", "opinion_for"),
            *("contact_for", "obstacle_for"),
        )
    },
    "components.shown": "takes amounts out of what a service has read, by the actor's right",
    "conflicts.keep_refused": "keeps what a service has refused, after its own check",
    "project_steps.require_common": "is the check itself",
    "projects.file_of": "shapes what project_files and former_files have read",
    "status.projection_of": "tells which view an actor gets",
    "indicators.my_indicator": "is the check itself",
    "opinion_subjects.my_opinion": "is the check itself",
    "subjects.my_state": "is the check itself",
    "subjects.my_open_state": "is the check itself",
    "subjects.my_project": "is the check itself",
    "subjects.require_household": "is the check itself",
}
# Public functions without an actor, each with why it needs none.
WITHOUT_ACTOR = {
    "counts, checks or words; reads no ward by itself": {
        *(
            "forecasts.law_for",
            "forecasts.with_outlook",
            "status.status_for",
            "as_of.end_of",
            "as_of.told_opinions",
            "cases.rows_of",
            "cases.check_changes",
            "conflicts.last_writer",
        ),
        *("indicators.the_indicator", "indicators.open_indicator", "indicators.check_day"),
        *("opinion_subjects.the_opinion", "opinion_subjects.placed", "opinion_subjects.check_row"),
        *("opinion_subjects.free_code", "indicator_words.reached"),
        *("indicator_words.planned", "indicator_words.share", "indicator_words.change"),
        *("indicator_words.known", "indicator_words.remarks", "indicator_words.task"),
        *("indicator_words.tasks", "opinion_words.taken", "opinion_words.heard"),
        *("contacts.check_visit", "files.digest_of", "household_lists.settle"),
        *("household_known.known_of", "household_rows.read_entries", "households.the_household"),
        *("imports.window_of", "late.late_items", "obstacles.check_opening", "photos.shrink"),
        *("proving.short", "shares.kept_shares", "shares.add_shares", "steps.needs_reason"),
        *("steps.check_rules", "steps.same_mark", "step_batches.track_of", "subjects.the_state"),
        *("subjects.the_project", "subjects.living_household"),
        "layers.note_of",
        *("tables.sheet_of", "tables.reached", "tables.headings"),
        *("tables.write_csv", "tables.harmless", "tables.write_xlsx", "timeline.timeline_of"),
        *("visiting_words.parcel_words", "visiting_words.address_words"),
        *("visiting_words.last_words", "visiting_words.outcome", "visiting_words.promise_words"),
        *("visiting_words.topics", "works.check_project", "copies.superfluous"),
        *("masking.initials", "masking.withheld", "masking.last_digits"),
        *("looks.purpose_words", "looks.household_looks", "looks.conditions_of"),
        *("look_sheets.headings", "look_sheets.line_of", "look_sheets.kind_label"),
        *("look_sheets.purpose_label", "corridor_land.lay", "corridor_land.moved_line"),
        "corridor_land.part_of_line",
        *(
            "frozen.findings_at",
            "frozen.decisions_at",
            "frozen.read_ahead",
            "decisions.number_words",
        ),
        *(f"review_subjects.{name}" for name in ("the_review", "the_decision", "the_officer")),
        *("review_subjects.last_secretary", "review_subjects.project_meant"),
        *("review_subjects.check_length", "review_subjects.week_words"),
        *("corridors.planned", "household_lists.free_codes", "visiting.acted_for"),
        *("agenda_cells.text", "agenda_cells.figure", "agenda_cells.dated", "agenda_cells.late"),
        *("agenda_cells.case_cell", "agenda_cells.table", "agenda_cells.counted"),
        *(
            "agenda_cells.kind_cell",
            "agenda_cells.heads",
            "agenda_cells.due_cell",
            "agenda_due.about",
        ),
        *("agenda_due.decisions_table", "agenda_due.carried", "agenda_due.overdue"),
        *("agenda_lists.promises", "agenda_lists.promises_table", "agenda_lists.stale"),
        *("agenda_lists.unlocks", "agenda_lists.unattended", "agenda_works.project"),
        *("agenda_works.ahead", "agenda_works.officers", "agenda_targets.opinions"),
        *("agenda_targets.indicators", "agenda_sheets.sheet_of", "agenda_sheets.title_of"),
        *("agenda_sheets.decisions_under", "agenda_sheets.all_decisions"),
        *("agenda_sheets.week_title", "name_hiding.hiding", "review_masking.review_for"),
        *("review_masking.items_for", "review_masking.decisions_for"),
        *("tables.overview_cells", "frozen.cases_at"),
        *("minutes.minutes_values", "minutes.decided_table", "minutes.closed_table"),
        *("paper_tables.of_agenda", "paper_tables.mondays_before", "paper_tables.week_name"),
        *("paper_tables.handed_over", "paper_tables.handed_table", "paper_tables.blocked_table"),
        *("paper_tables.milestones_table", "paper_tables.told_milestones"),
        *("paper_tables.overview_table", "public_papers.handed_table"),
        *("paper_values.paper_code", "paper_values.ward_values", "paper_values.day_values"),
        *("paper_values.week_values", "paper_values.reported_values", "paper_values.seal_words"),
        *("paper_values.week_words", "workbooks.write_book", "workbooks.sheet_names"),
        "paper_templates.template_in_force",
    },
    "a part of a service, inside its transaction": {
        *("corridor_cases.write_cases", "opening.first_items"),
        *("contacts.settle_contacted", "layers.put_in_force", "layers.parcel_rows"),
        *("layers.base_shape", "parcel_plan.plan_layer", "layers.cut_layer"),
        *("uploads.begin", "uploads.find", "uploads.offset", "uploads.append", "uploads.part"),
        *("uploads.forget", "uploads.sweep", "attachments.erase_unnamed"),
    },
    "everybody who is let in may know it: the ward, its works, its officers' names": {
        *("people.list_officers", "people.list_absences", "projects.list_projects"),
        *(
            "projects.project_sites",
            "tracks.tracks_in_force",
            "wards.get_ward",
            "wards.present",
            "wards.ward_now",
        ),
        *("wards.current_revision", "layers.layer_folder", "layers.tiles_path"),
        *("layers.base_path", "layers.layer_in_force"),
    },
    "who holds the machine: the command line, a first start, the nightly copy": {
        *("backups.restore", "copies.copies_in", "copies.copies_folder", "copies.keep_daily_copy"),
        *("copies.note_failure", "site.open_site", "site.close_site", "site.prepare"),
        *("site.build_demo", "site.add_demo", "site.move_in", "site.clear", "site.alone"),
        *("wards.machine_holder", "wards.add_ward"),
    },
    "counts for who watches the machine": {"figures.site_figures"},
    "what a link's page may show; who holds the link may see it": {
        *("covering.covered_days", "public_figures.public_figures", "public_figures.public_tables"),
        *("shared_cases.shared_courses", "shared_cases.covered_before", "sharing.shared_view"),
        *("shared_cases.reader", "shared_cases.counts_of", "sharing.shared_photo"),
        "sharing.shared_runs",
    },
    "says who the actor is, and lets people in who show who they are": {
        *("people.identify", "signing_in.has_accounts", "signing_in.sign_in"),
        *("signing_in.sign_in_by_subject", "signing_in.start", "signing_in.check_password_of"),
        *("signing_in.session_of", "signing_in.sign_out", "signing_in.who_asks"),
        *("signing_in.wards_of", "accounts.invited", "accounts.accept_invitation"),
        *("links.open_link", "links.try_pin", "links.link_of_visit", "links.waiting_link"),
        *("links.new_code", "links.new_pin", "links.open_links"),
        *("page_sessions.belong_to", "page_sessions.belongs", "passwords.hashed"),
        *("passwords.is_right", "passwords.is_dated", "passwords.new_token", "passwords.digest"),
        *("passwords.new_secret", "passwords.address_of", "passwords.step_of"),
    },
}
