"""How dates, editions, recurrences, posts and reasons read in each language."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from tequio.apps.register import wording
from tequio.apps.register.models import Mechanism, Session
from tequio.apps.register.vocabulary import LIKENESSES, PARTS_IN_A_SESSION, RECURRENCES
from tequio.engines.naming import Reason

JANUARY_16 = date(2024, 1, 16)


@pytest.mark.parametrize(
    ("written", "is_short", "spanish", "english"),
    [
        ("2024-01-16", False, "16 de enero de 2024", "16 January 2024"),
        ("2024-01-16", True, "16 ene 2024", "16 Jan 2024"),
        ("2024-01", False, "enero de 2024", "January 2024"),
        ("2024-01", True, "ene 2024", "Jan 2024"),
        ("2024", True, "2024", "2024"),
        ("2024/2026-05", True, "2024 – may 2026", "2024 – May 2026"),
        ("2024-13-40", True, "2024-13-40", "2024-13-40"),
        ("in the spring", False, "in the spring", "in the spring"),
        ("", False, "", ""),
    ],
)
def test_dates_in_words(written, is_short, spanish, english):
    for language, expected in (("es", spanish), ("en", english)):
        with override(language):
            assert wording.partial_date(written, is_short) == expected


def test_dates_of_the_clock_are_written_the_same_way():
    with override("es"):
        assert date_format(date(2026, 11, 21), "SHORT_DATE_FORMAT") == "21 nov 2026"
    with override("en"):
        assert date_format(date(2026, 11, 21), "SHORT_DATE_FORMAT") == "21 Nov 2026"


@pytest.mark.parametrize(
    ("number", "spanish", "english"),
    [
        (1, "1.ª edición", "1st edition"),
        (2, "2.ª edición", "2nd edition"),
        (3, "3.ª edición", "3rd edition"),
        (11, "11.ª edición", "11th edition"),
        (21, "21.ª edición", "21st edition"),
        (113, "113.ª edición", "113th edition"),
    ],
)
def test_editions(number, spanish, english):
    for language, expected in (("es", spanish), ("en", english)):
        with override(language):
            assert wording.edition_in_words(number) == expected


@pytest.mark.parametrize(
    ("fields", "spanish", "english"),
    [
        (
            {"edition": 1, "date_start": "2024-01-16"},
            "Diálogo, 1.ª edición (16 ene 2024)",
            "Dialogue, 1st edition (16 Jan 2024)",
        ),
        (
            {"edition": 6, "date_text": "20 and 21 June."},
            "Diálogo, 6.ª edición (20 and 21 June)",
            "Dialogue, 6th edition (20 and 21 June)",
        ),
        ({"date_start": "2024"}, "Diálogo (2024)", "Dialogue (2024)"),
        ({}, "Diálogo", "Dialogue"),
    ],
)
def test_a_session_has_a_name_in_each_language(fields, spanish, english):
    session = Session(mechanism=Mechanism(name_es="Diálogo", name_en="Dialogue"), **fields)
    for language, expected in (("es", spanish), ("en", english)):
        with override(language):
            assert str(session) == expected


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("table", [RECURRENCES, PARTS_IN_A_SESSION], ids=["recurrences", "parts"])
def test_codes_go_out_as_words_and_come_back_as_codes(table, language):
    for code in table:
        with override(language):
            words = wording.in_words(table, code)
            assert wording.code_of(table, words.upper()) == code
    assert wording.code_of(table, "cuando se pueda") == "cuando se pueda"


@pytest.mark.parametrize(
    ("kept", "spanish"),
    [
        ("Subsecretario (head of delegation)", "Subsecretario (jefatura de delegación)"),
        ("Directora (co-chair)", "Directora (copresidencia)"),
        ("head of delegation", "jefatura de delegación"),
        ("Jefa de Unidad (interina)", "Jefa de Unidad (interina)"),
        ("", ""),
    ],
)
def test_the_part_of_a_participant_is_told_in_the_language_of_the_reader(kept, spanish):
    with override("es"):
        assert wording.role_in_words(kept) == spanish
        assert wording.role_with_code(spanish) == kept
    with override("en"):
        assert wording.role_in_words(kept) == kept


@pytest.mark.parametrize(
    ("days", "spanish", "english"),
    [
        (1, "1 día", "1 day"),
        (60, "60 días", "60 days"),
        (325, "10\xa0meses", "10\xa0months"),
        (2882, "7\xa0años", "7\xa0years"),
    ],
)
def test_how_late(days, spanish, english):
    for language, expected in (("es", spanish), ("en", english)):
        with override(language):
            assert wording.days_in_words(days, date(2026, 11, 21)) == expected


def test_every_reason_of_a_likeness_is_said_in_spanish():
    assert set(LIKENESSES) == set(Reason)
    for reason, words in LIKENESSES.items():
        with override("en"):
            english = str(words)
        with override("es"):
            assert str(words) != english, reason
