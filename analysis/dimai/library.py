"""Finds the compiled library and makes sure that it fits this Python code."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dimai import _native as native_types

INTERFACE = 2
"""Number of the interface between this code and bindings/module.cpp; both change together."""

PACKAGE = Path(__file__).resolve().parent


class LibraryError(ImportError):
    """The compiled library is missing or does not fit; the text says what to do."""


def root() -> Path:
    """Give the folder that holds data/: the source tree, or what was installed of it."""
    named = os.environ.get("DIMAI_ROOT")
    if named:
        return Path(named)
    installed = PACKAGE / "_root"
    return installed if installed.is_dir() else PACKAGE.parents[1]


def load() -> native_types:  # type: ignore[valid-type]
    """Give the compiled library.

    Raises
    ------
    LibraryError
        If it is missing, was built for another Python, or belongs to other Python code.
    """
    if "dimai._native" in sys.modules:
        return sys.modules["dimai._native"]
    os.environ.setdefault("DIMAI_ROOT", str(root()))
    module = _import(_find())
    found = getattr(module, "INTERFACE", 0)
    if found != INTERFACE:
        raise LibraryError(
            f"the library {module.__file__} speaks interface {found}, the Python code in {PACKAGE} "
            f"speaks {INTERFACE}: they are of different versions of dimai; build them together, "
            "with ./dimai --version in the source tree or pip install .")
    sys.modules["dimai._native"] = module
    return module


def version() -> str:
    """Version and commit of the compiled library, such as "0.1.0 (f19fb655aefa)"."""
    native = load()
    return f"{native.VERSION} ({native.COMMIT})"  # type: ignore[attr-defined]


def _folders() -> list[Path]:
    """Where the library may be: beside this file once installed, else in the build."""
    return [PACKAGE, root() / "build" / "release" / "bindings"]


def _find() -> Path:
    wanted = importlib.machinery.EXTENSION_SUFFIXES
    for folder in _folders():
        for suffix in wanted:
            if (folder / f"_native{suffix}").is_file():
                return folder / f"_native{suffix}"
    for folder in _folders():
        for other in sorted(folder.glob("_native*.so")):
            raise LibraryError(
                f"{other} was built for another Python than this one, {sys.executable} "
                f"{sys.version_info.major}.{sys.version_info.minor}; use /usr/bin/python3, as "
                "./dimai python does")
    raise LibraryError(
        f"the compiled library is not built (looked in {', '.join(map(str, _folders()))}); "
        "./dimai python builds it")


def _import(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("dimai._native", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
