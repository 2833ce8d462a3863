"""A second reader for sites that name one: a language model behind the OpenAI-compatible protocol.

Off unless `TEQUIO_LLM_URL` is set. What it sees beyond the first reader becomes a proposal like any other,
with its source named in `reason`; what is not verbatim in the text was dropped before, by the engine
`second_opinion`. Whatever goes wrong is one sentence in the log, without a word of the document, and the
reading goes on.
"""

from __future__ import annotations

import json
import logging
import time
import urllib.error
import urllib.request
from dataclasses import replace
from http.client import HTTPException
from typing import Any

from django.conf import settings

from tequio.engines import second_opinion
from tequio.engines.extraction import Commitment, Deadline, Findings, Kind, Strength
from tequio.text import Anchor, Text

_log = logging.getLogger("tequio.second_reader")

TIMEOUT = 60.0  # seconds for one answer, from the question to its last byte
MOST_QUESTIONS = 12  # for one document
_LARGEST_ANSWER = 2_000_000  # bytes
# Not measured on this site's documents: it comes first in review, and no "accept all above" reaches it.
_CONFIDENCE = 0.5
_SAME = 0.5


class _NoAnswer(Exception):  # noqa: N818  errors are named as facts
    """The model gave no answer that can be read; the message says why and repeats nothing of it."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The document goes to the address that the site names, and to no other."""

    def redirect_request(self, *_args: Any) -> None:
        """Follow nothing."""
        return


def with_second_opinion(findings: Findings, text: Text) -> Findings:
    """Add what a second reader sees beyond the findings, where the site names one.

    Args:
        findings: of the first reader; none of them is changed or dropped.
        text: the document.
    """
    if not settings.LLM_URL:
        return findings
    pieces = list(second_opinion.pieces_of(text))
    added: list[Commitment] = []
    for start, end in pieces[:MOST_QUESTIONS]:
        try:
            answer = _ask(second_opinion.question(text, start, end))
            opinions, dropped = second_opinion.read_answer(answer, text, start, end)
        except (_NoAnswer, second_opinion.UnusableAnswer) as error:
            _log.warning("The second reader was left out of this reading: %s.", error)
            return findings
        if dropped:
            _log.info("Of the second reader's answer %d entries were dropped: not in the text.", dropped)
        added += [_commitment(text, opinion) for opinion in opinions]
    if len(pieces) > MOST_QUESTIONS:
        _log.warning("The second reader read %d of %d pieces of a long text.", MOST_QUESTIONS, len(pieces))
    known = [*findings.commitments]
    known += [one for one in added if not any(_is_same(one, other) for other in findings.commitments)]
    return replace(findings, commitments=tuple(sorted(known, key=lambda c: (c.anchor.start, c.anchor.end))))


def _is_same(one: Commitment, other: Commitment) -> bool:
    """Say whether the first reader has it: the same place, by half at least."""
    return _overlap(one.anchor, other.anchor) >= _SAME


def _overlap(one: Anchor, other: Anchor) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def _commitment(text: Text, opinion: second_opinion.Opinion) -> Commitment:
    return Commitment(
        kind=Kind(opinion.kind),
        quote=text.quote(opinion.anchor),
        action=text.quote(opinion.action_anchor),
        anchor=opinion.anchor,
        action_anchor=opinion.action_anchor,
        actors=opinion.actors,
        by=opinion.by,
        deadline=Deadline(opinion.deadline) if opinion.deadline else None,
        strength=Strength(opinion.strength),
        lead_in=opinion.lead_in,
        confidence=_CONFIDENCE,
        reason=f"second reader: the language model {settings.LLM_MODEL}; the grammar did not find it",
        cue="second-reader",
    )


def _ask(messages: list[second_opinion.Message]) -> str:
    """Put a question and give the answer's words.

    Raises:
        _NoAnswer: there is none that can be read.
    """
    body = {"model": settings.LLM_MODEL, "messages": messages, "temperature": 0, "stream": False}
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if settings.LLM_KEY:
        headers["Authorization"] = f"Bearer {settings.LLM_KEY}"
    asked = urllib.request.Request(
        f"{settings.LLM_URL}/v1/chat/completions", json.dumps(body).encode(), headers, method="POST"
    )
    try:
        answered = json.loads(_bytes_of(asked))
        message = answered["choices"][0]["message"]
        words = message.get("content")
    except urllib.error.HTTPError as error:
        raise _NoAnswer(f"its server answered with status {error.code}") from None
    except TimeoutError:
        raise _NoAnswer(f"its server did not answer within {TIMEOUT:.0f} seconds") from None
    except (OSError, HTTPException) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise _NoAnswer(f"its server did not answer within {TIMEOUT:.0f} seconds") from None
        raise _NoAnswer("its server cannot be reached, or broke off") from None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise _NoAnswer("what its server answers is not of the protocol") from None
    if message.get("refusal") or not isinstance(words, str) or not words.strip():
        raise _NoAnswer("the model refused, or said nothing")
    return words


def _bytes_of(asked: urllib.request.Request) -> bytes:
    """Read an answer of bounded size in bounded time, however slowly its bytes drip."""
    until, parts, size = time.monotonic() + TIMEOUT, [], 0
    with urllib.request.build_opener(_NoRedirect).open(asked, timeout=TIMEOUT) as response:
        while part := response.read1(1 << 16):
            parts.append(part)
            size += len(part)
            if size > _LARGEST_ANSWER:
                raise _NoAnswer("its answer is too long")
            if time.monotonic() > until:
                raise TimeoutError
    return b"".join(parts)
