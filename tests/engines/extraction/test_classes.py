"""Classes of wording, each with variants that must be read and look-alikes that must not; sentences of our own.

The classes come from kinds of documents that were missed when they were first read: what is tested is the class, so
that no sentence here is one of theirs.
"""

import pytest

from tequio.engines.extraction import Kind, extract
from tequio.engines.extraction.kinds import concerns_machinery
from tequio.engines.reading.plaintext import structure
from tequio.text import Text

COMMITMENT, RECOMMENDATION, AGREEMENT = Kind.COMMITMENT, Kind.RECOMMENDATION, Kind.AGREEMENT


def read(content, language="en"):
    return extract(Text(content, structure(content), language))


def check(language, sentence, kind, words):
    found = read(sentence, language).commitments
    assert [c.kind for c in found[:1]] == [kind]
    assert words in found[0].action


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "words"),
    [
        ("es", "Al Gobierno Nacional, crear un ministerio para la paz.", RECOMMENDATION, "crear un ministerio para la paz"),
        ("es", "A los actores armados respetar la labor humanitaria.", RECOMMENDATION, "respetar la labor humanitaria"),
        ("es", "Al Congreso de la República, con el apoyo de la Defensoría, aprobar la ley.", RECOMMENDATION, "aprobar la ley"),
        ("es", "A la comunidad internacional, a continuar su apoyo.", RECOMMENDATION, "continuar su apoyo"),
        ("es", "Al Estado, que garantice el acceso a la justicia.", RECOMMENDATION, "garantice el acceso a la justicia"),
        ("en", "To the Government: adopt a national search plan.", RECOMMENDATION, "adopt a national search plan"),
        ("en", "To the Congress of the Republic, to approve the bill.", RECOMMENDATION, "approve the bill"),
    ],
)  # fmt: skip
def test_request_that_opens_with_its_addressee(language, sentence, kind, words):
    check(language, sentence, kind, words)


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "words"),
    [
        ("en", "The results will be published in both languages.", COMMITMENT, "be published"),
        ("en", "The report will be submitted to the leaders in May.", COMMITMENT, "be submitted to the leaders"),
        ("es", "Los resultados serán publicados en ambos idiomas.", COMMITMENT, "publicados"),
        ("es", "El informe se presentará a los mandatarios en mayo.", COMMITMENT, "presentará a los mandatarios"),
    ],
)  # fmt: skip
def test_what_is_handed_in_or_published_needs_nobody_named(language, sentence, kind, words):
    check(language, sentence, kind, words)


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "words"),
    [
        ("en", "The delegation assured the Committee that it would amend the law.", COMMITMENT, "amend the law"),
        ("en", "Ruritania pledged that it would double its contribution.", COMMITMENT, "double its contribution"),
        ("en", "Both leaders confirmed that their teams will meet in March.", AGREEMENT, "meet in March"),
        ("en", "Ruritania said it would hand over the records.", COMMITMENT, "hand over the records"),
        ("en", "The Minister stated that his Government would ratify the treaty.", COMMITMENT, "ratify the treaty"),
        ("en", "The President informed his counterpart that two hospitals would be built.", COMMITMENT, "built"),
        ("en", "They also committed that their agencies will open a dialogue.", AGREEMENT, "open a dialogue"),
        ("es", "Dijo que entregará los expedientes en mayo.", COMMITMENT, "entregará los expedientes en mayo"),
        ("es", "El canciller aseguró que su gobierno ratificará el tratado.", COMMITMENT, "ratificará el tratado"),
    ],
)  # fmt: skip
def test_reported_undertakings(language, sentence, kind, words):
    check(language, sentence, kind, words)


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "words"),
    [
        ("en", "Participants called upon Member States to ratify the Convention.", RECOMMENDATION, "ratify the Convention"),
        ("en", "The meeting requests the Secretariat to prepare a study.", RECOMMENDATION, "prepare a study"),
        ("en", "The Working Group should submit its report by 1 March.", RECOMMENDATION, "submit its report by 1 March"),
        ("es", "Invitamos a la Organización Internacional para las Migraciones y al Alto Comisionado de las Naciones Unidas a continuar brindando asistencia.", RECOMMENDATION, "continuar brindando asistencia"),
        ("es", "Se pidió a la Secretaría que distribuya el acta.", RECOMMENDATION, "distribuya el acta"),
        ("es", "El Comité exhorta al Estado parte a que enmiende la ley.", RECOMMENDATION, "enmiende la ley"),
        ("es", "Se sugiere (i) reconocer el protocolo y (ii) impulsar iniciativas regionales.", RECOMMENDATION, "reconocer el protocolo"),
        ("es", "Los participantes hicieron un llamado a los Estados para que ratifiquen la Convención.", RECOMMENDATION, "ratifiquen la Convención"),
    ],
)  # fmt: skip
def test_requests(language, sentence, kind, words):
    check(language, sentence, kind, words)


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "words"),
    [
        ("en", "The Council mandated the secretariat to draft a manual.", COMMITMENT, "draft a manual"),
        ("es", "Los mandatarios instruyeron a sus equipos a preparar un plan.", COMMITMENT, "preparar un plan"),
        ("es", "Los presidentes giraron instrucciones para que se agilice el trámite.", COMMITMENT, "agilice el trámite"),
        ("es", "Giraron instrucciones a sus cancillerías para concluir el acuerdo.", COMMITMENT, "concluir el acuerdo"),
    ],
)  # fmt: skip
def test_tasks_given_to_bodies(language, sentence, kind, words):
    check(language, sentence, kind, words)


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "words"),
    [
        ("en", "The Government undertakes to publish the data.", COMMITMENT, "publish the data"),
        ("en", "We stand ready to share our experience.", COMMITMENT, "share our experience"),
        ("en", "Both sides resolve to end impunity.", COMMITMENT, "end impunity"),
        ("en", "Ministers endeavour to conclude the treaty by 2027.", COMMITMENT, "conclude the treaty by 2027"),
        ("en", "The participants will work to eliminate child labour.", COMMITMENT, "eliminate child labour"),
        ("en", "The sides have agreed that Utopia will host the registry.", COMMITMENT, "host the registry"),
        ("en", "It was decided that the Secretariat would circulate the draft.", COMMITMENT, "circulate the draft"),
        ("en", "It was agreed that a joint working group be established.", AGREEMENT, "joint working group be established"),
        ("en", "The Government made a commitment to release the detainees.", COMMITMENT, "release the detainees"),
        ("en", "Utopia gave an undertaking to repeal the decree.", COMMITMENT, "repeal the decree"),
        ("en", "The two governments entered into an agreement to exchange records.", COMMITMENT, "exchange records"),
        ("en", "The parties concurred to set up a hotline.", AGREEMENT, "set up a hotline"),
        ("en", "The Ministers arrived at a consensus to open three consulates.", COMMITMENT, "open three consulates"),
        ("en", "Mexico offered to host the next meeting.", AGREEMENT, "host the next meeting"),
        ("en", "The leaders shared their commitment to provide one million doses.", COMMITMENT, "provide one million doses"),
        ("en", "The two sides reinforced their commitment to work closely together.", COMMITMENT, "work closely together"),
        ("en", "Utopia committed to a trade mission to generate jobs.", COMMITMENT, "a trade mission"),
        ("en", "Both countries remain committed to the goal of eliminating child labour.", COMMITMENT, "eliminating child labour"),
        ("en", "We reaffirm our commitment to pricing carbon.", COMMITMENT, "pricing carbon"),
        ("en", "The ministers accepted the offer of Utopia to host the next session.", AGREEMENT, "host the next session"),
        ("en", "The Prime Minister accepted an invitation to visit Utopia in 2027.", AGREEMENT, "visit Utopia in 2027"),
        ("en", "The parties are determined to dismantle the network.", COMMITMENT, "dismantle the network"),
        ("en", "We remain steadfast in our commitment to protect witnesses.", COMMITMENT, "protect witnesses"),
        ("en", "We are united in our determination to ensure accountability.", COMMITMENT, "ensure accountability"),
        ("en", "Our governments are working together and will continue to fund shelters.", COMMITMENT, "continue to fund shelters"),
        ("en", "Agreement was reached to reopen the crossing.", COMMITMENT, "reopen the crossing"),
        ("en", "Consensus was reached on the creation of a joint committee.", AGREEMENT, "creation of a joint committee"),
        ("en", "Ministers expect to sign the memorandum in May.", AGREEMENT, "sign the memorandum"),
        ("es", "El Gobierno adoptó el compromiso de publicar los datos.", COMMITMENT, "publicar los datos"),
        ("es", "La delegación hizo el compromiso de entregar los expedientes.", COMMITMENT, "entregar los expedientes"),
        ("es", "México asumió el compromiso de ampliar el programa.", COMMITMENT, "ampliar el programa"),
        ("es", "Se determinó crear una mesa de trabajo.", AGREEMENT, "crear una mesa de trabajo"),
        ("es", "Se acordó que la Secretaría elabore el informe.", COMMITMENT, "elabore el informe"),
        ("es", "Se quedó en enviar el borrador la próxima semana.", COMMITMENT, "enviar el borrador"),
        ("es", "Quedaron en reunirse nuevamente en mayo.", AGREEMENT, "reunirse nuevamente en mayo"),
        ("es", "Las partes convinieron en intercambiar registros.", COMMITMENT, "intercambiar registros"),
        ("es", "Los ministros resolvieron abrir un consulado.", COMMITMENT, "abrir un consulado"),
        ("es", "La próxima sesión se llevará a cabo en Lima.", AGREEMENT, "llevará a cabo en Lima"),
        ("es", "La reunión tendrá lugar en junio.", AGREEMENT, "tendrá lugar en junio"),
        ("es", "La Secretaría se encargará de convocar a las partes.", COMMITMENT, "convocar a las partes"),
        ("es", "Este Gobierno impulsará una reforma penal.", COMMITMENT, "impulsará una reforma penal"),
        ("es", "Ambas delegaciones expresaron su disposición a compartir información.", COMMITMENT, "compartir información"),
        ("es", "Los países manifestaron su intención de abrir una línea directa.", AGREEMENT, "abrir una línea directa"),
        ("es", "Nos sumamos al esfuerzo y trabajaremos para erradicar la trata.", COMMITMENT, "erradicar la trata"),
        ("es", "Las partes se obligan a respetar la confidencialidad.", COMMITMENT, "respetar la confidencialidad"),
        ("es", "Se procederá a instalar el comité conjunto.", AGREEMENT, "instalar el comité conjunto"),
        ("es", "El Grupo presentará su informe antes de junio.", COMMITMENT, "presentará su informe antes de junio"),
        ("es", "Se dará seguimiento a los acuerdos en la próxima reunión.", AGREEMENT, "dará seguimiento"),
        ("es", "Aceptaron la invitación de visitar Utopía en 2027.", AGREEMENT, "visitar Utopía en 2027"),
        ("es", "Aceptamos el ofrecimiento de Utopía de ser sede de la reunión.", AGREEMENT, "ser sede de la reunión"),
        ("es", "Se ofreció a acoger la próxima sesión.", AGREEMENT, "acoger la próxima sesión"),
        ("es", "Refrendaron el compromiso de combatir la trata.", COMMITMENT, "combatir la trata"),
        ("es", "Reiteró su compromiso para fortalecer la búsqueda.", COMMITMENT, "fortalecer la búsqueda"),
        ("es", "Las partes están comprometidas a erradicar la tortura.", COMMITMENT, "erradicar la tortura"),
        ("es", "Estamos comprometidos en erradicar la trata.", COMMITMENT, "erradicar la trata"),
        ("es", "Hubo acuerdo para abrir tres oficinas.", COMMITMENT, "abrir tres oficinas"),
        ("es", "Se alcanzó un acuerdo para liberar a los detenidos.", COMMITMENT, "liberar a los detenidos"),
        ("es", "Llegaron al acuerdo de crear un fondo.", COMMITMENT, "crear un fondo"),
        ("es", "Se comprometió a que los servicios sean gratuitos.", COMMITMENT, "los servicios sean gratuitos"),
        ("es", "El Gobierno se ha propuesto reducir la pobreza.", COMMITMENT, "reducir la pobreza"),
    ],
)  # fmt: skip
def test_families_of_undertaking(language, sentence, kind, words):
    check(language, sentence, kind, words)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We will strive to double the number of scholarships."),
        ("en", "They recalled that both countries agreed to hold this dialogue."),
        ("en", "The leaders noted that Utopia had pledged to open a centre."),
        ("en", "She welcomed that the parties decided to resume talks."),
        ("en", "They called for protectionism to be resisted."),
        ("en", "The telescope will be the most powerful ever built."),
        ("en", "The new railway will transform the region."),
        ("en", "The Commission on Disappearances will be remembered."),
        ("en", "As we gathered in Rome and pledged to do more, we come together today."),
        ("en", "The court will assign a defence counsel if a minor is not represented."),
        ("en", "Recognizing that measures are necessary, the President has issued an order to counter threats."),
        ("en", "Both have expanded training and are working to conclude a treaty."),
        ("en", "The commitment to protect journalists is central to our relationship."),
        ("en", "The agreement to open the border was signed last year."),
        ("en", "Utopia has committed over 40 million dollars to the fund since 2019."),
        ("en", "The parties underlined that states should respect the law."),
        ("en", "The delegation explained that the law would enter into force."),
        ("es", "La parte mexicana recordó que ambos países acordaron celebrar este diálogo."),
        ("es", "Subrayamos que el retorno debe realizarse de manera digna."),
        ("es", "Celebraron que las partes decidieran reanudar el diálogo."),
        ("es", "El nuevo tren transformará la región."),
        ("es", "A la reunión asistieron ministros para discutir la agenda."),
        ("es", "A la fecha, se ha logrado capacitar a cien agentes."),
        ("es", "A las autoridades les corresponde garantizar la seguridad."),
        ("es", "El compromiso de proteger a los periodistas es central."),
        ("es", "Agradecieron a Utopía su decisión de abrir un consulado."),
        ("es", "La delegación explicó que la ley entrará en vigor."),
        ("es", "Al Ministro le preocupa no poder garantizar la seguridad."),
        ("es", "Juntos podremos construir una región más humana."),
        ("es", "Se han comprometido 40 millones de dólares desde 2019."),
        ("es", "Dijo que la ley permitirá atender a más familias."),
    ],
)  # fmt: skip
def test_look_alikes_of_these_classes_are_not_taken(language, sentence):
    assert read(sentence, language).commitments == ()


MACHINERY = """
convene the third session in Lima next spring
hold the next round of talks before June
establish a joint working group on extradition
set up a hotline between the two ministries
designate focal points in each agency
appoint a national coordinator and an alternate
sign a memorandum of understanding on data exchange
launch a high-level economic dialogue
renew the mandate of the task force for two years
adopt the work plan for 2026-2027
review progress at the next ministerial meeting
exchange visits of parliamentary delegations
create a bilateral consultative mechanism
meet at least once a year
keep each other informed through diplomatic channels
maintain regular contact between the two secretariats
finalize negotiations on a mutual legal assistance treaty
open direct lines of communication between prosecutors
upgrade the strategic dialogue to ministerial level
reactivate the Joint Commission on Trade
be co-chaired by the deputy ministers
be held virtually in October
draft terms of reference for the group
expand the membership of the steering committee
report to the leaders at their next summit
begin formal consultations on a visa waiver agreement
celebrar la siguiente ronda en Bogotá
instalar una mesa de trabajo sobre personas desaparecidas
designar enlaces en cada institución
crear un mecanismo de consulta permanente
reunirse cada seis meses
firmar un memorando de entendimiento en materia de seguridad
reactivar la Comisión Binacional
actualizar el programa de trabajo conjunto
dar seguimiento a los acuerdos en la próxima sesión
mantener una comunicación fluida entre ambas cancillerías
conformar un grupo técnico de alto nivel
establecer un canal de comunicación directo
convocar a una reunión extraordinaria
elaborar una hoja de ruta común
prorrogar la vigencia del convenio de cooperación
evaluar los avances en la próxima reunión
realizar visitas recíprocas
nombrar un coordinador nacional
concluir las negociaciones del tratado de extradición
integrar un comité de seguimiento
será sede de la próxima edición
acreditar puntos focales ante la secretaría técnica
suscribir una carta de intención
intercambiar delegaciones cada año
"""
ACTIVITY = """
train 500 judges in the accusatory system
build three shelters for migrants
dismantle the trafficking network in the region
meet the needs of displaced families
strengthen the national search system
visit prisons without prior notice
expand the network of clinics in rural areas
adopt a national plan of action on women
provide 20 million dollars for the programme
support dialogue between communities and companies
combat criminal groups on both sides of the border
create a national registry of missing persons
publish an annual report on prison conditions
promote social dialogue in the textile sector
ratify the Optional Protocol
implement the framework law on water
develop a legal framework for asylum seekers
increase the budget of the ombudsman
establish a national commission against torture
launch a public awareness campaign
open a consulate in Tapachula
protect children in the context of migration
reduce deforestation by half
share information on stolen vehicles
exchange best practices on prosecution
capacitar a quinientos agentes de la fiscalía
construir tres albergues
desarticular la red de tráfico de personas
ampliar la red de clínicas rurales
fortalecer el sistema nacional de búsqueda
adoptar un plan nacional de acción contra la trata
crear un registro nacional de detenciones
visitar los centros de detención sin previo aviso
destinar 20 millones de pesos al programa
promover el diálogo social
combatir a los grupos delictivos
garantizar el acceso a la justicia
lanzar una campaña de información
reformar el marco jurídico del asilo
establecer una comisión nacional contra la tortura
atender las necesidades de las familias
intercambiar información sobre vehículos robados
publicar un informe anual sobre prisiones
reunir a las familias separadas
reducir los plazos de espera
financiar proyectos de infraestructura
"""


@pytest.mark.parametrize("action", MACHINERY.strip().splitlines())
def test_the_parties_own_machinery_is_agreement(action):
    assert concerns_machinery(action)


@pytest.mark.parametrize("action", ACTIVITY.strip().splitlines())
def test_activity_aimed_at_others_is_commitment(action):
    assert not concerns_machinery(action)


@pytest.mark.parametrize(
    ("language", "content", "actions"),
    [
        # bare imperatives under a goal, with and without labels
        ("en", "**Goal 1: Protect our people**\n\nThe two countries seek to build healthy towns.\n\n- **Health –** Prevent overdoses; improve access to care.\n\n- **Schools –** Reduce violence and train the teachers.\n",
         ["build healthy towns", "Prevent overdoses", "improve access to care", "Reduce violence", "train the teachers"]),
        ("en", "## Pillar 2: Border management\n\n- Build two bridges. Share data on wait times.\n- Modernise the port of entry.\n",
         ["Build two bridges", "Share data on wait times", "Modernise the port of entry"]),
        ("es", "## Objetivo 1: Proteger a la población\n\n- **Salud:** Prevenir adicciones; ampliar el acceso a clínicas.\n- Reducir la violencia y capacitar a docentes.\n",
         ["Prevenir adicciones", "ampliar el acceso a clínicas", "Reducir la violencia", "capacitar a docentes"]),
        ("es", "Los gobiernos acordaron un plan de seguridad.\n\n# Ejes de acción\n\n- Fortalecer las fiscalías.\n- Publicar los resultados.\n",
         ["un plan de seguridad", "Fortalecer las fiscalías", "Publicar los resultados"]),
        # the same lists where nothing sets out to do anything
        ("en", "## How to apply\n\n- Send the form. Keep a copy.\n- Read the notice.\n", []),
        ("es", "## Requisitos\n\n- Presentar la solicitud. Guardar una copia.\n- Leer el aviso.\n", []),
        # "agreed: that X would …", and the minutes' "X to …"
        ("en", "They agreed:\n\n- that Utopia would join the registry;\n- that officials should visit the sites.\n",
         ["join the registry", "visit the sites"]),
        ("en", "The following actions were agreed:\n\n- Secretariat to circulate the minutes\n- Ministry of Justice to share the draft\n",
         ["circulate the minutes", "share the draft"]),
        ("es", "Se acordó:\n\n- que México presentará el borrador;\n- que la Secretaría convoque a las partes.\n",
         ["presentará el borrador", "convoque a las partes"]),
        # items worded as what is asked
        ("es", "El Comité recomienda lo siguiente al Estado parte:\n\n1. Que se abran tres refugios.\n\n2. Que las fiscalías investiguen los casos.\n",
         ["abran tres refugios", "investiguen los casos"]),
        # objects of the sentence's own verb, listed
        ("en", "The Commission should provide analysis on:\n\n- areas of further reform;\n- costs and benefits.\n", ["provide analysis on"]),
        # a pledge inside a gerund
        ("en", "The leaders affirmed their vision of health by:\n\n- Ensuring readiness by pledging to update the plan.\n- Supporting the agenda of clinics.\n",
         ["update the plan", "Supporting the agenda of clinics"]),
        # addressees that govern a list
        ("es", "Al Gobierno Nacional, garantizar la seguridad a través de las siguientes acciones:\n\n- Reglamentar el sistema.\n- Dar celeridad al registro.\n",
         ["Reglamentar el sistema", "Dar celeridad al registro"]),
        ("es", "A los partidos, rechazar la violencia. También a perseverar en el diálogo.\n", ["rechazar la violencia", "perseverar en el diálogo"]),
    ],
)  # fmt: skip
def test_lists_whose_governing_words_come_earlier(language, content, actions):
    assert [c.action for c in read(content, language).commitments] == actions


@pytest.mark.parametrize(
    ("language", "sentence", "actions"),
    [
        ("en", "We will share data; train judges; open an office.", ["share data", "train judges", "open an office"]),
        ("en", "They agreed to protect human rights, share best practices, and regularly and transparently evaluate results.",
         ["protect human rights", "share best practices", "evaluate results"]),
        ("en", "We commit to reduce homicides by targeting armed groups, professionalize the police, and expand training.",
         ["reduce homicides", "professionalize the police", "expand training"]),
        ("en", "The countries intend to identify, target, and dismantle smuggling rings.", ["identify, target, and dismantle smuggling rings"]),
        ("en", "They pledged to dedicate additional funds to address root causes, and establish a trust.",
         ["dedicate additional funds to address root causes", "establish a trust"]),
        ("en", "We will look at ways to shore up supply chains, improve distribution, and invest in clinics.",
         ["shore up supply chains", "improve distribution", "invest in clinics"]),
        ("en", "They intend to expand efforts to detect, prevent, and punish fraud.", ["expand efforts to detect, prevent, and punish fraud"]),
        ("es", "Instruimos a la Secretaría a que elabore una propuesta y la someta a los ministros.", ["elabore una propuesta", "someta a los ministros"]),
        ("es", "Se sugiere (i) reconocer el protocolo y (ii) impulsar iniciativas.", ["reconocer el protocolo", "impulsar iniciativas"]),
        ("es", "Acordaron abrir una oficina; capacitar a jueces; publicar el informe.", ["abrir una oficina", "capacitar a jueces", "publicar el informe"]),
    ],
)  # fmt: skip
def test_coordination(language, sentence, actions):
    assert [c.action for c in read(sentence, language).commitments] == actions


REVIEW = (
    "# Comité contra la Tortura: Observaciones finales sobre el cuarto informe periódico de Panamá\n\n"
    "1. El Comité contra la Tortura examinó el cuarto informe periódico de Panamá los días 3 y 4 de agosto de 2017.\n\n"
    "10. El Estado parte debe:\n\na) Mejorar las cárceles;\n\nb) Capacitar a los agentes.\n\n"
    "11. El Comité insta al Estado parte a ratificar el Protocolo.\n"
)


def test_the_state_party_is_the_state_under_review_and_never_asks():
    found = read(REVIEW, "es")
    assert "Panamá" in found.meeting.parties
    assert [c.action for c in found.commitments] == [
        "Mejorar las cárceles",
        "Capacitar a los agentes",
        "ratificar el Protocolo",
    ]
    assert {c.actors for c in found.commitments} == {("Panamá",)}
    assert {c.by for c in found.commitments} == {("Comité contra la Tortura",)}


def test_addressees_owe_what_they_are_asked():
    (found,) = read(
        "Al Congreso de la República, con el apoyo de la Defensoría, aprobar la ley.", "es"
    ).commitments
    assert found.actors == ("Congreso de la República",)


def test_reasons_are_in_the_language_of_the_document():
    found = read(REVIEW, "es")
    assert found.commitments[0].reason.startswith("punto de una lista bajo una petición")
    (rejected,) = read("El nuevo tren transformará la región.", "es").rejected
    assert "compromiso" in rejected.reason


def test_a_retrospect_with_its_date_is_none_of_this_meeting():
    content = (
        "Joint Statement\n\nWashington, 20 October 2023\n\nThe leaders of Utopia and Ruritania met in Washington on 20 October 2023.\n\n"
        "On 31 October 2021, we announced that we would negotiate an arrangement.\n\nWe will publish the results.\n"
    )
    assert [c.action for c in read(content).commitments] == ["publish the results"]


def test_a_sentence_torn_by_a_blank_line_is_read_as_one():
    content = "The ministers agreed to follow closely the progress in implementation of\n\nUtopia's packaging laws.\n"
    (found,) = read(content).commitments
    assert found.quote == content.rstrip("\n")


# Wordings met when other statements of the same kinds were first read.
@pytest.mark.parametrize(
    ("language", "sentence", "kinds", "words"),
    [
        ("en", "Utopia affirmed to continue full cooperation in the search.", [COMMITMENT], "continue full cooperation"),
        ("en", "They affirmed a commitment to completion of the clean-up at the airport.", [COMMITMENT], "completion of the clean-up"),
        ("en", "The two leaders will direct their agencies to cooperate.", [COMMITMENT], "cooperate"),
        ("en", "Ruritania pledged further support for Utopia in training judges.", [COMMITMENT], "further support"),
        ("en", "They underscored the need for reform, and will promote exchanges.", [COMMITMENT], "promote exchanges"),
        ("en", "The sides supported better dialogue and intend to establish an annual dialogue.", [AGREEMENT], "establish an annual dialogue"),
        ("en", "We pledge as governments to prioritize solidarity.", [COMMITMENT], "prioritize solidarity"),
        ("en", "A$2 million will be allocated for reconstruction.", [COMMITMENT], "allocated for reconstruction"),
        ("es", "Los cancilleres reiteraron el interés de ambos países en concretar la visita oficial.", [AGREEMENT], "concretar la visita"),
        ("es", "Los ministros coincidieron en impulsar la conectividad aérea.", [COMMITMENT], "impulsar la conectividad"),
        ("es", "Coincidieron en la necesidad de cooperar y en que los equipos se reunirán en marzo.", [AGREEMENT], "reunirán en marzo"),
        ("es", "Preocupa al Comité que la ley no se aplique y recomienda al Estado parte que la aplique sin demora.", [RECOMMENDATION], "aplique sin demora"),
        ("es", "El Comité recomienda al Estado parte que tome medidas para reducir la pobreza y que vele por la niñez.", [RECOMMENDATION] * 2, "tome medidas"),
        ("es", "Solicitamos respetuosamente al Congreso apruebe la iniciativa.", [RECOMMENDATION], "apruebe la iniciativa"),
        ("es", "Las autoridades se comprometieron con las familias a entregar los restos.", [COMMITMENT], "entregar los restos"),
        ("es", "El Grupo recomienda a los gobiernos locales incorporar los diagnósticos.", [RECOMMENDATION], "incorporar los diagnósticos"),
        ("es", "Recomienda a las autoridades encargadas de aplicar la ley capacitar a sus agentes.", [RECOMMENDATION], "capacitar a sus agentes"),
        ("es", "Exigimos a los grupos cesar los ataques y los invitamos a liberar a los rehenes.", [RECOMMENDATION] * 2, "cesar los ataques"),
        ("en", "These efforts will aim to include support for clinics.", [], ""),
        ("en", "Utopia noted that Ruritania requested the review of its status.", [], ""),
        ("en", "The judge welcomed her intent to request the help of experts.", [], ""),
        ("en", "This is vital if we are to prosecute these crimes.", [], ""),
        ("es", "Coincidieron en que la cooperación debe basarse en el respeto.", [], ""),
        ("es", "Ambos mandatarios hicieron votos por la paz.", [], ""),
    ],
)  # fmt: skip
def test_wordings_met_later(language, sentence, kinds, words):
    found = read(sentence, language).commitments
    assert [c.kind for c in found] == kinds
    assert not kinds or words in found[0].action
