"""The search index of the standards: a folder below TEQUIO_HOME, made from the database and nothing else.

`state.json` beside the index says up to which import it goes. It is written last, so a crash leaves an index
that is behind, and the next update takes up what is missing. Words can be searched as soon as they are in;
vectors, which take longer, follow. A new index is made in a folder of its own while the old one answers.

Words that count no longer stand in an index of their own beside it, found by words and concepts, so that the
text of a past day can be asked for.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import task

from tequio.apps.library.models import Instrument, Provision, ProvisionText, StandardsImport
from tequio.apps.library.standards.engines import standard_encoder, standard_thesaurus
from tequio.apps.library.standards.force import STATES, binding_states
from tequio.apps.library.standards.texts import DIGEST, keys_above, preferred
from tequio.apps.library.standards.topics import topics_of
from tequio.engines.retrieval import Index, Passage, RetrievalError

# Number of the fields that passages have; an index made before the last of them is made anew.
FORM = 2
# What stands behind the identifier of a passage that helps to find a text and is not the text.
AID = "#digest"
# What the name of the folder ends with that holds the words that count no longer.
_FORMER = "-former"
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class State:
    """How far the index goes.

    Args:
        upto: number of the last import whose words are in it.
        folder: name of its folder.
        is_whole: whether the vectors are there too, so that it finds by meaning all that it can.
        form: which fields its passages have.
    """

    upto: int
    folder: str
    is_whole: bool
    form: int = 1


def index_folder() -> Path:
    """Give the folder of the index; it is made where it is missing."""
    folder = Path(settings.HOME) / "index" / "standards"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_state() -> State | None:
    """Give how far the index goes, or None where there is none that can be used."""
    try:
        written: dict[str, Any] = json.loads((index_folder() / "state.json").read_text(encoding="utf-8"))
        state = State(**written)
    except (OSError, ValueError, TypeError):
        return None
    return state if (index_folder() / state.folder).is_dir() else None


def _write_state(state: State) -> None:
    path = index_folder() / "state.json"
    made = path.with_suffix(".new")
    made.write_text(json.dumps(asdict(state)), encoding="utf-8")
    made.replace(path)


def last_import() -> int:
    """Give the number of the last import."""
    return StandardsImport.objects.aggregate(last=Max("pk"))["last"] or 0


# -- what is searched ----------------------------------------------------------------------------------------


def passages_of(instruments: Iterable[Instrument], day: date) -> Iterator[Passage]:
    """Give what of instruments is searched: the words that count on a day, and the digest as a finding aid.

    Args:
        instruments: which.
        day: texts that were not in force on it are left out.
    """
    for instrument in instruments:
        binding = binding_states(instrument)
        rows = (
            ProvisionText.objects.filter(instrument=instrument)
            .select_related("provision__parent")
            .order_by("provision__order", "language", "-version")
        )
        by_place: dict[tuple[int, str], list[ProvisionText]] = {}
        for text in rows:
            by_place.setdefault((text.provision_id, text.language), []).append(text)
        with_words = {text.provision.key: text.provision for text in rows if not text.is_digest}
        wanted: list[ProvisionText] = []
        for texts in by_place.values():
            aid = next((text for text in texts if text.kind == DIGEST), None)
            wanted += dict.fromkeys(filter(None, (preferred(texts, day), aid)))
        for text, topics in zip(wanted, topics_of([text.words for text in wanted]), strict=True):
            yield _passage(text, instrument, _shown_for(text.provision, with_words), binding, topics)


def former_passages_of(instruments: Iterable[Instrument], day: date) -> Iterator[Passage]:
    """Give the words of instruments that count no longer, or not yet: they are searched for another day only.

    Args:
        instruments: which.
        day: texts that are shown on it are left out.
    """
    for instrument in instruments:
        rows = ProvisionText.objects.filter(instrument=instrument).exclude(kind=DIGEST)
        by_place: dict[tuple[int, str], list[ProvisionText]] = {}
        for text in rows.select_related("provision").order_by("provision__order", "language", "-version"):
            by_place.setdefault((text.provision_id, text.language), []).append(text)
        for texts in by_place.values():
            shown = preferred(texts, day)
            for text in texts:
                if text is not shown:
                    passage = _passage(text, instrument, text.provision, binding_states(instrument), {})
                    yield replace(passage, id=f"{passage.id}#{text.pk}")


def _shown_for(provision: Provision, with_words: Mapping[str, Provision]) -> Provision:
    """Give the provision that a reader is shown: what holds it, where only that has official words."""
    holders = (with_words[key] for key in (provision.key, *keys_above(provision.key)) if key in with_words)
    return next(holders, provision)


def _passage(
    text: ProvisionText,
    instrument: Instrument,
    shown: Provision,
    binding: tuple[str, ...],
    topics: Mapping[str, tuple[str, ...]],
) -> Passage:
    year = instrument.year_adopted
    article = text.provision.number
    fields = {
        "instrument": (instrument.code, instrument.short_es, instrument.short_en, instrument.symbol),
        "body": (instrument.body_es, instrument.body_en),
        "country": (instrument.country, *STATES.get(instrument.country, ())),
        "year": (str(year) if year else "",),
        "article": (article, article.partition(".")[0]),
        "binding": binding,
        "kind": (instrument.kind,),
        **topics,
    }
    return Passage(
        id=f"{text.provision.key}.{text.language}{AID if text.is_digest else ''}",
        group=shown.key,
        language=text.language,
        text=text.words,
        # The title says what a bare article is about: "Convention against Torture. Article 7".
        heading=f"{instrument.said('title', text.language)}. {text.heading}".rstrip(". "),
        fields={name: kept for name, values in fields.items() if (kept := _named(values))},
    )


def _named(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


# -- keeping it up to date -----------------------------------------------------------------------------------


def index_changes() -> None:
    """Have the index follow when the transaction is over, as a background task."""
    transaction.on_commit(_enqueue)


def _enqueue() -> None:
    update_index.enqueue()


@task()
def update_index() -> None:
    """Bring the index up to date, as a background task."""
    bring_up_to_date()


def index_anew() -> None:
    """Have the index made anew when the transaction is over: what is known of instruments has changed."""
    transaction.on_commit(_enqueue_anew)


def _enqueue_anew() -> None:
    remake_index.enqueue()


@task()
def remake_index() -> None:
    """Make the index anew, as a background task; vectors of words that have not changed are kept."""
    rebuild()


def bring_up_to_date(progress: Progress | None = None, *, vectors: bool = True) -> int:
    """Add to the index what came in since it was made; make it where there is none.

    New instruments are added. One that was in it already may have passages that are gone now, so then the
    words of all are indexed anew, which takes seconds; the vectors of words that have not changed are kept.

    Args:
        progress: is told how many passages are done; the count begins anew with their vectors.
        vectors: whether to wait for vectors too; without them, what is new is found by words and concepts.

    Returns:
        How many passages were added or replaced.
    """
    with _alone():
        state, last = read_state(), last_import()
        if state is None or state.upto > last or state.form != FORM:
            return _make(progress, vectors)
        try:
            index = _opened(state)
            count = 0
            if state.upto < last:
                changed = Instrument.objects.filter(texts__brought_by__gt=state.upto).distinct()
                if changed.filter(texts__brought_by__lte=state.upto).exists():
                    return _make(progress, vectors)
                count = _add(index, changed, progress)
                _add_former(state.folder, changed)
                _write_state(State(last, state.folder, is_whole=False, form=FORM))
            _complete(index, State(last, state.folder, is_whole=True, form=FORM), progress, vectors)
        except RetrievalError:
            return _make(progress, vectors)
        return count


def rebuild(progress: Progress | None = None, *, vectors: bool = True) -> int:
    """Make the index anew from the database; the old one answers until it is done.

    Args:
        progress: is told how many passages are done; the count begins anew with their vectors.
        vectors: whether to wait for vectors that no index had before.

    Returns:
        How many passages it holds.
    """
    with _alone():
        return _make(progress, vectors)


def _make(progress: Progress | None, vectors: bool) -> int:
    last, before = last_import(), read_state()
    name = f"{last}-{time.time_ns():x}"
    folder = index_folder() / name
    is_as_good = before is None or not before.is_whole
    if before is not None:
        # Vectors hang on the words alone: what was computed once is used again.
        with contextlib.suppress(OSError, shutil.Error):
            shutil.copytree(index_folder() / before.folder / "vectors", folder / "vectors")
            is_as_good = True
    try:
        index = Index.create(folder, standard_encoder(), standard_thesaurus())
    except RetrievalError:
        shutil.rmtree(folder / "vectors", ignore_errors=True)
        is_as_good = before is None
        index = Index.create(folder, standard_encoder(), standard_thesaurus())
    count = _add(index, Instrument.objects.all(), progress)
    _add_former(name, Instrument.objects.all())
    if is_as_good:
        _write_state(State(last, name, is_whole=False, form=FORM))
    _complete(index, State(last, name, is_whole=True, form=FORM), progress, vectors)
    for other in index_folder().iterdir():
        if other.is_dir() and other.name not in {name, f"{name}{_FORMER}"}:
            shutil.rmtree(other, ignore_errors=True)
    return count


def _add(index: Index, instruments: Iterable[Instrument], progress: Progress | None) -> int:
    count = 0

    def counted(passages: Iterable[Passage]) -> Iterator[Passage]:
        nonlocal count
        for passage in passages:
            count += 1
            yield passage

    index.add(counted(passages_of(instruments, timezone.localdate())), progress, vectors=False)
    return count


def _add_former(folder: str, instruments: Iterable[Instrument]) -> None:
    """Add the words of instruments that count no longer; where there are none there is no index of them."""
    passages = former_passages_of(instruments, timezone.localdate())
    first = next(passages, None)
    if first is None:
        return
    path = index_folder() / f"{folder}{_FORMER}"
    is_there = path.is_dir()
    index = (Index.open if is_there else Index.create)(path, None, standard_thesaurus())
    index.add(chain((first,), passages), vectors=False)


def _complete(index: Index, state: State, progress: Progress | None, vectors: bool) -> None:
    if vectors:
        index.complete(progress)
    pending = 0 if vectors else index.pending()
    _write_state(State(state.upto, state.folder, is_whole=not pending, form=FORM))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time write; others wait."""
    with (index_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# -- reading it ----------------------------------------------------------------------------------------------

_open: dict[str, Index] = {}
_opening = Lock()


def searchable() -> tuple[Index, State] | None:
    """Give the index as it stands, opened once, or None where there is none."""
    state = read_state()
    if state is None:
        return None
    try:
        return _opened(state), state
    except RetrievalError:
        return None


def searchable_former(state: State) -> Index | None:
    """Give the index of the words that count no longer, or None where there are none."""
    folder = f"{state.folder}{_FORMER}"
    if not (index_folder() / folder).is_dir():
        return None
    try:
        return _opened_in(folder, has_meaning=False)
    except RetrievalError:
        return None


def _opened(state: State) -> Index:
    return _opened_in(state.folder)


def _opened_in(folder: str, *, has_meaning: bool = True) -> Index:
    path = index_folder() / folder
    with _opening:
        if str(path) not in _open:
            index = Index.open(path, standard_encoder() if has_meaning else None, standard_thesaurus())
            for other in [one for one in _open if one.endswith(_FORMER) is not has_meaning]:
                del _open[other]
            _open[str(path)] = index
        return _open[str(path)]
