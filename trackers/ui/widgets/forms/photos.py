"""The form of a new photo of a project."""

import streamlit as st

from geodata.days import Towards
from trackers.services.photos import add_photo, show_publicly
from trackers.services.projects import ProjectFile
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.ui.widgets.imports import upload
from trackers.words import say
from trackers.words.formats import day

_PUBLIC = "Cho mọi người xem trên liên kết công khai (không có mặt người, nhà riêng)"
_TYPES = ("jpg", "jpeg", "png", "webp")


def form(at: Desk, file: ProjectFile) -> None:
    """Show the button that opens the form, or the form."""
    code = file.project.code
    name = f"photo.{code}"
    if not opened.is_open(name):
        frame.opener(name, say("Thêm ảnh"))
        return
    with st.container(border=True, key=f"form.{name}"):
        plain.heading(say("Thêm ảnh hiện trường"))
        picture = upload(
            say("Ảnh JPEG, PNG hoặc WebP, tối đa 20 MB"), _TYPES, frame.field(name, "picture")
        )
        taken_on = day_field(
            name, "on", say("Ngày chụp"), at.today, today=at.today, towards=Towards.PAST
        )
        caption = frame.text_field(name, "caption", say("Chú thích"))
        public = frame.tick_field(name, "public", say(_PUBLIC), value=False)
        if not frame.wants_saving(name, "Ghi ảnh"):
            return
        if picture is None:
            st.error(say("Chưa chọn ảnh. Hãy chọn một tệp ảnh."))
            return

        def keep(key: str) -> Saved:
            return add_photo(
                at.ledger,
                at.actor,
                project_code=code,
                picture=picture.getvalue(),
                name=picture.name,
                taken_on=taken_on or at.today,
                caption=caption,
                public=public,
                now=at.now,
                key=key,
            )

        frame.save(name, keep, done=say("Đã thêm ảnh."))


def public_form(at: Desk, file: ProjectFile) -> None:
    """Show the button that opens the choice of photos for public links, or the choice."""
    name = f"photo-public.{file.project.code}"
    if not file.photos:
        return
    if not opened.is_open(name):
        frame.opener(name, say("Ảnh công khai…"))
        return
    with st.container(border=True, key=f"form.{name}"):
        plain.note(say(_PUBLIC))
        chosen = [
            one.photo_id
            for one in reversed(file.photos)
            if frame.tick_field(
                name,
                one.photo_id,
                plain.label(f"{day(one.taken_on)} {one.caption}"),
                value=one.public,
            )
        ]

        def keep(key: str) -> Saved:
            return show_publicly(
                at.ledger,
                at.actor,
                project_code=file.project.code,
                photo_ids=chosen,
                now=at.now,
                key=key,
            )

        if frame.wants_saving(name):
            frame.save(name, keep, done=say("Đã chọn ảnh công khai."))
