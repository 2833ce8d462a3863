"""What instruments are for States, brought in from a table."""

from datetime import date

import pytest

from tequio.apps.ledger.models import Event
from tequio.apps.library.models import Instrument, StateStatus
from tequio.apps.library.standards import indexing
from tequio.apps.library.standards.errors import FileNotStandards, RowsWrong
from tequio.apps.library.standards.searching import Asked, search
from tequio.apps.library.standards.statuses import StatusesKept, import_statuses

HEAD = "instrument,state,signed,ratified,in_force,force,reservations_es,reservations_en,source\n"


@pytest.fixture
def table(tmp_path):
    def write(*rows, head=HEAD):
        path = tmp_path / "statuses.csv"
        path.write_text(head + "\n".join(rows), encoding="utf-8")
        return path

    return write


def test_a_table_is_kept_compared_and_logged(library, table):
    path = table("CRX,CO,1990-01-02,1991-03-04,,,Salvo la siesta,,Depositary", "CRX,US,1990-01-02,,,,,,")
    before = Event.objects.count()
    assert import_statuses(path, dry_run=True) == StatusesKept(2, 0, 0)
    assert not StateStatus.objects.exists()
    assert Event.objects.count() == before
    assert import_statuses(path) == StatusesKept(2, 0, 0)
    assert import_statuses(path) == StatusesKept(0, 0, 2)
    colombia, states = StateStatus.objects.order_by("state")
    assert (colombia.ratified, colombia.force, colombia.reservations_es) == (
        date(1991, 3, 4), "binding", "Salvo la siesta",
    )  # fmt: skip
    assert (states.ratified, states.force) == (None, "interpretive")
    assert import_statuses(table("CRX,CO,,,,interpretive,,,")) == StatusesKept(0, 1, 0)
    assert Event.objects.count() == before + 2  # one event for the instrument each time


def test_what_binds_a_state_is_found_as_binding_there(library, table):
    import_statuses(table("CRX,CO,,1991-03-04,,,,,"), index=False)
    indexing.rebuild()
    assert [one.force_label for one in search(Asked("confess", state="CO", is_binding=True)).found] == [
        "binding"
    ] * 2
    assert not search(Asked("confess", state="MX", is_binding=True)).found


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("XYZ,CO,,,,,,,", "the library has no instrument “XYZ”"),
        ("CRX,Colombia,,,,,,,", "“COLOMBIA” is no code of a State"),
        ("CRX,CO,soon,,,,,,", "“soon” under “signed” is no day"),
        ("CRX,CO,,1990,,,,,", "“1990” under “ratified” is no day"),
        ("CRX,CO,,,,strong,,,", "“strong” is no legal force"),
        ("CRX,MX,,,,,,,", "CRX and MX stand on a row before already"),
        (f"CRX,CO,,,,,,,{'x' * 501}", "“source” is longer than 500 characters"),
    ],
)
def test_a_broken_row_is_named_and_nothing_is_kept(library, table, row, says):
    with pytest.raises(RowsWrong, match=says) as refused:
        import_statuses(table("CRX,MX,,1991-03-04,,,,,", row))
    assert refused.value.problems[0].line == 3
    assert not StateStatus.objects.exists()


@pytest.mark.parametrize(
    ("head", "rows", "says"),
    [
        ("", (), "is empty"),
        (HEAD, (), "the table has no rows"),
        ("instrument,country\n", ("CRX,CO",), "no column “state”"),
    ],
)
def test_what_is_no_table_is_refused(library, table, head, rows, says):
    with pytest.raises(FileNotStandards, match=says):
        import_statuses(table(*rows, head=head))
    assert Instrument.objects.count() == 1
