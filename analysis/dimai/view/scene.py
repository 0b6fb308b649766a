"""Everything that the page shows of one result."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from dimai.results import Result
from dimai.view.carriers import carriers, carriers_moving
from dimai.view.container import column
from dimai.view.excerpt import Excerpt, passages_of
from dimai.view.journeys import formations, journeys, junctions
from dimai.view.movement import Movement, movement_data, movement_of
from dimai.view.networks import end_s, networks
from dimai.view.trains import capsule_classes
from dimai.view.vessels import vessels

META = ("scenario", "title", "title_zh", "description", "description_zh", "complete", "end_reason",
        "simulated_s", "seed", "replication", "dimai_version", "git_commit", "created", "event_hash",
        "events")


def scene_data(result: Result, part: Excerpt = Excerpt(), movement: Movement | None = None) -> dict[str, Any]:
    """Collect what the page shows, for dimai.view.container.pack_block.

    Parameters
    ----------
    result : Result
        An open result file.
    part : Excerpt
        What of it; default: all.
    movement : Movement, optional
        What movement_of(result) gives, if that is known already.

    Returns
    -------
    dict
        Plain values and columns.

    Raises
    ------
    dimai.results.ResultError
        If the file is damaged.
    """
    classes = result.table("capsule_class")
    movement = movement or movement_of(result)
    end = end_of_time(result, movement)
    begin, until = part.span(end)
    if movement is not None:
        movement = passages_of(movement, part)
    return {
        "meta": {key: value for key in META if is_plain(value := result.attributes.get(key))},
        "begin_s": begin, "end_s": until, "run_s": end, "every": part.every,
        "networks": networks(result),
        "classes": [{"name": str(row.name_), "color": str(row.color), "length": float(row.length_m)}
                    for row in classes.rename(columns={"name": "name_"}).itertuples()],
        "capsule_class": column(capsule_classes(result)),
        "movement": movement_data(result, movement),
        "journeys": journeys(result, part),
        "formations": formations(result, part),
        "junctions": junctions(result),
        "vessels": vessels(result),
        "carriers": carriers(result, part),
        "activity": activity(result),
    }


def activity(result: Result) -> dict[str, Any]:
    """Capsules that move and requests that wait over time, for the line under the clock.

    Without capsules: the loaded carriers of parcel tubes.
    """
    fleet = result.grid("fleet")
    moving = fleet.values["loaded_moving"] + fleet.values["empty_moving"]
    if not moving.any() and (busy := carriers_moving(result)) is not None:
        return busy
    return {"time": column(fleet.time_s), "moving": column(moving.sum(axis=1)),
            "waiting": column(fleet.values["waiting_requests"].sum(axis=1))}


def end_of_time(result: Result, movement: Movement | None) -> float:
    """Last moment of the clock [s]."""
    last = float(np.nanmax(movement.exit_s)) if movement is not None and len(movement.exit_s) else 0.0
    return max(end_s(result), math.ceil(last))


def is_plain(value: Any) -> bool:
    """Whether JSON can hold the value."""
    return isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value))
