"""Where in its document the words of a commitment stand."""

from __future__ import annotations

from tequio.apps.register.models import Commitment
from tequio.text import flow


def place_of_action(commitment: Commitment) -> tuple[int, int]:
    """Find where in its passage the action stands; the whole passage where it is not worded so."""
    passage = commitment.passage
    anchor = commitment.proposal.get("action_anchor") or {}
    if commitment.proposal.get("action") == commitment.action and anchor:
        start, end = anchor["start"], anchor["end"]
        if passage.start <= start < end <= passage.end:
            return start, end
    words = flow(passage.exact, 0, len(passage.exact))
    action = " ".join(commitment.action.split())
    at = words.words.find(action)
    if at < 0 or not action:
        return passage.start, passage.end
    start, end = words.source(at, at + len(action))
    return passage.start + start, passage.start + end
