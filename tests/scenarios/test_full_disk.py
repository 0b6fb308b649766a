"""Runs onto a real disk that is full: a small tmpfs, mounted for each test.

Files that cannot grow (RLIMIT_FSIZE) are in test_command.py.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import h5py
import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE", ROOT / "build/release/scenarios/dimai-native"))
FIRST_STEPS = ROOT / "scenarios/first-steps"
LONG_RUN = ROOT / "scenarios/beijing-shenzhen"

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")

Mount = Callable[[int], Path]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a disk of some kB; skips the test where that is not permitted."""

    def mount(size_kb: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "none", str(tmp_path)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.skip("there is no mount command")
        if done.returncode != 0:
            pytest.skip(f"mounting a tmpfs is not permitted: {done.stderr.strip()}")
        return tmp_path

    yield mount
    with suppress(FileNotFoundError):
        subprocess.run(["umount", str(tmp_path)], capture_output=True, check=False)


def run(scenario: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a scenario into a folder of the disk."""
    command = [str(PROGRAM), "run", str(scenario), "--output", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)


@pytest.mark.parametrize("size_kb", [4, 16, 64])
def test_a_disk_too_small_for_the_result_ends_with_1_and_says_so(size_kb: int, disk: Mount) -> None:
    folder = disk(size_kb) / "out"
    done = run(FIRST_STEPS, folder)
    assert done.returncode == 1, done.stderr
    assert "result.h5" in done.stderr
    assert "No space left on device" in done.stderr
    assert done.stdout == ""
    assert not (folder / "result.h5").exists()
    assert not (folder / "report.html").exists()


def test_a_disk_that_fills_during_a_run_keeps_a_readable_part(disk: Mount) -> None:
    folder = disk(24_000) / "out"
    done = run(LONG_RUN, folder)
    assert done.returncode == 1, done.stderr
    assert "No space left on device" in done.stderr
    assert not (folder / "result.h5").exists()
    with h5py.File(folder / "result.h5.part", "r") as file:
        assert file.attrs.get("complete", 0) == 0
        assert len(file["/network/node/id"]) > 0


def test_a_disk_too_small_for_the_report_keeps_the_whole_result_and_no_half_page(
    disk: Mount, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert run(FIRST_STEPS, elsewhere).returncode == 0
    result_kb = (elsewhere / "result.h5").stat().st_size // 1024
    report_kb = (elsewhere / "report.html").stat().st_size // 1024
    folder = disk(result_kb + report_kb // 2) / "out"
    done = run(FIRST_STEPS, folder)
    assert done.returncode == 1, done.stdout
    assert "No space left on device" in done.stderr
    assert "report" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in folder.iterdir()] == ["result.h5"]  # no report, nor half of one
    with h5py.File(folder / "result.h5", "r") as file:
        assert file.attrs["complete"] == 1


def test_a_full_disk_leaves_the_result_of_an_earlier_run_alone(disk: Mount) -> None:
    folder = disk(4000) / "out"
    assert run(FIRST_STEPS, folder).returncode == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run(LONG_RUN, folder)
    assert done.returncode == 1, done.stderr
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    after.pop("result.h5.part", None)
    assert after == before
