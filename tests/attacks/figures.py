"""How many attacks each kind of test makes, counted from the very lists that the tests walk.

The table in docs/security.md shows these figures; tests/test_docs.py compares.
"""

from tests.attacks import hostile, payloads

FORMS = ("/sign-in", "/sign-out", "/invitation")
ACTS = ("password", "totp", "code", "no-totp", "place", "everywhere")
FILES = (
    ("POST", "/w/TEST/uploads"),
    ("PATCH", "/w/TEST/uploads/{upload}"),
    ("POST", "/w/TEST/uploads/{upload}/done"),
    ("POST", "/w/TEST/attachments/{attachment}/withdrawal"),
)
WRITTEN = (*(("POST", path) for path in FORMS), *(("POST", f"/account/{one}") for one in ACTS))
WRONG_FORMS = ("", "x", "0" * 64, "another session's", "missing")
BEARERS = ("nobody", "forged", "signed out", "locked")
# Of another ward, asked by somebody who belongs to this one; and of this ward, by who may not.
OF_ANOTHER_WARD = (
    ("GET", "/w/KHAC/map.json"),
    ("GET", "/w/KHAC/base/{layer}.json"),
    ("GET", "/w/KHAC/status"),
    ("GET", "/w/KHAC/tiles/{layer}/12/1/1.mvt"),
    ("GET", "/w/KHAC/photos/photoP1"),
    ("GET", "/w/KHAC/overview.csv"),
    ("GET", "/w/KHAC/overview.xlsx"),
    ("GET", "/w/KHAC/looks.csv"),
    ("GET", "/w/KHAC/backups/{backup}"),
    ("GET", "/w/KHAC/visiting?officer=CB03"),
    ("GET", "/w/KHAC/attachments?case=XM-003"),
    ("GET", "/w/KHAC/attachments/{theirs}"),
    ("GET", "/w/TEST/attachments/{theirs}"),
    ("GET", "/w/KHAC/attachments/{attachment}"),
    ("GET", "/w/KHAC/uploads/{upload}"),
    ("POST", "/w/KHAC/uploads"),
    ("PATCH", "/w/KHAC/uploads/{upload}"),
    ("POST", "/w/KHAC/uploads/{upload}/done"),
    ("POST", "/w/KHAC/attachments/{theirs}/withdrawal"),
    ("POST", "/w/TEST/attachments/{theirs}/withdrawal"),
)
WARD_ASKERS = ("QT", "CB05", "XEM", "CB01 as if of TEST")
OF_ANOTHER_PERSON = (
    ("XEM", "GET", "/w/TEST/visiting?officer=CB05"),
    ("XEM", "GET", "/w/TEST/attachments?case=XM-003"),
    ("XEM", "GET", "/w/TEST/attachments/{attachment}"),
    ("XEM", "GET", "/w/TEST/looks.csv"),
    ("XEM", "GET", "/w/TEST/backups/{backup}"),
    ("XEM", "GET", "/w/TEST/uploads/{upload}"),
    ("XEM", "POST", "/w/TEST/uploads"),
    ("XEM", "PATCH", "/w/TEST/uploads/{upload}"),
    ("XEM", "POST", "/w/TEST/uploads/{upload}/done"),
    ("XEM", "POST", "/w/TEST/attachments/{attachment}/withdrawal"),
    ("CB05", "GET", "/w/TEST/looks.csv"),
    ("CB05", "GET", "/w/TEST/backups/{backup}"),
    ("CB05", "GET", "/w/TEST/uploads/{upload}"),
    ("CB05", "PATCH", "/w/TEST/uploads/{upload}"),
    ("CB05", "POST", "/w/TEST/uploads/{upload}/done"),
    ("CB05", "POST", "/w/TEST/attachments/{others}/withdrawal"),
    ("QT", "GET", "/w/TEST/uploads/{upload}"),
    ("QT", "PATCH", "/w/TEST/uploads/{upload}"),
    ("QT", "POST", "/w/TEST/uploads/{upload}/done"),
)
# Somebody says that they are another: in the address, in a cookie, in both.
PRETENDING = ("?as=QT", "cookie as=QT", "both")
PRETENDED = ("visiting?officer=CB05", "looks.csv", "attachments?case=XM-003", "backups/{backup}")
COOKIED = ("/w/TEST/status", "/account")
DOOR_ASKERS = ("nothing", "a forged cookie", "an old cookie", "a password in the header")
PERSONAL = (
    "/w/TEST/overview.csv",
    "/w/TEST/overview.xlsx",
    "/w/TEST/looks.csv",
    "/w/TEST/visiting?officer=CB05",
    "/w/TEST/attachments?case=XM-003",
    "/w/TEST/attachments/{attachment}",
    "/account",
    "/sign-out",
    "/w/TEST/status",
)
DECEPTIVE = ("", "&x.css", "&x=/a.js", "&utm=1.jpg")
BIG = ("body", "body of a piece", "fields", "deep JSON", "deep list", "long query", "many cookies")
OF_HOSTS = ("/sign-in", "/account", "/w/TEST/status")
SQL_FORMS = ("login", "password", "invitation", "search")

# Stored texts: every field × every page × who reads.
STORED = sum(len(columns) for columns in payloads.FIELDS.values())
# Which texts, seen by whom: the officer sees most.
RUNS = (
    ("scripts", "CB03"),
    ("scripts", "QT"),
    ("scripts", "XEM"),
    ("scripts from the end", "CB03"),
    ("naughty", "CB03"),
)
VIEWS = (
    "/?case=XM-001",
    "/?scenario=XM-hostile",
    "/?opinion=YK1",
    "/tien-do",
    "/tong-hop",
    "/viec-cua-toi",
    "/nhap-du-lieu",
    "/danh-muc",
    "/quan-tri",
    "/giao-ban?review=2014-04-07",
    "/tong-hop?lang=en",
    "/?case=XM-001&mask=1",
)
CARD_TABS = ("Bước", "Vướng mắc", "Quá trình xử lý", "Vận động")
PLAIN_PAGES = (
    "/w/TEST/visiting?officer=CB03",
    "/w/TEST/attachments?case=XM-001",
    "/w/TEST/meeting",
    "/w/TEST/present?review=2014-04-07",
)
# The page behind a link of either kind, in either language.
LINKED = ("meeting", "meeting?lang=en", "public", "public?lang=en")

REPLAYS = ("no cookie", "a guess", "another's cookie", "signed out", "signed out, next run")

FIGURES = {
    "page sessions replayed": len(REPLAYS),
    "stored texts": STORED
    * (len(VIEWS) + len(PLAIN_PAGES) + len(LINKED))
    * sum(payloads.COUNTS[text] for text, _ in RUNS),
    "paths out of a folder": len(hostile.TRAVERSALS) * len(hostile.TRAVERSED),
    "the database's language": len(hostile.SQL) * (len(hostile.SQL_PLACES) + len(SQL_FORMS)),
    "forged cookies": len(COOKIED)
    * (len(hostile.forged("a" * 43)) + len(hostile.under_other_names("x"))),
    "forms of other sites": len(hostile.ORIGINS) * (len(WRITTEN) + len(FILES)),
    "forms without our token": len(WRONG_FORMS) * len(WRITTEN),
    "who is not signed in any more": len(BEARERS) * 10,
    "another ward's records": len(OF_ANOTHER_WARD) * len(WARD_ASKERS),
    "another person's records": len(OF_ANOTHER_PERSON),
    "saying one is another": len(PRETENDING) * len(PRETENDED),
    "doors without a cookie": len(hostile.DOORS) * len(DOOR_ASKERS) * 2,
    "sent to another site": len(hostile.ELSEWHERE) * 2,
    "other hosts": len(hostile.HOSTS) * len(OF_HOSTS),
    "odd methods": len(hostile.METHODS) * 10,
    "too much": len(BIG) * 4,
    "kept by a cache": len(PERSONAL) * len(DECEPTIVE),
}
