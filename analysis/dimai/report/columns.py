"""Reads whole groups of a result file that only some results have."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from dimai.results import Result

Columns = dict[str, NDArray[Any]]


def read_columns(result: Result, group: str) -> Columns:
    """All columns of a group, cut to the shortest of them; empty if the file has no such group.

    Parameters
    ----------
    result : Result
        An open result, complete or not.
    group : str
        Path of the group, such as "tubes/sends".

    Returns
    -------
    dict
        Name of each column to its values; texts as str.
    """
    found = result.file.get(group)
    if not isinstance(found, h5py.Group):
        return {}
    data = {name: item[()] for name, item in found.items()
            if isinstance(item, h5py.Dataset) and item.ndim == 1}
    own = {name: values for name, values in data.items() if name != "row"}
    rows = min((len(values) for values in own.values()), default=0)
    return {name: text_values(values[:rows]) for name, values in own.items()}


def text_values(values: NDArray[Any]) -> NDArray[Any]:
    """Bytes as text; numbers as they are."""
    if values.dtype.kind not in "OS":
        return values
    return np.array([value.decode() if isinstance(value, bytes) else str(value)
                     for value in values], dtype=object)
