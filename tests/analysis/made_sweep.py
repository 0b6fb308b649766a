"""A small sweep: a grid of four points, two replications each."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
GRID = f"""
scenario = "{ROOT}/scenarios/first-steps"
design = "grid"
replications = 2

[set]
run.duration = "4 h"

[parameter."guideway.speed"]
values = ["60 km/h", "90 km/h"]

[parameter."capsule.cabin.fleet"]
low = 6
high = 12
levels = 2

[outcome.time]
measure = "door_to_door_time"
class = "cabin"

[outcome.late]
measure = "door_to_door_time"
statistic = "p95"
class = "cabin"
warm_up = "10 min"

[outcome.served]
count = "arrived"
share = true
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "sweep.toml"
    file.write_text(text)
    return file


def hashes(runs: pd.DataFrame) -> list[str]:
    return list(runs.sort_values(["point", "replication"])["event_hash"])
