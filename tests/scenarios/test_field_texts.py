"""Every field of a model has a Chinese name and meaning, which describe, desk and report show."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE") or ROOT / "build/release/scenarios/dimai-native")
TEXTS = ROOT / "scenarios/describing/fields.zh.json"
LITERAL = r'"((?:[^"\\]|\\.)*)"'
FIELD = re.compile(r'\{"\w+",\s*&\w+::\w+,\s*[^,{}]+,\s*[^,{}]+,\s*((?:' + LITERAL + r"\s*)+),")


@lru_cache
def sources() -> dict[str, str]:
    """C++ of the models and of what reads them, adjacent literals joined to one."""
    return {str(path.relative_to(ROOT)): re.sub(r'"\s*\n\s*"', "", path.read_text())
            for folder in ("models", "scenarios") for path in sorted((ROOT / folder).rglob("*.?pp"))}


def declared() -> Iterator[tuple[str, str]]:
    """Meaning of each field of each table, with the file that declares it."""
    for name, text in sources().items():
        if "Field<" in text:
            for found in FIELD.finditer(text):
                yield "".join(re.findall(LITERAL, found[1])), name


def described() -> Iterator[tuple[str, str]]:
    """Meaning of each parameter of the scenarios that ship, with one of its keys."""
    for scenario in sorted((ROOT / "scenarios").glob("*/scenario.toml")):
        done = subprocess.run([PROGRAM, "describe", scenario.parent, "--json"], capture_output=True,
                              text=True, check=False, env={**os.environ, "DIMAI_ROOT": str(ROOT)})
        said = json.loads(done.stdout)
        for each in said["parameters"] if isinstance(said, dict) else ():
            yield each["meaning"], each["key"]


def texts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(TEXTS.read_text())
    return found


def complaint(missing: dict[str, str]) -> str:
    """What to write into the file of texts."""
    lines = [f' {json.dumps(meaning)}:\n  ["short name in Chinese", "meaning in Chinese"],   <- {where}'
             for meaning, where in sorted(missing.items())]
    return (f"{len(missing)} fields have no Chinese text; add to {TEXTS.relative_to(ROOT)}, in the order of "
            "the alphabet:\n" + "\n".join(lines))


def test_the_search_for_fields_finds_them() -> None:
    assert len(dict(declared())) > 150


def test_every_declared_field_has_a_chinese_text() -> None:
    known = texts()
    missing = {meaning: where for meaning, where in declared() if meaning not in known}
    assert not missing, complaint(missing)


@pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not built")
def test_every_parameter_of_the_scenarios_that_ship_has_a_chinese_text() -> None:
    known = texts()
    missing = {meaning: where for meaning, where in described() if meaning not in known}
    assert not missing, complaint(missing)


def test_texts_are_whole() -> None:
    for meaning, each in texts().items():
        assert len(each) == 2 and all(each), meaning
        assert len(each[0]) <= 12, f"{each[0]}: a name has up to 12 characters"
        assert any("\u4e00" <= sign <= "\u9fff" for sign in each[0]), meaning


@pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not built")
def test_describe_names_parameters_in_chinese() -> None:
    shown = subprocess.run(
        [PROGRAM, "describe", ROOT / "scenarios/first-steps", "--language", "zh"], capture_output=True,
        text=True, check=True, env={**os.environ, "DIMAI_ROOT": str(ROOT)}).stdout
    row = next(line for line in shown.splitlines() if "guideway.acceleration" in line)
    assert row.split() == ["guideway.acceleration", "加速度", "1", "m/s2", "*", "默认，假设"]
