"""Opens a result file, and says in a sentence what is wrong with it if it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np

SCHEMA_MAJOR = 1
"""Greatest major version of the layout that this reader understands."""


class ResultError(ValueError):
    """A file that is not a result this dimai can read; the text says why, in one sentence."""


def open_file(path: Path) -> tuple[Path, dict[str, Any], Any]:
    """Open a result file, or the one in a folder.

    Returns
    -------
    path of the file, its attributes, and the open h5py.File

    Raises
    ------
    ResultError
        See dimai.open_result.
    """
    found = _locate(path)
    try:
        file = h5py.File(found, "r", locking=False)
    except OSError as error:
        raise ResultError(_why_unreadable(found)) from error
    try:
        attributes = {key: _plain(value) for key, value in file.attrs.items()}
        _check(found, attributes)
    except Exception as error:
        file.close()
        if isinstance(error, ResultError):
            raise
        raise ResultError(f"{found}: is damaged: its attributes cannot be read") from error
    return found, attributes, file


def _locate(path: Path) -> Path:
    if path.is_dir():
        for name in ("result.h5", "result.h5.part"):
            if (path / name).is_file():
                return path / name
        raise ResultError(f"{path}: is a folder without result.h5")
    if not path.exists():
        raise ResultError(f"{path}: there is no such file")
    return path


def _why_unreadable(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            signature = stream.read(8)
    except OSError as error:
        return f"{path}: cannot be opened: {error.strerror}"
    if not signature:
        return f"{path}: is empty"
    if signature == b"\x89HDF\r\n\x1a\n":
        return f"{path}: is damaged or was cut off; its HDF5 structure cannot be read"
    return f"{path}: is not an HDF5 file, so not a dimai result"


def _check(path: Path, attributes: Mapping[str, Any]) -> None:
    if "filetype" not in attributes and attributes.get("complete") == 0:
        raise ResultError(f"{path}: holds nothing yet: its run ended before it began to write")
    if attributes.get("filetype") != "dimai result":
        raise ResultError(f"{path}: is an HDF5 file, but not a dimai result")
    version = str(attributes.get("schema_version", ""))
    major = version.split(".")[0]
    if not major.isdigit():
        raise ResultError(f'{path}: has the schema version "{version}", which is no version')
    if int(major) > SCHEMA_MAJOR:
        raise ResultError(f"{path}: was written with schema {version}; this dimai reads up to "
                          f"{SCHEMA_MAJOR}.x, so a newer dimai is needed")


def _plain(value: Any) -> Any:
    """Turn an attribute into a plain Python value."""
    if isinstance(value, np.ndarray):
        value = value.reshape(-1)[0] if value.size == 1 else value.tolist()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.item() if isinstance(value, np.generic) else value
