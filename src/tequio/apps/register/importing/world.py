"""What records name, found in the register or entered once: States, bodies, sessions, topics."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import Any

from tequio.apps.accounts.models import Institution
from tequio.apps.accounts.operations.institutions import institution_for, institutions_named
from tequio.apps.ledger.recording import note_new
from tequio.apps.register.importing.bodies import Body, body_of
from tequio.apps.register.models import Mechanism, MechanismSpelling, Session, Topic
from tequio.apps.register.operations.made import Made
from tequio.apps.register.operations.mechanisms import NewMechanism, enter_mechanism
from tequio.engines.records import Record
from tequio.engines.tagging.vocabulary import Scheme, vocabulary
from tequio.text import fold

_NUMBER = re.compile(r"\d{1,2}(?:\.\w+)?")
_NUMBERED = ("sdgs", "action_categories")


class World:
    """What an import knows of the register; lives as long as one import, inside its transaction."""

    def __init__(self) -> None:
        self._institutions: dict[str, Institution] = {}
        self._mechanisms: dict[str, Mechanism] = {}
        self._sessions: dict[tuple[int, int | str], Session] = {}
        self._topics: dict[tuple[str, str], Topic] = {}
        self.unknown_topics: Counter[str] = Counter()

    def institution(self, name: str) -> Institution:
        """Give a State or body by its name, entering it when it is first named."""
        if name not in self._institutions:
            known = institutions_named([name])
            self._institutions[name] = known.get(name) or institution_for(name, "en")
        return self._institutions[name]

    def asker(self, record: Record) -> list[Institution]:
        """Give who asks: the States that recommend, else the body."""
        if record.askers:
            return [self.institution(name) for name in record.askers]
        return [self.institution(body_of(record.body).english)] if record.body else []

    def session(self, record: Record, document: str) -> Session | None:
        """Give the body's session from which a record comes; None where no body is named.

        Where the number of the session is not given, the document stands for it, with the year of its
        publication: exports do not say when the body met. Of a numbered one the days are known where the
        body's calendar was read.
        """
        if not record.body:
            return None
        body = body_of(record.body)
        mechanism = self._mechanism(body)
        key: tuple[int, int | str] = (
            mechanism.pk,
            record.session if record.session is not None else document,
        )
        if key not in self._sessions:
            wanted: dict[str, Any] = (
                {"edition": record.session}
                if record.session is not None
                else {"date_text": document[:200], "date_start": record.date[:4]}
            )
            found = Session.objects.filter(mechanism=mechanism, **wanted).order_by("pk").first()
            if found is None:
                first, last = body.met.get(record.session or 0, ("", ""))
                known = {"date_start": first, "date_end": last} if first else {}
                found = Session.objects.create(mechanism=mechanism, **{**known, **wanted})
                note_new(found)
            self._sessions[key] = found
        return self._sessions[key]

    def _mechanism(self, body: Body) -> Mechanism:
        if body.english not in self._mechanisms:
            spelling = (
                MechanismSpelling.objects.filter(folded__in=[fold(body.english), fold(body.spanish)])
                .select_related("mechanism")
                .order_by("mechanism")
                .first()
            )
            new = NewMechanism(
                name_es=body.spanish, name_en=body.english, kind=body.kind, although_similar=True
            )
            self._mechanisms[body.english] = (
                spelling.mechanism if spelling else enter_mechanism(new, [], "en", Made())
            )
        return self._mechanisms[body.english]

    def topics(self, record: Record) -> list[Topic]:
        """Give the topics that a record carries; labels of no vocabulary are counted and left out."""
        found: dict[int, Topic] = {}
        for scheme, label in record.topics:
            code = self._codes[scheme].get(self._written(scheme, label))
            if code is None:
                self.unknown_topics[f"{scheme}: {label}"[:120]] += 1
                continue
            topic = self._topic(scheme, code)
            found[topic.pk] = topic
        return list(found.values())

    @staticmethod
    def _written(scheme: str, label: str) -> str:
        number = _NUMBER.search(label) if scheme in _NUMBERED else None
        return number[0].lower() if number else fold(label)

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        codes: dict[str, dict[str, str]] = {}
        for scheme in Scheme:
            terms = vocabulary(scheme).values()
            codes[str(scheme)] = {
                fold(words): t.code for t in terms for words in (t.spanish, t.english, t.code)
            }
            codes[str(scheme)] |= {t.code.lower(): t.code for t in terms}
        return codes

    def _topic(self, scheme: str, code: str) -> Topic:
        if (scheme, code) not in self._topics:
            term = vocabulary(Scheme(scheme))[code]
            topic, is_new = Topic.objects.get_or_create(
                scheme=scheme, code=code, defaults={"name_en": term.english, "name_es": term.spanish}
            )
            if is_new:
                note_new(topic)
            self._topics[scheme, code] = topic
        return self._topics[scheme, code]
