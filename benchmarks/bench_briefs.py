"""How long a brief takes over 12 sessions and 300 commitments, and in how many queries.

    python benchmarks/bench_briefs.py [--sessions N] [--commitments N]

Makes a mechanism on SQLite in a folder that goes away: every second commitment has an institution in
charge, a report, evidence on both sides, two assessments and topics; 2,000 recommendations of other
mechanisms stand beside it. Each step is done five times in one process and the median told, after a first
time for the libraries. Ends with exit code 1 where gathering, making and the slowest file take above 5 s.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

BOUND_S = 5.0
TIMES = 5
ELSEWHERE = 2000


def main() -> int:
    """Make the register, measure each step."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sessions", type=int, default=12)
    parser.add_argument("--commitments", type=int, default=300)
    asked = parser.parse_args()
    if asked.sessions < 1 or asked.commitments < asked.sessions:
        parser.error("name one session or more, and no fewer commitments")
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"TEQUIO_HOME": home, "DJANGO_SETTINGS_MODULE": "tequio.site.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return measure(fill(asked.sessions, asked.commitments))


def fill(sessions: int, commitments: int) -> Any:
    """Make a mechanism with what was agreed in it and what became of it."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "apps" / "register"))
    from django.db import transaction
    from small_register import commit, read_document, state_named

    from tequio.apps.accounts.models import Institution, User
    from tequio.apps.register.models import Mechanism, Session, Topic

    with transaction.atomic():
        by = User.objects.create(username="coordinator", role="coordinator")
        mexico = state_named("Mexico", "MX")
        ministry, commission = (
            Institution.objects.create(name_en=name) for name in ("Ministry", "Commission")
        )
        topics = [
            Topic.objects.create(scheme="themes", code=f"t{n}", name_en=f"theme {n}") for n in range(20)
        ]
        dialogue = Mechanism.objects.create(name_en="Dialogue", cadence_months=12)
        other = Mechanism.objects.create(name_en="Committee")
        elsewhere = Session.objects.create(mechanism=other, date_start="2012")
        version = read_document(*(f"Mexico will do thing {n} for everybody." for n in range(commitments)))
        for n in range(commitments):
            at = n * sessions // commitments
            session, _made = Session.objects.get_or_create(
                mechanism=dialogue, edition=at + 1, date_start=f"{2012 + at}-03"
            )
            linked = [(topics[n % 20], "accepted"), (topics[(n + 1) % 20], "proposed")]
            made = commit(
                version, f"do thing {n} for everybody", session=session, actors=[mexico], topics=linked
            )
            if n % 2:
                follow(made, ministry, commission, by)
        asked = read_document(*(f"Mexico should do thing {n} at last." for n in range(ELSEWHERE)))
        for n in range(ELSEWHERE):
            linked = [(topics[n % 20], "accepted"), (topics[(n + n % 3) % 20], "accepted")]
            commit(
                asked,
                f"do thing {n} at last",
                kind="recommendation",
                session=elsewhere,
                actors=[mexico],
                topics=list(dict(linked).items()),
            )
    return dialogue


def follow(made: Any, ministry: Any, commission: Any, by: Any) -> None:
    """Follow one commitment up: in charge, reported, proven on both sides, judged twice."""
    from tequio.apps.register import models

    today = date(2026, 1, 1)
    part = models.Component.objects.create(commitment=made, ordinal=1, words=made.action, state="accepted")
    charge = models.Assignment.objects.create(component=part, institution=ministry, starts_on=today)
    models.Report.objects.create(
        assignment=charge,
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
        words="It was done.",
        state="accepted",
    )
    for bearing in ("supports", "contradicts"):
        models.Evidence.objects.create(
            component=part, bearing=bearing, finding="Seen.", source="Visit", confidentiality="public", by=by
        )
    for assessor, scale, value in (
        (ministry, "tequio", "implemented"),
        (commission, "upr-midterm", "partial"),
    ):
        models.Assessment.objects.create(
            component=part,
            assessor=assessor,
            scale=scale,
            value=value,
            confidence="high",
            rationale="Read.",
            method="1",
            assessed_on=today,
            by=by,
        )


def measure(dialogue: Any) -> int:
    """Time each step and tell the medians."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tequio.apps.register.briefs.making import make
    from tequio.apps.register.briefs.places import Places
    from tequio.apps.register.briefs.writing import written

    today, places = date(2026, 5, 1), Places("https://tequio.example")
    with CaptureQueriesContext(connection) as asked:
        brief = make(dialogue, "es", places, today).brief
    sentences = sum(len(section.sentences) for section in brief.sections)
    print(f"{sentences:,} sentences, {len(brief.citations):,} sources, {len(asked)} queries")
    steps: dict[str, Callable[[], object]] = {
        "gathered and made": lambda: make(dialogue, "es", places, today),
        **{form: lambda form=form: written(brief, form) for form in ("json", "docx", "pdf")},  # type: ignore[misc]
    }
    medians = {name: _median(step) for name, step in steps.items()}
    for name, seconds in medians.items():
        print(f"{name:20} {seconds:6.2f} s")
    worst = medians["gathered and made"] + max(medians[form] for form in ("json", "docx", "pdf"))
    print(f"{'slowest whole':20} {worst:6.2f} s (bound {BOUND_S:.0f} s)")
    return 1 if worst > BOUND_S else 0


def _median(step: Callable[[], object]) -> float:
    step()
    taken = []
    for _time in range(TIMES):
        began = time.perf_counter()
        step()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
