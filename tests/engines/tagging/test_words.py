"""Words: stems, folding, languages, and the English gloss of Spanish."""

import pytest

from tequio.engines.tagging.gloss import gloss, root, singular
from tequio.engines.tagging.reading import read
from tequio.engines.tagging.words import LONGEST_PASSAGE, fold, stem, tokens, tokens_and_breaks

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("words", "same_stem"),
    [
        ("right rights", "right"),
        ("ratify ratifies ratified ratifying ratification", "ratify"),
        ("ensure ensures ensured ensuring", "ensur"),
        ("policy policies", "policy"),
        ("children child", "child"),
        ("women woman", "woman"),
        ("stop stopped stopping", "stop"),
        ("crisis crises", "crisis"),
    ],
)
def test_forms_of_a_word_have_one_stem(words: str, same_stem: str) -> None:
    assert {stem(word) for word in words.split()} == {same_stem}


def test_words_are_folded_and_possessives_taken_off() -> None:
    assert tokens("The Ombudsman’s duties: niñez, ACCIÓN 2030!") == [
        "the",
        "ombudsman",
        "duties",
        "ninez",
        "accion",
        "2030",
    ]
    assert fold("Ñandú") == "nandu"


def test_a_stop_is_marked_on_the_word_after_it() -> None:
    words, written, breaks = tokens_and_breaks("Ratify, sign; and ACT")
    assert written == ["Ratify", "sign", "and", "ACT"]
    assert (words, breaks) == (
        ["ratify", "sign", "and", "act"],
        [False, True, True, False],
    )


def test_only_the_beginning_of_a_very_long_passage_is_read() -> None:
    assert len(tokens("word " * LONGEST_PASSAGE)) == LONGEST_PASSAGE // 5


@pytest.mark.parametrize(
    ("passage", "language"),
    [
        ("Continue its efforts to combat poverty", "en"),
        ("Continuar sus esfuerzos para combatir la pobreza", "es"),
        ("Celebrar elecciones libres", "es"),
        ("Sign treaties", "en"),
        ("Poursuivre les efforts dans la lutte contre la pauvreté", "fr"),
        ("Continuar os esforços para combater a pobreza e não discriminar", "pt"),
        ("Die Anstrengungen zur Bekämpfung der Armut fortsetzen und nicht nachlassen", "de"),
        ("", None),
        ("🎉🎉🎉", None),
        ("12 34", None),
    ],
)
def test_the_language_is_told(passage: str, language: str | None) -> None:
    assert read(passage).language == language


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("la trata de personas", "human trafficking"),
        ("derecho humanitario", "humanitarian right"),
        ("las personas con discapacidad", "the persons with disabilities"),
        ("ratifique", "ratify"),
        ("garantice", "ensure"),
        ("derechos económicos, sociales y culturales", "economic social and cultural rights"),
        ("Convención contra la Tortura", "convention against torture"),
        ("la no devolución", "the non refoulement"),
        ("globalización", "globalization"),
    ],
)
def test_spanish_is_read_as_english_words(spanish: str, english: str) -> None:
    glossed = " ".join(word.english for word in gloss(*tokens_and_breaks(spanish)))
    assert glossed == english


def test_a_gloss_keeps_the_words_it_stands_for() -> None:
    words = gloss(*tokens_and_breaks("combatir trata de personas"))
    assert {word.shown for word in words if word.english in {"human", "trafficking"}} == {"trata de personas"}


@pytest.mark.parametrize(
    ("words", "same"),
    [("garantizar garantice garantizando", root), ("buscar busque", root), ("derecho derechos", singular)],
)
def test_forms_of_a_spanish_word_have_one_root(words: str, same) -> None:
    assert len({same(word) for word in words.split()}) == 1
