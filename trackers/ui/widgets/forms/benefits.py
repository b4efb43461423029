"""The fields of what a work brings to people who wait for it."""

from dataclasses import replace

import streamlit as st

from geodata.numbers import LENGTH
from trackers.domain.benefits import Benefit, benefit_fields
from trackers.domain.projects import Project
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import chainage_field, number_field
from trackers.words import say


def fields(at: Desk, name: str, shown: Project) -> Project:
    """Show what the work brings, with room for one thing more; what is left empty is none."""
    asked = [_one(at, name, n, one) for n, one in enumerate([*shown.brings, Benefit("")])]
    listed = [one for one in asked if one.text]
    return replace(shown, **benefit_fields(listed)) if tuple(listed) != shown.brings else shown


def _one(at: Desk, name: str, place: int, shown: Benefit) -> Benefit:
    left, right = st.columns([3, 2], gap="small")
    with left:
        text = frame.text_field(
            name,
            f"benefit-{place}",
            say("Lợi ích người dân chờ (để trống: không có)"),
            shown.text,
        )
    with right:
        areas = st.multiselect(
            say("Khu vực chờ lợi ích này"),
            list(at.areas),
            [code for code in shown.area_codes if code in at.areas],
            format_func=at.area_name,
            key=frame.field(name, f"benefit-areas-{place}"),
            placeholder=say("toàn phường"),
            persist_state="session",
        )
    made = replace(shown, text=text.strip(), area_codes=tuple(areas))
    return _needs(name, place, made) if text.strip() else made


def _needs(name: str, place: int, shown: Benefit) -> Benefit:
    """Ask for the stretch of road and the width that it needs."""
    left, middle, right = st.columns(3, gap="small")
    with left:
        start = chainage_field(
            name, f"benefit-from-{place}", say("Cần đoạn từ (Km0+000)"), shown.from_m
        )
    with middle:
        end = chainage_field(name, f"benefit-to-{place}", say("Cần đoạn đến (Km0+520)"), shown.to_m)
    with right:
        width = number_field(
            name,
            f"benefit-width-{place}",
            say("Rộng ít nhất (m)"),
            shown.least_width_m,
            unit=LENGTH,
        )
    return replace(shown, from_m=start, to_m=end, least_width_m=width)
