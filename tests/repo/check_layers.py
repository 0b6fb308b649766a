"""Check the layers: sim <- models <- scenarios <- bindings <- analysis, and nothing back.

By the includes of the C++ files and by the CMake files. A library is used in its own layer, and in
.cpp files only; folders do not include each other in a circle.
"""

from __future__ import annotations

import re
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

LAYERS = ["sim", "models", "scenarios", "bindings", "analysis"]

# First part of an angle include -> layer that may use it. The headers of the standard library have
# neither a slash nor a dot.
LIBRARIES = {
    "Random123": "sim",
    "boost": "models",
    "Eigen": "models",
    "coin": "models",
    "simgrid": "models",
    "CLI": "scenarios",
    "fmt": "scenarios",
    "hdf5.h": "scenarios",
    "hdf5_hl.h": "scenarios",
    "libdeflate.h": "scenarios",
    "nlohmann": "scenarios",
    "pugixml.hpp": "scenarios",
    "spdlog": "scenarios",
    "toml++": "scenarios",
    "pybind11": "bindings",
}
# Headers of the system: files and signals are the business of scenarios; the kernel may ask for large
# pages of memory and for instructions of the processor.
SYSTEM = re.compile(r"(sys/\w+|fcntl|unistd|signal|pthread|sched|\w+intrin)\.h")
SYSTEM_OF_KERNEL = re.compile(r"sys/mman\.h|\w+intrin\.h")
# A library whose clock is global (SimGrid) runs in processes that models/messages forks.
SYSTEM_OF_MODELS = re.compile(r"sys/socket\.h|unistd\.h")

# Package of CMake -> layer that may look for it; Threads and Python belong to all.
PACKAGES = {
    "Boost": "models",
    "Eigen3": "models",
    "SimGrid": "models",
    "tomlplusplus": "scenarios",
    "CLI11": "scenarios",
    "HDF5": "scenarios",
    "spdlog": "scenarios",
    "fmt": "scenarios",
    "nlohmann_json": "scenarios",
    "pugixml": "scenarios",
    "pybind11": "bindings",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
TARGET = re.compile(r"\bdimai::(\w+)")
FIND_PACKAGE = re.compile(r"^\s*find_package\(\s*(\w+)", re.IGNORECASE)


def quoted_problem(layer: str, path: str) -> str | None:
    """Say what is wrong with an include of a file of ours."""
    target = path.split("/")[0]
    if target not in LAYERS or "/" not in path:
        return f'includes "{path}": a path starts at the root, with the layer'
    if LAYERS.index(target) > LAYERS.index(layer):
        return f'includes "{path}": {layer} must not know {target}'
    return None


def angle_problem(layer: str, suffix: str, path: str) -> str | None:
    """Say what is wrong with an include of a library."""
    owner = LIBRARIES.get(path.split("/")[0])
    if owner is None:
        if "/" not in path and "." not in path:
            return None
        if SYSTEM.fullmatch(path):
            allowed = layer == "scenarios" or bool(
                (layer == "sim" and SYSTEM_OF_KERNEL.fullmatch(path))
                or (layer == "models" and SYSTEM_OF_MODELS.fullmatch(path))
            )
            return None if allowed else f"includes <{path}>: scenarios may, {layer} not"
        return f"includes <{path}>: no layer is known to use this library"
    if owner != layer:
        return f"includes <{path}>: {owner} may, {layer} not"
    if suffix == ".hpp" and layer != "sim":
        return f"includes <{path}> in a header: libraries stay in .cpp files"
    return None


def include_problems(root: Path) -> list[str]:
    """Check the includes of all C++ files of the layers."""
    problems = []
    for layer in LAYERS:
        for file in sorted((root / layer).rglob("*.?pp")):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                match = INCLUDE.match(line)
                if match is None:
                    continue
                quoted, path = match[1] == '"', match[2]
                problem = (
                    quoted_problem(layer, path) if quoted else angle_problem(layer, file.suffix, path)
                )
                if problem:
                    problems.append(f"{file.relative_to(root)}:{number}: {problem}")
    return problems


def folder_of(path: str) -> str:
    """Give the folder of a file; a file that stands in its layer's own folder is one by itself."""
    folder, _, name = path.rpartition("/")
    return folder if "/" in folder else f"{folder}/{Path(name).stem}"


def circle_problems(root: Path) -> list[str]:
    """Find folders that include each other in a circle."""
    folders: dict[str, set[str]] = {}
    for layer in LAYERS:
        for file in (root / layer).rglob("*.?pp"):
            own = folder_of(file.relative_to(root).as_posix())
            for line in file.read_text().splitlines():
                match = INCLUDE.match(line)
                if match and match[1] == '"':
                    folders.setdefault(own, set()).update({folder_of(match[2])} - {own})
    try:
        TopologicalSorter(folders).prepare()
    except CycleError as error:
        return ["folders include each other in a circle: " + " <- ".join(error.args[1])]
    return []


def cmake_problems(root: Path) -> list[str]:
    """Check which targets and packages the CMake files of a layer name."""
    problems = []
    for rank, layer in enumerate(LAYERS):
        files = [*(root / layer).rglob("CMakeLists.txt"), *(root / layer).rglob("*.cmake")]
        for file in sorted(files):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                where = f"{file.relative_to(root)}:{number}"
                code = line.split("#")[0]
                for target in TARGET.findall(code):
                    if target in LAYERS and LAYERS.index(target) > rank:
                        problems.append(f"{where}: {layer} must not link dimai::{target}")
                match = FIND_PACKAGE.match(code)
                if match and PACKAGES.get(match[1], layer) != layer:
                    problems.append(f"{where}: {match[1]} belongs to {PACKAGES[match[1]]}")
    return problems


def find_problems(root: Path) -> list[str]:
    """Find all that points the wrong way under `root`; empty if nothing does."""
    return include_problems(root) + circle_problems(root) + cmake_problems(root)


if __name__ == "__main__":
    found = find_problems(Path(__file__).resolve().parents[2])
    print("\n".join(found) or "layers: nothing points the wrong way")
    sys.exit(bool(found))
