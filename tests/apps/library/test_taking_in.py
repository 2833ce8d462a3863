"""Files coming in: kept once, read whole or not at all, versions told from new documents."""

import io
import os
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils.translation import override
from plain_statements import STATEMENT, bring

from tequio.apps.library.models import Document, DocumentVersion, Intake, Passage
from tequio.apps.library.operations import (
    DocumentUnknown,
    FileEmpty,
    FileTooLarge,
    NotAllowed,
    find_again,
    reading,
    resume_intakes,
    take_in,
)
from tequio.apps.library.problems import PROBLEMS
from tequio.apps.register.models import Commitment, LookAlike
from tequio.engines.reading.errors import error_classes

pytestmark = pytest.mark.django_db


def kept_files() -> set[str]:
    folder = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (Document, DocumentVersion, Passage, Commitment, LookAlike)
    )


def test_a_file_becomes_a_document_with_its_text_paragraphs_and_findings(version):
    assert version.content == STATEMENT
    assert version.number == 1
    assert version.document.title == "Joint statement on human rights"
    assert Path(version.file.path).read_text(encoding="utf-8") == STATEMENT
    assert version.sha256 in version.file.name
    shown = [version.content[p.start : p.end] for p in version.paragraphs.all()]
    assert shown[0] == "Joint statement on human rights"
    for passage in version.passages.all():
        assert version.content[passage.start : passage.end] == passage.exact
        assert STATEMENT[: passage.start].endswith(passage.prefix)
        assert STATEMENT[passage.end :].startswith(passage.suffix)
    intake = version.intakes.get()
    assert (intake.state, intake.result["decided"], intake.result["proposed"]) == ("kept", "new", 3)


def test_the_same_content_twice_changes_nothing(version):
    before, files = counts(), kept_files()
    for name in ("statement.txt", "other name.md"):
        intake = bring(STATEMENT, name)
        assert (intake.state, intake.version) == (Intake.State.KNOWN, version)
    assert counts() == before
    assert kept_files() == files


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\x00\x01\x02\x03\xff\xfe\x80" * 50, "FormatUnknown"),
        (b"%PDF-1.7 cut short", "FileDamaged"),
        (b"   \n\n  ", "WordsMissing"),
        (
            "Le Mexique et la France se sont engagés à renforcer la coopération judiciaire. "
            "Les deux délégations ont décidé de tenir une réunion annuelle à Paris.".encode(),
            "LanguageNotRead",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_sentence_and_leaves_nothing(content, problem, plain_engines):
    before, files = counts(), kept_files()
    intake = bring(content, "bad.txt")
    assert (intake.state, intake.problem) == (Intake.State.REFUSED, problem)
    assert intake.sentence.startswith("bad.txt: ")
    assert "\n" not in intake.sentence
    assert intake.problem in PROBLEMS
    with override("en"):
        assert intake.explanation == f"bad.txt: {PROBLEMS[problem]}."
    assert counts() == before
    assert kept_files() == files


def test_an_empty_file_and_one_too_large_are_not_taken_in(settings):
    settings.MAX_FILE_MB = 1
    with pytest.raises(FileEmpty, match=r"^a.txt: the file is empty"):
        bring(b"", "a.txt")
    with pytest.raises(FileTooLarge, match=r"^a.txt: the file has more than 1 MB"):
        bring(b"x" * 1_000_001, "a.txt")
    assert counts() == (0, 0, 0, 0, 0)
    assert Intake.objects.count() == 0


def test_a_reader_may_not_bring_documents_and_a_coordinator_may(reader, coordinator, plain_engines):
    with pytest.raises(NotAllowed):
        bring(STATEMENT, by=reader)
    intake = bring(STATEMENT, by=coordinator)
    assert intake.version.document.added_by == coordinator


def test_a_nul_byte_in_the_text_is_replaced_and_offsets_stay(plain_engines, monkeypatch):
    real = reading.read_bytes
    monkeypatch.setattr(
        reading,
        "read_bytes",
        lambda data, name: reading.replace(
            real(data, name), content=real(data, name).content.replace("gender", "gen\x00er")
        ),
    )
    version = bring(STATEMENT).version
    assert len(version.content) == len(STATEMENT)
    assert "gen\ufffder" in version.content


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b\\c.txt", "x" * 400 + ".txt", "nul\x00.txt", ""])
def test_a_file_name_never_leads_outside(name, plain_engines):
    intake = bring(STATEMENT, name)
    assert intake.state == Intake.State.KEPT
    assert "/" not in intake.file_name
    assert Path(intake.file.path).is_relative_to(settings.MEDIA_ROOT)


def test_a_file_of_the_same_name_with_like_words_is_a_newer_version(version):
    intake = bring(STATEMENT.replace("London", "Mexico City"))
    assert intake.version.document == version.document
    assert intake.version.number == 2
    assert (intake.result["decided"], intake.result["because"]) == ("version", "file_name")


def test_a_file_of_the_same_name_with_other_words_is_another_document(version):
    other = "El Comité contra la Tortura examinó a Guatemala y publicó sus observaciones sobre las cárceles."
    intake = bring(other)
    assert intake.version.document != version.document
    assert (intake.result["decided"], intake.result["because"]) == ("new", "content")


def test_a_named_document_gets_the_version_whatever_its_name_and_words(version):
    intake = bring("Quite other words, which agreed to nothing.", "b.txt", version_of=version.document)
    assert (intake.version.document, intake.result["because"]) == (version.document, "named")
    with pytest.raises(DocumentUnknown, match="999999"):
        bring(STATEMENT + "more", version_of=999_999)


def test_an_error_in_a_stage_keeps_nothing(plain_engines, monkeypatch):
    def fails(text, file_name):
        raise RuntimeError("broken")

    monkeypatch.setattr(reading, "_stages", [*reading._stages, fails])
    intake = bring(STATEMENT)
    assert intake.state == Intake.State.REFUSED
    assert counts() == (0, 0, 0, 0, 0)


def test_an_error_in_mid_transaction_keeps_nothing(plain_engines, monkeypatch):
    def stage(text, file_name):
        def write(kept):
            raise RuntimeError("broken")

        return write

    monkeypatch.setattr(reading, "_stages", [*reading._stages, stage])
    files = kept_files()
    assert bring(STATEMENT).state == Intake.State.REFUSED
    assert counts() == (0, 0, 0, 0, 0)
    assert kept_files() == files


def test_what_was_half_read_is_read_after_a_restart(plain_engines, monkeypatch):
    with monkeypatch.context() as stopped:
        stopped.setattr(
            "tequio.apps.library.operations.intake.read_intake.__class__.enqueue", lambda *a, **k: None
        )
        intake = take_in(io.BytesIO(STATEMENT.encode()), "a.txt")
    Intake.objects.update(state=Intake.State.READING)
    assert resume_intakes(older_than=timedelta(minutes=5)) == 0
    assert resume_intakes(older_than=timedelta(0)) == 1
    intake.refresh_from_db()
    assert intake.state == Intake.State.KEPT


def test_an_intake_that_was_kept_meanwhile_is_left_alone(version):
    intake = version.intakes.get()
    reading.read_taken_in(intake)
    intake.refresh_from_db()
    assert (intake.state, intake.result["proposed"]) == (Intake.State.KEPT, 3)


def test_words_are_found_again_across_other_line_breaks(version):
    passage = version.passages.get(exact__startswith="Mexico and the United Kingdom agreed to meet")
    reflowed = "New head.\n\n" + STATEMENT.replace("agreed to meet", "agreed\n   to meet")
    start, end = find_again(passage, reflowed)
    assert reflowed[start:end].split() == passage.exact.split()
    assert find_again(passage, STATEMENT.replace("London", "Leeds")) is None


def test_of_two_places_the_one_with_the_same_surroundings_is_found(version):
    passage = version.passages.get(exact__startswith="They discussed")
    twice = f"Before: {passage.exact} Other words.\n\n" + STATEMENT
    assert find_again(passage, twice)[0] == twice.rindex(passage.exact)


_KILLED = """
    import io, os, signal, sys
    import django
    django.setup()
    from django.db import connection
    from tequio.apps.library.operations import reading, take_in
    from tequio.apps.register.operations import proposing
    sys.path.insert(0, sys.argv[1])
    from plain_statements import STATEMENT, find_plainly
    proposing.find_in = find_plainly
    proposing.tag_passages = lambda passages, language: [[] for _ in passages]

    def stage(text, file_name):
        def write(kept):
            print("in mid-transaction", kept.version.pk, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        return write

    if sys.argv[2] == "kill":
        reading.add_stage(stage)
    intake = take_in(io.BytesIO(STATEMENT.encode()), "killed.txt")
    print(intake.state, intake.version.commitments.count(), flush=True)
"""


_COUNTED = """
    import django
    django.setup()
    from tequio.apps.library.models import Document, Passage
    from tequio.apps.register.models import Commitment
    print(*(model.objects.count() for model in (Document, Passage, Commitment)))
"""


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_of_a_reading_leaves_all_or_nothing(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tequio.site.settings",
        "TEQUIO_HOME": str(tmp_path),
    }
    if connection.vendor == "postgresql":
        parts = connection.settings_dict
        secret = f":{parts['PASSWORD']}" if parts["PASSWORD"] else ""
        address = f"{parts['USER']}{secret}@{parts['HOST']}:{parts['PORT'] or 5432}/{parts['NAME']}"
        environment["DATABASE_URL"] = f"postgresql://{address}"
    else:
        environment.pop("DATABASE_URL", None)
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)

    def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
        return subprocess.run(
            command, env=environment, text=True, capture_output=True, timeout=120, check=False
        )

    tests = str(Path(__file__).parents[1])
    killed = run(_KILLED, tests, "kill")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert killed.stdout.startswith("in mid-transaction")
    assert run(_COUNTED).stdout.split() == ["0", "0", "0"]
    again = run(_KILLED, tests, "read")
    assert again.stdout.split() == ["kept", "3"], again.stderr


def test_every_error_of_the_reading_has_its_sentence_in_the_readers_language():
    of_the_file = set(error_classes()) - {"ReadingError", "FileMissing", "FileUnreadable"}
    assert of_the_file <= set(PROBLEMS)
