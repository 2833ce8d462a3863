"""What the library keeps: documents and their passages; instruments, their provisions and texts."""

from tequio.apps.library.models.documents import (
    CONTEXT,
    Document,
    DocumentParagraph,
    DocumentVersion,
    Intake,
    Passage,
)
from tequio.apps.library.models.standards import (
    Instrument,
    Provision,
    ProvisionText,
    SavedPassage,
    StandardsFolder,
    StandardsImport,
    StateStatus,
)

__all__ = [
    "CONTEXT",
    "Document",
    "DocumentParagraph",
    "DocumentVersion",
    "Instrument",
    "Intake",
    "Passage",
    "Provision",
    "ProvisionText",
    "SavedPassage",
    "StandardsFolder",
    "StandardsImport",
    "StateStatus",
]
