"""The command ./dimai, on a made-up project of one source file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CMAKE = """cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES CXX)
add_executable(dimai_program scenarios/main.cpp)
add_custom_target(dimai_python)
set_target_properties(dimai_program PROPERTIES OUTPUT_NAME dimai-native
  RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/scenarios)
"""
PRESETS = """{"version": 5, "configurePresets": [
  {"name": "release", "generator": "Ninja", "binaryDir": "${sourceDir}/build/${presetName}"}]}
"""
MAIN = """#include <cstdlib>
#include <iostream>
int main(int argc, char** argv) {
  std::cout << "edition 1 of " << std::getenv("DIMAI_ROOT");
  for (int i = 1; i < argc; ++i) std::cout << " [" << argv[i] << "]";
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Folder of the made-up project, not built."""
    for folder in ("sim", "models", "scenarios", "bindings", "cmake"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "dimai", tmp_path)
    (tmp_path / "packages.txt").write_text("# to run\ncmake\nninja-build\n")
    (tmp_path / "VERSION").write_text("7.8.9\n")
    (tmp_path / "CMakeLists.txt").write_text(CMAKE)
    (tmp_path / "CMakePresets.json").write_text(PRESETS)
    (tmp_path / "scenarios/main.cpp").write_text(MAIN)
    return tmp_path


def dimai(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the project's ./dimai with these words, in English."""
    return subprocess.run(
        [project / "dimai", *words],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_call_builds_and_the_second_starts_at_once(project: Path) -> None:
    first = dimai(project, "run", "a b")
    assert first.stdout == f"edition 1 of {project} [run] [a b]"
    assert "first time" in first.stderr
    assert first.returncode == 0
    log = project / "build/build.log"
    log.unlink()
    second = dimai(project, "run")
    assert not log.exists()
    assert (second.stdout, second.stderr) == (f"edition 1 of {project} [run]", "")


def test_a_changed_source_is_built_again(project: Path) -> None:
    dimai(project, "run")
    (project / "scenarios/main.cpp").write_text(MAIN.replace("edition 1", "edition 2"))
    assert dimai(project, "run").stdout.startswith("edition 2")


def test_a_source_that_does_not_compile_is_shown_and_the_old_program_not_run(project: Path) -> None:
    dimai(project, "run")
    (project / "scenarios/main.cpp").write_text("int main() { return nonsense; }\n")
    failed = dimai(project, "run")
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert "nonsense" in failed.stderr
    assert "the build failed" in failed.stderr


def test_it_works_through_a_link_and_from_another_folder(project: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(project / "dimai")
    done = subprocess.run([link, "x"], cwd="/", capture_output=True, text=True, check=True)
    assert done.stdout == f"edition 1 of {project} [x]"


def test_two_calls_at_once_build_once(project: Path) -> None:
    calls = [
        subprocess.Popen([project / "dimai", "run"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    outputs = [call.communicate() for call in calls]
    assert [out for out, _ in outputs] == [f"edition 1 of {project} [run]".encode()] * 2
    assert sum(b"building" in err and b"first time" in err for _, err in outputs) == 1


def test_help_and_version_need_no_build(project: Path) -> None:
    assert dimai(project, "--version").stdout == "dimai 7.8.9\n"
    assert "./dimai run SCENARIO" in dimai(project, "--help").stdout
    nothing = dimai(project)
    assert nothing.returncode == 2
    assert "./dimai run SCENARIO" in nothing.stderr
    assert not (project / "build").exists()


def test_wrong_words_for_test_are_wrong_usage(project: Path) -> None:
    assert dimai(project, "test", "--al").returncode == 2


needs_root = pytest.mark.skipif(
    os.getuid() != 0 or shutil.which("sudo") is not None, reason="needs root, and no sudo"
)


def dimai_as_nobody(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the project's ./dimai as a user who may not install packages."""
    nobody = 65534
    for path in (project, *project.rglob("*"), *project.parents[:3]):
        if path != Path(path.anchor) and path.stat().st_uid == 0:
            path.chmod(path.stat().st_mode | 0o055)
    for path in (project, *project.rglob("build"), *project.glob("build/**/*")):
        os.chown(path, nobody, nobody)
    return subprocess.run(
        ["setpriv", f"--reuid={nobody}", "--clear-groups", project / "dimai", *words],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_root
def test_a_user_who_may_not_install_is_told_what_is_missing(project: Path) -> None:
    (project / "packages.txt").write_text("# to run\ncmake\ndimai-no-such-package\n")
    done = dimai_as_nobody(project, "run")
    assert done.returncode == 1
    assert "only root can install them: dimai-no-such-package" in done.stderr


@needs_root
def test_what_only_analyses_need_is_installed_for_them_alone(project: Path) -> None:
    (project / "packages.txt").write_text("# to run\ncmake\n\n# to analyse\ndimai-no-such-package\n")
    for words in (("run", "x"), ("report", "x"), ("trace", "x"), ("policies", "x"), ("sweep", "--help")):
        done = dimai_as_nobody(project, *words)
        assert done.returncode == 0, done.stderr
    for verb in ("compare", "sweep", "python"):
        done = dimai_as_nobody(project, verb)
        assert done.returncode == 1, done.stdout
        assert "only root can install them: dimai-no-such-package" in done.stderr


def sections() -> dict[str, list[str]]:
    """Packages of each section of packages.txt."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "packages.txt").read_text().splitlines():
        if line.startswith("# "):
            found[line[2:]] = []
        elif line:
            found[list(found)[-1]].append(line)
    return found


def test_a_package_to_run_or_to_analyse_stands_once() -> None:
    named = sections()
    assert not set(named["to run"]) & set(named["to analyse"])
    assert all(len(each) == len(set(each)) for each in named.values())


@pytest.fixture
def with_viewer(project: Path) -> Path:
    """The made-up project with a page of its own, whose build writes one line."""
    viewer = project / "analysis/viewer"
    viewer.mkdir(parents=True)
    (viewer / "package.json").write_text('{"name": "page", "version": "1.0.0"}')
    (viewer / "package-lock.json").write_text(
        '{"name": "page", "version": "1.0.0", "lockfileVersion": 3, "packages": '
        '{"": {"name": "page", "version": "1.0.0"}}}'
    )
    (viewer / "build.mjs").write_text(
        'import { mkdirSync, writeFileSync } from "node:fs";\n'
        "mkdirSync(process.argv[2], { recursive: true });\n"
        'writeFileSync(process.argv[2] + "/viewer.js", "edition 1");\n'
    )
    return project


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_the_page_is_built_for_view_and_desk_only_and_once(with_viewer: Path) -> None:
    page = with_viewer / "build/viewer/viewer.js"
    assert dimai(with_viewer, "run").returncode == 0
    assert dimai(with_viewer, "view", "--help").returncode == 0
    assert not page.exists()
    first = dimai(with_viewer, "view", "result.h5")
    assert first.stdout.endswith("[view] [result.h5]"), first.stderr
    assert "building the page" in first.stderr
    assert page.read_text() == "edition 1"
    assert "building" not in dimai(with_viewer, "desk").stderr
    build = with_viewer / "analysis/viewer/build.mjs"
    build.write_text(build.read_text().replace("edition 1", "edition 2"))
    assert "building the page" in dimai(with_viewer, "desk").stderr
    assert page.read_text() == "edition 2"
