"""Check the texts of the repository.

No path of somebody's machine, no host of a package registry; each table of data/ has its TOML beside
it; both READMEs name the same commands; each check that .clang-tidy switches off has its reason.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

IGNORED = {".git", "build", "results", "__pycache__", "node_modules", ".mypy_cache", ".pytest_cache"}

# Written in pieces, so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:wo" + r"rk|ho" + r"me|ro" + r"ot|tm" + r"p|mn" + r"t)/[\w.-]")
REGISTRY = re.compile(
    r"\b(?:registry|deb|files|static|index|conda|security|snapshot)\.[\w.-]+\.(?:org|io|com)\b|"
    r"\bpypi\.org\b|\bproxy\.golang\.org\b"
)
COMMAND = re.compile(r"^\s*(?:\$ )?(\./dimai\b[^#]*)", re.MULTILINE)


def tracked_names(root: Path) -> list[str] | None:
    """Names that git knows or would take in; None without git."""
    command = ["git", "-C", str(root), "ls-files", "-z", "-c", "-o", "--exclude-standard"]
    if not (root / ".git").exists() or shutil.which("git") is None:
        return None
    listed = subprocess.run(command, capture_output=True, check=False)
    return listed.stdout.decode().split("\0") if listed.returncode == 0 else None


def text_files(root: Path) -> Iterator[Path]:
    """All text files that are, or would be, in the repository."""
    names = tracked_names(root)
    if names is not None:
        paths = [root / name for name in names if name]
    else:
        paths = [p for p in root.rglob("*") if not IGNORED & set(p.relative_to(root).parts)]
    for path in sorted(paths):
        if path.is_file() and b"\0" not in path.read_bytes()[:4096]:
            yield path


def line_problems(root: Path) -> list[str]:
    """Find paths of a machine and hosts of registries."""
    problems = []
    for path in text_files(root):
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            for pattern, what in ((MACHINE_PATH, "path of a machine"), (REGISTRY, "registry")):
                if match := pattern.search(line):
                    problems.append(f"{path.relative_to(root)}:{number}: {what}: {match[0]}")
    return problems


def data_problems(root: Path) -> list[str]:
    """Find tables of data/ without the TOML that says where they come from."""
    return [
        f"{table.relative_to(root)}: has no {table.with_suffix('.toml').name} beside it"
        for table in sorted((root / "data").rglob("*.csv"))
        if not table.with_suffix(".toml").exists()
    ]


def readme_problems(root: Path) -> list[str]:
    """Compare the commands of the English and the Chinese README."""
    commands = []
    for name in ("README.md", "README.zh.md"):
        if not (root / name).exists():
            return [f"{name}: is missing"]
        commands.append([c.strip() for c in COMMAND.findall((root / name).read_text())])
    if commands[0] != commands[1]:
        return [f"README.md and README.zh.md name other commands: {commands[0]} and {commands[1]}"]
    return [] if commands[0] else ["README.md: names no command"]


def tidy_problems(root: Path) -> list[str]:
    """Find checks that .clang-tidy switches off without a reason on the next line."""
    lines = (root / ".clang-tidy").read_text().splitlines()
    off = {m[1] for line in lines if (m := re.match(r"\s+-([\w.-]+)", line))}
    reasons = {
        line[3:].strip()
        for line, after in zip(lines, lines[1:])
        if line.startswith("# -") and after.startswith("#   ")
    }
    return [f".clang-tidy: {name} is off without a reason" for name in sorted(off - reasons)]


def find_problems(root: Path) -> list[str]:
    """Find all that is wrong with the texts under `root`; empty if nothing is."""
    return line_problems(root) + data_problems(root) + readme_problems(root) + tidy_problems(root)


if __name__ == "__main__":
    found = find_problems(Path(__file__).resolve().parents[2])
    print("\n".join(found) or "texts: nothing found")
    sys.exit(bool(found))
