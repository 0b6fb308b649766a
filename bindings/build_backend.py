"""Builds the wheel of dimai for pip (PEP 517), with nothing but CMake and the standard library.

The compiled library is for Debian's Python 3.11, as the packages that it works on are; so pip
belongs to a venv of /usr/bin/python3 made with --system-site-packages. The wheel names no needs:
they are Debian packages (packages.txt), some of which pip cannot see.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "release"


def build_wheel(wheel_directory: str, config_settings: Any = None,
                metadata_directory: str | None = None) -> str:
    """Build the library, and pack it with the Python files and data."""
    library = _library()
    version, tag = _version(), "cp311-cp311-linux_x86_64"
    files = {f"dimai/{library.name}": library.read_bytes()}
    for path in sorted((ROOT / "analysis" / "dimai").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            files[f"dimai/{path.relative_to(ROOT / 'analysis' / 'dimai').as_posix()}"] = \
                path.read_bytes()
    for path in sorted((ROOT / "data").glob("*.csv")):
        files[f"dimai/_root/data/{path.name}"] = path.read_bytes()
    return _write(Path(wheel_directory), f"dimai-{version}-{tag}.whl", files, tag)


def build_editable(wheel_directory: str, config_settings: Any = None,
                   metadata_directory: str | None = None) -> str:
    """Build the library where it is, and pack a pointer to the Python files."""
    _library()
    tag = "cp311-cp311-linux_x86_64"
    files = {"dimai.pth": f"{ROOT / 'analysis'}\n".encode()}
    return _write(Path(wheel_directory), f"dimai-{_version()}-{tag}.whl", files, tag)


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Name what must be fetched to build: nothing."""
    return []


get_requires_for_build_editable = get_requires_for_build_wheel


def _version() -> str:
    return (ROOT / "VERSION").read_text().strip()


def _library() -> Path:
    """Build the compiled library and say where it is."""
    if sys.version_info[:2] != (3, 11):
        raise SystemExit(
            f"dimai: this pip belongs to Python {sys.version_info.major}.{sys.version_info.minor} "
            f"({sys.executable}); dimai needs that of Debian 12: /usr/bin/python3 -m venv "
            "--system-site-packages ENV, then ENV/bin/pip install .")
    for command in (["cmake", "-S", str(ROOT), "--preset", "release", "-DDIMAI_BINDINGS=ON"],
                    ["cmake", "--build", str(BUILD), "--target", "dimai_python"]):
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode != 0:
            raise SystemExit(f"dimai: {' '.join(command)} failed; ./dimai --version installs the "
                             "Debian packages that the build needs")
    return next((BUILD / "bindings").glob("_native.cpython-311-*.so"))


def _write(folder: Path, name: str, files: dict[str, bytes], tag: str) -> str:
    info = f"dimai-{_version()}.dist-info"
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: dimai\nVersion: {_version()}\n"
        f"Summary: Underground logistics, simulated before anything is dug\n"
        f"Requires-Python: >=3.11,<3.12\n").encode()
    files[f"{info}/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: dimai\nRoot-Is-Purelib: false\n"
                              f"Tag: {tag}\n").encode()
    rows = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(content)}\n")
    record = "".join(rows) + f"{info}/RECORD,,\n"
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
        wheel.writestr(f"{info}/RECORD", record)
    return name
