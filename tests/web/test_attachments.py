"""Photos and scans over HTTP: from our own page only, to officers only, harmless to browsers."""

import hashlib
import json

import pytest

from tests.services.test_attachments import PDF, picture
from tests.web.asking import ask
from trackers.services.uploads import PIECE_BYTES

OURS = ("origin", "http://localhost:8501")
UPLOADS, FILES = "/w/TEST/uploads", "/w/TEST/attachments"


def write(app, path, body=b"", *, method="POST", headers=(OURS,), who="CB03"):
    return ask(app, f"{path}?as={who}", method=method, headers=headers, body=body)


def begin(app, size, **more):
    asked = {"case": "XM-002", "contact": "", "name": "a.jpg", "caption": "Trước nhà", "size": size}
    return write(app, UPLOADS, json.dumps(asked | more).encode())


def piece(app, upload, offset, data, **more):
    headers = (OURS, ("upload-offset", str(offset)))
    return write(app, f"{UPLOADS}/{upload}", data, method="PATCH", headers=headers, **more)


def offset_of(app, upload):
    answer = ask(app, f"{UPLOADS}/{upload}?as=CB03", method="HEAD")
    return int(answer.headers["upload-offset"])


def send(app, data, **more):
    upload = begin(app, len(data), **more).json()["upload"]
    assert piece(app, upload, 0, data).status_code == 204
    digest = hashlib.sha256(data).hexdigest()
    return write(app, f"{UPLOADS}/{upload}/done", json.dumps({"sha256": digest}).encode())


def page(app, who="CB03", case="XM-002"):
    return ask(app, f"{FILES}?case={case}&as={who}")


def addresses(app):
    return [part.split("?")[0] for part in page(app).text.split('href="attachments/')[1:]]


def test_it_arrives_in_pieces_goes_on_after_a_cut_and_is_shown(app):
    data = picture("#0072B2")
    upload = begin(app, len(data)).json()["upload"]
    assert piece(app, upload, 0, data[:300]).headers["upload-offset"] == "300"
    # The answer to this one was lost: the sender asks, and is told where it goes on.
    assert offset_of(app, upload) == 300
    late = piece(app, upload, 0, data[:300])
    assert (late.status_code, late.json()["error"]) == (409, "UploadOutOfStep")
    assert piece(app, upload, 300, data[300:]).status_code == 204
    done = f"{UPLOADS}/{upload}/done"
    assert write(app, done, b"{}").status_code == 200
    assert write(app, done, b"{}").status_code == 200
    [name] = addresses(app)
    answer = ask(app, f"{FILES}/{name}?as=CB03")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")
    removed = write(app, f"{FILES}/{name}/withdrawal", json.dumps({"reason": "Thử"}).encode())
    assert removed.status_code == 200
    assert ask(app, f"{FILES}/{name}?as=CB03").status_code == 404


def test_a_pdf_is_downloaded_never_shown(app):
    assert send(app, PDF, name="so do.pdf").status_code == 200
    headers = ask(app, f"{FILES}/{addresses(app)[0]}?as=CB03").headers
    assert headers["content-disposition"].startswith("attachment;")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [(), (("origin", "http://evil.example"),), (("origin", "null"),), (("origin", "http://x"),)],
)
def test_only_a_page_of_our_own_may_write(app, headers):
    for method, path in (
        ("POST", UPLOADS),
        ("PATCH", f"{UPLOADS}/{'a' * 32}"),
        ("POST", f"{UPLOADS}/{'a' * 32}/done"),
        ("POST", f"{FILES}/x/withdrawal"),
    ):
        answer = write(app, path, b"{}", method=method, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (403, "WrongOrigin")


def test_a_viewer_neither_reads_nor_sends(app):
    send(app, PDF)
    [*names] = addresses(app)
    for path in (f"{FILES}?case=XM-002&as=XEM", f"{FILES}/{names[0]}?as=XEM"):
        assert ask(app, path).status_code == 403
    asked = json.dumps({"case": "XM-002", "size": 5}).encode()
    assert write(app, UPLOADS, asked, who="XEM").status_code == 403


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"{}", b'{"size": "5"}', b'{"size": 5, "case": 1}']
)
def test_what_is_no_question_is_refused(app, body):
    assert write(app, UPLOADS, body).status_code in {400, 404}


def test_a_piece_that_is_too_large_is_not_taken(app):
    upload = begin(app, 3 * PIECE_BYTES).json()["upload"]
    assert piece(app, upload, 0, b"x" * (PIECE_BYTES + 1)).status_code == 422
    assert offset_of(app, upload) == 0
    assert piece(app, upload, "x", b"x").status_code == 400


def test_what_people_typed_stays_text_on_the_page(app):
    hostile = "<script>alert(1)</script>{{7*7}}\"'"
    send(app, picture("#E69F00"), caption=hostile)
    answer = page(app)
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "script-src 'nonce-" in answer.headers["content-security-policy"]


def test_no_other_way_of_asking_is_answered(app):
    assert ask(app, f"{UPLOADS}/{'a' * 32}", method="DELETE", headers=[OURS]).status_code == 405
