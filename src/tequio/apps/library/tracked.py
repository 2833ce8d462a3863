"""What of the library the log vouches for."""

from tequio.apps.ledger.tracking import Part, Tracked
from tequio.apps.library.models import Document, DocumentParagraph, DocumentVersion

TRACKED = (
    Tracked("document", Document),
    Tracked("document-version", DocumentVersion, parts={"paragraphs": Part(DocumentParagraph, "version")}),
)
