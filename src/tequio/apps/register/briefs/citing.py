"""What the renderers of a brief share: citations as a reader sees them, and the line on edited sections."""

from __future__ import annotations

from collections.abc import Sequence

from tequio.engines.briefing import Brief, Section, Sentence, in_words


def in_brackets(numbers: Sequence[int]) -> str:
    """Write numbers of sources in brackets, neighbours as a range: "[3–9, 12]"; nothing for none."""
    parts: list[str] = []
    first = last = None
    for number in [*sorted(set(numbers)), None]:
        if first is not None and last is not None and number != last + 1:
            parts.append(str(first) if first == last else f"{first}{'–' if last > first + 1 else ', '}{last}")
            first = number
        first = number if first is None else first
        last = number
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
