"""People by their names, and the posts in which sources show them."""

from __future__ import annotations

from collections.abc import Iterable

from tequio.apps.accounts.models import Institution, Membership, Person, PersonSpelling, Post
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.engines.naming import Ranked, bare_person, compare_persons, rank
from tequio.text import fold


def likely_people(name: str, spellings: Iterable[tuple[int, str]] | None = None) -> list[Ranked[int]]:
    """Rank the people that a name may stand for, by their primary key.

    Args:
        name: as written.
        spellings: (person's key, spelling), where the caller has read them already.
    """
    if spellings is None:
        spellings = PersonSpelling.objects.values_list("person_id", "text").iterator()
    return rank(name, spellings, compare_persons)


def enter_person(name: str) -> Person:
    """Enter a new person, without titles."""
    with recorded(None, "enter"):
        person = Person.objects.create(name=bare_person(name)[:300])
        note_new(person)
        add_person_spelling(person, name)
    return person


def add_person_spelling(person: Person, name: str) -> None:
    """Remember how a person's name is written."""
    names = {fold(spelled): spelled for spelled in (person.name, bare_person(name)[:400])}
    for known in person.spellings.filter(folded__in=names).values_list("folded", flat=True):
        del names[known]
    if not names:
        return
    with recorded(None, "spell"):
        note(person)
        PersonSpelling.objects.bulk_create(
            [PersonSpelling(person=person, text=text, folded=folded) for folded, text in names.items()],
            ignore_conflicts=True,
        )


def see_in_post(
    person: Person, institution: Institution | None, role: str, on: str, language: str
) -> Membership | None:
    """Record that a source shows a person in a post on a day; one row per person, institution and role.

    Args:
        person: who.
        institution: which the person represents, or None.
        role: as the source words it; may be blank.
        on: ISO date, month or year, as far as the source goes; may be blank.
        language: of `role`.

    Returns:
        The membership, new where it was made; None where nothing is said.
    """
    role = role[:400]
    if not role and institution is None:
        return None
    with recorded(None, "see-in-post"):
        note(person)
        return _see(person, institution, role, on, language)


def _see(person: Person, institution: Institution | None, role: str, on: str, language: str) -> Membership:
    for membership in person.memberships.filter(institution=institution):
        if fold(membership.role) == fold(role):
            if on and (not membership.seen_from or on < membership.seen_from):
                membership.seen_from = on
            membership.seen_until = max(membership.seen_until, on)
            membership.save()
            return membership
    return Membership.objects.create(
        person=person,
        institution=institution,
        post=_post(institution, role, language) if role else None,
        role=role,
        seen_from=on,
        seen_until=on,
    )


def _post(institution: Institution | None, role: str, language: str) -> Post:
    for post in Post.objects.filter(institution=institution):
        if fold(role) in {fold(post.name_es), fold(post.name_en)}:
            return post
    field = "name_en" if language == "en" else "name_es"
    post = Post.objects.create(institution=institution, **{field: role})
    note_new(post)
    return post
