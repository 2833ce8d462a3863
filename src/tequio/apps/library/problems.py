"""Why a file was not read, in the reader's language: class of the error -> what to do.

The engine's own sentence, which tells more, is kept in `Intake.sentence` in English.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROBLEMS: dict[str, Promise | str] = {
    "FileEmpty": _("the file is empty; save the document again and send the new file"),
    "FileTooLarge": _("the file is larger than this site takes; split it or drop its pictures"),
    "ExpandsTooFar": _("the file unpacks to far more than a document does; save it again from its program"),
    "FileEncrypted": _("the document needs a password; save it without one and send it again"),
    "FileDamaged": _("the file is cut short or damaged; fetch or save it again"),
    "FormatUnknown": _("this document cannot be read here; send txt, md, html, docx, pptx, pdf, odt or eml"),
    "FormatUnsupported": _(
        "this format is not read here; save it as txt, md, html, docx, pptx, pdf, odt or eml and send that"
    ),
    "EncodingUnknown": _("the encoding of the text cannot be told; save it as UTF-8 and send it again"),
    "WordsMissing": _("the document holds no words; check that it is the right file"),
    "TextLayerMissing": _(
        "the PDF holds pictures of pages and no text; run text recognition over it, or install Tesseract here"
    ),
    "TimeExceeded": _("reading took too long and was stopped; split the document"),
    "MemoryExceeded": _("reading needed too much memory and was stopped; split the document"),
    "ReaderCrashed": _("the reading stopped without an answer; the file is likely damaged"),
    "LanguageNotRead": _("the text is in a language other than Spanish and English; send a translation"),
    "InternalError": _("an error of this program stopped the reading; nothing was kept"),
}
