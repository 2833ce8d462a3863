"""What `tequio demo` shows of the follow-up: people in their roles, and two claims side by side.

Institutions and accounts are named by their roles, and every fact says that it is an example: nothing here
tells of what a real authority did.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tequio.apps.accounts.models import Institution, User
    from tequio.apps.library.models import Document
    from tequio.apps.register.models import Assignment, Component, Evidence

FOCAL_POINT = "enlace"
NATIONAL_INSTITUTION = "comision"
# Account -> role, and the institution for which it speaks: name in Spanish and English, kind.
_PEOPLE = {
    FOCAL_POINT: ("focal_point", ("Ministerio A (ejemplo)", "Ministry A (example)", "public")),
    NATIONAL_INSTITUTION: (
        "nhri",
        (
            "Institución nacional de derechos humanos (ejemplo)",
            "National human-rights institution (example)",
            "nhri",
        ),
    ),
}
_OTHER_MINISTRY = ("Ministerio B (ejemplo)", "Ministry B (example)", "public")
_METHOD = "ejemplo 1 · example 1"
# Components that are followed up; the others wait on the board.
_FOLLOWED = 6


def follow_up(coordinator: User) -> int:
    """Follow up some of what was accepted, once; give how many components were assigned."""
    from django.db.models import Count

    from tequio.apps.library.operations import publish
    from tequio.apps.register.followup.assigning import assign_many
    from tequio.apps.register.followup.components import accept_components
    from tequio.apps.register.models import Assignment, Commitment, Component
    from tequio.apps.register.operations.errors import NothingToDo

    people, other = _people(coordinator)
    if Assignment.objects.exists():
        return 0
    document = _document()
    if document is None:
        return 0
    kept = Commitment.objects.filter(version__document=document, state__in=("accepted", "corrected"))
    for commitment in kept.order_by("passage__start")[:_FOLLOWED]:
        try:
            accept_components(commitment, coordinator)
        except NothingToDo:
            continue  # it has none, or somebody has confirmed them
    # The one with most topics first: what the example tells fits a substantive promise best.
    accepted = (
        Component.objects.filter(commitment__in=kept, state="accepted")
        .annotate(n=Count("commitment__topic_links", distinct=True))
        .order_by("-n", "commitment", "ordinal")
    )
    keys = list(accepted.values_list("pk", flat=True)[:_FOLLOWED])
    if len(keys) < 2:
        return 0
    ministry = people[FOCAL_POINT].institution
    assert ministry is not None  # a focal point speaks for one
    due = date.today() + timedelta(days=180)
    for institution, its in ((ministry, keys[: len(keys) // 2]), (other, keys[len(keys) // 2 :])):
        assign_many(its, institution, coordinator, due_on=due)
    first = Assignment.objects.select_related("component__commitment").get(component=keys[0], ended_on=None)
    publish(document, coordinator)
    _both_sides(first, coordinator, people)
    _report_due(Assignment.objects.get(component=keys[1], ended_on=None), coordinator)
    return len(keys)


def _document() -> Document | None:
    """Choose the document of which most was accepted: its session is known, so that visitors find it."""
    from django.db.models import Count

    from tequio.apps.library.models import Document
    from tequio.apps.register.models import Commitment

    counted = (
        Commitment.objects.filter(state__in=("accepted", "corrected"), session__isnull=False)
        .order_by()
        .values("version__document")
        .annotate(n=Count("pk"))
        .order_by("-n", "version__document")
        .first()
    )
    return Document.objects.get(pk=counted["version__document"]) if counted else None


def _people(coordinator: User) -> tuple[dict[str, User], Institution]:
    from tequio.apps.accounts.models import FocalPoint, User
    from tequio.apps.accounts.operations.rights import Term, appoint_focal_point

    made: dict[str, User] = {}
    for name, (role, named) in _PEOPLE.items():
        account = User.objects.filter(username=name).first()
        made[name] = account or User.objects.create_user(name, role=role, institution=_institution(*named))
    if not FocalPoint.objects.filter(account=made[FOCAL_POINT]).exists():
        appoint_focal_point(coordinator, made[FOCAL_POINT], Term(starts_on=date(date.today().year, 1, 1)))
    return made, _institution(*_OTHER_MINISTRY)


def _institution(name_es: str, name_en: str, kind: str) -> Institution:
    from tequio.apps.accounts.models import Institution
    from tequio.apps.ledger.recording import note_new, recorded

    found = Institution.objects.filter(name_es=name_es).first()
    if found is not None:
        return found
    with recorded(None, "enter"):
        made = Institution.objects.create(name_es=name_es, name_en=name_en, kind=kind)
        note_new(made)
    return made


def _both_sides(assignment: Assignment, coordinator: User, people: dict[str, User]) -> None:
    """Let the ministry report and call it implemented, civil society contradict, the institution judge."""
    from tequio.apps.register.followup.judging import Judgement, assess

    component, focal = assignment.component, people[FOCAL_POINT]
    proof = _state_says(assignment, coordinator, focal)
    against = _civil_society_says(component, coordinator)
    assess(
        component,
        focal,
        Judgement("tequio", "implemented", "high", "Ejemplo: el protocolo está vigente.", _METHOD),
        evidence=[proof],
        publish=True,
    )
    assess(
        component,
        people[NATIONAL_INSTITUTION],
        Judgement("upr-midterm", "partial", "medium", "Ejemplo: hay protocolo, pero no se aplica.", _METHOD),
        evidence=[against],
        publish=True,
    )


def _state_says(assignment: Assignment, coordinator: User, focal: User) -> Evidence:
    """Let the ministry plan, report and prove; give the proof."""
    from tequio.apps.register.followup.acting import plan_action
    from tequio.apps.register.followup.proving import add_evidence
    from tequio.apps.register.followup.publishing import publish
    from tequio.apps.register.followup.reporting import accept_report, submit_report, write_report

    year = date.today().year - 1
    action = plan_action(
        assignment.institution,
        focal,
        [assignment.component],
        {"title": "Ejemplo: capacitación de personal", "status": "under_way", "starts_on": f"{year}-03-01"},
    )
    report = write_report(
        assignment,
        focal,
        (date(year, 1, 1), date(year, 12, 31)),
        "Ejemplo de informe: se adoptó un protocolo y se capacitó a 120 personas.",
    )
    submit_report(report, focal)
    accept_report(report, coordinator)
    proof = add_evidence(
        assignment.component,
        focal,
        {
            "bearing": "supports",
            "finding": "Ejemplo: el protocolo se publicó.",
            "source": "Diario oficial (ejemplo)",
            "confidentiality": "public",
        },
        report=report,
    )
    publish(action, focal)
    publish(report, coordinator)
    publish(proof, focal)
    return proof


def _civil_society_says(component: Component, coordinator: User) -> Evidence:
    """Hand in evidence that contradicts and a recommendation that waits; give the evidence as taken."""
    from tequio.apps.register.followup.publishing import publish
    from tequio.apps.register.followup.receiving import About, submit, take_as_evidence

    handed_in, _code = submit(
        {
            "kind": "evidence",
            "title": "Ejemplo: el protocolo no se aplica",
            "words": "Ejemplo: de diez oficinas visitadas, siete no conocían el protocolo.",
            "bearing": "contradicts",
            "source": "Visita de una organización (ejemplo)",
            "risk": "low",
            "consent": "words",
        },
        agreed=True,
        about=About(component=component),
    )
    submit(
        {
            "kind": "recommendation",
            "title": "Ejemplo: publicar las cifras por entidad",
            "words": "Ejemplo: las cifras deberían publicarse cada seis meses, por entidad.",
            "risk": "low",
            "consent": "words",
        },
        agreed=True,
        about=About(component=_other_component(component)),
    )
    against = take_as_evidence(handed_in, coordinator, component, {})
    publish(against, coordinator)
    return against


def _other_component(component: Component) -> Component | None:
    from tequio.apps.register.models import Component

    rows = Component.objects.filter(state="accepted").exclude(pk=component.pk)
    return rows.filter(commitment__version=component.commitment.version_id).order_by("pk").first()


def _report_due(assignment: Assignment, coordinator: User) -> None:
    """Ask for a report whose day is past, so that the work list and the board show one."""
    from tequio.apps.register.followup.reporting import set_schedule

    today = date.today()
    starts_on = date(today.year - 1, today.month, 1)
    set_schedule(assignment, coordinator, starts_on=starts_on, months=6, days_to_report=30)
