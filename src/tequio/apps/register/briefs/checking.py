"""A draft joint statement read and compared with what a mechanism agreed before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution, InstitutionSpelling
from tequio.apps.register.briefs.errors import DraftUnreadable, NothingToBrief
from tequio.apps.register.briefs.gathering import commitments_of
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.briefs.rows import Rows, in_one_line
from tequio.apps.register.models import Commitment, CommitmentTopic, Mechanism
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.operations.reading_engines import find_in, tag_passages
from tequio.apps.register.queries.among import Among
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.engines import briefing as engine
from tequio.engines.reading import ReadingError, read_bytes
from tequio.text import Text, fold

_SCHEMES = ("themes", "groups")
_READ = ("es", "en")


@dataclass(frozen=True, slots=True)
class Check:
    """A draft compared with what was agreed before.

    Args:
        compared: earlier undertakings in their order, then new ones.
        actors: key of an institution -> the institution.
        language: in which the draft is written.
    """

    compared: list[engine.Compared]
    actors: dict[str, Institution]
    language: str

    @property
    def counts(self) -> dict[str, int]:
        """How many are repeated, weakened, dropped and new."""
        counted = Counter(one.outcome for one in self.compared)
        return {outcome.value: counted[outcome] for outcome in engine.Outcome}

    def of(self, outcome: str) -> list[engine.Compared]:
        """Give those of one outcome."""
        return [one for one in self.compared if one.outcome == outcome]


def check_statement(mechanism: Mechanism, draft: bytes, name: str, places: Places) -> Check:
    """Compare a draft with what was agreed in all sessions of a mechanism. Nothing of it is kept.

    Args:
        mechanism: which.
        draft: a document in any form that is read, or plain text.
        name: of its file; messages call it so.
        places: where records are read.

    Raises:
        DraftUnreadable: it cannot be read, is in another language, or promises nothing.
        NothingToBrief: nothing was agreed before.
    """
    rows = commitments_of(mechanism)
    if not rows:
        raise NothingToBrief(
            _("%s has nothing agreed in the register that a draft could be compared with.") % mechanism.name
        )
    text = _read(draft, name)
    found = find_in(text, PurePath(name).name).commitments
    if not found:
        raise DraftUnreadable(
            _("In %s no undertaking was found; check that it is the text of a statement.") % name
        )
    language = text.language or "en"
    actors = {str(actor.pk): actor for row in rows for actor in row.actors.all()}
    keys = _actor_keys([actor for one in found for actor in one.actors], actors)
    tags = tag_passages([one.quote for one in found], text.language)
    new = [
        _of_draft(one, _language(one, text, language), keys, its)
        for one, its in zip(found, tags, strict=True)
    ]
    earlier = _of_register(rows, places)
    return Check(engine.compare_statement(earlier, new), actors, language)


def _read(draft: bytes, name: str) -> Text:
    try:
        text = read_bytes(draft, name)
    except ReadingError as error:
        raise DraftUnreadable(str(error)) from None
    if text.language not in (*_READ, None):
        raise DraftUnreadable(
            _("%(name)s is in another language (%(language)s); drafts are read in Spanish and English.")
            % {"name": name, "language": text.language}
        )
    return text


def _language(found: Any, text: Text, language: str) -> str:
    """Tell in which language an undertaking is written: a statement may stand in both."""
    paragraph = text.paragraph_at(found.anchor.start)
    return (paragraph.language if paragraph else None) or language


def _terms(words: str, language: str) -> dict[str, str]:
    """Give the stems of a passage's words as English, each with the word that stands for it."""
    # Here and not above, as in `operations.reading_engines`: the lexicon takes long to load.
    reading: Any = import_module("tequio.engines.tagging.reading")
    cues: Any = import_module("tequio.engines.tagging.cues")
    read = reading.read(words, language if language in _READ else None)
    found: dict[str, str] = {}
    for stem, shown in cues.content_words(read.english, read.shown):
        found.setdefault(stem, shown)
    return found


def _actor_keys(names: Sequence[str], actors: dict[str, Institution]) -> dict[str, str]:
    """Find the institutions that a draft names: name -> key; one that is not known has its own name."""
    folded = {name: fold(name) for name in names}
    rows = InstitutionSpelling.objects.filter(folded__in=set(folded.values()))
    known: dict[str, Any] = dict(rows.values_list("folded", "institution_id"))
    for key, one in actors.items():
        known |= {fold(name): key for name in (one.name_es, one.name_en) if name}
    return {name: str(known.get(key, key)) for name, key in folded.items()}


def _of_draft(found: Any, language: str, keys: dict[str, str], tags: Any) -> engine.Undertaking:
    deadline = found.deadline
    return engine.Undertaking(
        quote=engine.Quote(in_one_line(found.quote), language),
        action=in_one_line(found.action),
        strength=found.strength.value,
        terms=_terms(in_one_line(found.action), language),
        around=frozenset(_terms(in_one_line(found.quote), language)),
        topics=frozenset(f"{tag.scheme}:{tag.code}" for tag in tags if tag.scheme in _SCHEMES),
        actors=frozenset(keys[name] for name in found.actors),
        due_on=last_day(deadline.date) if deadline and deadline.date else None,
        deadline=(deadline.text or "") if deadline else "",
        recurrence=(deadline.recurrence or "") if deadline else "",
    )


def _of_register(rows: Sequence[Commitment], places: Places) -> list[engine.Undertaking]:
    described = Rows(places)
    topics: dict[int, set[str]] = {}
    links = CommitmentTopic.objects.filter(
        Among("commitment_id", [row.pk for row in rows]), topic__scheme__in=_SCHEMES
    ).exclude(state=CommitmentTopic.State.REJECTED)
    for number, scheme, code in links.values_list("commitment_id", "topic__scheme", "topic__code"):
        topics.setdefault(number, set()).add(f"{scheme}:{code}")
    return [
        engine.Undertaking(
            quote=engine.Quote(in_one_line(row.passage.exact), row.version.language),
            action=in_one_line(row.action),
            strength=row.strength,
            terms=_terms(in_one_line(row.action), row.version.language),
            around=frozenset(_terms(in_one_line(row.passage.exact), row.version.language)),
            topics=frozenset(topics.get(row.pk, ())),
            actors=frozenset(str(actor.pk) for actor in row.actors.all()),
            due_on=row.due_on,
            deadline=row.deadline_text,
            recurrence=row.recurrence,
            record=described.commitment_record(row),
        )
        for row in rows
    ]


def names_for(check: Check) -> dict[str, str]:
    """Give the words for what the reasons of a check name by key or code, in the reader's language."""
    named = {key: institution.name for key, institution in check.actors.items()}
    return named | {code: str(words) for code, words in RECURRENCES.items()}


def as_object(check: Check, language: str) -> dict[str, Any]:
    """Describe a check as an object that JSON can hold."""
    names = names_for(check)
    return {
        "counts": check.counts,
        "compared": [
            {
                "outcome": one.outcome.value,
                "commitment": one.earlier.record.number if one.earlier and one.earlier.record else None,
                "earlier": one.earlier.quote.words if one.earlier else None,
                "draft": one.draft.quote.words if one.draft else None,
                "likeness": round(one.likeness, 3),
                "reasons": list(engine.reasons(one, language, names)),
            }
            for one in check.compared
        ],
    }
