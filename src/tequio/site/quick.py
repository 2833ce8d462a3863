"""Folded templates rendered by the shortest way (record 107).

Django looks each name up in every way in which an object might answer it, and renders each node within a net
that tells where in a template an error arose. Here an object that answers by attribute is asked by attribute
at once, and what is text is put down as text; whatever is not plain goes Django's own way. What is said is
the same, letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.db.models import Model
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable
from django.template.defaulttags import ForNode, IfNode
from django.template.smartif import TokenBase
from django.utils.functional import SimpleLazyObject, empty
from django.utils.safestring import SafeString

_NOT_PLAIN = object()
# How a kind of object is asked: by attribute, as Django ends up doing for those without keys, or at length.
_BY_ATTRIBUTE: dict[type, bool] = {}
_DISPLAY: Any = Model._get_FIELD_display  # type: ignore[attr-defined]
# Field with choices -> value -> what it is called.
_NAMES: dict[Any, dict[Any, Any]] = {}
# These take numbers as keys, and no names.
_NUMBERED = (list.__getitem__, tuple.__getitem__, str.__getitem__)


class QuickName(FilterExpression):
    """A name without filters, as most places of a template have it."""

    __slots__ = ()

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        """Give what the name stands for."""
        name: Any = self.var
        try:
            # A phrase to be translated is told by its node, when it is said.
            found = _NOT_PLAIN if name.translate else _looked_up(context.dicts, name.lookups)
        except Exception:
            found = _NOT_PLAIN
        return super().resolve(context, ignore_failures) if found is _NOT_PLAIN else found


class QuickVariable(Variable):
    """A name such as `commitment.session.mechanism`, looked up without detours."""

    __slots__ = ()
    lookups: tuple[str, ...]

    def _resolve_lookup(self, context: Any) -> Any:
        try:
            found = _looked_up(context.dicts, self.lookups)
        except Exception:
            found = _NOT_PLAIN
        if found is _NOT_PLAIN:
            return super()._resolve_lookup(context)  # type: ignore[misc]
        return found


def _looked_up(dicts: Iterable[Mapping[str, Any]], lookups: tuple[str, ...]) -> Any:
    """Follow a name through what a page is about; `_NOT_PLAIN` where Django has to do it."""
    found: Any = _NOT_PLAIN
    for names in reversed(dicts):  # type: ignore[call-overload]
        if lookups[0] in names:
            found = names[lookups[0]]
            break
    if callable(found):
        found = _called(found)
    for bit in lookups[1:]:
        kind = type(found)
        if kind is SimpleLazyObject and found._wrapped is not empty:
            found = found._wrapped
            kind = type(found)
        if kind is dict:
            found = found.get(bit, _NOT_PLAIN)
        elif _is_asked_by_attribute(kind) and not bit.isdigit():
            found = getattr(found, bit)
        else:
            return _NOT_PLAIN
        if callable(found):
            found = _called(found)
    return found


def _is_asked_by_attribute(kind: type) -> bool:
    known = _BY_ATTRIBUTE.get(kind)
    if known is None:
        by_key = getattr(kind, "__getitem__", None)
        known = _BY_ATTRIBUTE[kind] = (by_key is None or by_key in _NUMBERED) and not issubclass(kind, type)
    return known


def _called(found: Any) -> Any:
    if type(found) is partial:
        asked: Any = found.func
        if getattr(asked, "__func__", None) is _DISPLAY:
            return _label(found.keywords["field"], asked.__self__)
    if getattr(found, "do_not_call_in_templates", False):
        return found
    return _NOT_PLAIN if getattr(found, "alters_data", False) else found()


def _label(field: Any, record: Any) -> str | None:
    """Say what a record's choice is called; Django translates the names of all choices to find one."""
    names = _NAMES.get(field)
    if names is None:
        names = _NAMES[field] = dict(field.flatchoices)
    value = getattr(record, field.attname)
    said = names.get(value, value)
    return None if said is None else str(said)


class Nodes(NodeList):
    """What a template says in a row: texts, and what is worked out for each page."""

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        """Keep nodes; they are taken as they are from then on."""
        super().__init__(nodes)
        self.parts: list[str | Callable[[Context], str]] = [
            node.s if type(node) is TextNode else node.render for node in self
        ]

    def render(self, context: Context) -> SafeString:
        """Say it all."""
        said = [part if isinstance(part, str) else part(context) for part in self.parts]
        return SafeString("".join(said))


class _Body(Node):
    """What a loop says in each turn, as one node."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: Nodes) -> None:
        self.nodelist = nodelist

    def render_annotated(self, context: Context) -> SafeString:
        return self.nodelist.render(context)

    render = render_annotated


def quickened(nodes: NodeList) -> Nodes:
    """Give nodes that say the same by the shortest way; those below them are changed in place.

    Args:
        nodes: of a template that nobody changes any more.
    """
    if isinstance(nodes, Nodes):
        return nodes
    for node in nodes:
        for name in _names(list(vars(node).values())):
            name.__class__ = QuickVariable if type(name) is Variable else QuickName
        if isinstance(node, IfNode):
            node.conditions_nodelists = [(one, quickened(its)) for one, its in node.conditions_nodelists]
            continue
        for name in node.child_nodelists:
            its = getattr(node, name, None)
            if isinstance(its, NodeList):
                setattr(node, name, quickened(its))
        if isinstance(node, ForNode):
            loop: Any = node.nodelist_loop
            node.nodelist_loop = Nodes([_Body(loop)])
    return Nodes(nodes)


def _names(things: Iterable[Any]) -> Iterator[Any]:
    """Find the names that a node asks for: in its filters, its conditions and what it hands to parts."""
    for thing in things:
        if type(thing) is Variable and thing.lookups is not None:
            yield thing
        elif type(thing) is FilterExpression:
            yield from _names([thing.var, thing.filters])
            its: Any = thing.var
            if isinstance(its, Variable) and its.lookups is not None and not thing.filters:
                yield thing
        elif isinstance(thing, TokenBase):
            yield from _names([thing.first, thing.second, thing.value])
        elif isinstance(thing, list | tuple) and not isinstance(thing, NodeList):
            yield from _names(thing)
        elif isinstance(thing, dict):
            yield from _names(thing.values())
