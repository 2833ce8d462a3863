"""A folder as a Word document: each passage quoted, with its citation and what a reader must know of it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm, Pt

from tequio.apps.library.models import ProvisionText, SavedPassage, StandardsFolder
from tequio.apps.library.standards.citing import cite

# XML holds no other control characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The style in which a document cites, by its language.
_STYLE = {"es": "mx", "en": "oscola"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One passage of a folder.

    Args:
        saved: the row of the folder.
        text: in the version that was saved.
        citation: as it is written under the quote.
        marks: what a reader must know: a digest, not certified, another version since.
    """

    saved: SavedPassage
    text: ProvisionText
    citation: str
    marks: tuple[str, ...]


def kept_passages(folder: StandardsFolder, language: str) -> Sequence[Kept]:
    """Give what is in a folder, in the order of saving.

    Args:
        folder: which.
        language: of the citations, "es" or "en".
    """
    rows = folder.passages.select_related("text__provision__instrument")
    return [Kept(row, row.text, _citation(row.text, language), tuple(_marks(row.text))) for row in rows]


def _citation(text: ProvisionText, language: str) -> str:
    written = {style: words for style, _name, words in cite(text.provision, language)}
    return written[_STYLE[language]]


def _marks(text: ProvisionText) -> Sequence[str]:
    marks = []
    if text.is_digest:
        marks.append(_("Digest in plain words, not the text: cite the official text."))
    elif not text.is_certified:
        marks.append(_("Transcription not certified by the depositary."))
    newer = ProvisionText.objects.filter(
        provision=text.provision_id, language=text.language, kind=text.kind, version__gt=text.version
    )
    if newer.exists():
        marks.append(_("There is a newer version of this text."))
    return marks


def folder_document(folder: StandardsFolder, language: str) -> bytes:
    """Write a folder as .docx.

    Args:
        folder: which.
        language: of headings and citations, "es" or "en".
    """
    document = Document()
    document.core_properties.title = _plain(folder.name)
    document.core_properties.author = "Tequio"
    document.core_properties.language = language
    with override(language):
        document.add_heading(_plain(folder.name), level=1)
        document.add_paragraph(
            _("Taken from the library of standards on %s.") % timezone.localdate().isoformat()
        )
        for kept in kept_passages(folder, language):
            _add(document, kept)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add(document: WordDocument, kept: Kept) -> None:
    text, instrument = kept.text, kept.text.provision.instrument
    document.add_heading(_plain(f"{instrument.short}, {text.provision.number}"), level=2)
    for line in text.words.split("\n"):
        quote = document.add_paragraph(_plain(line) if text.is_digest else f"“{_plain(line)}”", style="Quote")
        quote.paragraph_format.left_indent = Cm(1)
    cited = document.add_paragraph()
    cited.add_run(_plain(kept.citation)).font.size = Pt(10)
    for mark in kept.marks:
        document.add_paragraph().add_run(_plain(mark)).italic = True
    if text.source and not text.is_digest:
        document.add_paragraph().add_run(_plain(_("Source: %s") % text.source)).font.size = Pt(9)
    if kept.saved.note:
        document.add_paragraph(_plain(kept.saved.note))


def _plain(words: str) -> str:
    return _UNPRINTABLE.sub(" ", words)
