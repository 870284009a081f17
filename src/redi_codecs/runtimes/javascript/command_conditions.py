"""Commands in generated JavaScript, what decides whether a part of one is there: arguments, known by their names."""

from __future__ import annotations

from collections.abc import Mapping, Set

from redi_codecs.layout.expr import And, Compare, Const, Expr, Not, OneOf, Or, Ref
from redi_codecs.runtimes.javascript.text import NoJavaScript, literal, member

__all__ = ["condition"]


def condition(cond: Expr, names: Mapping[str, str], truths: Set[str], device: str) -> str:
    """A condition on arguments, which have been written before it: ``names`` has them by their variables.

    Those in ``truths`` are true or false, which JavaScript does not take for 1 or 0; who gives them may.
    """

    def told(cond: Expr) -> str:
        match cond:
            case Compare(("==" | "!=") as op, Ref(name), Const(0 | 1 as value)) if name in truths:
                return f"{'' if (op == '==') == bool(value) else '!'}{member('known', names[name])}"
            case Compare(op, Ref(name), Const(value)) if name in names:
                sign = {"==": "===", "!=": "!=="}.get(op, op)
                return f"{member('known', names[name])} {sign} {literal(value)}"
            case OneOf(Ref(name), values) if name in names:
                return f"{literal(list(values))}.indexOf({member('known', names[name])}) >= 0"
            case Not(inner):
                return f"!({told(inner)})"
            case And(left, right):
                return f"({told(left)} && {told(right)})"
            case Or(left, right):
                return f"({told(left)} || {told(right)})"
            case _:
                raise NoJavaScript(f"{device}: {cond} decides on a part of a command")

    return told(cond)
