"""A brief as JSON."""

from __future__ import annotations

from typing import Any

from tequio.engines.briefing.parts import Block, Brief, Heading, Section, Sentence, Style


def as_object(brief: Brief) -> dict[str, Any]:
    """Describe a brief as an object that JSON can hold.

    Args:
        brief: to describe.

    Returns:
        Its facts, sections and citations; a sentence has `text`, `quotes` and the numbers of its `sources`.
    """
    return {
        "mechanism": brief.mechanism,
        "title": brief.title,
        "session": brief.session,
        "made_on": brief.made_on.isoformat(),
        "classification": brief.classification,
        "language": brief.language,
        "summary": _section(brief.summary),
        "sections": [_section(one) for one in brief.sections],
        "citations": [
            {
                "number": one.number,
                "record": one.record.mark,
                "kind": one.record.kind.name.lower(),
                "id": one.record.number,
                "commitment": one.record.about,
                "words": one.words,
                "address": one.record.link or None,
                "document": one.record.source.title or None,
                "paragraph": one.record.source.paragraph or None,
                "page": one.record.source.page,
                "passage": one.record.source.link or None,
            }
            for one in brief.citations
        ],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "number": section.number,
        "title": section.title,
        "written_on": section.written_on.isoformat() if section.written_on else None,
        "blocks": [_block(one) for one in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"heading": block.words}
    if isinstance(block, Sentence):
        return _sentence(block)
    sides = zip(block.names, block.sides, strict=True)
    return {"sides": [{"name": name, "sentences": [_sentence(one) for one in side]} for name, side in sides]}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    quotes = [
        {"words": run.words, "language": run.language or None}
        for run in sentence.runs
        if run.style is Style.QUOTE
    ]
    return {
        "text": sentence.text,
        "quotes": quotes,
        "sources": list(sentence.sources),
        "see": sentence.see or None,
        "level": sentence.level,
        "is_written": sentence.is_written,
    }
