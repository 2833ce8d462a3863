"""Word classes: which forms are verbs, and of which kind, in English and Spanish.

A small lexicon instead of a model: the grammar only asks whether a word *can* be the infinitive, the gerund or
the finite form that a cue calls for. English forms are inflected from the base verbs below; Spanish infinitives,
gerunds and futures are told by their endings, and only the cue verbs are conjugated.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["AMBIGUOUS_EN", "english_forms", "spanish_form", "spanish_lemmas", "spanish_subjunctives"]

# Base verbs of outcome documents. Words that are at least as often nouns stand in AMBIGUOUS_EN too.
_VERBS_EN = """
abide abolish absorb accede accelerate accept access accommodate accompany accomplish account achieve acknowledge
acquire act activate adapt add address adhere adjust administer admit adopt advance advise advocate affirm aid
align allocate allow amend amplify analyse analyze announce answer appeal apply appoint appraise apprehend approve
arrange arrest articulate ascertain ask assemble assess assign assist assume assure attain attend attract audit
augment authorize avail avert avoid award back balance ban base become begin benefit boost bolster bridge bring
broaden build calibrate call campaign capitalize carry cease celebrate centralize challenge champion charge chart
check choose circulate clarify close co-chair co-host co-sponsor codify collaborate collect combat combine come
commemorate commence commission commit communicate compare compensate compile complement complete comply conceive
conclude conduct confer confirm confiscate confront connect consider consolidate constitute construct consult
contain contribute control convene converge convert convey cooperate coordinate co-operate co-ordinate counter
cover crack create criminalise criminalize cultivate cut deal debate decide declare decongest decrease dedicate
deepen defend define degrade delegate deliver demand demonstrate denounce deploy describe design designate detain
detect deter determine develop devise devote diagnose digitalize digitize diminish direct disaggregate disburse
discourage discover discuss dismantle display disrupt disseminate diversify document donate double draft draw drive
earmark ease educate elaborate elect elevate eliminate embark embed embrace empower enable enact encourage end
endeavor endeavour endorse enforce engage enhance enlarge enlist enrich enrol ensure enter equip eradicate escalate
establish evaluate examine exceed exchange exclude execute exempt exercise expand expedite explain explore export
expose express extend extradite facilitate fast-track fight finalise finalize finance find finish focus follow forge
formalise formalize formulate forward foster frame fulfil fulfill fund further gather generate get give go grant grow
guarantee guard guide handle harmonise harmonize harness head heighten help hold honor honour host house identify
illuminate implement import improve include incorporate increase incentivize inform initiate innovate inspect
install institute institutionalize instruct integrate intensify interact interdict introduce invest investigate
invite involve issue join keep kick launch lay lead learn legalize legislate lend lessen leverage lift limit link
list localize look lower maintain make manage map match maximize measure mediate meet minimize mitigate
mobilise mobilize model modernise modernize monitor move multiply narrow negotiate nominate normalize note notify
obligate observe obtain offer open operate operationalise operationalize oppose optimize order organise organize
orient outline overcome oversee own participate partner pass pave pay perform permit persuade phase pilot pioneer
place plan pledge police pool position practice prepare present preserve press prevent prioritise prioritize process
procure produce professionalize progress prohibit project promote promulgate propose prosecute protect provide
publicize publish punish purchase pursue put raise ramp ratify re-establish re-start re-engage reach reactivate
readmit reaffirm realise realize rebuild recall receive recognise recognize recommend reconcile reconsider
reconstruct reconvene record recover recruit recycle redirect redouble redress reduce reestablish refine reflect
reform refrain regenerate register regularise regularize regulate rehabilitate reinforce reinstate reintegrate
reinvigorate reiterate reject relaunch release relocate remain remediate remedy remind remove renew reopen repair
repatriate repeal replace replenish replicate report represent request require rescue research resettle resolve
respect respond restart restore restrict resume retain rethink return reunite reverse review revise revisit
revitalise revitalize revive roll run safeguard sanction save scale schedule screen seal secure see seek seize
select send separate serve set settle shape share shield shift shore show sign simplify simulate slow solve source
speak spearhead spend sponsor spread stabilize staff stage stand standardise standardize start state stay steer
stem step stimulate stop streamline strengthen strive structure study submit subscribe succeed supervise supply
support suppress surge surpass sustain synchronize tackle tailor take target task teach terminate test thwart
tighten trace track trade train transfer transform transition translate transmit transport treat treble triple turn
undergo undermine understand undertake unify unite unlock update upgrade uphold uplift urge use utilise utilize
value verify view visit voice volunteer vote waive warn weigh welcome widen withdraw witness work write disrupt
co-lead co-finance co-operate onboard outlaw penalize decriminalize desegregate deinstitutionalize mainstream
recommit be do buy sell continue cease leave let lower mandate proceed approach arrive assemble attack avert belong borrow
breach brief burn calm carve cater certify chair clean clear climb cite clamp cohere coincide compete comprise concentrate
concern concur confine congratulate conserve contemplate contract contrast cope correct correlate criticize customize debut
decentralize declassify decommission dedicate defer deny depart depend depict deport deprive derive designate deserve
despatch dispatch dispel dispose dissolve distribute divert divide dominate dwell elicit email emanate embody
emphasize emphasise enlighten enumerate envisage envision equalize evolve exclude exhibit exist expel experience
fall feature file fill fix fit flow focalize forbid forgive form fulfil furnish gain galvanize generalize grapple greet
guide halt harden harvest hear heal hear hire illustrate impede impose improvise incur infer influence infuse inherit
inhibit injure inquire insert insist inspire instill insulate insure internalize intervene intervene invent invoke isolate
jeopardize join judge justify label lack land launch legitimize level liaise license listen litigate live load lobby
locate lock log loosen lose manufacture mark market master mature mean mentor merge migrate mine mirror mix mobilise
modify motivate mount narrow nationalize neutralize normalize nurture object observe occupy offset omit originate oust
outlaw outlast overhaul overturn paint patrol perfect perpetuate pick pinpoint plant play plead point popularize pose
post postpone pour praise preclude predict prescribe preside pretend prevail print privilege probe prolong prove provoke
pull push qualify quantify question quit rate react read readjust realign reap reason reassert reassure rebalance recast
recede recite reclaim recommence recommission reconfigure reconfirm recount rectify redefine redeploy redevelop redistribute
reeducate refer refinance refocus refurbish refuse regain regard regroup rehearse reimburse reintroduce reinvent reinvest
reiterate rely renegotiate renounce renovate reorganize reorient repay replan reposition reproduce resist respect
respond rest restock resubmit resume retire retreat return reuse revamp reveal revert reward ring rise rotate rule satisfy
search select sense sensitize separate sharpen shorten shut sit situate smooth solicit solidify specify stamp steer stick
stipulate strike stress subdue subsidize suggest sum summarize supplement surmount survey suspend sustain swap switch
symbolize talk tap tend tie touch toughen transcribe transplant travel trigger trust try tune unblock uncover
underpin unfold unleash unveil uproot validate vary veto visualize void wage wait walk waste watch weaken win wind wipe
re-affirm re-iterate price prune prime prepay preempt pre-empt devolve disarm demobilize demobilise demarcate deradicalize decarbonize decarbonise
de-escalate deescalate de-risk derisk detoxify digitise dialogue disavow disincentivize disseminate divest domesticate double electrify
embargo encrypt enroll enshrine entrench eradicate expropriate exonerate exhume extinguish familiarize familiarise fingerprint
fortify freeze indict impound incarcerate incubate indemnify industrialize inoculate interconnect interoperate internalise lighten localise mainstream mandate
militarize multiply naturalize onshore overhaul parole pardon partner pave preempt prototype push quarantine radio reallocate reauthorize
recapitalize re-commit recommence redeploy re-evaluate reevaluate refit reforest reintroduce relieve re-open repurpose reskill resource
retrain retrofit roll-out rehouse safeguard sanitize scrutinize scrutinise sequence sequester shelter showcase signpost sketch
smuggle socialize stockpile streamline subscribe substantiate subtitle superintend swear tabulate televise thin top tour transpose transfuse
triangulate underwrite undo unfreeze unlock upscale upskill vaccinate vet ventilate volunteer weatherize whitelist covenant consent opt devise trial
stabilise standardise mobilise recognise prioritise normalise penalise criminalise internationalise synchronise synthesise synthesize
withhold withstand re-envision redesign reassess reexamine re-examine re-launch relaunch revalidate staff
abate abrogate absolve abstain accentuate accredit accumulate acquaint adjourn adjudicate admonish advertise aggregate
alert alleviate allot alter ameliorate annex annul anticipate appease approximate arbitrate archive ascribe assail
assert assuage atone attach attest automate bar bargain beautify befriend bestow bind block broker buttress bypass
calculate canvass cede censure characterise characterize chronicle circumvent classify coach coexist collate commend
commercialise commercialize compel computerize concede condemn confide conform constrain consume contextualize convict
convince corroborate counsel counteract counterbalance craft curb curtail cushion customise deactivate debrief
decentralise decree decriminalise deflect defray defuse delete deliberate delimit delineate demilitarise demilitarize
demine democratise democratize demolish deplore deposit deregister derogate descend destigmatise destigmatize
deteriorate diffuse digitalise dignify disband discard discharge disclose discontinue discriminate disengage dismiss
disperse disqualify dissuade distinguish downsize echo elucidate embolden emerge emigrate emit empathise empathize
emulate encapsulate encompass encounter endow energise energize entail equalise erect escort espouse evacuate evade
evict evidence evoke exert exhaust expatriate experiment expire expunge extract extrapolate federate flag float
flourish foil forecast forego foreground forestall forswear galvanise garner gauge generalise glean govern graduate
halve hamper hasten heed hinder humanise humanize immigrate immunise immunize impair impart impel implant implicate
imprison incentivise incite incline incriminate individualise individualize induce industrialise infringe inject
instil intercede intercept interlink interpret interrogate interrupt interview intimidate invalidate invigorate
itemize jettison juxtapose lease legalise legitimise lengthen liberalise liberalize liberate liken liquidate lodge
marginalise marginalize marshal materialise materialize maximise mechanise mechanize memorialise memorialize mend
militarise minimise misuse mould mourn muster nationalise naturalise navigate necessitate negate neutralise nourish
nullify obey oblige obstruct optimise orchestrate outpace outperform override partake permeate persecute persevere
persist personalise personalize placate polish populate portray possess pre-position prejudice privatise privatize
proclaim prod professionalise profit proliferate propel prosper publicise quash quell quicken radicalise rally
rationalise rationalize re-imagine reappoint reassign rebuke rebut recalibrate recapture reciprocate reclassify
reconstitute recoup recreate recuperate rededicate rediscover redraft reformulate refresh refute reimagine reissue
rekindle relax relay relinquish remit remodel remunerate render reorganise repel repent replant repose repress rescind
resemble reshape reside resonate restate restitute restrain restructure resurrect resuscitate retool retract retrieve
reunify revoke revolutionise rewrite ring-fence salute sanitise scrap secede segregate sensitise sever shoulder shrink
shun sideline signify slash socialise spark specialise specialize spur stigmatise stigmatize strategise strategize
subcontract subordinate subsidise suffice summarise summon supersede surrender surround survive symbolise sympathise
synergise systematise systematize testify tolerate topple transcend transit traverse triumph troubleshoot unearth
unravel upend usher vindicate violate visualise vocalize warrant wean weave wield worsen yield
"""

# Also common as nouns or adjectives: taken for a coordinated verb only where an object plainly follows.
AMBIGUOUS_EN = frozenset(
    """access account act address aid appeal arrest audit award back balance ban base benefit boost bridge call
    campaign challenge champion charge check close combat commission complement conduct contact control counter cover
    cut deal debate demand design detail direct display document double draft drive end ease exchange exercise export
    finance focus forward frame fund further grant guarantee guard guide head help hold host house import increase
    issue kick lead lift limit link list look lower map match measure model monitor move narrow note offer open order
    own partner pass pay phase pilot place plan pledge police pool position practice present press process produce
    progress project purchase raise reach record redress reform regret release remedy repair report request rescue
    research respect return reverse review roll run sanction save scale schedule screen seal secure separate set shape
    share shield shift shore show sign slow source quarantine spread staff stage stand start state stay stem step stop structure
    study supply support surge target task test trace track trade train transfer transition transport treat triple turn
    update upgrade urge use value view visit voice vote welcome witness work mainstream
    alert archive bar bind block broker coach counsel craft decree deposit discharge echo experiment extract flag
    forecast gauge graduate lease mould profit rally relay scrap shoulder spark spur surrender triumph warrant""".split()
)

_IRREGULAR_EN = {
    "be": "been", "buy": "bought", "do": "did done", "fall": "fell fallen", "feel": "felt", "hear": "heard", "leave": "left", "let": "let",
    "lose": "lost", "mean": "meant", "read": "read", "rise": "rose risen", "sell": "sold", "sit": "sat", "shut": "shut", "stick": "stuck",
    "strike": "struck", "win": "won", "wind": "wound", "withhold": "withheld", "withstand": "withstood", "quit": "quit", "forbid": "forbade",
    "become": "became become", "begin": "began begun", "bring": "brought", "build": "built", "choose": "chose chosen",
    "come": "came come", "cut": "cut", "deal": "dealt", "draw": "drew drawn", "drive": "drove driven",
    "fight": "fought", "find": "found", "get": "got gotten", "give": "gave given", "go": "went gone",
    "grow": "grew grown", "hold": "held", "keep": "kept", "lay": "laid", "lead": "led", "lend": "lent",
    "make": "made", "meet": "met", "oversee": "oversaw overseen", "overcome": "overcame", "pay": "paid", "put": "put",
    "rebuild": "rebuilt", "run": "ran", "see": "saw seen", "seek": "sought", "send": "sent", "set": "set",
    "show": "showed shown", "speak": "spoke spoken", "spend": "spent", "spread": "spread", "stand": "stood",
    "strive": "strove striven", "take": "took taken", "teach": "taught", "undergo": "underwent undergone",
    "understand": "understood", "undertake": "undertook undertaken", "uphold": "upheld", "withdraw": "withdrew withdrawn",
    "write": "wrote written", "freeze": "froze frozen", "swear": "swore sworn", "undo": "undid undone", "underwrite": "underwrote underwritten", "unfreeze": "unfroze",
}  # fmt: skip
_DOUBLED = re.compile(
    r"\A(?:stop|plan|commit|submit|admit|transfer|cut|set|put|run|get|control|deter|map|equip|refer|permit|compel|recommit|ban|stem|begin|forget|let|concur|incur|occur|prefer)\Z"
)
_TWO_WORDS = {"lie": "lying"}


def _inflect(verb: str) -> tuple[str, str, str]:
    """Give the -s, -ed and -ing forms of a regular English verb."""
    if verb.endswith(("s", "x", "z", "ch", "sh", "go")):
        third = verb + "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        third = verb[:-1] + "ies"
    else:
        third = verb + "s"
    stem = verb + verb[-1] if _DOUBLED.search(verb) else verb
    if verb.endswith("e"):
        past = verb + "d"
        gerund = verb + "ing" if verb.endswith(("ee", "oe", "ye")) else verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        past, gerund = verb[:-1] + "ied", verb + "ing"
    else:
        past, gerund = stem + "ed", stem + "ing"
    return third, past, gerund


@cache
def english_forms() -> dict[str, tuple[str, str]]:
    """Map each English verb form to (base verb, tag); tags VB, VBZ, VBD (past and participle), VBG."""
    forms: dict[str, tuple[str, str]] = {}
    for verb in dict.fromkeys(_VERBS_EN.split()):
        third, past, gerund = _inflect(verb)
        forms.setdefault(gerund, (verb, "VBG"))
        forms.setdefault(third, (verb, "VBZ"))
        for form in _IRREGULAR_EN[verb].split() if verb in _IRREGULAR_EN else [past]:
            if form != verb:
                forms.setdefault(form, (verb, "VBD"))
    for verb in _CUE_ONLY_EN.split():
        third, past, gerund = _inflect(verb)
        forms |= {verb: (verb, "VBP"), third: (verb, "VBZ"), past: (verb, "VBD"), gerund: (verb, "CUEG")}
    for verb in _VERBS_EN.split():
        forms[verb] = (verb, "VB")
    for noun in _NOT_GERUND_EN.split():
        forms.pop(noun, None)
    return forms


# Verbs that only cues name: never themselves what is undertaken.
_CUE_ONLY_EN = "agree aim exhort expect intend plead prompt promise regret stress underline underscore vow wish hope concur aspire implore beseech"
# Forms in -ing that are nouns or prepositions in these documents.
_NOT_GERUND_EN = "including following regarding concerning according during pending"

# ---------------------------------------------------------------- Spanish

_NOT_INFINITIVE = frozenset(
    """lugar hogar mujer mar par bar pilar militar familiar particular escolar popular similar regular bienestar malestar
    taller cualquier tercer primer ayer azar altar auxiliar preliminar ejemplar nuclear titular celular singular solar
    circular secular alquiler placer sur dólar líder carácter poder deber saber ser pesar peculiar estelar polar vulgar
    interdisciplinar multidisciplinar disciplinar curricular extracurricular preescolar interamericar ulterior mayor
    menor anterior exterior interior superior inferior mejor peor señor favor valor sector factor autor director
    parlamentar hospitalar domiciliar irregular elemental oscar salazar bolívar gaspar aznar escobar víctor héctor
    alcázar gibraltar zanzíbar telar cáncer per súper éter esther kosovar palomar tutelar lar dar-es vascular
    intersectar maxilar insular peninsular unifamiliar bilinear lineal""".split()
)
# "poder", "deber", "ser" are left out on purpose: as nouns or auxiliaries they are not undertakings by themselves.
_INFINITIVE = re.compile(r"[a-záéíóúñü]{2,}(?:ar|er|ir|ír)(?:se|l[aeo]s?|me|nos)?\Z")
_SHORT_INFINITIVES = frozenset("ser dar ver ir".split())
_GERUND = re.compile(r"[a-záéíóúñü]{2,}(?:ando|iendo|yendo|ándose|iéndose|ándol[ao]s?|iéndol[ao]s?)\Z")
_NOT_GERUND_ES = frozenset(
    "cuando fernando armando orlando mando bando comando contrabando estupendo dividendo remiendo".split()
)
_FUTURE = re.compile(
    r"(?:[a-zñü]+[aei]r|har|dir|podr|tendr|vendr|pondr|propondr|mantendr|obtendr|sostendr|saldr|querr|habr|sabr|dispondr|"
    r"contendr|convendr|intervendr|opondr)(?P<end>é|á|án|emos)\Z"
)  # fmt: skip
_NOT_FUTURE = frozenset("pará detrás quizá ará jamás será-".split())


def spanish_form(word: str) -> str:
    """Tag a Spanish word in lower case: INF, GER, FUT3 (…rá), FUT6 (…rán), FUT4 (…remos), or ''."""
    last = word[-1:]
    if last in "réeoasnáé":
        if _INFINITIVE.match(word) and word not in _NOT_INFINITIVE and _infinitive_stem_ok(word):
            return "INF"
        if word in _SHORT_INFINITIVES:
            return "INF"
        if (match := _FUTURE.match(word)) and word not in _NOT_FUTURE:
            return {"é": "FUT1", "á": "FUT3", "án": "FUT6", "emos": "FUT4"}[match["end"]]
        if _GERUND.match(word) and word not in _NOT_GERUND_ES:
            return "GER"
    return ""


_CLITIC = re.compile(r"(?P<stem>.*(?:ar|er|ir|ír))(?:se|l[aeo]s?|me|nos)\Z")
# Plurals and participles that end like an infinitive with a clitic: "militares", "celulares" do not; these do.
_NOT_CLITIC = frozenset("cárceles interés interese charlas perlas".split())


def _infinitive_stem_ok(word: str) -> bool:
    if word.endswith(("r",)):
        return True
    match = _CLITIC.match(word)
    if match is None or word in _NOT_CLITIC or match["stem"] in _NOT_INFINITIVE:
        return False
    # "gobiernos", "internos": -nos is a clitic only on a verb that is known
    return not word.endswith("nos") or match["stem"] in _known_verbs_es()


@cache
def _known_verbs_es() -> frozenset[str]:
    return frozenset(_VERBS_ES) | frozenset(_CUE_VERBS_ES)


# Cue verbs with their stem in stressed forms, where it changes. Only regular endings are added.
_CUE_VERBS_ES = {
    "acordar": "acuerd", "comprometer": "", "decidir": "", "resolver": "resuelv", "convenir": "convien", "pactar": "",
    "determinar": "", "reafirmar": "", "reiterar": "", "refrendar": "", "ratificar": "", "expresar": "",
    "manifestar": "manifiest", "confirmar": "", "afirmar": "", "renovar": "renuev", "declarar": "", "anunciar": "",
    "instruir": "instruy", "ordenar": "", "encomendar": "encomiend", "encargar": "", "mandatar": "", "girar": "",
    "recomendar": "recomiend", "instar": "", "exhortar": "", "alentar": "alient", "invitar": "", "pedir": "pid",
    "solicitar": "", "urgir": "", "llamar": "", "sugerir": "sugier", "requerir": "requier", "animar": "", "rogar": "rueg",
    "pretender": "", "prever": "", "procurar": "", "proponer": "propon", "planear": "", "planificar": "", "buscar": "",
    "aspirar": "", "esperar": "", "contemplar": "", "coincidir": "", "subrayar": "", "destacar": "", "resaltar": "",
    "reconocer": "", "señalar": "", "enfatizar": "", "recordar": "recuerd", "examinar": "", "acoger": "", "valorar": "",
    "celebrar": "", "felicitar": "", "agradecer": "", "lamentar": "", "observar": "", "tomar": "", "apoyar": "",
    "aceptar": "", "adoptar": "", "aprobar": "aprueb", "establecer": "", "crear": "", "designar": "", "asumir": "",
    "adquirir": "adquier", "disponer": "", "poner": "", "proponerse": "", "exigir": "", "demandar": "", "convocar": "",
    "considerar": "", "proceder": "", "prometer": "", "garantizar": "", "hacer": "", "tener": "", "deber": "", "haber": "",
    "quedar": "", "obligar": "", "optar": "", "acceder": "", "alcanzar": "", "lograr": "", "concretar": "", "suscribir": "", "firmar": "",
    "concluir": "concluy", "llegar": "", "estipular": "", "consensuar": "", "concertar": "conciert", "contraer": "", "formular": "", "formalizar": "",
    "confiar": "confí", "conminar": "", "emitir": "", "impartir": "", "decir": "", "asegurar": "", "agregar": "", "explicar": "",
    "sostener": "", "comunicar": "", "comentar": "", "añadir": "", "puntualizar": "", "abundar": "", "indicar": "", "informar": "", "adelantar": "", "precisar": "",
    "seguir": "sigu", "mantener": "", "permanecer": "", "continuar": "", "ofrecer": "", "necesitar": "", "sellar": "",
    "urgirse": "", "proclamar": "", "concordar": "concuerd", "plantear": "", "externar": "", "exponer": "",
}  # fmt: skip
_ENDINGS = {
    "ar": "o a as amos an é ó aron aba aban e en emos ado ada ados adas ando ar ará arán aría arían aremos aran ase",
    "er": "o e emos en í ió ieron ía ían a an amos ido ida iendo er erá erán ería erían eremos iera ieran",
    "ir": "o e imos en í ió ieron ía ían a an amos ido ida iendo ir irá irán iría irían iremos iera ieran",
}
_IRREGULAR_ES = {
    "convenir": "conviene convienen convino convinieron convinimos convenimos convenido convengan",
    "proponer": "propone proponen propuso propusieron proponemos propusimos propuesto propondrá",
    "prever": "prevé prevén prevemos previó previeron previsto prevista",
    "pedir": "pide piden pidió pidieron pedimos pedido pida pidan",
    "dar": "da dan dio dieron damos dimos dado", "decir": "dice dicen dijo dijeron dijimos dicho", "contraer": "contrajo contrajeron contrajimos contraído",
    "sostener": "sostiene sostienen sostuvo sostuvieron", "mantener": "mantiene mantienen mantuvo mantuvieron", "estar": "está están estamos estuvo",
    "ofrecer": "ofrezco",
    "sugerir": "sugiere sugieren sugirió sugirieron sugerimos sugerido",
    "requerir": "requiere requieren requirió requirieron requerido",
    "instruir": "instruye instruyen instruyó instruyeron instruimos instruido",
    "disponer": "dispone disponen dispuso dispusieron dispuesto dispuestos dispuesta",
    "poner": "pone ponen puso pusieron puesto",
    "hacer": "hace hacen hizo hicieron hacemos hicimos hecho",
    "tener": "tiene tienen tenemos tuvo tuvieron tenía",
    "haber": "ha han hemos había habían haya hayan",
    "deber": "debe deben debería deberían deberá deberán debemos debiera debieran deberíamos",
    "recordar": "recordó recuerda recuerdan recordaron",
    "resolver": "resuelto", "buscar": "busque busquen", "reconocer": "reconozca",
}  # fmt: skip


@cache
def spanish_lemmas() -> dict[str, str]:
    """Map each form of a Spanish cue verb to its infinitive."""
    lemmas: dict[str, str] = {}
    for verb, forms in _IRREGULAR_ES.items():
        lemmas |= dict.fromkeys(forms.split(), verb)
    for verb, stressed in _CUE_VERBS_ES.items():
        infinitive = verb.removesuffix("se")
        stem, endings = infinitive[:-2], _ENDINGS[infinitive[-2:]].split()
        for base in filter(None, (stem, stressed)):
            spelled = base[:-1] + ("gu" if base.endswith("g") else "qu" if base.endswith("c") else base[-1])
            for ending in endings:
                lemmas.setdefault(base + ending, infinitive)
                if infinitive.endswith("ar") and ending[0] in "eé":
                    lemmas.setdefault(spelled + ending, infinitive)
        for form in _IRREGULAR_ES.get(infinitive, "").split():
            lemmas[form] = infinitive
    for noun in _NOT_CUES_ES.split():
        lemmas.pop(noun, None)
    return lemmas


# Forms of cue verbs that are nouns or adjectives at least as often.
_NOT_CUES_ES = (
    "acuerdo acuerdos apoyo apoyos informe informes firma firmas firme firmes logro alcance alcances sello preciso precisa precisas precise continuo continua "
    "concreto concreta explícito oferta comunica mantenida decena seguido confianza dicha dichas"
)


# Verbs whose subjunctive is asked for after "recomienda que …". Regular unless `_SUBJUNCTIVE_STEMS` says otherwise.
_VERBS_ES = """abordar acelerar aceptar acompañar actualizar adaptar adecuar adherir adoptar agilizar ajustar alcanzar aliviar
ampliar analizar aplicar apoyar aprobar aprovechar armonizar articular asegurar asignar asistir asumir atender aumentar
autorizar avanzar ayudar brindar buscar capacitar celebrar cesar colaborar combatir compartir complementar completar
comunicar concluir conducir conformar considerar consolidar consultar continuar contribuir convocar coordinar crear
cumplir dar dedicar definir dejar derogar desarrollar desempeñar designar destinar detener determinar difundir dirigir
diseñar disminuir disponer divulgar dotar efectuar ejecutar elaborar elevar eliminar emitir emprender encargar
enfrentar enjuiciar enmendar entregar enviar erradicar establecer estudiar evaluar evitar examinar explorar extender
facilitar favorecer finalizar financiar firmar fomentar formular fortalecer garantizar generar habilitar hacer identificar
impartir implementar implantar imponer impulsar incluir incorporar incrementar informar iniciar instalar instaurar integrar
intensificar intercambiar interponer introducir investigar invertir ir juzgar levantar limitar llevar lograr luchar
mantener mejorar modificar monitorear multiplicar negociar ofrecer organizar orientar otorgar participar perseguir permitir
poner preparar presentar prestar prever prevenir priorizar procesar procurar profundizar prohibir promover promulgar
proporcionar proseguir proteger proveer publicar ratificar realizar recabar recibir reconocer recopilar redoblar reducir
reforzar reformar regular reparar replantear reconsiderar resolver respetar responder restablecer retirar reunir revisar
sancionar seguir sensibilizar ser someter subsanar suministrar supervisar suprimir suscribir sustituir tener tipificar
tomar trabajar trasladar utilizar velar verificar vigilar vincular visitar atender rendir remitir compensar contar
coadyuvar dictar denunciar desplegar detectar documentar esclarecer fijar focalizar gestionar liberar localizar
mitigar movilizar nombrar recuperar reincorporar reintegrar repatriar resarcir retomar simplificar transferir transparentar
abastecer abolir abrir absolver abstener acatar acceder aclarar acoger acometer acordar acreditar activar actuar acudir
adelantar administrar admitir adquirir advertir afianzar afrontar agotar agravar ahondar alentar alertar alojar alternar amparar anticipar
anular añadir apartar aplazar aportar apresurar archivar armar arraigar arrestar asentar asesorar asociar atajar atenuar atribuir auditar
autorizar auxiliar averiguar avisar basar beneficiar blindar borrar bloquear calcular calificar cambiar canalizar cancelar castigar ceder
censar centrar cerrar certificar ceñir circular citar clarificar clasificar clausurar cobrar codificar colocar comenzar comparecer compilar
componer comprar comprobar comprometer computar conceder concentrar concertar concienciar concientizar condenar condonar conectar confirmar
confiscar congelar conocer conseguir conservar constituir construir consumir contemplar contener contratar contrarrestar controlar convalidar
convenir convertir convivir copatrocinar corregir cooperar coordinar cubrir cuidar culminar cultivar custodiar debatir decidir declarar decomisar defender
delegar delimitar demarcar democratizar demostrar depurar desactivar desalentar desarmar desagregar descartar descentralizar descongestionar describir
desempeñar deslindar desmantelar desmilitarizar desminar despenalizar destacar desvincular devolver diagnosticar dialogar diferenciar diferir digitalizar
dignificar discutir disponer distinguir distribuir diversificar documentar doblar duplicar economizar editar educar ejercer elegir emancipar empezar
empoderar encabezar encaminar encarar encauzar encomendar encontrar enfocar enriquecer ensayar entablar entender entrar entrenar enunciar equilibrar equipar
equiparar escalar escolarizar escuchar especificar esperar estabilizar estandarizar estimular estrechar estructurar examinar exhortar exhumar exigir
eximir expedir explicar explotar exponer expresar extraditar fabricar facultar fijar fiscalizar flexibilizar florecer formalizar forjar forzar fundar
ganar gastar gobernar gozar grabar gravar honrar humanizar igualar iluminar imputar incautar incentivar incidir inclinar inculcar incurrir indagar indemnizar
indicar inducir influir infundir ingresar inhabilitar inhibir inscribir inspeccionar inspirar instar instituir institucionalizar instruir insistir integrar
intercambiar interceder interactuar interrumpir intervenir intimar inventariar involucrar justificar legalizar legislar liderar ligar litigar llamar llenar llegar
mandatar manejar manifestar mapear maximizar mediar medir minimizar mostrar mover nacionalizar neutralizar nivelar normalizar normar notificar nutrir obligar
observar obtener ocupar ofertar operar operativizar optar optimizar ordenar oír pagar paliar partir patrocinar pedir penalizar perfeccionar permanecer perseverar
persistir pertenecer planear planificar plantear posibilitar posponer practicar precisar predicar preguntar premiar preocupar prescindir preservar presidir
presupuestar privilegiar proceder proclamar programar progresar prolongar pronunciar propiciar proponer prorrogar proyectar puntualizar purgar quedar quitar
racionalizar radicar reafirmar reanudar reaccionar reactivar readmitir rebajar recaer recaudar rechazar recoger recolectar recomendar reconducir reconstruir
recordar recorrer rectificar recurrir redactar redefinir redirigir redistribuir redundar reestructurar reevaluar reflejar reforestar refrendar regir reglamentar
regresar regularizar rehabilitar reintegrar reiterar relanzar relatar remediar remover renovar repartir repasar replicar reponer reportar representar reprimir
reproducir requerir rescatar reservar residir resistir respaldar restaurar restringir resumir retener retirar retornar reubicar revalidar revelar revertir
revestir revocar revitalizar robustecer romper salvaguardar sanear satisfacer sentar señalar separar sistematizar situar sobreseer socializar solicitar solucionar
someter sondear sostener soslayar subir subrayar subsistir subvencionar suceder sufragar sugerir sujetar sumar superar supeditar suplir surtir suspender sustentar
tender terminar tolerar trabajar traducir tramitar transformar transitar transmitir transponer tratar trazar tutelar ubicar unificar uniformar unir usar validar valorar
valer variar vencer vender venir ventilar ver verter viabilizar viajar visibilizar vivir volcar volver votar""".split()
_SUBJUNCTIVE_STEMS = {
    "adherir": "adhier", "aprobar": "aprueb", "atender": "atiend", "conducir": "conduzc", "dar": "d", "detener": "deteng", "disponer": "dispong",
    "enmendar": "enmiend", "establecer": "establezc", "extender": "extiend", "favorecer": "favorezc", "fortalecer": "fortalezc",
    "hacer": "hag", "imponer": "impong", "interponer": "interpong", "introducir": "introduzc", "invertir": "inviert", "ir": "vay",
    "mantener": "manteng", "ofrecer": "ofrezc", "perseguir": "persig", "poner": "pong", "prever": "preve", "prevenir": "preveng",
    "promover": "promuev", "proseguir": "prosig", "reconocer": "reconozc", "reducir": "reduzc", "reforzar": "refuerc",
    "resolver": "resuelv", "restablecer": "restablezc", "seguir": "sig", "ser": "se", "tener": "teng", "rendir": "rind",
    "desplegar": "despliegu", "esclarecer": "esclarezc", "transferir": "transfier", "contar": "cuent", "reunir": "reún",
    "detectar": "detect", "abastecer": "abastezc", "abstener": "absteng", "acordar": "acuerd", "adquirir": "adquier", "advertir": "adviert",
    "alentar": "alient", "apostar": "apuest", "asentar": "asient", "cerrar": "cierr", "comenzar": "comienc", "componer": "compong",
    "comprobar": "comprueb", "conocer": "conozc", "conseguir": "consig", "contener": "conteng", "convenir": "conveng",
    "convertir": "conviert", "corregir": "corrij", "defender": "defiend", "demostrar": "demuestr", "devolver": "devuelv", "diferir": "difier",
    "elegir": "elij", "empezar": "empiec", "encomendar": "encomiend", "encontrar": "encuentr", "enriquecer": "enriquezc", "entender": "entiend",
    "exponer": "expong", "gobernar": "gobiern", "inducir": "induzc", "intervenir": "interveng", "manifestar": "manifiest", "medir": "mid", "mostrar": "muestr",
    "mover": "muev", "obtener": "obteng", "pedir": "pid", "permanecer": "permanezc", "posponer": "pospong", "proponer": "propong",
    "recomendar": "recomiend", "reconducir": "reconduzc", "recordar": "recuerd", "regir": "rij", "remover": "remuev", "renovar": "renuev", "reponer": "repong",
    "reproducir": "reproduzc", "requerir": "requier", "retener": "reteng", "revertir": "reviert", "robustecer": "robustezc",
    "satisfacer": "satisfag", "sostener": "sosteng", "sugerir": "sugier", "suspender": "suspend", "tender": "tiend", "traducir": "traduzc", "valer": "valg",
    "venir": "veng", "ver": "ve", "verter": "viert", "volver": "vuelv", "caer": "caig", "comparecer": "comparezc", "pertenecer": "pertenezc",
    "sobreseer": "sobrese", "transponer": "transpong", "florecer": "florezc", "sentar": "sient", "oír": "oig", "concertar": "conciert", "vencer": "venz", "ejercer": "ejerz",
    "absolver": "absuelv", "forzar": "fuerc", "poseer": "pose", "servir": "sirv", "revestir": "revist", "restringir": "restrinj", "reabrir": "reabr", "distinguir": "disting",
    "recoger": "recoj", "acoger": "acoj", "proteger": "protej", "dirigir": "dirij", "exigir": "exij", "redirigir": "redirij", "desempeñar": "desempeñ",
}  # fmt: skip


# Subjunctives that are nouns, adjectives or prepositions at least as often.
_NOT_SUBJUNCTIVE_ES = frozenset(
    """de sobre entre base bases trate avance informe enlace enlaces alcance cargo cuenta nombre parte partes fin límite clave tutele
    base basen debate pase corte cierre cierren orden ordena enfoque aporte aporten venga vivan norme normen orden embarque acta rija
    toque sede sea-""".split()
)


@cache
def spanish_subjunctives() -> frozenset[str]:
    """Give the third-person present subjunctives of the verbs that outcome documents ask for."""
    forms: set[str] = set()
    for verb in _VERBS_ES:
        stem, ending = _SUBJUNCTIVE_STEMS.get(verb, verb[:-2]), verb[-2:]
        if verb not in _SUBJUNCTIVE_STEMS:
            if ending == "ar":
                stem = re.sub(r"z$", "c", re.sub(r"g$", "gu", re.sub(r"c$", "qu", stem)))
            else:
                stem = re.sub(r"g$", "j", re.sub(r"u$", "uy", stem))
        vowel = "e" if ending == "ar" else "a"
        forms |= {stem + vowel, stem + vowel + "n"}
        if verb in ("ampliar", "enviar", "evaluar", "continuar", "efectuar", "actualizar"):
            forms |= {re.sub(r"i$", "í", re.sub(r"u$", "ú", verb[:-2])) + suffix for suffix in ("e", "en")}
    return frozenset(
        (forms - _NOT_SUBJUNCTIVE_ES)
        | {
            "dé",
            "den",
            "exista",
            "existan",
            "cuente",
            "cuenten",
            "haya",
            "hayan",
            "quede",
            "queden",
            "acaten",
        }
    )
