"""The posts of the persons in a list: before each name, or after it, as the list goes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.persons import HONORIFICS, POSTS, Name


@dataclass(frozen=True, slots=True)
class Mention:
    """A person with the post as the passage gives it.

    Args:
        name: the person.
        post: without articles and honorifics, or None.
        start: where the mention (post and name) begins in the passage.
        end: one past its last character.
    """

    name: Name
    post: str | None
    start: int
    end: int


# What can stand between the last person and the next post: "of Canada and the …", "; and …".
_BETWEEN = re.compile(
    r"^(?:[ ,;.:]|(?:MP|AM|AO|QC|PhD)\b|of (?:the )?[A-Z][\w ]{2,40}?(?= and | y |,)|(?:and|y|e|as well as"
    r"|así como|junto (?:al?|con)|(?:Jr|Sr|I{2,3})\b\.?|with"
    r"|together with|the|el|la|los|las|su|al|a|de|del|por|by)\b)+",
)
# What the words before the first post of a passage can end with.
_BEFORE_FIRST = Caseless(
    r"^.*(?:\b(?:by|with|from|included|including|comprised|por|con|fueron|was|were|is|that|que)\b|;|:)(?=\s)"
    r"|^[“\"]?(?:(?:On|In|At|To|For|As|During|El \d|En|Durante|Para|Con)[^,]{3,80}, |Today,? |Yesterday,? "
    r"|Hoy,? |Ayer,? |De (?:este|ese|igual) (?:modo|manera|forma),? |Así,? |Por su parte,? |A su vez,? |For (?:his|her|its) part,? )"
)


# The same between two persons of one list: ", who was accompanied by the …".
_JOINED = Caseless(
    r"^.*\b(?:(?:delegation|delegación|side|parte|accompanied|joined|led|headed|followed|represented|assisted)"
    r" by|included|including"
    r"|consisted of|comprised"
    r"|(?:acompañad|encabezad|seguid|asistid|representad)[oa]s? (?:de|del|por))(?=\s)"
)


# A post ends at a stop, or where the next delegation begins.
_ONE_POST = re.compile(
    r"(?:(?!,? (?:and|y|e) (?:the|la|el) [\w ]{2,30}?(?:delegation|delegación|side|parte)\b)"
    r"(?:\b(?:Mr|Ms|Dr|St|U\.S)\.|[^;:.]))*"
)
_APPOSED = re.compile(r", (?:the |el |la )?([A-Za-zÁÉÍÓÚáéíóúñ][^,.;:]{3,80})(?=[.;,]|$)")
_COUNTRY = re.compile(r"^[ ,]*\([A-ZÁÉÍÓÚ][\w ]{2,30}\),?")


def has_post(words: str) -> bool:
    """Say whether a passage holds a word for a post ("Minister", "secretaria")."""
    return any(word.lower() in POSTS for word in re.findall(r"\w+", words))


def read_posts(words: str, names: list[Name], low: int, high: int) -> list[Mention]:
    """Read the posts of the persons in a stretch of a passage.

    Args:
        words: the passage in one line.
        names: the persons of the passage, in reading order.
        low: where the stretch begins.
        high: where it ends.

    Returns:
        One mention for each person in the stretch.
    """
    inside = [name for name in names if low <= name.start < high]
    if not inside:
        return []
    if _has_posts_first(words, inside, low, high):
        return _posts_before(words, inside, low)
    return _posts_after(words, inside, low, high)


def _has_posts_first(words: str, names: list[Name], low: int, high: int) -> bool:
    """Say whether a list puts the posts before the names.

    The first name tells, or where it has no post, the last; else a post that touches a name does.
    """
    first, last = names[0], names[-1]
    tail = re.split(r"[;:]", words[low : first.start])[-1]
    follows = re.match(
        r"(?: (?:MP|AM|AO|QC)\b)?[ ,(–—-]+(?:the |el |la )?([\w-]+(?: \w+){0,3})", words[last.end : high]
    )
    ends_in_post = follows is not None and has_post(follows.group(1))
    if has_post(tail):
        return not (len(tail.split()) == 1 and ends_in_post)
    return not ends_in_post and any(has_post(name.title) for name in names[1:])


def _posts_before(words: str, names: list[Name], low: int) -> list[Mention]:
    mentions: list[Mention] = []
    at = low
    for name in names:
        left = words[at : name.start]
        skipped = 0
        if opening := (_JOINED if mentions else _BEFORE_FIRST).match(left):
            skipped = opening.end()
        if between := _BETWEEN.match(left[skipped:]):
            skipped += between.end()
        post = tidy(left[skipped:])
        if post is None and mentions and re.fullmatch(r"[ ,]*(?:and|y|e)? ?", left):
            post = _shared(mentions[-1].post)
        start = at + skipped if left[skipped:].strip() else name.start
        known = post if post and has_post(post) else None
        behind = None if known else _APPOSED.match(words, name.end)
        if behind and has_post(behind[1]):  # a list that goes from "Ambassador A" to "B, Ambassador of …"
            mentions.append(Mention(name, tidy(behind[1]), name.start, behind.end(1)))
        else:
            mentions.append(Mention(name, known, start, name.end))
        at = name.end
    return mentions


def _posts_after(words: str, names: list[Name], low: int, high: int) -> list[Mention]:
    mentions = []
    for index, name in enumerate(names):
        limit = _honorific_start(words, names[index + 1]) if index + 1 < len(names) else high
        right = words[name.end : max(name.end, limit)]
        part = _ONE_POST.match(right)
        post = tidy(_COUNTRY.sub("", part.group())) if part else None
        start = max(low, _honorific_start(words, name))
        if post and has_post(post) and re.match(r" ?(?:MP|AM|AO|QC)?[ ,(–—-]", right):
            end = words.index(post, name.end) + len(post)
            mentions.append(Mention(name, post, start, end))
        else:
            before = tidy(name.title) if has_post(name.title) else None
            mentions.append(Mention(name, before, name.lead if before else start, name.end))
    return mentions


def _honorific_start(words: str, name: Name) -> int:
    """Where the honorifics directly before a name begin: "The Hon Ana Ruiz"."""
    start = name.start
    for token in reversed(list(re.finditer(r"\S+", words[name.lead : name.start]))):
        if token.group().strip(".").lower() not in HONORIFICS:
            break
        start = name.lead + token.start()
    return start


def _shared(post: str | None) -> str | None:
    """A post in the plural goes for all who follow: "Senior Directors Ana Ruiz and Eva Sol"."""
    if post and any(word.lower().endswith("s") and word.lower() in POSTS for word in post.split()):
        return post
    return None


# What may stand between the verb and the post: "recibió hoy en el Palacio Nacional a la secretaria".
_ADVERBIAL = re.compile(
    r"^(?:(?:hoy|ayer|también|además|asimismo|igualmente|today|yesterday|also|este \w+)\b,? ?"
    r"|(?:en (?:el |la |los |las )?|in )[A-ZÁÉÍÓÚ][\w’'.-]*(?: (?:de |del )?[A-ZÁÉÍÓÚ][\w’'.-]*)*,? )+"
    r"(?:(?:a|al|con|with|to|el|la|los|las|the) )*"
)


def tidy(post: str) -> str | None:
    """Take articles, conjunctions, honorifics and stray stops off a post; None where nothing is left."""
    words = post.strip(" ,.;:–—-").split()
    while words and (
        words[-1].strip(".,").lower() in HONORIFICS - POSTS or words[-1].lower() in ("and", "y", "e", "the")
    ):
        words.pop()
    while words and words[0].lower() in (
        "the",
        "and",
        "el",
        "la",
        "y",
        "al",
        "a",
        "mp",
        "mp,",
        "today",
        "(the",
    ):
        words.pop(0)
    tidied = _ADVERBIAL.sub("", " ".join(words).strip(" ,"))
    tidied = re.sub(
        r",? and (?:included|was|were|comprised|who|which)\b.*$|,? y (?:fue|estuvo|incluyó)\b.*$", "", tidied
    )
    tidied = re.sub(r"^co-?chairs? (?=[A-Z])", "", tidied, flags=re.IGNORECASE)
    tidied = re.sub(r"^.*[\"”»],? (?:\w+ )?(?:el |la |the )?", "", tidied)  # "…”, expresó la canciller"
    tidied = re.sub(r",? (?:y|and) (?:su|sus|his|her|its|their) (?:homólog|counterpart|par\b).*$", "", tidied)
    tidied = re.sub(r"^(?:junto (?:al?|con) |alongside )(?:el |la |the )?", "", tidied)
    if tidied.count(" ") > 4 and tidied.endswith(" Ambassador"):
        tidied = tidied.removesuffix(" Ambassador").rstrip(" ,")
    if tidied.startswith("(") and tidied.endswith(")"):
        tidied = tidied[1:-1]
    if (
        tidied.lower().endswith(("ambassador", "general", "admiral"))
        and tidied.count(" ") > 2
        and "," in tidied
    ):
        tidied = tidied.rsplit(",", 1)[0]  # "Deputy Minister …, Ambassador": a title before the name
    return tidied or None
