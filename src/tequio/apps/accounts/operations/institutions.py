"""Institutions by their names: States and main bodies under one code, others by their known spellings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tequio.apps.accounts.models import Institution, InstitutionSpelling
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.engines.extraction.parties import find_parties, party_name
from tequio.engines.naming import CERTAIN, Likeness, Ranked, Reason, compare_titles, rank
from tequio.text import fold

# Codes of three letters and more, and these, are bodies; the others are ISO 3166 codes of States.
_BODIES_OF_TWO_LETTERS = frozenset({"EU", "UN", "WB"})


def places(name: str) -> Sequence[tuple[int, int, str]]:
    """Find the States and bodies that a name holds, for the comparison of names."""
    return [
        (mention.start, mention.end, mention.code)
        for language in ("en", "es")
        for mention in find_parties(name, language)
    ]


def party_code(name: str) -> str | None:
    """Give the code of a State or body from any of its names, or None."""
    bare = " ".join(name.split())
    for article in ("the ", "los ", "las ", "el ", "la "):
        if bare.casefold().startswith(article):
            bare = bare[len(article) :]
    for language in ("en", "es"):
        for mention in find_parties(bare, language):
            if (mention.start, mention.end) == (0, len(bare)) and not mention.is_adjective:
                return mention.code
    return None


def compare_institutions(left: str, right: str) -> Likeness:
    """Compare two institutions' names; see `tequio.engines.naming.compare_titles`."""
    return compare_titles(left, right, places)


def institutions_named(names: Iterable[str]) -> dict[str, Institution]:
    """Give the institutions that names stand for; a State or main body is entered when first named.

    Args:
        names: as findings give them.

    Returns:
        name -> institution; names that are no State, main body or known spelling are left out.
    """
    codes = {name: party_code(name) for name in dict.fromkeys(names) if name.strip()}
    wanted = {code for code in codes.values() if code}
    coded = {i.code: i for i in Institution.objects.filter(code__in=wanted)}
    for code in sorted(wanted - coded.keys()):
        coded[code] = _enter_party(code)
    folds = {name: fold(name) for name, code in codes.items() if not code}
    spelled = {
        spelling.folded: spelling.institution
        for spelling in InstitutionSpelling.objects.filter(folded__in=folds.values())
        .select_related("institution")
        .order_by("-pk")
    }
    found = {name: coded[code] for name, code in codes.items() if code}
    return found | {name: spelled[folded] for name, folded in folds.items() if folded in spelled}


def _enter_party(code: str) -> Institution:
    is_state = len(code) == 2 and code not in _BODIES_OF_TWO_LETTERS
    names = {"name_es": party_name(code, "es"), "name_en": party_name(code, "en")}
    kind = Institution.Kind.STATE if is_state else Institution.Kind.INTERNATIONAL
    with recorded(None, "enter"):
        institution, made = Institution.objects.get_or_create(code=code, defaults={**names, "kind": kind})
        if made:
            note_new(institution)
            add_spellings(institution, names.values())
    return institution


def add_spellings(institution: Institution, names: Iterable[str]) -> None:
    """Remember how an institution's name is written; known ones are left as they are."""
    with recorded(None, "spell"):
        note(institution)
        InstitutionSpelling.objects.bulk_create(
            [
                InstitutionSpelling(institution=institution, text=name, folded=fold(name))
                for name in names
                if name
            ],
            ignore_conflicts=True,
        )


def likely_institutions(name: str) -> list[Ranked[int]]:
    """Rank the institutions that a name may stand for, by their primary key."""
    code = party_code(name)
    if code:
        institution = institutions_named([name])[name]
        return [Ranked(institution.pk, institution.name, Likeness(1.0, Reason.SAME_BODY))]
    spellings = InstitutionSpelling.objects.values_list("institution_id", "text")
    return rank(name, spellings.iterator(), compare_institutions)


def institution_for(name: str, language: str = "") -> Institution:
    """Give the institution that a person named, entering a new one only where none is certainly the same.

    Args:
        name: in the person's words; not blank.
        language: of the name, "es" or "en".
    """
    name = " ".join(name.split())[:400]
    known = institutions_named([name]).get(name)
    if known is not None:
        return known
    likely = likely_institutions(name)
    with recorded(None, "enter"):
        if likely and likely[0].likeness.score >= CERTAIN:
            institution = Institution.objects.get(pk=likely[0].key)
        else:
            field = "name_en" if language == "en" else "name_es"
            institution = Institution.objects.create(**{field: name})
            note_new(institution)
        add_spellings(institution, [name])
    return institution
