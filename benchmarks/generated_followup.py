"""A register in use, of any size, made up from a seed: people, assignments, actions, proof and judgements."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from generated_register import analyze, fill
from poured import pour

from tequio.apps.accounts.models import FocalPoint, Institution, User
from tequio.apps.library.models import Document
from tequio.apps.register.followup.judging import scales
from tequio.apps.register.followup.standing import rebuild
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    AssignmentStep,
    Commitment,
    CommitmentTopic,
    Component,
    Duty,
    Evidence,
    EvidenceStep,
    Report,
    Submission,
    Topic,
)

KEPT = (Commitment.State.ACCEPTED, Commitment.State.CORRECTED)
ROLES = {"coordinator": 6, "nhri": 10, "international": 8, "civil_society": 26, "reader": 20}
# Scale -> who assesses on it most.
_SCALES = ("tequio", "cndh", "ccpr-2016", "upr-midterm")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a register is; the proportions are those that the follow-up is built for."""

    commitments: int = 270_000
    users: int = 170
    institutions: int = 70

    @property
    def components(self) -> int:
        """Three for two commitments: 400,000 of 270,000."""
        return self.commitments * 40 // 27

    @property
    def assessments(self) -> int:
        """Between three and four for a commitment: 1,000,000 of 270,000."""
        return self.commitments * 100 // 27


def fill_in_use(size: Size, seed: int = 7, today: date | None = None) -> None:
    """Make a register in use; the empty database must hold nothing yet.

    Args:
        size: how large.
        seed: of the random numbers.
        today: the day around which duties lie.
    """
    fill(size.commitments, seed)
    chance, today = random.Random(seed + 1), today or timezone.localdate()
    with transaction.atomic():
        people = _people(chance, size)
        _publish(chance)
        followed = _components(chance, size)
        assignments = _assignments(chance, followed, people, today)
        _actions(chance, assignments)
        _evidence(chance, followed, people)
        _assessments(chance, size, followed, people, today)
        _submissions(chance, followed, today)
    analyze()
    rebuild()
    analyze()


def _people(chance: random.Random, size: Size) -> list[User]:
    """Make the accounts: one focal point and more for each public authority, the other roles beside."""
    have = Institution.objects.count()
    kinds = ("nhri", "international", "civil_society", "civil_society", "public")
    pour(
        Institution(kind=kinds[i % 5], name_es=f"Organismo {i}", name_en=f"Body {i}")
        for i in range(max(size.institutions - have, 5))
    )
    of_kind: dict[str, list[Institution]] = {}
    for institution in Institution.objects.exclude(kind="state"):
        of_kind.setdefault(institution.kind, []).append(institution)
    roles = [role for role, n in ROLES.items() for _i in range(n * size.users // 170)]
    roles += ["focal_point"] * (size.users - len(roles))
    of_role = {"focal_point": "public", "coordinator": "public", "reader": "public"}
    people = pour(
        User(
            username=f"{role}-{i}",
            role=role,
            password="!",
            language="es",
            institution=of_kind[of_role.get(role, role)][i % len(of_kind[of_role.get(role, role)])],
        )
        for i, role in enumerate(roles)
    )
    pour(
        FocalPoint(account=one, institution_id=one.institution_id, starts_on=date(2020, 1, 1))
        for one in people
        if one.role == "focal_point"
    )
    return people


def _publish(chance: random.Random) -> None:
    keys = list(Document.objects.values_list("pk", flat=True))
    chosen = chance.sample(keys, len(keys) * 7 // 10)
    for at in range(0, len(chosen), 500):
        Document.objects.filter(pk__in=chosen[at : at + 500]).update(published_at=timezone.now())
    themes = list(Topic.objects.filter(scheme="themes").values_list("pk", flat=True))
    linked = set(CommitmentTopic.objects.filter(topic__in=themes).values_list("commitment_id", flat=True))
    # A kept commitment has a theme that somebody has accepted.
    bare = Commitment.objects.filter(state__in=KEPT).values_list("pk", flat=True)
    pour(
        (
            CommitmentTopic(commitment_id=key, topic_id=chance.choice(themes), state="accepted")
            for key in bare
            if key not in linked
        ),
        keep=False,
    )


def _components(chance: random.Random, size: Size) -> list[int]:
    """Add components until there are enough; give the confirmed ones of kept commitments."""
    keys = list(Commitment.objects.order_by("pk").values_list("pk", flat=True))
    more = chance.sample(keys, min(len(keys), size.components - len(keys)))
    pour(
        (
            Component(
                commitment_id=key,
                ordinal=2,
                words=f"and publish what was done ({key})",
                state="accepted" if chance.random() < 0.95 else "proposed",
            )
            for key in sorted(more)
        ),
        keep=False,
    )
    followed = Component.objects.filter(state="accepted", commitment__state__in=KEPT)
    return list(followed.order_by("pk").values_list("pk", flat=True))


def _assignments(
    chance: random.Random, followed: Sequence[int], people: Sequence[User], today: date
) -> list[Assignment]:
    """Put institutions in charge of three in five, one in five of those with a second one that supports."""
    charged = sorted({one.institution_id for one in people if one.role == "focal_point"})
    by = people[0]

    def wanted() -> Iterator[Assignment]:
        for key in followed:
            if chance.random() < 0.6:
                both = chance.sample(charged, 2 if chance.random() < 0.2 else 1)
                for institution, part in zip(both, ("lead", "supporting"), strict=False):
                    starts = today - timedelta(days=chance.randint(30, 2000))
                    ended = starts + timedelta(days=20) if chance.random() < 0.05 else None
                    yield Assignment(
                        component_id=key,
                        institution_id=institution,
                        part=part,
                        starts_on=starts,
                        ended_on=ended,
                    )

    made = pour(wanted())
    pour((AssignmentStep(subject_id=one.pk, verb="assign", by=by) for one in made), keep=False)
    open_ones = [one for one in made if one.ended_on is None and one.part == "lead"]
    pour((_duty(chance, one, today) for one in open_ones if chance.random() < 0.5), keep=False)
    pour(
        (
            Report(
                assignment_id=one.pk,
                first=date(2025, 1, 1),
                last=date(2025, 6, 30),
                words=f"We did what we could ({one.pk}).",
                state=chance.choices(("accepted", "submitted", "draft"), (94, 4, 2))[0],
                submitted_on=date(2025, 7, 3),
                published_at=timezone.now() if chance.random() < 0.5 else None,
            )
            for one in open_ones
            if chance.random() < 0.4
        ),
        keep=False,
    )
    return made


def _duty(chance: random.Random, one: Assignment, today: date) -> Duty:
    due = today + timedelta(days=chance.randint(-60, 400))
    return Duty(
        key=f"report:assignment-{one.pk}:{due}",
        kind="report",
        source=f"assignment-{one.pk}",
        due_on=due,
        first=due - timedelta(days=190),
        last=due - timedelta(days=10),
        assignment_id=one.pk,
        institution_id=one.institution_id,
        done_on=due if due < today and chance.random() < 0.8 else None,
    )


def _actions(chance: random.Random, assignments: Sequence[Assignment]) -> None:
    acting = [one for one in assignments if chance.random() < 0.35]
    status = ("planned", "under_way", "completed", "suspended")
    actions = pour(
        Action(
            title=f"Programme {one.pk}",
            description="Training, protocol and a budget line of its own.",
            institution_id=one.institution_id,
            status=chance.choice(status),
            starts_on=date(2024, 1, 1),
            target_on=date(2027, 1, 1),
        )
        for one in acting
    )
    through = Action.components.through
    pour(
        (
            through(action_id=action.pk, component_id=one.component_id)
            for action, one in zip(actions, acting, strict=True)
        ),
        keep=False,
    )


def _evidence(chance: random.Random, followed: Sequence[int], people: Sequence[User]) -> None:
    givers = [one for one in people if one.role in {"focal_point", "nhri", "civil_society"}]

    def wanted() -> Iterator[Evidence]:
        for key in followed:
            for _i in range(chance.choices((0, 1, 2, 4), (60, 25, 10, 5))[0]):
                by = chance.choice(givers)
                is_public = chance.random() < 0.6
                yield Evidence(
                    component_id=key,
                    institution_id=by.institution_id,
                    bearing=chance.choices(Evidence.Bearing.values, (50, 30, 10, 10))[0],
                    finding=f"What was found about {key}, in a sentence or two of the usual length.",
                    source="Annual report 2025, paragraph 14",
                    confidentiality="public" if is_public else chance.choice(("partners", "institution")),
                    published_at=timezone.now() if is_public and chance.random() < 0.8 else None,
                    by=by,
                )

    made = pour(wanted())
    pour((EvidenceStep(subject_id=one.pk, verb="add", by_id=one.by_id) for one in made), keep=False)


def _assessments(
    chance: random.Random, size: Size, followed: Sequence[int], people: Sequence[User], today: date
) -> None:
    """Spread the assessments over four in five components, as unevenly as they are in life."""
    roles = {"focal_point", "nhri", "civil_society", "international"}
    assessors = [one for one in people if one.role in roles]
    judged = [key for key in followed if chance.random() < 0.8]
    values = {code: [value.code for value in scales()[code].values] for code in _SCALES}

    def wanted() -> Iterator[Assessment]:
        for _i in range(size.assessments):
            scale, by = chance.choice(_SCALES), chance.choice(assessors)
            yield Assessment(
                component_id=judged[int(len(judged) * chance.random() ** 1.5)],
                assessor_id=by.institution_id,
                by=by,
                scale=scale,
                value=chance.choice(values[scale]),
                confidence=chance.choice(("low", "medium", "high")),
                rationale="By what was reported and what was seen on the spot.",
                method="manual 2",
                assessed_on=today - timedelta(days=chance.randint(1, 1500)),
                published_at=timezone.now() if chance.random() < 0.6 else None,
            )

    pour(wanted(), keep=False)


def _submissions(chance: random.Random, followed: Sequence[int], today: date) -> None:
    pour(
        (
            Submission(
                kind="evidence",
                component_id=key,
                title=f"What we saw ({i})",
                words="In three of five places nothing had been done.",
                bearing="contradicts",
                risk="low",
                consent="words",
                state=chance.choice(("received", "considered", "linked")),
                code_digest=f"{i:064d}",
                received_on=today - timedelta(days=chance.randint(1, 300)),
                published_at=timezone.now() if chance.random() < 0.5 else None,
            )
            for i, key in enumerate(chance.sample(followed, len(followed) // 150))
        ),
        keep=False,
    )
