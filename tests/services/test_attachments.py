"""Photos and scans: in pieces, whole or not at all, for officers only."""

import hashlib
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from geodata.errors import FileTooLarge, WrongFormat
from tests.domain.making import a_visit
from tests.tiny import NOW, OFFICER, OTHER, VIEWER, later
from trackers.domain import errors
from trackers.domain.attachments import MOST_BYTES, AttachmentKind
from trackers.services import attachments, uploads
from trackers.services.cases import case_card
from trackers.services.contact_corrections import move_visit, withdraw_visit
from trackers.services.contacts import record_visit
from trackers.services.history import case_history
from trackers.services.wards import current_revision
from trackers.store.errors import DiskFull, UnknownRow

PDF = b"%PDF-1.7\n" + b"x" * 5000


def picture(colour="#009E73", form="JPEG", **more):
    out = BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, form, **more)
    return out.getvalue()


def begin(ledger, data, actor=OFFICER, case="XM-001", now=NOW, **more):
    asked = {"contact_id": "", "name": "anh.jpg", "caption": "Trước nhà", "size": len(data)}
    return attachments.begin_upload(ledger, actor, case_code=case, now=now, **asked | more)


def send(ledger, data, actor=OFFICER, sha256="", **more):
    """Send a file in two pieces and have it attached."""
    upload = begin(ledger, data, actor, **more)
    half = len(data) // 2
    attachments.append(ledger, actor, upload.upload_id, 0, data[:half])
    attachments.append(ledger, actor, upload.upload_id, half, data[half:])
    attachments.finish_upload(ledger, actor, upload.upload_id, sha256=sha256, now=NOW)
    return upload


def listed(ledger, case="XM-001", actor=OFFICER):
    return attachments.attachments_of_case(ledger, actor, case)


def files(ledger):
    """What lies in the attachments' folder, uploads under way included."""
    folder = ledger.folder / "attachments"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def visit_id(ledger):
    made = a_visit(date(2014, 4, 3), contact_id="", household_code="H002")
    record_visit(ledger, OFFICER, visit=made, now=NOW)
    return case_card(ledger, OFFICER, "XM-002", NOW).state.contacts[0].contact_id


class TestAttaching:
    def test_a_picture_is_written_anew_without_what_the_camera_told(self, ledger):
        exif = Image.Exif()
        exif[0x010F] = "Hãng máy"
        data = picture(exif=exif)
        send(ledger, data, sha256=hashlib.sha256(data).hexdigest())
        [one] = listed(ledger)
        assert (one.kind, one.caption, one.added_by) == (
            AttachmentKind.PICTURE,
            "Trước nhà",
            "CB03",
        )
        _, path = attachments.open_attachment(ledger, OFFICER, one.attachment_id)
        kept = path.read_bytes()
        assert (hashlib.sha256(kept).hexdigest(), len(kept)) == (one.sha256, one.size)
        assert path.name == f"{one.sha256}.jpg"
        with Image.open(path) as image:
            assert not image.getexif()
        assert files(ledger) == [path.name]

    def test_a_pdf_is_kept_byte_by_byte_whatever_its_name(self, ledger):
        send(ledger, PDF, name="anh.jpg")
        [one] = listed(ledger)
        assert one.kind is AttachmentKind.PDF
        assert (
            attachments.open_attachment(ledger, OFFICER, one.attachment_id)[1].read_bytes() == PDF
        )

    @pytest.mark.parametrize("data", [b"<html><script>", b"GIF89a", b"MZ\x90", picture()[:50]])
    def test_anything_else_is_refused_and_let_go(self, ledger, data):
        before = current_revision(ledger)
        with pytest.raises((WrongFormat, attachments.GeodataError)):
            send(ledger, data, name="anh.jpg")
        assert (files(ledger), current_revision(ledger)) == ([], before)

    def test_the_history_of_the_case_tells_it(self, ledger):
        send(ledger, PDF)
        assert case_history(ledger, OFFICER, "XM-001")[0].kind == "attachment.added"

    def test_a_visits_photos_go_where_the_visit_goes(self, ledger, visit_id):
        send(ledger, picture(), case="XM-002", contact_id=visit_id)
        assert len(listed(ledger, "XM-002")) == 1
        move_visit(
            ledger,
            OFFICER,
            contact_id=visit_id,
            base=1,
            household_code="H001",
            project_code="XM",
            reason="Nhầm hộ",
            now=NOW,
        )
        assert listed(ledger, "XM-002") == []
        assert [one.contact_id for one in listed(ledger)] == [visit_id]
        withdraw_visit(ledger, OFFICER, contact_id=visit_id, base=2, reason="Không có", now=NOW)
        assert (listed(ledger), files(ledger)) == ([], [])

    def test_who_may_not_record_can_neither_send_nor_read(self, ledger):
        send(ledger, PDF)
        [one] = listed(ledger)
        for call in (
            lambda: begin(ledger, PDF, VIEWER),
            lambda: listed(ledger, actor=VIEWER),
            lambda: attachments.open_attachment(ledger, VIEWER, one.attachment_id),
            lambda: attachments.withdraw_attachment(
                ledger, VIEWER, one.attachment_id, reason="x", now=NOW
            ),
        ):
            with pytest.raises(errors.NotAllowed):
                call()

    def test_what_does_not_exist_cannot_be_attached_to(self, ledger, visit_id):
        for wrong in ({"case": "XM-999"}, {"contact_id": "none"}, {"contact_id": visit_id}):
            with pytest.raises(errors.UnknownRecord):
                begin(ledger, PDF, **wrong)
        with pytest.raises(FileTooLarge):
            begin(ledger, PDF, size=MOST_BYTES + 1)
        with pytest.raises(errors.UploadDamaged):
            begin(ledger, PDF, size=0)
        with pytest.raises(errors.TextTooLong):
            begin(ledger, PDF, caption="a" * 301)
        assert files(ledger) == []

    def test_a_case_holds_only_so_many(self, ledger, monkeypatch):
        monkeypatch.setattr(attachments, "MOST_FILES", 1)
        send(ledger, PDF)
        with pytest.raises(errors.TooManyFiles):
            begin(ledger, PDF)


class TestPieces:
    def test_a_piece_that_does_not_follow_is_refused_and_the_offset_said(self, ledger):
        upload = begin(ledger, PDF)
        attachments.append(ledger, OFFICER, upload.upload_id, 0, PDF[:100])
        for wrong in (0, 99, 101):
            with pytest.raises(errors.UploadOutOfStep) as refused:
                attachments.append(ledger, OFFICER, upload.upload_id, wrong, PDF[:10])
            assert refused.value.values["offset"] == 100
        assert attachments.upload_of(ledger, OFFICER, upload.upload_id)[1] == 100

    def test_more_than_was_said_is_refused(self, ledger):
        upload = begin(ledger, PDF, size=10)
        with pytest.raises(errors.UploadDamaged):
            attachments.append(ledger, OFFICER, upload.upload_id, 0, PDF)

    def test_it_is_not_finished_before_all_of_it_is_there(self, ledger):
        upload = begin(ledger, PDF)
        attachments.append(ledger, OFFICER, upload.upload_id, 0, PDF[:100])
        with pytest.raises(errors.UploadOutOfStep):
            attachments.finish_upload(ledger, OFFICER, upload.upload_id, sha256="", now=NOW)
        assert listed(ledger) == []

    def test_another_hash_than_the_senders_is_refused_and_let_go(self, ledger):
        with pytest.raises(errors.UploadDamaged):
            send(ledger, PDF, sha256="0" * 64)
        assert (listed(ledger), files(ledger)) == ([], [])

    def test_finished_twice_it_is_attached_once(self, ledger):
        upload = send(ledger, PDF)
        again = attachments.finish_upload(
            ledger, OFFICER, upload.upload_id, sha256="", now=later(1)
        )
        assert again.repeated
        assert len(listed(ledger)) == 1

    @pytest.mark.parametrize("name", ["..", "../x", "a" * 32, "", "A" * 32])
    def test_nobody_elses_and_no_made_up_upload_is_found(self, ledger, name):
        upload = begin(ledger, PDF)
        with pytest.raises(errors.UnknownRecord):
            attachments.upload_of(ledger, OTHER, upload.upload_id)
        with pytest.raises(errors.UnknownRecord):
            attachments.upload_of(ledger, OFFICER, name)

    def test_what_is_never_finished_is_swept_a_day_later(self, ledger):
        old = begin(ledger, PDF)
        new = begin(ledger, PDF, now=NOW + timedelta(hours=25))
        assert files(ledger) == sorted([f"{new.upload_id}.json", f"{new.upload_id}.part"])
        with pytest.raises(errors.UnknownRecord):
            attachments.upload_of(ledger, OFFICER, old.upload_id)


class TestFullDisk:
    def test_a_piece_that_does_not_fit_leaves_the_ones_before_it(self, ledger, monkeypatch):
        upload = begin(ledger, PDF)
        attachments.append(ledger, OFFICER, upload.upload_id, 0, PDF[:100])

        def full(file, piece):
            file.write(piece[:7])
            file.flush()
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(uploads, "_write", full)
        with pytest.raises(DiskFull):
            attachments.append(ledger, OFFICER, upload.upload_id, 100, PDF[100:])
        monkeypatch.undo()
        attachments.append(ledger, OFFICER, upload.upload_id, 100, PDF[100:])
        attachments.finish_upload(ledger, OFFICER, upload.upload_id, sha256="", now=NOW)
        assert listed(ledger)[0].sha256 == hashlib.sha256(PDF).hexdigest()

    @pytest.mark.parametrize("breaks", ["write_whole", "add"])
    def test_a_save_that_breaks_attaches_nothing_and_can_be_tried_again(
        self, ledger, monkeypatch, breaks
    ):
        def broken(*_):
            raise OSError(28, "No space left on device")

        upload = begin(ledger, PDF)
        attachments.append(ledger, OFFICER, upload.upload_id, 0, PDF)
        before = current_revision(ledger)
        if breaks == "write_whole":
            monkeypatch.setattr(attachments, "write_whole", broken)
        else:
            monkeypatch.setattr(attachments.attachments, "add_attachment", broken)
        with pytest.raises((DiskFull, OSError)):
            attachments.finish_upload(ledger, OFFICER, upload.upload_id, sha256="", now=NOW)
        assert (listed(ledger), current_revision(ledger)) == ([], before)
        assert not [name for name in files(ledger) if name.endswith((".pdf", ".new"))]
        monkeypatch.undo()
        attachments.finish_upload(ledger, OFFICER, upload.upload_id, sha256="", now=NOW)
        assert len(listed(ledger)) == 1


class TestWithdrawing:
    def test_it_needs_a_reason_erases_the_file_and_the_log_tells_it(self, ledger):
        send(ledger, PDF)
        [one] = listed(ledger)
        with pytest.raises(errors.ReasonMissing):
            attachments.withdraw_attachment(ledger, OFFICER, one.attachment_id, reason=" ", now=NOW)
        attachments.withdraw_attachment(
            ledger, OFFICER, one.attachment_id, reason="Nhầm hộ", now=NOW
        )
        assert (listed(ledger), files(ledger)) == ([], [])
        last = case_history(ledger, OFFICER, "XM-001")[0]
        assert (last.kind, last.reason) == ("attachment.withdrawn", "Nhầm hộ")
        with pytest.raises(UnknownRow):
            attachments.open_attachment(ledger, OFFICER, one.attachment_id)

    def test_a_file_that_another_case_names_stays(self, ledger):
        for case in ("XM-001", "XM-002"):
            send(ledger, PDF, case=case)
        [one] = listed(ledger)
        attachments.withdraw_attachment(ledger, OFFICER, one.attachment_id, reason="x", now=NOW)
        [other] = listed(ledger, "XM-002")
        assert attachments.open_attachment(ledger, OFFICER, other.attachment_id)[1].is_file()
