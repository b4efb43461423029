"""The child process that opens one file from outside: `python -m geodata.child FOLDER`.

The folder holds `request.json`; the answer is `result.arrow` or `error.json` beside it. Limits
are set before any parsing library is loaded.
"""

import ctypes
import importlib
import json
import math
import resource
import sys
from pathlib import Path
from typing import Any

from geodata.errors import FileTooLarge, GeodataError

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_RESULT_BYTES = 512 * 2**20


def main(folder: str) -> int:
    """Parse what the request names; 0 when a table was written, 3 when an error was named."""
    job = Path(folder)
    request = json.loads((job / "request.json").read_text(encoding="utf-8"))
    confine(memory_bytes=request["limits"]["memory_bytes"], seconds=request["limits"]["seconds"])
    try:
        # Loaded only now, so that the limits cover what loading allocates too.
        importlib.import_module("geodata.parsing").answer(request, job)
    except GeodataError as error:
        return _tell(job, type(error).__name__, error.values)
    except MemoryError:
        limit = request["limits"]["memory_bytes"]
        values = {"name": request["name"], "what": "memory", "limit": limit}
        return _tell(job, FileTooLarge.__name__, values)
    return 0


def confine(*, memory_bytes: int, seconds: float) -> None:
    """Limit this process's memory (bytes) and time (s), and cut it off the network if possible."""
    limits = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_CPU: math.ceil(seconds),
        resource.RLIMIT_FSIZE: _RESULT_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        resource.setrlimit(which, (most, most))
    # Best effort: kernels may forbid it to ordinary users. The drivers that can fetch anything
    # are gone in any case.
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None:
        unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _tell(job: Path, kind: str, values: dict[str, Any]) -> int:
    """Write the error down for the parent."""
    told = json.dumps({"kind": kind, "values": values}, default=str)
    (job / "error.json").write_text(told, encoding="utf-8")
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
