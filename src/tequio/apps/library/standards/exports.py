"""An answer of the search as JSON: the same for the API and the command line."""

from __future__ import annotations

from typing import Any

from tequio.apps.library.standards.searching import Answer, Found
from tequio.apps.library.standards.texts import Words


def as_object(question: str, answer: Answer, address: str = "") -> dict[str, Any]:
    """Give an answer as one JSON object.

    Args:
        question: as typed.
        answer: what was found.
        address: of the site, before the path of a provision; empty leaves addresses out.
    """
    return {
        "query": question[:2000],
        "count": len(answer.found),
        "notes": list(answer.notes),
        "index_is_partial": answer.is_partial,
        "results": [_result(rank, one, address) for rank, one in enumerate(answer.found, 1)],
    }


def _result(rank: int, one: Found, address: str) -> dict[str, Any]:
    instrument = one.provision.instrument
    result: dict[str, Any] = {
        "rank": rank,
        "id": one.provision.key,
        "number": one.provision.number,
        "instrument": {
            "code": instrument.code,
            "kind": instrument.kind,
            "title_es": instrument.title_es,
            "title_en": instrument.title_en,
            "symbol": instrument.symbol,
        },
        "force": str(one.force),
        "score": round(one.score, 6),
        "found_by": [
            {"kind": why.kind, "detail": why.detail, "language": why.language} for why in one.reasons
        ],
        "texts": [text_object(words) for _language, words in sorted(one.words.items())],
    }
    if address:
        result["address"] = f"{address}/standards/{one.provision.key}/"
    return result


def text_object(words: Words) -> dict[str, Any]:
    """Give the words of a provision in one language as a JSON object."""
    first = words.first
    return {
        "language": words.language,
        "kind": first.kind,
        "heading": words.heading,
        "words": words.plain,
        "certified": words.is_certified,
        "source": first.source,
        "documents": [text.document_key for _provision, text in words.pieces if text.document_key],
        "version": first.version,
        "in_force_from": first.in_force_from.isoformat() if first.in_force_from else None,
        "in_force_to": first.in_force_to.isoformat() if first.in_force_to else None,
    }
