"""Couplings, cuts and trains formed at each junction, hour by hour."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.pack import pack
from dimai.results import Result

GREATEST_BINS = 48
KINDS = 4
GREATEST_JUNCTIONS = 80
"""Junctions shown, those with most couplings and cuts."""
EXAMPLES = 12
"""Couplings and cuts listed of each junction, from its busiest hour on."""


def formation_data(result: Result) -> dict[str, Any]:
    """What happened to trains at each junction, by time; without junctions if nothing did.

    Counts are packed as (junction, bin, kind): coupled in motion, cut, formed standing,
    re-ordered in motion.
    """
    rows = result.table("formations")
    rows = rows[(rows["node"] >= 0) & (rows["kind"] >= 0) & (rows["kind"] < KINDS)]
    if rows.empty:
        return {"node": []}
    node, kind = rows["node"].to_numpy(), rows["kind"].to_numpy()
    time_s = rows["time_s"].to_numpy()
    bin_s = next((s for s in (300.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 43200.0)
                  if time_s.max() / s < GREATEST_BINS), 86400.0)
    bins = int(time_s.max() / bin_s) + 1
    total = np.bincount(node)
    order = np.argsort(-total, kind="stable")[:GREATEST_JUNCTIONS]
    order = order[total[order] > 0]
    count = np.zeros((len(total), bins, KINDS), dtype=np.int64)
    np.add.at(count, (node, (time_s / bin_s).astype(np.int64), kind), 1)
    examples = {}
    by_node = np.argsort(node, kind="stable")
    ends = np.searchsorted(node[by_node], np.arange(len(total) + 1))
    for each in order:
        own = by_node[ends[each]:ends[each + 1]]
        busiest = int(count[each].sum(axis=1).argmax()) * bin_s
        first = int(np.searchsorted(time_s[own], busiest))
        chosen = rows.iloc[own[first:first + EXAMPLES]]
        examples[int(each)] = [
            [round(row.time_s, 1), int(row.kind), int(row.train), int(row.other_train),
             int(row.capsules_before), int(row.capsules_after)] for row in chosen.itertuples()]
    return {"node": [int(each) for each in order], "bin_s": bin_s, "bins": bins,
            "count": pack(count[order]), "examples": [examples[int(each)] for each in order]}
