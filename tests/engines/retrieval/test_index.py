import multiprocessing
import os
import re
import signal
import time
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest

from tequio.engines.retrieval import (
    AnotherIsWriting,
    Index,
    IndexIsUnreadable,
    NoIndexHere,
    Passage,
    Query,
    parse_query,
)
from tequio.engines.retrieval.thesaurus import load

pytestmark = pytest.mark.engine
THESAURUS = load()


class Letters:
    """An encoder without a model: texts that share threes of letters lie near one another."""

    name = "letters"
    dimensions = 64

    def encode(self, texts, language="", *, query=False):
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                for start in range(max(1, len(word) - 2)):
                    cut = blake2b(word[start : start + 3].encode(), digest_size=2).digest()
                    vectors[row, int.from_bytes(cut, "little") % self.dimensions] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def passage(one, language, text, heading="", **fields):
    return Passage(
        f"{one}.{language}", one, language, text, heading, {name: (value,) for name, value in fields.items()}
    )


PASSAGES = [
    passage(
        "A.1", "es", "Ninguna confesión obtenida por tortura vale como prueba.", "Prueba", instrument="A"
    ),
    passage("A.1", "en", "No statement made under duress counts as evidence.", "Evidence", instrument="A"),
    passage(
        "A.2",
        "es",
        "Toda persona detenida será llevada sin demora ante un juez.",
        instrument="A",
        year="1984",
    ),
    passage(
        "A.2", "en", "Anyone detained shall be brought promptly before a judge.", instrument="A", year="1984"
    ),
    passage(
        "B.1", "es", "La familia tiene derecho a saber dónde está la persona desaparecida.", instrument="B"
    ),
    passage("B.2", "en", "Children shall attend school free of charge.", instrument="B", country="MX"),
    passage("B.3", "fr", "Nul ne sera soumis à la torture.", instrument="B"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("index")
    Index.create(made, Letters(), THESAURUS).add(PASSAGES)
    return made


@pytest.fixture(scope="module")
def index(folder):
    return Index.open(folder, Letters(), THESAURUS)


def groups(results):
    return [hit.group for hit in results.hits]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("¿vale una confesión obtenida bajo tortura?", "A.1"),
        ("confesion torturado", "A.1"),
        ("evidence obtained under duress", "A.1"),
        ("brought before a judge", "A.2"),
        ("llevar a los detenidos con un juez", "A.2"),
        ("torture instrumento:A", "A.1"),
    ],
)
def test_a_question_finds_its_provision_whatever_the_language(index, asked, first):
    assert groups(index.search(asked))[0] == first


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("levantón", "B.1"),
        ("enforced disappearance", "B.1"),
        ("niños en la escuela", "B.2"),
        ("jueces", "A.2"),
    ],
)
def test_concepts_cross_languages_without_vectors(folder, asked, first):
    assert groups(Index.open(folder, None, THESAURUS).search(asked))[0] == first


def test_a_provision_in_two_languages_counts_once(index):
    results = index.search("juez judge detenida detained")
    assert groups(results).count("A.2") == 1
    both = index.search("juez judge detenida detained", group=False)
    assert [hit.id for hit in both.hits[:2]] in (["A.2.es", "A.2.en"], ["A.2.en", "A.2.es"])
    assert results.total == len(results.hits)


@pytest.mark.parametrize(
    ("asked", "arguments", "found"),
    [
        ("tortura", {"languages": {"en"}}, {"en"}),
        ("tortura", {"languages": {"es"}}, {"es"}),
        ("torture", {"languages": {"fr"}}, {"fr"}),
        ("tortura", {"languages": set()}, set()),
    ],
)
def test_hits_only_in_the_languages_asked_for(index, asked, arguments, found):
    assert {hit.id[-2:] for hit in index.search(asked, **arguments).hits} == found


def test_the_version_in_another_language_speaks_for_a_provision(index):
    first = index.search("confesión obtenida por tortura", languages={"en"}).hits[0]
    assert first.id == "A.1.en"
    assert any(reason.kind == "words" and reason.language == "es" for reason in first.reasons)


@pytest.mark.parametrize(
    ("asked", "filters", "found"),
    [
        ("instrumento:a", None, {"A.1", "A.2"}),
        ("año:1984", None, {"A.2"}),
        ("persona", {"instrument": ["B"]}, {"B.1", "B.2", "B.3"}),
        ("persona instrument:A", {"instrument": ["B"]}, set()),
        ("country:MX", None, {"B.2"}),
        ('"persona detenida"', None, {"A.2"}),
        ('"detenida persona"', None, set()),
        ("persona AND familia", None, {"B.1"}),
        ("persona NOT familia", None, {"A.2"}),
        ("confesión OR familia", None, {"A.1", "B.1"}),
        ("NOT persona instrument:B", None, {"B.2", "B.3"}),
        ('"de la"', None, set()),
    ],
)
def test_conditions_and_filters_hold(index, asked, filters, found):
    assert set(groups(index.search(asked, filters=filters))) == found


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("llevada ante un juez", "A.2.es"),
        ("brought before a judge", "A.2.en"),
        ("escuela de los niños", "B.2.en"),
    ],
)
def test_of_a_provision_the_version_in_the_language_of_the_question_is_shown(folder, asked, first):
    assert Index.open(folder, None, THESAURUS).search(asked).hits[0].id == first


def test_boosts_change_the_order_and_nothing_else(index):
    plain = groups(index.search("persona"))
    boosted = groups(index.search("persona", boosts={"instrument": {"B": 100.0}}))
    assert boosted[0] == "B.1" != plain[0]
    assert set(plain) == set(boosted)


def test_a_hit_says_why(index, folder):
    by_words = Index.open(folder, None, THESAURUS)
    reasons = index.search("confesión obtenida bajo tortura").hits[0].reasons
    told = {(reason.kind, reason.language) for reason in reasons}
    assert ("words", "es") in told
    words = next(reason.detail for reason in reasons if reason.kind == "words")
    assert {"confesión", "obtenida", "tortura"} <= set(words.split(", "))
    concepts = [one.detail for one in by_words.search("levantón").hits[0].reasons if one.kind == "concept"]
    assert "desaparición forzada" in concepts


@pytest.mark.parametrize(
    "asked", ["", "   ", "?!", "de la", "el los", "the of and", "NOT", "()", '"', "a" * 10_000]
)
def test_a_question_without_a_word_is_answered_with_a_note(index, asked):
    results = index.search(asked)
    assert results.notes


@pytest.mark.parametrize(
    "asked",
    [
        "a " * 5_000,
        "*" * 3_000,
        "(" * 3_000 + "x",
        "tortura OR " * 400,
        '"' + "tortura " * 400 + '"',
        "ñ" * 2_000,
    ],
)
def test_no_question_is_slow(index, asked):
    start = time.perf_counter()
    index.search(asked)
    assert time.perf_counter() - start < 2


def test_limits(index):
    assert len(index.search("persona", limit=1).hits) == 1
    assert index.search("persona", limit=0).hits == ()
    assert index.search("persona", limit=-5).hits == ()
    assert len(index.search(Query("persona"), limit=10**9).hits) >= 1


def test_a_passage_is_replaced_and_removed(tmp_path):
    index = Index.create(tmp_path, Letters())
    index.add([passage("A", "es", "agua potable"), passage("B", "es", "vivienda digna")])
    index.add([passage("A", "es", "aire limpio")])
    assert len(index) == 2
    assert groups(index.search('"agua"')) == []
    assert groups(index.search("aire"))[0] == "A"
    index.remove(["A.es", "unknown"])
    assert len(index) == 1
    assert groups(index.search("aire limpio")) in ([], ["B"])


def test_words_are_found_before_their_vectors_are_there(tmp_path):
    index = Index.create(tmp_path, Letters())
    told = []
    index.add(PASSAGES, told.append, vectors=False)
    assert told[-1] == len(PASSAGES)
    assert index.pending() == len(PASSAGES)
    assert groups(index.search("juez"))[0] == "A.2"
    assert index.complete(most=2) == 2
    assert index.pending() == len(PASSAGES) - 2
    assert index.complete() == len(PASSAGES) - 2
    assert index.pending() == index.complete() == 0


def test_words_that_come_back_are_not_encoded_again(tmp_path):
    class Counting(Letters):
        texts = 0

        def encode(self, texts, language="", *, query=False):
            self.texts += len(texts)
            return super().encode(texts, language, query=query)

    encoder = Counting()
    index = Index.create(tmp_path, encoder)
    index.add(PASSAGES)
    before = encoder.texts
    index.remove([one.id for one in PASSAGES])
    index.add(PASSAGES)
    assert encoder.texts == before


def test_all_of_an_addition_is_kept_or_nothing(tmp_path):
    def broken():
        yield passage("A", "es", "agua")
        raise RuntimeError("the source broke off")

    index = Index.create(tmp_path)
    with pytest.raises(RuntimeError):
        index.add(broken())
    assert len(index) == 0
    index.add([passage("B", "es", "agua")])
    assert len(index) == 1


def test_an_index_has_one_writer_and_many_readers(tmp_path):
    index = Index.create(tmp_path)
    index.add([passage("A", "es", "agua")])

    def while_writing():
        yield passage("B", "es", "aire")
        assert groups(Index.open(tmp_path).search("agua")) == ["A"]
        with pytest.raises(AnotherIsWriting):
            Index.open(tmp_path).add([passage("C", "es", "fuego")])

    index.add(while_writing())
    assert len(Index.open(tmp_path)) == 2


def _add_and_hang(folder, ready):
    def hanging():
        yield passage("B", "es", "aire")
        ready.set()
        time.sleep(60)

    Index.open(Path(folder), Letters()).add(hanging())


def test_a_crash_while_indexing_loses_nothing(tmp_path):
    Index.create(tmp_path, Letters()).add([passage("A", "es", "agua")])
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    process = context.Process(target=_add_and_hang, args=(str(tmp_path), ready))
    process.start()
    assert ready.wait(30)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    index = Index.open(tmp_path, Letters())
    assert groups(index.search("agua")) == ["A"]
    index.add([passage("B", "es", "aire")])
    assert len(index) == 2


def test_a_folder_without_or_with_a_broken_index(tmp_path):
    with pytest.raises(NoIndexHere, match="holds no search index"):
        Index.open(tmp_path / "nothing")
    Index.create(tmp_path).add([passage("A", "es", "agua")])
    (tmp_path / "words" / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(IndexIsUnreadable, match="make it again"):
        Index.open(tmp_path)


def test_an_empty_index_answers(tmp_path):
    results = Index.create(tmp_path, Letters(), THESAURUS).search(parse_query("tortura"))
    assert (tuple(results.hits), results.total) == ((), 0)


def test_an_index_without_its_terms_is_to_be_made_again(tmp_path):
    Index.create(tmp_path).add([passage("A", "es", "agua")])
    (tmp_path / "terms" / "state.json").unlink()
    for enter in (Index.open, Index.create):
        with pytest.raises(IndexIsUnreadable, match="make it again"):
            enter(tmp_path)
