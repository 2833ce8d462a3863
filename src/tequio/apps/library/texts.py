"""A version as it is kept, given back as the engines' `Text`."""

from __future__ import annotations

from tequio.apps.library.models import DocumentVersion
from tequio.text import Paragraph, Role, Text


def text_of(version: DocumentVersion) -> Text:
    """Give a version's text with its paragraphs."""
    return Text(
        content=version.content,
        paragraphs=tuple(
            Paragraph(
                start=row.start,
                end=row.end,
                role=Role(row.role),
                level=row.level,
                number=row.number or None,
                headings=tuple(row.headings),
                page=row.page,
                cell=None if row.row is None or row.column is None else (row.row, row.column),
                language=row.language or None,
            )
            for row in version.paragraphs.order_by("ordinal")
        ),
        language=version.language or None,
        media_type=version.media_type,
    )
