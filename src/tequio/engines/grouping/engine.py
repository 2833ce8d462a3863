"""The whole way from passages to proposed groups."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources

import numpy as np

from tequio.engines.grouping.blocking import candidates, signature
from tequio.engines.grouping.clustering import cluster
from tequio.engines.grouping.comparing import Policy, compare, score
from tequio.engines.grouping.errors import PassageIsTwice, VectorsAreWrong
from tequio.engines.grouping.reading import bare_text, read_demands
from tequio.engines.grouping.types import Demand, Group, Member, Passage, Readers, Vectors

Progress = Callable[[int, int], None]
_NAMED = 6  # words by which a group is described
_REMEMBERED = 1_000_000  # scores kept while one State is grouped


@cache
def shipped_policy(with_vectors: bool = False) -> Policy:
    """Give the weights that come with the engine.

    Args:
        with_vectors: those that count the nearness of vectors too.
    """
    source = resources.files("tequio.engines.grouping").joinpath("policy.json")
    return Policy(
        **json.loads(source.read_text(encoding="utf-8"))["with_vectors" if with_vectors else "plain"]
    )


def group_demands(
    passages: Iterable[Passage],
    readers: Readers | None = None,
    policy: Policy | None = None,
    progress: Progress | None = None,
) -> list[Group]:
    """Propose which passages ask the same.

    Args:
        passages: of any number; only those of one State come together.
        readers: the world: names of instruments, words, vectors.
        policy: what decides; where none is given the shipped one, with vectors if there is an encoder.
        progress: is told how many passages are grouped, and of how many.

    Returns:
        Groups, every passage in one, those with most members first. A proposal: a person merges and splits.

    Raises:
        PassageIsTwice: two passages have one id.
        VectorsAreWrong: the encoder gave another number of vectors than there are texts.
    """
    everything = list(passages)
    _no_id_twice(everything)
    readers = readers or Readers()
    policy = policy or shipped_policy(with_vectors=readers.encoder is not None)
    demands = read_demands(everything, readers)
    vectors = _vectors(everything, readers)
    by_state: defaultdict[str, list[int]] = defaultdict(list)
    for at, passage in enumerate(everything):
        by_state[passage.state].append(at)
    groups: list[Group] = []
    done = 0
    for positions in by_state.values():
        groups += _of_one_state(positions, everything, demands, vectors, policy)
        done += len(positions)
        if progress:
            progress(done, len(everything))
    return sorted(groups, key=lambda group: (-len(group.members), group.members[0].id))


def _no_id_twice(passages: Sequence[Passage]) -> None:
    counted = Counter(passage.id for passage in passages)
    twice = [id_ for id_, count in counted.items() if count > 1]
    if twice:
        raise PassageIsTwice(f"Two passages have the id {twice[0]}.")


def _vectors(passages: Sequence[Passage], readers: Readers) -> Vectors | None:
    """Encode the texts of each language at once."""
    if readers.encoder is None or not passages:
        return None
    found: Vectors | None = None
    for language in sorted({passage.language for passage in passages}):
        rows = [at for at, passage in enumerate(passages) if passage.language == language]
        texts = [bare_text(passages[at].text) for at in rows]
        encoded = np.asarray(readers.encoder(texts, language), dtype=np.float32)
        if encoded.ndim != 2 or len(encoded) != len(texts):
            raise VectorsAreWrong(f"The encoder gave {len(encoded)} vectors for {len(texts)} texts.")
        if found is None:
            found = np.zeros((len(passages), encoded.shape[1]), dtype=np.float32)
        found[rows] = encoded
    return found


def _of_one_state(
    positions: Sequence[int],
    passages: Sequence[Passage],
    demands: Sequence[Demand],
    vectors: Vectors | None,
    policy: Policy,
) -> list[Group]:
    alike: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in positions:
        # What has neither a word nor an instrument says nothing; such passages stay apart.
        telling = demands[at].words or demands[at].instruments
        alike[signature(demands[at]) if telling else (passages[at].id,)].append(at)
    first = [same[0] for same in alike.values()]
    distinct = [demands[at] for at in first]

    def nearness(one: int, other: int) -> float | None:
        return None if vectors is None else float(vectors[first[one]] @ vectors[first[other]])

    @lru_cache(maxsize=_REMEMBERED)
    def scored(one: int, other: int) -> float:
        return score(distinct[one], distinct[other], policy, nearness(one, other))

    pairs = [(scored(one, other), one, other) for one, other in candidates(distinct)]
    clusters = cluster(len(distinct), pairs, scored, policy.same)
    everyone = list(alike.values())
    return [
        _group([at for index in found for at in everyone[index]], passages, demands, vectors, policy)
        for found in clusters
    ]


def _group(
    positions: Sequence[int],
    passages: Sequence[Passage],
    demands: Sequence[Demand],
    vectors: Vectors | None,
    policy: Policy,
) -> Group:
    """Describe a group: who stands for it, what its members share, why each is in it."""
    words: Counter[str] = Counter()
    for at in positions:
        words.update(demands[at].words)
    most = len(positions) / 2
    instruments = Counter(key for at in positions for key in demands[at].instruments)
    acts = Counter(demands[at].acts[0] for at in positions if demands[at].acts)
    head = max(positions, key=lambda at: (sum(words[w] * part for w, part in demands[at].words.items()), -at))
    members = [Member(passages[head].id)]
    for at in positions:
        if at != head:
            near = None if vectors is None else float(vectors[at] @ vectors[head])
            likeness = compare(demands[at], demands[head], policy, near)
            members.append(Member(passages[at].id, passages[head].id, likeness))
    return Group(
        members=tuple(members),
        act=acts.most_common(1)[0][0] if acts else "",
        instruments=tuple(sorted(key for key, count in instruments.items() if count > most)),
        words=tuple(word for word, _ in words.most_common(_NAMED)),
        state=passages[head].state,
    )
