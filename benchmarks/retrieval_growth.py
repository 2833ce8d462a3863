"""How time grows with the number of passages, drawn: for `bench_retrieval.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 360, 60, 190, 20, 50
DASHES = ("", "8 4", "2 3", "8 3 2 3")
"""A line is told from the others by its dashes and its name, not by a colour."""


def drawn(title: str, sizes: Sequence[int], lines: Mapping[str, Sequence[float]]) -> str:
    """Draw milliseconds against passages, both by factors, each line with its name at its end.

    Args:
        title: what it shows.
        sizes: numbers of passages, rising.
        lines: name -> milliseconds at each size, above nought.
    """
    every = [one for line in lines.values() for one in line]
    low, high = floor(log10(min(every))), ceil(log10(max(every)))

    def x(size: float) -> float:
        share = (log10(size) - log10(sizes[0])) / max(log10(sizes[-1]) - log10(sizes[0]), 1e-9)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(milliseconds: float) -> float:
        share = (log10(milliseconds) - low) / max(high - low, 1)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    parts = []
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<line x1="{LEFT}" y1="{at}" x2="{WIDTH - RIGHT}" y2="{at}" stroke-opacity=".2"/>')
        parts.append(_words(LEFT - 8, at + 4, f"{10.0**power:g} ms", "end"))
    parts += [_words(x(size), HEIGHT - BOTTOM + 20, f"{size:,}", "middle") for size in sizes]
    parts.append(_words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "passages", "middle"))
    lowest = float("inf")
    ends = sorted(lines, key=lambda name: lines[name][-1])
    for name in ends:
        points = " ".join(f"{x(size)},{y(one)}" for size, one in zip(sizes, lines[name], strict=True))
        dashes = DASHES[list(lines).index(name) % len(DASHES)]
        parts.append(
            f'<polyline points="{points}" fill="none" stroke-width="2" stroke-dasharray="{dashes}"/>'
        )
        # Names do not stand on one another.
        lowest = min(y(lines[name][-1]) + 4, lowest - 16)
        parts.append(_words(WIDTH - RIGHT + 8, lowest, name, "start"))
    told = "; ".join(
        f"{name}: " + ", ".join(f"{one:g} ms at {size:,}" for size, one in zip(sizes, line, strict=True))
        for name, line in lines.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'style="background:#fff;color:#222" stroke="currentColor" font-family="sans-serif" font-size="12">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{''.join(parts)}</svg>\n"
    )


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" stroke="none" fill="currentColor">'
        f"{escape(words)}</text>"
    )
