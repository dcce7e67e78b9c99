"""What `prejeto doctor` shows."""

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

from flows.doctor import Finding


def print_report(findings: Iterable[Finding]) -> bool:
    """A line per probe, with how to mend; False when something needed is missing."""
    console = Console(highlight=False, soft_wrap=True)
    healthy = True
    for finding in findings:
        mark = "[green]ok  [/]" if finding.well else "[red]FAIL[/]" if finding.needed else "[yellow]note[/]"
        console.print(f"{mark} {finding.name:13} {escape(finding.found)}")
        if not finding.well:
            console.print(f"     {escape(finding.mend)}")
        healthy &= finding.well or not finding.needed
    return healthy
