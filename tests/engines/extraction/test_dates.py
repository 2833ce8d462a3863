import time

import pytest

from tequio.engines.extraction.dates import date_in_file_name, deadline_in, find_dates, find_recurrence


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("On 16 January 2024, representatives", "2024-01-16", "2024-01-16"),
        ("on January 12-13, 2011", "2011-01-12", "2011-01-13"),
        ("On March, 28-29, 2011", "2011-03-28", "2011-03-29"),
        ("from 28 February to 3 March 2021", "2021-02-28", "2021-03-03"),
        ("October 31 to November 1, 2012", "2012-10-31", "2012-11-01"),
        ("May 3, 4 and 5, 2021", "2021-05-03", "2021-05-05"),
        ("in April 2011", "2011-04", "2011-04"),
        ("los días 31 de octubre y 1º de noviembre de 2012", "2012-10-31", "2012-11-01"),
        ("30 de abril y 1.º de mayo del 2015", "2015-04-30", "2015-05-01"),
        ("del 8 al 10 de marzo de 2010", "2010-03-08", "2010-03-10"),
        ("26 marzo 2012", "2012-03-26", "2012-03-26"),
        ("en enero de 2024", "2024-01", "2024-01"),
        ("(2024-01-16)", "2024-01-16", "2024-01-16"),
        ("16/01/2024", "2024-01-16", "2024-01-16"),
    ],
)
def test_reads_dates_in_both_languages(words, first, last):
    (mention,) = find_dates(words)
    assert (mention.first.iso, mention.last.iso) == (first, last)


@pytest.mark.parametrize(
    ("words", "month", "first_day", "last_day"),
    [
        ("held on 20 and 21 June in Brussels", 6, 20, 21),
        ("in Bali from 28-30 April", 4, 28, 30),
        ("el 13 de enero", 1, 13, 13),
    ],
)
def test_a_missing_year_stays_missing(words, month, first_day, last_day):
    (mention,) = find_dates(words)
    assert mention.iso is None
    assert (mention.first.month, mention.first.day, mention.last.day) == (month, first_day, last_day)


@pytest.mark.parametrize(
    "words",
    [
        "31 February 2020",
        "the parties may 2010 times",
        "12/13/14",
        "article 16 of 2024",
        "33% per year",
        "",
        "99.99.9999",
    ],
)
def test_leaves_out_what_is_no_date(words):
    assert list(find_dates(words)) == []


@pytest.mark.parametrize(
    ("sentence", "text", "date", "recurrence"),
    [
        ("agreed to hold an annual dialogue", "annual", None, "annual"),
        ("The next dialogue is expected to be held in the UK in 2025.", "in 2025", "2025", None),
        (
            "On February 21-28, 2011, the meetings will be followed up on.",
            "On February 21-28, 2011",
            "2011-02-21/2011-02-28",
            None,
        ),
        ("agreed to meet again in January 2024 to continue", "in January 2024", "2024-01", None),
        ("will meet again within two months in Washington", "within two months", None, None),
        ("commit to finalize it by the end of the year", "by the end of the year", None, None),
        ("will submit it before the end of 2025", "before the end of 2025", "2025", None),
        ("would convene in approximately one year’s time", "in approximately one year’s time", None, None),
        ("GASSCA will meet on an ongoing basis.", "on an ongoing basis", None, "ongoing"),
        ("decided to reconvene as early as possible", "as early as possible", None, None),
        ("to invest between 2022 and 2024", "between 2022 and 2024", "2022/2024", None),
        ("at the October 6 meeting of Ministers", "October 6", None, None),
        ("will report twice a year", "twice a year", None, "twice a year"),
        ("se compromete a ratificarlo a más tardar en junio", "a más tardar en junio", None, None),
        ("adoptará la ley antes de finales de 2025", "antes de finales de 2025", "2025", None),
        ("se reunirán el próximo año", "el próximo año", None, None),
        ("presentará un informe en un plazo de seis meses", "en un plazo de seis meses", None, None),
        ("garantizar sin demora los recursos", "sin demora", None, None),
        ("adoptar urgentemente medidas", "urgentemente", None, None),
        ("intercambiar impresiones periódicamente", "periódicamente", None, "regular"),
        ("se reunirán cada dos años", "cada dos años", None, "every two years"),
    ],
)
def test_reads_when_an_action_falls_due(sentence, text, date, recurrence):
    deadline = deadline_in(sentence)
    assert deadline is not None
    assert (deadline.text, deadline.date, deadline.recurrence) == (text, date, recurrence)


@pytest.mark.parametrize(
    "sentence",
    [
        "continue the initiative that both announced in January 2023",
        "implement the 2030 Agenda",
        "the States may agree",
        "dar cumplimiento a la sentencia de 16 de noviembre de 2009",
        "improve prisons",
        "",
    ],
)
def test_gives_no_deadline_where_none_is_set(sentence):
    assert deadline_in(sentence) is None


def test_the_day_of_issue_gives_years_and_leaves_out_the_past():
    assert deadline_in("Next year we plan to strengthen it", issued="2024-11-19").date == "2025"
    assert deadline_in("at the October 6 meeting", issued="2022-09-27").date == "2022-10-06"
    assert deadline_in("review the event in May 2015", issued="2016-03-23") is None


def test_the_first_recurrence_wins():
    assert find_recurrence("a monthly call and an annual meeting") == ("monthly", 2, 9)
    assert find_recurrence("none") is None


def test_reads_a_megabyte_in_linear_time():
    started = time.process_time()
    assert sum(1 for _ in find_dates("1 2 3, 4 and 5 and 6 May 2020 by 12 " * 28_000)) == 28_000
    deadline_in("within a period of many words and the next " * 2_000)
    assert time.process_time() - started < 6


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("001_us_mexico_joint_declaration_2021.txt", "2021"),
        ("2021-03-01 joint declaration.pdf", "2021-03-01"),
        ("20230510_acta.docx", "2023-05-10"),
        ("acta 2020-2024.pdf", None),
        ("000_1114ac4ebca9e68d.txt", None),
        ("declaration.txt", None),
    ],
)
def test_reads_the_date_in_a_file_name(name, date):
    assert date_in_file_name(name) == date
