"""Which records of each kind a visitor may see, as one query each; everything published reads from here."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tequio.apps.library.models import Document
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    Commitment,
    CommitmentTopic,
    Component,
    Evidence,
    Inquiry,
    InquiryReply,
    Mechanism,
    Participation,
    Position,
    Report,
    Session,
    Submission,
)
from tequio.apps.register.queries.listing import KEPT
from tequio.apps.register.queries.public import public_commitments


def _kept(path: str) -> Q:
    """Say that the commitment at the end of a path is public."""
    return Q(
        **{
            f"{path}__state__in": KEPT,
            f"{path}__version__document__published_at__isnull": False,
        }
    )


def _hung(path: str = "component") -> Q:
    """Say that a confirmed component of a public commitment stands at the end of a path."""
    return _kept(f"{path}__commitment") & Q(**{f"{path}__state": Component.State.ACCEPTED})


def _published(path: str = "component") -> Q:
    return _hung(path) & Q(published_at__isnull=False)


def sessions() -> QuerySet[Session]:
    """Give the sessions that yielded something public."""
    return Session.objects.filter(Exists(public_commitments().filter(session=OuterRef("pk"))))


def parties() -> QuerySet[Any]:
    """Give who was party to those sessions: rows of session and institution."""
    links = Session.parties.through.objects
    return links.filter(session__in=sessions().values("pk"))


def mechanisms() -> QuerySet[Mechanism]:
    """Give the mechanisms of those sessions."""
    return Mechanism.objects.filter(Exists(public_commitments().filter(session__mechanism=OuterRef("pk"))))


def documents() -> QuerySet[Document]:
    """Give the documents that were published."""
    return Document.objects.filter(published_at__isnull=False)


def owed() -> QuerySet[Any]:
    """Give who owes each public commitment: rows of commitment and institution."""
    return Commitment.actors.through.objects.filter(_kept("commitment"))


def asked() -> QuerySet[Any]:
    """Give who asks for each public commitment: rows of commitment and institution."""
    return Commitment.asked_by.through.objects.filter(_kept("commitment"))


def topics() -> QuerySet[CommitmentTopic]:
    """Give the topics that people have confirmed; what a program proposed is not published."""
    return CommitmentTopic.objects.filter(_kept("commitment"), state=CommitmentTopic.State.ACCEPTED)


def components() -> QuerySet[Component]:
    """Give the confirmed components of public commitments."""
    return Component.objects.filter(_kept("commitment"), state=Component.State.ACCEPTED)


def assignments() -> QuerySet[Assignment]:
    """Give who is or was in charge of them."""
    return Assignment.objects.filter(_hung())


def actions() -> QuerySet[Action]:
    """Give the published measures that serve one of them."""
    served = Action.components.through.objects.filter(_hung(), action=OuterRef("pk"))
    return Action.objects.filter(Exists(served), published_at__isnull=False)


def served() -> QuerySet[Any]:
    """Give which published measure serves which public component: rows of action and component."""
    links = Action.components.through.objects
    return links.filter(_hung(), action__published_at__isnull=False)


def reports() -> QuerySet[Report]:
    """Give the published reports, which are accepted ones."""
    return Report.objects.filter(_published("assignment__component"), state=Report.State.ACCEPTED)


def evidence() -> QuerySet[Evidence]:
    """Give the published evidence that is neither confidential nor withdrawn."""
    public = Evidence.Confidentiality.PUBLIC
    return Evidence.objects.filter(_published(), withdrawn_on=None, confidentiality=public)


def assessments() -> QuerySet[Assessment]:
    """Give the published assessments, none of an open blind round."""
    return Assessment.objects.filter(_published()).filter(Q(round=None) | Q(round__closed_at__isnull=False))


def inquiries() -> QuerySet[Inquiry]:
    """Give the published questions to authorities."""
    return Inquiry.objects.filter(_published())


def answers() -> QuerySet[InquiryReply]:
    """Give what became of each of those questions."""
    return InquiryReply.objects.filter(_hung("inquiry__component"), inquiry__published_at__isnull=False)


def positions() -> QuerySet[Position]:
    """Give what States answered, as far as it is published and stands."""
    return Position.objects.filter(_kept("commitment"), published_at__isnull=False, replaced_by=None)


def submissions() -> QuerySet[Submission]:
    """Give what was handed in and may be read."""
    return Submission.objects.filter(published_at__isnull=False).exclude(state=Submission.State.WITHDRAWN)


def participations() -> QuerySet[Participation]:
    """Give who took part in a public session, only where a published document names the person."""
    named = Q(passage__version__document__published_at__isnull=False)
    return Participation.objects.filter(named, session__in=sessions().values("pk"))
