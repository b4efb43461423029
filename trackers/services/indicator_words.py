"""Indicators in words, the same on screens, in the review and on papers."""

from trackers.domain.indicators import Direction, IndicatorFile, IndicatorKind, IndicatorTask
from trackers.words import say
from trackers.words.formats import day, days, number, percent


def reached(one: IndicatorFile) -> str:
    """Say what is reached: "887 triệu đồng", "2 nhiệm vụ"; a dash while nothing is noted."""
    return "–" if one.reached is None else f"{number(one.reached)} {one.indicator.unit}".strip()


def planned(one: IndicatorFile) -> str:
    """Say what is to be reached."""
    return "–" if one.target is None else number(one.target)


def share(one: IndicatorFile) -> str:
    """Say the share of the target; where less is better, whether it is met."""
    if one.indicator.direction is Direction.LOWER:
        return "–" if one.met is None else say("đạt") if one.met else say("chưa đạt")
    return percent(one.share, digits=2)


def change(one: IndicatorFile) -> str:
    """Say the change against the same period of last year, and the figure of then; "" if none."""
    then = one.year_before
    if one.change is None or then is None:
        return ""
    size = number(abs(one.change), digits=1)
    points = one.indicator.kind is IndicatorKind.PERCENT
    amount = say("{n} điểm %", n=size) if points else f"{size}%"
    if size == "0":
        told = say("bằng cùng kỳ")
    elif one.change > 0:
        told = say("tăng {amount}", amount=amount)
    else:
        told = say("giảm {amount}", amount=amount)
    return say("{told} ({day}: {value})", told=told, day=day(then.on), value=number(then.value))


def known(one: IndicatorFile) -> str:
    """Say the day up to which the figure counts."""
    return day(one.latest.on) if one.latest else "–"


def remarks(one: IndicatorFile) -> str:
    """Give what was noted beside it and beside its last figure."""
    told = (one.indicator.note, one.latest.note if one.latest else "")
    return "; ".join(part for part in told if part)


def task(one: IndicatorTask, file: IndicatorFile, who: str) -> str:
    """Say a task of a resolution: what, who (a name), by when or since when, how late."""
    parts = [("○ " if one.is_open else "✓ ") + one.name, who]
    if one.done_on:
        parts.append(say("xong {day}", day=day(one.done_on)))
    elif one.due_on:
        parts.append(say("hạn {day}", day=day(one.due_on)))
    if one.is_late(file.on) and one.due_on:
        parts.append(say("quá {days}", days=days((file.on - one.due_on).days)))
    return " · ".join([*parts, one.note] if one.note else parts)


def tasks(file: IndicatorFile) -> list[IndicatorTask]:
    """Give the tasks as they are read out: those that are open first."""
    return sorted(file.tasks, key=lambda one: not one.is_open)
