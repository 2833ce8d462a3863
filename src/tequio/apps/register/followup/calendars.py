"""Calendars at secret addresses: made, revoked, and written; only the digest of an address is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import NotAllowed, require
from tequio.apps.accounts.models import User
from tequio.apps.accounts.policy import may
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.followup.errors import CodeUnknown
from tequio.apps.register.models import CalendarFeed, Duty, Mechanism
from tequio.apps.register.operations.errors import NothingToDo
from tequio.apps.register.queries.work_list import owed_by
from tequio.engines.duties import Entry, Feed, Kind, calendar_text

# A feed that a telephone asks for every hour stays small.
_ENTRIES = 1000


def make_feed(by: User, mechanism: Mechanism | None = None) -> tuple[CalendarFeed, str]:
    """Make a calendar of what a person owes, or of what falls due in a mechanism.

    Args:
        by: whose calendar it is.
        mechanism: which, or None for the person's own duties.

    Returns:
        The feed, and the secret part of its address, which is shown once and kept nowhere.

    Raises:
        NotAllowed: the person may not read the mechanism.
    """
    if mechanism is not None:
        require(by, "mechanism.read", mechanism)
    token = secrets.token_urlsafe(32)
    with recorded(by, "make-feed"):
        feed = CalendarFeed.objects.create(owner=by, mechanism=mechanism, token_digest=_digest(token))
        note_new(feed)
    return feed, token


def revoke_feed(feed: CalendarFeed, by: User, now: datetime | None = None) -> None:
    """Revoke a calendar's address.

    Raises:
        NotAllowed: it is somebody else's, and the person may not change accounts.
        NothingToDo: it was revoked already.
    """
    if feed.owner_id != by.pk and not may(by, "account.change", feed.owner):
        raise NotAllowed(_("This calendar is somebody else's."))
    with recorded(by, "revoke-feed"):
        note(feed)
        feed.refresh_from_db()
        if feed.revoked_at is not None:
            raise NothingToDo(_("This calendar was revoked already."))
        feed.revoked_at = now or timezone.now()
        feed.save(update_fields=["revoked_at"])


def _digest(token: str) -> str:
    return hashlib.sha256(b"tequio-feed-1:" + token.encode()).hexdigest()


def feed_text(token: str, now: datetime | None = None) -> str:
    """Write the calendar at a secret address, for the media type text/calendar.

    Args:
        token: the secret part of the address.
        now: the time; that of the clock where it is left out.

    Raises:
        CodeUnknown: there is none, it was revoked, or its owner's account is closed or may no longer read it.
    """
    feed = (
        CalendarFeed.objects.filter(token_digest=_digest(token), revoked_at=None, owner__is_active=True)
        .select_related("owner", "mechanism")
        .first()
    )
    if feed is None or (feed.mechanism and not may(feed.owner, "mechanism.read", feed.mechanism)):
        raise CodeUnknown(_("There is no calendar at this address."))
    language = "en" if feed.owner.language.startswith("en") else "es"
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    return calendar_text(_entries(feed), Feed(host, language), now or timezone.now())


def _duties(feed: CalendarFeed) -> QuerySet[Duty]:
    if feed.mechanism_id is None:
        return owed_by(feed.owner)
    return Duty.objects.filter(
        Q(mechanism=feed.mechanism_id) | Q(commitment__session__mechanism=feed.mechanism_id), done_on=None
    )


def _entries(feed: CalendarFeed) -> list[Entry]:
    """One entry for what is due of one kind on one day; a single duty keeps its entry when its day moves."""
    keys: dict[tuple[str, date], list[str]] = defaultdict(list)
    for kind, due_on, key in (
        _duties(feed).order_by("-due_on", "pk").values_list("kind", "due_on", "key")[:_ENTRIES]
    ):
        keys[kind, due_on].append(key)
    return [
        Entry(
            its[0] if len(its) == 1 else f"feed-{feed.pk}:{kind}:{due_on}",
            Kind(kind),
            due_on,
            f"{settings.ADDRESS}/",
            len(its),
        )
        for (kind, due_on), its in keys.items()
    ]
