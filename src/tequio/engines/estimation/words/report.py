"""What a report says around its figures, in Spanish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "preparing": (
        "Se preparan los cálculos para este equipo. Sucede una sola vez y puede tardar un minuto.",
        "The calculations are being prepared for this machine. This happens once and can take a minute.",
    ),
    "preparing_each_time": (
        "Se preparan los cálculos para este equipo, lo que puede tardar un minuto. No se guardan, porque no hay"
        " carpeta en la que se pueda escribir; indique una en NUMBA_CACHE_DIR para que suceda una sola vez.",
        "The calculations are being prepared for this machine, which can take a minute. They are not kept, as no"
        " folder for them can be written; name one in NUMBA_CACHE_DIR for this to happen once.",
    ),
    "report_title": (
        "Cuántas personas hay: estimación a partir de {lists} listas",
        "How many people there are: an estimate from {lists} lists",
    ),
    "report_observed": (
        "Las listas {names} nombran a {n} personas distintas. Eso es lo único que se contó.",
        "The lists {names} name {n} different people. That is all that was counted.",
    ),
    "report_range": (
        "Los métodos que dan cifra van, con sus intervalos del {level} %, de {low} a {high} personas. Al rango mismo no le"
        " corresponde ningún porcentaje: si todos los métodos yerran hacia el mismo lado, él también.",
        "The methods that give a figure run, with their {level} % intervals, from {low} to {high} people. No percentage"
        " belongs to the range itself: where all methods err to the same side, so does the range.",
    ),
    "report_no_range": (
        "Ningún método da una cifra para esta tabla; abajo se dice por qué.",
        "No method gives a figure for this table; why stands below.",
    ),
    "report_endless": ("sin límite", "without limit"),
    "report_not_a_count": (
        "Lo que estas cifras no son: un conteo. Nadie ha contado a las personas que no están en ninguna lista. Cada"
        " cifra es correcta solo si se cumple el supuesto que la acompaña, y ninguna tabla puede demostrarlo; por eso"
        " se dan varias, con su rango, y nunca una sola. Citar una sin las demás es citar un supuesto.",
        "What these figures are not: a count. Nobody has counted the people who are on no list. Each figure is right"
        " only if the assumption beside it holds, and no table can prove that; so there are several, with their range,"
        " and never one alone. To quote one without the others is to quote an assumption.",
    ),
    "report_one_method": (
        "Solo un método dio cifra: no hay con qué compararlo, y el rango es el suyo.",
        "Only one method gave a figure: there is nothing to compare it with, and the range is its own.",
    ),
    "heading_methods": ("Los métodos, lado a lado", "The methods, side by side"),
    "heading_assumptions": (
        "Qué supone cada método, y qué se revisó",
        "What each method assumes, and what was checked",
    ),
    "heading_refused": ("Métodos que no dan cifra", "Methods that give no figure"),
    "heading_overlaps": ("Quién está en qué listas", "Who is on which lists"),
    "heading_sensitivity": (
        "Si lo que nadie puede saber fuera de otro modo",
        "If what nobody can know were otherwise",
    ),
    "heading_choices": ("Si las listas fueran otras", "If the lists were others"),
    "heading_priors": ("Si las distribuciones previas fueran otras", "If the prior settings were others"),
    "heading_consistency": ("¿Acierta donde la verdad se conoce?", "Is it right where the truth is known?"),
    "heading_settings": ("Para repetirlo", "To do it again"),
    "sensitivity_explained": (
        "La razón de momios de orden más alto dice cómo dependen todas las listas entre sí; ninguna tabla la revela. El"
        " método «{method}» la toma como 1. La curva da su cifra si fuera de un cuarto a cuatro.",
        "The odds ratio of the highest order says how all the lists depend on one another; no table reveals it. The"
        " method “{method}” takes it as 1. The curve gives its figure if it were a quarter to four.",
    ),
    "choices_explained": (
        "La cifra de «{method}» sin cada lista, y con dos listas tomadas como una. Quienes solo están en la lista que se"
        " quita pasan a ser personas no registradas; una cifra menor que las personas nombradas por todas las listas es"
        " falsa, y muestra cuánto puede errar el método.",
        "The figure of “{method}” without each list, and with two lists taken as one. Those who are only on the list"
        " that is left out count as unseen; a figure below the people whom all the lists name is false, and shows by how"
        " much the method can err.",
    ),
    "priors_explained": (
        "Los métodos bayesianos parten de distribuciones previas que alguien eligió. La tabla da sus cifras con otras; si"
        " cambian mucho, los datos dicen poco por sí solos.",
        "Bayesian methods start from prior settings that somebody chose. The table gives their figures under others; where"
        " they change much, the data say little by themselves.",
    ),
    "consistency_explained": (
        "Las personas de una lista son una población de tamaño conocido: ¿la encuentran las demás listas? Con el método"
        " «{method}»; un intervalo que no contiene la verdad advierte que las listas dependen entre sí.",
        "The people of one list are a population of known size: do the other lists find it? By the method “{method}”;"
        " an interval that misses the truth warns that the lists depend on one another.",
    ),
    "axis_ratio": ("Razón de momios de orden más alto", "Odds ratio of the highest order"),
    "column_method": ("Método", "Method"),
    "column_estimate": ("Cifra", "Figure"),
    "column_low": ("Desde", "From"),
    "column_high": ("Hasta", "To"),
    "column_lists": ("Listas", "Lists"),
    "column_people": ("Personas", "People"),
    "column_check": ("Revisión", "Check"),
    "column_result": ("Resultado", "Result"),
    "column_why": ("Qué se encontró", "What was found"),
    "column_choice": ("Qué cambia", "What changes"),
    "column_ratio": ("Razón", "Ratio"),
    "column_list": ("Lista", "List"),
    "column_truth": ("Nombra a", "Names"),
    "column_covers": ("¿La contiene?", "Holds it?"),
    "range_of_methods": ("rango de los métodos", "range over the methods"),
    "on_the_lists": ("en las listas", "on the lists"),
    "result_pass": ("pasa", "pass"),
    "result_warn": ("aviso", "warning"),
    "result_refuse": ("rechazo", "refused"),
    "yes": ("sí", "yes"),
    "no": ("no", "no"),
    "heading_box": ("Qué es esto y qué no es", "What this is, and what it is not"),
    "label_range": ("Rango entre los métodos, personas en total", "Range over the methods, persons in all"),
    "settings_line": ("{method}: {settings}.", "{method}: {settings}."),
    "settings_seed": (
        "Semilla {seed}; con ella los números salen iguales.",
        "Seed {seed}; with it the numbers come out the same.",
    ),
    "method_chapman": ("Chapman, dos listas", "Chapman, two lists"),
    "method_chao": ("cota de Chao (al menos)", "Chao's bound (at least)"),
    "method_loglinear": ("log-lineal, elegido por BIC", "log-linear, chosen by BIC"),
    "method_decomposable": ("promedio de grafos", "average over graphs"),
    "method_latent_classes": ("clases latentes", "latent classes"),
}
