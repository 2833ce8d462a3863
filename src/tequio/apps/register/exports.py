"""The register as CSV and JSON: a row for each commitment, written while it is read, never all at once."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import Commitment, CommitmentTopic
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.apps.register.wording import in_words

# What a spreadsheet would run as a formula, or could after it has dropped what stands before.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a commitment is read; addresses with their host.

    Args:
        page: its own page.
        finding: its place in the document, in the reading room.
        version: the version of the document that it quotes.
    """

    page: str
    finding: str
    version: str


Addresses = Callable[[Commitment], Places]

# Heading and cell of each column of the CSV, in order.
_COLUMNS: tuple[tuple[Any, Callable[[Commitment], object]], ...] = (
    (_("number"), lambda c: c.pk),
    (_("kind"), lambda c: c.get_kind_display()),
    (_("firm or soft"), lambda c: c.get_strength_display()),
    (_("quote"), lambda c: c.passage.exact),
    (_("governing words"), lambda c: c.lead_in),
    (_("action"), lambda c: c.action),
    (_("who owes it"), lambda c: _names(c.actors.all()) or c.actors_text),
    (_("who asks"), lambda c: _names(c.asked_by.all()) or c.asked_by_text),
    (_("deadline, as worded"), lambda c: c.deadline_text),
    (_("deadline"), lambda c: c.deadline_date),
    (_("recurrence"), lambda c: in_words(RECURRENCES, c.recurrence)),
    (_("mechanism"), lambda c: c.session.mechanism.name if c.session else ""),
    (_("edition"), lambda c: c.session.edition if c.session else None),
    (_("session from"), lambda c: c.session.date_start if c.session else ""),
    (_("session until"), lambda c: c.session.date_end if c.session else ""),
    (_("place"), lambda c: c.session.place if c.session else ""),
    (_("topics"), lambda c: _topics(c, CommitmentTopic.State.ACCEPTED)),
    (_("proposed topics"), lambda c: _topics(c, CommitmentTopic.State.PROPOSED)),
    (_("codes of topics"), lambda c: _codes(c, CommitmentTopic.State.ACCEPTED)),
    (_("codes of proposed topics"), lambda c: _codes(c, CommitmentTopic.State.PROPOSED)),
    (_("state of review"), lambda c: c.get_state_display()),
    (_("document"), lambda c: c.version.document.title),
    (_("paragraph"), lambda c: c.passage.paragraph_number),
    (_("page"), lambda c: c.passage.page or ""),
)


def _names(institutions: Iterable[Institution]) -> str:
    return "; ".join(institution.name for institution in institutions)


def _topics(commitment: Commitment, state: str) -> str:
    return "; ".join(link.topic.name for link in commitment.topic_links.all() if link.state == state)


def _codes(commitment: Commitment, state: str) -> str:
    """Give codes with their vocabulary, which stay the same in every language: "themes:torture"."""
    links = (link for link in commitment.topic_links.all() if link.state == state)
    return "; ".join(sorted(f"{link.topic.scheme}:{link.topic.code}" for link in links))


def guarded(cell: object) -> str:
    """Write a cell so that no spreadsheet runs it as a formula: an apostrophe goes before it."""
    written = "" if cell is None else str(cell)
    return f"'{written}" if written.startswith(FORMULA) else written


class _Echo:
    """A file for the csv module that hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def as_csv(commitments: Iterable[Commitment], addresses: Addresses, language: str) -> Iterator[str]:
    """Write commitments as CSV (RFC 4180), with the mark that makes Excel read UTF-8.

    Args:
        commitments: with all that a row of the list shows.
        addresses: where the commitment and its place in the document are read.
        language: of headings and names.
    """
    writer = csv.writer(_Echo())

    def line(cells: Iterable[object]) -> str:
        return str(writer.writerow(guarded(cell) for cell in cells))

    with override(language):
        headings = [str(heading) for heading, _cell in _COLUMNS]
        headings += [str(_("address")), str(_("address in the document"))]
    yield "\ufeff" + line(headings)
    for commitment in commitments:
        # The language is set for each row only: between rows the thread belongs to somebody else.
        with override(language):
            cells = [cell(commitment) for _heading, cell in _COLUMNS]
        places = addresses(commitment)
        yield line([*cells, places.page, places.finding])


def as_json(
    commitments: Iterable[Commitment], addresses: Addresses, count: int, address: str
) -> Iterator[str]:
    """Write commitments as one JSON object, a commitment a line.

    Args:
        commitments: with all that a row of the list shows.
        addresses: where the commitment and its place in the document are read.
        count: how many there are.
        address: of the list that is written, with its filters.
    """
    head = {"register": address, "retrieved_at": timezone.now().isoformat(timespec="seconds"), "count": count}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "commitments": [\n'
    before = ""
    for commitment in commitments:
        yield before + json.dumps(described(commitment, addresses), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def described(commitment: Commitment, addresses: Addresses) -> dict[str, Any]:
    """Describe a commitment as JSON, with the W3C Web Annotation target of its source."""
    places, passage = addresses(commitment), commitment.passage
    return {
        "id": commitment.pk,
        "address": places.page,
        "kind": commitment.kind,
        "strength": commitment.strength,
        "quote": passage.exact,
        "lead_in": commitment.lead_in or None,
        "action": commitment.action,
        "actors": [_institution(i) for i in commitment.actors.all()],
        "by": [_institution(i) for i in commitment.asked_by.all()],
        "deadline": {
            "text": commitment.deadline_text or None,
            "date": commitment.deadline_date or None,
            "recurrence": commitment.recurrence or None,
        },
        "state": commitment.state,
        "origin": commitment.origin,
        "confidence": commitment.confidence,
        "reason": commitment.reason or None,
        "topics": [
            {
                "scheme": link.topic.scheme,
                "code": link.topic.code,
                "state": link.state,
                "confidence": link.confidence,
                **_both(link.topic),
            }
            for link in commitment.topic_links.all()
            if link.state != CommitmentTopic.State.REJECTED
        ],
        "session": _session(commitment),
        "document": {"id": commitment.version.document_id, "title": commitment.version.document.title},
        "anchor": {"start": passage.start, "end": passage.end, "page": passage.page},
        "target": passage.web_annotation_target(places.version),
    }


def _both(named: Any) -> dict[str, str]:
    return {"name_es": named.name_es, "name_en": named.name_en}


def _institution(institution: Institution) -> dict[str, Any]:
    return {"code": institution.code, **_both(institution)}


def _session(commitment: Commitment) -> dict[str, Any] | None:
    session = commitment.session
    if session is None:
        return None
    return {
        "id": session.pk,
        "mechanism": {"id": session.mechanism_id, **_both(session.mechanism)},
        "edition": session.edition,
        "date_start": session.date_start or None,
        "date_end": session.date_end or None,
        "place": session.place or None,
    }
