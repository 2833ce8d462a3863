"""People and organisations of the public register in the shapes of Popolo (https://www.popoloproject.com/specs/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tequio.apps.register.opendata import places, visible
from tequio.apps.register.opendata.resources import INSTITUTIONS

_CLASSES = {
    "state": "State",
    "international": "international organisation",
    "nhri": "national human-rights institution",
}


def organisations(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Describe institutions as Popolo organizations.

    Args:
        rows: of the table of institutions.
    """
    names = [column.name for column in INSTITUTIONS.columns]
    found = []
    for row in rows:
        record = dict(zip(names, row, strict=True))
        name, other = record["name_es"] or record["name_en"], record["name_en"]
        found.append(
            {
                "id": _organisation(record["id"]),
                "name": name,
                "other_names": [{"name": other, "note": "en"}] if other and other != name else [],
                "classification": _CLASSES.get(record["kind"], record["kind"]),
                "parent_id": _organisation(record["parent"]) if record["parent"] else None,
                "identifiers": [{"scheme": "code", "identifier": record["code"]}] if record["code"] else [],
            }
        )
    return found


def people() -> dict[str, list[dict[str, Any]]]:
    """Describe who took part in public sessions, as far as published documents name them.

    Returns:
        "persons", "memberships" (a person for a party, with the role as the source words it) and "events".
    """
    rows = visible.participations().select_related("person", "session__mechanism").order_by("pk")
    persons: dict[int, dict[str, Any]] = {}
    events: dict[int, dict[str, Any]] = {}
    memberships = []
    for row in rows.iterator(chunk_size=500):
        person = f"person-{row.person_id}"
        persons.setdefault(row.person_id, {"id": person, "name": row.person.name})
        event = events.setdefault(row.session_id, _event(row.session))
        event["attendees"].append({"person_id": person})
        if row.party_id:
            memberships.append(
                {
                    "id": f"membership-{row.pk}",
                    "person_id": person,
                    "organization_id": _organisation(row.party_id),
                    "role": row.role or None,
                    "start_date": row.session.date_start or None,
                    "end_date": row.session.date_end or row.session.date_start or None,
                }
            )
    return {
        "persons": [persons[key] for key in sorted(persons)],
        "memberships": memberships,
        "events": list(events.values()),
    }


def parties() -> set[int]:
    """Give the numbers of the institutions for which those people took part."""
    rows = visible.participations().filter(party__isnull=False).order_by()
    return set(rows.values_list("party_id", flat=True).distinct())


def _organisation(number: int) -> str:
    return f"organization-{number}"


def _event(session: Any) -> dict[str, Any]:
    mechanism = session.mechanism
    edition = f" ({session.edition})" if session.edition else ""
    return {
        "id": f"event-{session.pk}",
        "name": f"{mechanism.name_es or mechanism.name_en}{edition}",
        "start_date": session.date_start or None,
        "end_date": session.date_end or None,
        "location": session.place or None,
        "sources": [{"url": places.mechanism(session.mechanism_id)}],
        "attendees": [],
    }
