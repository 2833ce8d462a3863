"""What is said of the methods: their assumptions, checks and refusals, in Spanish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "needs_lists": (
        "Este método admite de {least} a {most} listas y la tabla tiene {lists}.",
        "This method takes {least} to {most} lists and the table has {lists}.",
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
    "overlap_each": (
        "Cada par de listas tiene personas en común.",
        "Each pair of lists has people in common.",
    ),
    "overlap_none": (
        "Sin personas en común: {pairs}; de estos pares la tabla dice poco.",
        "Nobody in common: {pairs}; about these pairs the table says little.",
    ),
}
