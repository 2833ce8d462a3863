"""What a document is called before a person has named it."""

import re

import pytest

from tequio.apps.library.operations.titles import title_of
from tequio.text import Paragraph, Role, Text

LONG = "The two Governments met to discuss " + "human rights in many fields, " * 12


def text_of(*lines: str, title: str | None = None) -> Text:
    """Each line a paragraph; "- " begins a list item, "# " a heading."""
    content = "\n\n".join(lines)
    paragraphs = []
    for match in re.finditer(r"[^\n]+", content):
        marks = {"- ": Role.LIST_ITEM, "# ": Role.HEADING}
        role = marks.get(match.group()[:2], Role.PARAGRAPH)
        start = match.start() + (0 if role is Role.PARAGRAPH else 2)
        paragraphs.append(Paragraph(start, match.end(), role))
    return Text(content, tuple(paragraphs), "en", title=title)


MEETING = "Mexico and the United Kingdom hold first Human Rights Dialogue: Joint Statement"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["# Policy paper", MEETING, "# Published 18 January 2024", LONG], MEETING),
        (["# Skip to main content", "# OHCHR in Mexico", "# Profile", LONG], "OHCHR in Mexico"),
        (
            ["# Title: Diapositiva 1", "# COOPERATION TO COMBAT", "# CRIMES AGAINST MIGRANTS", LONG],
            "COOPERATION TO COMBAT CRIMES AGAINST MIGRANTS",
        ),
        (
            ["# COOPERATION AGAINST CRIME", "Seminar on Rights, Rome, 3 May 2011,", LONG],
            "Seminar on Rights, Rome, 3 May 2011",
        ),
        (["# Mexico and the EU strengthen their ties", LONG], "Mexico and the EU strengthen their ties"),
        (
            [
                "Comunicado conjunto",
                "Ciudad de México, a 3 de mayo de 2024",
                "Diálogo México–Suiza en Berna",
                LONG,
            ],
            "Diálogo México–Suiza en Berna",
        ),
        (
            [
                "United Nations A/HRC/DEC/59/112",
                "General Assembly Distr.: General",
                "14 July 2025",
                "# Human Rights Council",
                LONG,
            ],
            "Human Rights Council",
        ),
        (
            ["Título: Acuerdos de la tercera reunión bilateral", LONG],
            "Acuerdos de la tercera reunión bilateral",
        ),
        # A heading below running text is a section's; the file's name says more.
        ([LONG, "# Cooperation on Migration"], "joint declaration 2021"),
        (["- To ratify the Protocol at once", LONG], "joint declaration 2021"),
        (["They agreed on the following points of the dialogue:", LONG], "joint declaration 2021"),
        (["# 5º Observaciones finales sobre México.", LONG], "5º Observaciones finales sobre México"),
        (["They agreed to meet again in Rome."], "joint declaration 2021"),
        (["14 July 2025", "Press release"], "joint declaration 2021"),
        ([], "joint declaration 2021"),
    ],
)
def test_title_from_the_lines(lines, expected):
    assert title_of(text_of(*lines), "joint_declaration_2021.txt") == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("Minutes of the second round", "Minutes of the second round"),
        ("Microsoft Word - Minutes of the round", "Minutes of the round"),
        ("PowerPoint Presentation", MEETING),
        ("Presentación de PowerPoint", MEETING),
        ("Slide 1", MEETING),
        ("acta_final.docx", MEETING),
        ("  ", MEETING),
        ("12/03/2024", MEETING),
    ],
)
def test_the_own_title_of_the_file(own, expected):
    assert title_of(text_of(MEETING, LONG, title=own), "x.pptx") == expected


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        (["Short words of a sentence."], "000_1114ac4ebca9e68d.txt", "Short words of a sentence."),
        ([LONG], "12.txt", LONG[:120].rpartition(" ")[0] + " …"),
        ([], "12.txt", "12"),
        ([], ".txt", ".txt"),
        (["A" * 700], "7.txt", "A" * 500),
    ],
)
def test_a_title_is_never_empty_and_never_too_long(lines, name, expected):
    found = title_of(text_of(*lines), name)
    assert found
    assert len(found) <= 500
    if len(expected) < 400:
        assert found == expected
