"""Taking a file in: kept, checked, and read in the background."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.library.models import Document, Intake
from tequio.apps.library.operations.errors import DocumentUnknown
from tequio.apps.library.operations.keeping import keep_file
from tequio.apps.library.operations.reading import finish_if_known, read_intake


def take_in(
    file: BinaryIO, file_name: str, by: User | None = None, version_of: Document | int | None = None
) -> Intake:
    """Keep a file and start to read it.

    With the immediate task backend the reading is over when this returns; otherwise the intake is `queued`
    and a worker reads it. What reading finds wrong with the file is in the intake (`refused`, `sentence`).

    Args:
        file: open for reading in binary mode, at its beginning (Django's uploaded file will do).
        file_name: as the person named it.
        by: who brings it; None on the command line.
        version_of: the document, or its number, that this is a newer version of; None lets the name and the
            words decide.

    Returns:
        The intake, as it stands in the database.

    Raises:
        NotAllowed: the person may not bring documents.
        FileEmpty: no bytes.
        FileTooLarge: more bytes than the site takes.
        FileNotKept: the file cannot be written.
        DocumentUnknown: no document has the number `version_of`.
    """
    if by is not None:
        require_review(by)
    name = PurePosixPath(file_name.replace("\\", "/").replace("\x00", "")).name[-300:] or "document"
    document = _document(version_of)
    kept = keep_file(file, name)
    intake = Intake.objects.create(
        file=kept.name, file_name=name, size=kept.size, sha256=kept.sha256, version_of=document, by=by
    )
    if not finish_if_known(intake):
        read_intake.enqueue(intake.pk)
        intake.refresh_from_db()
    return intake


def _document(version_of: Document | int | None) -> Document | None:
    if version_of is None or isinstance(version_of, Document):
        return version_of
    try:
        return Document.objects.get(pk=version_of)
    except (Document.DoesNotExist, OverflowError):
        raise DocumentUnknown(_("There is no document with the number %s.") % version_of) from None


def resume_intakes(older_than: timedelta = timedelta(minutes=15)) -> int:
    """Read again what was waiting or half read when the program was stopped.

    Args:
        older_than: younger ones are left alone, since another process may be reading them.

    Returns:
        How many were taken up.
    """
    stale = Intake.objects.filter(
        state__in=[Intake.State.QUEUED, Intake.State.READING], at__lt=timezone.now() - older_than
    )
    numbers = list(stale.values_list("pk", flat=True))
    for number in numbers:
        read_intake.enqueue(number)
    return len(numbers)
