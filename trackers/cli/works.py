"""What a new ward needs besides parcels: the people who work in it, and its works."""

from pathlib import Path

import click
import shapely

from geodata.crs import to_wgs84
from geodata.readers import read_features
from trackers.cli.imports import WARD, ledger_of
from trackers.domain.people import Grant, Officer, Role
from trackers.domain.projects import Project, ProjectKind, ProjectStatus
from trackers.services import people, projects
from trackers.services.wards import FIRST_OFFICER, machine_holder, present
from trackers.words import say


@click.group("officer")
def officer_group() -> None:
    """Cán bộ của phường."""


@officer_group.command("add")
@click.argument("code")
@click.argument("name")
@WARD
@click.option("--title", default="Cán bộ", show_default=True, help="Chức danh.")
@click.option("--cover", help="Mã người thay khi vắng.")
@click.option(
    "--role",
    type=click.Choice([one.value for one in Role]),
    default=Role.OFFICER.value,
    show_default=True,
    help="Vai trò.",
)
@click.option(
    "--grant",
    "grants",
    multiple=True,
    type=click.Choice([one.value for one in Grant]),
    help="Quyền thêm ngoài vai trò; dùng được nhiều lần.",
)
def add_officer(
    code: str,
    name: str,
    ward: str | None,
    title: str,
    cover: str | None,
    role: str,
    grants: tuple[str, ...],
) -> None:
    """Thêm một cán bộ."""
    ledger = ledger_of(ward)
    given = tuple(sorted(set(grants)))
    officer = Officer(code, name, title, Role(role), cover_code=cover, grants=given)
    people.add_officer(ledger, machine_holder(ledger.ward), officer=officer, now=present(ledger))
    click.echo(say("Đã thêm {name} ({code}).", name=name, code=code))


@click.group("project")
def project_group() -> None:
    """Công trình của phường."""


@project_group.command("add")
@click.argument("code")
@click.argument("name")
@WARD
@click.option(
    "--kind",
    type=click.Choice([one.value for one in ProjectKind]),
    default=ProjectKind.OTHER.value,
    show_default=True,
    help="Loại công trình.",
)
@click.option("--investor", default="", help="Chủ đầu tư.")
@click.option("--lead", default=FIRST_OFFICER.code, show_default=True, help="Cán bộ phụ trách.")
@click.option("--site", type=click.Path(path_type=Path), help="Tệp phạm vi (vùng hoặc tim tuyến).")
def add_project(
    code: str,
    name: str,
    ward: str | None,
    kind: str,
    investor: str,
    lead: str,
    site: Path | None,
) -> None:
    """Thêm một công trình."""
    ledger = ledger_of(ward)
    project = Project(
        code, name, ProjectKind(kind), ProjectStatus.PREPARATION, investor, "", None, "", lead
    )
    area, line = (None, None) if site is None else shapes_of(site)
    projects.add_project(
        ledger,
        machine_holder(ledger.ward),
        project=project,
        site=area,
        centreline=line,
        now=present(ledger),
    )
    click.echo(say("Đã thêm {name} ({code}).", name=name, code=code))


def shapes_of(file: Path) -> tuple[bytes | None, bytes | None]:
    """Read a site: its polygons and its lines, each as one WKB in EPSG:4326, or None.

    Raises what `read_features` raises, and MissingCRS.
    """
    shapes = to_wgs84(read_features(file)).geometry
    areas = shapes[shapes.geom_type.isin(["Polygon", "MultiPolygon"])]
    lines = shapes[shapes.geom_type.isin(["LineString", "MultiLineString"])]
    return (
        shapely.to_wkb(areas.union_all()) if len(areas) else None,
        shapely.to_wkb(lines.union_all()) if len(lines) else None,
    )
