"""What is no citation, and what cites something that does not exist."""

import random
import time

import pytest

from tequio.engines.citation import Instrument, Instruments, Kind, find, parse, resolve, shipped

pytestmark = pytest.mark.engine
KNOWN = shipped()


@pytest.mark.parametrize(
    ("text", "es", "en"),
    [
        ("ICCPR 54", "El PIDCP tiene 53 artículos.", "ICCPR has 53 articles."),
        ("artículo 99999 CADH", "La CADH tiene 82 artículos.", "ACHR has 82 articles."),
        (
            "regla 123 de las Reglas Nelson Mandela",
            "Las Reglas Nelson Mandela tienen 122 reglas.",
            "Nelson Mandela Rules have 122 rules.",
        ),
        ("art. 137 constitucional", "La CPEUM tiene 136 artículos.", None),
        ("art. 0 PIDCP", "Los artículos se cuentan desde el 1.", "Articles are counted from 1."),
        ("art. 14 bis PIDCP", "El PIDCP no tiene artículo 14bis.", "ICCPR has no article 14bis."),
        (
            "artículo 5 del Tratado de Tlön",
            "No se conoce ningún instrumento con el nombre «Tratado de Tlön».",
            "No instrument is known under the name “Tratado de Tlön”.",
        ),
        (
            "art. 14",
            "Falta el instrumento: escriba, por ejemplo, «artículo 14 PIDCP».",
            "The instrument is missing: write, for example, “ICCPR 14”.",
        ),
        (
            "Observación general núm. 20, párr. 7",
            "Varios comités tienen una observación general núm. 20: añada cuál (CCPR, CESCR, CRC).",
            "Several committees have a general comment No. 20: add which one (CCPR, CESCR, CRC).",
        ),
        ("General comment No. 99", None, "No committee in the list has a general comment No. 99."),
        (
            "CRC/C/GC/99",
            None,
            "The list has no general comment No. 99 of the Committee on the Rights of the Child;"
            " the last is No. 26.",
        ),
        ("OC-99/30", None, "The list has no advisory opinion OC-99; the last is OC-32/25."),
        ("OC-23/16", None, "Advisory opinion OC-23 is of 2017: write “OC-23/17”."),
        (
            "Caso Fulano de Tal vs. México, párr. 4",
            "La lista no conoce el caso «Fulano de Tal vs. México»; añada su serie y número,"
            " por ejemplo «Serie C No. 209».",
            None,
        ),
        (
            "Series C No. 99999",
            None,
            "Series C of the Inter-American Court has no number 99999.",
        ),
    ],
)
def test_what_does_not_exist_gets_a_sentence(text, es, en):
    (citation,) = parse(text, KNOWN)
    resolution = resolve(citation, KNOWN)
    assert resolution.id is None
    assert es in (None, resolution.sentence("es"))
    assert en in (None, resolution.sentence("en"))
    assert resolution.sentence("nah") == resolution.sentence("en")


def test_a_case_of_another_state_is_not_taken_for_a_known_one():
    (citation,) = parse("Caso Mendoza y otros vs. Honduras", KNOWN)
    assert resolve(citation, KNOWN).id is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "artículo",
        "art.",
        "article of the",
        "\x00\x00\x00",
        "art.\x00",
        "párr. 5",
        "caso",
        "Case of",
        "vs. México",
        "no. /",
        "(((((",
        "🙂 \u202e \ufffd",
        "12345",
        "and/or s/n c/u a/c e/o",
        "a" * 10_000,
        "1" * 10_000,
        "La conferencia se celebró el 3 de mayo de 2019 en Ginebra.",
        "Many cats and general comments were made in this case.",
    ],
)
def test_what_is_no_citation_gives_none(text):
    assert parse(text, KNOWN) == []
    assert find(text, KNOWN) == []


def test_broken_characters_do_not_hide_a_citation():
    assert [c.article for c in parse("art.\x00 14\u200b.3 PI\u00adDCP", KNOWN)] == ["14"]
    assert [c.article for c in parse("arti\u0301culo 14 PIDCP", KNOWN)] == ["14"]


def test_any_characters_end_in_citations_or_nothing():
    pieces = [
        "art. ", "14", ".", "(", ")", "g)", "PIDCP", "Caso ", "vs. ", "México", ", ", "párr. ", "CRC/C/GC/", "25",
        "general comment No. ", "Serie C No. ", "\x00", "¶", "§", " y ", "-", "bis", "II", "Convención ", "º", "[",
        "General Assembly resolution ", "\ud800", "ß", "İ", "ﬁ", "constitucional",
    ]  # fmt: skip
    seeded = random.Random(5)
    for _ in range(400):
        text = "".join(seeded.choices(pieces, k=seeded.randint(1, 25)))
        for citation in parse(text, KNOWN):
            assert text[citation.start : citation.end] == citation.text != ""
            resolution = resolve(citation, KNOWN)
            assert resolution.id or (resolution.sentence("es") and resolution.sentence("en"))


@pytest.mark.parametrize(
    "unit",
    [
        "art. 14.3 PIDCP; ",
        "artículo ",
        "arts. 1, 2, 3, ",
        "1, ",
        "Caso ",
        "Caso X vs. ",
        "general comment No. 3 ",
        "Convention on the Rights of ",
        "CRC/C/",
        "a/11/",
        "(",
        "p.i.d.",
        "El Comité recuerda que el Estado debe investigar con la debida diligencia toda denuncia. ",
    ],
)
def test_time_grows_with_the_length(unit):
    def seconds(length):
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        find(text, KNOWN)
        return time.process_time() - start

    short, long = (min(seconds(length) for _ in range(3)) for length in (4_000, 32_000))
    assert long < 30 * short + 0.1  # eight times the text; quadratic time would be sixty-four times


def test_a_long_judgment_is_read_at_once():
    sentence = (
        "Por tanto, el Estado violó los artículos 4, 5 y 7 de la Convención Americana en perjuicio de X. "
    )
    start = time.process_time()
    citations = find(sentence * 1_000, KNOWN)
    assert len(citations) == 3_000
    assert time.process_time() - start < 10


def test_the_world_is_an_argument():
    own = Instrument("TLON", {"es": "Tratado de Tlön", "en": "Treaty of Tlön"}, articles=3)
    world = Instruments([own])
    assert resolve(parse("art. 2 del Tratado de Tlön", world)[0], world).id == "TLON.2"
    assert resolve(parse("art. 2 PIDCP", world)[0], world).id is None
    both = KNOWN.extended([own])
    assert [resolve(c, both).id for c in parse("art. 2 del Tratado de Tlön; art. 7 PIDCP", both)] == [
        "TLON.2",
        "ICCPR.7",
    ]
    assert parse("Caso Uqbar vs. Orbis, párr. 3", Instruments())[0].kind is Kind.JUDGMENT
