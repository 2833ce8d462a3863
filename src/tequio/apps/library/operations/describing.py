"""What a document is called, where it comes from, and whether the public may read it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.library.models import Document
from tequio.apps.library.operations.errors import DocumentUnknown, NothingToDo, WrongDescription

_LABELS = {
    "title": gettext_lazy("title"),
    "source_url": gettext_lazy("address of the source"),
    "source_note": gettext_lazy("note on the source"),
}
_ADDRESS = URLValidator(schemes=["http", "https"])
# What can be said of a document -> how many characters it holds.
FIELDS = {"title": 500, "source_url": 1000, "source_note": 500}


def describe(document: Document, by: User, **fields: str) -> Document:
    """Say what a document is called and where it comes from.

    Args:
        document: which.
        by: who says so.
        fields: names of `FIELDS` -> words.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongDescription: no title, words too long, or an address that no browser opens.
        DocumentUnknown: it is no longer there.
    """
    require(by, "document.describe", document)
    with recorded(by, "describe"):
        document = _locked(document)
        for name in FIELDS:
            if name in fields:
                setattr(document, name, _read(name, fields[name]))
        document.save()
    return document


def publish(document: Document, by: User) -> Document:
    """Let everybody read a document and what the register keeps of it, without an account.

    Args:
        document: which.
        by: who answers for it.

    Raises:
        NothingToDo: it is public already.
        NotAllowed, DocumentUnknown: as `describe`.
    """
    require(by, "document.publish", document)
    with recorded(by, "publish"):
        document = _locked(document)
        if document.is_public:
            raise NothingToDo(_("This document is public already."))
        document.published_at, document.published_by = timezone.now(), by
        document.save(update_fields=["published_at", "published_by"])
    return document


def withdraw(document: Document, by: User) -> Document:
    """Take a document, and what the register keeps of it, back from the public; errors as `publish`."""
    require(by, "document.publish", document)
    with recorded(by, "withdraw"):
        document = _locked(document)
        if not document.is_public:
            raise NothingToDo(_("This document is not public."))
        document.published_at = document.published_by = None
        document.save(update_fields=["published_at", "published_by"])
    return document


def _read(name: str, written: str) -> str:
    words = " ".join(written.replace("\x00", " ").split())
    if name == "title" and not words:
        raise WrongDescription(_("A document needs a title."))
    if len(words) > FIELDS[name]:
        raise WrongDescription(
            _("“%(field)s” holds %(longest)s characters at most; shorten it.")
            % {"field": _LABELS[name], "longest": FIELDS[name]}
        )
    if name == "source_url" and words:
        try:
            _ADDRESS(words)
        except ValidationError:
            raise WrongDescription(
                _("Write the address of the source in full, beginning with https://.")
            ) from None
    return words


def _locked(document: Document) -> Document:
    fresh = Document.objects.select_for_update().filter(pk=document.pk).first()
    if fresh is None:
        raise DocumentUnknown(_("There is no document with the number %s.") % document.pk)
    note(fresh)
    document.__dict__.update(fresh.__dict__)
    return document
