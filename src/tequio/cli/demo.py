"""`tequio demo`: a register with sample documents, some of them checked, some waiting."""

from __future__ import annotations

import json
import os
from importlib import resources
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tequio.cli.demo_followup import FOCAL_POINT, NATIONAL_INSTITUTION, follow_up
from tequio.cli.demo_study import show_study
from tequio.cli.register import HOST, PORT, Host, Port, address, check_port, serve_site
from tequio.cli.site import BAD_INPUT, database_at_hand, load_site, migrate
from tequio.cli.standards import finish_in_background, prepare
from tequio.cli.streams import complain, counted
from tequio.text import fold

if TYPE_CHECKING:
    from tequio.apps.accounts.models import User
    from tequio.apps.library.models import DocumentVersion
    from tequio.apps.register.models import SessionProposal

COORDINATOR = "coordinacion"
READER = "lectura"
# The samples that are left for the visitor to check; the others are checked here.
_LEFT_TO_CHECK = ("03_", "08_")
_ACCEPTED_FROM = 0.7
_DOUBTFUL_BELOW = 0.5
_WITH_STANDARDS = 5
# How a treaty body calls the State that it examines, folded.
_THE_STATE = ("el estado parte", "estado parte", "the state party", "state party")


def demo(
    host: Host = HOST,
    port: Port = PORT,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Prepare the register and stop, without serving it.")
    ] = False,
) -> None:
    """Prepare a register with sample documents and demonstration accounts, and serve it.

    Doing it again changes nothing that is there.
    """
    os.environ.setdefault("TEQUIO_DEMO", "1")
    if not no_serve:
        check_port(host, port)
    load_site()
    _say("preparando la base de datos · preparing the database")
    migrate()
    with database_at_hand():
        _say("estándares para buscar y citar · standards to search and cite")
        prepare()
        coordinator = _accounts()
        refused = _samples(coordinator)
        followed = follow_up(coordinator)
        _rest_on_standards(coordinator)
        if show_study(coordinator):
            _say("un estudio de ejemplo · a study as an example")
        if followed:
            _say(f"seguimiento de {followed} componentes · follow-up of {followed} components")
    greeting = _greeting(address(host, port))
    if no_serve:
        print(greeting)
    else:
        finish_in_background()
        serve_site(host, port, greeting)
    if refused:
        raise typer.Exit(BAD_INPUT)


def _say(words: str) -> None:
    print(f"· {words}", flush=True)


def _accounts() -> User:
    """Make the demonstration accounts; without a password, for the sign-in page of a demonstration."""
    from tequio.apps.accounts.models import User

    made = {}
    for name, role in ((COORDINATOR, User.Role.COORDINATOR), (READER, User.Role.READER)):
        account = User.objects.filter(username=name).first()
        # Without a password the manager gives one that nothing fits, and it writes to the log.
        made[name] = account or User.objects.create_user(name, role=role)
    return made[COORDINATOR]


def _samples(by: User) -> int:
    """Read the samples of the package and check some of them; give how many were refused."""
    from tequio.apps.library.models import Intake
    from tequio.apps.library.operations import take_in
    from tequio.apps.register.queries.review import progress_of

    folder, refused = resources.files("tequio").joinpath("samples"), 0
    for about in json.loads(folder.joinpath("samples.json").read_text(encoding="utf-8")):
        _say(f"leyendo · reading {about['file']}")
        with folder.joinpath(about["file"]).open("rb") as file:
            intake = take_in(file, about["file"], by=by)  # type: ignore[arg-type]
        if intake.state == Intake.State.REFUSED:
            complain(intake.sentence)
            refused += 1
        elif intake.version is not None and intake.state == Intake.State.KEPT:
            _name_source(intake.version, about, by)
            if not about["file"].startswith(_LEFT_TO_CHECK):
                _check(intake.version, by)
            progress = progress_of(intake.version)
            _say(
                f"  {counted(progress.total, 'hallazgo', 'hallazgos')}, "
                f"{counted(progress.checked, 'revisado', 'revisados')}"
                f" · {counted(progress.total, 'finding', 'findings')}, {progress.checked} checked"
            )
    return refused


def _name_source(version: DocumentVersion, about: dict[str, str], by: User) -> None:
    from tequio.apps.library.operations import describe

    describe(
        version.document,
        by,
        title=about["title"],
        source_note=about.get("source_note", ""),
        source_url=about.get("source_url", ""),
    )


def _check(version: DocumentVersion, by: User) -> None:
    """Decide on a sample as a coordinator would: the session, corrections, the clear findings."""
    from tequio.apps.register.models import Commitment
    from tequio.apps.register.operations import NothingToDo, accept_above, correct, reject
    from tequio.apps.register.queries.review import findings

    _decide_session(version.session_proposal, by)
    states = _states(version.session_proposal)
    for finding in findings(version, doubtful_first=True):
        if len(states) == 1 and fold(finding.actors_text) in _THE_STATE:
            correct(finding, by, {"actors": states}, why="El Estado examinado / the State under review")
    waiting = findings(version, doubtful_first=True).filter(state=Commitment.State.PROPOSED)
    doubtful = waiting.filter(confidence__lt=_DOUBTFUL_BELOW).first()
    if doubtful is not None:
        reject(doubtful, by, why="No es un compromiso / not an undertaking")
    try:
        accept_above(version, _ACCEPTED_FROM, by)
    except NothingToDo:
        return  # a sample may hold nothing that is sure, as the profile of an office does


def _states(proposal: SessionProposal) -> list[str]:
    """Name the States among the parties of a meeting."""
    from tequio.apps.accounts.models import Institution
    from tequio.apps.accounts.operations.institutions import institutions_named

    named = institutions_named(proposal.meeting.get("parties") or ())
    return [name for name, party in named.items() if party.kind == Institution.Kind.STATE]


def _rest_on_standards(by: User) -> None:
    """Have provisions proposed for a few commitments, and accept the first of one: both can be seen."""
    from tequio.apps.register.models import Commitment, CommitmentStandard
    from tequio.apps.register.operations import NothingToDo, decide_standard, propose_standards

    if CommitmentStandard.objects.exists():
        return
    kept = Commitment.objects.filter(state__in=("accepted", "corrected")).order_by("-kind", "pk")
    is_first = True
    for commitment in kept[:_WITH_STANDARDS]:
        try:
            proposed = propose_standards(commitment, by)
        except NothingToDo:
            continue
        if is_first:
            decide_standard(commitment, by, proposed[0].pk, CommitmentStandard.State.ACCEPTED)
            is_first = False


def _decide_session(proposal: SessionProposal, by: User) -> None:
    """Confirm a session as it was read, under the mechanism that the register holds where there is one."""
    from tequio.apps.register.operations import NewMechanism, Participant, confirm_session, reject_session
    from tequio.apps.register.queries import matches_for

    meeting: dict[str, Any] = proposal.meeting
    name = meeting.get("mechanism") or meeting.get("name")
    if not name:
        if not (meeting.get("date_start") or meeting.get("parties")):
            reject_session(proposal, by, why="El documento no informa de una reunión / reports no meeting")
        return  # a meeting without a name waits for somebody who knows it
    matches = matches_for(proposal)
    sure = [match.thing for match in matches.mechanisms if match.is_certain]
    language = "name_en" if proposal.version.language == "en" else "name_es"
    sessions = [match.thing for match in matches.sessions if match.is_certain]
    participants = [
        Participant(
            name=found["name"],
            role=found["role"] or "",
            party=found["party"],
            person=people[0].thing if people and people[0].is_certain else None,
            start=found["anchor"]["start"],
            end=found["anchor"]["end"],
        )
        for found, people in zip(proposal.participants, matches.people, strict=True)
    ]
    confirm_session(
        proposal,
        by,
        mechanism=sure[0] if sure else NewMechanism(**{language: name}, kind=_kind(name)),
        session=sessions[0] if sessions else None,
        fields=_fields(meeting),
        parties=meeting.get("parties") or (),
        participants=participants,
    )


def _kind(name: str) -> str:
    """Guess the kind of a mechanism from its name, as the form's first choice."""
    words = name.casefold()
    for part, kind in (
        ("dialog", "dialogue"),
        ("diálogo", "dialogue"),
        ("committee", "treaty_body"),
        ("comité", "treaty_body"),
        ("group", "group"),
        ("grupo", "group"),
        ("meeting", "ministerial"),
        ("reunión", "ministerial"),
    ):
        if part in words:
            return kind
    return "other"


def _fields(meeting: dict[str, Any]) -> dict[str, object]:
    following, before = meeting.get("next_session") or {}, meeting.get("preceded_by") or {}
    plain = ("edition", "date_start", "date_end", "date_text", "place")
    return {
        **{name: meeting.get(name) for name in plain},
        "preceded_by": before.get("name"),
        "preceded_by_size": before.get("size"),
        "next_period": following.get("period"),
        "next_place": following.get("place"),
        "next_cadence": following.get("cadence"),
    }


def _greeting(site: str) -> str:
    return f"""
Tequio está listo · is ready: {site}

  Cuentas de demostración, sin contraseña, en la página de entrada
  Demonstration accounts, without a password, on the sign-in page
    {COORDINATOR:14} coordina: lee documentos y decide · coordinator: reads documents in and decides
    {FOCAL_POINT:14} punto de contacto de un ministerio: informa · focal point of a ministry: reports
    {NATIONAL_INSTITUTION:14} institución nacional: evalúa · national institution: assesses
    {READER:14} solo mira · looks, changes nothing

  Qué ver primero · What to look at first
    1. Documentos · Documents: abra uno que espera revisión y decida con j, k, a, e, x, u
       open one that waits to be checked and decide with j, k, a, e, x, u
    2. Registro · Register: lo aceptado, con su fuente a un clic · what was accepted, its source a click away
    3. Tablero · Board: quién está a cargo de qué, y qué falta · who is in charge of what, and what is missing
    4. Registro público · Public register ({site}public/): ambas versiones · both sides, without signing in
    5. Mecanismos · Mechanisms: sus sesiones y la próxima · their sessions and the next one
    6. Estándares · Standards ({site}standards/): pregunte en español o en inglés · ask in either language

  Para terminar · To stop: Ctrl+C
"""
