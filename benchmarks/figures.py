"""Putting measured figures into the documentation, between two marks that name them."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "figures" / "load.md"


def machine() -> str:
    """Say on what and when it was measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{date.today():%-d %B %Y}, {cores} cores{load}, Python {platform.python_version()},"


def write_between(name: str, text: str, page: Path = PAGE) -> None:
    """Put text between `<!-- name:begin -->` and `<!-- name:end -->` of a page.

    Raises:
        ValueError: the page has no such marks.
    """
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, mark, rest = page.read_text(encoding="utf-8").partition(begin)
    _old, other, after = rest.partition(end)
    if not (mark and other):
        raise ValueError(f"{page.name} has no marks {begin} … {end}.")
    page.write_text(f"{before}{begin}\n{text.strip()}\n{end}{after}", encoding="utf-8")
