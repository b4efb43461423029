"""The addresses of everything that plain HTTP serves beside Streamlit.

`ADDRESSES` are read; `WRITES` change something and answer only pages of our own.
"""

from starlette.routing import BaseRoute, Route

from trackers.web.account import account_page, take_account
from trackers.web.assets import asset
from trackers.web.attachments import (
    append_piece,
    attachment,
    attachments_page,
    begin_upload,
    finish_upload,
    upload_offset,
    withdraw_attachment,
)
from trackers.web.backups import backup_file
from trackers.web.downloads import looks_file, overview_file, person_file
from trackers.web.errors import Handler, bounded
from trackers.web.health import health
from trackers.web.invitation import invitation_page, open_invitation, take_invitation
from trackers.web.links import no_link, open_shared, shared_data, shared_page, take_pin
from trackers.web.meeting import meeting_page
from trackers.web.papers import paper_template, review_paper
from trackers.web.photos import photo
from trackers.web.playback import playback
from trackers.web.present import present_items, present_page
from trackers.web.receiving import Writer, receiving
from trackers.web.share_data import (
    shared_ground,
    shared_map,
    shared_picture,
    shared_playback,
    shared_status,
    shared_tile,
)
from trackers.web.share_page import share_content, share_page
from trackers.web.sign_in import (
    by_provider,
    sign_in_page,
    sign_out_page,
    take_sign_in,
    take_sign_out,
)
from trackers.web.site import Site
from trackers.web.status import status
from trackers.web.tiles import tile
from trackers.web.visiting import visiting_sheet
from trackers.web.ward_map import base, ward_map

ADDRESSES: dict[str, Handler] = {
    "/healthz": health,
    "/assets/{digest}/{name}": asset,
    "/sign-in": sign_in_page,
    "/sign-in/oidc": by_provider,
    "/sign-out": sign_out_page,
    "/invitation": invitation_page,
    "/invitation/{token}": open_invitation,
    "/account": account_page,
    "/w/{ward}/map.json": ward_map,
    "/w/{ward}/base/{layer}.json": base,
    "/w/{ward}/status": status,
    "/w/{ward}/playback": playback,
    "/w/{ward}/tiles/{layer}/{z}/{x}/{y}.mvt": tile,
    "/w/{ward}/photos/{photo_id}": photo,
    "/w/{ward}/overview.{kind}": overview_file,
    "/w/{ward}/reviews/{monday}/{paper}.{kind}": review_paper,
    "/w/{ward}/papers/{paper}.docx": paper_template,
    "/w/{ward}/looks.csv": looks_file,
    "/w/{ward}/households/{code}.xlsx": person_file,
    "/w/{ward}/backups/{name}": backup_file,
    "/w/{ward}/visiting": visiting_sheet,
    "/w/{ward}/meeting": meeting_page,
    "/w/{ward}/present": present_page,
    "/w/{ward}/present/items": present_items,
    "/w/{ward}/attachments": attachments_page,
    "/w/{ward}/attachments/{attachment_id}": attachment,
    "/w/{ward}/uploads/{upload_id}": upload_offset,
    "/s/{token}": open_shared,
    "/s/p/{code}": shared_page(share_page),
    "/s/p/{code}/content": shared_data(share_content),
    "/s/p/{code}/map.json": shared_data(shared_map),
    "/s/p/{code}/base/{layer}.json": shared_data(shared_ground),
    "/s/p/{code}/status": shared_data(shared_status),
    "/s/p/{code}/playback": shared_data(shared_playback),
    "/s/p/{code}/tiles/{layer}/{z}/{x}/{y}.mvt": shared_data(shared_tile),
    "/s/p/{code}/photos/{photo_id}": shared_data(shared_picture),
    # The last of those under `/s/`: the gate lets everybody in there, and Streamlit answers all.
    "/s/{rest:path}": no_link,
}
WRITES: dict[tuple[str, str], Writer] = {
    ("POST", "/sign-in"): take_sign_in,
    ("POST", "/sign-out"): take_sign_out,
    ("POST", "/invitation"): take_invitation,
    ("POST", "/s/p/{code}/pin"): take_pin,
    ("POST", "/account/{what}"): take_account,
    ("POST", "/w/{ward}/uploads"): begin_upload,
    ("PATCH", "/w/{ward}/uploads/{upload_id}"): append_piece,
    ("POST", "/w/{ward}/uploads/{upload_id}/done"): finish_upload,
    ("POST", "/w/{ward}/attachments/{attachment_id}/withdrawal"): withdraw_attachment,
}


def routes(site: Site) -> list[BaseRoute]:
    """Give the routes of a site; Streamlit's own come after them."""
    reading = [
        Route(path, bounded(site, handler), methods=["GET"]) for path, handler in ADDRESSES.items()
    ]
    writing = [
        Route(path, receiving(site, handler), methods=[method])
        for (method, path), handler in WRITES.items()
    ]
    return [*reading, *writing]
