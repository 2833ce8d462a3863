"""Templates in which what is the same for every reader of a language is worked out once (record 99).

A page of this site says some hundred fixed phrases, addresses without a number and parts in parts; Django
works each of them out anew for each page. This loader keeps a template once for each language, with phrases
and addresses as plain text and included parts in their place. What hangs on the reader or a record stays as
it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape as escape_text
from threading import RLock
from typing import Any

from django.conf import settings
from django.template import Context, Template, TemplateDoesNotExist
from django.template.base import FilterExpression, Node, NodeList, TextNode, VariableNode
from django.template.base import render_value_in_context as rendered
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, IncludeNode
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Under other names: what is translated here stands in templates, and is gathered from there.
from django.utils.translation import gettext as _said
from django.utils.translation import pgettext as _said_of

from tequio.site.quick import quickened

# Stands for a record's number while an address is taken apart.
_NUMBER = 8_765_432_109


class Loader(CachedLoader):
    """Keeps each template once for each language and place of the site, folded."""

    def __init__(self, engine: Any, loaders: Any) -> None:
        """Begin with nothing folded."""
        self._ready: set[str] = set()
        self._under_way: set[str] = set()
        self._lock = RLock()
        super().__init__(engine, loaders)

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        """Name a template in the language of whoever reads, at the address where the site stands."""
        return f"{get_language()} {get_script_prefix()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """Give a template, folded when it is asked for for the first time; others wait until it is.

        Raises:
            TemplateDoesNotExist: there is none.
        """
        key = self.cache_key(template_name, skip)
        if key in self._ready:
            ready: Template = super().get_template(template_name, skip)
            return ready
        with self._lock:
            template: Template = super().get_template(template_name, skip)
            if key not in self._ready and key not in self._under_way:
                self._under_way.add(key)
                try:
                    _fold(template.nodelist, self._part)
                    if not self.engine.debug:
                        template.nodelist = quickened(template.nodelist)
                finally:
                    self._under_way.remove(key)
                self._ready.add(key)
            return template

    def reset(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._ready.clear()
            super().reset()

    def _part(self, name: str) -> Template | None:
        """Give a part to put in its place; none for one that is being folded, since it holds itself."""
        if self.cache_key(name) in self._under_way:
            return None
        try:
            return self.get_template(name)
        except TemplateDoesNotExist:
            return None


Parts = Callable[[str], Template | None]


def _fold(nodes: NodeList, part: Parts) -> None:
    """Fold nodes in place, and put neighbouring texts together."""
    folded: list[Node] = []
    for node in nodes:
        for its in _below(node):
            _fold(its, part)
        one = _folded(node, part)
        if isinstance(one, TextNode) and folded and isinstance(folded[-1], TextNode):
            folded[-1] = TextNode(folded[-1].s + one.s)
        elif one is not None:
            folded.append(one)
    nodes[:] = folded


def _below(node: Node) -> Iterable[NodeList]:
    if isinstance(node, IfNode):
        return [its for _condition, its in node.conditions_nodelists]
    found = (getattr(node, name, None) for name in node.child_nodelists)
    return [its for its in found if isinstance(its, NodeList)]


def _folded(node: Node, part: Parts) -> Node | None:
    """Give what stands for a node; None for one that says nothing."""
    if isinstance(node, LoadNode | CommentNode):
        return None
    if type(node) is VariableNode:
        return _Value(node.filter_expression)
    fold = next((fold for kind, fold in _FOLDS if isinstance(node, kind)), None)
    return fold(node, part) if fold else node


def _is_fixed(node: TranslateNode) -> bool:
    """Say whether a phrase is the same whatever the page is about."""
    its = node.filter_expression
    return not (node.asvar or node.noop or its.filters or its.var.lookups) and _is_word(node.message_context)


def _is_word(message_context: Any) -> bool:
    return message_context is None or _constant(message_context) is not None


class _Phrase(Node):
    """A phrase with something of the record in it, in the language of this template."""

    child_nodelists = ()

    def __init__(self, values: Mapping[str, FilterExpression], words: str, names: Sequence[str]) -> None:
        self.values, self.words, self.names = values, words, names

    def render(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        told = {
            name: rendered(values[name] if name in values else context.get(name, ""), context)
            for name in self.names
        }
        return self.words % told


def _words(node: TranslateNode, _part: Parts) -> Node:
    return TextNode(node.render(Context())) if _is_fixed(node) else node


def _phrase(node: BlockTranslateNode, _part: Parts) -> Node:
    if node.asvar or node.plural or not _is_word(node.message_context):
        return node
    asked, names = node.render_token_list(node.singular)
    about = node.message_context
    words = _said_of(str(_constant(about)), asked) if about is not None else _said(asked)
    try:
        said = words % dict.fromkeys(names, "")
    except (KeyError, ValueError):
        return node  # a broken translation, which Django replaces by the phrase itself
    return _Phrase(node.extra_context, words, names) if names else TextNode(said)


def _constant(expression: Any) -> str | None:
    """Give what a quoted word in a tag says; None for anything else."""
    is_word = isinstance(expression, FilterExpression) and not expression.filters
    return str(expression.var) if is_word and isinstance(expression.var, str) else None


class _Value(Node):
    """What a record holds; a plain word takes the short way."""

    child_nodelists = ()

    def __init__(self, filter_expression: FilterExpression) -> None:
        self.filter_expression = filter_expression

    def render(self, context: Context) -> str:
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return str(value)
        if kind is str:
            return escape_text(value) if context.autoescape else value
        if kind is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
        return str(rendered(value, context))


class _AddressOf(Node):
    """An address with one number in it; anything but a number is left to Django."""

    child_nodelists = ()

    def __init__(self, node: URLNode, before: str, after: str) -> None:
        self.node, self.before, self.after = node, before, after
        self.argument = node.args[0]

    def render(self, context: Context) -> str:
        number = self.argument.resolve(context)
        if type(number) is int and number >= 0:
            return f"{self.before}{number}{self.after}"
        return str(self.node.render(context))


def _address(node: URLNode, _part: Parts) -> Node:
    name = _constant(node.view_name)
    if name is None or ":" in name or node.kwargs or node.asvar or len(node.args) > 1:
        return node
    try:
        if not node.args:
            return TextNode(escape(reverse(name)))
        before, number, after = reverse(name, args=[_NUMBER]).partition(str(_NUMBER))
    except NoReverseMatch:
        return node
    return _AddressOf(node, escape(before), escape(after)) if number else node


class _Included(Node):
    """A part in its place, with names of its own as `include` gives them."""

    child_nodelists = ("nodelist",)

    def __init__(self, node: IncludeNode, nodelist: NodeList) -> None:
        self.values, self.nodelist = node.extra_context, nodelist

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        with context.push(**values):
            return self.nodelist.render(context)


def _included(node: IncludeNode, part: Parts) -> Node:
    name = _constant(node.template)
    template = part(name) if name and not name.startswith(".") and not node.isolated_context else None
    if template is None or any(
        template.nodelist.get_nodes_by_type(kind) for kind in (BlockNode, ExtendsNode)
    ):
        return node
    return _Included(node, template.nodelist)


class _Extended(ExtendsNode):
    """A page within the frame that it names; the frame's blocks are looked up once."""

    def __init__(self, node: ExtendsNode, frame: Template) -> None:
        self.nodelist, self.blocks = node.nodelist, node.blocks
        self.frame: Any = frame
        first = next((one for one in frame.nodelist if not isinstance(one, TextNode)), None)
        is_outermost = not isinstance(first, ExtendsNode)
        found: list[Any] = frame.nodelist.get_nodes_by_type(BlockNode) if is_outermost else []
        self.outermost = {block.name: block for block in found}

    def render(self, context: Context) -> str:
        kept = context.render_context
        if BLOCK_CONTEXT_KEY not in kept:
            kept[BLOCK_CONTEXT_KEY] = BlockContext()
        kept[BLOCK_CONTEXT_KEY].add_blocks(self.blocks)
        kept[BLOCK_CONTEXT_KEY].add_blocks(self.outermost)
        with kept.push_state(self.frame, isolated_context=False):
            return str(self.frame._render(context))


def _extended(node: ExtendsNode, part: Parts) -> Node:
    name = _constant(node.parent_name)
    if name is None or name.startswith(".") or name == node.origin.template_name:
        return node
    frame = part(name)
    return _Extended(node, frame) if frame else node


def _static(node: StaticNode, _part: Parts) -> Node:
    path = _constant(node.path)
    return TextNode(escape(node.handle_simple(path))) if path is not None and node.varname is None else node


_FOLDS: tuple[tuple[type[Node], Callable[[Any, Parts], Node]], ...] = (
    (TranslateNode, _words),
    (BlockTranslateNode, _phrase),
    (URLNode, _address),
    (IncludeNode, _included),
    (ExtendsNode, _extended),
    (StaticNode, _static),
)
