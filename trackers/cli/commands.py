"""The commands by name."""

import click

from trackers import __version__
from trackers.cli.backups import backup, restore
from trackers.cli.doctor import doctor
from trackers.cli.imports import import_group
from trackers.cli.links import link_group
from trackers.cli.moving import move
from trackers.cli.refusing import Commands
from trackers.cli.serving import load_demo, serve
from trackers.cli.tracks import tracks_group
from trackers.cli.users import user_group
from trackers.cli.wards import verify, ward_group
from trackers.cli.works import officer_group, project_group
from trackers.config import settings
from trackers.words import use_language


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="matbang")
def main() -> None:
    """Mặt Bằng: theo dõi công trình và giải phóng mặt bằng."""
    use_language(settings().language)


for command in (
    serve,
    load_demo,
    ward_group,
    officer_group,
    project_group,
    import_group,
    backup,
    restore,
    tracks_group,
    verify,
    doctor,
    move,
    user_group,
    link_group,
):
    main.add_command(command)
