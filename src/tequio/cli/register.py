"""`tequio ingest`, `serve` and `manage`: the commands that need the register's database."""

from __future__ import annotations

import errno
import io
import socket
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tequio.cli.site import BAD_INPUT, database_at_hand, load_site, log_to_file, migrate, refuse
from tequio.cli.standards import finish_in_background, prepare
from tequio.cli.streams import Progress, counted, write

if TYPE_CHECKING:
    from tequio.apps.library.models import Intake

HOST = "127.0.0.1"
PORT = 8000
# Pages wait for the database and for the child that reads files, seldom for the processor.
_THREADS = 8
_HIGHEST_PORT = 65_535

Host = Annotated[str, typer.Option("--host", help="Address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=1, max=_HIGHEST_PORT, help="Port to listen on.")]


def ingest(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Documents to read into the register.")],
    version_of: Annotated[
        int | None,
        typer.Option("--version-of", metavar="NUMBER", help="Document that FILE is a newer version of."),
    ] = None,
) -> None:
    """Read documents into the register, where people check what was found.

    The same file twice changes nothing. A newer version of a document keeps the decisions on unchanged
    passages. A file that cannot be read gets one sentence and the exit code 2; the others are read.
    """
    if version_of is not None and len(files) > 1:
        raise typer.BadParameter(f"--version-of speaks of one file, and {len(files)} were named")
    load_site()
    log = log_to_file()
    migrate()
    progress = Progress(len(files))
    with database_at_hand():
        for file in files:
            _ingest(file, version_of, progress, log)
    if progress.failed:
        raise typer.Exit(BAD_INPUT)


def _ingest(file: str, version_of: int | None, progress: Progress, log: Path) -> None:
    from tequio.apps.accounts.errors import Refused
    from tequio.apps.library.models import Intake
    from tequio.apps.library.operations import INTERNAL, take_in
    from tequio.engines.reading import ReadingError, open_source

    try:
        source = open_source(file)
        intake = take_in(io.BytesIO(source.data), source.name, version_of=version_of)
    except (ReadingError, Refused) as error:
        progress.fail(str(error))
        return
    if intake.state == Intake.State.REFUSED:
        is_ours = intake.problem == INTERNAL
        progress.fail(f"{intake.sentence} {log} holds what to report." if is_ours else intake.sentence)
        return
    progress.advance()
    write(f"{file}: {outcome(intake)}\n")


def outcome(intake: Intake) -> str:
    """Say in one line what became of a file that was taken in and not refused."""
    if intake.version is None:
        return "waits for the worker that reads documents."
    document = f"document {intake.version.document_id} “{intake.version.document}”"
    if intake.state == intake.State.KNOWN:
        return f"already here as {document}; nothing changed."
    found: dict[str, Any] = intake.result
    waiting = counted(found.get("proposed", 0), "finding waits to be checked", "findings wait to be checked")
    if found["decided"] == "new":
        reason = "; another document of the same file name has other words" if found["because"] else ""
        return f"new {document}: {waiting}{reason}."
    reason = "as named" if found["because"] == "named" else "by its file name"
    return (
        f"version {intake.version.number} of {document}, {reason}: {waiting}, "
        f"{counted(found.get('carried', 0), 'decision', 'decisions')} kept, "
        f"{counted(found.get('missing', 0), 'decided passage', 'decided passages')} gone, "
        f"{counted(found.get('dropped', 0), 'undecided finding', 'undecided findings')} replaced."
    )


def serve(host: Host = HOST, port: Port = PORT) -> None:
    """Serve the register's pages until the program is stopped."""
    check_port(host, port)
    load_site()
    migrate()
    with database_at_hand():
        prepare()
    finish_in_background()
    serve_site(host, port, f"Tequio: {address(host, port)}")


def address(host: str, port: int) -> str:
    """Give the address that a browser opens."""
    shown = {"0.0.0.0": HOST, "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def check_port(host: str, port: int) -> None:
    """End the command with a sentence where nothing can listen there."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        with socket.socket(found[0][0], socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[0][4])
    except socket.gaierror:
        raise refuse(f"There is no address {host} on this machine; try --host {HOST}.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} is in use; stop the program that uses it, or choose another with --port."
        elif error.errno == errno.EACCES:
            sentence = f"Port {port} may not be used by this account; choose one above 1023 with --port."
        else:
            sentence = f"Nothing can listen on {host} port {port} ({error.strerror}); try --host {HOST}."
        raise refuse(sentence) from None


def serve_site(host: str, port: int, greeting: str) -> None:
    """Serve the site with Gunicorn, one process and several threads; print the greeting when it listens."""
    from django.conf import settings as site
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    resume()
    site.STATIC_ROOT.mkdir(exist_ok=True)  # where a site may collect its files; served from the packages else

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn with our settings and nothing from files."""

        def load_config(self) -> None:
            """Set what differs from Gunicorn's defaults."""
            settings: dict[str, Any] = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "worker_class": "gthread",
                "threads": _THREADS,
                "timeout": 120,
                # What a request has not finished by then is lost; a reading is taken up at the next start.
                "graceful_timeout": 10,
                "loglevel": "warning",
                "control_socket_disable": True,
                "when_ready": lambda _server: print(greeting, flush=True),
            }
            for name, value in settings.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            """Give the site."""
            from tequio.site.wsgi import application

            return application

    Server().run()


def resume() -> None:
    """Read what was left half read when the program was stopped; with a worker of its own only old ones."""
    from django_tasks import default_task_backend
    from django_tasks.backends.immediate import ImmediateBackend

    from tequio.apps.library.operations import resume_intakes

    with database_at_hand():
        if isinstance(default_task_backend, ImmediateBackend):
            resume_intakes(older_than=timedelta(0))
        else:
            resume_intakes()


def manage(arguments: Annotated[list[str] | None, typer.Argument(metavar="COMMAND …")] = None) -> None:
    """Run one of Django's own commands, such as migrate, createsuperuser or dumpdata."""
    load_site()
    from django.core.management import ManagementUtility

    with database_at_hand():
        ManagementUtility(["tequio manage", *(arguments or [])]).execute()


# All that follows `manage`, options and --help too, is Django's.
setattr(  # noqa: B010  a function has no such attribute for a type checker
    manage,
    "context_settings",
    {"ignore_unknown_options": True, "allow_extra_args": False, "help_option_names": []},
)
