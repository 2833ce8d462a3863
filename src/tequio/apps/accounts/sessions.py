"""Sessions in the database as Django keeps them; every page asks for one, so the query is made once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tequio.apps.ledger.prepared import Prepared

_session_of = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is looked up."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        # A character that PostgreSQL takes in no text stands in no key.
        found = _session_of(key) if key and "\x00" not in key else []
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None
