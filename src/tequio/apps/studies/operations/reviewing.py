"""What people say of a pair of records: twice and blind, a third where the two differ."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.followup.reading_values import choice
from tequio.apps.studies.errors import AlreadyCoded, NotInThatState, NotTheThird
from tequio.apps.studies.models import PairCoding, PairResolution, ReviewPair
from tequio.apps.studies.operations.studies import locked_study
from tequio.apps.studies.review import CODERS, is_conflict


def code_pair(pair: ReviewPair, by: User, answer: str) -> PairCoding:
    """Say whether two records are one person; it is never changed.

    Args:
        pair: which.
        by: a coder of the study.
        answer: a value of `Answer`.

    Raises:
        NotAllowed, StudyClosed.
        WrongValue: the answer is none.
        AlreadyCoded: the person has judged it, or two have.
        NotInThatState: its records were destroyed.
    """
    known = choice(PairCoding, "answer", answer)
    with recorded(by, "code-pair", pair=pair.pk):
        locked_study(pair.linkage.study, by, "study-pair.code")
        pair = _locked(pair)
        if pair.codings.exclude(by=by).count() >= CODERS:
            raise AlreadyCoded(_("Two people have judged this pair; it needs no third coder."))
        try:
            with transaction.atomic():
                coding = PairCoding.objects.create(pair=pair, by=by, answer=known)
        except IntegrityError:
            raise AlreadyCoded(_("You have judged this pair; what was said stays.")) from None
        note_new(coding)
    return coding


def resolve_pair(pair: ReviewPair, by: User, answer: str) -> PairResolution:
    """Say what is held of a pair on which two coders differ.

    Args:
        pair: which.
        by: a lead of the study who did not code it.
        answer: "same" or "different", or "unsure" where it stays with the program's probability.

    Raises:
        NotAllowed, StudyClosed.
        WrongValue: the answer is none.
        NotTheThird: the person coded it.
        NotInThatState: there is no conflict, it was resolved, or its records were destroyed.
    """
    known = choice(PairResolution, "answer", answer)
    with recorded(by, "resolve-pair", pair=pair.pk):
        locked_study(pair.linkage.study, by, "study-pair.resolve")
        pair = _locked(pair)
        if pair.codings.filter(by=by).exists():
            raise NotTheThird(_("Whoever coded a pair does not resolve it; a third person does."))
        if not is_conflict(pair):
            raise NotInThatState(_("On this pair nothing is to be resolved."))
        resolution = PairResolution.objects.create(pair=pair, by=by, answer=known)
        note_new(resolution)
    return resolution


def _locked(pair: ReviewPair) -> ReviewPair:
    fresh = ReviewPair.objects.select_for_update(no_key=True).select_related(None).get(pk=pair.pk)
    if not fresh.linkage.is_there:
        raise NotInThatState(_("The records of this pair were destroyed."))
    return fresh
