"""Citations inside sentences: which are found, and where."""

import pytest

from tequio.engines.citation import find, parse, resolve, shipped

pytestmark = pytest.mark.engine
KNOWN = shipped()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "El Tribunal recuerda que el artículo 8.2.h de la Convención Americana y el artículo 14.5 del PIDCP"
            " protegen el derecho a recurrir (Caso Herrera Ulloa vs. Costa Rica, párr. 158).",
            [
                ("artículo 8.2.h de la Convención Americana", "ACHR.8.2.h"),
                ("artículo 14.5 del PIDCP", "ICCPR.14.5"),
                ("Caso Herrera Ulloa vs. Costa Rica, párr. 158", "IACTHR.C107.158"),
            ],
        ),
        (
            "Recalling article 2 of the Convention against Torture, and its general comment No. 2 (2007),"
            " the Committee notes that 12 cats were in 3 rooms.",
            [
                ("article 2 of the Convention against Torture", "CAT.2"),
                ("general comment No. 2", None),
            ],
        ),
        (
            "El Pacto Internacional de Derechos Civiles y Políticos, de 1966, fue ratificado en 1981.",
            [],
        ),
        ("En el artículo 5 de la ley se prevé; véase el artículo 3.", []),
        (
            "see CCPR/C/116/D/2006/2010, para. 8.5, and A/HRC/27/8, paras. 148.3 and 148.4.",
            [
                ("CCPR/C/116/D/2006/2010, para. 8.5", "CCPR/C/116/D/2006/2010.8.5"),
                ("A/HRC/27/8, paras. 148.3 and 148.4", "A/HRC/27/8.148.3"),
                ("A/HRC/27/8, paras. 148.3 and 148.4", "A/HRC/27/8.148.4"),
            ],
        ),
        (
            "La Convención Americana, el artículo 14 del PIDCP y la Convención de Belém do Pará, artículo 7.",
            [
                ("artículo 14 del PIDCP", "ICCPR.14"),
                ("Convención de Belém do Pará, artículo 7", "BELEM.7"),
            ],
        ),
        (
            "La Constitución de Colombia, artículo 12, y la Constitución Política del Perú, artículo 2.",
            [],
        ),
        ("the artículo 2 de la Constitución Política del Perú dispone", []),
        (
            "Caso Radilla Pacheco Vs. México. Resolución de la Presidenta de la Corte de 9 de junio de 2008, párr. 19.",
            [],
        ),
        (
            "Caso Cantoral Huamaní y García Santa Cruz, supra nota 13, párr. 131. Cfr. Caso Tibi Vs. Ecuador, párr. 2.",
            [
                ("Caso Cantoral Huamaní y García Santa Cruz, supra nota 13, párr. 131", "IACTHR.C167.131"),
                ("Caso Tibi Vs. Ecuador, párr. 2", "IACTHR.C114.2"),
            ],
        ),
        (
            "Refugee 33, Rome 7, reparation 5 and genocide 2 are words; REFUGEE.33 is an id.",
            [("REFUGEE.33", "REFUGEE.33")],
        ),
        ("En este caso iría en contra de lo pactado. El caso. Manifestó en contra de los hechos.", []),
    ],
)
def test_found_in_running_text(text, found):
    citations = find(text, KNOWN)
    assert [(c.text, resolve(c, KNOWN).id) for c in citations] == found
    assert all(text[c.start : c.end] == c.text for c in citations)


def test_parse_gives_the_parts_of_a_citation():
    (citation,) = parse("  véase art. 14.3.g PIDCP.", KNOWN)
    assert (citation.instrument, citation.article, citation.paragraph, citation.letter) == (
        "ICCPR",
        "14",
        "3",
        "g",
    )
    assert (citation.start, citation.end) == (8, 25)
    (judgment,) = parse("Serie C No. 209, párr. 139", KNOWN)
    assert (judgment.number, judgment.paragraph, judgment.letter) == ("C209", "139", None)
