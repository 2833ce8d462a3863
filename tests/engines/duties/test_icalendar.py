"""The feed, read back by another program's reader, and what it must not carry."""

import dataclasses
import datetime
from datetime import date

import icalendar
import pytest

from tequio.engines.duties import Entry, EntryIsWrong, Feed, Kind, calendar_text, fold, uid

pytestmark = pytest.mark.engine

STAMP = datetime.datetime(2026, 2, 1, 6, tzinfo=datetime.timezone(datetime.timedelta(hours=-6)))
FEED = Feed("tequio.example.org", "es")
ENTRIES = (
    Entry(
        "report:assignment-17:2026-01-01",
        Kind.REPORT,
        date(2026, 3, 31),
        "https://tequio.example.org/pendientes/",
        3,
    ),
    Entry("session:mechanism-2", Kind.SESSION, date(2026, 2, 28), "https://tequio.example.org/pendientes/"),
)


def test_the_feed_in_full():
    text = calendar_text(ENTRIES[1:], Feed("h.example", "en"), STAMP)
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tequio//Duties//EN",
        "NAME:Tequio: what falls due",
        "X-WR-CALNAME:Tequio: what falls due",
        "BEGIN:VEVENT",
        f"UID:{uid('session:mechanism-2', 'h.example')}",
        "DTSTAMP:20260201T120000Z",
        "DTSTART;VALUE=DATE:20260228",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Session expected",
        "URL:https://tequio.example.org/pendientes/",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Session expected",
        "TRIGGER:-P7D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_another_program_reads_the_events():
    found = icalendar.Calendar.from_ical(calendar_text(ENTRIES, FEED, STAMP))
    first, second = found.walk("VEVENT")
    assert [str(first["SUMMARY"]), str(second["SUMMARY"])] == ["Se espera una sesión", "Vencen informes: 3"]
    assert [first["DTSTART"].dt, second["DTSTART"].dt] == [date(2026, 2, 28), date(2026, 3, 31)]
    assert first["DTSTAMP"].dt == STAMP
    assert second["URL"] == "https://tequio.example.org/pendientes/"
    (alarm,) = second.walk("VALARM")
    assert alarm["TRIGGER"].dt == datetime.timedelta(days=-7)


def test_another_program_reads_the_tasks():
    done = dataclasses.replace(ENTRIES[0], is_done=True)
    feed = dataclasses.replace(FEED, as_tasks=True, alarms=(30, 3))
    found = icalendar.Calendar.from_ical(calendar_text([done, ENTRIES[1]], feed, STAMP))
    session, report = found.walk("VTODO")
    assert (session["DUE"].dt, session["STATUS"]) == (date(2026, 2, 28), "NEEDS-ACTION")
    assert [alarm["TRIGGER"].dt.days for alarm in session.walk("VALARM")] == [-30, -3]
    assert session.walk("VALARM")[0]["TRIGGER"].params["RELATED"] == "END"
    assert (report["STATUS"], report.walk("VALARM")) == ("COMPLETED", [])


def test_what_is_done_leaves_the_events():
    done = [dataclasses.replace(entry, is_done=True) for entry in ENTRIES]
    assert "VEVENT" not in calendar_text(done, FEED, STAMP)


def test_the_identifier_stays_when_the_date_moves_and_says_nothing():
    moved = dataclasses.replace(ENTRIES[0], due=date(2026, 4, 30), count=1)
    texts = [calendar_text([entry], FEED, STAMP) for entry in (ENTRIES[0], moved)]
    found = [icalendar.Calendar.from_ical(text).walk("VEVENT")[0]["UID"] for text in texts]
    assert found[0] == found[1]
    assert found[0] != uid(ENTRIES[1].key, FEED.host)
    assert all("assignment" not in text for text in texts)


def test_the_same_duties_give_the_same_text_in_any_order():
    assert calendar_text(ENTRIES, FEED, STAMP) == calendar_text(reversed(ENTRIES), FEED, STAMP)


def test_nothing_free_can_enter():
    """Every field of an entry is a digest, a kind, a date, a number or an address: no text of anybody."""
    types = {field.name: field.type for field in dataclasses.fields(Entry)}
    assert types == {
        "key": "str",
        "kind": "Kind",
        "due": "datetime.date",
        "address": "str",
        "count": "int",
        "is_done": "bool",
    }
    entry = dataclasses.replace(ENTRIES[0], key="Ana Pérez, denuncia 5")
    text = calendar_text([entry], FEED, STAMP)
    assert "Ana" not in text
    assert "denuncia" not in text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("count", [1, 2])
def test_every_kind_has_its_title_in_both_languages(kind, language, count):
    entry = dataclasses.replace(ENTRIES[0], kind=kind, count=count)
    text = calendar_text([entry], Feed("h.example", language), STAMP)
    title = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]["SUMMARY"]
    assert title
    assert ("2" in title) is (count == 2)


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("", "\r\n"),
        ("a" * 75, "a" * 75 + "\r\n"),
        ("a" * 76, "a" * 75 + "\r\n a\r\n"),
        ("a" * 74 + "é", "a" * 74 + "\r\n é\r\n"),
        ("a" * 150, "a" * 75 + "\r\n " + "a" * 74 + "\r\n a\r\n"),
        ("😀" * 20, "😀" * 18 + "\r\n " + "😀" * 2 + "\r\n"),
    ],
)
def test_folds_at_75_octets_and_never_within_a_character(line, folded):
    assert fold(line) == folded
    assert fold(line).replace("\r\n ", "")[:-2] == line
    assert all(len(part.encode()) <= 75 for part in fold(line).split("\r\n"))


def test_a_long_address_survives_folding():
    address = "https://tequio.example.org/" + "a,;b/" * 60
    text = calendar_text([dataclasses.replace(ENTRIES[0], address=address)], FEED, STAMP)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert icalendar.Calendar.from_ical(text).walk("VEVENT")[0]["URL"] == address


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda: calendar_text([dataclasses.replace(ENTRIES[0], count=0)], FEED, STAMP), "one duty or more"),
        (
            lambda: calendar_text([dataclasses.replace(ENTRIES[0], address="javascript:x")], FEED, STAMP),
            "plain http",
        ),
        (
            lambda: calendar_text(
                [dataclasses.replace(ENTRIES[0], address="https://a/\r\nSUMMARY:x")], FEED, STAMP
            ),
            "plain http",
        ),
        (lambda: calendar_text([ENTRIES[0], ENTRIES[0]], FEED, STAMP), "have one key"),
        (lambda: calendar_text([], FEED, STAMP.replace(tzinfo=None)), "time zone"),
        (lambda: Feed("h.example", "fr"), "en or es"),
        (lambda: Feed("h example", "en"), "machine name"),
        (lambda: Feed("h\r\nX:1", "en"), "machine name"),
        (lambda: Feed("h.example", "en", alarms=(0,)), "a day or more"),
    ],
)
def test_what_a_calendar_must_not_carry_is_refused(spoil, words):
    with pytest.raises(EntryIsWrong, match=words):
        spoil()
