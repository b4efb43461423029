"""Tables as files, written when they are asked for."""

from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.errors import UnknownRecord
from trackers.domain.wards import VIETNAM
from trackers.services.look_sheets import looks_sheet
from trackers.services.looks import LookFilter
from trackers.services.person import person_sheet
from trackers.services.tables import Sheet, overview_sheet, write_csv, write_xlsx
from trackers.services.wards import present
from trackers.web.actors import actor_of
from trackers.web.days import day_asked, sight_asked
from trackers.web.site import Site

_KINDS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}


def person_file(site: Site, request: Request) -> Response:
    """Answer with all that is kept about a household, for its people, as XLSX."""
    ledger = site.ledger(request.path_params["ward"])
    actor, code = actor_of(site, ledger, request), request.path_params["code"]
    write, media_type = _KINDS["xlsx"]
    body = write(person_sheet(ledger, actor, code))
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''du-lieu-{quote(code)}.xlsx",
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=media_type, headers=headers)


def looks_file(site: Site, request: Request) -> Response:
    """Answer with the record of looking as CSV, for who administers the ward."""
    ledger = site.ledger(request.path_params["ward"])
    asked = request.query_params
    wanted = LookFilter(
        asked.get("by", ""),
        asked.get("what", ""),
        asked.get("subject", ""),
        day_asked(request, "first"),
        day_asked(request, "last"),
    )
    body = write_csv(looks_sheet(ledger, actor_of(site, ledger, request), wanted))
    headers = {
        "Content-Disposition": f"attachment; filename=truy-cap-{quote(ledger.ward)}.csv",
        "Cache-Control": "no-store",
    }
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def overview_file(site: Site, request: Request) -> Response:
    """Answer with the overview as XLSX or CSV; its name carries ward and moment.

    `as_of` (YYYY-MM-DD) and `sight` ask for a former day.
    """
    ledger = site.ledger(request.path_params["ward"])
    kind = request.path_params["kind"]
    if kind not in _KINDS:
        raise UnknownRecord(kind="asset", code=f"overview.{kind}")
    now = present(ledger)
    write, media_type = _KINDS[kind]
    on, actor = day_asked(request), actor_of(site, ledger, request)
    body = write(overview_sheet(ledger, actor, now, on, sight_asked(request)))
    moment = f"het-{on:%Y%m%d}" if on else f"{now.astimezone(VIETNAM):%Y%m%d-%H%M}"
    name = f"tong-hop-{ledger.ward}-{moment}.{kind}"
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=media_type, headers=headers)
