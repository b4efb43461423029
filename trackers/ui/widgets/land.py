"""What is still to come of a work's land: by when, and metre by metre."""

from collections.abc import Mapping

from trackers.domain.forecast import Forecast
from trackers.services.cases import CaseRow
from trackers.services.projects import ProjectFile
from trackers.ui.context import Desk
from trackers.ui.widgets import outlook, road


def show(at: Desk, file: ProjectFile, found: Forecast, rows: Mapping[str, CaseRow]) -> None:
    """Show the forecast, and the road's strip where the work is a road."""
    outlook.show(at, file.project.code, found)
    road.show(at, file, rows)
