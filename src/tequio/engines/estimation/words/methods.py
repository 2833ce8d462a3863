"""What is said of the methods: their assumptions, checks and refusals, in Spanish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "needs_lists": (
        "Este método admite de {least} a {most} listas y la tabla tiene {lists}.",
        "This method takes {least} to {most} lists and the table has {lists}.",
    ),
    "needs_two_lists": (
        "Este método admite dos listas y la tabla tiene {lists}.",
        "This method takes two lists and the table has {lists}.",
    ),
    "setting_wrong": (
        "El ajuste «{name}» vale {value}; debe ser {expected}.",
        "The setting “{name}” is {value}; it must be {expected}.",
    ),
    # Decomposable graphs
    "graphs_assumption": (
        "Todas las personas se comportan igual ante las listas; la dependencia entre listas es la de un grafo "
        "descomponible, y se promedia sobre todos los grafos según lo que los datos dicen de cada uno.",
        "Everybody is alike to the lists; dependence between lists is that of a decomposable graph, and all graphs "
        "are averaged by what the data say of each.",
    ),
    "range_whole": (
        "El total se buscó hasta {most} y queda dentro.",
        "The total was sought up to {most} and lies within.",
    ),
    "range_cut": (
        "El total se buscó hasta {most} y {percent} % de la probabilidad está junto a ese tope: el límite superior "
        "depende de él.",
        "The total was sought up to {most} and {percent} % of the probability lies next to that end: the upper "
        "limit depends on it.",
    ),
    "graph_complete": (
        "El {percent} % del peso está en el grafo que une todas las listas, con el que cualquier número de personas no "
        "registradas ajusta igual: esa parte de la cifra no viene de los datos sino de la distribución previa.",
        "{percent} % of the weight lies on the graph that joins all lists, which any number of unseen people fits "
        "equally well: that part of the figure comes from the prior and not from the data.",
    ),
    "graph_not_complete": (
        "El grafo que une todas las listas, con el que solo hablaría la distribución previa, casi no pesa.",
        "The graph that joins all lists, under which the prior alone would speak, has hardly any weight.",
    ),
    "overlap_each": (
        "Cada par de listas tiene personas en común.",
        "Each pair of lists has people in common.",
    ),
    "overlap_none": (
        "Sin personas en común: {pairs}; de estos pares la tabla dice poco.",
        "Nobody in common: {pairs}; about these pairs the table says little.",
    ),
    # Log-linear models
    "loglinear_assumption": (
        "La dependencia entre las listas es la del modelo {model} ({lists}) y ninguna mayor une a todas las listas; "
        "todas las personas se comportan igual ante ellas.",
        "Dependence between the lists is that of the model {model} ({lists}), and none higher joins all of them; "
        "everybody is alike to the lists.",
    ),
    "models_too_many": (
        "{lists} listas con interacciones de hasta {order} dan más modelos de los que se pueden comparar; baje el "
        "orden o use la búsqueda paso a paso («downhill»).",
        "{lists} lists with interactions of up to {order} make more models than can be compared; lower the order or "
        "use the search step by step (“downhill”).",
    ),
    "no_model_stands": (
        "Ningún modelo tiene estimación con esta tabla: faltan coincidencias entre listas ({models} examinados).",
        "No model has an estimate on this table: too few lists have people in common ({models} looked at).",
    ),
    "models_checked": (
        "De {models} modelos se excluyeron {refused}: {absent} sin estimación de máxima verosimilitud y "
        "{unidentified} que no identifican a quienes faltan.",
        "Of {models} models {refused} were left out: {absent} without a maximum likelihood estimate and "
        "{unidentified} that do not identify those missing.",
    ),
    "models_all_stand": (
        "Los {models} modelos tienen estimación de máxima verosimilitud e identifican a quienes faltan.",
        "All {models} models have a maximum likelihood estimate and identify those missing.",
    ),
    "models_searched": (
        "Hay demasiados modelos para compararlos todos; se buscó de vecino en vecino y puede haber uno mejor.",
        "There are too many models to compare them all; the search went from neighbour to neighbour and a better "
        "one may exist.",
    ),
    "replicates_lost": (
        "En el {percent} % de las tablas remuestreadas ningún modelo tuvo estimación; el intervalo no las cuenta.",
        "On {percent} % of the resampled tables no model had an estimate; the interval leaves them out.",
    ),
    "selection_again": (
        "El modelo {model} se volvió a elegir en el {percent} % de las tablas remuestreadas; el intervalo cuenta "
        "con que se elija otro.",
        "The model {model} was chosen again on {percent} % of the resampled tables; the interval allows for another "
        "being chosen.",
    ),
    # Two lists, and Chao's bound
    "chapman_assumption": (
        "Las dos listas son independientes y todas las personas tienen la misma probabilidad de estar en una de ellas.",
        "The two lists are independent, and everybody has the same chance of being on one of them.",
    ),
    "chapman_untestable": (
        "Con dos listas nada en los datos dice si son independientes; si una remite a la otra la cifra es baja, si "
        "se evitan es alta.",
        "With two lists nothing in the data tells whether they are independent; if one feeds the other the figure is "
        "too low, if they avoid one another too high.",
    ),
    "chapman_overlap": (
        "Personas en ambas listas: {both}; con menos de {few} el sesgo puede pasar de 2 %.",
        "People on both lists: {both}; with fewer than {few} the bias may exceed 2 %.",
    ),
    "chao_assumption": (
        "Las listas son independientes para cada persona, aunque unas personas sean más fáciles de registrar que "
        "otras: entonces es una cota inferior.",
        "The lists are independent for each person, though some people are easier to record than others: then it is "
        "a lower bound.",
    ),
    "chao_no_bound": (
        "No es cota si unas listas evitan a otras (dependencia negativa), y los datos no pueden descartarlo.",
        "It is no bound if some lists avoid others (negative dependence), and the data cannot rule that out.",
    ),
    "chao_avoiding": (
        "No es cota si unas listas evitan a otras, y así parece en: {pairs}.",
        "It is no bound if some lists avoid others, and so it seems with: {pairs}.",
    ),
}
