"""The small register with a follow-up: who is in charge, a report, proof on both sides, two judges, silence."""

import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path[:0] = [str(Path(__file__).parents[1])]

from small_register import build, commit, read_document  # noqa: E402

from tequio.apps.accounts.models import Institution  # noqa: E402
from tequio.apps.register.models import (  # noqa: E402
    Action,
    Assessment,
    Assignment,
    CommitmentTopic,
    Component,
    Evidence,
    Inquiry,
    InquiryReply,
    Position,
    Report,
    Submission,
)

TODAY = date(2026, 5, 1)


def institution(name: str, kind: str = "public") -> Institution:
    return Institution.objects.create(name_en=name, name_es=name, kind=kind)


def submit(**fields) -> Submission:
    values = {"kind": "recommendation", "risk": "low", "consent": "words", "received_on": TODAY}
    number = Submission.objects.count()
    return Submission.objects.create(**{**values, "code_digest": f"{number:064}", **fields})


@pytest.fixture
def small(coordinator) -> SimpleNamespace:
    small = SimpleNamespace(**build(), by=coordinator)
    small.ministry, small.commission = institution("Ministry"), institution("Commission", "nhri")
    demand = Component.objects.create(
        commitment=small.combat, ordinal=1, words="combat torture", state="accepted"
    )
    small.component = demand
    charge = Assignment.objects.create(component=demand, institution=small.ministry, starts_on=TODAY)
    year = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
    Report.objects.create(assignment=charge, words="We trained 120 officers.", state="accepted", **year)
    action = Action.objects.create(title="Training", institution=small.ministry, status="under_way")
    action.components.add(demand)
    known = {"component": demand, "source": "Gazette", "by": coordinator, "confidentiality": "public"}
    small.supports = Evidence.objects.create(bearing="supports", finding="A course was held.", **known)
    small.against = Evidence.objects.create(bearing="contradicts", finding="Nobody came.", **known)
    secret = known | {"confidentiality": "restricted"}
    small.secret = Evidence.objects.create(bearing="contradicts", finding="SECRET WITNESS", **secret)
    for assessor, scale, value in (
        (small.ministry, "tequio", "implemented"),
        (small.commission, "upr-midterm", "partial"),
    ):
        Assessment.objects.create(
            component=demand,
            assessor=assessor,
            scale=scale,
            value=value,
            confidence="high",
            rationale="For this reason.",
            method="1",
            assessed_on=TODAY,
            by=coordinator,
        )
    dialogue = Component.objects.create(commitment=small.annual, ordinal=1, words="meet", state="accepted")
    inquiry = Inquiry.objects.create(
        component=dialogue, question="Did you meet?", asked_on=TODAY, reply_by=TODAY, by=coordinator
    )
    for number in range(3):
        InquiryReply.objects.create(
            inquiry=inquiry,
            authority=institution(f"Authority {number}"),
            answered_on=TODAY if number == 0 else None,
        )
    Position.objects.create(
        commitment=small.women_take_part,
        state=small.mexico,
        answer="noted",
        given_on="2019",
        source="A/1",
        by=coordinator,
    )
    submit(title="Figures", words="Publish them.", session=small.first)
    submit(title="UNSAID", words="UNSAID", session=small.first, consent="nothing")
    submit(title="LATER", words="LATER", session=small.first, publish_from=date(2030, 1, 1))
    submit(title="GONE", words="GONE", session=small.first, state="withdrawn")
    CommitmentTopic.objects.create(commitment=small.combat, topic=small.women)
    elsewhere = read_document("The Committee recommends that Mexico end torture of women.")
    small.elsewhere = commit(
        elsewhere,
        "end torture of women",
        kind="recommendation",
        session=small.third,
        actors=[small.mexico],
        topics=[(small.torture, "accepted"), (small.women, "accepted")],
    )
    return small
