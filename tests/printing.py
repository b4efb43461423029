"""Papers as LibreOffice prints them: documents to PDF, and what a PDF says of itself."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAMS = ("soffice", "pdftotext", "pdffonts", "pdfinfo")
_LONGEST_S = 180


def needed() -> None:
    """Skip loudly where the programs are not installed."""
    if missing := [one for one in PROGRAMS if shutil.which(one) is None]:
        pytest.skip(
            f"NO {', '.join(missing)}: install libreoffice-writer, libreoffice-calc and "
            "poppler-utils to run the tests of printed papers"
        )


def to_pdf(folder: Path, *files: Path) -> list[Path]:
    """Print documents to PDF, all with one start of LibreOffice, in a profile of their own."""
    profile = (folder / "profile").as_uri()
    names = [str(one) for one in files]
    subprocess.run(
        [  # noqa: S607 (wherever the system has it)
            "soffice", "--headless", f"-env:UserInstallation={profile}",
            "--convert-to", "pdf", "--outdir", str(folder), *names,
        ],
        check=True, capture_output=True, timeout=_LONGEST_S,
    )  # fmt: skip
    return [folder / f"{one.stem}.pdf" for one in files]


def words_of(pdf: Path) -> str:
    """Give all words of a PDF in one line, page by page."""
    return " ".join(_told("pdftotext", "-layout", str(pdf), "-").split())


def pages_of(pdf: Path) -> list[tuple[float, float]]:
    """Give the width and height of each page in mm."""
    told = _told("pdfinfo", "-f", "1", "-l", "999", str(pdf))
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", told)
    return [(float(wide) * 25.4 / 72, float(high) * 25.4 / 72) for wide, high in sizes]


def fonts_of(pdf: Path) -> dict[str, bool]:
    """Give the fonts of a PDF, and whether it carries each of them."""
    lines = _told("pdffonts", str(pdf)).splitlines()[2:]
    return {line.split()[0]: line.split()[-5] == "yes" for line in lines}


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
