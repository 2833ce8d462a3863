"""What `tequio demo` shows of the studies: a published table, estimated; nobody is named in it."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tequio.apps.accounts.models import User

_FACTS = {
    "title": "Homicidios en Kosovo, 1999 (ejemplo publicado)",
    "question": "¿Cuántas personas albanokosovares murieron de manera violenta?",
    "population": "Personas albanokosovares muertas de manera violenta, nombradas o no en alguna lista.",
    "period": "20 de marzo – 22 de junio de 1999",
    "place": "Kosovo",
}
# Facts of Ball, Betts, Scheuren, Dudukovich and Asher (2002), Killings and Refugee Flow in Kosovo, March -
# June 1999, American Association for the Advancement of Science: 4,400 persons on four lists.
_HISTORIES = {
    "1000": 1131,
    "0100": 845,
    "0010": 936,
    "0001": 306,
    "1100": 177,
    "1010": 228,
    "1001": 106,
    "0110": 217,
    "0101": 31,
    "0011": 123,
    "1110": 181,
    "1101": 18,
    "1011": 42,
    "0111": 32,
    "1111": 27,
}
# Those that take seconds; whoever looks on can ask for the others.
_METHODS = ("chao", "decomposable")
_SEED = 1999


def show_study(coordinator: User) -> bool:
    """Open the example, bring its table, make a report and publish it, once; say whether it was done now."""
    from tequio.apps.studies.models import Study
    from tequio.apps.studies.operations import Custody, begin_report, bring_list, open_study, publish_report
    from tequio.engines.estimation import METHODS

    if Study.objects.exists():
        return False
    study = open_study(coordinator, _FACTS)
    custody = Custody(
        name="Kosovo 1999",
        owner="AAAS / ABA CEELI / HRW / OSCE",
        holder="Unidad de seguimiento (ejemplo)",
        agreement="Ball et al. 2002, publicado",
        held_until=date.today() + timedelta(days=365),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        rows = [",".join((*history, str(count))) for history, count in _HISTORIES.items()]
        path.write_text("\n".join(["EXH,ABA,OSCE,HRW,count", *rows]), encoding="ascii")
        table = bring_list(study, coordinator, path, "table", custody)
    methods = [name for name in _METHODS if name in METHODS]
    report = begin_report(study, coordinator, table, methods=methods, seed=_SEED)
    if report.state == "done":
        publish_report(report, coordinator)
    return True
