"""Engine `linkage`: lists of persons -> which records are one person, with reasons, and draws of what else may be."""

from tequio.engines.linkage.columns import Columns
from tequio.engines.linkage.errors import (
    LANGUAGES,
    DecisionsContradict,
    LinkageError,
    ListIsEmpty,
    ListNotReadable,
    NoCommonField,
    NothingToCompare,
    RecordIsTwice,
    SettingsAreWrong,
    said,
)
from tequio.engines.linkage.files import column_names, decoded, read_csv, read_list, write_links, write_pairs
from tequio.engines.linkage.linking import link_records
from tequio.engines.linkage.persons_drawn import recluster
from tequio.engines.linkage.proposing import propose_settings
from tequio.engines.linkage.settings import (
    KINDS,
    Field,
    ListSettings,
    Settings,
    read_settings,
    write_settings,
)
from tequio.engines.linkage.types import Check, Linkage, Pair, Pairs, Reason, RecordId, Ruling, explain

__all__ = [
    "KINDS",
    "LANGUAGES",
    "Check",
    "Columns",
    "DecisionsContradict",
    "Field",
    "Linkage",
    "LinkageError",
    "ListIsEmpty",
    "ListNotReadable",
    "ListSettings",
    "NoCommonField",
    "NothingToCompare",
    "Pair",
    "Pairs",
    "Reason",
    "RecordId",
    "RecordIsTwice",
    "Ruling",
    "Settings",
    "SettingsAreWrong",
    "column_names",
    "decoded",
    "explain",
    "link_records",
    "propose_settings",
    "read_csv",
    "read_list",
    "read_settings",
    "recluster",
    "said",
    "write_links",
    "write_pairs",
    "write_settings",
]
