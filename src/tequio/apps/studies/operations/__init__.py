"""What people do in studies: one function for each use, each one transaction with its event in the log."""

from tequio.apps.studies.operations.lists import Custody, bring_list, change_custody, destroy_list
from tequio.apps.studies.operations.reporting import begin_report, publish_report, withdraw_report
from tequio.apps.studies.operations.studies import (
    change_study,
    close_study,
    give_part,
    open_study,
    reopen_study,
    take_part,
)

__all__ = [
    "Custody",
    "begin_report",
    "bring_list",
    "change_custody",
    "change_study",
    "close_study",
    "destroy_list",
    "give_part",
    "open_study",
    "publish_report",
    "reopen_study",
    "take_part",
    "withdraw_report",
]
