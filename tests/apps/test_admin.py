"""The repair pages open, for each model, with what the tests keep in it."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.operations.rights import Term, appoint_focal_point
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.tracking import present_digests
from tequio.apps.library.models import Instrument
from tequio.apps.register.models import Commitment, Mechanism, Session, Topic
from tequio.apps.register.operations import NewMechanism, Participant, accept, confirm_session

pytestmark = pytest.mark.django_db
APPS = {"accounts", "library", "register"}
OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in APPS),
    key=lambda model: model._meta.label,
)


@pytest.fixture
def administrator(client):
    user = User.objects.create_superuser("administrator", password="a long word of passage")
    client.force_login(user)
    return user


@pytest.fixture
def filled(version, findings, coordinator):
    ministry = Institution.objects.create(name_es="Secretaría")
    focal_point = User.objects.create(username="enlace", role="focal_point", institution=ministry)
    appoint_focal_point(coordinator, focal_point, Term(date(2026, 1, 1)))
    accept(findings[0], coordinator)
    Instrument.objects.create(code="CAT", kind="treaty", title_en="Convention")
    confirm_session(
        version.session_proposal,
        coordinator,
        mechanism=NewMechanism(name_es="Diálogo"),
        fields={"edition": 1},
        participants=[Participant("Joel Hernández García", "Under-Secretary", "Mexico")],
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_list_and_form_of_each_model_open(model, client, administrator, filled):
    listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert client.get(listed, {"q": "a"}).status_code == 200
    row = model.objects.first()
    assert row is not None
    assert client.get(f"{listed}{row.pk}/change/").status_code == 200


def test_a_repair_keeps_the_due_day_in_step(client, administrator, findings, filled):
    finding = Commitment.objects.get(pk=findings[0].pk)
    page = client.get(reverse("admin:register_commitment_change", args=[finding.pk]))
    form = page.context["adminform"].form
    values = {name: form.get_initial_for_field(f, name) for name, f in form.fields.items()}
    values = {name: "" if value is None else value for name, value in values.items()}
    values["actors"] = [i.pk for i in finding.actors.all()]
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form.initial
        values |= {f"{formset.formset.prefix}-{name}": count for name, count in management.items()}
        for row in formset.formset.forms:
            for name, field in row.fields.items():
                value = row.get_initial_for_field(field, name)
                values[f"{row.prefix}-{name}"] = "" if value is None else value
    values["deadline_date"] = "2031"
    answer = client.post(reverse("admin:register_commitment_change", args=[finding.pk]), values)
    assert answer.status_code == 302, answer.context["errors"]
    assert str(Commitment.objects.get(pk=finding.pk).due_on) == "2031-12-31"
    event = Event.objects.filter(object_type="commitment", object_id=str(finding.pk)).last()
    assert event is not None
    assert (event.verb, event.actor) == ("repair", f"account.{administrator.pk}")
    key = ("commitment", str(finding.pk))
    assert event.after == present_digests([key])[key]


def test_what_is_deleted_on_a_repair_page_is_in_the_log_with_all_that_goes_with_it(
    client, administrator, filled
):
    mechanism, session = Mechanism.objects.get(), Session.objects.get()
    session.delete()
    page = reverse("admin:register_mechanism_delete", args=[mechanism.pk])
    assert client.post(page, {"post": "yes"}).status_code == 302
    event = Event.objects.get(object_type="mechanism", after=None)
    assert (event.verb, event.object_id) == ("delete", str(mechanism.pk))


def test_what_is_chosen_and_deleted_in_a_list_is_in_the_log(client, administrator, filled):
    topics = list(Topic.objects.values_list("pk", flat=True))
    Topic.objects.first().commitment_links.all().delete()
    answer = client.post(
        reverse("admin:register_topic_changelist"),
        {"action": "delete_selected", "_selected_action": topics, "post": "yes"},
    )
    assert answer.status_code == 302
    assert Event.objects.filter(object_type="topic", verb="delete", after=None).count() == len(topics)


def test_an_account_that_is_made_on_a_repair_page_is_in_the_log(client, administrator):
    word = "a long word of passage"
    client.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "made",
            "password1": word,
            "password2": word,
            "role": "reader",
            "usable_password": "true",
        },
    )
    made = User.objects.get(username="made")
    event = Event.objects.get(object_type="account", object_id=str(made.pk))
    assert (event.verb, event.before) == ("repair", None)
    assert event.after == present_digests([("account", str(made.pk))])["account", str(made.pk)]
