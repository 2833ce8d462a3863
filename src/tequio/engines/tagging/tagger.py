"""From passages to proposals: read the words, ask the cues and the models, explain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from tequio.engines.tagging.categories import category_by_rule, demand_start
from tequio.engines.tagging.cues import Content, CueSet, Hit, Hits, compile_cues, content_words
from tequio.engines.tagging.features import subject_features
from tequio.engines.tagging.linear import Floats, LinearModel
from tequio.engines.tagging.models import Models, shipped_models
from tequio.engines.tagging.reading import Reading, read
from tequio.engines.tagging.tags import Proposal, Tags
from tequio.engines.tagging.vocabulary import Scheme, vocabulary

LANGUAGES = ("en", "es")
"""Languages the engine reads; others are read as English words, with confidence held down."""

FOREIGN_CONFIDENCE = 0.3
"""The highest confidence of a proposal for a passage in another language."""

PROPOSED_FROM = 1.0
"""Summed cue weight from which a tag is proposed by rule: one strong cue, or several weak ones."""

_CUED = (Scheme.ISSUE, Scheme.THEME, Scheme.GROUP, Scheme.RIGHT, Scheme.SDG)
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules and the models look at, for one passage."""

    reading: Reading
    content: Content
    hits: Hits
    subject: list[str]
    demand: Reading


@cache
def _cues() -> CueSet:
    return compile_cues({scheme: vocabulary(scheme) for scheme in _CUED})


@cache
def _phrase_names() -> dict[int, str]:
    return {number: " ".join(key) for by in _cues().phrases.values() for key, number in by}


def _demand(reading: Reading) -> Reading:
    """Leave out the subject and governing verb before the demand: "Mexico will", "the Committee urges"."""
    start = demand_start(reading.english, reading.language)
    if not start:
        return reading
    return replace(
        reading, english=reading.english[start:], shown=reading.shown[start:], breaks=reading.breaks[start:]
    )


def evidence(reading: Reading) -> Evidence:
    """Gather what speaks for tags in a passage."""
    cues, names = _cues(), _phrase_names()
    content = content_words(reading.english, reading.shown)
    spots = cues.spots(content)
    hits = cues.hits(spots)
    subject = subject_features(content, hits, (names[number] for number in spots))
    return Evidence(reading, content, hits, subject, _demand(reading))


def _confidence(weight: float) -> float:
    """Turn a summed cue weight into a confidence: 1 cue 0.6, 2 cues 0.76, 3 cues 0.82 …"""
    return float(1.0 - 0.4 / max(weight, 0.5) ** 0.75)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in list(words)[:4])


def _ordered(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    return tuple(sorted(proposals, key=lambda proposal: -proposal.confidence))


def _by_cues(scheme: Scheme, hits: dict[str, Hit], labels: str) -> tuple[Proposal, ...]:
    terms = vocabulary(scheme)
    return _ordered(
        Proposal(code, terms[code].label(labels), round(_confidence(hit.weight), 3), _quoted(hit.words))
        for code, hit in hits.items()
        if hit.weight >= PROPOSED_FROM
    )


def _with_goals(hits: dict[str, Hit]) -> dict[str, Hit]:
    """Let an SDG target speak for its goal too."""
    lifted = dict(hits)
    for code, hit in hits.items():
        goal = code.split(".")[0]
        if hit.weight >= PROPOSED_FROM and (goal not in lifted or lifted[goal].weight < hit.weight):
            lifted[goal] = hit
    return lifted


def _articles(rights: Sequence[Proposal]) -> tuple[Proposal, ...]:
    terms = vocabulary(Scheme.RIGHT)
    best: dict[str, Proposal] = {}
    for right in rights:
        for article in terms[right.code].articles:
            best.setdefault(article, Proposal(article, article, right.confidence, right.reason))
    return tuple(best.values())


def _category_by_rule(reading: Reading, labels: str) -> Proposal:
    code, confidence, word = category_by_rule(reading.english, reading.shown)
    label = vocabulary(Scheme.ACTION_CATEGORY)[code].label(labels)
    return Proposal(code, label, confidence, _quoted([word] if word else []))


def _category_by_model(seen: Evidence, classes: Sequence[str], sure: Floats, labels: str) -> Proposal:
    best = int(sure.argmax())
    code = classes[best]
    by_rule, _, word = category_by_rule(seen.demand.english, seen.demand.shown)
    reason = (
        _quoted([word])
        if by_rule == code and word
        else _quoted([" ".join(dict.fromkeys(seen.demand.shown[:3]))])
    )
    label = vocabulary(Scheme.ACTION_CATEGORY)[code].label(labels)
    return Proposal(code, label, round(float(sure[best]), 3), reason)


def _issue_words(seen: Evidence, model: LinearModel, index: int) -> list[str]:
    """Find the words of a passage that speak most for an issue: its cues, else its heaviest content words."""
    hit = seen.hits.get(Scheme.ISSUE, {}).get(model.classes[index])
    if hit is not None:
        return list(hit.words)
    words = [word for _, word in seen.content]
    added = model.contribution([f"u{key}" for key, _ in seen.content], index)
    return [words[at] for at in np.argsort(-added)[:2] if added[at] > 0]


def _issues_by_model(seen: Evidence, model: LinearModel, scores: Floats, labels: str) -> tuple[Proposal, ...]:
    if not seen.content:
        return ()
    terms = vocabulary(Scheme.ISSUE)
    sure = model.confidence(scores)
    return _ordered(
        Proposal(
            code := model.classes[index],
            terms[code].label(labels),
            round(float(sure[index]), 3),
            _quoted(dict.fromkeys(_issue_words(seen, model, int(index)))),
        )
        for index in np.flatnonzero(scores >= model.threshold)
    )


def _tags(seen: Evidence, category: Proposal, issues: tuple[Proposal, ...], labels: str) -> Tags:
    rights = _by_cues(Scheme.RIGHT, seen.hits.get(Scheme.RIGHT, {}), labels)
    tags = Tags(
        action_category=category,
        issues=issues,
        themes=_by_cues(Scheme.THEME, seen.hits.get(Scheme.THEME, {}), labels),
        groups=_by_cues(Scheme.GROUP, seen.hits.get(Scheme.GROUP, {}), labels),
        rights=rights,
        articles=_articles(rights),
        sdgs=_by_cues(Scheme.SDG, _with_goals(seen.hits.get(Scheme.SDG, {})), labels),
        language=seen.reading.language,
    )
    return tags if seen.reading.language in LANGUAGES else _held_down(tags)


def _held_down(tags: Tags) -> Tags:
    def held(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
        return tuple(replace(p, confidence=min(p.confidence, FOREIGN_CONFIDENCE)) for p in proposals)

    category = tags.action_category
    return Tags(
        action_category=held((category,))[0] if category else None,
        issues=held(tags.issues),
        themes=held(tags.themes),
        groups=held(tags.groups),
        rights=held(tags.rights),
        articles=held(tags.articles),
        sdgs=held(tags.sdgs),
        language=tags.language,
    )


def _tag_batch(readings: Sequence[Reading], labels: str, models: Models | None) -> list[Tags]:
    all_seen = [evidence(reading) for reading in readings]
    if models is None:
        return [
            _tags(
                seen,
                _category_by_rule(seen.demand, labels),
                _by_cues(Scheme.ISSUE, seen.hits.get(Scheme.ISSUE, {}), labels),
                labels,
            )
            if seen.reading.english
            else Tags(language=seen.reading.language)
            for seen in all_seen
        ]
    demand = models.demand.probabilities([seen.demand for seen in all_seen])
    issues = models.issues.score([seen.subject for seen in all_seen])
    return [
        _tags(
            seen,
            _category_by_model(seen, models.demand.classes, demand[index], labels),
            _issues_by_model(seen, models.issues, issues[index], labels),
            labels,
        )
        if seen.reading.english
        else Tags(language=seen.reading.language)
        for index, seen in enumerate(all_seen)
    ]


def tag_with(
    passages: Sequence[str], models: Models | None, language: str | None = None, labels: str = "en"
) -> list[Tags]:
    """Propose tags as `tag` does, with the models given.

    Args:
        passages: one text each.
        models: trained models, or None for the rules alone.
        language: ISO 639-1 code of all of them where known.
        labels: language of the proposals' labels, "en" or "es".
    """
    found: list[Tags] = []
    for start in range(0, len(passages), _BATCH):
        readings = [read(passage, language) for passage in passages[start : start + _BATCH]]
        found += _tag_batch(readings, labels, models)
    return found


def tag(passages: Sequence[str], language: str | None = None, labels: str = "en") -> list[Tags]:
    """Propose tags for passages: commitments, recommendations, articles of a treaty.

    Uses the models that came with the package, or rules alone where they have been taken out.

    Args:
        passages: one text each; only the first `words.LONGEST_PASSAGE` characters of each are read.
        language: ISO 639-1 code of all of them where known ("en", "es"); told for each where left out.
        labels: language of the proposals' labels, "en" or "es".

    Returns:
        One `Tags` for each passage, in order.
    """
    return tag_with(passages, shipped_models(), language, labels)
