"""Which language a passage is in, by its script and its function words; None where they are too few to tell.

Function words (articles, prepositions, pronouns, forms of "to be") make up a third to a half of any prose and
differ between languages, so a handful of words decides; months and the commonest words of official prose
help where a line has few. A word that several languages share counts in
each as a fraction. The lists are policy: written for official prose, open to correction.
"""

from __future__ import annotations

import re
from collections import Counter

FUNCTION_WORDS: dict[str, str] = {
    "en": """
        the of and to in is that for it as was with be by on not he his but at are this have from
        or had an they which one you were all her she there would their we him been has when who
        will no more if out so what its about into than them can only other some could these may
        then do any our such those under between upon within against without shall should must
        through during both while where also each whether because after before among since""",
    "es": """
        el la los las un una unos unas de del al y e o u que en con por para sin sobre entre hasta
        desde según ante bajo contra hacia durante mediante tras es son fue fueron era eran ser
        será serán sea sean ha han había haber hay no se su sus le les lo nos como más pero si ya
        cuando donde quien quienes cual cuales cuyo este esta estos estas ese esa eso esto aquel
        también muy todo toda todos todas otro otra otros otras así porque sino ni cada mismo
        misma dicho dicha está están estar tiene tienen sido debe deberá deberán puede podrá nadie
        propia propio través además asimismo parte""",
    "fr": """
        le la les un une des du de d l au aux et ou où que qui dont en dans par pour sans sur sous
        entre avec chez vers est sont était été être sera soit ont avait avoir ne pas plus se sa
        son ses leur leurs ce cet cette ces il ils elle elles nous vous on comme mais si aussi
        tout toute tous toutes autre autres ainsi lors selon afin notamment y même doit peut droit
        qu n s c""",
    "pt": """
        o a os as um uma uns umas de do da dos das no na nos nas ao aos à às pelo pela pelos pelas
        e ou que em com por para sem sobre entre até desde segundo é são foi foram era ser será
        seja sejam tem têm há não se seu sua seus suas lhe lhes como mais mas quando onde quem
        qual quais este esta estes estas esse essa isso isto também muito todo toda todos todas
        outro outra outros outras assim porque nem cada mesmo mesma está estão deve pode num numa
        ter tenham""",
    "it": """
        il lo la i gli le un uno una di del dello della dei degli delle al allo alla ai agli alle
        dal dalla dai dalle nel nella nei negli nelle sul sulla sui e ed o che in con per senza su
        tra fra da è sono era essere sarà sia siano ha hanno avere non si suo sua suoi sue loro ci
        come più ma se anche quando dove chi cui quale quali questo questa questi queste quello
        tutto tutti tutte altro altri altre così ogni ciascuno individuo deve può ad nell dell all""",
    "ca": """
        el la els les un una uns unes de del dels al als d l i o que en amb per pel pels sense
        sobre entre fins des segons és són era ser serà sigui siguin ha han haver hi no se es s
        seu seva seus seves llur llurs com més però si ja quan on qui qual quals aquest aquesta
        aquests aquestes aquell això també molt tot tota tots totes altre altra altres així perquè
        ni cada mateix mateixa ésser té tenen pot cap ho n""",
    "gl": """
        o a os as un unha uns unhas de do da dos das no na nos nas ao aos á ás polo pola polos
        polas e ou que en con por para sen sobre entre ata desde segundo é son foi foron era ser
        será sexa sexan ten teñen hai non se seu súa seus súas lle lles como máis mais cando onde
        quen cal cales este esta estes estas ese esa iso isto tamén moi todo toda todos todas
        outro outra outros outras así porque nin cada mesmo mesma está están debe pode nun nunha
        ter""",
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder in im an am auf aus bei
        mit nach von vom zu zum zur für durch gegen ohne um über unter vor zwischen ist sind war
        waren sein wird werden wurde worden hat haben hatte nicht kein keine sich er sie es wir
        ihr ihre ihrer seine seiner seinen dass daß wie als auch nur noch aber wenn so dieser
        diese dieses alle jeder jede soll kann muss sowie""",
    "nl": """
        de het een en of van in op aan met voor door bij naar uit om over tegen onder zonder tot
        tussen te is zijn was waren wordt worden werd heeft hebben had niet geen zich hij zij ze
        wij haar hun dat die deze dit wat wie als ook nog maar dan er ieder iedere alle andere zal
        kan moet mag recht zoals""",
    "ro": """
        și în de la cu pe din pentru prin fără asupra între că care ce este sunt era fi va vor fie
        a al ale ai au are nu se sa său sau lui lor îi ei ca mai dar dacă când unde cine această
        acest acesta acestea aceste orice oricare toate toți alte alt un o unei unui sale""",
    "pl": """
        i w z na do od za po przez dla bez o u przy nad pod między że się nie jest są był być
        będzie ma mają jak jego jej ich to ten ta te tego tej który która które których lub albo
        oraz ani każdy wszyscy wszystkie może co aby""",
    "sv": """
        och i att det en ett den de som är av för på med till från om inte har hade var skall ska
        kan vid eller sig sin sitt sina han hon vi alla denna detta dessa utan mot under mellan
        genom varje envar man där blir""",
    "da": """
        og i at det en et den de som er af for på med til fra om ikke har havde var skal kan ved
        eller sig sin sit sine han hun vi alle denne dette disse uden mod under mellem gennem
        enhver man hvor bliver blev nogen""",
    "nb": """
        og i å at det en et den de som er av for på med til fra om ikke har hadde var skal kan ved
        eller seg sin sitt sine han hun vi alle denne dette disse uten mot under mellom gjennom
        enhver man hvor blir ble noen""",
    "fi": """
        ja on ei että se hän tai oli ovat ole olla hänen kuin joka jotka mutta niin myös kun sen
        sekä eikä kaikki jokaisella jokainen oikeus tulee voi mukaan ilman sitä tämä tämän näiden""",
    "tr": """
        ve bir bu için ile de da her olarak olan daha çok gibi veya ya ki ne en kadar sonra göre
        herkes hakkı vardır hiçbir olup değil ise tarafından üzere""",
    "eu": """
        eta da du dira dute ez edo bat bere den duen dituen izan behar beste guztiek guztien hori
        hau baina ere egin orok dela dituzte beren inor zein ondoren""",
    "id": """
        yang dan di dari untuk dengan tidak dalam pada ini itu adalah akan oleh atau sebagai
        setiap orang hak atas telah dapat karena ke secara tanpa mereka bagi harus""",
}

# Words of official prose, for list items and headings that have few function words.
OFFICIAL_WORDS: dict[str, str] = {
    "en": """
        government governments rights human report reports women children girls protection
        agreement agreements agreed meeting meetings session dialogue recommendation
        recommendations measures measure strengthen strengthening ensure ensuring promote
        promoting victims law laws policy policies ministry secretary national international
        cooperation society civil states united parties year years before january february march
        april may june july august september october november december continue support supporting
        establish develop developing implement implementing share sharing work working security
        migration border efforts countries people persons together commitment committed commit
        joint statement improve improving increase expand expanding address provide publish annual
        public development""",
    "es": """
        gobierno gobiernos derecho derechos humanos informe informes mujeres niños niñas
        protección acuerdo acuerdos acordaron reunión reuniones sesión diálogo recomendación
        recomendaciones recomienda medidas fortalecer fortalecimiento garantizar promover víctimas
        ley leyes política políticas secretaría ministerio nacional internacional cooperación
        sociedad civil estado estados unidos partes año años día días antes después enero febrero
        marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre compromete
        comprometen comprometieron compromiso compromisos países país ciudad personas seguridad
        migración frontera conjunta conjunto declaración incrementar ampliar mejorar desarrollo
        presentar publicar pública público públicas""",
    "pt": """
        governo direitos humanos relatório mulheres crianças acordo reunião sessão diálogo medidas
        fortalecer garantir promover vítimas lei leis política políticas nacional internacional
        civil estado estados unidos partes ano anos antes depois janeiro fevereiro março abril
        maio junho julho agosto setembro outubro novembro dezembro países país cidade segurança
        melhorar apresentar publicar pública público públicas""",
    "fr": """
        gouvernement droits humains rapport femmes enfants protection accord réunion session
        dialogue mesures renforcer garantir promouvoir victimes loi lois politique national
        international civil états unis parties année années avant après janvier février mars avril
        mai juin juillet août septembre octobre novembre décembre pays ville sécurité public
        développement""",
    "ca": """
        govern drets humans informe dones acord reunió sessió diàleg mesures garantir promoure
        víctimes llei lleis nacional internacional civil estat estats units any anys abans després
        gener febrer març abril maig juny juliol agost setembre octubre novembre desembre país
        seguretat""",
    "gl": """
        goberno dereitos humanos informe mulleres acordo reunión sesión diálogo medidas garantir
        promover vítimas lei leis nacional internacional civil estado estados unidos partes ano
        anos antes despois xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro
        novembro decembro país seguridade""",
    "it": """
        governo diritti umani rapporto donne accordo riunione sessione dialogo misure garantire
        vittime legge leggi nazionale internazionale civile stato stati uniti parti anno anni
        prima dopo gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre
        novembre dicembre paese sicurezza""",
}

# Scripts that one great language here uses; those with several are told apart by letters of their own.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "[\u3041-\u30ff]"),
    ("ko", "[\uac00-\ud7a3\u1100-\u11ff]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("ru", "[\u0400-\u04ff]"),
    ("ar", "[\u0600-\u06ff]"),
    ("el", "[\u0370-\u03ff\u1f00-\u1fff]"),
    ("he", "[\u0590-\u05ff]"),
    ("hi", "[\u0900-\u097f]"),
    ("th", "[\u0e00-\u0e7f]"),
)
_SCRIPT_PATTERNS = tuple((code, re.compile(characters)) for code, characters in _SCRIPTS)
# Letters that only other languages of the script write -> their code, or None for one not named here.
_FOREIGN_LETTERS: dict[str, tuple[tuple[str | None, str], ...]] = {
    "ru": (("uk", "іїєґ"), (None, "ћђџјљњќѓўәғқңөұүһӣӯҳҷ")),
    "ar": ((None, "ٹڈڑےںھۆێەڵڕټډړښڼ"), ("fa", "پچژگیک")),
}

_WORD = re.compile(r"\b[^\W\d_]+\b")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f\u1e00-\u1eff]")
LONGEST = 20_000  # characters looked at; more changes no answer
_LEAST_HITS = 1.8  # weighed words
_LEAST_SHARE = 0.2  # of the words
_LEAST_LEAD = 1.3  # times the next best language


def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    languages: dict[str, set[str]] = {}
    for language, words in (*FUNCTION_WORDS.items(), *OFFICIAL_WORDS.items()):
        for word in words.split():
            languages.setdefault(word, set()).add(language)
    return {
        word: tuple((code, 1 / len(codes)) for code in sorted(codes)) for word, codes in languages.items()
    }


_WEIGHTS = _weights()


def detect_language(text: str) -> str | None:
    """Name the language of a passage.

    Args:
        text: plain words; the first 20,000 characters are looked at.

    Returns:
        An ISO 639-1 code, or None where the words are too few or the language is not known here.
    """
    sample = text[:LONGEST]
    foreign = _NOT_LATIN.findall(sample)
    if foreign:
        letters = sum(character.isalpha() for character in sample)
        if len(foreign) > letters / 2:
            return _by_script("".join(foreign))
    return _by_words(_WORD.findall(sample.lower()))


def _by_script(letters: str) -> str | None:
    if len(letters) < 4:
        return None
    counts = {code: len(pattern.findall(letters)) for code, pattern in _SCRIPT_PATTERNS}
    if counts["ja"] > 0.1 * len(letters):  # Japanese prose mixes Chinese characters with its own
        return "ja"
    code = max(counts, key=lambda key: counts[key])
    if counts[code] < 0.6 * len(letters):
        return None
    if code == "ru" and letters.count("ъ") > 0.01 * len(letters) and not re.search("[ыэ]", letters):
        return "bg"
    for other, own in _FOREIGN_LETTERS.get(code, ()):
        if sum(letters.count(letter) for letter in own) > 0.01 * len(letters):
            return other
    return code if len(letters) >= 12 or code in ("zh", "ko") else None


def _by_words(words: list[str]) -> str | None:
    scores: dict[str, float] = {}
    hits: dict[str, int] = {}
    variety: set[str] = set()  # the languages of which a word of more than one letter is there
    for word, times in Counter(filter(_WEIGHTS.__contains__, words)).items():
        for code, weight in _WEIGHTS[word]:
            scores[code] = scores.get(code, 0.0) + weight * times
            hits[code] = hits.get(code, 0) + times
            if len(word) > 1:
                variety.add(code)
    if not scores:
        return None
    best, *others = sorted(scores, key=lambda code: -scores[code])
    if scores[best] < _LEAST_HITS or hits[best] < _LEAST_SHARE * len(words) or best not in variety:
        return None
    if others and scores[best] < _LEAST_LEAD * scores[others[0]]:
        return None
    return best
