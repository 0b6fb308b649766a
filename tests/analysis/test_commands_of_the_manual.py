"""Commands of the READMEs and the manual: the verb is there and takes the options, the scenario the keys."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE") or ROOT / "build/release/scenarios/dimai-native")
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "analysis/docs").glob("*.md"))]
NATIVE = ("run", "validate", "describe", "design", "resilience")
MISTAKES = ("guideway.sped",)
"""Keys that the manual misspells on purpose."""

READERS_OWN = ("scenarios/mine",)
"""A scenario that the reader has, and not we."""

COMMAND = re.compile(r"^\s*(?:\$ )?\./dimai\b(.*)$|`\./dimai\b([^`\n]*)`", re.MULTILINE)
VARIABLE = re.compile(r"[A-Z…<|]|\$\w|\.\.\.")
"""What stands for something else, such as SCENARIO."""

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not built")


def commands() -> list[tuple[str, str]]:
    """Page and words after ./dimai of every command that is written out."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8").replace("\\\n", " ")
        for block, span in COMMAND.findall(text):
            words = re.split(r"\s#\s|\s*;\s*done", (block or span).strip())[0].strip()
            if words and not VARIABLE.match(words):
                found.append((page.name, words))
    return sorted(set(found))


def call(*words: str) -> subprocess.CompletedProcess[str]:
    command = [PROGRAM, *words] if words[0] in NATIVE else [sys.executable, "-m", "dimai", *words]
    environment = {**os.environ, "DIMAI_ROOT": str(ROOT), "PYTHONPATH": str(ROOT / "analysis"),
                   "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@lru_cache
def help_of(*verb: str) -> str:
    done = call(*verb, "--help")
    assert done.returncode == 0, f"{verb}: {done.stderr}"
    return done.stdout


@lru_cache
def judged(words: tuple[str, ...]) -> str:
    """What `validate` says of a scenario with some keys changed; empty if nothing is wrong."""
    done = call("validate", *words)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize(("page", "text"), commands(), ids=lambda value: value.replace(" ", "-")[:60])
def test_a_command_of_the_manual_is_accepted(page: str, text: str) -> None:
    del page
    words = shlex.split(text)
    if words[0] in ("test", "--version", "--help"):
        return
    helped = help_of(words[0])
    if words[0] == "design" and len(words) > 1 and not words[1].startswith("-"):
        helped += help_of("design", words[1])
    for word in words:
        if word.startswith("--"):
            option = word.split("=")[0]
            assert re.search(rf"{option}\b", helped), f"./dimai {words[0]} takes no {option}"
    if words[0] not in ("run", "validate", "describe") or len(words) < 2 or VARIABLE.search(text.split("--")[0]):
        return
    sets = [word for i, word in enumerate(words) if "--set" in (word, words[i - 1])]
    scenario = words[1]
    if not scenario.startswith("scenarios/") or scenario in READERS_OWN or any(key in text for key in MISTAKES):
        return
    assert (ROOT / scenario).exists(), f"there is no {scenario}"
    if not any(VARIABLE.search(each.split("=")[-1]) and "$" in each for each in sets):
        said = judged((scenario, *sets))
        assert not said, said


def test_there_are_commands_to_judge() -> None:
    assert len(commands()) > 60
