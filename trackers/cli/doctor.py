"""`matbang doctor`: what is unsafe or wrong in this configuration, and what to do about it."""

import sys
from datetime import UTC, datetime

import click

from trackers.cli.diagnosis import RULES, Finding, diagnose
from trackers.cli.facts import gather
from trackers.config import settings
from trackers.words import say
from trackers.words.diagnoses import DIAGNOSES
from trackers.words.errors import shown


@click.command()
def doctor() -> None:
    """Xem cấu hình này có gì không an toàn hoặc chưa đúng, và cần làm gì."""
    findings = diagnose(gather(settings(), datetime.now(UTC)))
    for one in findings:
        click.echo(line_of(one))
    unsafe = sum(one.rule.unsafe for one in findings)
    click.echo(
        say(
            "Đã xem {rules} điều: {unsafe} chưa an toàn, {advice} nên xem lại.",
            rules=len(RULES),
            unsafe=unsafe,
            advice=len(findings) - unsafe,
        )
    )
    if unsafe:
        sys.exit(1)


def line_of(finding: Finding) -> str:
    """Write a finding: how serious, what is wrong, what to do."""
    mark = say("CHƯA AN TOÀN") if finding.rule.unsafe else say("nên xem lại")
    values = {name: shown(value) for name, value in finding.values.items()}
    return f"[{mark}] {say(DIAGNOSES[finding.rule.code], **values)}"
