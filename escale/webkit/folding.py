"""Templates compiled once for each language, in which what never changes is text already.

A row of a long table is mostly tags that answer the same each time: its labels, its pictograms.
Asking them again for each row was a third of the page (docs/performance.md).
"""

from collections.abc import Iterator

from django.template import Context, Node, NodeList, Template
from django.template.base import FilterExpression, Origin, TextNode, Variable
from django.template.defaulttags import IfNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils.translation import get_language

from escale.webkit.templatetags.webkit import icon

# Tags without a context, whose answer depends on nothing but what they are given.
PURE_TAGS = (icon,)
WORDS = {"True", "False", "None"}


class Loader(cached.Loader):
    """What is read from disk is folded, and kept apart for each language."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        is_new = self.cache_key(template_name, skip) not in self.get_template_cache
        template = super().get_template(template_name, skip)
        if is_new:
            fold(template.nodelist)
        return template

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{get_language()}:{super().cache_key(template_name, skip)}"


def fold(nodes: NodeList) -> None:
    """In place: others hold the same list (blocks, partials)."""
    folded: list[Node] = []
    for node in nodes:
        text = _text_of(node)
        if text is None:
            for inner in _inside(node):
                fold(inner)
            folded.append(node)
            continue
        if folded and isinstance(last := folded[-1], TextNode):
            folded.pop()
            text = TextNode(last.s + text.s)
        folded.append(text)
    nodes[:] = folded


def _text_of(node: Node) -> TextNode | None:
    if isinstance(node, TextNode):
        return node
    try:
        return TextNode(node.render(Context())) if is_constant(node) else None
    except NoReverseMatch:
        # Told when it is drawn, if it ever is: some pages are not mounted everywhere.
        return None


def is_constant(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return (
            node.asvar is None and not node.message_context and _is_literal(node.filter_expression)
        )
    if isinstance(node, StaticNode):
        return node.varname is None and _is_literal(node.path)
    if isinstance(node, URLNode):
        given = (node.view_name, *node.args, *node.kwargs.values())
        return node.asvar is None and all(map(_is_literal, given))
    return (
        isinstance(node, SimpleNode)
        and node.func in PURE_TAGS
        and node.target_var is None
        and all(map(_is_literal, (*node.args, *node.kwargs.values())))
    )


def _is_literal(expression: FilterExpression) -> bool:
    known = expression.var
    if expression.filters:
        return False
    return not isinstance(known, Variable) or known.literal is not None or known.var in WORDS


def _inside(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        # Its `nodelist` is made anew each time.
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        if isinstance(inner := getattr(node, name, None), NodeList):
            yield inner
