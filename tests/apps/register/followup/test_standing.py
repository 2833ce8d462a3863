"""What is kept of each component to be listed and counted: in step, rebuilt to the same, put right."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from tequio.apps.register.followup import acting, assigning, components, proving, reporting
from tequio.apps.register.followup.standing import rebuild, rebuild_where_missing
from tequio.apps.register.models import Component, ComponentStanding

DAY = date(2026, 7, 1)


def flags(component) -> dict[str, object]:
    standing = ComponentStanding.objects.filter(component=component, under="all")
    return standing.values("has_institution", "has_action", "has_evidence", "has_assessment").get()


def under(component) -> set[tuple[str, int]]:
    return set(ComponentStanding.objects.filter(component=component).values_list("under", "number"))


def test_each_operation_leaves_what_a_rebuild_would_make(people, search, identify):
    """The fixture of this folder says the same after every other test."""
    assignment = assigning.assign(search, people.ministry, people.coordinator)
    assert under(search) == {("all", 0), ("institution", people.ministry.pk)}
    action = acting.plan_action(people.ministry, people.focal_point, [search], {"title": "T"})
    evidence = proving.add_evidence(
        search, people.nhri, {"bearing": "mixed", "finding": "F", "source": "S", "confidentiality": "public"}
    )
    assert flags(search) == {
        "has_institution": True,
        "has_action": True,
        "has_evidence": True,
        "has_assessment": False,
    }
    acting.change_action(action, people.focal_point, {}, components=[identify])
    proving.withdraw_evidence(evidence, people.nhri, "An error.")
    assigning.end_assignment(assignment, people.coordinator, "Another ministry.")
    assert not any(flags(search).values())
    assert flags(identify)["has_action"]
    assert rebuild() == 0


def test_a_duty_that_is_issued_or_dropped_moves_the_day(people, search):
    assignment = assigning.assign(search, people.ministry, people.coordinator)
    reporting.set_schedule(assignment, people.coordinator, starts_on=DAY, months=6, on=DAY)
    first = ComponentStanding.objects.filter(component=search).values_list("first_due_on", flat=True)
    issued = assignment.duties.order_by("due_on").values_list("due_on", flat=True).first()
    assert set(first) == {issued}


def test_only_confirmed_components_of_kept_commitments_stand(people, commitment, search):
    proposed = Component.objects.create(commitment=commitment, ordinal=7, words="and to report")
    assert rebuild() == 0
    components.accept_components(commitment, people.coordinator)
    assert under(proposed) == {("all", 0)}


@pytest.mark.parametrize("change", ["gone", "wrong", "added"])
def test_what_is_wrong_behind_the_operations_is_put_right(people, search, change, capsys):
    row = ComponentStanding.objects.get(component=search)
    if change == "gone":
        row.delete()
    elif change == "wrong":
        ComponentStanding.objects.filter(pk=row.pk).update(first_due_on=DAY + timedelta(days=1))
    else:
        ComponentStanding.objects.filter(pk=row.pk).update(under="theme", number=3)
    call_command("rebuild_standing")
    assert "0 rows" not in capsys.readouterr().out
    assert under(search) == {("all", 0)}
    call_command("rebuild_standing")
    assert capsys.readouterr().out.startswith("0 rows")


def test_after_the_migration_it_is_made_once(people, search):
    ComponentStanding.objects.all().delete()
    rebuild_where_missing()
    assert under(search) == {("all", 0)}
