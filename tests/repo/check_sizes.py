"""Check sizes: a .cpp under 400 lines, a header under 200, a folder under 20 C++ files.

What outgrows this holds two ideas: split by idea.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

FOLDERS = ["sim", "models", "scenarios", "bindings", "tests"]
LINES = {".cpp": 400, ".hpp": 200}
FILES = 20


def find_problems(root: Path) -> list[str]:
    """Find what is too long or too full under `root`; empty if nothing is."""
    problems = []
    folders: Counter[str] = Counter()
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*.?pp")):
            lines = len(file.read_text().splitlines())
            name = file.relative_to(root)
            folders[name.parent.as_posix()] += 1
            if lines >= LINES.get(file.suffix, 400):
                problems.append(f"{name}: {lines} lines, accepts fewer than {LINES[file.suffix]}")
    for folder, count in sorted(folders.items()):
        if count >= FILES:
            problems.append(f"{folder}/: {count} C++ files, accepts fewer than {FILES}")
    return problems


if __name__ == "__main__":
    found = find_problems(Path(__file__).resolve().parents[2])
    print("\n".join(found) or "sizes: all within bounds")
    sys.exit(bool(found))
