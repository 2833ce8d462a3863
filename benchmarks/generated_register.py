"""A register of any size, made up from a seed: the same seed gives the same register on every machine."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle

from django.db import connection, models, transaction
from django.utils import timezone
from poured import pour

from tequio.apps.accounts.models import Institution, User
from tequio.apps.library.models import CONTEXT, Document, DocumentParagraph, DocumentVersion, Passage
from tequio.apps.register.models import (
    Commitment,
    CommitmentTopic,
    Component,
    Decision,
    Mechanism,
    Participation,
    Session,
    SessionDocument,
    Topic,
)
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.vocabulary import VOCABULARIES
from tequio.text import fold

STATES = ("México", "Reino Unido", "Honduras", "Estados Unidos", "España", "Guatemala", "Canadá", "Francia")
SUBJECTS = (
    "the National Search Commission",
    "the Fiscalía General",
    "the federal police",
    "local governments",
    "migration authorities",
    "the Executive Commission for Victims",
)
VERBS = (
    "strengthen",
    "publish",
    "ratify",
    "establish",
    "review",
    "investigate",
    "train",
    "finance",
    "protect",
)
OBJECTS = (
    "the forensic identification of missing persons",
    "the protocol against torture",
    "the register of detentions",
    "the mechanism that protects journalists and human rights defenders",
    "the guidelines on the use of force",
    "shelters for migrant women and children",
    "the annual report on disappearances",
    "la política nacional de atención a víctimas",
)
TAILS = (
    "",
    " before the next session",
    " in every federal entity",
    " with the participation of civil society",
)
OF_A_SESSION = 25


def fill(commitments: int = 10_000, seed: int = 7) -> None:
    """Make a register: a session and a document for every 25 commitments, a mechanism for every ten sessions.

    Args:
        commitments: how many; the empty database must hold nothing yet.
        seed: of the random numbers.
    """
    chance = random.Random(seed)
    with transaction.atomic():
        by = User.objects.create(username="coordinacion", role=User.Role.COORDINATOR)
        institutions = _institutions()
        topics = pour(
            Topic(scheme=scheme, code=f"t{i}", name_es=f"tema {i}", name_en=f"theme {i}")
            for i, scheme in zip(range(60), cycle(VOCABULARIES), strict=False)
        )
        sessions = _sessions(chance, max(1, commitments // OF_A_SESSION), institutions)
        versions = _documents(sessions, by)
        made = _commitments(chance, commitments, sessions, versions, by)
        _links(chance, made, institutions, topics, by)
    analyze()


def analyze() -> None:
    """Let the database learn how its tables are filled, as it does by itself in time."""
    with connection.cursor() as cursor:
        # VACUUM says which rows all may see, without which PostgreSQL does not read from indexes alone.
        is_vacuumed = connection.vendor == "postgresql" and not connection.in_atomic_block
        cursor.execute("VACUUM ANALYZE" if is_vacuumed else "ANALYZE")


def _institutions() -> list[Institution]:
    states = pour(Institution(kind="state", name_es=name, name_en=name) for name in STATES)
    bodies = pour(Institution(kind="public", name_es=f"Secretaría {i}", state=states[0]) for i in range(40))
    return states + bodies


def _sessions(chance: random.Random, count: int, institutions: Sequence[Institution]) -> list[Session]:
    mechanisms = pour(
        Mechanism(
            kind=chance.choice(Mechanism.Kind.values),
            name_es=f"Diálogo {i} sobre derechos humanos",
            name_en=f"Dialogue {i} on Human Rights",
            cadence_months=chance.choice((None, 12, 24)),
        )
        for i in range(max(1, count // 10))
    )
    sessions = pour(
        Session(
            mechanism=mechanisms[i % len(mechanisms)],
            edition=i // len(mechanisms) + 1,
            date_start=str(
                date(2005 + i // len(mechanisms) * 2, chance.randint(1, 12), chance.randint(1, 28))
            ),
            place=chance.choice(("Ciudad de México", "Bruselas", "Londres")),
        )
        for i in range(count)
    )
    party = Session.parties.through
    pour(
        party(session_id=session.pk, institution_id=state.pk)
        for session in sessions
        for state in (institutions[0], institutions[1 + session.pk % 7])
    )
    of_mechanism = Mechanism.parties.through
    pour(of_mechanism(mechanism_id=m.pk, institution_id=institutions[0].pk) for m in mechanisms)
    return sessions


def _some_day(chance: random.Random, year: int) -> str:
    return str(date(year, chance.randint(1, 12), chance.randint(1, 28)))


def _documents(sessions: Sequence[Session], by: User) -> list[DocumentVersion]:
    documents = pour(
        Document(title=f"Joint statement {i}", file_name=f"statement_{i}.txt", added_by=by)
        for i in range(len(sessions))
    )
    pour(SessionDocument(session=s, document=d) for s, d in zip(sessions, documents, strict=True))
    return pour(
        DocumentVersion(
            document=document,
            number=1,
            sha256=hashlib.sha256(document.file_name.encode()).hexdigest(),
            media_type="text/plain",
            language="en",
        )
        for document in documents
    )


def _sentence(chance: random.Random, number: int) -> tuple[str, str]:
    action = f"{chance.choice(VERBS)} {chance.choice(OBJECTS)}{chance.choice(TAILS)} ({number})"
    subject = chance.choice(SUBJECTS)
    return f"{number}. {subject[0].upper()}{subject[1:]} agreed to {action}.", action


def _commitments(
    chance: random.Random,
    count: int,
    sessions: Sequence[Session],
    versions: Sequence[DocumentVersion],
    by: User,
) -> list[Commitment]:
    spans: list[tuple[DocumentVersion, Session, int, int, str]] = []
    for i in range(count):
        at = i % len(versions)
        version = versions[at]
        sentence, action = _sentence(chance, i)
        start = len(version.content)
        version.content += sentence + "\n\n"
        spans.append((version, sessions[at], start, start + len(sentence), action))
    DocumentVersion.objects.bulk_update(versions, ["content"], batch_size=200)
    pour(
        DocumentParagraph(version=v, ordinal=n, start=start, end=end, role="paragraph")
        for n, (v, _session, start, end, _action) in enumerate(spans)
    )
    passages = pour(
        Passage(
            version=version,
            start=start,
            end=end,
            exact=version.content[start:end],
            prefix=version.content[max(0, start - CONTEXT) : start],
            suffix=version.content[end : end + CONTEXT],
        )
        for version, _session, start, end, _action in spans
    )
    return pour(
        _commitment(chance, passage, session, action, by)
        for passage, (_version, session, _start, _end, action) in zip(passages, spans, strict=True)
    )


def _commitment(
    chance: random.Random, passage: Passage, session: Session, action: str, by: User
) -> Commitment:
    state = chance.choices(("accepted", "corrected", "proposed", "rejected"), (70, 10, 15, 5))[0]
    deadline = f"{chance.randint(2012, 2030)}-{chance.randint(1, 12):02d}" if chance.random() < 0.2 else ""
    return Commitment(
        version_id=passage.version_id,
        passage=passage,
        session=session,
        kind=chance.choice(Commitment.Kind.values),
        strength=chance.choice(Commitment.Strength.values),
        action=action,
        deadline_text=deadline,
        deadline_date=deadline,
        due_on=last_day(deadline),
        recurrence="annual" if chance.random() < 0.03 else "",
        state=state,
        confidence=chance.random(),
        reason="“agreed to” + infinitive; subject: the parties",
        proposal={"action": action},
        folded=fold(passage.exact),
        decided_at=None if state == "proposed" else timezone.now(),
        decided_by=None if state == "proposed" else by,
    )


def _links(
    chance: random.Random,
    commitments: Sequence[Commitment],
    institutions: Sequence[Institution],
    topics: Sequence[Topic],
    by: User,
) -> None:
    def linked(through: type[models.Model]) -> Iterator[models.Model]:
        for commitment in commitments:
            for institution in chance.sample(institutions, chance.choice((1, 1, 2))):
                yield through(commitment_id=commitment.pk, institution_id=institution.pk)

    pour(linked(Commitment.actors.through))
    pour(linked(Commitment.asked_by.through))
    pour(
        CommitmentTopic(commitment=c, topic=topic, state=chance.choice(("proposed", "accepted", "rejected")))
        for c in commitments
        for topic in chance.sample(topics, 3)
    )
    pour(Component(commitment=c, ordinal=1, words=c.action, state="accepted") for c in commitments)
    pour(
        Decision(commitment=c, verb="accept", by=by, before={"state": "proposed"}, after={"state": c.state})
        for c in commitments
        if c.decided_at
    )
    _people(commitments, institutions)


def _people(commitments: Sequence[Commitment], institutions: Sequence[Institution]) -> None:
    model = Participation._meta.get_field("person").related_model
    people = pour(model(name=f"Persona {i}") for i in range(200))
    sessions = sorted({c.session_id for c in commitments})
    pour(
        Participation(
            session_id=session,
            person=people[(session * 7 + i) % len(people)],
            party=institutions[i % 2],
            role="head of delegation",
        )
        for session in sessions
        for i in range(10)
    )
