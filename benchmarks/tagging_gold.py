"""What the tagging is measured on, from ../shared/data/standards, with the crosswalks of label sets."""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

from tequio.engines.tagging import Scheme, vocabulary

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "standards"

# OHCHR's earlier theme names -> the present code, where the words differ; "" where the present list has none
# (the old list held groups such as migrants among its themes).
EARLIER_THEMES = {
    "acceptance of international norms": "ratification",
    "institutions & policies - general": "legal-institutional-reform",
    "legal, institutional & policy framework": "legal-institutional-reform",
    "human rights policies": "legal-institutional-reform",
    "right to an effective remedy": "access-justice-remedy",
    "right to effective remedy & reparations": "access-justice-remedy",
    "prohibition of slavery, trafficking": "trafficking-slavery",
    "domestic violence": "violence-women",
    "sexual & other forms of gender-based violence": "sexual-gender-violence",
    "right to health - general": "right-health",
    "right to education - general": "right-education",
    "human rights education - general": "education-training-awareness",
    "human rights education, trainings & awareness raising": "education-training-awareness",
    "awareness raising & dissemination": "education-training-awareness",
    "right to an adequate standard of living - general": "standard-living",
    "human rights & drinking water & sanitation": "water-sanitation",
    "right to work": "labour-rights",
    "right to just & favourable conditions of work": "labour-rights",
    "right to work & to just & favorable conditions of work & labour rights": "labour-rights",
    "rights related to name, identity, nationality": "identity-nationality",
    "right to participation in public affairs & right to vote": "public-affairs-vote",
    "prohibition of torture & cruel, inhuman or degrading treatment": "torture-ill-treatment",
    "freedom of opinion & expression": "freedom-expression",
    "freedom of opinion & expression & right to information": "freedom-expression",
    "cooperation with treaty bodies": "treaty-bodies",
    "cooperation with special procedures": "special-procedures",
    "follow-up to universal periodic review (upr)": "upr",
    "right to private life, privacy": "privacy",
    "inter-state cooperation & development assistance": "interstate-cooperation",
    "inter-state cooperation & development or humanitarian assistance": "interstate-cooperation",
    "statistics & indicators": "data-collection",
    "statistics, indicators & disaggregated data": "data-collection",
    "national plans of action on human rights (or specific areas)": "national-action-plans",
    "access to sexual & reproductive health & services": "sexual-reproductive-health",
    "impunity & transparency": "rule-law-impunity",
    "cooperation & meaningful consultation with civil society & participation": "civil-society",
    "children: family environment & alternative care": "children-family",
}
EARLIER_GROUPS = {
    "women": "women-girls",
    "girls": "women-girls",
    "migrants & domestic workers": "migrants",
    "youth": "youth",
    "disappeared persons": "disappeared",
    "general": "",
}

# CLADEM's themes, as its editors name them -> themes of the UHRI that say the same.
CLADEM = {
    "Derecho a vivir una vida sin violencia": "violence-women sexual-gender-violence",
    "Derecho a la igualdad; igualdad de trato entre el hombre y la mujer": "discrimination-women",
    "Reforma legislativa": "constitutional-legislative-framework legal-institutional-reform",
    "Derechos sexuales y reproductivos. salud sexual y reproductiva": "sexual-reproductive-health",
    "Pedido de mayor información": "data-collection",
    "Trabajo/empleo, seguridad social": "labour-rights social-security",
    "Acceso a la justicia": "access-justice-remedy administration-justice",
    "Discriminación": "equality-non-discrimination",
    "Derecho a la salud": "right-health",
    "Educación": "right-education",
    "Participación política y social": "women-political public-affairs-vote",
    "Trata de mujeres, niñas. prostitución": "trafficking-slavery",
    "Protección de víctimas": "victims-witnesses",
    "Protocolo facultativo y enmiendas": "ratification",
    "Familia": "marriage-family",
    "Sistema penitenciario": "conditions-detention",
    "Derecho a la nacionalidad": "identity-nationality",
}


@dataclass(frozen=True)
class Item:
    """A passage with the tags that people gave it, as codes."""

    text: str
    tags: frozenset[str]
    part: str = ""


def _plain(label: str) -> str:
    label = re.sub(r"^[A-G]\d+ ", "", label.strip()).lower()
    return re.sub(r"\s+", " ", label.replace(" and ", " & ").replace("&", " & ")).strip()


def _coded(labels: list[str], scheme: Scheme, earlier: dict[str, str]) -> frozenset[str]:
    present = {_plain(term.english): code for code, term in vocabulary(scheme).items()}
    known = {**present, **{_plain(label): code for label, code in earlier.items()}}
    return frozenset(filter(None, (known.get(_plain(label), "") for label in labels)))


def slovenia() -> tuple[list[Item], list[Item]]:
    """Give the 632 recommendations with OHCHR's themes, and with its groups; `part` is the review cycle."""
    path = DATA / "upr" / "ohchr_tagged_recommendations_slovenia.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    themes = [
        Item(row["text_clean"], _coded(row["themes"], Scheme.THEME, EARLIER_THEMES), str(row["cycle"]))
        for row in rows
    ]
    groups = [
        Item(
            row["text_clean"],
            _coded(row["affected_persons"], Scheme.GROUP, EARLIER_GROUPS),
            str(row["cycle"]),
        )
        for row in rows
    ]
    return themes, groups


def cladem() -> list[Item]:
    """Give the Spanish paragraphs with a theme of the crosswalk; tags are CLADEM's own names."""
    path = DATA / "cladem" / "cladem_recommendations_es.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    items = (Item(row["text"], frozenset(row["themes_norm"]) & CLADEM.keys()) for row in rows)
    return [item for item in items if item.tags]


def sdg_benchmark() -> list[tuple[str, bool, str]]:
    """Give (goal, whether the text is about it, text)."""
    with gzip.open(DATA / "sdg" / "sdg_benchmark_1251.tsv.gz", "rt", encoding="utf-8", newline="") as lines:
        return [
            (row["sdg"], row["label"] == "1", row["text"])
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def parallel_articles() -> list[tuple[str, str]]:
    """Give the paragraphs of treaties that stand in English and Spanish under one id."""
    pairs = []
    for english in sorted((DATA / "treaties").glob("*.en.jsonl")):
        spanish = english.with_name(english.name.replace(".en.", ".es."))
        if not spanish.exists():
            continue
        found = [
            {
                row["id"].rsplit(".", 1)[0]: row["text"]
                for row in map(json.loads, path.read_text("utf-8").splitlines())
            }
            for path in (english, spanish)
        ]
        pairs += [(found[0][key], found[1][key]) for key in sorted(found[0].keys() & found[1].keys())]
    return pairs
