"""The search index of the standards: a folder below TEQUIO_HOME, made from the database and nothing else.

`state.json` beside the index says up to which import it goes. It is written last, so a crash leaves an index
that is behind, and the next update takes up what is missing. A new index is made in a folder of its own; the
old one answers until the new one takes its place.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
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
from tequio.apps.library.standards.force import binding_states
from tequio.apps.library.standards.texts import DIGEST, preferred
from tequio.engines.retrieval import Index, Passage, RetrievalError

# Passages between two commits: while the first index is made, what is done can be searched.
_BATCH = 500
# What stands behind the identifier of a passage that helps to find a text and is not the text.
AID = "#digest"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class State:
    """How far the index goes.

    Args:
        upto: number of the last import that is in it; 0 while the first index is being made.
        folder: name of its folder.
        passages: how many are in it.
        total: how many there will be when it is whole.
        made_at: when it was last changed, in seconds; tells readers to open it anew.
    """

    upto: int
    folder: str
    passages: int
    total: int
    made_at: float

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing that was there when it was made."""
        return self.passages >= self.total


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
    values = {name: getattr(state, name) for name in State.__slots__}
    made.write_text(json.dumps(values), encoding="utf-8")
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
        with_words = {text.provision_id for text in rows if text.kind != DIGEST}
        for texts in by_place.values():
            shown = preferred(texts, day)
            aid = next((text for text in texts if text.kind == DIGEST), None)
            for text in dict.fromkeys(filter(None, (shown, aid))):
                yield _passage(text, instrument, _shown_for(text.provision, with_words), binding)


def _shown_for(provision: Provision, with_words: set[int]) -> Provision:
    """Give the provision that a reader is shown: the article, where only it has the official words."""
    if provision.pk in with_words or provision.parent is None or provision.parent_id not in with_words:
        return provision
    return provision.parent


def _passage(
    text: ProvisionText, instrument: Instrument, shown: Provision, binding: tuple[str, ...]
) -> Passage:
    year = instrument.year_adopted
    article = text.provision.number
    fields = {
        "instrument": (instrument.code, instrument.short_es, instrument.short_en, instrument.symbol),
        "body": (instrument.body_es, instrument.body_en),
        "country": (instrument.country,),
        "year": (str(year) if year else "",),
        "article": (article, article.partition(".")[0]),
        "binding": binding,
        "kind": (instrument.kind,),
    }
    return Passage(
        id=f"{text.provision.key}.{text.language}{AID if text.is_digest else ''}",
        group=shown.key,
        language=text.language,
        text=text.words,
        heading=text.heading,
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


def bring_up_to_date(progress: Progress | None = None) -> int:
    """Add to the index what came in since it was made; make it where there is none.

    Args:
        progress: is told how many passages are done, and of how many.

    Returns:
        How many passages were added or replaced.
    """
    with _alone():
        state, last = read_state(), last_import()
        if state is None or state.upto > last or not state.is_whole:
            return _make(progress)
        if state.upto == last:
            return 0
        changed = Instrument.objects.filter(texts__brought_by__gt=state.upto).distinct()
        try:
            index = _opened(state)
        except RetrievalError:
            return _make(progress)
        count = _add(index, changed, progress, None)
        _write_state(State(last, state.folder, len(index), len(index), time.time()))
        return count


def rebuild(progress: Progress | None = None) -> int:
    """Make the index anew from the database; the old one answers until it is done.

    Args:
        progress: is told how many passages are done, and of how many.

    Returns:
        How many passages it holds.
    """
    with _alone():
        return _make(progress)


def _make(progress: Progress | None) -> int:
    last, total = last_import(), ProvisionText.objects.count()
    name = f"{last}-{time.time_ns():x}"
    folder = index_folder() / name
    index = Index.create(folder, standard_encoder(), standard_thesaurus())
    before = read_state()
    # The first index can be searched while it is made; a later one takes the place of one that is whole.
    state = State(0, name, 0, total, time.time()) if before is None or not before.is_whole else None
    count = _add(index, Instrument.objects.all(), progress, state)
    _write_state(State(last, name, count, count, time.time()))
    for other in index_folder().iterdir():
        if other.is_dir() and other.name != name:
            shutil.rmtree(other, ignore_errors=True)
    return count


def _add(
    index: Index, instruments: Iterable[Instrument], progress: Progress | None, growing: State | None
) -> int:
    chosen = list(instruments)
    total = ProvisionText.objects.filter(instrument__in=chosen).count()
    passages, done = passages_of(chosen, timezone.localdate()), 0
    while batch := list(islice(passages, _BATCH)):
        index.add(batch)
        done += len(batch)
        if growing is not None:
            _write_state(State(0, growing.folder, done, growing.total + 1, time.time()))
        if progress:
            progress(min(done, total), total)
    return done


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time write; others wait."""
    with (index_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# -- reading it ----------------------------------------------------------------------------------------------

_open: dict[str, tuple[float, Index]] = {}
_opening = Lock()


def searchable() -> tuple[Index, State] | None:
    """Give the index as it stands, opened once for each change, or None where there is none."""
    state = read_state()
    if state is None:
        return None
    try:
        return _opened(state), state
    except RetrievalError:
        return None


def _opened(state: State) -> Index:
    path = index_folder() / state.folder
    with _opening:
        made_at, index = _open.get(str(path), (0.0, None))
        if index is None or made_at != state.made_at:
            index = Index.open(path, standard_encoder(), standard_thesaurus())
            _open.clear()
            _open[str(path)] = (state.made_at, index)
        return index
