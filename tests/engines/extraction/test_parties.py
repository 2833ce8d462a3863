import time

import pytest

from tequio.engines.extraction.parties import canonical, find_parties, party_name


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("Mexico and the UK agreed", "en", ["Mexico", "United Kingdom"]),
        ("the U.S. delegation and the EU (US$ 5)", "en", ["United States", "European Union"]),
        ("United States of America, Bolivia (Plurinational State of)", "en", ["United States", "Bolivia"]),
        ("Papua New Guinea, Guinea-Bissau and Guinea", "en", ["Papua New Guinea", "Guinea-Bissau", "Guinea"]),
        ("Côte d’Ivoire and Cote d'Ivoire", "en", ["Côte d'Ivoire", "Côte d'Ivoire"]),
        ("THE GOVERNMENTS OF AUSTRALIA AND NEW ZEALAND", "en", ["Australia", "New Zealand"]),
        (
            "the Inter-American Commission on Human Rights",
            "en",
            ["Inter-American Commission on Human Rights"],
        ),
        ("los Estados Unidos y la UE", "es", ["Estados Unidos", "Unión Europea"]),
        ("México y EU firmaron; EE.UU. también", "es", ["México", "Estados Unidos", "Estados Unidos"]),
        (
            "el Comité contra la Tortura y la CIDH",
            "es",
            [
                "Comité contra la Tortura",
                "Comisión Interamericana de Derechos Humanos",
            ],
        ),
        ("Panama, Peru y Haiti, sin acentos", "es", ["Panamá", "Perú", "Haití"]),
    ],
)
def test_names_states_and_bodies(words, language, expected):
    assert [mention.name for mention in find_parties(words, language)] == expected


@pytest.mark.parametrize(
    ("words", "language", "codes"),
    [
        ("the Mexican delegation and British officials", "en", ["MX", "GB"]),
        ("autoridades mexicanas, estadounidenses, francesas y alemanas", "es", ["MX", "US", "FR", "DE"]),
        ("Delegaciones Guatemaltecas", "es", ["GT"]),
    ],
)
def test_reads_adjectives(words, language, codes):
    mentions = find_parties(words, language)
    assert [mention.code for mention in mentions] == codes
    assert all(mention.is_adjective for mention in mentions)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("held in Mexico City, in New Mexico and in the Gulf of Mexico", "en"),
        ("Central American and Latin American states", "en"),
        ("Mauricio Torres Córdova and Michael Jordan", "en"),
        ("publicado en español", "es"),
        ("UN ACUERDO", "es"),
        ("tell us more", "en"),
        ("Mexicoland", "en"),
        ("", "en"),
    ],
)
def test_reads_over_what_is_no_party(words, language):
    assert find_parties(words, language) == ()


def test_offsets_are_those_of_the_passage():
    words = "Both Mexico’s and the U.K.’s officials"
    assert [words[m.start : m.end] for m in find_parties(words, "en")] == ["Mexico", "U.K."]


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("the UK", "en", "United Kingdom"),
        ("UK", "es", "Reino Unido"),
        ("los Estados Unidos", "en", "United States"),
        ("OHCHR", "es", "ACNUDH"),
        ("Mexican", "en", None),
        ("Atlantis", "en", None),
    ],
)
def test_gives_the_canonical_name(name, language, expected):
    assert canonical(name, language) == expected


def test_both_languages_share_a_code():
    assert find_parties("Germany", "en")[0].code == find_parties("Alemania", "es")[0].code == "DE"
    assert party_name("DE", "es") == "Alemania"


def test_reads_a_megabyte_in_linear_time():
    started = time.process_time()
    assert len(find_parties("Mexico met El United States of " * 32_000, "en")) == 64_000
    assert time.process_time() - started < 10
