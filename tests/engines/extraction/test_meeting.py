import json
import time
from pathlib import Path

import pytest
from reading_texts import text_of

from tequio.engines.extraction.meeting import read_meeting
from tequio.engines.reading.plaintext import structure
from tequio.text import Text

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"

DIALOGUE = """The 6<sup>th</sup> edition of the High Level Dialogue on Rights between the European Union and
Mexico was held on 20 and 21 June in Brussels.

For the fourth time, the Dialogue was preceded by a civil society seminar gathering 30
organizations."""

INAUGURAL = """# Mexico and the United Kingdom hold first Multilateral and Human Rights Dialogue

Published 18 January 2024

On 16 January 2024, representatives of the government of the United Mexican States (“Mexico”)
and the government of the United Kingdom (“the United Kingdom”) held the inaugural version of
the Dialogue.

Mexico and the UK agreed to hold an annual Multilateral and Human Rights Dialogue. The next
high-level dialogue is expected to be held in the UK in 2025."""

SEGUNDO = """# México y el Reino Unido celebran el II Diálogo Multilateral

Londres, 5 de marzo de 2025.- El Gobierno de México y el Gobierno del Reino Unido celebraron
ayer en Londres la segunda edición del Diálogo Multilateral y de Derechos Humanos. El próximo
diálogo se celebrará en la Ciudad de México en 2026."""

FORUM = """AUSTRALIA-INDONESIA MINISTERIAL FORUM

CANBERRA, AUSTRALIA, 18 MARCH 2005

The seventh meeting of the Australia-Indonesia Ministerial Forum was held in Canberra on 18
March 2005. The ministers of both countries agreed to meet again."""

CONFERENCE = """30 April 2003

The Foreign Ministers of Australia and Indonesia co-chaired the second Regional Ministerial
Conference on People Smuggling, in Bali from 28-30 April. There has been progress since the
first Conference in February 2002."""

COMMITTEE = """The Committee against Torture considered the seventh periodic report of Peru (CAT/C/PER/7) at
its 1697th and 1700th meetings, held on 13 and 14 November 2018 (see CAT/C/SR.1697), and adopted
the present observations at its 1718th meeting, held on 28 November 2018."""

COMITE = """El Comité contra la Tortura examinó el quinto informe periódico de Colombia en sus sesiones
1306.ª y 1309.ª, celebradas los días 30 de abril y 1º de mayo de 2015, y aprobó en su 1323.ª
sesión, celebrada el 12 de mayo de 2015, las siguientes observaciones finales."""

REVIEW = """This document contains the response of Slovenia to the recommendations made during the 4 th
Universal Periodic Review of Slovenia on 28 January 2025."""

LEADERS = """Today, the President of Mexico, Ramón Ortega Vidal, the President of the United States, Joan
Bright, and the Prime Minister of Canada, Justine Trudel, met in Mexico City, Mexico, for the
10th North American Leaders' Summit. The leaders are determined to fortify the region."""

SIGNED = """We, the governments of Australia, Denmark, Norway, and the United States, recognize the threat
posed by the misuse of spyware. We commit to work together."""

ACTA = """ACTA DE LA VII REUNIÓN DEL GRUPO DE ALTO NIVEL DE SEGURIDAD MÉXICO-GUATEMALA

En la ciudad de Tapachula, Chiapas, siendo las 10:00 horas del 21 de marzo de 2024, se reunieron
las delegaciones de los Estados Unidos Mexicanos y de la República de Guatemala."""

CALL = """El presidente Enrique Solís conversó la mañana de este lunes, vía telefónica, con el presidente
de Estados Unidos, Barry Olson. Los mandatarios de México y Estados Unidos acordaron mantener
comunicación."""

PROFILE = """OHCHR-Mexico promotes and protects human rights through monitoring and technical assistance.

In 2019, OHCHR-Mexico conducted an assessment of the Protection Mechanism."""


@pytest.mark.parametrize(
    ("content", "language", "expected"),
    [
        (DIALOGUE, "en", (6, None, None, "Brussels", {"European Union", "Mexico"})),
        (INAUGURAL, "en", (1, "2024-01-16", "2024-01-16", None, {"Mexico", "United Kingdom"})),
        (SEGUNDO, "es", (2, "2025-03-04", "2025-03-04", "Londres", {"México", "Reino Unido"})),
        (FORUM, "en", (7, "2005-03-18", "2005-03-18", "Canberra", {"Australia", "Indonesia"})),
        (CONFERENCE, "en", (2, "2003-04-28", "2003-04-30", "Bali", {"Australia", "Indonesia"})),
        (COMMITTEE, "en", (None, "2018-11-13", "2018-11-14", None, {"Committee against Torture", "Peru"})),
        (COMITE, "es", (None, "2015-04-30", "2015-05-01", None, {"Comité contra la Tortura", "Colombia"})),
        (REVIEW, "en", (4, "2025-01-28", "2025-01-28", None, {"Slovenia"})),
        (LEADERS, "en", (10, None, None, "Mexico City, Mexico", {"Mexico", "United States", "Canada"})),
        (SIGNED, "en", (None, None, None, None, {"Australia", "Denmark", "Norway", "United States"})),
        (ACTA, "es", (7, "2024-03-21", "2024-03-21", "Tapachula, Chiapas", {"México", "Guatemala"})),
        (CALL, "es", (None, None, None, "vía telefónica", {"México", "Estados Unidos"})),
        (PROFILE, "en", (None, None, None, None, set())),
        ("", "en", (None, None, None, None, set())),
    ],
)
def test_reads_edition_dates_place_and_parties(content, language, expected):
    meeting = read_meeting(text_of(content, language))
    found = (meeting.edition, meeting.date_start, meeting.date_end, meeting.place, set(meeting.parties))
    assert found == expected


def test_a_date_without_a_year_is_kept_in_its_words():
    assert read_meeting(text_of(DIALOGUE)).date_text == "20 and 21 June"


def test_the_day_of_issue_completes_what_the_text_leaves_open():
    assert read_meeting(text_of(DIALOGUE), issued="2016").date_end == "2016-06-21"
    assert read_meeting(text_of(LEADERS), issued="2023-01-10").date_start == "2023-01-10"
    assert read_meeting(text_of(CALL, "es"), issued="2014-01-15").date_start == "2014-01-13"
    assert (
        read_meeting(text_of("On 28 December, A met B in Rome."), issued="2024-01-03").date_start
        == "2023-12-28"
    )


def test_anchors_point_at_the_words():
    text = text_of(DIALOGUE)
    anchors = dict(read_meeting(text).anchors)
    assert text.quote(anchors["date"]) == "20 and 21 June"
    assert text.quote(anchors["place"]) == "Brussels"
    assert text.quote(anchors["edition"]).startswith("6<sup>th</sup> edition")


def test_reads_what_preceded_and_what_comes_next():
    before = read_meeting(text_of(DIALOGUE)).preceded_by
    assert (before.name, before.size) == ("civil society seminar", "30 organizations")
    coming = read_meeting(text_of(INAUGURAL)).next_session
    assert (coming.period, coming.place, coming.cadence) == ("2025", "UK", "annual")
    coming = read_meeting(text_of(SEGUNDO, "es")).next_session
    assert (coming.period, coming.place) == ("2026", "Ciudad de México")
    assert read_meeting(text_of(PROFILE)).next_session is None


def test_an_earlier_meeting_gives_no_date():
    content = "At the Summit on January 9-10, 2023, the leaders instructed their cabinets to act."
    assert read_meeting(text_of(content)).date_start is None


@pytest.mark.parametrize(
    "content",
    [
        "\x00" * 500,
        "(" * 50_000,
        "met in Mexico and Brazil, " * 700,
        "May " * 5_000,
        "\ud800 met on 3 May 2020",
        "first " * 4_000,
    ],
)
def test_odd_texts_are_read_quickly(content):
    started = time.process_time()
    read_meeting(text_of(content))
    assert time.process_time() - started < 5


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="the folder ../shared/corpus is not there")
def test_fields_of_the_annotated_statements_agree():
    """Dates that the annotator took from a header outside the text are not asked for."""
    asked = agreed = 0
    for path in sorted((CORPUS / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = next(
            p for folder in ("statements", "seeds") if (p := CORPUS / folder / f"{path.stem}.txt").exists()
        )
        content = source.read_bytes().decode("utf-8")
        meeting = read_meeting(Text(content, structure(content), gold["language"]))
        for field in ("edition", "date_start", "date_end"):
            wanted = gold["meeting"].get(field)
            if wanted and (field == "edition" or str(wanted)[:4] in content):
                asked += 1
                agreed += str(wanted) == str(getattr(meeting, field))
        if gold["meeting"].get("parties"):
            asked += 1
            agreed += sorted(gold["meeting"]["parties"]) == sorted(meeting.parties)
    assert agreed >= 0.85 * asked
