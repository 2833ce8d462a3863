"""Public commitments as records for programs: with who owes them, topics, and the place of their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import Session
from tequio.apps.register.opendata import places, visible
from tequio.apps.register.opendata.resources import BY_NAME
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.public import public_commitments

# Tables whose rows hang on a component of a commitment, and how they are found from it.
_HUNG = {
    "assignments": "component",
    "reports": "assignment__component",
    "evidence": "component",
    "assessments": "component",
    "inquiries": "component",
}


class Describing:
    """Describes public commitments as JSON; what several of them name is looked up once."""

    def __init__(self) -> None:
        self._institutions = _Institutions()
        self._sessions: dict[int, dict[str, Any]] = {}

    def described(self, rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
        """Describe public commitments, each with the W3C Web Annotation target of its source.

        Args:
            rows: of the table of commitments.

        Returns:
            As many records, in the same order; what nobody has confirmed is not in them.
        """
        names = [column.name for column in BY_NAME["commitments"].columns]
        records = [dict(zip(names, row, strict=True)) for row in rows]
        keys = [record["id"] for record in records]
        owed = self._institutions.by_commitment(visible.owed(), keys)
        asked = self._institutions.by_commitment(visible.asked(), keys)
        topics = _topics(keys)
        met = {record["session"] for record in records} - {None}
        self._sessions |= _sessions(met - self._sessions.keys())
        sources = _sources({record["document"] for record in records})
        return [
            _described(
                record,
                owed=owed[record["id"]],
                asked=asked[record["id"]],
                topics=topics[record["id"]],
                session=self._sessions.get(record["session"]),
                source=sources[record["document"]],
            )
            for record in records
        ]


def _described(record: dict[str, Any], **linked: Any) -> dict[str, Any]:
    title, address = linked["source"]
    return {
        "id": record["id"],
        "address": record["address"],
        "kind": record["kind"],
        "strength": record["strength"],
        "quote": record["quote"],
        "lead_in": record["lead_in"] or None,
        "action": record["action"],
        "actors": linked["owed"],
        "actors_text": record["owed_by_text"] or None,
        "by": linked["asked"],
        "by_text": record["asked_by_text"] or None,
        "deadline": {
            "text": record["deadline_text"] or None,
            "date": record["deadline_date"] or None,
            "recurrence": record["recurrence"] or None,
        },
        "topics": linked["topics"],
        "session": linked["session"],
        "document": {"id": record["document"], "title": title, "address": address or None},
        "language": record["language"] or None,
        "anchor": {"start": record["start"], "end": record["end"], "page": record["page"]},
        # The model's target (https://www.w3.org/TR/annotation-model/#selectors), as `Passage` writes it.
        "target": {
            "source": address or record["address"],
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": record["quote"],
                    "prefix": record["prefix"],
                    "suffix": record["suffix"],
                },
                {"type": "TextPositionSelector", "start": record["start"], "end": record["end"]},
            ],
        },
    }


class _Institutions:
    """Institutions by number, each looked up once for a portion."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, Any]] = {}

    def by_commitment(self, links: QuerySet[Any], keys: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
        """Give, for each commitment, its institutions in the order of their numbers."""
        pairs = sorted(
            links.filter(Among("commitment_id", keys)).values_list("commitment_id", "institution_id")
        )
        missing = {institution for _key, institution in pairs} - self._known.keys()
        named = Institution.objects.filter(pk__in=missing).order_by()
        for number, code, es, en in named.values_list("pk", "code", "name_es", "name_en"):
            self._known[number] = {"id": number, "code": code, "name_es": es, "name_en": en}
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for key, institution in pairs:
            found[key].append(self._known[institution])
        return found


def _topics(keys: Sequence[int]) -> dict[int, list[dict[str, str]]]:
    columns = ("commitment_id", "topic__scheme", "topic__code", "topic__name_es", "topic__name_en")
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    links = visible.topics().filter(Among("commitment_id", keys)).order_by()
    for key, scheme, code, es, en in sorted(links.values_list(*columns)):
        found[key].append({"scheme": scheme, "code": code, "name_es": es, "name_en": en})
    return found


def _sessions(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    rows = Session.objects.filter(Among("id", list(keys))).order_by().select_related("mechanism")
    return {
        row.pk: {
            "id": row.pk,
            "mechanism": {
                "id": row.mechanism_id,
                "name_es": row.mechanism.name_es,
                "name_en": row.mechanism.name_en,
                "address": places.mechanism(row.mechanism_id),
            },
            "edition": row.edition,
            "date_start": row.date_start or None,
            "date_end": row.date_end or None,
            "place": row.place or None,
        }
        for row in rows
    }


def _sources(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = visible.documents().filter(Among("id", list(keys))).order_by()
    return {key: (title, address) for key, title, address in rows.values_list("pk", "title", "source_url")}


def commitment_record(number: int) -> dict[str, Any] | None:
    """Give one public commitment with all that is published of its chain; None where it is not public."""
    rows = BY_NAME["commitments"].rows(public_commitments().filter(pk=number))
    if not rows:
        return None
    record = Describing().described(rows)[0]
    components = _records("components", commitment=number)
    keys = [component["id"] for component in components]
    actions = _keys(visible.served().filter(component__in=keys), "action_id")
    hung = {name: _records(name, **{f"{path}__in": keys}) for name, path in _HUNG.items()}
    asked = [inquiry["id"] for inquiry in hung["inquiries"]]
    return record | {
        "positions": _records("positions", commitment=number),
        "components": components,
        **hung,
        "inquiry_answers": _records("inquiry_answers", inquiry__in=asked),
        "actions": _records("actions", pk__in=actions),
        "action_components": _records("action_components", component__in=keys),
    }


def mechanism_record(number: int) -> dict[str, Any] | None:
    """Give one public mechanism with its sessions and how many entries each yielded; None if not public."""
    found = _records("mechanisms", pk=number)
    if not found:
        return None
    sessions = _records("sessions", mechanism=number)
    counted: dict[int, int] = defaultdict(int)
    public = public_commitments().filter(session__mechanism=number).order_by()
    for session in public.values_list("session_id", flat=True).iterator():
        counted[session or 0] += 1
    return found[0] | {"sessions": [one | {"commitments": counted[one["id"]]} for one in sessions]}


def _records(name: str, **narrowed: Any) -> list[dict[str, Any]]:
    resource = BY_NAME[name]
    return resource.records(resource.seen().filter(**narrowed))


def _keys(links: QuerySet[Model], column: str) -> list[int]:
    return list(links.order_by().values_list(column, flat=True).distinct())
