"""Running a declaration file statement by statement, so that one mistake in it does not hide the next.

A statement that fails is looked into: the parts of its expression are tried on their own, and the innermost ones that
fail are what is reported. What fails only because an earlier statement did is left out.
"""

from __future__ import annotations
import __future__

import ast
import difflib
import inspect
import re
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import decode_source
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple, get_args

from redi_codecs import kinds, layout
from redi_codecs.errors import DeclarationError
from redi_codecs.layout.given import listed
from redi_codecs.layout.nodes import Place, Statistic

__all__ = ["Problem", "run_file"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a declaration: where, what, and with which device, if it is one's alone."""

    file: str
    line: int
    text: str
    device: str = ""
    #: Whether it is worth knowing, and no mistake.
    remark: bool = False

    def __str__(self) -> str:
        device = f"{self.device}: " if self.device else ""
        return f"{self.file}:{self.line}: {device}{self.text}"


def run_file(path: Path) -> tuple[ModuleType, list[Problem]]:
    """The file as a module, with all in it that could be run, and what could not."""
    module = ModuleType(f"redi_codecs_checked_{path.stem}")
    module.__file__ = str(path)
    try:
        tree = ast.parse(decode_source(path.read_bytes()), str(path))
    except SyntaxError as error:
        shown = f": {error.text.strip()}" if error.text else ""
        return module, [Problem(str(path), error.lineno or 1, f"Python cannot read this, {error.msg}{shown}")]
    except ValueError as error:
        return module, [Problem(str(path), 1, f"Python cannot read this, {error}")]
    sys.modules[module.__name__] = module  # dataclasses look their module up
    try:
        runner = _Runner(module, str(path))
        for statement in tree.body:
            runner.run(statement)
    finally:
        del sys.modules[module.__name__]
    return module, list(dict.fromkeys(runner.problems))


class _Cause(NamedTuple):
    """An error and the smallest part of the file that raises it."""

    error: Exception
    part: ast.expr | ast.stmt


class _Runner:
    def __init__(self, module: ModuleType, file: str) -> None:
        self.names = module.__dict__
        self.file = file
        self.problems: list[Problem] = []
        #: Names that a statement which failed would have given.
        self.missing: set[str] = set()
        self.flags = 0

    def run(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            self.flags |= sum(getattr(__future__, one.name).compiler_flag for one in statement.names)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:  # one wrong name does not take the others with it
                one = type(statement)(**dict(ast.iter_fields(statement)) | {"names": [alias]})
                self.run_one(ast.copy_location(one, alias))
        else:
            self.run_one(statement)

    def run_one(self, statement: ast.stmt) -> None:
        try:
            exec(self.compiled(ast.Module([statement], [])), self.names)
        except Exception as error:
            value = getattr(statement, "value", None)
            causes = self.causes(value) if isinstance(value, ast.expr) else []
            for cause in causes or [_Cause(error, statement)]:
                self.report(cause)
            self.missing.update(_names(statement))

    def compiled(self, tree: ast.Module | ast.Expression) -> CodeType:
        mode = "eval" if isinstance(tree, ast.Expression) else "exec"
        code: CodeType = compile(tree, self.file, mode, flags=self.flags, dont_inherit=True)
        return code

    def causes(self, part: ast.expr) -> list[_Cause]:
        """The innermost parts of an expression that fail."""
        try:
            eval(self.compiled(ast.Expression(part)), self.names)
        except Exception as error:
            inner = [cause for each in _parts(part) for cause in self.causes(each)]
            if inner and isinstance(part, ast.Call):
                inner += self.misnamed(part)
            return inner or [_Cause(error, part)]
        return []

    def misnamed(self, call: ast.Call) -> list[_Cause]:
        """What is wrong with the names of a call's arguments, whatever is wrong with their values."""
        try:
            signature = inspect.signature(eval(self.compiled(ast.Expression(call.func)), self.names))
        except Exception:
            return []
        if any(isinstance(one, ast.Starred) for one in call.args) or any(one.arg is None for one in call.keywords):
            return []
        try:
            signature.bind(*call.args, **{one.arg: None for one in call.keywords if one.arg})
        except TypeError as error:
            return [_Cause(error, call)]
        return []

    def report(self, cause: _Cause) -> None:
        error = cause.error
        if isinstance(error, NameError) and error.name in self.missing:
            return
        if isinstance(error, DeclarationError):
            self.problems.append(Problem(error.file, error.line, error.problem))
            return
        seen = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in seen if frame.filename == self.file and frame.lineno]
        line = lines[-1] if lines else cause.part.lineno  # no frame where it could not even be compiled
        self.problems.append(Problem(self.file, line, self.said(cause)))

    def said(self, cause: _Cause) -> str:
        """An error of Python's as a sentence with what to do."""
        match cause:
            case _Cause(NameError(name=str(name))):
                for home in (kinds, layout):
                    if hasattr(home, name):
                        return f"{name} is not imported: from {home.__name__} import {name}"
                for word, words in (("place", get_args(Place)), ("statistic", get_args(Statistic))):
                    if name in words:
                        return f'{name} is not defined: as a {word} it stands in quotes, {word}="{name}"'
                return f"{name} is not defined" + _nearest(name, [*self.names, *vars(kinds), *layout.__all__])
            case _Cause(ImportError(name=module), ast.ImportFrom(names=[ast.alias(name=name)])) if (
                module in sys.modules
            ):
                there = vars(sys.modules[module or ""])
                return f"{module} has no {name}" + _nearest(name, [one for one in there if not one.startswith("_")])
            case _Cause(ImportError()):
                return f"this cannot be imported: {cause.error}"
            case _Cause(TypeError(), ast.Call(func=called)) if found := re.search(
                r"unexpected keyword argument '(\w+)'", str(cause.error)
            ):
                function = eval(self.compiled(ast.Expression(called)), self.names)
                known = [
                    one.name
                    for one in inspect.signature(function).parameters.values()
                    if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD)
                ]
                unit = "; a kind has its unit, to which the wire is scaled" if found[1] == "unit" else ""
                hint = unit or _nearest(found[1], known)
                return f"{ast.unparse(called)} takes no {found[1]}={hint}; it takes {', '.join(known)}"
            case _Cause(TypeError(), ast.Call(func=called)) if found := re.search(
                r"missing \d+ required (keyword-only|positional) arguments?: (.*)", str(cause.error)
            ):
                lacks = [f"{one}=" if "keyword" in found[1] else one for one in re.findall(r"'(\w+)'", found[2])]
                return f"{ast.unparse(called)}(…) lacks {listed(lacks)}"
            case _Cause(TypeError(), ast.Dict() | ast.Set()) if "unhashable" in str(cause.error):
                return "a list or a dict cannot be a key: several keys of one body are a tuple, {(1, 2): …}"
            case _Cause(TypeError(), ast.Call(func=called)) if "argument" in str(cause.error):
                return f"{ast.unparse(called)}(…): {cause.error}"
            case _:
                return f"{type(cause.error).__name__}: {cause.error}"


def _nearest(name: str, known: list[str]) -> str:
    found = difflib.get_close_matches(name, list(dict.fromkeys(known)), n=2)
    return f"; did you mean {' or '.join(found)}?" if found else ""


def _names(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement gives."""
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.split(".")[0]


def _parts(part: ast.expr) -> list[ast.expr]:
    """The parts of an expression that Python works out whatever the others give."""
    found: list[ast.expr | None]
    match part:
        case ast.Call(func=called, args=args, keywords=keywords):
            found = [called, *args, *(one.value for one in keywords)]
        case ast.Dict(keys=keys, values=values):
            found = [*keys, *values]
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            found = [*elements]
        case ast.BinOp(left=left, right=right):
            found = [left, right]
        case ast.Compare(left=left, comparators=others):
            found = [left, *others]
        case ast.UnaryOp(operand=value) | ast.Attribute(value=value):
            found = [value]
        case _:
            found = []
    return [one.value if isinstance(one, ast.Starred) else one for one in found if one is not None]
