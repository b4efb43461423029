"""The workflows that the program brings along, read from `tracks.toml` beside this file."""

from pathlib import Path

from trackers.domain.track_files import read_definition
from trackers.domain.tracks import TrackCode

SHIPPED = read_definition((Path(__file__).parent / "tracks.toml").read_text(encoding="utf-8"))
TRACKS = SHIPPED.tracks
DONATION, RECOVERY = TRACKS[TrackCode.DONATION], TRACKS[TrackCode.RECOVERY]
