"""From the verb after a cue to the undertakings: coordinated verbs with their own objects, each with its action.

The rules are those of the annotation guideline, without a model:

* a light construction ("work together to", "take steps to", "redoblar sus esfuerzos para") is stepped over;
* "V1 and V2 object" is one undertaking, "V1 object and V2 object" are two;
* verbs inside a purpose ("to …", "para …"), a relative clause or a means ("by …", "mediante …") belong to their
  undertaking, unless the cue's own preposition is repeated ("and to …", "y a …");
* an action ends before what only elaborates it.
"""

from __future__ import annotations

import re

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.clauses import Clause
from tequio.engines.extraction.lexicon import AMBIGUOUS_EN

__all__ = ["split_actions", "trim_action"]

_JOINERS = {"en": frozenset({"and", "or", "&"}), "es": frozenset({"y", "e", "o", "u"})}
_DETERMINERS = frozenset(
    """the a an our their its his her your this that these those all any each both such further more greater new additional
    joint national international regional bilateral effective concrete public better strong full on with in to up out
    women children human access economic social""".split()
)
_ADJECTIVES = frozenset(
    "clean clear free open lower complete separate secure own live present correct perfect mature narrow equal close further".split()
)
_NOT_OBJECT = frozenset(", . ; : ) of and or for in at by from as is are was were the-".split())
_RELATIVE = {
    "en": frozenset("that which who whom whose where when how whether if because".split()),
    "es": frozenset(
        "que cual cuales quien quienes donde cuando cuyo cuya cuyos cuyas si porque como".split()
    ),
}
# Where a means or an elaboration begins: no bare verb after it is a new undertaking.
_MEANS = {
    "en": frozenset(
        "including by through via while whilst using ensuring noting recognizing recognising throughout".split()
    ),
    "es": frozenset("mediante incluyendo incluso incluidos incluidas incluido incluida través".split()),
}
_LIGHT = {
    "en": Caseless(
        r"(?:(?:work(?:ing)?|cooperat(?:e|ing)|co-operat(?:e|ing)|collaborat(?:e|ing)|engag(?:e|ing)|partner(?:ing)?|unit(?:e|ing)|com(?:e|ing))"
        r"(?: (?:closely|together|jointly|collaboratively|side by side|side-by-side|hard|with (?:each other|one another)|across our governments(?: and with our union partners)?"
        r"|on a joint effort|in a coordinated manner))*,?(?: in full respect of our sovereignties,)? to "
        r"|(?:tak(?:e|ing)|adopt(?:ing)?) (?:all |the |any |further |more |concrete |necessary |appropriate |possible |urgent |immediate |additional |joint |coordinated |effective |practical ){0,3}"
        r"(?:steps?|measures?|actions?) to "
        r"|(?:look(?:ing)? at|explor(?:e|ing)|find(?:ing)?|identify(?:ing)?|seek(?:ing)?) (?:new |further |additional |possible |practical |other )?(?:ways|means|options|opportunities) to "
        r"|(?:continue to |continu(?:e|ing) |further )?(?:mak(?:e|ing)|increas(?:e|ing)|redoubl(?:e|ing)|enhanc(?:e|ing)|strengthen(?:ing)?|intensify(?:ing)?|step(?:ping)? up|scal(?:e|ing) up|advanc(?:e|ing)|further(?:ing)?|continu(?:e|ing)) "
        r"(?:(?:our|their|its|all|every|joint|concerted|ongoing|shared|best|collective|global|the) ){0,3}(?:efforts?|work)(?: in [A-Z][\w ]{2,24}?)? to )(?:jointly |further |better )?"
    ),
    "es": Caseless(
        r"(?:(?:trabajar(?:án|á|emos)?|cooperar(?:án|á|emos)?|colaborar(?:án|á|emos)?|trabaje|coopere)"
        r"(?: (?:de manera|de forma) \w+| conjuntamente| juntos| estrechamente| en conjunto| coordinadamente)*(?: para| en) "
        r"|(?:tomar|adoptar|tome|adopte)(?: todas| nuevas| más)?(?: las)? (?:medidas|acciones|pasos)(?: \w+)? para (?=poder)"
        r"|(?:hacer|realizar|redoblar|intensificar|aumentar|incrementar|continuar|proseguir|desplegar|intensifique|redoble|aumente|continúe|realice|prosiga|fortalezca|fortalecer|reforzar|refuerce)(?: con| \w+mente| aún más)*"
        r" (?:sus|los|nuestros|todos los|mayores|más|las|sus respectivos) (?:esfuerzos|medidas|acciones)(?: \w+)?(?: para| por| dirigid[oa]s a| encaminad[oa]s a| destinad[oa]s a| tendientes a| orientad[oa]s a| a fin de| en) "
        r"|explorar la posibilidad de |considerar la posibilidad de |contemplar la posibilidad de )"
    ),
}


def _opens_object(clause: Clause, index: int, stop: int, strict: bool) -> bool:
    """Say whether an ambiguous English word (support, plan, process …) is a verb here: an object follows."""
    word = clause.lower[index]
    if word not in AMBIGUOUS_EN and not word.endswith("ing"):
        return index + 1 < stop and clause.lower[index + 1] not in {",", ".", ";", "and", "or", "of"}
    after = clause.lower[index + 1] if index + 1 < stop else "."
    if after in (",", "and", "or") and _leads_to_verb(clause, index + 1, stop):
        return True  # "identify, target, and dismantle networks"
    if not strict and after not in _NOT_OBJECT and word not in _ADJECTIVES:
        return True
    return after in _DETERMINERS or (
        after[:1].isdigit() or (after not in _NOT_OBJECT and clause.words[clause.starts[index + 1]].isupper())
    )


def _leads_to_verb(clause: Clause, index: int, stop: int) -> bool:
    while index < stop and (clause.lower[index] in (",", "and", "or") or clause.tags[index] == "ADV"):
        index += 1
    if index + 1 >= stop or clause.tags[index] not in ("VB", "VBG"):
        return False
    return clause.lower[index] not in AMBIGUOUS_EN or clause.lower[index + 1] in _DETERMINERS


def step_over_light(clause: Clause, index: int, stop: int) -> int:
    """Give the index of the contentful verb under a light construction that begins at `index`, or `index`."""
    match = _LIGHT[clause.language].match(clause.words, clause.starts[index], clause.end(stop - 1))
    if match is None:
        return index
    inner = index
    while inner < stop and clause.starts[inner] < match.end():
        inner += 1
    while inner < stop and clause.tags[inner] == "ADV":
        inner += 1
    if inner < stop and clause.tags[inner] in ("VB", "INF", "VBP"):
        return step_over_light(clause, inner, stop) if inner > index else inner
    return index


def split_actions(clause: Clause, verb: int, stop: int, form: str) -> list[tuple[int, int]]:
    """Split what follows a cue into actions.

    Args:
        clause: the sentence.
        verb: index of the verb undertaken.
        stop: index where the undertaking's clause ends at the latest.
        form: tag of that verb; coordinated verbs must have the same.

    Returns:
        Token spans (start, end), one for each undertaking, not yet trimmed.
    """
    return _Splitter(clause, verb, stop, form).split()


# Light verbs that say how it is done, and stay where they carry one action alone.
_TOGETHER = frozenset(
    "work cooperate co-operate collaborate partner unite trabajar cooperar colaborar".split()
)
_CLITICS = frozenset("la lo las los le les".split())
# What stands between an undertaking and a later verb, and so whether that verb can still be coordinated with it.
_OPEN, _MEANS_BLOCK, _CLAUSE_BLOCK = 0, 1, 2


class _Splitter:
    """One scan from the verb undertaken to the end of its clause; short-lived."""

    def __init__(self, clause: Clause, verb: int, stop: int, form: str) -> None:
        self.clause, self.stop, self.light = clause, stop, verb
        self.verb = step_over_light(clause, verb, stop)
        tag = clause.tags[self.verb]
        self.form = tag if tag in ("VB", "VBG", "INF", "GER", "SUB") else form
        self.forms = {self.form, form}
        self.english = clause.language == "en"
        self.joiners = _JOINERS[clause.language]
        self.marks = {"to"} if self.english else {"a"}
        before = clause.lower[self.verb - 1] if self.verb else ""
        if not self.english and before in ("para", "en", "a", "de"):
            self.marks = {before, "a"} if before != "de" else {"de"}
        self.block = _OPEN
        self.has_object = False
        self.listed = (
            False  # whether the purpose that blocks is itself a list: "to detect, prevent, and punish"
        )

    def split(self) -> list[tuple[int, int]]:
        clause, starts, index = self.clause, [self.verb], self.verb + 1
        while index < self.stop:
            joined = self._coordinated(index)
            if joined is not None:
                if self.has_object:
                    starts.append(step_over_light(clause, joined, self.stop))
                    self.has_object = False
                    self.block = _OPEN
                index = max(joined, starts[-1]) + 1
                continue
            self._look_at(index)
            index += 1
        if len(starts) == 1 and clause.lemmas[self.light] in _TOGETHER:
            starts = [self.light]  # "work together to address …" is one thing to do, and said so
        ends = [*starts[1:], self.stop]
        return [(start, self._before_joiner(start, end)) for start, end in zip(starts, ends, strict=True)]

    def _look_at(self, index: int) -> None:
        """Bring up to date whether an object has been seen and what blocks a bare coordination."""
        clause, word, language = self.clause, self.clause.lower[index], self.clause.language
        before = clause.lower[index - 1]
        if word in _RELATIVE[language] and not (word == "como" and before == "así"):
            # a bare infinitive cannot belong to a Spanish relative clause, an English base form can
            self.block = self.block if self.form == "INF" else _CLAUSE_BLOCK
        elif self._opens_purpose(index):
            self.listed = self._lists_purposes(index)
            self.block = max(self.block, _MEANS_BLOCK if self.form == "VBG" else _CLAUSE_BLOCK)
        elif (word in _MEANS[language] or word in ("—", "–")) or (
            self.english and clause.tags[index] == "VBG" and before == "," and self.form != "VBG"
        ):
            self.block = max(self.block, _MEANS_BLOCK)
        if (
            clause.tags[index] != "ADV"
            and word not in self.joiners
            and word != ","
            and word not in self.marks
        ):
            self.has_object = True

    def _coordinated(self, index: int) -> int | None:
        """Give the index of the coordinated verb that "and", "," or "as well as" at `index` leads to, or None."""
        clause, lower = self.clause, self.clause.lower
        comma = lower[index] in (",", ";")
        strong = lower[index] == ";"
        at = index + comma
        joined = at < self.stop and lower[at] in self.joiners
        if joined:
            at += 1
        elif lower[at : at + 3] == ("as", "well", "as"):
            at, joined = at + 3, True
        elif lower[at : at + 2] == ("así", "como"):
            at, joined = at + 2, True
        elif not comma:
            return None
        at = self._skip_adverbs(at)
        que = (
            "SUB" in self.forms
            and at < self.stop
            and lower[at] in ("que", "a")
            and "que" in lower[at : at + 2]
        )
        marked = not que and at + 1 < self.stop and lower[at] in self.marks
        at += (2 if lower[at] == "a" else 1) if que else int(marked)
        at = self._skip_mark(at)
        while at < self.stop and (
            lower[at] in ("se", "no")
            or (lower[at] in _CLITICS and self.clause.tags[at + 1 : at + 2] == ("SUB",))
        ):
            at += 1
        at = self._skip_adverbs(at)
        if at >= self.stop:
            return None
        if que:
            return at if clause.tags[at] == "SUB" else self._subjunctive_after(at)
        if clause.tags[at] != self.form and not (self.form == "VB" and clause.tags[at] == "VBP"):
            return None
        if strong:  # "…; V2 …; V3 …": each part of a series between semicolons stands for itself
            return at if not self.english or _opens_object(clause, at, self.stop, strict=False) else None
        if marked:
            return at if joined or self._is_series(at) else None
        return at if self._may_be_bare(at, comma, joined) else None

    def _lists_purposes(self, index: int) -> bool:
        """Say whether "to V1 …, V2 …, and V3": a later ", V" without "and" makes the purpose a list of its own."""
        clause = self.clause
        return any(
            clause.lower[i] == ","
            and clause.tags[i + 1] == "VB"
            and (
                clause.lower[i + 1] not in AMBIGUOUS_EN
                or _opens_object(clause, i + 1, self.stop, strict=False)
            )
            for i in range(index, min(self.stop - 1, index + 40))
        )

    def _skip_mark(self, at: int) -> int:
        """Step over the mark of an enumerated part: "y (ii) impulsar", "and b) publish"."""
        lower = self.clause.lower
        inner = at + (lower[at : at + 1] == ("(",))
        if inner + 1 < self.stop and lower[inner + 1] == ")" and len(lower[inner]) <= 4:
            return inner + 2
        return at

    def _subjunctive_after(self, at: int) -> int | None:
        return next((i for i in range(at, min(self.stop, at + 12)) if self.clause.tags[i] == "SUB"), None)

    def _is_series(self, at: int) -> bool:
        """Say whether ", to V" is one of a series: alone it is a purpose, with a later "and to V" it is not."""
        clause = self.clause
        if not self.english:
            return True
        return any(
            clause.lower[i] in self.joiners
            and clause.lower[i + 1] == "to"
            and clause.tags[i + 2] in ("VB", "ADV")
            for i in range(at, min(self.stop - 2, at + 60))
        )

    def _may_be_bare(self, at: int, comma: bool, joined: bool) -> bool:
        """Say whether a verb without the cue's preposition can be coordinated here."""
        if self.block == _CLAUSE_BLOCK and not (comma and joined and (not self.english or not self.listed)):
            return False
        if self.block == _MEANS_BLOCK and not (
            comma and (joined or (self.form == "VB" and self._is_listed(at)))
        ):
            return False
        if not joined and self.form != "SUB" and not self._is_listed(at):
            return False
        return not self.english or _opens_object(self.clause, at, self.stop, strict=not comma)

    def _is_listed(self, at: int) -> bool:
        """Say whether a later "and V" closes the list that ", V" would belong to; else it only elaborates."""
        lower, tags = self.clause.lower, self.clause.tags
        return any(
            lower[i] in self.joiners and tags[min(self._skip_adverbs(i + 1), self.stop - 1)] == self.form
            for i in range(at, min(self.stop - 1, at + 60))
        )

    def _opens_purpose(self, index: int) -> bool:
        clause, word = self.clause, self.clause.lower[index]
        if not self.english:
            follows = clause.tags[index + 1] if index + 1 < self.stop else ""
            return (word in ("para", "por") and follows in ("INF", "ADV")) or (
                word == "fin" and clause.lower[index - 1] == "a"
            )
        if word != "to" or index + 1 >= self.stop:
            return False
        inner = self._skip_adverbs(index + 1)
        return inner < self.stop and clause.tags[inner] == "VB" and clause.lower[index - 1] not in _TAKES_TO

    def _skip_adverbs(self, index: int) -> int:
        """Step over adverbs, also over two of them: "regularly and transparently evaluate"."""
        tags = self.clause.tags
        while index < self.stop and (
            tags[index] == "ADV"
            or (
                self.clause.lower[index] in self.joiners and tags[index - 1 : index + 2 : 2] == ("ADV", "ADV")
            )
        ):
            index += 1
        return index

    def _before_joiner(self, start: int, end: int) -> int:
        """Leave the joiner, comma, mark and adverbs before the next action out of this one."""
        clause = self.clause
        if (
            end < self.stop
            and end > start + 4
            and clause.lower[end - 1] == ")"
            and clause.lower[end - 3] == "("
        ):
            end -= 3  # the mark of the next part: "(ii)"
        dropped = self.joiners | self.marks | {",", ";", ".", "que", "se", "le", "les", ":", "—"}
        while end > start + 1 and (
            clause.lower[end - 1] in dropped
            or (
                end < self.stop
                and clause.lower[end - 2 : end] in (("así", "como"), ("como", "también"), ("well", "as"))
            )
            or (end < self.stop and clause.lower[end - 1 : end + 1] in (("así", "como"), ("as", "well")))
            or (end < self.stop and clause.lower[end - 1] in _CLITICS and clause.tags[end] == "SUB")
            or (
                clause.tags[end - 1] == "ADV"
                and end < self.stop
                and clause.lower[end - 1] not in ("together", "again")
            )
        ):
            end -= 1
        return end


# "likely to", "designed to": what follows belongs to the word before.
_LEADS_ON = frozenset(
    """likely unlikely able unable ready willing unwilling designed used intended required expected allowed entitled eligible
    necessary needed continue need seeking trying forced asked due""".split()
)
# "continue to", "need to": what follows "to" is no purpose.
_TAKES_TO = frozenset("continue need able continuing seek begin and or".split())

# An action stops before these.
_CUT = {
    "en": re.compile(
        r",? (?:including|such as|in order to|so that|so as to|with the (?:aim|goal|purpose|objective|view|intent)|with a view|by \w+ing\b|through (?:the|a|an|our|their|regular|policies)|"
        r"while|noting|which|as well as on|in (?:line|accordance|keeping) with|in particular|particularly|especially|among others|e\.g\.|guided by|ensuring|where appropriate)\b"
        r"|, (?:with|in|by|to|so|as|for|on|but|who|where|whose|when|building|using|thereby|creating|helping|recognizing|acknowledging|based|subject|drawing|taking|working|following|leading|making|enabling|allowing|\w+ing)\b| [–—-] | \(|; |: "
    ),
    "es": re.compile(
        r",? (?:incluyendo|tales como|así como para|a fin de|con (?:el|la) (?:fin|objeto|objetivo|propósito|finalidad) de|con miras a|mediante|a través de|para que|de modo que|de manera que|de conformidad con|"
        r"en particular|especialmente|entre otr[oa]s|conforme a|velando|en (?:el )?(?:marco|ámbito) de|por medio de|en cumplimiento)\b"
        r"|, (?:con|en|por|para|a|de|según|como|incluid[oa]s?|entre|lo que|lo cual|que|cuy[oa]s?|sobre todo|tomando|teniendo|atendiendo|especialmente|principalmente|\w+(?:ando|iendo))\b| [–—-] | \(|; |: "
    ),
}
_PURPOSE_EN = re.compile(r" to (?:\w+ly |further |better )?(?=[a-z]+\b)")
_MEASURES = re.compile(
    r"\b(?:measures?|steps?|efforts?|actions?|work|working|cooperation|collaboration|resources|everything|need|continue|ability|capacity|commitment|way|ways|plan|memorandum|initiatives?|"
    r"groups?|force|closely|together|power|funding|medidas|esfuerzos|acciones|recursos|pasos)\b"
)
_LONGEST = 32  # tokens


def trim_action(clause: Clause, start: int, end: int) -> tuple[int, int]:
    """Cut an action before what only elaborates it.

    Args:
        clause: the sentence.
        start: first token of the action.
        end: one past its last token.

    Returns:
        Character offsets in `clause.words`, half open.
    """
    if start and clause.lower[start - 1] in ("not", "never", "no") and clause.lower[start] != "only":
        return clause.starts[start - 1], _trimmed(clause, start, end)[1]  # what is promised is not to do it
    return _trimmed(clause, start, end)


def _trimmed(clause: Clause, start: int, end: int) -> tuple[int, int]:
    if clause.lemmas[start] in _TOGETHER and (content := step_over_light(clause, start, end)) > start:
        return clause.starts[start], _trimmed(clause, content, end)[1]
    first, last = clause.starts[start], clause.end(min(end, start + _LONGEST) - 1)
    text = clause.words[first:last]
    minimum = clause.end(min(start + 1, end - 1)) - first if end - start > 2 else len(text)
    for match in _CUT[clause.language].finditer(text, minimum):
        if (
            clause.language == "es"
            and text[match.start() :].startswith((", de ", ", a ", ", en ", ", por ", ", para "))
            and match.start() < 24
        ):
            continue
        text = text[: match.start()]
        break
    if clause.language == "en":
        lower = clause.lower
        for match in _PURPOSE_EN.finditer(text):
            verb = re.match(r"[\w-]+", text[match.end() :])
            index = next((i for i in range(start, end) if clause.starts[i] == first + match.end()), None)
            if (
                index is None
                or clause.tags[index] != "VB"
                or verb is None
                or verb[0] == "account"
                or lower[index - 2] in _LEADS_ON
            ):
                continue
            if len(text[: match.start()].split()) >= (
                2 if clause.lemmas[start] == "meet" else 4
            ) and not _MEASURES.search(text[: match.start()]):
                text = text[: match.start()]
                break
    text = _shorten(text, clause.language).rstrip(' ,;:."”’»*_')
    if first + len(text) < last and (dangling := _DANGLING[clause.language].search(text)):
        text = text[: dangling.start()]
    return first, first + len(text)


# Where an action that runs on may end, once it has said what and of what.
_SEAM = {
    "en": re.compile(
        r" (?=(?:that|who|which|once|based|focused|aimed|related|linked|designed|according|under|throughout|through|across|during|between|within|"
        r"at|from|on|for|in|with|to|by|and)\b)"
    ),
    "es": re.compile(
        r",? (?=(?:que|basad[oa]s?|relativ[oa]s?|relacionad[oa]s?|dirigid[oa]s?|señalad[oa]s?|conforme|durante|dentro|entre|desde|en|para|por|con|sobre|a|y)\b)"
    ),
}
# What no action ends with where it was cut: "… for migrants on where", "… los recursos destinados".
_DANGLING = {
    "en": Caseless(
        r"(?:,? (?:on|of|for|in|with|to|and|or|the|a|an|its|their|our|where|how|what|which|whether|who|that|from|by|as|about|into|designed|aimed|focused|intended))+\Z"
    ),
    "es": Caseless(
        r"(?:,? (?:de|del|en|a|al|para|por|con|y|o|e|la|el|los|las|un|una|su|sus|que|como|donde|cuando|sobre|destinad[oa]s?|encaminad[oa]s?|orientad[oa]s?|dirigid[oa]s?|tendientes?|basad[oa]s?))+\Z"
    ),
}
_RUNS_ON, _SAID = 12, 7  # an action of more words ends at the first seam after so many


def _shorten(text: str, language: str) -> str:
    """Let an action that runs on end at the first seam that leaves it whole."""
    if len(text.split()) <= _RUNS_ON:
        return text
    for seam in _SEAM[language].finditer(text):
        if len(text[: seam.start()].split()) >= _SAID:
            return text[: seam.start()]
    return text
