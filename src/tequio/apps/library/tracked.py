"""What of the library the log vouches for."""

from tequio.apps.ledger.tracking import Part, Tracked
from tequio.apps.library.models import (
    Document,
    DocumentParagraph,
    DocumentVersion,
    Instrument,
    Provision,
    ProvisionText,
    SavedPassage,
    StandardsFolder,
    StandardsImport,
    StateStatus,
)

TRACKED = (
    Tracked("document", Document),
    Tracked("document-version", DocumentVersion, parts={"paragraphs": Part(DocumentParagraph, "version")}),
    Tracked("standards-import", StandardsImport),
    Tracked(
        "instrument",
        Instrument,
        parts={
            "provisions": Part(Provision, "instrument"),
            "texts": Part(ProvisionText, "instrument"),
            "statuses": Part(StateStatus, "instrument"),
        },
    ),
    Tracked("standards-folder", StandardsFolder, parts={"passages": Part(SavedPassage, "folder")}),
)
