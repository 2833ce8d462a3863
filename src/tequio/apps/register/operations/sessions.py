"""Confirming what a document says of its meeting: mechanism, session, people; nothing made twice silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import Institution, Membership, Person, User
from tequio.apps.ledger.recording import note, note_deletion, note_new, recorded
from tequio.apps.register.models import (
    Commitment,
    Mechanism,
    Participation,
    Session,
    SessionDecision,
    SessionDocument,
    SessionProposal,
)
from tequio.apps.register.operations.columns import label, longest
from tequio.apps.register.operations.deadlines import last_day, months_between
from tequio.apps.register.operations.errors import (
    AlreadyDecided,
    AlreadyThere,
    BuiltUpon,
    ChangedMeanwhile,
    Gone,
    NothingToDo,
    NotYours,
    WrongValue,
)
from tequio.apps.register.operations.made import Made, named_institution
from tequio.apps.register.operations.mechanisms import (
    NewMechanism,
    add_mechanism_spelling,
    enter_mechanism,
)
from tequio.apps.register.operations.participants import Participant, enter_participant
from tequio.apps.register.queries.matching import sessions_like
from tequio.apps.register.wording import as_worded
from tequio.engines.naming import bare_title

# Fields of a session that a person writes; parties stand apart, as institutions.
FIELDS = (
    "edition",
    "date_start",
    "date_end",
    "date_text",
    "place",
    "preceded_by",
    "preceded_by_size",
    "next_period",
    "next_place",
    "next_cadence",
)
_DATES = ("date_start", "date_end")


def confirm_session(  # noqa: PLR0913  one use case with all that a person writes in its form
    proposal: SessionProposal,
    by: User,
    *,
    mechanism: Mechanism | NewMechanism | None = None,
    session: Session | None = None,
    fields: Mapping[str, object] | None = None,
    parties: Sequence[Institution | int | str] = (),
    participants: Sequence[Participant] = (),
    why: str = "",
    although_similar: bool = False,
    seen: int | None = None,
) -> Session:
    """Confirm what a document says of its meeting, as the person has completed it.

    The document and its commitments are linked to the session, participants to people, and people to the
    institutions and posts in which the document shows them. In a session that stands already only empty
    fields are filled.

    Args:
        proposal: of the document's version.
        by: who confirms.
        mechanism: the one of the register or a new one; not needed where `session` is given.
        session: the session of the register that this is, or None for a new one.
        fields: names of `FIELDS` -> value; dates as ISO day, month or year.
        parties: institutions, their numbers or names.
        participants: who took part.
        why: in the person's words.
        although_similar: the person has seen the like session of the mechanism and means another.
        seen: number of the last decision on the proposal that the person had before them, 0 for none; None
            skips the check.

    Returns:
        The session.

    Raises:
        AlreadyThere: the register holds a mechanism, session or person that is certainly the same and was not
            chosen.
        AlreadyDecided: the proposal is confirmed already; reopen it first.
        WrongValue: a field cannot hold its value, or there is no mechanism.
        ChangedMeanwhile: somebody decided on it after `seen`.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    made = Made()
    with recorded(by, "confirm-session"):
        proposal = _locked(proposal, seen)
        if proposal.state == SessionProposal.State.CONFIRMED:
            raise AlreadyDecided(_("This session has been confirmed already."))
        language = proposal.version.language
        its_parties = [named_institution(party, language) for party in parties]
        values = _read_fields(fields or {})
        if session is None:
            chosen = _mechanism(mechanism, its_parties, language, made)
            session = _new_session(chosen, values, although_similar, made)
        else:
            note(session)
            _fill(session, values)
        session.parties.add(*its_parties)
        _learn_cadence(session)
        for participant in participants:
            enter_participant(participant, session, proposal, made)
        _link(proposal, session, made)
        _decide(proposal, by, SessionProposal.State.CONFIRMED, session)
        _log(proposal, by, SessionDecision.Verb.CONFIRM, why, dict(made.rows))
    return session


def reject_session(
    proposal: SessionProposal, by: User, why: str = "", seen: int | None = None
) -> SessionDecision:
    """Say that the document reports no meeting for the register; errors as `confirm_session`."""
    require_review(by)
    with recorded(by, "reject-session"):
        proposal = _locked(proposal, seen)
        if proposal.state != SessionProposal.State.PROPOSED:
            raise AlreadyDecided(
                _("This session has already been decided so: %s.") % proposal.get_state_display()
            )
        _decide(proposal, by, SessionProposal.State.REJECTED, None)
        return _log(proposal, by, SessionDecision.Verb.REJECT, why, {})


def reopen_session(proposal: SessionProposal, by: User, why: str = "") -> SessionDecision:
    """Undo the person's confirmation or rejection: what it made is removed where nothing else rests on it.

    Args:
        proposal: confirmed or rejected.
        by: who decided it.
        why: in the person's words.

    Raises:
        NothingToDo: it waits for a decision already.
        NotYours: somebody else decided it.
        BuiltUpon: another document has been linked to the session meanwhile.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    with recorded(by, "reopen-session"):
        proposal = _locked(proposal, None)
        last = proposal.decisions.order_by("-pk").first()
        if proposal.state == SessionProposal.State.PROPOSED or last is None:
            raise NothingToDo(_("This session waits to be checked already."))
        if last.by_id != by.pk:
            raise NotYours(_("Only %s can undo this decision.") % last.by)
        made, session = last.made, proposal.session
        if session is not None:
            others = SessionProposal.objects.filter(session=session).exclude(pk=proposal.pk)
            if session.pk in made.get("Session", ()) and others.exists():
                raise BuiltUpon(_("Another document has been linked to this session; reopen that one first."))
            commitments = Commitment.objects.filter(pk__in=made.get("Commitment", ()))
            note(*commitments)
            commitments.update(session=None)
            _delete(Participation.objects.filter(pk__in=made.get("Participation", ())))
            _delete(SessionDocument.objects.filter(pk__in=made.get("SessionDocument", ())))
            _delete(Membership.objects.filter(pk__in=made.get("Membership", ())))
        _decide(proposal, None, SessionProposal.State.PROPOSED, None)
        _delete(Session.objects.filter(pk__in=made.get("Session", ())))
        _delete(Mechanism.objects.filter(pk__in=made.get("Mechanism", ()), sessions=None))
        _delete(Person.objects.filter(pk__in=made.get("Person", ()), participations=None))
        return _log(proposal, by, SessionDecision.Verb.REOPEN, why, {})


def _delete(rows: QuerySet[Any]) -> None:
    note_deletion(rows)
    rows.delete()


def _locked(proposal: SessionProposal, seen: int | None) -> SessionProposal:
    fresh = SessionProposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if fresh is None:
        raise Gone(_("This proposal is no longer there: a newer version of the document was read."))
    if seen is not None:
        last = fresh.decisions.order_by("-pk").select_related("by").first()
        if (last.pk if last else 0) != seen:
            who = last.by if last else "?"
            raise ChangedMeanwhile(
                _("%(who)s has decided on this session meanwhile; look at it again.") % {"who": who}
            )
    note(fresh)
    proposal.__dict__.update(fresh.__dict__)
    return proposal


def _decide(
    proposal: SessionProposal, by: User | None, state: SessionProposal.State, session: Session | None
) -> None:
    proposal.state, proposal.session = state, session
    proposal.decided_by, proposal.decided_at = by, timezone.now() if by else None
    proposal.save(update_fields=["state", "session", "decided_by", "decided_at"])


def _log(
    proposal: SessionProposal, by: User, verb: SessionDecision.Verb, why: str, made: dict[str, list[int]]
) -> SessionDecision:
    """Write the decision that has just been carried out. Every decision on a session is written here."""
    why = " ".join(why.split())[:500]
    return SessionDecision.objects.create(proposal=proposal, verb=verb, why=why, made=made, by=by)


def _read_fields(fields: Mapping[str, object]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in FIELDS:
            raise WrongValue(_("There is no field “%s” to fill.") % name)
        words = " ".join(str(value).replace("\x00", " ").split()) if value is not None else ""
        if name == "date_text":
            words = as_worded(words)
        values[name] = _edition(words) if name == "edition" else _words(name, words)
    first, last = last_day(values.get("date_start")), last_day(values.get("date_end"))
    if first and last and last < first:
        raise WrongValue(_("The session ends before it begins; check the dates."))
    return values


def _edition(words: str) -> int | None:
    if words and not (words.isascii() and words.isdigit() and len(words) <= 4 and int(words)):
        raise WrongValue(_("Write the edition as a whole number."))
    return int(words) if words else None


def _words(name: str, words: str) -> str:
    if name in _DATES and words and (last_day(words) is None or "/" in words):
        raise WrongValue(_("Write “%s” as 2025-06-30, 2025-06 or 2025.") % label(Session, name))
    most = longest(Session, name)
    if most and len(words) > most:
        raise WrongValue(
            _("“%(field)s” holds %(longest)s characters at most; shorten it.")
            % {"field": label(Session, name), "longest": most}
        )
    return words


def _mechanism(
    mechanism: Mechanism | NewMechanism | None, parties: list[Institution], language: str, made: Made
) -> Mechanism:
    if mechanism is None:
        raise WrongValue(_("Choose the mechanism or name a new one."))
    if isinstance(mechanism, NewMechanism):
        return enter_mechanism(mechanism, parties, language, made)
    # Two people confirming the same session at once: the second waits here and then finds the first one's.
    return Mechanism.objects.select_for_update().get(pk=mechanism.pk)


def _new_session(mechanism: Mechanism, values: dict[str, Any], although_similar: bool, made: Made) -> Session:
    alike = sessions_like([mechanism], values.get("edition"), values.get("date_start") or "")
    if alike and alike[0].is_certain and not although_similar:
        raise AlreadyThere(
            _("The register already holds this session: %s. Choose it, or say that this is another.")
            % alike[0].thing
        )
    session = Session.objects.create(mechanism=mechanism, **values)
    note_new(session)
    made.note(session)
    return session


def _fill(session: Session, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if getattr(session, name) in ("", None):
            setattr(session, name, value)
    session.save()


def _learn_cadence(session: Session) -> None:
    """Let the mechanism know how often it meets, where the document says so and nobody has said before."""
    mechanism, months = session.mechanism, months_between(session.next_cadence)
    if mechanism.cadence_months is None and months is not None:
        note(mechanism)
        mechanism.cadence_months = months
        mechanism.save(update_fields=["cadence_months"])


def _link(proposal: SessionProposal, session: Session, made: Made) -> None:
    """Link the document and its commitments to the session, and learn the mechanism's name from it."""
    link, is_new = SessionDocument.objects.get_or_create(session=session, document=proposal.version.document)
    if is_new:
        made.note(link)
    waiting = list(Commitment.objects.select_for_update().filter(version=proposal.version, session=None))
    note(*waiting)
    for commitment in waiting:
        made.note(commitment)
    Commitment.objects.filter(pk__in=made.rows["Commitment"]).update(session=session)
    language = proposal.version.language
    name = proposal.meeting.get("mechanism") or ""
    note(session.mechanism)
    add_mechanism_spelling(session.mechanism, name, language)
    column = f"name_{language}"
    if name and language in ("es", "en") and not getattr(session.mechanism, column):
        setattr(session.mechanism, column, bare_title(name)[:400])
        session.mechanism.save(update_fields=[column])
