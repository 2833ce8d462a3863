"""The two descriptions of the data package: Frictionless `datapackage.json` and DCAT as JSON-LD.

Sources: Data Package, https://specs.frictionlessdata.io/; DCAT 3, https://www.w3.org/TR/vocab-dcat-3/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tequio.apps.register.opendata import places
from tequio.apps.register.opendata.errors import LicenceIsUnknown
from tequio.apps.register.opendata.resources import Resource

TITLE = "Public register of what States promised and were asked for on human rights"
MEANING = (
    "What was published of the register: commitments with their exact words, who owes them, what "
    "institutions report, evidence on both sides, and each assessor's own conclusion. A cell "
    "that a spreadsheet could run as a formula has an apostrophe before it in the CSV files; the Parquet "
    "and JSON files hold it as it is."
)
LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODbL-1.0": ("Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/jsonl",
    "json": "application/json",
    "jsonld": "application/ld+json",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the package.

    Args:
        path: its name in the folder.
        meaning: what it holds, in one sentence.
        hash: "sha256:" and the checksum.
        bytes: its size.
        rows: of a table; None of other files.
        table: whose rows it holds.
    """

    path: str
    meaning: str
    hash: str
    bytes: int
    rows: int | None = None
    table: Resource | None = None

    @property
    def media_type(self) -> str:
        """Its media type, by its ending."""
        return media_type(self.path)


def media_type(path: str) -> str:
    """Give the media type of a file of the package, by its ending."""
    return _MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream")


def licence(name: str) -> dict[str, str]:
    """Describe a licence as a data package does.

    Raises:
        LicenceIsUnknown: it is not in the list.
    """
    if name not in LICENCES:
        raise LicenceIsUnknown(f"There is no licence {name} here; name one of {', '.join(LICENCES)}.")
    title, path = LICENCES[name]
    return {"name": name, "title": title, "path": path}


def descriptor(files: Sequence[Written], made_at: str, licensed: dict[str, str]) -> dict[str, Any]:
    """Make the `datapackage.json`.

    Args:
        files: all other files of the package.
        made_at: when the records were read, ISO 8601.
        licensed: as `licence` gives it.
    """
    return {
        "profile": "data-package",
        "name": "tequio-public-register",
        "id": places.of_open_data("datapackage.json"),
        "title": TITLE,
        "description": MEANING,
        "homepage": places.of_open_data(""),
        "version": made_at[:10],
        "created": made_at,
        "licenses": [licensed],
        "resources": [_resource(file) for file in files],
    }


def _resource(file: Written) -> dict[str, Any]:
    name, _dot, ending = file.path.rpartition(".")
    described: dict[str, Any] = {
        "name": f"{name}-{ending}".replace("_", "-"),
        "path": file.path,
        "description": file.meaning,
        "format": ending,
        "mediatype": file.media_type,
        "bytes": file.bytes,
        "hash": file.hash,
    }
    if ending != "parquet":
        described["encoding"] = "utf-8"
    if file.rows is not None:
        described["rows"] = file.rows
    if file.table is not None:
        profile = "tabular-data-resource" if ending == "csv" else "data-resource"
        described |= {"profile": profile, "schema": _schema(file.table, ending)}
    return described


def _schema(table: Resource, ending: str) -> dict[str, Any]:
    fields = []
    for column in table.columns:
        field: dict[str, Any] = {"name": column.name, "type": column.type}
        if column.meaning:
            field["description"] = column.meaning
        if column.name == "id":
            field["constraints"] = {"required": True, "unique": True}
        fields.append(field)
    keys = [
        {
            "fields": column.name,
            "reference": {
                # A table that refers to itself is named by nothing.
                "resource": ""
                if column.refers == table.name
                else f"{column.refers}-{ending}".replace("_", "-"),
                "fields": "id",
            },
        }
        for column in table.columns
        if column.refers
    ]
    return {"fields": fields, "primaryKey": "id", "missingValues": [""], "foreignKeys": keys}


def dcat(files: Sequence[Written], made_at: str, licensed: dict[str, str]) -> dict[str, Any]:
    """Describe the package for catalogues of open data; arguments as `descriptor`."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": places.of_open_data(""),
        "@type": "dcat:Dataset",
        "dct:title": {"@value": TITLE, "@language": "en"},
        "dct:description": {"@value": MEANING, "@language": "en"},
        "dct:license": {"@id": licensed["path"]},
        "dct:language": ["es", "en"],
        "dct:modified": {"@value": made_at, "@type": "xsd:dateTime"},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:homepage": {"@id": settings.ADDRESS}},
        "dcat:landingPage": {"@id": places.of_open_data("")},
        "dcat:distribution": [_distribution(file, licensed) for file in files],
    }


def _distribution(file: Written, licensed: dict[str, str]) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dct:description": {"@value": file.meaning, "@language": "en"},
        "dct:license": {"@id": licensed["path"]},
        "dcat:downloadURL": {"@id": places.of_open_data(file.path)},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{file.media_type}"},
        "dcat:byteSize": file.bytes,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.hash.partition(":")[2],
        },
    }
