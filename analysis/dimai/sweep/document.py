"""A TOML document whose every value knows its line and column; collects what is wrong with it.

A node is (line, column, value), as dimai's own reader gives it; a table's value is a dict of nodes, a
list's a list of nodes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dimai import library
from dimai.problems import Problem

_KINDS = {"text": str, "whole": int, "flag": bool, "table": dict, "list": list,
          "number": (int, float), "any": object}
_ARTICLE = {"text": "a text", "whole": "a whole number", "flag": "true or false", "table": "a table",
            "list": "a list", "number": "a number"}


class Document:
    """One document; collects problems."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, place: tuple[int, int], key: str, message: str) -> None:
        self.problems.append(Problem(str(self.file), place[0], place[1], key, message))

    def table(self, node: Any, path: str, kinds: Mapping[str, str]) -> dict[str, Any]:
        """Nodes of a table by key; unknown keys and wrong types are problems."""
        found = {}
        for key, each in node[2].items():
            dotted = f"{path}.{key}" if path else key
            if key not in kinds:
                guess = library.load().did_you_mean(key, list(kinds))  # type: ignore[attr-defined]
                self.add(each[:2], dotted, f"is not a known key{guess}; accepts "
                                           f"{', '.join(kinds)}")
                continue
            kind = kinds[key]
            value = each[2]
            wrong = not isinstance(value, _KINDS[kind])  # type: ignore[arg-type]
            if wrong or (isinstance(value, bool) and kind in ("whole", "number")):
                self.add(each[:2], dotted, f"got {shown(value)}, accepts {_ARTICLE[kind]}")
                continue
            found[key] = each
        return found


def shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else repr(value)


def plain(node: Any) -> Any:
    """The value of a node without places."""
    value = node[2]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def flatten(table: dict[str, Any], path: str, into: dict[str, Any]) -> None:
    """Keys of nested tables, dotted, so that both ways of writing them work."""
    for key, node in table.items():
        dotted = f"{path}.{key}" if path else key
        if isinstance(node[2], dict):
            flatten(node[2], dotted, into)
        else:
            into[dotted] = node


def parameter_nodes(node: Any, path: str = "") -> dict[str, Any]:
    """Tables that describe a parameter, by dotted key: those that hold a value, not a table."""
    found = {}
    for key, each in node[2].items():
        dotted = f"{path}.{key}" if path else key
        if not isinstance(each[2], dict):
            continue
        if any(not isinstance(inner[2], dict) for inner in each[2].values()) or not each[2]:
            found[dotted] = each
        else:
            found.update(parameter_nodes(each, dotted))
    return found
