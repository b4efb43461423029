"""Moving wards into another store."""

from pathlib import Path

import click

from trackers.config import settings
from trackers.services.moving import move_ward
from trackers.services.wards import machine_holder
from trackers.store import open_store
from trackers.words import say
from trackers.words.formats import number


@click.command()
@click.option("--to", required=True, help="Địa chỉ cơ sở dữ liệu mới (như MATBANG_DATABASE_URL).")
@click.option(
    "--to-folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục dữ liệu mới; bỏ trống: vẫn thư mục cũ.",
)
@click.option("--ward", help="Mã phường; bỏ trống: mọi phường.")
def move(to: str, to_folder: Path | None, ward: str | None) -> None:
    """Chép phường sang cơ sở dữ liệu khác, rồi so hai bên từng dòng, từng tệp."""
    chosen = settings()
    source = open_store(chosen.data_dir, chosen.database_url, keys=chosen.key_file)
    target = open_store((to_folder or chosen.data_dir).resolve(), to, keys=chosen.key_file)
    try:
        for code in [ward] if ward else source.ward_codes():
            moved = move_ward(source, target, machine_holder(code), ward=code)
            text = say(
                "{ward}: đã chép {rows} dòng, {files} tệp, đến mục {revision} của sổ ghi; "
                "hai bên khớp nhau.",
                ward=code,
                rows=number(moved.rows),
                files=number(moved.files),
                revision=number(moved.revision),
            )
            click.echo(text)
    finally:
        source.close()
        target.close()
    click.echo(
        say(
            "Bản cũ vẫn còn nguyên. Hãy dừng chương trình, đặt MATBANG_DATABASE_URL "
            "(và MATBANG_DATA_DIR nếu đổi thư mục), rồi chạy lại."
        )
    )
