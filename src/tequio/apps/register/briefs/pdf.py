"""A brief as PDF: set by Typst, tagged (PDF/UA-1), with real text, bookmarks and page numbers.

What the brief says goes in as JSON and is never read as mark-up, so no word of a source can command anything.
"""

from __future__ import annotations

import json
from importlib import import_module, resources
from typing import Any

from tequio.apps.register.briefs.citing import cited, written_line
from tequio.engines.briefing import Block, Brief, Heading, Sentence, as_object

_TEMPLATE = resources.files("tequio.apps.register.briefs").joinpath("layout", "brief.typ")


def as_pdf(brief: Brief) -> bytes:
    """Set a brief as PDF.

    Args:
        brief: in one language.

    Returns:
        The file's bytes; the same brief gives the same bytes.
    """
    # Imported at its first use: the library is large, and most pages never need it.
    typst: Any = import_module("typst")
    described = json.dumps(layout(brief), ensure_ascii=False)
    made: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"brief": described},
        font_paths=[],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return made


def layout(brief: Brief) -> dict[str, Any]:
    """Give a brief as its template reads it: runs with their styles, citations as ranges."""
    described = as_object(brief)
    sections = [brief.summary, *brief.sections]
    for section, its in zip(sections, [described["summary"], *described["sections"]], strict=True):
        its["blocks"] = [_block(block, brief) for block in section.blocks]
        its["written"] = written_line(section, brief)
    described["labels"] = brief.labels
    described["annex"] = brief.annex
    described["made_on_words"] = brief.made_on_words
    return described


def _block(block: Block, brief: Brief) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"heading": block.words}
    if isinstance(block, Sentence):
        return _sentence(block, brief)
    sides = zip(block.names, block.sides, strict=True)
    return {
        "sides": [{"name": name, "lines": [_sentence(one, brief) for one in side]} for name, side in sides]
    }


def _sentence(sentence: Sentence, brief: Brief) -> dict[str, Any]:
    return {
        "runs": [{"words": run.words, "style": run.style, "language": run.language} for run in sentence.runs],
        "cited": cited(sentence, brief),
        "see": sentence.see,
        "level": sentence.level,
    }
