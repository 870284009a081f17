"""What Python drops without a word, found in the text of a declaration file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["declaration_files", "dropped"]


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
