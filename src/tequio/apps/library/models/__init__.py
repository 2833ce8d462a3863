"""What the library keeps: documents and their passages."""

from tequio.apps.library.models.documents import (
    CONTEXT,
    Document,
    DocumentParagraph,
    DocumentVersion,
    Intake,
    Passage,
)

__all__ = ["CONTEXT", "Document", "DocumentParagraph", "DocumentVersion", "Intake", "Passage"]
