"""The forms for an indicator's figures: a new one, and one that is put right or taken back."""

from collections.abc import Sequence

from geodata.days import Towards
from geodata.numbers import PERCENT
from trackers.domain.errors import DateMissing, TextMissing
from trackers.domain.indicators import Indicator, IndicatorKind, IndicatorValue
from trackers.services.indicator_values import correct_value, record_value, withdraw_value
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field, number_field
from trackers.words import say
from trackers.words.formats import day, number


def name_of_new(code: str) -> str:
    """Give the name of the form for a new figure."""
    return f"indicator-value.{code}"


def name_of_old(code: str) -> str:
    """Give the name of the form that puts a figure right."""
    return f"indicator-corrected.{code}"


def record(at: Desk, of: Indicator) -> None:
    """Show the form for a new figure."""
    name = name_of_new(of.code)
    on = day_field(
        name, "on", say("Số liệu đến ngày"), at.today, today=at.today, towards=Towards.PAST
    )
    value = _number(name, of)
    note = frame.text_field(name, "note", say("Ghi chú"))
    plain.note(say("Số liệu mang ngày của năm trước được dùng làm số cùng kỳ."))

    def write(key: str) -> Saved:
        if on is None:
            raise DateMissing(field=say("ngày của số liệu"))
        if value is None:
            raise TextMissing(field="value")
        return record_value(
            at.ledger, at.actor, code=of.code, on=on, value=value, note=note, now=at.now, key=key
        )

    if frame.wants_saving(name, "Ghi số liệu"):
        frame.save(name, write, done=say("Đã ghi số liệu."))


def correct(at: Desk, of: Indicator, values: Sequence[IndicatorValue]) -> None:
    """Show the form that puts the figure of a day right, or takes it back."""
    name = name_of_old(of.code)
    latest = list(reversed(opened.opened_base(name, tuple(values))))
    chosen: IndicatorValue = (
        frame.choice_field(name, "which", say("Số liệu của ngày"), latest, _words, latest[0])
        or latest[0]
    )
    part = f"{chosen.on:%Y%m%d}"
    value = _number(name, of, f"value.{part}", chosen.value)
    note = frame.text_field(name, f"note.{part}", say("Ghi chú"), chosen.note)
    gone = frame.tick_field(name, "gone", say("Rút số liệu này"), value=False)
    reason = frame.reason_field(name)

    def write(key: str) -> Saved:
        if gone:
            return withdraw_value(
                at.ledger, at.actor, base=chosen, reason=reason, now=at.now, key=key
            )
        if value is None:
            raise TextMissing(field="value")
        return correct_value(
            at.ledger,
            at.actor,
            base=chosen,
            value=value,
            note=note,
            reason=reason,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Ghi số liệu"):
        frame.save(name, write, done=say("Đã sửa số liệu."))


def _words(one: IndicatorValue) -> str:
    return f"{day(one.on)}: {number(one.value)}"


def _number(
    name: str, of: Indicator, part: str = "value", value: float | None = None
) -> float | None:
    percent = of.kind is IndicatorKind.PERCENT
    label = say("Số liệu ({unit})", unit="%" if percent else of.unit or say("số"))
    return number_field(name, part, label, value, unit=PERCENT if percent else None)
