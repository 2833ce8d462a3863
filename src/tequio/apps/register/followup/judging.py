"""Assessments: append-only, on published scales, in the name of an institution; and blind rounds."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.followup.errors import NotInThatState, ReplacedAlready
from tequio.apps.register.followup.reading_values import choice, needed
from tequio.apps.register.followup.rights import (
    Asked,
    in_charge,
    institution_of,
    of_institution,
    require_in_register,
)
from tequio.apps.register.followup.steps import today
from tequio.apps.register.models import Assessment, BlindRound, Component, Evidence
from tequio.apps.register.operations.errors import WrongValue
from tequio.engines.scales import Crosswalk, Scale, UnknownValue, load_crosswalks, load_scales


@cache
def scales() -> dict[str, Scale]:
    """Give the published scales by their codes; the common one is for reading only."""
    return load_scales()


@cache
def crosswalk() -> Crosswalk:
    """Give the crosswalk in force, the one of the highest version."""
    return max(load_crosswalks(scales()).values(), key=lambda walk: walk.version)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an assessor concludes.

    Args:
        scale: code of a scale.
        value: code of one of its values.
        confidence: "low", "medium" or "high".
        rationale: why; needed.
        method: version of the method by which it was reached ("manual 2"); needed.
        measure: kind of measure, where the scale grades several apart; else empty.
        assessed_on: the day; today where it is None.
    """

    scale: str
    value: str
    confidence: str
    rationale: str
    method: str
    measure: str = ""
    assessed_on: date | None = None


def assess(  # noqa: PLR0913
    component: Component,
    by: User,
    judgement: Judgement,
    *,
    evidence: Iterable[Evidence] = (),
    replaces: Assessment | None = None,
    blind: BlindRound | None = None,
    publish: bool = False,
) -> Assessment:
    """Enter what somebody concludes, in the name of the person's institution. Nothing is ever overwritten.

    Args:
        component: confirmed, of a commitment that is kept.
        by: the assessor.
        judgement: the conclusion.
        evidence: on which it rests; of this component, and such as the assessor may read.
        replaces: the own institution's assessment that this one corrects, or None.
        blind: the open blind round in which it is given, or None.
        publish: let visitors see it at once; not in a blind round.

    Raises:
        NotAllowed: the role does not allow it, or a cited piece of evidence is closed to the person.
        NotInRegister: the component is no more than proposed.
        WrongValue: scale, value, measure or evidence do not fit, or why and method are missing.
        ReplacedAlready: the one to correct was corrected, or the person has judged it in this round.
        NotInThatState: the blind round is closed.
    """
    asked = Asked(institution_id=by.institution_id, institution_ids=in_charge(component), by_id=by.pk)
    require(by, "assessment.write", asked)
    require_in_register(component)
    _check_value(judgement)
    cited = list(evidence)
    _check_cited(component, by, cited)
    with recorded(by, "correct-assessment" if replaces else "assess"):
        _check_replaced(component, by, judgement, replaces)
        _check_round(component, by, judgement, blind, replaces)
        assessment = Assessment(
            component=component,
            assessor_id=institution_of(by),
            by=by,
            scale=judgement.scale,
            value=judgement.value,
            measure=judgement.measure,
            confidence=choice(Assessment, "confidence", judgement.confidence),
            rationale=needed(Assessment, "rationale", judgement.rationale),
            method=needed(Assessment, "method", judgement.method),
            assessed_on=judgement.assessed_on or today(),
            replaces=replaces,
            round=blind,
            published_at=timezone.now() if publish and blind is None else None,
        )
        _save(assessment)
        assessment.evidence.set(cited)
        note_new(assessment)
    return assessment


def _save(assessment: Assessment) -> None:
    try:
        with transaction.atomic():
            assessment.save()
    except IntegrityError:
        raise ReplacedAlready(_("This was judged already; correct the newest assessment instead.")) from None


def _check_cited(component: Component, by: User, cited: Iterable[Evidence]) -> None:
    for piece in cited:
        require(by, "evidence.read", piece)
        if piece.component_id != component.pk or piece.withdrawn_on is not None:
            raise WrongValue(_("The evidence is about another component, or was withdrawn."))


def _check_value(judgement: Judgement) -> None:
    scale = scales().get(judgement.scale)
    if scale is None or scale.code == crosswalk().to.code:
        # The common scale is a way of reading the others; nobody assesses on it (decision 34).
        raise WrongValue(_("There is no scale “%s” to assess on.") % judgement.scale[:80])
    try:
        scale.value(judgement.value)
    except UnknownValue:
        raise WrongValue(
            _("The scale “%(scale)s” has no value “%(value)s”.")
            % {"scale": judgement.scale, "value": judgement.value[:80]}
        ) from None
    if (judgement.measure or None) not in (scale.measures or (None,)):
        raise WrongValue(
            _("Name the kind of measure: %s.") % ", ".join(scale.measures)
            if scale.measures
            else _("This scale does not grade kinds of measure apart.")
        )


def _check_replaced(
    component: Component, by: User, judgement: Judgement, replaces: Assessment | None
) -> None:
    if replaces is None:
        return
    if (replaces.component_id, replaces.assessor_id, replaces.measure) != (
        component.pk,
        by.institution_id,
        judgement.measure,
    ):
        raise WrongValue(_("A correction replaces an assessment of the same institution and component."))
    note(replaces)  # waits for whoever corrects it at this moment
    if Assessment.objects.filter(replaces=replaces).exists():
        raise ReplacedAlready(_("This assessment was corrected already; correct the newest one."))


def _check_round(
    component: Component,
    by: User,
    judgement: Judgement,
    blind: BlindRound | None,
    replaces: Assessment | None,
) -> None:
    if replaces is not None and replaces.round_id != (blind.pk if blind else None) and replaces.is_blind:
        raise WrongValue(_("An assessment of a blind round is corrected within the round."))
    if blind is None:
        return
    note(blind)  # nobody closes the round while somebody judges in it
    blind.refresh_from_db()
    if blind.closed_at is not None:
        raise NotInThatState(_("This blind round is closed."))
    is_in_sample = blind.components.filter(pk=component.pk).exists()
    if by.pk not in {blind.first_id, blind.second_id} or not is_in_sample:
        raise WrongValue(_("This component or assessor is not in the blind round."))
    if (blind.scale, blind.method) != (judgement.scale, judgement.method):
        raise WrongValue(_("The blind round is judged on its own scale and method."))


def open_blind_round(  # noqa: PLR0913
    by: User,
    candidates: Iterable[Component],
    first: User,
    second: User,
    *,
    title: str,
    scale: str,
    method: str,
    size: int,
    seed: int | None = None,
) -> BlindRound:
    """Draw a sample that two people judge without seeing each other's conclusions.

    Args:
        by: who opens it.
        candidates: from which the sample is drawn.
        first: one assessor.
        second: the other.
        title: of the round.
        scale: on which both judge.
        method: version of the method that both follow.
        size: of the sample; 2 or more.
        seed: of the draw, kept so that anybody can draw again; a random one where it is None.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: the assessors are one person, the scale is unknown, or there are too few candidates.
    """
    require(by, "assessment.write", of_institution(by))
    _check_blind(first, second, scale)
    offered = {component.pk: component for component in candidates}
    if not 2 <= size <= len(offered):
        raise WrongValue(_("Draw 2 components or more, and no more than there are to draw from."))
    for component in offered.values():
        require_in_register(component)
    seed = random.SystemRandom().randrange(2**31) if seed is None else seed
    drawn = random.Random(seed).sample(sorted(offered), size)
    with recorded(by, "open-round"):
        opened = BlindRound.objects.create(
            title=needed(BlindRound, "title", title),
            scale=scale,
            method=needed(BlindRound, "method", method),
            seed=seed,
            first=first,
            second=second,
            by=by,
        )
        opened.components.set(drawn)
        note_new(opened)
    return opened


def _check_blind(first: User, second: User, scale: str) -> None:
    if first.pk == second.pk:
        raise WrongValue(_("A blind round needs two different assessors."))
    known = scales().get(scale)
    if known is None or known.code == crosswalk().to.code or known.measures:
        raise WrongValue(_("There is no scale “%s” to judge a blind round on.") % scale[:80])


def close_blind_round(blind: BlindRound, by: User) -> BlindRound:
    """Close a round: from now on its assessments are seen side by side.

    Raises:
        NotAllowed: somebody else opened it, and the person is no coordinator of assessments.
        NotInThatState: it is closed, or one of the two has not judged all of the sample.
    """
    require(by, "assessment.write", Asked(institution_id=blind.by.institution_id))
    with recorded(by, "close-round"):
        note(blind)
        blind.refresh_from_db()
        if blind.closed_at is not None:
            raise NotInThatState(_("This blind round is closed."))
        size = blind.components.count()
        given = blind.assessments.filter(replaces=None)
        for assessor in (blind.first, blind.second):
            missing = size - given.filter(by=assessor).count()
            if missing:
                raise NotInThatState(
                    _("%(who)s has %(missing)s of the sample still to judge.")
                    % {"who": assessor, "missing": missing}
                )
        blind.closed_at = timezone.now()
        blind.save(update_fields=["closed_at"])
    return blind
