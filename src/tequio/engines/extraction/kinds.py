"""Commitment or agreement: whether what is undertaken is the parties' own machinery of cooperation."""

from __future__ import annotations

import re

from tequio.engines.extraction.caseless import Caseless

__all__ = [
    "concerns_funds",
    "concerns_machinery",
    "names_activity",
    "names_body",
    "names_deed",
    "names_generality",
]

_BODIES = (
    r"(?:working (?:group|party|parties)|task force|(?:technical|thematic|joint|working) tables?|mesas? (?:t[ée]cnicas?|de trabajo|de di[áa]logo|bilateral(?:es)?)|high[- ]level group|high[- ]level dialogue|expert group|experts? group|steering (?:group|committee)|joint (?:committee|commission|mechanism|body|team|group|working)|"
    r"(?:bilateral|trilateral|binational|bi-national|regional|coordination|consultation|follow-up|monitoring|consultative|permanent) (?:\w+ )?(?:mechanism|dialogue|group|committee|commission|forum|network|council)|"
    r"(?:joint|bilateral|trilateral|binational|regional|common|shared|new|permanent|standing|dedicated|ad hoc) (?:\w+ ){0,2}(?:committee|commission|mechanism|group|sub-?group|body|team|office|centre|center|platform|fund|secretariat|panel|hub|council|forum|unit|calendar|database|portal|protocol|programme of work|network|taskforce|initiative group|cell|desk|register|registry)|"
    r"ad hoc (?:\w+ )?(?:group|committee|body)|sub-?(?:groups?|committees?)|steering bodies|liaison (?:officers?|offices?|groups?|network)|contact group|troika|pro tempore presidency|presidency|chair(?:ship|person)?|co-chairs?|mandate of|terms of reference|rules of procedure|standing agenda|work programme|programme of work|calendar of meetings|schedule of meetings|(?:cooperation|framework|bilateral|security|arrangement|implementing) (?:agreement|arrangement|accord|protocol|treaty)|"
    r"arrangements? (?:for|between|on)|annual (?:meetings?|review|dialogue|consultations?)|review meeting|consultations? (?:mechanism|process)|(?:direct|open|permanent|secure) lines? of communication|dialogues?|focal points?|points? of contact|contact points?|secretariat|memorand(?:um|a) of understanding|memo of understanding|mou|letter of intent|hotline|communication channels?|channels? of communication|"
    r"(?:mechanisms|channels) for (?:direct )?communication|(?:joint )?action plan|joint plans?|(?:joint|shared|common) implementation plan|plans? of action|task force|work ?plan|road ?map|terms of reference|(?<!legal )framework(?! law| act)|phase|partnership|network for|(?:contact |expert |points? of contact |liaison )network|homicide task forces|alliance|"
    r"(?:instancia|plataforma|espacio|consejo|foro|observatorio|centro|unidad|equipo|grupo|subgrupo|comit[ée]|comisi[óo]n|mesa|mecanismo|c[ée]lula|fondo|oficina|secretar[íi]a|canal|l[íi]nea|calendario|programa|plan|base de datos|protocolo|acuerdo|convenio|memorando|memor[áa]ndum)(?:e?s)? (?:\w+ ){0,2}(?:conjunt[oa]s?|bilateral(?:es)?|trilateral(?:es)?|binacional(?:es)?|mixt[oa]s?|ad hoc|permanentes?|de enlace|de coordinaci[óo]n|de seguimiento|de cooperaci[óo]n|interinstitucional(?:es)?|intergubernamental(?:es)?|de entendimiento|plurianual|trienal|bienal)|"
    r"grupo ad hoc|red (?:para|regional|binacional|bilateral|de (?:funcionarios|enlace|contactos?|puntos|expertos|fiscales|cooperaci[óo]n))|presidencia pro t[ée]mpore|mandato (?:del?|de la)|punto de enlace|reglamento (?:interno|de)|plan de acci[óo]n|programa (?:trienal|bienal|anual|plurianual|de trabajo|de cooperaci[óo]n)|cronograma|calendario de (?:reuniones|trabajo)|l[íi]nea (?:directa|de comunicaci[óo]n)|mesas? t[ée]cnicas?|mesas? de|"
    r"comisi[óo]n (?:de (?:seguimiento|alto nivel)|intergubernamental)|grupos? (?:de trabajo|t[ée]cnico|binacional|bilateral|de alto nivel|de contacto|de expertos)|subgrupo|mesas? (?:de trabajo|t[ée]cnica|de diálogo)|comit[ée] (?:conjunto|bilateral|binacional|de seguimiento|técnico)|comisi[óo]n (?:mixta|binacional|conjunta|bilateral)|"
    r"mecanismos? (?:de (?:coordinaci[óo]n|intercambio|comunicaci[óo]n|verificaci[óo]n|evaluaci[óo]n|enlace|seguimiento|consulta|di[áa]logo|cooperaci[óo]n)|bilateral|conjunto|permanente)|puntos? (?:focal(?:es)?|de contacto)|enlaces?|canal(?:es)? (?:directo|de comunicaci[óo]n|permanente)|"
    r"memor[áa]nd(?:um|o)s? de entendimiento|carta de intenci[óo]n|secretar[íi]a t[ée]cnica|programa de trabajo|plan de (?:acci[óo]n conjunto|trabajo)|hoja de ruta|t[ée]rminos de referencia|marco (?:de cooperaci[óo]n|bicentenario)|di[áa]logo(?! social| entre comunidades| intercultural)|red de (?:puntos|enlaces|contactos))"
)
_MAKING = (
    r"(?:establish|creat|launch|re-?launch|set(?:ting)? up|form|institut|re-?start|resum|renew|reinvigorat|revitali[sz]|strengthen|convene|conven|reconven|re-conven|designat|appoint|nominat|sign|conclud|negotiat|finali[sz]|adopt|"
    r"approv|expand|updat|deepen|extend|prolong|chair|co-chair|nam|set|task|mandat|agree|institutionali[sz]|reactivat|operationali[sz]|activat|maintain|hold|develop|explor|pursu|organi[sz]|continu|reviv|elevat|advanc|implement|use|enabl|open|joint|accept|consider|build|host|schedul|enter(?:ing)? into|improv|enhanc|upgrad|intensif|facilitat|optimi[sz]|"
    r"instal|establec|cre[ae]|prorrog|extend|presid|integr|someter|presentar|acord|contar con|operar|lanz|conform|constitu|mejor|intensific|reactiv|fortalec|design|nombr|suscri|firm|concertar|convoc|celebr|actualiz|habilit|mant[ei]n|reanud|renov|inici|formaliz|elabor|defin|adopt|aprob|reun|relanz|consolid|integr|instaur|poner en marcha|puesta en marcha|ampli|activ|explor)"
)
_MEETING = Caseless(
    r"\b(?:(?:se )?reunir(?:se|án|á|nos|emos)|reúnan?|volver a encontrarse|sesionar\w*|ser (?:la )?sede|ser anfitri[óo]n\w*|acoger (?:la|el|una?) (?:pr[óo]xim\w+ )?(?:\w+ )?(?:reuni[óo]n|sesi[óo]n|ronda|cumbre|edici[óo]n|encuentro|taller)|ejercer la presidencia|asumir la presidencia|rendir(?:án)? cuentas al grupo|"
    r"(?:se )?(?:llevar[áa]n?|llevarse|celebrar(?:se|án|á)?|realizar(?:se)?|tendrán?) (?:a cabo|lugar)|dar(?:á|án)? seguimiento|mantener(?:se)? (?:en )?contacto|continuar (?:el|con el|este) di[áa]logo|"
    r"(?:maintain|remain in|keep|stay in|continue|pursue|hold|strengthen|intensify|deepen|further) (?:\w+ ){0,2}(?:consultations?|contacts?|dialogue|touch|exchanges of views)|sign (?:the|a|an) (?:memorandum|agreement|arrangement|treaty|protocol)|firmar (?:el|un|la) (?:memor[áa]nd\w+|acuerdo|convenio|tratado|protocolo|carta)|suscribir (?:el|un) (?:memor[áa]nd\w+|acuerdo|convenio)|"
    r"(?:appoint|designate|nominate|name)\w* (?:an? |the |their |its )?(?:\w+ ){0,2}(?:coordinators?|co-chairs?|chairs?|alternates?|envoys?|special representatives?|liaisons?)|(?:nombrar|designar)\w* (?:una? |al |la )?(?:coordinador\w*|copresident\w*|suplente|representante especial|enlace)|"
    r"continu(?:e|ing) (?:to )?(?:discuss|consult|exchange views|confer|engag(?:e|ing) in (?:\w+ )?dialogue)|continuar(?:án|á)? (?:discutiendo|consult[aá]ndose|dialogando|intercambiando)|seguir(?:án|á)? (?:dialogando|consult[aá]ndose|intercambiando)|"
    r"(?:review|assess|evaluate|take stock of) (?:the )?progress|(?:at|before|by) (?:the|their|its) next (?:\w+ ){0,2}(?:meeting|summit|session|dialogue)|en la pr[óo]xima (?:reuni[óo]n|sesi[óo]n|edici[óo]n|ronda)|exchanges? (?:of )?(?:\w+[- ]){0,2}(?:visits|delegations)|(?:delegation|visit|high-level|all-level) (?:exchanges|visits)|visits? at (?:all|the highest) levels?|exchanges,? (?:and|or) (?:contacts|meetings|visits)|contacts,? (?:and|or) (?:exchanges|meetings|visits)|intercambi\w+ (?:de )?(?:visitas|delegaciones)|keep each other informed|mantenerse informad[oa]s|"
    r"(?:resumption|continuation|opening|start|launch|conclusion|holding|reanudaci[óo]n|continuaci[óo]n|apertura|inicio|celebraci[óo]n) (?:of|de|del) (?:\w+ ){0,3}(?:negotiations?|consultations?|talks|dialogues?|meetings?|negociaci[óo]n(?:es)?|consultas|di[áa]logos?|reuni[óo]n(?:es)?|instancias|conversaciones)|"
    r"(?:finali[sz]e|conclude|begin|start|launch|continue|resume|open|advance) (?:\w+ ){0,2}(?:negotiations?|consultations?|talks)|(?:concluir|iniciar|reanudar|continuar|abrir|avanzar en)\w* (?:las? |el )?(?:negociaci[óo]n(?:es)?|consultas|pl[áa]ticas|conversaciones)|"
    r"(?:reconvening|(?:meet|reconvene|convene))(?: again| regularly| annually| on an?| in| at| within| before| next|\b(?! (?:the|their|our|these|all|needs|growing|its|this) (?:needs?|challenges?|demand|goals?|targets?|obligations?|commitments?|standards?|requirements?|threats?)| (?:the|their|our|its|these|those|all|any|an?|each|such) (?!leaders|counterpart|ministers)))|"
    r"(?:hold|holding|host|hosting|convene|convening|organi[sz]e|schedule|conduct|reconvening)\b[^.;]{0,60}\b(?:meetings?|workshops?|seminars?|round ?tables?|discussions|negotiations|dialogues?|sessions?|summits?|conferences?|consultations?|rounds?|forums?|talks|ministerial|working group|videoconference)|"
    r"be (?:held|hosted|convened|chaired|co-chaired)|take place|will be (?:be )?followed up|further (?:\w+ )?meeting|follow-up meeting|next (?:meeting|session|dialogue|round|edition)|(?:official |working |state |reciprocal |study |return |ministerial |high-level )visits?|report back|counterpart|co-chair|"
    r"(?:celebrar|sostener|realizar|llevar a cabo|organizar|convocar|programar)\w*\b[^.;]{0,60}\b(?:reuni[óo]n(?:es)?|di[áa]logos?|sesi[óo]n(?:es)?|encuentros?|conferencias?|talleres|taller|seminarios?|mesas? de|cumbres?|videoconferencias?|consultas|ronda|edición|foro|visitas?)|"
    r"se celebrar[áa]n?|tendr[áa]n? lugar|se llevar[áa]n? a cabo|se reunir[áa]n?|reunirse|volver a reunirse|se realizar[áa]n? (?:la|el|en)|estrecha comunicaci[óo]n|comunicaci[óo]n (?:permanente|constante|estrecha|directa|fluida)|"
    r"intercambiar impresiones|contacto (?:permanente|estrecho|directo)|pr[óo]xim[oa] (?:reuni[óo]n|sesi[óo]n|di[áa]logo|encuentro|ronda|edici[óo]n)|dar seguimiento|informe de avances|progress report|visitar(?:á|án)? (?:a su|el pa[íi]s)|visitas? (?:de|a|oficial|rec[íi]proca)|(?:proyecto de agenda|orden del d[íi]a)|agenda (?:de trabajo|com[úu]n|bilateral|conjunta)|(?:joint|standing|common|shared|next|bilateral) (?:\w+ )?agenda|agenda (?:for|of) (?:the )?(?:next )?(?:meeting|dialogue|work|session)|membership of the (?:\w+[- ]){1,4}(?:committee|group|council|commission|network)|join the (?:\w+[- ]){0,4}(?:working group|committee|commission|task force)|indicadores (?:de seguimiento|para medir)|remain in (?:close )?contact|stay in (?:close )?contact|close (?:contact|coordination|communication)|regular (?:contact|meetings|consultations|dialogue)|consult(?:ing)? regularly)\b"
)
# "visit Brazil", "travel to Kingston", "visitará México": a country or town, not a farm or a prison.
_VISIT = re.compile(
    r"(?:(?:be |pay )?visit(?:ing)?|travel(?:ling|ing)? to|visitar(?:á|án)?|viajar(?:á|án)? a)(?: the| la| el| los)? (?=[A-ZÁÉÍÓÚ])(?!(?:Prison|Detention|Centre|Center|Centro|Penal)\b)"
)
_BODY = Caseless(rf"\b{_BODIES}\b")
_MACHINERY = Caseless(
    rf"\b{_MAKING}\w*\b[^;]{{0,70}}?\b{_BODIES}\b|\A(?:a |an |the |una? |la |el )?(?:\w+ ){{0,3}}{_BODIES}\b"
)
# Somebody else's machinery: a public body, system or campaign of one State is activity, not the parties' own frame.
_OUTWARD = Caseless(
    r"(?:support|promote|foster|encourage) (?:\w+ )?dialogue|public[- ]private dialogues?|social dialogue|implementation of|broaden their dialogue|legal framework|regulatory framework|marco (?:jur[íi]dico|legal|normativo)|sistema nacional|national (?:system|plan|strategy)|"
    r"policy framework|under the|in the framework|through|partnership with|initiatives of|to develop|objectives|"
    r"capacity|criminal networks?|networks? of|trafficking network|smuggling networks?|transnational|interfaith|observatories|campaign|campa[ñn]a"
)
# What is done to others' networks and groups.
_DISMANTLES = Caseless(
    r"(?:\w+ly )?(?:dismantl|disrupt|infiltrat|prosecut|target|combat|counter|fight|investigat|identif|desmantel|desarticul|combat|persegu|investig|identific|judicializ)"
)
_LAUNCH = Caseless(
    r"\b(?:launch|re-?launch|establish|creat|lanz|cre[aeo])\w*\b[^;]{0,40}\b(?:joint|bilateral|trilateral|conjunta|bilateral) (?:\w+ ){0,2}(?:initiative|iniciativa)\b"
)
_FUNDS = Caseless(
    r"\b(?:budget|duplication of|fund(?:ing)? increases?|additional funding|regular fund|assessed contributions?|cuotas?|presupuesto)\b"
)


def concerns_machinery(action: str, subject: str = "") -> bool:
    """Say whether an action is about the parties' own meetings, bodies, plans and channels.

    Args:
        action: the verb phrase.
        subject: who or what acts; an event that "will be held" counts by itself.

    Returns:
        True for an agreement, False for a commitment.
    """
    if _MEETING.search(action) or _LAUNCH.search(action) or _VISIT.match(action):
        return True
    if (
        subject
        and re.search(
            r"\b(?:meeting|dialogue|session|summit|group|reuni[óo]n|di[áa]logo|sesi[óo]n|cumbre|encuentro)\b",
            subject,
            re.IGNORECASE,
        )
        and re.search(
            r"\b(?:meet|be held|take place|followed up|continue|resume|scheduled|planned|slated|due|previst[oa]|programad[oa]|continuar|proseguir|reanudar|lugar|celebrar|convene|realizar|llevar|efectuar|sesionar)",
            action,
            re.IGNORECASE,
        )
    ):
        return True
    if _DISMANTLES.match(action):
        return False
    match = _MACHINERY.search(action) if _BODY.is_in(action) else None
    return match is not None and _OUTWARD.search(action[: match.end()]) is None


_ACTIVITY = Caseless(
    r"\A(?:(?:a|an|the|its|our|their|his|her|new|further|additional|continued|closer|greater|joint|enhanced|increased|regular|ongoing|full|specific|concrete|forensic|shared|strong|stronger|more|some|up|to|deeper|sustained|"
    r"mutual|bilateral|regional|effective|early|immediate|existing|fostering|humane|on|nearly|over|approximately|additional|"
    r"la|el|los|las|una?|su|sus|nuevas?|nuevos?|mayor|pronta|siguientes?|respetuosamente|plena) ){0,5}(?:(?!to |of |for |in |with |that |which |de |con |que )[\w-]+ ){0,2}"
    r"(?:engagement|cooperation|collaboration|coordination|implementation|(?:prevention|inclusion|elimination|eradication|abolition|modernization|modernisation|release|reform|repeal|integration|construction|deployment|delivery|completion|continuation|conclusion|extension|organization|organisation|repatriation|return|resettlement|relocation|exchange|transfer|appointment|designation|opening|publication|strengthening|signing|removal|training) of|missions?|delegations?|outreach|establishment|creation|launch|development|review|expansion|adoption|ratification|provision|increase|reduction|support for|immigration policies|policies|"
    r"programmes?|programs?|initiatives?|partnerships?|projects?|funds?|funding|investments?|steps|measures|actions?|plans?|framework|road ?map|exchange|exchanges|training|meetings?|dialogue|working group|task force|strategy|"
    r"assistance|contributions?|donations?|scholarships?|grants?|\$|us\$|€|£|a\$|c\$|\d[\d.,]* ?(?:million|billion|millones)|million|mechanism|network|campaign|visit|memorandum|"
    r"creaci[óo]n|establecimiento|puesta|lanzamiento|elaboraci[óo]n|realizaci[óo]n|celebraci[óo]n|instalaci[óo]n|firma|suscripci[óo]n|implementaci[óo]n|fortalecimiento|ampliaci[óo]n|adopci[óo]n|intercambio|conformaci[óo]n|apertura|"
    r"inicio|integraci[óo]n|distribuci[óo]n|entrega|env[íi]o|revisi[óo]n|actualizaci[óo]n|ratificaci[óo]n|difusi[óo]n|continuaci[óo]n|seguimiento|reactivaci[óo]n|construcci[óo]n|programa|donaci[óo]n|contribuci[óo]n|contribuciones|aportes?|apoyos?|recursos|fondo|inversiones|aportaci[óo]n|inversi[óo]n|asignaci[óo]n|duplication|duplicaci[óo]n)\b"
)


# What is agreed on as a deed, by its form: "the resumption of …", "la reanudación de …"; not "the importance of".
_DEED = Caseless(
    r"(?:the|a|an|la|el|una?|los|las|early|immediate|prompt|pronta|inmediata|progresiva|gradual) (?:[\w-]+ ){0,2}?"
    r"(?!(?:importance|relevance|significance|definition|interpretation|assessment|question|situation|condition|position|exception|intention|perception|participation|evaluation|analysis|solution"
    r"|cuestión|situación|condición|posición|intención|definición|interpretación|valoración|percepción|solución|convicción|aspiración|preocupación|participación|razón|gestión|visión|misión|dirección|relación) )"
    r"(?:[\w-]{3,}(?:ation|ition|ution|ption|ction|ssion|sion|ment|ewal|ening)|[\w-]{3,}(?:ci[óo]n|miento)|retorno|env[íi]o|inicio|apertura|cierre|regreso|intercambio|repatriation|return|exchange|release|opening|start) (?:of|de|del)\b"
)


def names_activity(words: str) -> bool:
    """Say whether a noun phrase begins with a noun that names a concrete activity, sum or programme."""
    return _ACTIVITY.match(words) is not None or _FUNDS.match(words) is not None


def names_deed(words: str) -> bool:
    """Say whether a noun phrase names by its form a deed that can be agreed on ("the resumption of talks")."""
    return _DEED.match(words) is not None


def concerns_funds(words: str) -> bool:
    """Say whether a noun phrase is about the budget of the parties' common bodies."""
    return _FUNDS.search(words) is not None


def names_body(words: str) -> bool:
    """Say whether words name a body, channel, plan or text of the parties' own cooperation."""
    return _BODY.is_in(words)


# "commitment to cooperation, founded on …": a general aim, where nothing says in what.
_GENERALITY = Caseless(
    r"\A(?:[\w-]+ ){0,3}?(?:co-?operation|collaboration|coordination|dialogue|engagement|partnership|friendship|solidarity|development|action|assistance|cooperación|colaboración|diálogo|asociación)"
    r"(?:\Z|[,.;:)]| (?:and|as|which|that|y|como|que)\b)"
)


def names_generality(words: str) -> bool:
    """Say whether a noun phrase is a general aim without a field of its own ("cooperation, founded on …")."""
    return _GENERALITY.match(words) is not None
