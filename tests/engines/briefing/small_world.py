"""A mechanism small enough to know by heart: two sessions, five entries, each in another state."""

from dataclasses import replace
from datetime import date

from tequio.engines.briefing import (
    Action,
    Assessment,
    Commitment,
    Due,
    Evidence,
    Inquiry,
    Kind,
    Name,
    NextSession,
    Position,
    Quote,
    Record,
    Related,
    Report,
    Session,
    Source,
    Submission,
    World,
)

TODAY = date(2026, 5, 1)
MEXICO, KINGDOM = Name("México", "Mexico"), Name("Reino Unido", "United Kingdom")
MINISTRY = Name("Secretaría de Gobernación", "Ministry of the Interior")
COMMISSION = Name("Comisión Nacional", "National Commission")
SCALE = Name("Escala propia", "Own scale")


def record(kind: Kind, number: int, about: int | None = None) -> Record:
    return Record(
        kind, number, Source("Joint statement", "8", 2, link=f"/documents/1/#{number}"), "/r", about
    )


def entry(number: int, quote: str, session: int = 1, **more) -> Commitment:
    values = {"kind": "commitment", "strength": "firm", "actors": (MEXICO,), "action": quote, **more}
    return Commitment(record(Kind.COMMITMENT, number), session, quote=Quote(quote, "en"), **values)


def proof(number: int, bearing: str, words: str, about: int) -> Evidence:
    return Evidence(record(Kind.EVIDENCE, number, about), bearing, Quote(words))


def judged(
    number: int, by: Name, value: str, common: str | None, about: int = 2, component: int = 1
) -> Assessment:
    return Assessment(
        record(Kind.ASSESSMENT, number, about),
        by,
        SCALE,
        Name(value, value),
        date(2026, 2, 1),
        "high",
        Quote("Because."),
        component=component,
        common=common,
    )


REPORT = Report(
    record(Kind.REPORT, 4, 2),
    MINISTRY,
    date(2025, 1, 1),
    date(2025, 12, 31),
    Quote("We trained 120 officers."),
)
CONTRADICTED = entry(
    2,
    "train the police",
    in_charge=(MINISTRY,),
    reports=(REPORT,),
    actions=(Action(record(Kind.ACTION, 9, 2), MINISTRY, Quote("Training plan"), "under_way"),),
    evidence=(proof(5, "supports", "A course was held.", 2), proof(6, "contradicts", "Nobody came.", 2)),
    assessments=(judged(7, MINISTRY, "met", "done"), judged(8, COMMISSION, "not met", "none")),
)
OVERDUE = entry(1, "ratify the Protocol", deadline_text="by June 2020", due_on=date(2020, 6, 30))
NOTED = entry(
    3,
    "abolish arraigo",
    kind="recommendation",
    asked_by=(KINGDOM,),
    positions=(Position(record(Kind.POSITION, 11, 3), MEXICO, "noted", "2019-03"),),
)
ASKED = entry(
    4,
    "search for the missing",
    session=2,
    inquiries=(
        Inquiry(
            record(Kind.INQUIRY, 12, 4),
            Quote("How many were found?"),
            date(2026, 1, 10),
            date(2026, 2, 10),
            64,
            44,
            (MINISTRY,),
        ),
    ),
)
SILENT = entry(5, "exchange good practices", session=2)
SUBMISSION = Submission(
    record(Kind.SUBMISSION, 13),
    "recommendation",
    Quote("Figures"),
    Quote("Publish them."),
    None,
    date(2026, 3, 3),
    "received",
)
FROM_ELSEWHERE = Related(
    replace(entry(90, "end torture"), kind="recommendation", asked_by=(Name("Comité", "Committee"),)),
    Name("Comité contra la Tortura", "Committee against Torture"),
    (Name("tortura", "torture"),),
    (CONTRADICTED.record,),
    "2012",
)
FIRST = Session(record(Kind.SESSION, 1), 1, "2019-01-16", place="London")
SECOND = Session(record(Kind.SESSION, 2), 2, "2024")
WORLD = World(
    mechanism=Name("Diálogo México–Reino Unido", "Mexico–UK Dialogue"),
    number=1,
    today=TODAY,
    sessions=(FIRST, SECOND),
    commitments=(OVERDUE, CONTRADICTED, NOTED, ASKED, SILENT),
    next=NextSession(SECOND.record, "2025", "Mexico City", date(2025, 12, 31)),
    submissions=(SUBMISSION,),
    related=(FROM_ELSEWHERE,),
    due=(
        Due(OVERDUE.record, "deadline", date(2020, 6, 30)),
        Due(
            record(Kind.DUTY, 14, 2),
            "report",
            date(2026, 1, 31),
            MINISTRY,
            date(2025, 7, 1),
            date(2025, 12, 31),
        ),
        Due(record(Kind.DUTY, 15, 4), "reply", date(2026, 6, 1), MINISTRY),
        Due(record(Kind.DUTY, 16, 4), "reply", date(2030, 6, 1), MINISTRY),
    ),
)
