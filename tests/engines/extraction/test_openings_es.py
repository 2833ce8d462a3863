"""Spanish openings of many kinds of document: who took part, which edition, when, where, between whom."""

import pytest
from test_openings_en import reading

# (document, names of the participants, fields of the meeting)
OPENINGS = {
    "se reunió con": (
        "La canciller Ana Pérez Ruiz se reunió este 4 de mayo de 2019, en la Ciudad de México, "
        "con el ministro "
        "de Relaciones Exteriores de Chile, Luis Arana Paz.",
        {"Ana Pérez Ruiz", "Luis Arana Paz"},
        {"place": "Ciudad de México", "date_start": "2019-05-04"},
    ),
    "encabezó con fecha": (
        "El secretario de Gobernación, Luis Arana Paz, encabezó este 8 de junio de 2021, en la Ciudad de "
        "México, la III Reunión del Grupo de Alto Nivel. Por Guatemala participó también la ministra de "
        "Trabajo, Rosa Inés Coy.",
        {"Luis Arana Paz", "Rosa Inés Coy"},
        {"edition": 3, "place": "Ciudad de México", "date_start": "2021-06-08"},
    ),
    "inauguró": (
        "La gobernadora Ana Pérez Ruiz inauguró el quinto Foro Regional del Agua, que se realizó en Puebla "
        "los días 3 y 4 de julio de 2018, acompañada del general de brigada Luis Arana Paz.",
        {"Ana Pérez Ruiz", "Luis Arana Paz"},
        {"edition": 5, "place": "Puebla", "date_start": "2018-07-03", "date_end": "2018-07-04"},
    ),
    "por parte de, asistieron": (
        "Por parte de México asistieron la subsecretaria Ana Pérez Ruiz y el embajador Juan O. "
        "Duarte; por parte "
        "de Guatemala, el viceministro Luis Arana Paz y la directora Rosa Inés Coy.",
        {"Ana Pérez Ruiz", "Juan O. Duarte", "Luis Arana Paz", "Rosa Inés Coy"},
        {},
    ),
    "relatoría": (
        "Relatoría de la tercera mesa de diálogo\n\nLa tercera mesa se celebró en Xalapa, Veracruz, el 9 de "
        "noviembre de 2022. La mesa fue moderada por Ana Pérez Ruiz, de la Comisión Nacional de Búsqueda. La "
        "relatoría estuvo a cargo de Luis Arana Paz.",
        {"Ana Pérez Ruiz", "Luis Arana Paz"},
        {"edition": 3, "place": "Xalapa, Veracruz", "date_start": "2022-11-09"},
    ),
    "estuvieron presentes": (
        "En la reunión estuvieron presentes el subsecretario Luis Arana Paz; la comisionada, "
        "Ana Pérez Ruiz; la "
        "Mtra. Eva Sol Campos, por la CNDH, y el Almte. José de la Cruz Mena.",
        {"Luis Arana Paz", "Ana Pérez Ruiz", "Eva Sol Campos", "José de la Cruz Mena"},
        {},
    ),
    "suscriben": (
        "Suscriben la presente declaración la ministra de Salud del Perú, Ana Pérez Ruiz, y el "
        "ministro de Salud "
        "de Bolivia, Luis Arana Paz, en La Paz, a los cinco días del mes de mayo de 2017.",
        {"Ana Pérez Ruiz", "Luis Arana Paz"},
        {},
    ),
    "minuta por renglones": (
        "Minuta de la segunda reunión ordinaria\n\nLugar: Oaxaca de Juárez\n\nAsistentes:\n\n"
        "- Ana Pérez Ruiz, titular de la Unidad de Enlace\n\n- Luis Arana Paz (Secretaría de Salud)\n\n"
        "- Lic. Eva Sol Campos – directora\n\nSe aprobó el orden del día.",
        {"Ana Pérez Ruiz", "Luis Arana Paz", "Eva Sol Campos"},
        {"edition": 2, "place": "Oaxaca de Juárez"},
    ),
    "tres países": (
        "COMUNICADO CONJUNTO MÉXICO-ESTADOS UNIDOS-GUATEMALA\n\nEl 18 de mayo de 2022 se "
        "reunieron en Tapachula, "
        "Chiapas, delegaciones de los tres países.",
        set(),
        {
            "place": "Tapachula, Chiapas",
            "date_start": "2022-05-18",
            "parties": ("México", "Estados Unidos", "Guatemala"),
        },
    ),
    "autor de un informe": (
        "La primera edición del Foro de Pueblos Indígenas se llevó a cabo en San José, Costa Rica, el 3 de "
        "agosto de 2015. El foro tomó nota del informe del Secretario General, Luis Arana Paz.",
        set(),
        {"edition": 1, "place": "San José, Costa Rica", "date_start": "2015-08-03"},
    ),
    "sólo citado": (
        "Las delegaciones de México y El Salvador se reunieron en Tapachula el 3 de mayo de "
        "2020. Recordaron que "
        "en junio de 2019 la vicepresidenta Ana Pérez Ruiz visitó la región.",
        set(),
        {"place": "Tapachula", "parties": ("México", "El Salvador")},
    ),
    "quinta ronda": (
        "Quito, 7 de abril de 2016.- La quinta ronda de consultas entre Ecuador y Perú tuvo "
        "lugar en la ciudad de "
        "Loja del 30 de marzo al 2 de abril de 2016. La próxima ronda se celebrará en Lima en 2017.",
        set(),
        {
            "edition": 5,
            "place": "Loja",
            "date_start": "2016-03-30",
            "date_end": "2016-04-02",
            "parties": ("Ecuador", "Perú"),
            "next_place": "Lima",
        },
    ),
    "comité": (
        "El Comité de Derechos Humanos examinó el sexto informe periódico de Bolivia en sus sesiones 3100ª y "
        "3101ª, celebradas los días 5 y 6 de marzo de 2018.",
        set(),
        {
            "date_start": "2018-03-05",
            "date_end": "2018-03-06",
            "parties": ("Comité de Derechos Humanos", "Bolivia"),
        },
    ),
    "con la participación": (
        "Con la participación del canciller de Panamá, Luis Arana Paz, la embajadora de Suiza, Heidi Frei, y "
        "el representante de la OIT, Jean-Luc Petit, se instaló el IV Diálogo Social.",
        {"Luis Arana Paz", "Heidi Frei", "Jean-Luc Petit"},
        {"edition": 4},
    ),
    "participó en singular": (
        "Por la parte panameña participó el ministro de Seguridad, Luis Arana Paz, y por la "
        "parte mexicana la "
        "comisionada Ana Pérez Ruiz.",
        {"Luis Arana Paz", "Ana Pérez Ruiz"},
        {},
    ),
    "los ministros en aposición": (
        "Los cancilleres de Perú, Ana Pérez Ruiz; de Chile, Luis Arana Paz, y de la India, Sunil Banerjee, "
        "sostuvieron una reunión en Lima el 3 de mayo de 2019.",
        {"Ana Pérez Ruiz", "Luis Arana Paz", "Sunil Banerjee"},
        {"place": "Lima", "date_start": "2019-05-03"},
    ),
    "firmaron": (
        "La secretaria de Economía, Ana Pérez Ruiz, y el ministro de Comercio de Corea, Park "
        "Ji-woo, firmaron "
        "en Seúl el memorándum el 9 de julio de 2014.",
        {"Ana Pérez Ruiz", "Park Ji-woo"},
        {},
    ),
    "a cargo de": (
        "Las palabras de bienvenida estuvieron a cargo de la presidenta del Senado, Ana Pérez Ruiz. "
        "Intervinieron el diputado Luis Arana Paz y la senadora Eva Sol Campos.",
        {"Ana Pérez Ruiz", "Luis Arana Paz", "Eva Sol Campos"},
        {},
    ),
    "nombre de la declaración": (
        "Declaración de Lima\n\nLos ministros de Ambiente de Colombia, Brasil y Perú, reunidos en Leticia, "
        "Colombia, el seis de septiembre de 2019,",
        set(),
        {
            "place": "Leticia, Colombia",
            "date_start": "2019-09-06",
            "parties": ("Colombia", "Brasil", "Perú"),
        },
    ),
    "recibió": (
        "La presidenta Ana Pérez Ruiz recibió en Palacio Nacional al primer ministro de Canadá, Tom Field, y "
        "a la ministra Amy Roy. Estuvieron acompañados por el canciller Luis Arana Paz y la doctora Eva Sol.",
        {"Ana Pérez Ruiz", "Tom Field", "Amy Roy", "Luis Arana Paz", "Eva Sol"},
        {"place": "Palacio Nacional"},
    ),
}


@pytest.mark.parametrize(("content", "people", "fields"), OPENINGS.values(), ids=OPENINGS)
def test_spanish_openings(content, people, fields):
    found, values = reading(content, "es")
    assert found == people
    assert {name: values[name] for name in fields} == fields
