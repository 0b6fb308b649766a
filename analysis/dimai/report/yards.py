"""Yards: how full they were, and what it took to put trains in order."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.pack import pack, rounded
from dimai.results import Result

PLANS = ("none", "as_they_come", "blocks", "lanes", "radix", "hump", "in_motion")
GREATEST_TIMES = 300
COUNTS = ("capsules", "trains", "passes", "rolled_units", "cuts_as_come", "cuts_ahead",
          "held_trains", "most_standing", "places")


def yard_data(result: Result) -> dict[str, Any] | None:
    """One row for each yard and tube that trains leave by, those with most capsules first.

    Returns
    -------
    dict or None
        `rows` with counts and sums of time, `plans` with trains by plan, `time_s` and the mean
        number of standing capsules by row (`standing`, in tenths); None if no yard holds anybody.
    """
    table = result.table("yards")
    if not len(table) or not table["capsules"].sum():
        return None
    order = table["capsules"].sort_values(ascending=False, kind="stable").index
    rows = []
    for index in order:
        row = table.loc[index]
        one: dict[str, Any] = {"node": int(row["node"]), "link": int(row["link"])}
        one |= {name: int(row[name]) for name in COUNTS}
        one |= {name: rounded(row[name]) for name in ("held_s", "sorting_s", "standing_s")}
        rows.append(one)
    grid = result.grid("yard_use")
    step = max(1, -(-len(grid.time_s) // GREATEST_TIMES))
    standing = grid.values["standing"]
    trains = result.table("yard_trains")
    counts = np.bincount(trains["plan"].to_numpy(dtype=np.int64), minlength=len(PLANS))
    return {"rows": rows, "time_s": grid.time_s[::step].tolist(),
            "standing": [pack(10.0 * standing[::step, column]) if column < standing.shape[1]
                         else pack([]) for column in order],
            "plans": {name: int(count) for name, count in zip(PLANS, counts) if count}}
