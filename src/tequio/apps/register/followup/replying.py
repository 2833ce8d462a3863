"""The right of reply: offered with a deadline to a State or a person named, and used."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.followup.codes import digest_of, new_code
from tequio.apps.register.followup.due import settle_reply
from tequio.apps.register.followup.errors import CodeUnknown, NotInThatState
from tequio.apps.register.followup.issuing import as_row, keep
from tequio.apps.register.followup.reading_values import needed
from tequio.apps.register.followup.steps import SENDER, locked, today, write
from tequio.apps.register.models import Assessment, Evidence, Reply, ReplyStep, Report, Submission
from tequio.apps.register.operations.errors import WrongValue
from tequio.engines import duties as engine

Answerable = Evidence | Assessment | Report | Submission


def offer_reply(  # noqa: PLR0913
    answered: Answerable,
    by: User,
    *,
    reply_by: date,
    institution: Institution | None = None,
    named: str = "",
    offered_on: date | None = None,
) -> tuple[Reply, str]:
    """Offer a right of reply; a duty to reply is issued for an institution.

    Args:
        answered: evidence, an assessment, a report or a submission.
        by: who offers it.
        reply_by: the last day in time; a late reply is taken too, and shown as late.
        institution: who may reply; or
        named: the person of whom something is said, as the coordinator calls them.
        offered_on: the day; today where it is left out.

    Returns:
        The right, and for a person named the code by which they reply; it is shown once and kept nowhere.
        For an institution the code is empty: its focal point replies from the work list.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: there is no day left, or not exactly one holder.
    """
    require(by, "submission.decide", answered if isinstance(answered, Submission) else None)
    offered_on = offered_on or today()
    if reply_by <= offered_on:
        raise WrongValue(_("Leave a day or more to reply."))
    if (institution is None) == (not named.strip()):
        raise WrongValue(_("Name either an institution or a person who may reply."))
    code = "" if institution else new_code()
    with recorded(by, "offer-reply"):
        reply = Reply.objects.create(
            **{str(answered._meta.model_name): answered},
            institution=institution,
            named="" if institution else needed(Reply, "named", named),
            offered_on=offered_on,
            reply_by=reply_by,
            code_digest=digest_of(code) if code else None,
        )
        write(reply, by, "offer")
        note_new(reply)
        duty = engine.reply_duty(_source(reply), offered_on, (reply_by - offered_on).days)
        keep([as_row(duty, institution_id=institution.pk if institution else None)])
    return reply, code


def _source(reply: Reply) -> str:
    return f"reply-{reply.pk}"


def reply_of(code: str) -> Reply:
    """Give the right of reply whose code somebody holds.

    Raises:
        CodeUnknown: there is none.
    """
    related = ("evidence", "assessment", "report", "submission")
    found = Reply.objects.filter(code_digest=digest_of(code)).select_related(*related).first()
    if found is None:
        raise CodeUnknown(_("There is nothing under this code; check each group of it."))
    return found


def reply_by_code(code: str, text: str, on: date | None = None) -> ReplyStep:
    """Reply as a person named, without an account.

    Args:
        code: as it was handed to the person.
        text: the reply.
        on: the day; today where it is left out.

    Raises:
        CodeUnknown: there is no such right.
        NotInThatState: it was used already.
        WrongValue: the reply says nothing or is too long.
    """
    return _reply(reply_of(code), None, text, on, None)


def reply(right: Reply, by: User, text: str, on: date | None = None, seen: int | None = None) -> ReplyStep:
    """Reply as an institution.

    Args:
        right: of the person's institution.
        by: its focal point, or a coordinator for a State.
        text: the reply.
        on: the day; today where it is left out.
        seen: number of the last step on it that the person had before them; None skips the check.

    Raises:
        NotAllowed: it is not the person's institution.
        NotInThatState, WrongValue: as `reply_by_code`.
        ChangedSince: somebody replied meanwhile.
    """
    require(by, "submission.reply", right)
    return _reply(right, by, text, on, seen)


def _reply(right: Reply, by: User | None, text: str, on: date | None, seen: int | None) -> ReplyStep:
    on = on or today()
    with recorded(by or SENDER, "reply"):
        locked(right, seen)
        if right.replied_on is not None:
            raise NotInThatState(_("The reply was given on %s; it stands as it is.") % right.replied_on)
        values = {"words": needed(Reply, "words", text), "replied_on": on, "by": by}
        step: ReplyStep = write(right, by, "reply", values, unsaid=("words", "by"))
        settle_reply(_source(right), on)
    return step
