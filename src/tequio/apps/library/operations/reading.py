"""Reading a file that was taken in: all of a document is kept in one transaction, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django_tasks import task

from tequio.apps.accounts.errors import Refused
from tequio.apps.ledger.recording import COMMAND_LINE, note_new, recorded
from tequio.apps.library.models import Document, DocumentParagraph, DocumentVersion, Intake
from tequio.apps.library.operations.keeping import drop_file
from tequio.apps.library.operations.titles import title_of
from tequio.engines.reading import ReadingError, read_bytes
from tequio.text import Paragraph, Text, fold

# What a database cannot hold in a text: NUL (PostgreSQL) and half characters; replaced one for one, so that
# offsets stay.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# `Intake.problem` where not the file but the program is at fault.
INTERNAL = "InternalError"

# Two files of one name are taken for versions of one document when they share this part of their words.
SAME_DOCUMENT = 0.5


@dataclass(frozen=True, slots=True)
class Kept:
    """A version that has just been kept, inside the transaction.

    Args:
        version: the new version, with its paragraphs.
        previous: the version before it, or None.
    """

    version: DocumentVersion
    previous: DocumentVersion | None


# A stage gets the text and its file's name before the transaction (the slow part, without a lock) and gives
# what writes in it.
Writer = Callable[[Kept], Mapping[str, int]]
Stage = Callable[[Text, str], Writer]
_stages: list[Stage] = []


def add_stage(stage: Stage) -> None:
    """Let an app above this one take part in every reading.

    Args:
        stage: is called with the text and its file's name; the function that it returns is called inside the
            transaction that keeps the document, and gives figures for `Intake.result`.
    """
    if stage not in _stages:
        _stages.append(stage)


def read_taken_in(intake: Intake) -> None:
    """Read one file and keep the document, its paragraphs and what the stages find, all or nothing.

    The outcome is in the intake: `kept` with `result` {"decided": "new" | "version", "because": "named" |
    "file_name" | "content", and the stages' figures}, `known`, or `refused` with a sentence.
    """
    claimed = Intake.objects.filter(
        pk=intake.pk, state__in=[Intake.State.QUEUED, Intake.State.READING]
    ).update(state=Intake.State.READING)
    if not claimed:
        return
    try:
        text = _storable(read_bytes(Path(intake.file.path).read_bytes(), intake.file_name))
        writers = [stage(text, intake.file_name) for stage in _stages]
        try:
            _keep(intake, text, writers)
        except IntegrityError:
            # The same content came in at the same moment by another door.
            if not finish_if_known(intake):
                raise
    except ReadingError as error:
        _refuse(intake, str(error), type(error).__name__)
    except Refused as error:
        _refuse(intake, f"{intake.file_name}: {error}", type(error).__name__)
    except Exception:
        # The task backend logs it.
        sentence = _("%(name)s: an error of this program stopped the reading; nothing was kept.")
        _refuse(intake, sentence % {"name": intake.file_name}, INTERNAL)
        raise


def _storable(text: Text) -> Text:
    if not _UNSTORABLE.search(text.content):
        return text
    return replace(text, content=_UNSTORABLE.sub("\ufffd", text.content))


def _refuse(intake: Intake, sentence: str, problem: str) -> None:
    intake.state, intake.sentence, intake.problem = Intake.State.REFUSED, sentence[:500], problem
    intake.save(update_fields=["state", "sentence", "problem"])
    drop_file(intake.file.name or "")


def finish_if_known(intake: Intake) -> bool:
    """Close the intake where its content is already in the library, and say whether it is."""
    version = DocumentVersion.objects.filter(sha256=intake.sha256).first()
    if version is None:
        return False
    intake.state, intake.version = Intake.State.KNOWN, version
    intake.save()
    drop_file(intake.file.name or "")
    return True


def _keep(intake: Intake, text: Text, writers: list[Writer]) -> None:
    with recorded(intake.by or COMMAND_LINE, "take-in"):
        # After a restart two processes may hold the same intake: the first keeps, the second stops here.
        still = Intake.objects.select_for_update().filter(pk=intake.pk, state=Intake.State.READING)
        if not still or finish_if_known(intake):
            return
        document, because = _document_of(intake, text)
        versions = document.versions.order_by("-number")
        previous = versions.first()
        version = DocumentVersion.objects.create(
            document=document,
            number=previous.number + 1 if previous else 1,
            sha256=intake.sha256,
            file=intake.file.name,
            media_type=text.media_type[:150],
            language=(text.language or "")[:8],
            content=text.content,
            pages=max((p.page for p in text.paragraphs if p.page), default=None),
        )
        DocumentParagraph.objects.bulk_create(
            (_row(version, ordinal, paragraph) for ordinal, paragraph in enumerate(text.paragraphs)),
            batch_size=1000,
        )
        note_new(version)
        result: dict[str, object] = {"decided": "version" if previous else "new", "because": because}
        for write in writers:
            result.update(write(Kept(version, previous)))
        intake.state, intake.version, intake.result = Intake.State.KEPT, version, result
        intake.save()


def _row(version: DocumentVersion, ordinal: int, paragraph: Paragraph) -> DocumentParagraph:
    row, column = paragraph.cell or (None, None)
    return DocumentParagraph(
        version=version,
        ordinal=ordinal,
        start=paragraph.start,
        end=paragraph.end,
        role=paragraph.role,
        level=paragraph.level,
        number=(paragraph.number or "")[:20],
        headings=list(paragraph.headings),
        page=paragraph.page,
        row=row,
        column=column,
        language=(paragraph.language or "")[:8],
    )


def _document_of(intake: Intake, text: Text) -> tuple[Document, str]:
    """Give the document that the file is a version of, or a new one, and why."""
    documents = Document.objects.select_for_update()
    if intake.version_of_id:
        return documents.get(pk=intake.version_of_id), "named"
    same_name = documents.filter(file_name__iexact=intake.file_name).order_by("-pk")
    for document in same_name:
        if _alike(document.current.content, text.content):
            return document, "file_name"
    document = Document.objects.create(
        title=title_of(text, intake.file_name), file_name=intake.file_name, added_by=intake.by
    )
    note_new(document)
    return document, "content" if same_name else ""


def _alike(left: str, right: str) -> bool:
    one, other = set(fold(left).split()), set(fold(right).split())
    return len(one & other) >= SAME_DOCUMENT * max(1, min(len(one), len(other)))


@task()
def read_intake(intake_id: int) -> None:
    """Read one file that was taken in, as a background task; the outcome is in the intake."""
    intake = Intake.objects.filter(pk=intake_id).first()
    if intake is not None:
        read_taken_in(intake)
