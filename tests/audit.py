"""Known holes in the locked packages, where a database of them can be reached: `make audit`.

Ends with 1 where one is known. Without the database it says so: the locks are reviewed by
tests/test_supply.py all the same.
"""

import json
import subprocess
import sys

from tests.locks import LOCKS

WAIT_S = 120


def say(words: str) -> None:
    """Write a line."""
    sys.stdout.write(f"{words}\n")


def audit() -> int:
    """Ask for every package of the larger lock; give the exit code."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(LOCKS[1]), "--disable-pip"]
    options = ["--require-hashes", "--timeout", "5", "-f", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, *options], capture_output=True, text=True, check=False, timeout=WAIT_S
        )
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        packages = []
    looked_up = [one for one in packages if "skip_reason" not in one]
    if not looked_up:
        say("*** KHÔNG TRA ĐƯỢC / NO DATABASE of known holes can be reached: nothing was audited")
        return 0
    holes = [(one["name"], hole["id"]) for one in looked_up for hole in one["vulns"]]
    for name, hole in holes:
        say(f"{name}: {hole}")
    say(f"{len(looked_up)} of {len(packages)} packages looked up, {len(holes)} known holes")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(audit())
