import pytest

from tequio.engines.extraction.persons import find_names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            "the Under-Secretary for Multilateral Affairs, Joel Hernández García, and",
            ["Joel Hernández García"],
        ),
        ("Secretary of the Navy Admiral José Rafael Ojeda", ["José Rafael Ojeda"]),
        (
            "White House Homeland Security Advisor Dr. Elizabeth Sherwood-Randall",
            ["Elizabeth Sherwood-Randall"],
        ),
        ("Deputy Attorney General Lisa O. Monaco", ["Lisa O. Monaco"]),
        ("Luisa María Alcalde Luján, Secretary of the Interior", ["Luisa María Alcalde Luján"]),
        ("President Luiz Inácio Lula da Silva of Brazil", ["Luiz Inácio Lula da Silva"]),
        ("President Joseph R. Biden Jr. of the United States", ["Joseph R. Biden Jr."]),
        ("the Minister for Justice, Senator Ellison", ["Ellison"]),
        ("THE MINISTER FOR FOREIGN AFFAIRS, ALEXANDER DOWNER", ["Alexander Downer"]),
        ("The Hon Mark Vaile MP, Minister for Trade", ["Mark Vaile"]),
        ("el subsecretario Julio Gómez Robles", ["Julio Gómez Robles"]),
        (
            "Roberto de León Huerta; Aureny Aguirre O. Sunza",
            ["Roberto de León Huerta", "Aureny Aguirre O. Sunza"],
        ),
        ("Barack Obama y Enrique Peña Nieto", ["Barack Obama", "Enrique Peña Nieto"]),
    ],
)
def test_finds_names_without_titles(words, names):
    assert [name.words for name in find_names(words)] == names


@pytest.mark.parametrize(
    "words",
    [
        "the High Level Dialogue on Human Rights between the European Union and Mexico",
        "held in Mexico City and at the White House",
        "se reunieron en Chetumal, Quintana Roo, los días",
        "the Los Angeles Declaration on Migration and Protection",
        "MEDIA RELEASE",
        "Vice-Ministers and Heads of Delegation",
        "",
    ],
)
def test_takes_no_body_or_place_for_a_person(words):
    assert find_names(words) == []


def test_a_word_that_the_document_writes_in_lower_case_is_no_name():
    assert (
        find_names("welcomed Shared Prosperity and Ana Ruiz", frozenset({"shared", "prosperity"}))[0].words
        == "Ana Ruiz"
    )
