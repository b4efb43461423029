"""Tables as files, written when they are asked for."""

from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.errors import UnknownRecord
from trackers.domain.wards import VIETNAM
from trackers.services.tables import Sheet, overview_sheet, write_csv, write_xlsx
from trackers.services.wards import present
from trackers.web.actors import actor_of
from trackers.web.days import day_asked, sight_asked
from trackers.web.site import Site

_KINDS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}


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
