"""iCalendar text (RFC 5545) for a feed of duties that may lie on a telephone, a lock screen or a shared wall.

By its type an entry can carry nothing confidential: what kind of duty, on which day, how many, and an
address at which whoever may see more signs in. No name, no title, no words of anybody.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tequio.engines.duties.errors import EntryIsWrong
from tequio.engines.duties.schedules import Kind

# kind -> language -> (title of one, title of several)
_TITLES: dict[Kind, dict[str, tuple[str, str]]] = {
    Kind.REPORT: {"en": ("Report due", "Reports due: {}"), "es": ("Vence un informe", "Vencen informes: {}")},
    Kind.SESSION: {
        "en": ("Session expected", "Sessions expected: {}"),
        "es": ("Se espera una sesión", "Se esperan sesiones: {}"),
    },
    Kind.DEADLINE: {"en": ("Deadline", "Deadlines: {}"), "es": ("Vence un plazo", "Vencen plazos: {}")},
    Kind.REPLY: {
        "en": ("Reply due", "Replies due: {}"),
        "es": ("Vence una respuesta", "Vencen respuestas: {}"),
    },
}
_NAMES = {"en": "Tequio: what falls due", "es": "Tequio: lo que vence"}
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_ADDRESS = re.compile(r"https?://[!-~]{1,1000}")
_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a feed.

    Args:
        key: what stays the same when the date moves (`Duty.key`); it is digested, never written.
        kind: what kind of duty; gives the title.
        due: the day.
        address: where to read more, after signing in.
        count: how many duties it stands for, 1 or more.
        is_done: whether it is done (a task is then shown as completed, an event is left out).
    """

    key: str
    kind: Kind
    due: datetime.date
    address: str
    count: int = 1
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """How a feed is written.

    Args:
        host: name of the site's machine, for the identifiers.
        language: en or es.
        as_tasks: VTODO in place of VEVENT. Many calendars leave tasks out of a feed, so events are the rule.
        alarms: how many days before the date to remind; none for a feed without reminders.
    """

    host: str
    language: str
    as_tasks: bool = False
    alarms: tuple[int, ...] = (7,)

    def __post_init__(self) -> None:
        if self.language not in _NAMES:
            raise EntryIsWrong("A calendar is written in en or es.")
        if not _HOST.fullmatch(self.host):
            raise EntryIsWrong("The host of a calendar is a plain machine name.")
        if any(days < 1 for days in self.alarms):
            raise EntryIsWrong("A reminder comes a day or more before the date.")


def _escape(text: str) -> str:
    """Escape a text value (RFC 5545, 3.3.11)."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return re.sub(r"\r\n?|\n", r"\\n", escaped)


def fold(line: str) -> str:
    """Fold a content line at 75 octets, never within a character (RFC 5545, 3.1).

    Args:
        line: one content line without its end.

    Returns:
        The line with its end and, where it is long, CRLF and a space within.
    """
    parts, part, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            parts.append(part)
            part, octets = " ", 1  # the space that marks a continuation counts
        part += character
        octets += size
    return "\r\n".join([*parts, part]) + "\r\n"


def uid(key: str, host: str) -> str:
    """Give the identifier of an entry, the same for every feed and at every date.

    Args:
        key: what stays the same when the date moves.
        host: name of the site's machine, which makes it unique in the world (RFC 5545, 3.8.4.7).
    """
    return f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}"


def _check(entry: Entry) -> None:
    if entry.count < 1:
        raise EntryIsWrong("A calendar entry stands for one duty or more.")
    if not _ADDRESS.fullmatch(entry.address):
        raise EntryIsWrong("The address of a calendar entry is a plain http or https address.")


def _alarm(title: str, days: int, is_task: bool) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escape(title)}"
    # A task has no start to count from, only its end.
    yield f"TRIGGER;RELATED=END:-P{days}D" if is_task else f"TRIGGER:-P{days}D"
    yield "END:VALARM"


def _component(entry: Entry, feed: Feed, stamp: str) -> Iterator[str]:
    one, several = _TITLES[entry.kind][feed.language]
    title = one if entry.count == 1 else several.format(entry.count)
    name = "VTODO" if feed.as_tasks else "VEVENT"
    day = entry.due.isoformat().replace("-", "")
    yield f"BEGIN:{name}"
    yield f"UID:{uid(entry.key, feed.host)}"
    yield f"DTSTAMP:{stamp}"
    if feed.as_tasks:
        yield f"DUE;VALUE=DATE:{day}"
        yield "STATUS:COMPLETED" if entry.is_done else "STATUS:NEEDS-ACTION"
    else:
        # Without an end, an event that starts on a date lasts that day (RFC 5545, 3.6.1).
        yield f"DTSTART;VALUE=DATE:{day}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_escape(title)}"
    yield f"URL:{entry.address}"
    if not entry.is_done:
        for days in feed.alarms:
            yield from _alarm(title, days, feed.as_tasks)
    yield f"END:{name}"


def calendar_text(entries: Iterable[Entry], feed: Feed, stamp: datetime.datetime) -> str:
    """Write a feed of duties.

    Args:
        entries: what falls due, in any order.
        feed: how to write it.
        stamp: when the feed is made, with its time zone.

    Returns:
        Text for the media type text/calendar; charset=utf-8, with CRLF line ends. The same arguments
        give the same text.

    Raises:
        EntryIsWrong: for an entry without a plain address or count, two entries of one key, or a stamp
            without a time zone.
    """
    if stamp.tzinfo is None:
        raise EntryIsWrong("The time stamp of a calendar needs its time zone.")
    written = f"{stamp.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Tequio//Duties//{feed.language.upper()}"]
    # NAME is RFC 7986; the X- name is what most calendars read.
    lines += [f"NAME:{_escape(_NAMES[feed.language])}", f"X-WR-CALNAME:{_escape(_NAMES[feed.language])}"]
    seen = set()
    for entry in sorted(entries, key=lambda entry: (entry.due, entry.kind, entry.key)):
        _check(entry)
        if entry.key in seen:
            raise EntryIsWrong("Two calendar entries have one key.")
        seen.add(entry.key)
        if not entry.is_done or feed.as_tasks:
            lines += _component(entry, feed, written)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) for line in lines)
