"""Who took part: the persons whom the text says were there, with post and party.

A name alone is not enough: it must stand in a passage that says that somebody took part. `cues.py` lists
those passages. Persons named for an
earlier meeting, contacts, authors of photographs and persons merely mentioned are left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.cues import CO_CHAIR, EARLIER, HEAD, TRIGGERS, find_scopes
from tequio.engines.extraction.findings import Meeting, Participant
from tequio.engines.extraction.opening import Opening, read_opening
from tequio.engines.extraction.parties import PartyMention, canonical, find_parties
from tequio.engines.extraction.persons import POSTS, Name, find_names
from tequio.engines.extraction.posts import Mention, has_post, read_posts, tidy
from tequio.engines.extraction.sentences import split_sentences
from tequio.text import Flow, Paragraph, Role, Text

_LONGEST = 200_000  # characters: of a longer paragraph only so many are read
_LONGEST_SENTENCE = 6_000  # characters: what goes on longer is no sentence
_MOST_SCOPES = 12  # in one sentence
# "Ambassador to Mexico" does not represent Mexico.
_ACCREDITED_TO = re.compile(r"\b(?:to|ante|en|with)(?: the| los| el| la)? $")


_ENVOY = re.compile(r"[Aa]mbassador|[Ee]mbajador")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "in 2011", "en junio de 2019", "the 2015 summit".
_PAST_YEAR = Caseless(
    r"\b(?:in|on|since|en|desde|el)(?: [\w,]{1,12}){0,4}? (?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d (?:\w+ )?(?:summit|meeting|visit|conference|dialogue|session|declaration|accord)\b"
)
_EPIGRAPH = re.compile(r"[*_>\s]*[“\"«]")  # a quotation at the head is no part of the opening
_LISTED = Caseless(
    r"delega|particip|asistentes|asistencia|attend|signator|firma|present|members|miembros|integrantes"
)
_LIST_HEADING = Caseless(
    r"^(?:annex\w*[^.]{0,20})?(?:[\w ,.’'-]{0,60})\b(?:delegations?|delegaci[óo]n(?:es)?|participants?"
    r"|participantes|asistentes|"
    r"attendees|signatories|firmantes|list of participants|lista de participantes|in attendance"
    r"|lista de asistencia|integrantes)\b[\w ’'-]{0,30}:?$"
    r"|^(?:also |members |members of the delegation |miembros |también )?(?:present|presentes|in attendance"
    r"|attendance|asistencia|firman|firmas|signed|signed by):?$"
)
# "Se reunieron … los siguientes Ministros:", "the following delegates took part:".
_NAMED_BELOW = Caseless(
    r"\b(?:siguientes|following) (?:\w+ )?(?:ministr|particip|represent|funcionari|deleg|officials|members|authorit|autoridad|person|secretar|heads)[^.;]{0,60}:\s*\Z"
)
# "Por la República Argentina:", "For the Government of Peru:".
_SPEAKS_FOR = re.compile(
    r"[*_# ]*(?:Por|For|On behalf of|En representación de|Por parte de|De parte de|From)(?: el| la| los| the)? ([^.;:]{3,60}):[*_ ]*"
)
_JOINT_TITLE = Caseless(
    r"\b(?:joint (?:\w+ )?(?:statement|declaration|communiqu[ée])|declaración conjunta|comunicado conjunto)\b[^.;]{0,12}\b(?:by|from|of|between|de|del|entre|por)\b"
)
_LETTER_CLOSE = Caseless(
    r"\b(?:please accept|yours (?:sincerely|faithfully)|sincerely|highest consideration|atentamente"
    r"|reciba (?:usted )?las?"
    r"|seguridades de mi|alta consideración)\b"
)
_ADDRESSEE = Caseless(r"^(?:(?:his|her) excellency|excelent[íi]sim[oa] señora?|su excelencia)\b")
_NOT_A_PLACE_TO_LOOK = Caseless(
    r"\b(?:contacts?|further information|media enquiries|foto|photo|tel[.:]"
    r"|e-?mail)\b|\S@\S",
    "contact|further info|enquiries|foto|photo|tel.|tel:|mail|@",
)
_OPENING_PARAGRAPHS = 3  # of running text, where a document says who met


def read_participants(text: Text, meeting: Meeting | None = None) -> tuple[Participant, ...]:
    """Read who took part.

    Args:
        text: the document.
        meeting: what was read of its meeting; without one only delegations and signatures count.

    Returns:
        Participants in reading order, each once, under the fullest form of the name in the document.
    """
    reader = _Reader(text, meeting or Meeting())
    return tuple(reader.read())


@dataclass(frozen=True, slots=True)
class _Listing:
    """A list of delegates under a heading, and the party that the heading names."""

    party: str | None


class _Reader:
    """One pass over one document."""

    def __init__(self, text: Text, meeting: Meeting) -> None:
        self.text = text
        self.meeting = meeting
        self.found: dict[str, Participant] = {}
        self.full_names: dict[str, str] = {}
        self.last_party: str | None = None

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Words that the document writes in lower case: no names, then, even with a capital."""
        return frozenset(re.findall(r"(?<!\w)[a-záéíóúñü]{4,}", self.text.content[:200_000]))

    @cached_property
    def opening(self) -> Opening:
        """The head of the document, where those who issue it may be named."""
        return read_opening(self.text)

    def read(self) -> list[Participant]:
        opening = misses = 0
        listing: _Listing | None = None
        self._joint_title()
        for index, paragraph in enumerate(self.text.paragraphs):
            raw = self.text.content[paragraph.start : paragraph.end]
            if paragraph.role in (Role.PARAGRAPH, Role.LIST_ITEM) and len(raw) > 120:
                opening += not _EPIGRAPH.match(raw)
            if _NAMED_BELOW.search(raw[-90:]) or (
                (party := _SPEAKS_FOR.fullmatch(raw.strip())) and self._party_of(party[1])
            ):
                party = _SPEAKS_FOR.fullmatch(raw.strip())
                listing = _Listing(self._party_of(party[1]) if party else None)
                self._sentences(paragraph, opening <= _OPENING_PARAGRAPHS)
                continue
            if len(raw) < 90 and _LISTED.search(raw) and _LIST_HEADING.search(" ".join(raw.split())):
                listing = _Listing(self._party_of(" ".join(raw.split())))
                continue
            if listing:
                if self._list_entry(paragraph, listing):
                    misses = 0
                    continue
                misses += 1
                if (
                    misses == 1
                    and len(raw) < 100
                    and paragraph.role is not Role.HEADING
                    and not self._next_list(raw)
                ):
                    continue  # a post that runs on over a second line
                misses = 0
                listing = self._next_list(raw)
                if listing:
                    continue
            self._letter(index, paragraph, raw)
            self._sentences(paragraph, opening <= _OPENING_PARAGRAPHS)
        return list(self.found.values())

    def _joint_title(self) -> None:
        """Read who issues a joint statement, where its title names them: "Joint Statement by President A and Prime Minister B"."""
        for passage in self.opening.titles[:4]:
            words = passage.words
            if words.isupper() or not (said := _JOINT_TITLE.search(words)):
                continue
            mentions = read_posts(words, find_names(words, self.lower_words), said.end(), len(words))
            if len(mentions) < 2 or not all(m.post or m.name.title for m in mentions):
                continue
            for mention in mentions:
                party = self._party_for(words, mention, None)
                anchor = passage.anchor(self.text, mention.start, mention.end)
                self._put(Participant(self._full_name(mention.name), mention.post, party, anchor))
            return

    # -- running text ---------------------------------------------------------------------------

    def _sentences(self, paragraph: Paragraph, is_opening: bool) -> None:
        raw = self.text.content[paragraph.start : paragraph.end].lower()
        if not is_opening and not _may_tell(raw):
            return
        flow = self.text.flow(paragraph.start, min(paragraph.end, paragraph.start + _LONGEST))
        for start, end in split_sentences(flow.words):
            if end - start > _LONGEST_SENTENCE:
                continue
            if is_opening or _may_tell(flow.words[start:end].lower()):
                self._sentence(flow, start, end, is_opening)

    def _sentence(self, flow: Flow, start: int, end: int, is_opening: bool) -> None:
        words = flow.words[start:end]
        if _NOT_A_PLACE_TO_LOOK.search(words):
            return
        scopes = list(islice(find_scopes(words, is_opening), _MOST_SCOPES))
        if not scopes and not is_opening:
            return
        names = find_names(words, self.lower_words)
        told = self.meeting.date_text or self.meeting.place or self.meeting.edition
        if is_opening and told and (high := _joint_subject(words, names)):
            scopes.append((0, high, None))
        earlier = EARLIER.search(words) or self._earlier_year(words)
        senders = [m for m in find_parties(words, self.text.language) if _speaks_for(words, m)]
        done: set[int] = set()
        for low, high, part in scopes:
            mentions = read_posts(words, names, low, high)
            if not mentions and part == CO_CHAIR:
                self._by_post(words[low:high], part)
            for index, mention in enumerate(mentions):
                if earlier and earlier.start() < min(mention.name.start, high):
                    break
                is_bare = part is None and index == 0 and not _is_shown(words, mention)
                if is_bare or mention.start in done:
                    continue  # a run of capitals that nothing shows to be a person
                done.add(mention.start)
                sender = next((m.name for m in reversed(senders) if m.end <= mention.start), None)
                if index == 0:
                    self.last_party = sender or self._party_of_known(words[:low])
                leads = index == 0 or part != HEAD
                party = self._party_for(words, mention, sender)
                self._put(self._participant(flow, start, mention, party, part if leads else None))

    def _earlier_year(self, words: str) -> re.Match[str] | None:
        """Find the year of a past event ("in 2011", "the 2015 summit") in a sentence about nothing newer."""
        if not self.meeting.date_start or re.search(r"\b(?:today|hoy|este \d)", words, re.IGNORECASE):
            return None
        year = self.meeting.date_start[:4]
        past = list(_PAST_YEAR.finditer(words))
        newest = max(_YEAR.findall(words), default="")
        return past[0] if past and newest < year else None

    def _participant(
        self, flow: Flow, offset: int, mention: Mention, party: str | None, part: str | None = None
    ) -> Participant:
        anchor = self.text.anchor(*flow.source(offset + mention.start, offset + mention.end))
        role = f"{mention.post} ({part})" if part and mention.post else mention.post or part
        return Participant(self._full_name(mention.name), role, party, anchor)

    def _by_post(self, words: str, part: str) -> None:
        """Read "the Foreign Ministers of A and B co-chaired": the head of the document names its minister."""
        plain = [re.sub(r"(?<=er)s$", "", word.lower()) for word in re.findall(r"\b[A-Z][\w-]+", words)]
        states = " ".join(m.name for m in find_parties(words, self.text.language)).lower().split()
        wanted = {word for word in plain if word not in ("the", "both") and word not in states}
        if not any(word in POSTS for word in wanted) or len(wanted) < 2:
            return
        for passage in self.opening.titles:
            names = find_names(passage.words, self.lower_words)
            for mention in read_posts(passage.words, names, 0, len(passage.words)):
                if mention.post and wanted <= set(re.findall(r"[\w-]+", mention.post.lower())):
                    post = mention.post.capitalize() if mention.post.isupper() else mention.post
                    anchor = passage.anchor(self.text, mention.start, mention.end)
                    party = self._party_of(words) if len(set(states)) == 1 else None
                    self._put(Participant(mention.name.words, f"{post} ({part})", party, anchor))

    def _put(self, participant: Participant) -> None:
        if not _ENVOY.search(
            participant.role or ""
        ):  # who stands beside an ambassador need not be of the same State
            self.last_party = participant.party or self.last_party
        key = _key(participant.name)
        known = next((k for k in self.found if _is_same(k, key)), None)
        if known is None:
            self.found[key] = participant
            return
        before = self.found[known]
        name = max(before.name, participant.name, key=len)
        self.found[known] = replace(
            before, name=name, role=before.role or participant.role, party=before.party or participant.party
        )

    def _full_name(self, name: Name) -> str:
        """The fullest form of a name in the document: "Mr Ruddock" is Philip Ruddock."""
        if name.words.count(" ") > 1 or not name.title:
            return name.words
        if name.words not in self.full_names:
            self.full_names[name.words] = self._search_full_name(name)
        return self.full_names[name.words]

    def _search_full_name(self, name: Name) -> str:
        content = self.text.content
        last = name.words if name.is_full else name.words.rsplit(maxsplit=1)[-1]
        pattern = Caseless(rf"(?<![\w-]){re.escape(last)}(?![\w-])")
        best = name.words
        for hit in islice(pattern.finditer(content), 20):
            line = self.text.flow(max(0, hit.start() - 120), hit.end())
            for other in find_names(line.words, self.lower_words):
                if len(other.words) > len(best) and _is_same(_key(best), _key(other.words)):
                    best = other.words
        return best

    # -- parties --------------------------------------------------------------------------------

    def _party_of(self, words: str) -> str | None:
        mentions = find_parties(words, self.text.language)
        return mentions[0].name if mentions else None

    def _party_for(self, words: str, mention: Mention, sender: str | None) -> str | None:
        """Find whom a person represents: the post's own State, else the delegation's, else any named."""
        after = words[mention.name.end : mention.name.end + 60]
        own = find_parties(after, self.text.language) if re.match(r" of | de ", after) else []
        if own and own[0].start <= 8:
            return own[0].name
        named = [
            m
            for m in find_parties(words[mention.start : mention.end], self.text.language)
            if not _ACCREDITED_TO.search(words[mention.start : mention.start + m.start])
            and not mention.name.start <= mention.start + m.start < mention.name.end
        ]
        for party in named:
            if len(party.code) == 2 and party.code != "UN":
                return party.name
        return sender or (named[0].name if named else self.last_party)

    def _party_of_known(self, words: str) -> str | None:
        """Read "President Ruiz was accompanied by …": they represent whom she represents."""
        for known in reversed(list(self.found.values())[:60]):
            family_name = re.escape(known.name.rsplit(maxsplit=1)[-1])
            if known.party and re.search(rf"\b{family_name}\b", words[-2_000:]):
                return known.party
        return None

    # -- lists and letters ----------------------------------------------------------------------

    def _next_list(self, raw: str) -> _Listing | None:
        """A short line that only names a party begins its part of a list of participants."""
        words = " ".join(raw.split()).strip(" :*#")
        party = canonical(words, self.text.language)
        return _Listing(party) if party else None

    def _list_entry(self, paragraph: Paragraph, listing: _Listing) -> bool:
        """Read one paragraph of a list of delegates; False where the list has ended."""
        if paragraph.end - paragraph.start > _LONGEST_SENTENCE:
            return False
        flow = self.text.flow(paragraph.start, paragraph.end)
        names = find_names(flow.words, self.lower_words)
        if not names or _NOT_A_PLACE_TO_LOOK.search(flow.words) or names[0].lead > 60:
            return False
        for mention in read_posts(flow.words, names, 0, len(flow.words)):
            party = listing.party or self._party_for(flow.words, mention, None)
            self._put(self._participant(flow, 0, mention, party))
        return True

    def _letter(self, index: int, paragraph: Paragraph, raw: str) -> None:
        """Read the person who signs a letter and the one to whom it is addressed."""
        if len(raw) > 400:
            return
        words = " ".join(raw.split())
        if _LETTER_CLOSE.search(words):
            self._signature(index)
        if _ADDRESSEE.search(words):
            for follower in self.text.paragraphs[index : index + 2]:
                flow = self.text.flow(follower.start, follower.end)
                for name in find_names(flow.words, self.lower_words)[:1]:
                    end = flow.source(name.start, name.end)[1]
                    block = re.split(r"\n[ \t]*\r?\n|\f", self.text.content[end : end + 600])[0]
                    post = tidy(" ".join(block.split()))
                    role = f"{post} (addressee)" if post else "addressee"
                    anchor = self.text.anchor(flow.source(name.lead, name.end)[0], end)
                    self._put(Participant(name.words, role, self._party_of(post or ""), anchor))
                    return

    def _signature(self, index: int) -> None:
        for follower in self.text.paragraphs[index + 1 : index + 3]:
            flow = self.text.flow(follower.start, follower.end)
            names = find_names(flow.words, self.lower_words)
            if len(names) == 1 and len(flow.words) < 120 and names[0].lead < 10:
                post = flow.words[names[0].end :].strip(" ,") or None
                anchor = self.text.anchor(*flow.source(names[0].lead, names[0].end))
                role = f"{post} (signatory)" if post else "signatory"
                self._put(Participant(names[0].words, role, self._party_of(post or ""), anchor))
                return


# "Ana Ruiz (Peru)", "Ana Ruiz, of the Commission": what shows a run of capitals to be a person.
_SHOWN = re.compile(r"\s?\([^)]{2,60}\)|, (?:of|from|for|de|del|por) (?:the |la |el )?[A-ZÁÉÍÓÚ]")


# "Los cancilleres de México y Colombia, ", "The Foreign Ministers of Chile and Peru, ".
_POSTS_OF_SEVERAL = re.compile(
    r"(?:[A-ZÁÉ][^,.;]{3,30}, )?(?:[Tt]he |[Ll][oa]s )?(?:[\w-]+ ){0,2}(?i:ministers|secretaries|presidents|leaders|chancellors"
    r"|cancilleres|ministr[oa]s|president[ea]s|mandatari[oa]s|secretari[oa]s|viceministr[oa]s|titulares|subsecretari[oa]s)\b"
    r"[^.;:]{0,90}[, ]$"
)


# "Deputy Prime Minister and (Foreign Minister A)"
_TWO_POSTS = re.compile(r"(?:The |El |La )?(?:[A-Z][\w-]+ ){1,5}(?:and|y) (?:the )?")


def _may_tell(lowered: str) -> bool:
    """Say whether a passage in lower case holds a part of the words that tell of somebody's presence."""
    for trigger in TRIGGERS:  # noqa: SIM110 - a generator takes twice as long
        if trigger in lowered:
            return True
    return False


def _is_shown(words: str, mention: Mention) -> bool:
    """Say whether post, title or what follows shows a run of capitals to be a person."""
    return bool(mention.post or mention.name.title or _SHOWN.match(words, mention.name.end))


def _joint_subject(words: str, names: list[Name]) -> int | None:
    """Find the end of a subject of two persons with posts: "President A of X and President B of Y".

    Also "The Foreign Ministers of X and Y, A and B, …", whose post stands once, in the plural.
    """
    if len(names) < 2:
        return None
    between = words[names[0].end : names[1].start]
    if _POSTS_OF_SEVERAL.match(words[: names[0].lead]) and re.fullmatch(r"(?:,| and| y| e)+ ", between):
        return names[1].end
    before = words[: names[0].lead]
    if not has_post(names[0].title) or (
        len(before) > 4 and not (_TWO_POSTS.fullmatch(before) and has_post(before))
    ):
        return None
    if re.fullmatch(
        r"(?: (?:of|de) [^,.;]{3,60}?)? (?:and|y|e)(?: the| el| la)? [^,.;]{3,60}", between
    ) and has_post(between):
        return names[1].end
    return None


def _speaks_for(words: str, mention: PartyMention) -> bool:
    """Say whether a party named before a list is the one that its persons represent."""
    after = words[mention.end : mention.end + 40]
    return bool(
        re.match(
            r"(?:[’']s)? ?(?:high-level |government |senior )*(?:delegation|side|team|was"
            r"|were|parte)",
            after,
        )
    ) or bool(
        re.search(
            r"(?:delegaci[óo]n|delegation|parte|side)(?: of| from| de| del)?(?: the| los| la)? $",
            words[: mention.start],
        )
    )


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name)
    return " ".join(
        "".join(c for c in folded if not unicodedata.combining(c)).casefold().replace(".", "").split()
    )


def _is_same(one: str, other: str) -> bool:
    """Say whether two names can be the same person: all words of the shorter stand in the longer."""
    short, long = sorted((one.split(), other.split()), key=len)
    return set(short) <= set(long)
