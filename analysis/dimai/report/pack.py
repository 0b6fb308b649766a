"""Packs whole numbers into short texts that assets/unpack.js turns back into arrays."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def pack(values: ArrayLike, delta: bool = False) -> str:
    """Write whole numbers as base64 of a variable-length code: 7 bits a byte, lowest first.

    Parameters
    ----------
    values : array, any shape
        Whole numbers, or numbers to be rounded to them, in [-2^51, 2^51]. NaN counts as 0.
    delta : bool
        Store differences of consecutive values, shorter for slowly varying sequences.

    Returns
    -------
    str
        Base64 of what `code` gives.
    """
    return base64.b64encode(code(values, delta)).decode("ascii")


def code(values: ArrayLike, delta: bool = False) -> bytes:
    """Write whole numbers in a variable-length code, as `pack` does, but as bytes.

    Signs are folded into the lowest bit (0, -1, 1, -2 become 0, 1, 2, 3).
    """
    flat = np.asarray(np.rint(np.nan_to_num(np.asarray(values, dtype=np.float64))), dtype=np.int64)
    flat = flat.reshape(-1)
    if delta:
        flat = np.diff(flat, prepend=np.int64(0))
    folded = ((flat << 1) ^ (flat >> 63)).astype(np.uint64)
    lengths = np.ones(len(folded), dtype=np.int64)
    for bits in range(7, 56, 7):
        lengths += folded >= np.uint64(1 << bits)
    ends = np.cumsum(lengths)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    starts = ends - lengths
    for byte in range(int(lengths.max(initial=0))):
        rows = np.flatnonzero(lengths > byte)
        value = (folded[rows] >> np.uint64(7 * byte)) & np.uint64(127)
        more = lengths[rows] > byte + 1
        out[starts[rows] + byte] = value.astype(np.uint8) | (more.astype(np.uint8) << 7)
    return out.tobytes()


def rounded(value: Any, digits: int = 6) -> float | None:
    """Shorten a number for JSON to some significant digits; None if it is not finite."""
    number = float(value)
    return float(f"{number:.{digits}g}") if np.isfinite(number) else None


def rounded_list(values: ArrayLike, digits: int = 6) -> list[float | None]:
    """Shorten every number of a one-dimensional array."""
    array: NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    return [rounded(value, digits) for value in array.tolist()]
