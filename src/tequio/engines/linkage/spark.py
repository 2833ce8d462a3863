"""The same linkage on Spark: pairs are found by joins and compared on the workers, persons are made on the driver.

What is shared with `link_records`, so that both give the same links: the driver reads and checks the lists, numbers
their values and counts how frequent each is, and sends that to the workers; rules, budget and order of neighbours
are those of `blocking`; the sample that the model is learned from is the same positions of the same sorted pairs;
refining, clustering and drawing are the same functions, on the driver, over the pairs that are not all but
impossible. Spark finds the candidate pairs and compares all of them.

This module alone needs pyspark, pandas and pyarrow, which Tequio does not install; nothing else imports it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyspark import Broadcast, StorageLevel, TaskContext
from pyspark.sql import Column, DataFrame, Observation, SparkSession, Window
from pyspark.sql import functions as F  # noqa: N812  as Spark's own pages write it

from tequio.engines.linkage import blocking
from tequio.engines.linkage.blocking import Candidates, Rule, RuleOutcome
from tequio.engines.linkage.columns import Codes
from tequio.engines.linkage.comparing import Comparisons
from tequio.engines.linkage.errors import NothingToCompare
from tequio.engines.linkage.finishing import Scored, finished, least_kept
from tequio.engines.linkage.learning import learned_from, sampled_positions
from tequio.engines.linkage.model import Compared, Model, probability
from tequio.engines.linkage.preparing import Lists, Prepared, prepared
from tequio.engines.linkage.rules import keys_and_rules
from tequio.engines.linkage.settings import Settings
from tequio.engines.linkage.types import Linkage

Longs = NDArray[np.int64]


@dataclass(frozen=True)
class _Spread:
    """Candidate pairs that lie on the workers.

    Args:
        frame: one column, `pair`, left × records + right, each once, in order over all partitions.
        before: partition -> how many pairs lie in the partitions before it.
        found: what the rules brought; its pairs are empty of content and only as many as there are.
    """

    frame: DataFrame
    before: dict[int, int]
    found: Candidates

    @property
    def size(self) -> int:
        return len(self.found.left)


def link_on_spark(
    lists: Lists, settings: Settings, session: SparkSession, seed: int = 1, draws: int = 20
) -> Linkage:
    """Link lists on Spark: the same linkage that `link_records` gives on one machine.

    Args:
        lists: name -> records, each column -> value as written.
        settings: what is compared.
        session: with a context (not Spark Connect); its workers' Python needs this package.
        seed: of the samples and draws.
        draws: how many clusterings are drawn besides the best.

    Raises:
        LinkageError: with one sentence; nothing about a person stands in it.
    """
    ready = prepared(lists, settings)
    comparisons = session.sparkContext.broadcast(ready.comparisons)
    spread = _candidates(session, ready, settings)
    try:
        model = _learned(ready, spread, comparisons, seed)
        scored = _scored(ready, spread, comparisons, model, least_kept(settings))
    finally:
        spread.frame.unpersist()
        comparisons.destroy()
    return finished(ready, settings, spread.found, model, scored, (), draws, seed, lambda stage, share: None)


def _candidates(session: SparkSession, ready: Prepared, settings: Settings) -> _Spread:
    """Find the candidate pairs by joins, with the rules and the budget of `blocking.candidates`."""
    keys, rules = keys_and_rules(ready.comparisons, ready.known, settings)
    columns = {key: f"key_{at}" for at, key in enumerate(keys)}
    records = session.createDataFrame(_records(ready, keys, columns))
    wide = frozenset(columns[key] for key, codes in keys.items() if codes.ndim > 1)
    blocked = _blocked(records, [[columns[key] for key in rule] for rule in rules], wide)
    blocked = blocked.persist(StorageLevel.DISK_ONLY)
    reach = _reaches(rules, blocked, len(ready.records), bool(settings.blocking))
    seen = Observation()
    counts = [F.count(F.when(F.col("rule") == at, 1)).alias(f"rule_{at}") for at in range(len(rules))]
    brought = _pairs(blocked, [reach.get(rule, (-1, 0))[0] for rule in rules], ready).observe(seen, *counts)
    spread = brought.select("pair").distinct().sort("pair").persist(StorageLevel.DISK_ONLY)
    counted = spread.groupBy(F.spark_partition_id().alias("at")).count().collect()
    blocked.unpersist()
    outcomes = tuple(
        RuleOutcome(rule, seen.get[f"rule_{at}"], reach[rule][1])
        for at, rule in enumerate(rules)
        if rule in reach
    )
    before, size = {}, 0
    for row in sorted(counted, key=lambda row: row["at"]):
        before[row["at"]] = size
        size += row["count"]
    if not size:
        raise NothingToCompare("no_pair")
    nothing = np.broadcast_to(np.int64(0), size)  # takes no memory; the checks ask only how many there are
    left_out = tuple(rule for rule in rules if rule not in reach)
    return _Spread(spread, before, Candidates(nothing, nothing, outcomes, left_out))


def _records(ready: Prepared, keys: dict[str, Codes], columns: dict[str, str]) -> pa.Table:
    """Give each record's list, place in the order of neighbours, and blocking keys."""
    size = len(ready.records)
    table: dict[str, object] = {
        "record": np.arange(size),
        "list": ready.comparisons.list_of,
        "place": blocking.places(keys, size),
    }
    for key, codes in keys.items():
        if codes.ndim == 1:
            table[columns[key]] = codes
        else:
            starts = np.arange(0, codes.size + 1, codes.shape[1], dtype=np.int32)
            table[columns[key]] = pa.ListArray.from_arrays(starts, np.ascontiguousarray(codes).ravel())
    return pa.table(table)


def _blocked(records: DataFrame, rules: Sequence[Sequence[str]], wide: frozenset[str]) -> DataFrame:
    """Give the records that have all keys of a rule, once in each block; a block is its rule and its keys.

    All rules lie in one frame, so that Spark plans one join and not one for each.
    """
    found: DataFrame | None = None
    for at, rule in enumerate(rules):
        frame = records.select("record", "list", "place", *rule)
        for key in rule:
            if key in wide:
                frame = frame.withColumn(key, F.explode(key))
            frame = frame.where(F.col(key) >= 0)
        number = F.lit(at)
        frame = frame.select(
            "record", "list", "place", number.alias("rule"), F.array(number, *rule).alias("block")
        )
        found = frame if found is None else found.union(frame)
    assert found is not None
    return found.distinct()


def _reaches(
    rules: Sequence[Rule], blocked: DataFrame, records: int, chosen: bool
) -> dict[Rule, tuple[int, int]]:
    """Give for each rule that is used the largest block compared whole, and the records in larger ones."""
    held_by = blocked.groupBy("rule", "block").agg(F.count(F.lit(1)).alias("size"))
    counts: list[list[tuple[int, int]]] = [[] for _ in rules]
    for row in held_by.groupBy("rule", "size").agg(F.count(F.lit(1)).alias("blocks")).collect():
        counts[row["rule"]].append((row["size"], row["blocks"]))
    # As the engine has them: where each block begins, in rising order of size.
    bounds = [
        np.concatenate([[0], np.cumsum([size for size, blocks in sorted(some) for _ in range(blocks)])])
        .astype(np.int64) for some in counts
    ]  # fmt: skip
    return blocking.reaches(dict(zip(rules, bounds, strict=True)), records, chosen)


def _pairs(blocked: DataFrame, largest: Sequence[int], ready: Prepared) -> DataFrame:
    """Pair the records of each block: all of a small block by a join, near neighbours in a large one.

    Args:
        blocked: from `_blocked`.
        largest: of each rule, the block that is still compared whole; -1 for a rule that is not used.
    """
    limit = F.array(*map(F.lit, largest))[F.col("rule")]
    sized = blocked.withColumn("largest", limit).where(F.col("largest") >= 0)
    sized = sized.withColumn("size", F.count(F.lit(1)).over(Window.partitionBy("block")))
    small = sized.where((F.col("size") <= F.col("largest")) & (F.col("size") > 1))
    left = small.select("block", "rule", F.col("record").alias("left"), F.col("list").alias("left_list"))
    right = small.select("block", F.col("record").alias("right"), F.col("list").alias("right_list"))
    whole = left.join(right, "block").where(F.col("left") < F.col("right"))
    near = Window.partitionBy("block").orderBy("place").rowsBetween(1, blocking.NEIGHBOURS)
    next_ones = F.collect_list(F.struct(F.col("record").alias("right"), F.col("list").alias("right_list")))
    cut = (
        sized.where(F.col("size") > F.col("largest"))
        .select(
            "rule",
            F.col("record").alias("left"),
            F.col("list").alias("left_list"),
            next_ones.over(near).alias("near"),
        )
        .withColumn("near", F.explode("near"))
        .select("rule", "left", "left_list", "near.right", "near.right_list")
    )
    both = whole.select("rule", "left", "left_list", "right", "right_list").union(cut)
    size = F.lit(len(ready.records)).cast("long")
    return both.where(_may_be_one(ready)).select(
        "rule", (F.least("left", "right") * size + F.greatest("left", "right")).alias("pair")
    )


def _may_be_one(ready: Prepared) -> Column:
    """Say that two records are not of one list that counts nobody twice."""
    apart = [at for at, one in enumerate(ready.one_each) if one]
    return (F.col("left_list") != F.col("right_list")) | ~F.col("left_list").isin(apart)


class _Comparing:
    """Compares pairs on a worker.

    Args:
        comparisons: all fields of all records.
        before: partition -> how many pairs lie before it.
        positions: which pairs, by their place among all, in rising order; None for all.
        model: with it, pairs below a probability are left out.
        least: that probability.
    """

    def __init__(
        self,
        comparisons: Broadcast[Comparisons],
        before: dict[int, int],
        positions: Broadcast[Longs] | None = None,
        model: Model | None = None,
        least: float = 0.0,
    ) -> None:
        self._comparisons, self._before, self._positions = comparisons, before, positions
        self._model, self._least = model, least

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Give the pairs of each batch with their levels and chances."""
        context = TaskContext.get()
        assert context is not None
        at = self._before.get(context.partitionId(), 0)
        comparisons = self._comparisons.value
        size = len(comparisons.list_of)
        for batch in batches:
            pairs = batch.column(0).to_numpy()
            kept = self._some(pairs, at)
            at += len(pairs)
            compared = comparisons.compare(kept // size, kept % size)
            if self._model is not None:
                odds = self._model.odds(self._model.weights(compared))
                where = np.flatnonzero(probability(odds) >= self._least)
                kept, compared = kept[where], compared.some(where)
            yield pa.RecordBatch.from_pydict(
                {
                    "pair": kept,
                    **{f"level_{n}": each.astype(np.int8) for n, each in enumerate(compared.levels.T)},
                    **{
                        f"chance_{n}": np.ascontiguousarray(each) for n, each in enumerate(compared.chances.T)
                    },
                }
            )

    def _some(self, pairs: Longs, at: int) -> Longs:
        if self._positions is None:
            return pairs
        positions = self._positions.value
        first, last = np.searchsorted(positions, [at, at + len(pairs)])
        return np.asarray(pairs[positions[first:last] - at])


def _gathered(spread: _Spread, comparing: _Comparing, width: int) -> tuple[Longs, Compared]:
    """Compare on the workers and bring what they give to the driver, in the order of the pairs."""
    columns = [
        "pair long",
        *(f"level_{n} byte" for n in range(width)),
        *(f"chance_{n} float" for n in range(width)),
    ]
    table = spread.frame.mapInArrow(comparing, ", ".join(columns)).toArrow()
    pairs = table["pair"].to_numpy()
    order = np.argsort(pairs, kind="stable")
    levels = np.column_stack([table[f"level_{n}"].to_numpy()[order] for n in range(width)]).astype(np.uint8)
    chances = np.column_stack([table[f"chance_{n}"].to_numpy()[order] for n in range(width)])
    return pairs[order], Compared(levels, chances.astype(np.float32))


def _learned(ready: Prepared, spread: _Spread, comparisons: Broadcast[Comparisons], seed: int) -> Model:
    """Learn on the driver, from pairs that the workers compared; the same sample as on one machine."""
    random = np.random.default_rng(seed)
    context = spread.frame.sparkSession.sparkContext
    at = sampled_positions(spread.size, random)
    positions: Broadcast[Longs] | None = None if at is None else context.broadcast(at)
    comparing = _Comparing(comparisons, spread.before, positions)
    _, among = _gathered(spread, comparing, len(ready.comparisons.names))
    return learned_from(ready, among, spread.size, random)


def _scored(
    ready: Prepared, spread: _Spread, comparisons: Broadcast[Comparisons], model: Model, least: float
) -> Scored:
    comparing = _Comparing(comparisons, spread.before, None, model, least)
    pairs, compared = _gathered(spread, comparing, len(ready.comparisons.names))
    size = len(ready.records)
    return Scored(pairs // size, pairs % size, compared)
