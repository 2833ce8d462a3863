"""Make a `Text` from a few lines, as the tests of the engine need it."""

import re

from tequio.text import Paragraph, Role, Text


def text_of(content: str, language: str = "en") -> Text:
    """Cut paragraphs at blank lines; "- " begins a list item, "# " a heading."""
    paragraphs = []
    for match in re.finditer(r"(?:(?!\n\s*\n)[\s\S])+", content):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if start >= end:
            continue
        role = {"- ": Role.LIST_ITEM, "# ": Role.HEADING}.get(content[start : start + 2], Role.PARAGRAPH)
        paragraphs.append(Paragraph(start if role is Role.PARAGRAPH else start + 2, end, role))
    return Text(content, tuple(paragraphs), language)
