"""What the issue models look at: short strings made of a passage's English stems, the same for both
languages.

Content words, pairs of them in any order (so that a gloss in another word order gives the same), and the cues
that stand in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from tequio.engines.tagging.cues import Content, Hits


def subject_features(content: Content, hits: Hits, spots: Iterable[str]) -> list[str]:
    """Describe what a passage is about.

    Args:
        content: its content words.
        hits: the tags that cues speak for.
        spots: the stems of the cue phrases that stand in it.

    Returns:
        Features; none for a passage without content words.
    """
    keys = [key for key, _ in content]
    found = [f"u{key}" for key in keys]
    for gap in (1, 2):
        for left, right in zip(keys, keys[gap:], strict=False):
            found.append(f"{gap}{left} {right}" if left < right else f"{gap}{right} {left}")
    for scheme, by_code in hits.items():  # a scheme is a string; joining is twice as fast as formatting
        for code, hit in by_code.items():
            found.append("@" + scheme + code)
            if hit.weight > 1:
                found.append("!" + scheme + code)
    found += [f"#{spot}" for spot in spots]
    if keys:
        found.append(f"length{min(12, len(keys) // 4)}")
    return found
