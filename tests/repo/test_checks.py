"""The checks of the repository can fail: each is shown a small tree with one thing wrong."""

from __future__ import annotations

from pathlib import Path

import check_layers
import check_sizes
import check_texts
import pytest

ROOT = Path(__file__).resolve().parents[2]


def write(root: Path, name: str, text: str) -> None:
    """Write a file of a made-up repository."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("sim/a.hpp", '#include "models/b.hpp"', "sim must not know models"),
        ("models/a.cpp", '#include "scenarios/b.hpp"', "models must not know scenarios"),
        ("models/a.cpp", '#include "b.hpp"', "a path starts at the root"),
        ("sim/a.cpp", "#include <boost/graph/x.hpp>", "models may, sim not"),
        ("models/a.hpp", "#include <boost/graph/x.hpp>", "libraries stay in .cpp files"),
        ("models/a.cpp", "#include <toml++/toml.h>", "scenarios may, models not"),
        ("scenarios/a.hpp", "#include <hdf5.h>", "libraries stay in .cpp files"),
        ("scenarios/a.cpp", "#include <zmq/zmq.h>", "no layer is known to use this library"),
        ("models/a.cpp", "#include <fcntl.h>", "scenarios may, models not"),
        ("sim/CMakeLists.txt", "link(x dimai::models)", "sim must not link dimai::models"),
        ("sim/CMakeLists.txt", "find_package(Boost)", "Boost belongs to models"),
    ],
)
def test_a_step_against_the_layers_is_found(
    tmp_path: Path, name: str, line: str, expected: str
) -> None:
    write(tmp_path, name, f"\n{line}\n")
    problems = check_layers.find_problems(tmp_path)
    assert len(problems) == 1
    assert problems[0].startswith(f"{name}:2: ")
    assert expected in problems[0]


def test_folders_that_include_each_other_in_a_circle_are_found(tmp_path: Path) -> None:
    write(tmp_path, "models/a/x.hpp", '#include "models/b/x.hpp"\n')
    write(tmp_path, "models/b/x.hpp", '#include "models/c/x.hpp"\n')
    write(tmp_path, "models/c/x.cpp", '#include "models/a/x.hpp"\n')
    (problem,) = check_layers.find_problems(tmp_path)
    assert problem.startswith("folders include each other in a circle: models/")


def test_files_of_the_layer_s_own_folder_are_folders_by_themselves(tmp_path: Path) -> None:
    write(tmp_path, "scenarios/scenario.hpp", "")
    write(tmp_path, "scenarios/reading/x.hpp", '#include "scenarios/scenario.hpp"\n')
    write(tmp_path, "scenarios/command.cpp", '#include "scenarios/reading/x.hpp"\n')
    assert check_layers.find_problems(tmp_path) == []
    write(tmp_path, "scenarios/scenario.cpp", '#include "scenarios/reading/x.hpp"\n')
    assert len(check_layers.find_problems(tmp_path)) == 1


def test_steps_along_the_layers_are_no_problem(tmp_path: Path) -> None:
    write(tmp_path, "sim/a.hpp", "#include <vector>\n#include <Random123/philox.h>\n")
    write(tmp_path, "models/n/a.cpp", '#include <boost/x.hpp>\n#include "sim/a.hpp"\n')
    write(tmp_path, "scenarios/a.cpp", '#include <hdf5.h>\n#include "models/n/a.hpp"\n')
    write(tmp_path, "models/CMakeLists.txt", "use(dimai::sim)  # not dimai::scenarios\n")
    assert check_layers.find_problems(tmp_path) == []


def test_files_and_folders_that_outgrow_their_bounds_are_found(tmp_path: Path) -> None:
    write(tmp_path, "sim/long.cpp", "\n" * 400)
    write(tmp_path, "sim/right.cpp", "\n" * 399)
    write(tmp_path, "sim/long.hpp", "\n" * 200)
    for number in range(20):
        write(tmp_path, f"models/full/{number}.cpp", "")
    assert check_sizes.find_problems(tmp_path) == [
        "sim/long.cpp: 400 lines, accepts fewer than 400",
        "sim/long.hpp: 200 lines, accepts fewer than 200",
        "models/full/: 20 C++ files, accepts fewer than 20",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "see /wo" + "rk/main/x",
        'open("/tm' + 'p/x")',
        "in /ho" + "me/li/x",
        "https://registry." + "npmjs.org/d3",
        "deb." + "debian.org",
    ],
)
def test_paths_of_a_machine_and_registries_are_found(tmp_path: Path, text: str) -> None:
    write(tmp_path, "a.md", f"fine: /usr/bin/python3 and build/tmp/x and a/home/b\n{text}\n")
    (problem,) = check_texts.line_problems(tmp_path)
    assert problem.startswith("a.md:2: ")


def test_a_table_without_its_toml_is_found(tmp_path: Path) -> None:
    write(tmp_path, "data/a/good.csv", "")
    write(tmp_path, "data/a/good.toml", "")
    write(tmp_path, "data/a/bad.csv", "")
    assert check_texts.data_problems(tmp_path) == ["data/a/bad.csv: has no bad.toml beside it"]


def test_readmes_with_other_commands_are_found(tmp_path: Path) -> None:
    assert check_texts.readme_problems(tmp_path) == ["README.md: is missing"]
    write(tmp_path, "README.md", "```\n./dimai run x  # runs\n```\n")
    write(tmp_path, "README.zh.md", "```\n./dimai run x  # 运行\n```\n")
    assert check_texts.readme_problems(tmp_path) == []
    write(tmp_path, "README.zh.md", "```\n./dimai test\n```\n")
    assert len(check_texts.readme_problems(tmp_path)) == 1


def test_a_lint_check_that_is_off_without_a_reason_is_found(tmp_path: Path) -> None:
    text = '# -misc-a\n#   because\nChecks: "-*,misc-*,\\\n  -misc-a,\\\n  -misc-b"\n'
    write(tmp_path, ".clang-tidy", text)
    assert check_texts.tidy_problems(tmp_path) == [".clang-tidy: misc-b is off without a reason"]
