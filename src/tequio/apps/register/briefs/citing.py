"""What the renderers of a brief share: citations as a reader sees them, and the line on edited sections."""

from __future__ import annotations

from collections.abc import Iterable

from tequio.engines.briefing import Brief, Section, Sentence, in_words


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Join neighbours among numbers: 3, 4, 5, 9 -> (3, 5), (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def in_brackets(numbers: Iterable[int]) -> str:
    """Write numbers of sources in brackets: "[3–9, 12]"; nothing for none."""
    parts = [str(first) if first == last else f"{first}–{last}" for first, last in ranges(numbers)]
    return f"[{', '.join(parts)}]" if parts else ""


def cited(sentence: Sentence, brief: Brief) -> str:
    """Write what a sentence rests on: sources, or the section that cites what it counts."""
    section = brief.section(sentence.see) if sentence.see else None
    if section is not None:
        return f"[{brief.labels['section']} {section.number}]"
    return in_brackets(sentence.sources)


def written_line(section: Section, brief: Brief) -> str:
    """Say when a person wrote a section; nothing of one that stands as generated."""
    if section.written_on is None:
        return ""
    return f"{brief.labels['written']} {in_words(section.written_on, brief.language)}."
