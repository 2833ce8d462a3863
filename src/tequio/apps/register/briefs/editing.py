"""Writing a section of a brief oneself, and going back to what the records give."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.briefs.making import Made
from tequio.apps.register.models import BriefSection, Mechanism
from tequio.apps.register.operations.errors import NothingToDo, WrongValue
from tequio.engines import briefing as engine

_LONGEST = 200_000
_LONGEST_LINE = 200


def keep_section(mechanism: Mechanism, by: User, made: Made, code: str, words: str) -> BriefSection:
    """Keep what a person wrote in place of a section; it stays when the brief is made anew.

    Args:
        mechanism: whose brief.
        by: who writes.
        made: the brief as the person had it, in its language.
        code: of the section, or `engine.CLASSIFICATION`.
        words: as `engine.as_plain` writes a section.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: the section is unknown, the text empty or too long, or a mark names no record.
        NothingToDo: it is what stands already.
    """
    require_review(by)
    text = "\n".join(line.rstrip() for line in words.replace("\x00", " ").splitlines()).strip()
    _check(code, text, made)
    language = made.brief.language
    standing = made.kept[code].row.words if code in made.kept else made.plain(code)
    if text == standing:
        raise NothingToDo(_("Nothing differs from what stands."))
    generated = made.plain(code)
    with recorded(by, "write-section", section=code, language=language):
        row = _kept(mechanism, code, language)
        if row is None:
            row = BriefSection.objects.create(
                mechanism=mechanism, section=code, language=language, words=text, generated=generated, by=by
            )
            note_new(row)
        else:
            note(row)
            row.words, row.generated, row.by = text, generated, by
            row.save()
    return row


def drop_section(mechanism: Mechanism, by: User, code: str, language: str) -> None:
    """Go back to what the records give.

    Raises:
        NotAllowed: the person's role does not allow it.
        NothingToDo: nobody wrote this section.
    """
    require_review(by)
    with recorded(by, "drop-section", section=code, language=language):
        row = _kept(mechanism, code, language)
        if row is None:
            raise NothingToDo(_("Nobody has written this section; it is as the records give it."))
        note(row)
        row.delete()


def _kept(mechanism: Mechanism, code: str, language: str) -> BriefSection | None:
    rows = BriefSection.objects.select_for_update().filter(
        mechanism=mechanism, section=code, language=language
    )
    return rows.first()


def _check(code: str, text: str, made: Made) -> None:
    if code != engine.CLASSIFICATION and code not in engine.SECTIONS:
        raise WrongValue(_("A brief has no section “%s”.") % code)
    if not text:
        raise WrongValue(_("Write something, or go back to what the records give."))
    is_line = code == engine.CLASSIFICATION
    if len(text) > (_LONGEST_LINE if is_line else _LONGEST) or (is_line and "\n" in text):
        raise WrongValue(_("This text is too long; shorten it."))
    try:
        engine.check_marks("" if is_line else text, made.marks)
    except engine.MarkUnknown as unknown:
        raise WrongValue(
            _("The register holds no record %s of this mechanism; correct the mark or take it out.")
            % ", ".join(unknown.marks)
        ) from None
