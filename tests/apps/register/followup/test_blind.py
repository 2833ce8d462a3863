"""Blind double assessment: neither sees the other's until the round is closed; then agreement is counted."""

import pytest
from people import account
from test_story import judgement

from tequio.apps.accounts.policy import may
from tequio.apps.ledger.recording import recorded
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.followup import components, judging, publishing
from tequio.apps.register.followup.errors import NotInThatState, NotPublishable, ReplacedAlready
from tequio.apps.register.operations.errors import WrongValue
from tequio.apps.register.queries.agreement import pair_agreement, round_agreement
from tequio.apps.register.queries.chain import chain
from tequio.apps.register.queries.commitment import commitment_with_all


@pytest.fixture
def candidates(people, search, identify, commitment):
    more = [components.add_component(commitment, people.coordinator, f"demand {n}") for n in range(8)]
    return [search, identify, *more]


@pytest.fixture
def second(people):
    with recorded(None, "gather"):
        return account("second-commissioner", "nhri", people.commission)


@pytest.fixture
def blind(people, candidates, second):
    return judging.open_blind_round(
        people.nhri,
        candidates,
        people.nhri,
        second,
        title="Sample",
        scale="tequio",
        method="manual 1",
        size=4,
        seed=7,
    )


def test_the_draw_can_be_repeated(people, candidates, second, blind):
    again = judging.open_blind_round(
        people.nhri,
        candidates,
        people.nhri,
        second,
        title="Again",
        scale="tequio",
        method="manual 1",
        size=4,
        seed=7,
    )
    assert set(again.components.all()) == set(blind.components.all())


def test_neither_sees_the_other_until_the_round_is_closed(people, second, blind, commitment):
    drawn = list(blind.components.order_by("pk"))
    values = [("implemented", "implemented"), ("in_progress", "implemented"), ("regressed", "regressed")]
    for component, (one, other) in zip(drawn, [*values, ("unable_to_assess", "implemented")], strict=True):
        first = judging.assess(component, people.nhri, judgement(one), blind=blind)
        assert round_agreement(blind) is None
        with pytest.raises(NotPublishable):
            publishing.publish(first, people.nhri)
        for reader in (second, people.coordinator, people.administrator, people.reader, people.visitor):
            assert not may(reader, "assessment.read", first)
        row = commitment_with_all().get(pk=commitment.pk)
        assert not any(part.judged for part in chain(row, people.coordinator).components)
        with pytest.raises(NotInThatState):
            judging.close_blind_round(blind, people.nhri)
        judging.assess(component, second, judgement(other), blind=blind)
    judging.close_blind_round(blind, people.nhri)
    counted = round_agreement(blind)
    assert (counted.kappa.items, counted.left_out) == (3, 1)
    assert 0 < counted.kappa.kappa < 1
    seen = chain(commitment_with_all().get(pk=commitment.pk), people.reader)
    sides = [len(one.current) for part in seen.components for one in part.judged]
    assert sides == [2, 2, 2, 2]
    assert verify_ledger().is_whole


REFUSED = [
    (
        "a second time",
        lambda t, b, c: judging.assess(c, t.nhri, judgement("regressed"), blind=b),
        ReplacedAlready,
    ),
    (
        "not in the round",
        lambda t, b, c: judging.assess(c, t.international, judgement("regressed"), blind=b),
        WrongValue,
    ),
    (
        "another scale",
        lambda t, b, c: judging.assess(
            c,
            t.nhri,
            judging.Judgement("cndh", judging.scales()["cndh"].values[0].code, "high", "W", "manual 1"),
            blind=b,
        ),
        WrongValue,
    ),
]


@pytest.mark.parametrize(("call", "error"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused_in_a_round(people, blind, call, error):
    component = blind.components.first()
    judging.assess(component, people.nhri, judgement("implemented"), blind=blind)
    with pytest.raises(error):
        call(people, blind, component)


def test_what_is_outside_the_sample_is_not_judged_in_it(people, blind, candidates):
    outside = next(one for one in candidates if one not in set(blind.components.all()))
    with pytest.raises(WrongValue):
        judging.assess(outside, people.nhri, judgement("implemented"), blind=blind)


def test_a_closed_round_takes_nothing_more(people, second, blind):
    for component in blind.components.all():
        for by in (people.nhri, second):
            judging.assess(component, by, judgement("implemented"), blind=blind)
    judging.close_blind_round(blind, people.nhri)
    with pytest.raises(NotInThatState):
        judging.assess(blind.components.first(), people.nhri, judgement("regressed"), blind=blind)
    counted = round_agreement(blind)
    assert counted.kappa is None
    assert "no variation" in counted.why_not


def test_two_institutions_agree_so_far_on_their_scales_or_through_the_crosswalk(people, candidates):
    for at, component in enumerate(candidates):
        judging.assess(component, people.nhri, judgement("implemented" if at % 2 else "in_progress"))
        judging.assess(
            component, people.international, judgement("implemented" if at % 3 else "not_implemented")
        )
    for scale, read_by in (("tequio", ""), ("", "common-1")):
        counted = pair_agreement(people.commission.pk, people.office.pk, scale)
        assert (counted.kappa.items, counted.left_out, counted.read_by) == (10, 0, read_by)
        assert counted.kappa.kappa < 1
