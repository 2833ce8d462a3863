import json

import numpy as np
import pytest

from tequio.engines.retrieval import IndexIsUnreadable, vectors
from tequio.engines.retrieval.vectors import VectorStore

pytestmark = pytest.mark.engine
WIDTH = 64
WITHOUT_COUNTS = json.dumps({"format": vectors.FORMAT, "encoder": "model"}).encode()


def made(count, seed=0):
    found = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def keys(start, stop):
    return np.arange(start, stop, dtype=np.uint64)


@pytest.fixture
def store(tmp_path):
    return VectorStore(tmp_path, "model", WIDTH)


def test_the_nearest_come_first(store):
    given = made(500)
    store.add(keys(0, 500), given)
    for row in (0, 7, 499):
        rows, likeness = store.nearest(given[row], 10)
        assert rows[0] == row
        assert likeness[0] == pytest.approx(1, abs=0.05)
        assert (np.diff(likeness) <= 0).all()


@pytest.mark.parametrize("count", [0, 1, 5])
def test_few_or_none(store, count):
    if count:
        store.add(keys(0, count), made(count))
    rows, likeness = store.nearest(made(1)[0], 10)
    assert len(rows) == len(likeness) == count


def test_each_language_is_measured_from_its_own_mean(store):
    spanish, english = made(300), made(300, 1)
    shift = np.zeros(WIDTH, dtype=np.float32)
    shift[0] = 3.0
    moved = english + shift
    store.add(keys(0, 300), spanish, tag=1)
    store.add(keys(300, 600), moved / np.linalg.norm(moved, axis=1, keepdims=True), tag=2)
    question = english[5] + spanish[9]
    rows, _ = store.nearest(question / np.linalg.norm(question), 2)
    assert set(rows.tolist()) == {305, 9}


def test_keys_lead_to_their_rows(store):
    store.add(np.array([5, 9, 5], dtype=np.uint64), made(3))
    places, rows = store.rows_of(np.array([9, 4, 5], dtype=np.uint64))
    assert sorted(zip(places.tolist(), rows.tolist(), strict=True)) == [(0, 1), (2, 0), (2, 2)]
    assert store.missing(np.array([4, 5, 4, 9], dtype=np.uint64)).tolist() == [4]


def test_codes_find_what_comparing_all_finds(store, monkeypatch):
    given = made(3_000)
    monkeypatch.setattr(vectors, "EXACT_UP_TO", 500)
    monkeypatch.setattr(vectors, "LOOKED_AT", 600)
    monkeypatch.setattr(vectors, "UNCODED", 300)
    for start in range(0, 3_000, 300):
        store.add(keys(start, start + 300), given[start : start + 300])
    coded = VectorStore(store._folder, "model", WIDTH)
    agreed = []
    for row in range(0, 3_000, 100):
        question = given[row] + 0.5 * given[(row + 1) % 3_000]
        question /= np.linalg.norm(question)
        found, _ = coded.nearest(question, 10)
        all_of_them = coded.likeness(question, np.arange(3_000))
        agreed.append(len(set(found.tolist()) & set(np.argsort(-all_of_them)[:10].tolist())) / 10)
        assert row in found[:2]
    assert np.mean(agreed) > 0.9


def test_a_language_that_comes_later_is_found_through_codes_too(store, monkeypatch):
    monkeypatch.setattr(vectors, "EXACT_UP_TO", 500)
    monkeypatch.setattr(vectors, "LOOKED_AT", 100)
    monkeypatch.setattr(vectors, "UNCODED", 500)
    shift = np.full(WIDTH, 1.0, dtype=np.float32)
    later = made(3_000, 1) + shift
    later /= np.linalg.norm(later, axis=1, keepdims=True)
    store.add(keys(0, 3_000), made(3_000), tag=1)
    for start in range(0, 3_000, 500):
        store.add(keys(3_000 + start, 3_500 + start), later[start : start + 500], tag=2)
    for row in range(0, 3_000, 250):
        turned = later[row] - later.mean(axis=0)
        assert store.nearest(turned / np.linalg.norm(turned), 1)[0].tolist() == [3_000 + row]


def test_no_more_are_compared_than_wanted_however_many_are_alike(store, monkeypatch):
    monkeypatch.setattr(vectors, "EXACT_UP_TO", 500)
    monkeypatch.setattr(vectors, "LOOKED_AT", 100)
    monkeypatch.setattr(vectors, "UNCODED", 500)
    store.add(keys(0, 2_000), np.repeat(made(1), 2_000, axis=0))
    assert len(store.nearest(made(1)[0], 1_000)[0]) == 100


def test_another_process_sees_what_was_added(store, tmp_path):
    other = VectorStore(tmp_path, "model", WIDTH)
    store.add(keys(0, 10), made(10))
    assert len(other) == 0
    other.refresh()
    assert len(other) == 10


def test_vectors_of_another_model_are_not_seen(store, tmp_path):
    store.add(keys(0, 10), made(10))
    other = VectorStore(tmp_path, "another", WIDTH)
    assert len(other) == 0
    other.add(keys(0, 3), made(3))
    assert len(VectorStore(tmp_path, "another", WIDTH)) == 3


def test_what_a_crash_left_behind_the_last_state_is_written_over(store, tmp_path):
    store.add(keys(0, 10), made(10))
    for name in ("keys", "rows", "scales", "tags"):
        with (tmp_path / name).open("ab") as file:
            file.write(b"left over from a crash")
    again = VectorStore(tmp_path, "model", WIDTH)
    assert len(again) == 10
    given = made(5, 3)
    again.add(keys(10, 15), given)
    assert again.nearest(given[2], 1)[0].tolist() == [12]


@pytest.mark.parametrize(
    "damage",
    [("rows", b"short"), ("state.json", b"{"), ("state.json", b"[1]"), ("state.json", WITHOUT_COUNTS)],
)
def test_damaged_files_are_named(store, tmp_path, damage):
    store.add(keys(0, 10), made(10))
    (tmp_path / damage[0]).write_bytes(damage[1])
    with pytest.raises(IndexIsUnreadable, match="make the index again"):
        VectorStore(tmp_path, "model", WIDTH)
