"""Reading the locks: what is installed, from where, and under which licence."""

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from tests.pages import ROOT

LOCKS = (ROOT / ".lock" / "run.txt", ROOT / ".lock" / "dev.txt")
_HASH = re.compile(r"--hash=(\S+)")


@dataclass(frozen=True)
class Locked:
    """One package of a lock."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self):
        return re.sub(r"[-_.]+", "-", self.requirement.name).lower()

    @property
    def is_needed_here(self):
        marker = self.requirement.marker
        return marker is None or marker.evaluate()


def entries(lock: Path):
    """The packages of a lock, each with its hashes; comments tell who wants it."""
    text = re.sub(r"\s*\\\n\s*", " ", lock.read_text("utf-8"))
    for line in text.splitlines():
        said = line.partition("#")[0].strip()
        if said:
            wanted = said.partition(" --hash")[0]
            yield Locked(Requirement(wanted), tuple(_HASH.findall(said)))


def licence_of(name: str) -> str:
    """What an installed package says about its licence, in the form it says it."""
    about = metadata.metadata(name)
    told = [about.get("License-Expression") or ""]
    told += [one for one in about.get_all("Classifier") or [] if one.startswith("License ::")]
    first, *_ = (about.get("License") or "").strip().splitlines() or [""]
    told.append(first)
    return " | ".join(one for one in told if one)
