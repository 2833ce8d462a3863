"""A section as plain text that a person can edit, and back again.

    ## A heading
    A sentence with “exact words”. [c12, e5]
    - an entry
    -- an entry below it

Marks in brackets name records, not places in a list of sources, so that they mean the same after the brief
was made anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from tequio.engines.briefing.errors import MarkUnknown
from tequio.engines.briefing.facts import Kind, Record
from tequio.engines.briefing.parts import Block, Brief, Heading, Run, Section, Sentence, Style
from tequio.engines.briefing.writer import Writer

_MARK = rf"[{''.join(Kind)}]\d+"
_MARKS = re.compile(rf"\s*\[({_MARK}(?:\s*[,;]\s*{_MARK})*)\]")
_LEVEL = re.compile(r"^(-{1,2})\s+")
_QUOTED = re.compile(r"“([^”]*)”")


def as_plain(section: Section, brief: Brief) -> str:
    """Write a section as plain text with marks of records.

    Args:
        section: of the brief.
        brief: whose citations tell which record a number is.
    """
    lines: list[str] = []
    for block in section.blocks:
        if isinstance(block, Heading):
            lines += [*([""] if lines else []), f"## {block.words}"]
        elif isinstance(block, Sentence):
            lines.append(_line(block, brief))
        else:
            for name, side in zip(block.names, block.sides, strict=True):
                lines += ["", f"## {name}", *(_line(one, brief) for one in side)]
    return "\n".join(lines)


def _line(sentence: Sentence, brief: Brief) -> str:
    marks = [brief.citations[number - 1].record.mark for number in sentence.sources]
    head = f"{'-' * sentence.level} " if sentence.level else ""
    return head + sentence.text + (f" [{', '.join(marks)}]" if marks else "")


def check_marks(words: str, known: Collection[str]) -> None:
    """Let pass a text whose marks all name records.

    Args:
        words: what a person wrote.
        known: marks that there are.

    Raises:
        MarkUnknown: some name none.
    """
    found = [mark for marks in _MARKS.findall(words) for mark in re.findall(_MARK, marks)]
    unknown = tuple(dict.fromkeys(mark for mark in found if mark not in known))
    if unknown:
        raise MarkUnknown(unknown)


def without_source(words: str) -> int:
    """Count the lines of a text that name no record; headings and blank lines are none."""
    return sum(
        bool(line.strip()) and not line.startswith("##") and not _MARKS.search(line)
        for line in words.splitlines()
    )


def as_blocks(words: str, records: Mapping[str, Record], writer: Writer) -> Iterator[Block]:
    """Read a person's text as blocks; a mark of a record that is gone is said to be.

    Args:
        words: in the shape of `as_plain`.
        records: mark -> record.
        writer: numbers what is cited.
    """
    for line in words.splitlines():
        stripped = line.strip()
        if not stripped:
            continue
        if stripped.startswith("##"):
            yield Heading(stripped.lstrip("# "))
        else:
            yield _sentence(stripped, records, writer)


def _sentence(line: str, records: Mapping[str, Record], writer: Writer) -> Sentence:
    level = _LEVEL.match(line)
    line = line[level.end() :] if level else line
    marks = [mark for group in _MARKS.findall(line) for mark in re.findall(_MARK, group)]
    gone = [mark for mark in marks if mark not in records]
    words = _MARKS.sub("", line).strip()
    if gone:
        words += f" ({'; '.join(writer.term('no_longer', mark=mark) for mark in gone)})"
    cited = writer.cite(records[mark] for mark in marks if mark in records)
    return Sentence(_runs(words), cited, level=len(level[1]) if level else 0, is_written=True)


def _runs(words: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = 0
    for found in _QUOTED.finditer(words):
        runs += [Run(words[at : found.start()]), Run(found[1], Style.QUOTE)]
        at = found.end()
    return tuple(run for run in (*runs, Run(words[at:])) if run.words)
