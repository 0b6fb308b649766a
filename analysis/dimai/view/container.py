"""Puts plain values and long columns of whole numbers into one compressed block for the page.

The block is gzip of: four bytes, the length of the head (little-endian); the head, JSON in UTF-8; then
the bytes of all columns, one after the other. Where a column stands, the head has
{"$": first byte, "bytes": length, "n": numbers, "delta": 0 or 1, "per": divisor}. The code of a column
is that of dimai.report.pack; the page divides each number by `per`.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dimai.report.pack import code

NOT_A_NUMBER = -(2**31)
"""Stands for NaN in a column."""


@dataclass(frozen=True)
class Column:
    """Numbers that the page gets as one typed array."""

    values: NDArray[np.float64]
    """In the page's unit, any shape; NaN allowed."""
    per: float = 1.0
    """Steps a unit that are kept: 10 for tenths."""
    delta: bool = False
    """Differences are stored: shorter for what changes slowly."""


def column(values: ArrayLike, per: float = 1.0, delta: bool = False) -> Column:
    """Make a column; see Column."""
    return Column(np.asarray(values, dtype=np.float64), per, delta)


def pack_block(value: dict[str, Any]) -> bytes:
    """Compress a nest of dictionaries and lists with columns in it.

    Parameters
    ----------
    value : dict
        Plain values and Columns.

    Returns
    -------
    bytes
        The block; the same value gives the same bytes.
    """
    chunks: list[bytes] = []
    head = json.dumps(_laid_out(value, chunks), ensure_ascii=False, separators=(",", ":"),
                      allow_nan=False).encode("utf-8")
    whole = len(head).to_bytes(4, "little") + head + b"".join(chunks)
    return gzip.compress(whole, compresslevel=6, mtime=0)


def unpack_block(block: bytes) -> dict[str, Any]:
    """Do what the page does: columns become arrays. For tests."""
    whole = gzip.decompress(block)
    length = int.from_bytes(whole[:4], "little")
    head: dict[str, Any] = json.loads(whole[4:4 + length].decode("utf-8"))
    return dict(_taken_up(head, whole[4 + length:]).items())


def _laid_out(value: Any, chunks: list[bytes]) -> Any:
    if isinstance(value, Column):
        steps = np.rint(value.values.reshape(-1) * value.per)
        steps = np.where(np.isnan(steps), NOT_A_NUMBER, steps)
        data = code(steps, value.delta)
        start = sum(map(len, chunks))
        chunks.append(data)
        return {"$": start, "bytes": len(data), "n": len(steps), "delta": int(value.delta),
                "per": value.per}
    if isinstance(value, dict):
        return {key: _laid_out(item, chunks) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_laid_out(item, chunks) for item in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _taken_up(value: Any, data: bytes) -> Any:
    if isinstance(value, dict) and "$" in value:
        return _column_of(value, data)
    if isinstance(value, dict):
        return {key: _taken_up(item, data) for key, item in value.items()}
    return [_taken_up(item, data) for item in value] if isinstance(value, list) else value


def _column_of(place: dict[str, Any], data: bytes) -> NDArray[np.float64]:
    numbers: list[int] = []
    whole = shift = 0
    for byte in data[place["$"]:place["$"] + place["bytes"]]:
        whole |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(-(whole + 1) // 2 if whole % 2 else whole // 2)
            whole = shift = 0
    array = np.array(numbers, dtype=np.float64)
    array = np.cumsum(array) if place["delta"] else array
    return np.where(array == NOT_A_NUMBER, np.nan, array / place["per"])
