"""What Python drops without a word, found in the text of a declaration file."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["declaration_files", "dropped", "tables"]

_PACKAGE = Path(__file__).resolve().parents[1]


def dropped(file: Path) -> Iterator[tuple[int, str]]:
    """Lines with what they lose: keys that come again in one dict, devices whose name is given to another."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            seen: dict[Any, int] = {}
            for key in node.keys:
                if key is None:  # **other
                    continue
                value = _value(key)
                if value in seen:
                    yield (
                        key.lineno,
                        f"the key {ast.unparse(key)} is in line {seen[value]} already, and Python keeps the last one "
                        "only: join both bodies, or mend the key",
                    )
                seen.setdefault(value, key.lineno)
    named: dict[str, int] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _declares(value):
                if name in named:
                    yield (
                        statement.lineno,
                        f"{name} is a device in line {named[name]} already, which is lost: give this one another name",
                    )
                named[name] = statement.lineno


def tables(file: Path) -> list[Path]:
    """The files, other than the language's, whose tables a declaration file imports, however indirectly.

    They have been imported already, when the file was run.
    """
    found: dict[Path, None] = {}
    left = [file.resolve()]
    while left:
        try:
            tree = ast.parse(left.pop().read_bytes())
        except (SyntaxError, ValueError, OSError):
            continue
        for name in _imported(tree):
            home = getattr(sys.modules.get(name), "__file__", None)
            if home is None or not home.endswith(".py"):
                continue
            path = Path(home).resolve()
            own = path.parent == file.resolve().parent or _PACKAGE / "vendors" in path.parents
            if own and path not in found and path != file.resolve():
                found[path] = None
                left.append(path)
    return list(found)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names)
            case ast.ImportFrom(module=str(name), names=names, level=0):
                yield name
                yield from (f"{name}.{one.name}" for one in names)


def declaration_files(folder: Path) -> list[Path]:
    """The files below a folder that declare devices, or that Python cannot read."""
    return [file for file in sorted(folder.rglob("*.py")) if not file.name.startswith("_") and _has_device(file)]


def _has_device(file: Path) -> bool:
    try:
        return any(map(_declares, ast.walk(ast.parse(file.read_bytes()))))
    except (SyntaxError, ValueError):
        return True


def _declares(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="device") | ast.Attribute(attr="device")):
            return True
    return False


def _value(key: ast.expr) -> Any:
    """What a key is: the value of a literal, else what is written."""
    try:
        value = ast.literal_eval(key)
        hash(value)
    except (ValueError, TypeError):
        return ast.dump(key)
    return ("literal", value)
