"""The cues of Spanish outcome documents: what counts as an undertaking, and what only looks like one.

Order does not matter. Where several cues reach the same verb, the longest words win. See `policy` for the notation.
"""

from tequio.engines.extraction.findings import Kind, Strength
from tequio.engines.extraction.policy import Cue, Rejection

__all__ = ["CUES", "REJECTIONS", "TRIGGERS"]

_SOFT, _ASK = Strength.SOFT, Kind.RECOMMENDATION
_WILL_NOUNS = "compromiso|voluntad|intención|disposición|determinación|interés|propósito|decisión|deseo"
_ASK_VERBS = "recomendar|instar|exhortar|alentar|invitar|pedir|solicitar|urgir|llamar|animar|rogar|exigir|requerir|conminar|demandar"
_PACTS = "acuerdo|consenso|entendimiento|decisión|resolución|compromiso"
_NEEDED = "menester|imprescindible|indispensable|necesario|necesaria|fundamental|imperativo|urgente|preciso|esencial|prioritario|imperioso|crucial"

CUES = (
    Cue("es.comprometer", ("se|nos ADV* <comprometer> ADV* a|en|con ADV* INF", "se|nos ha|han|hemos ADV* comprometido ADV* a ADV* INF",
                           "<comprometer>ing *1 a ADV* INF", "comprometiéndose a ADV* INF", "se|nos <comprometer> ADV* a que SUBJ", "se|nos <comprometer> con *7 a ADV* INF", "se|nos <comprometer> ante *7 a ADV* INF"),
        "'comprometerse a' + infinitivo; sujeto: {subject}"),
    Cue("es.comprometer.np", ("se|nos ADV* <comprometer> ADV* a NP",), "'comprometerse a' + actividad; sujeto: {subject}", prior=0.6),
    Cue("es.compromiso", (
        "<asumir|adquirir|hacer|adoptar|contraer|formular|establecer|formalizar|sellar> el|un|su|este|nuestro|la? *1 NOUN(compromiso) ADV* de|para|a ADV* INF",
        "<asumir|adquirir|hacer|adoptar|contraer> el|un|su? *1 NOUN(compromiso) ADV* de que SUBJ",
        "<asumir|adquirir|hacer|adoptar|contraer> el|un|su? *1 NOUN(compromiso) ADV* de que THAT"),
        "'asumir el compromiso de' + infinitivo; sujeto: {subject}", prior=0.6),
    Cue("es.acordar", ("<acordar|decidir|resolver|pactar|determinar|convenir|concordar|prometer|estipular|consensuar> ADV* en? ADV* INF",
                       "<acordar|convenir|consensuar|concertar> *4 en ADV* INF", "<quedar> ADV* en|de ADV* INF", "<optar> por ADV* INF", "<coincidir> ADV* en ADV* INF", "<aceptar|acceder|disponer> ADV* a? ADV* INF", "se|nos <obligar> ADV* a ADV* INF",
                       "se|nos <ofrecer> ADV* a|para|como? ADV* INF",
                       "ofrecieron|ofreció|ofrece|ofrecen|ofrecemos ADV* INF"),
        "'acordar, decidir' + infinitivo; sujeto: {subject}"),
    Cue("es.acordar.inciso", ("<acordar|decidir|resolver|convenir|pactar> , ~18 , INF", "<acordar|decidir|convenir|pactar> , ~18 , NP",
                              "se|nos <comprometer> , ~18 , a ADV* INF", "<acordar|decidir|resolver|convenir> , ~18 , que SUBJ"),
        "'acordar', un inciso, y lo acordado; sujeto: {subject}", prior=0.7),
    Cue("es.acordar.que", ("<acordar|decidir|resolver|determinar|convenir|quedar|disponer|estipular> ADV* en? que THAT", "<acordar|decidir|resolver|convenir|determinar|quedar|disponer> ADV* en? que SUBJ"),
        "'acordar que' + lo que se hará; sujeto: {subject}"),
    Cue("es.coincidir.que", ("<coincidir> *8 en que THAT",), "'coincidir en que' + lo que se hará; sujeto: {subject}", prior=0.6),
    Cue("es.acordar.np", ("<acordar|decidir|pactar> ADV* NP", "<convenir> en NP"), "'acordar' + un paso concreto; sujeto: {subject}", prior=0.6),
    Cue("es.acuerdo.alcanzado", (
        f"<alcanzar|lograr|concretar|adoptar|suscribir|firmar|tomar|concluir> *2 NOUN({_PACTS}) ADV* para|de|en ADV* INF",
        f"<alcanzar|lograr|adoptar|tomar> *2 NOUN({_PACTS}) ADV* para|de que SUBJ",
        f"hubo|hay|existe|existió *1 NOUN({_PACTS}) ADV* para|de|en ADV* INF", f"<llegar> a|al *2 NOUN({_PACTS}) ADV* para|de|en ADV* INF"),
        "acuerdo alcanzado + infinitivo; sujeto: {subject}"),
    Cue("es.aceptar.oferta", ("<aceptar|agradecer> ~4 NOUN(ofrecimiento|invitación|oferta|propuesta) ~12 de|para|a ADV* INF",),
        "ofrecimiento o invitación que se acepta; sujeto: {subject}"),
    Cue("es.comprometidos", ("<estar|seguir|mantener|permanecer|continuar> ADV* comprometidos|comprometidas|comprometido|comprometida ADV* a|en|con|para ADV* INF",
                             "estamos|están|está|seguimos|siguen|sigue|permanecen|permanecemos ADV* comprometidos|comprometidas|comprometido|comprometida ADV* a|en|con|para ADV* INF"),
        "'estar comprometido a' + infinitivo; sujeto: {subject}", strength=_SOFT),
    Cue("es.acuerdos", ("NOUN(acuerdo) es|fue|son INF", "NOUN(acuerdo) *9 es|fue|son|incluyen|figuran|destacan ADV* NP",
                        "entre los NOUN(acuerdo|compromiso) ~25 NP"),
        "un acuerdo se enuncia: '{cue}'", prior=0.6),
    Cue("es.pretender", ("<pretender|prever|procurar|planear|buscar|planificar|contemplar|proyectar|aspirar|esperar> ADV* a? ADV* INF", "se|nos <proponer> ADV* INF", "se|nos ha|han|hemos ADV* propuesto ADV* INF", "<confiar> en ADV* INF",
                         "<tener> ADV* previsto|prevista|planeado|contemplado|programado ADV* INF", "<tener> la|el|como|por? *2 intención|propósito|objetivo|meta|finalidad de ADV* INF", "<tener> la|el *1 intención|propósito|objetivo de que SUBJ",
                         "<estar|estamos|están|está> ADV* dispuestos|dispuestas|dispuesto|dispuesta|decididos|decididas|determinados a ADV* INF"),
        "'prever, procurar, proponerse, tener la intención de' + infinitivo; sujeto: {subject}", strength=_SOFT, subject="actor"),
    Cue("es.procurar.que", ("procurarán|procurará|procuraremos|buscarán|buscaremos|buscará que SUBJ",),
        "'procurar que'; sujeto: {subject}", strength=_SOFT, subject="actor"),
    Cue("es.esperar", ("se espera|prevé|contempla|tiene|ha previsto? que SUBJ", "está|están previsto|prevista|programado|programada que SUBJ"),
        "'se espera, se prevé que'", strength=_SOFT),
    Cue("es.previsto", ("está|están|quedó|quedaron ADV* previsto|prevista|previstas|previstos|programado|programada|programadas|agendada|agendado para|en END",),
        "una reunión prevista: {subject}", strength=_SOFT, prior=0.7),
    Cue("es.reafirmar", (
        f"<reafirmar|reiterar|refrendar|ratificar|expresar|manifestar|confirmar|afirmar|renovar|declarar|externar|anunciar> *5 NOUN({_WILL_NOUNS}) ADV* de|en|por|para|a ADV* INF",
        f"<reafirmar|reiterar|refrendar|expresar|manifestar|confirmar|renovar> *6 NOUN({_WILL_NOUNS}) de|del *5 en|de|por|para ADV* INF",
        "<reafirmar|reiterar|refrendar|ratificar|confirmar|renovar> *4 NOUN(acuerdo|decisión|propuesta) de INF",
        f"<reafirmar|reiterar|expresar|manifestar>ing *5 NOUN({_WILL_NOUNS}) de|en|por|para ADV* INF",
        f"<reafirmar|reiterar|refrendar|ratificar|expresar|manifestar|renovar> *5 NOUN({_WILL_NOUNS}) de que SUBJ"),
        "compromiso, voluntad o intención expresados + infinitivo; sujeto: {subject}", strength=_SOFT),
    Cue("es.futuro", ("FUT",), "sujeto que actúa + futuro; sujeto: {subject}", subject="actor"),
    Cue("es.anunciar", ("<anunciar|anticipar|informar|señalar|indicar|adelantar|precisar|confirmar|decir|asegurar|prometer|garantizar|afirmar|agregar|explicar|sostener|comunicar|manifestar|expresar|declarar|comentar|abundar|añadir|puntualizar> *5 que THAT", "<anunciar> su|la|el NOUN(intención|decisión|propósito) de INF"),
        "anunció lo que hará; sujeto: {subject}", subject="actor"),
    Cue("es.anunciar.np", ("<anunciar> ADV* NP",), "anunció un programa futuro; sujeto: {subject}", subject="actor", prior=0.55),
    Cue("es.instruir", ("<instruir|ordenar|encomendar|encargar|mandatar> *9 a|para|que? ADV* INF", "<instruir|ordenar|encomendar|encargar|girar> *9 a? que SUBJ",
                        "<ordenar|encomendar|encargar|instruir> *14 INF", "<girar|dar|emitir|impartir> *2 instrucciones|indicaciones|órdenes|instrucción *14 para|a|de ADV* INF",
                        "<girar|dar|emitir|impartir> *2 instrucciones|indicaciones|órdenes|instrucción *14 para|de|a que SUBJ", "se|nos <encargar> de ADV* INF"),
        "instruyen a los suyos: '{cue}'; responsable: {addressee}", asks=True, subject="actor"),
    # peticiones
    Cue("es.recomendar", (
        f"<{_ASK_VERBS}> ~24 a ADV* INF", "<invitar|llamar|convocar> *12 para ADV* INF", f"<{_ASK_VERBS}> ~24 a|para que SUBJ", f"<{_ASK_VERBS}|sugerir|proponer> ~24 que SUBJ",
        f"<{_ASK_VERBS}|sugerir|proponer> *14 INF", "se <sugerir|recomendar|solicitar|pedir> *2 ( i|a|1|ii ) ADV* INF", "se <recomendar|solicitar|pedir|sugerir> *9 , INF", "<solicitar|pedir|rogar> ADV* a|al *6 SUBJ",
        "hace|hacen|hizo|hicieron|hacemos un? llamado|llamamiento *8 a|para ADV* INF",
        "hace|hacen|hizo|hicieron un llamado|llamamiento *8 a|para que SUBJ"),
        "'{cue}' + verbo: una petición a {addressee}", kind=_ASK, asks=True),
    Cue("es.recomendar.np", ("recomendar|solicitar|sugerir|pedir ADV* NP", "recomendar|solicitar|sugerir|pedir ADV* INF", "recomendar|solicitar|sugerir|pedir ADV* que SUBJ","se ADV* <recomendar|solicitar|pedir|sugerir|requerir> ADV* ,? NP",),
        "'se solicita, se recomienda' + actividad: una petición a {addressee}", kind=_ASK, asks=True, prior=0.6),
    Cue("es.debe", ("debe|deben|debería|deberían|deberá|deberán|debiera|debieran *3 INF",
                    "ha|han|habrá|habrán|habría|habrían de ADV* INF", "tiene|tienen|tendrá|tendría que ADV* INF"),
        "'el Estado debe, debería' + infinitivo: una petición a {subject}", kind=_ASK, subject="duty"),
    Cue("es.necesario", (f"es|resulta|será|sería|considera|estima|consideran|hace|hacen ADV* {_NEEDED} ADV* INF", f"es|resulta|será|sería|considera|estima|hace ADV* {_NEEDED} que SUBJ",
                         "hay|habrá|habría que ADV* INF", "se <requerir|necesitar> ADV* INF", f"es|resulta|es ADV* {_NEEDED}|recomendable|importante NP"),
        "'es indispensable' + verbo, en un texto que recomienda: una petición", kind=_ASK, subject="recommends", prior=0.6),
    Cue("es.oportuno", ("sería|es|resulta|resultaría|considera|consideró|consideran|consideraron|estima|estimó ADV* oportuno|conveniente|deseable|recomendable|aconsejable|pertinente ADV* poder? INF",
                        "sería|es|resulta|considera|consideró|consideran|consideraron|estima|estimó ADV* oportuno|conveniente|deseable|recomendable|aconsejable|pertinente que SUBJ"),
        "'sería oportuno, conveniente' + verbo: una petición", kind=_ASK, strength=_SOFT),
)  # fmt: skip

REJECTIONS = (
    Rejection("es.no.importancia", ("<coincidir> ADV* en la|el|los|que", "<ratificar|reiterar|reafirmar|destacar|resaltar|subrayar|enfatizar|señalar|reconocer> *3 importancia|necesidad|relevancia|papel|tarea",),
              "coincidir en la importancia o la necesidad: una opinión, no un paso"),
    Rejection("es.no.subrayar", ("<subrayar|destacar|resaltar|reconocer|recordar|acoger|valorar|agradecer|felicitar> *9 NOUN(compromiso|voluntad|esfuerzo|disposición)",),
              "un compromiso subrayado, reconocido o agradecido, no contraído"),
    Rejection("es.no.valor", ("<reafirmar|reiterar|refrendar|ratificar|expresar|renovar> *5 NOUN(compromiso|apoyo) con|a|al",),
              "compromiso con un valor o un asunto general"),
    Rejection("es.no.nota", ("<tomar> nota", "<tomar> conocimiento", "acoge|acogió|acogen|acogieron con", "intercambiaron", "<observar|lamentar|agradecer|felicitar|valorar|examinar|reconocer|celebrar|destacar|señalar|recordar>",
                             "preocupa", "preocupan", "preocupación", "preocupado"),
              "toma nota, acoge, agradece, expresa preocupación: nada se contrae"),
    Rejection("es.no.futuro", ("FUT",), "efecto previsto: el sujeto no puede comprometerse"),
)  # fmt: skip

TRIGGERS = (
    r"(?:\A(?:\w+,? )?A(?:l|) (?=\w)|\b(?:compromet|compromis|acord|acuerd|decid|resol|resuel|pact|determin|conven|convien|convin|concord|promet|ofrec|preten|prev[eéií]|"
    r"procur|plane|planif|busc|contempl|proyect|aspir|propon|propus|propues|previst|intenci|dispuest|dispon|reafirm|reiter|refrend|ratific|expres|manifest|manifiest|confirm|"
    r"afirm|renov|renuev|declar|extern|anunci|anticip|inform|señal|indic|adelant|precis|instruy|instruid|orden|encomend|encomiend|encarg|mandat|gir|recom[ei]|inst[aóáe]|exhort|alent|"
    r"alient|invit|pid|ped|solicit|urg|llam|anim|rog|rueg|exig|requer|requier|suger|sugier|sugir|esper|deb[eaí]|ha[nb]? de|habr|tien|tendr|ser[íi]a|oportun|"
    r"convenient|coincid|subray|destac|result|consider|necesari|fundamental|menester|indispensable|imprescindible|imperativ|urgente|preciso|esencial|prioritari|importante|"
    r"qued|oblig|opt|acced|acept|alcanz|logr|consens|concert|instruccion|indicacion|dij|dic[eh]|asegur|agreg|explic|sosten|sostuv|comunic|coment|añad|asum|adquir|adopt|contra|hizo|hicier|hac|hay\b|hubo|confi|conmin)|(?:rá|rán|remos)\b)"
)
