"""What anybody may read of the public register, and programs with a key of the whole one."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema

from tequio.api import shapes
from tequio.api.lists import portion
from tequio.apps.accounts.models import Institution
from tequio.apps.register import exports
from tequio.apps.register.models import Commitment, Mechanism, Session
from tequio.apps.register.queries import listing
from tequio.apps.register.queries.chain import ComponentChain, chain
from tequio.apps.register.queries.commitment import commitment_with_all
from tequio.apps.register.queries.public import public_commitments
from tequio.apps.register.views.register import addresses

router = Router(tags=["Read"])


class Filters(Schema):
    """By what the list is narrowed; empty means by nothing."""

    q: str = ""
    kind: Literal["", "commitment", "recommendation", "agreement"] = ""
    strength: Literal["", "firm", "soft"] = ""
    mechanism: int | None = None
    session: int | None = None
    actor: str = ""
    topic: str = ""
    cursor: str = ""
    limit: int = 25


def _visible(request: HttpRequest) -> QuerySet[Commitment]:
    return (
        Commitment.objects.filter(state__in=listing.KEPT)
        if request.user.is_authenticated
        else public_commitments()
    )


def _places(request: HttpRequest) -> exports.Addresses:
    """Give where commitments are read: visitors get the public page."""
    if request.user.is_authenticated:
        return addresses(request)

    def places(commitment: Commitment) -> exports.Places:
        page = request.build_absolute_uri(reverse("public-commitment", args=[commitment.pk]))
        return exports.Places(page, page, page)

    return places


def _described(request: HttpRequest, row: Commitment, places: exports.Addresses) -> dict[str, Any]:
    """Describe a commitment; a visitor gets what a person has confirmed, and no guess of the program."""
    described = exports.described(row, places)
    if request.user.is_authenticated:
        return described
    confirmed = [topic for topic in described["topics"] if topic["state"] == "accepted"]
    return {**described, "topics": confirmed, "confidence": None, "reason": None}


@router.get("/commitments", response=shapes.CommitmentPage, summary="Commitments, the newest first")
def commitments(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Give the commitments, recommendations and agreements that fit; `topic` is written as scheme:code."""
    chosen = {
        "kind": filters.kind,
        "strength": filters.strength,
        "mechanism": str(filters.mechanism or ""),
        "session": str(filters.session or ""),
    }
    asked = listing.Narrowing(
        words=" ".join(filters.q.replace("\x00", " ").split())[:200],
        chosen={name: (value,) for name, value in chosen.items() if value},
    )
    rows = listing.found(asked).filter(pk__in=_visible(request).values("pk"))
    if filters.actor:
        rows = rows.filter(actors__code=filters.actor.replace("\x00", "").upper()[:20])
    if filters.topic:
        scheme, _colon, code = filters.topic.replace("\x00", "").partition(":")
        rows = rows.filter(topic_links__topic__scheme=scheme, topic_links__topic__code=code)
        rows = rows.exclude(topic_links__state="rejected", topic_links__topic__code=code)
    keys, after = portion(rows.only("pk"), filters.cursor, filters.limit)
    found = listing.with_what_a_row_shows(Commitment.objects.filter(pk__in=[row.pk for row in keys]))
    places = _places(request)
    rows_shown = sorted(found, key=lambda row: -row.pk)
    items = [_described(request, row, places) for row in rows_shown]
    return {"items": items, "next": after}


@router.get("/commitments/{number}", response=shapes.WholeCommitment, summary="A commitment with its chain")
def commitment(request: HttpRequest, number: int) -> dict[str, Any]:
    """Give a commitment with its components, actions, evidence and assessments that the asker may see."""
    row = commitment_with_all().filter(pk__in=_visible(request).filter(pk=number).values("pk")).first()
    if row is None:
        raise Http404
    whole = chain(row, request.user)
    return {
        **_described(request, row, _places(request)),
        "positions": [
            {
                "state": _party(position.state),
                "answer": position.answer,
                "given_on": position.given_on,
                "source": position.source,
            }
            for position in whole.positions
        ],
        "components": [_component(part) for part in whole.components],
    }


def _party(institution: Institution) -> dict[str, Any]:
    return {"code": institution.code, "name_es": institution.name_es, "name_en": institution.name_en}


def _component(part: ComponentChain) -> dict[str, Any]:
    return {
        "id": part.component.pk,
        "ordinal": part.component.ordinal,
        "words": part.component.words,
        "institutions": [each.institution.name for each in part.assignments if each.is_open],
        "actions": [
            {"id": each.pk, "title": each.title, "institution": each.institution.name, "status": each.status}
            for each in part.actions
        ],
        "evidence": [
            {
                "id": each.pk,
                "bearing": each.bearing,
                "finding": each.finding,
                "source": each.source,
                "address": each.address or None,
            }
            for each in part.evidence
        ],
        "assessments": [
            {
                "id": each.pk,
                "assessor": each.assessor.name,
                "scale": each.scale,
                "value": each.value,
                "measure": each.measure or None,
                "confidence": each.confidence,
                "rationale": each.rationale,
                "method": each.method,
                "at": str(each.assessed_on),
            }
            for judged in part.judged
            for each in judged.current
        ],
    }


@router.get("/mechanisms", response=shapes.MechanismPage, summary="Mechanisms")
def mechanisms(request: HttpRequest, cursor: str = "", limit: int = 25) -> dict[str, Any]:
    """Give the dialogues, bodies and reviews of which the asker may see something."""
    rows = Mechanism.objects.prefetch_related("parties")
    if not request.user.is_authenticated:
        rows = rows.filter(pk__in=public_commitments().values("session__mechanism"))
    found, after = portion(rows, cursor, limit, newest_first=False)
    items = [
        {
            "id": row.pk,
            "name_es": row.name_es,
            "name_en": row.name_en,
            "kind": row.kind,
            "parties": [_party(party) for party in row.parties.all()],
        }
        for row in found
    ]
    return {"items": items, "next": after}


@router.get("/mechanisms/{number}/sessions", response=list[shapes.Session], summary="Sessions of a mechanism")
def sessions(request: HttpRequest, number: int) -> list[dict[str, Any]]:
    """Give the sessions of a mechanism in their order, those of which the asker may see something."""
    rows = Session.objects.filter(mechanism=number)
    if not request.user.is_authenticated:
        rows = rows.filter(pk__in=public_commitments().values("session"))
    found = list(rows.order_by("date_start", "pk")[:500])
    if not found:
        raise Http404
    return [
        {
            "id": row.pk,
            "mechanism": row.mechanism_id,
            "edition": row.edition,
            "date_start": row.date_start or None,
            "date_end": row.date_end or None,
            "place": row.place or None,
        }
        for row in found
    ]


@router.get("/organizations", response=shapes.OrganizationPage, summary="Institutions, as Popolo")
def organizations(request: HttpRequest, cursor: str = "", limit: int = 25) -> dict[str, Any]:
    """Give States and institutions as Popolo organizations; visitors see those that public records name."""
    rows = Institution.objects.all()
    if not request.user.is_authenticated:
        public = public_commitments()
        rows = rows.filter(pk__in=public.values("actors")) | rows.filter(pk__in=public.values("asked_by"))
    found, after = portion(rows.distinct(), cursor, limit, newest_first=False)
    return {"items": [_organization(row) for row in found], "next": after}


def _organization(row: Institution) -> dict[str, Any]:
    other = [
        {"name": name, "lang": language} for name, language in ((row.name_es, "es"), (row.name_en, "en"))
    ]
    return {
        "id": str(row.pk),
        "name": row.name,
        "other_names": [each for each in other if each["name"]],
        "classification": row.kind,
        "parent_id": str(row.parent_id) if row.parent_id else None,
    }
