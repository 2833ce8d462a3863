"""Writing a section of a document in place of what the records give, and going back to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.models.briefs import WrittenSection
from tequio.apps.register.operations.errors import NothingToDo, WrongValue
from tequio.engines import briefing as engine

_LONGEST = 200_000
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A section that a person wrote, beside what the records give now.

    Args:
        row: as it is kept.
        generated: what the records give now; empty where they give nothing.
        without_source: how many of its lines name no record.
    """

    row: WrittenSection
    generated: str
    without_source: int

    @property
    def has_changed_since(self) -> bool:
        """Whether the records give something else than when it was written."""
        return self.generated != self.row.generated


@dataclass(frozen=True, slots=True)
class Desk:
    """A document in one language whose sections people may write.

    Args:
        rows: the model of its sections.
        owner: the column that names what the document belongs to, and the row that it names.
        language: of the document.
        codes: of the sections that it may have.
        marks: of all records that a text may name.
        plain: gives what the records say in a section, as plain text with marks.
        kept: code of a section -> what a person wrote.
        tracked: the row that the log vouches for, where it is not the section itself.
    """

    rows: type[WrittenSection]
    owner: tuple[str, Any]
    language: str
    codes: Collection[str]
    marks: frozenset[str]
    plain: Callable[[str], str]
    kept: Mapping[str, Kept]
    tracked: Model | None = None

    def row(self, code: str) -> Any:
        """Give what a person wrote for a section, to be changed; None where nobody did."""
        # Every section has an owner; which column names it is the model's own.
        found: Any = self.rows.objects.select_for_update()  # type: ignore[attr-defined]
        return found.filter(section=code, language=self.language, **dict([self.owner])).first()


def written_by_people(rows: Collection[WrittenSection]) -> dict[str, engine.Written]:
    """Give what people wrote as the engine takes it: code of a section -> text and day."""
    return {row.section: engine.Written(row.words, timezone.localdate(row.at)) for row in rows}


def kept_of(rows: Collection[WrittenSection], plain: Callable[[str], str]) -> dict[str, Kept]:
    """Set what people wrote beside what the records give now."""
    found = {}
    for row in rows:
        count = 0 if row.section == engine.CLASSIFICATION else engine.without_source(row.words)
        found[row.section] = Kept(row, plain(row.section), count)
    return found


def write_over(desk: Desk, by: User, code: str, words: str) -> WrittenSection:
    """Keep what a person wrote in place of a section; it stays when the document is made anew.

    Args:
        desk: the document as the person had it.
        by: who writes.
        code: of the section, or `engine.CLASSIFICATION`.
        words: as `engine.as_plain` writes a section.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: the section is unknown, the text empty or too long, or a mark names no record.
        NothingToDo: it is what stands already.
    """
    require_review(by)
    text = "\n".join(line.rstrip() for line in words.replace("\x00", " ").splitlines()).strip()
    _check(code, text, desk)
    standing = desk.kept[code].row.words if code in desk.kept else desk.plain(code)
    if text == standing:
        raise NothingToDo(_("Nothing differs from what stands."))
    generated = desk.plain(code)
    with recorded(by, "write-section", section=code, language=desk.language):
        row: Any = desk.row(code)
        _note(desk, row)
        if row is None:
            rows: Any = desk.rows
            row = rows.objects.create(
                section=code,
                language=desk.language,
                words=text,
                generated=generated,
                by=by,
                **dict([desk.owner]),
            )
            if desk.tracked is None:
                note_new(row)
        else:
            row.words, row.generated, row.by = text, generated, by
            row.save()
    kept: WrittenSection = row
    return kept


def take_back(desk: Desk, by: User, code: str) -> None:
    """Go back to what the records give.

    Raises:
        NotAllowed: the person's role does not allow it.
        NothingToDo: nobody wrote this section.
    """
    require_review(by)
    with recorded(by, "drop-section", section=code, language=desk.language):
        row = desk.row(code)
        if row is None:
            raise NothingToDo(_("Nobody has written this section; it is as the records give it."))
        _note(desk, row)
        row.delete()


def _note(desk: Desk, row: Model | None) -> None:
    noted = desk.tracked or row
    if noted is not None:
        note(noted)


def _check(code: str, text: str, desk: Desk) -> None:
    is_line = code == engine.CLASSIFICATION
    if not is_line and code not in desk.codes:
        raise WrongValue(_("This document has no section “%s”.") % code)
    if not text:
        raise WrongValue(_("Write something, or go back to what the records give."))
    if len(text) > (_LONGEST_LINE if is_line else _LONGEST) or (is_line and "\n" in text):
        raise WrongValue(_("This text is too long; shorten it."))
    try:
        engine.check_marks("" if is_line else text, desk.marks)
    except engine.MarkUnknown as unknown:
        raise WrongValue(
            _("The register holds no record %s of this mechanism; correct the mark or take it out.")
            % ", ".join(unknown.marks)
        ) from None
