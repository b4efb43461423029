"""What a folder holds, to tell whether a refusal left it as it was."""

import hashlib
from pathlib import Path


def fingerprint(folder: Path) -> dict[str, str] | None:
    """Every file's SHA-256 by its path; None where there is no folder."""
    if not folder.exists():
        return None
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
