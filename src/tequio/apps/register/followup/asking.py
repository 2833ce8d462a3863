"""Questions to authorities, their answers and their silence: all three are facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.followup.due import settle_reply
from tequio.apps.register.followup.issuing import as_row, keep
from tequio.apps.register.followup.reading_values import needed, words
from tequio.apps.register.followup.rights import of_institution
from tequio.apps.register.followup.steps import locked, today, write
from tequio.apps.register.models import Component, Duty, Inquiry, InquiryReply, InquiryStep
from tequio.apps.register.operations.errors import NothingToDo, WrongValue
from tequio.engines import duties as engine


def ask(  # noqa: PLR0913
    authorities: Iterable[Institution],
    by: User,
    question: str,
    *,
    reply_by: date,
    asked_on: date | None = None,
    component: Component | None = None,
) -> Inquiry:
    """Note that authorities were asked; a duty to reply is issued for each.

    Args:
        authorities: one or more.
        by: who asks, in the name of their institution.
        question: in full.
        reply_by: the last day in time; after `asked_on`.
        asked_on: the day on which it was sent; today where it is left out.
        component: on which it bears, or None.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: no question, no authority, or no day left to reply.
    """
    require(by, "evidence.write", of_institution(by))
    asked = list({authority.pk: authority for authority in authorities}.values())
    asked_on = asked_on or today()
    if not asked:
        raise WrongValue(_("Name an authority that is asked."))
    if reply_by <= asked_on:
        raise WrongValue(_("Leave the authorities a day or more to reply."))
    written = needed(Inquiry, "question", question)
    with recorded(by, "ask"):
        inquiry = Inquiry.objects.create(
            component=component,
            institution_id=by.institution_id,
            question=written,
            asked_on=asked_on,
            reply_by=reply_by,
            by=by,
        )
        InquiryReply.objects.bulk_create([InquiryReply(inquiry=inquiry, authority=one) for one in asked])
        write(inquiry, by, "ask")
        note_new(inquiry)
        keep(_duty(inquiry, one) for one in asked)
    return inquiry


def _duty(inquiry: Inquiry, authority: Institution) -> Duty:
    days = (inquiry.reply_by - inquiry.asked_on).days
    return as_row(
        engine.reply_duty(_source(inquiry, authority), inquiry.asked_on, days),
        institution_id=authority.pk,
        commitment_id=inquiry.component.commitment_id if inquiry.component else None,
    )


def _source(inquiry: Inquiry, authority: Institution) -> str:
    return f"inquiry-{inquiry.pk}-{authority.pk}"


def note_answer(  # noqa: PLR0913
    inquiry: Inquiry,
    authority: Institution,
    by: User,
    answer: str,
    *,
    answered_on: date | None = None,
    seen: int | None = None,
) -> InquiryStep:
    """Note what an authority answered, late answers too.

    Args:
        inquiry: the question.
        authority: who answers.
        by: who notes it.
        answer: in the authority's words, or what it sent.
        answered_on: the day; today where it is left out.
        seen: number of the last step on the question that the person had before them; None skips the check.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: the authority was not asked, the day lies before the question, or nothing was answered.
        ChangedSince: somebody noted something meanwhile.
    """
    require(by, "evidence.write", inquiry)
    answered_on = answered_on or today()
    with recorded(by, "note-answer"):
        locked(inquiry, seen)
        if answered_on < inquiry.asked_on:
            raise WrongValue(_("Nobody answers before the question was put."))
        row = inquiry.replies.filter(authority=authority).first()
        if row is None:
            raise WrongValue(_("%s was not asked.") % authority)
        row.words, row.answered_on = needed(InquiryReply, "words", answer), answered_on
        row.save(update_fields=["words", "answered_on"])
        said: dict[str, object] = {"authority": authority, "answered_on": answered_on}
        step: InquiryStep = write(inquiry, by, "answer", said=({}, said))
        settle_reply(_source(inquiry, authority), answered_on)
    return step


def note_silence(inquiry: Inquiry, by: User, on: date | None = None, why: str = "") -> int:
    """Note that the day to reply is past and who has not answered.

    Args:
        inquiry: the question.
        by: who notes it.
        on: the day; today where it is left out.
        why: in the person's words.

    Returns:
        How many authorities are silent.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: the day to reply is not past.
        NothingToDo: all have answered, or their silence stands already.
    """
    require(by, "evidence.write", inquiry)
    on = on or today()
    with recorded(by, "note-silence"):
        locked(inquiry)
        if on <= inquiry.reply_by:
            raise WrongValue(_("The authorities may reply until %s.") % inquiry.reply_by)
        silent = inquiry.replies.filter(answered_on=None, silent_on=None)
        authorities = list(silent.values_list("authority", flat=True))
        if not authorities:
            raise NothingToDo(_("All have answered, or their silence stands already."))
        silent.update(silent_on=on)
        write(
            inquiry, by, "silence", why=words(InquiryReply, "words", why), said=({}, {"silent": authorities})
        )
    return len(authorities)
