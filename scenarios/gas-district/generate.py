"""Write the tables of this scenario: nodes.csv, pipes.csv, valves.csv and profiles.csv.

A district that does not exist, on a plain north of Xiamen: a line from the national grid, a gate station
with a booster, a ring at 25 bar to a works and a neighbouring town, and a grid of streets at 4 bar behind
two district regulators. Run with /usr/bin/python3 generate.py; the tables are under version control.
"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent
LON, LAT = 118.150, 24.720  # south-western corner of the streets [deg]
STREET_M = 600.0
LON_M, LAT_M = 101_200.0, 110_760.0  # metres a degree at 24.7 N
SIDE = 5  # streets each way

# Share of the mean of the day that households and shops take, from each full hour to the next.
DAY = [0.45, 0.35, 0.30, 0.30, 0.40, 0.75, 1.35, 1.45, 1.05, 0.85, 0.90, 1.35,
       1.45, 0.95, 0.75, 0.75, 1.00, 1.60, 2.05, 1.85, 1.40, 1.05, 0.80, 0.55]
WORKS = [(0, 0.3), (5, 0.3), (6, 1.3), (21, 1.3), (22, 0.3), (24, 0.3)]


def place(east_m: float, north_m: float) -> tuple[str, str]:
    """Longitude and latitude of a point counted from the corner."""
    return f"{LON + east_m / LON_M:.6f}", f"{LAT + north_m / LAT_M:.6f}"


def write(name: str, header: list[str], rows: list[list[str]]) -> None:
    """Write one table."""
    with (HERE / name).open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([header, *rows])


def node(name: str, en: str, zh: str, at: tuple[float, float], **more: str) -> list[str]:
    """One row of nodes.csv."""
    lon, lat = place(*at)
    keys = ["pressure", "demand", "least", "cutoff"]
    return [name, en, zh, *(more.get(key, "") for key in keys), lon, lat]


def nodes() -> list[list[str]]:
    """All nodes: supply, gate, ring, regulators, streets."""
    rows = [
        node("grid", "National grid", "国家管网", (-9_500, 7_500), pressure="22 bar(g)"),
        node("gate", "Gate station", "门站", (-1_500, 4_000)),
        node("gate-out", "Gate station, outlet", "门站出口", (-1_300, 4_000)),
        node("works", "Ceramics works", "陶瓷厂", (4_500, 4_800), demand="5000 Nm3/h", least="15 bar(g)"),
        node("town", "Neighbouring town", "邻镇", (9_500, 3_000), demand="9000 Nm3/h", least="15 bar(g)"),
        node("ring-s", "Ring, south", "环线南", (4_000, -1_500)),
        node("ring-w", "Ring, west", "环线西", (-1_300, 1_000)),
        node("dr-west", "Regulator west, outlet", "西调压站出口", (-600, 1_200)),
        node("dr-south", "Regulator south, outlet", "南调压站出口", (2_400, -600)),
    ]
    for y in range(SIDE):
        for x in range(SIDE):
            rows.append(node(f"s{x}{y}", f"Street {x}-{y}", f"街区 {x}-{y}",
                             (x * STREET_M, y * STREET_M), demand="260 Nm3/h",
                             least="2 bar(g)", cutoff="1 bar(g)"))
            if (x, y) == (2, 2):
                rows += [node(f"m{i}", f"Valve pit {i}", f"阀井 {i}",
                              (x * STREET_M + 60 * dx, y * STREET_M + 60 * dy))
                         for i, (dx, dy) in enumerate([(-1, 0), (1, 0), (0, -1), (0, 1)])]
    return rows


def pipe(name: str, a: str, b: str, km: float, bore_mm: int) -> list[str]:
    """One row of pipes.csv."""
    return [name, a, b, f"{km:.3f}", str(bore_mm)]


def pipes() -> list[list[str]]:
    """Line, ring and streets; the four mains at street 2-2 pass its valve pits."""
    rows = [
        pipe("line", "grid", "gate", 10.0, 250),
        pipe("ring-1", "gate-out", "works", 6.0, 250),
        pipe("ring-2", "works", "ring-s", 6.8, 250),
        pipe("ring-3", "ring-s", "ring-w", 6.2, 250),
        pipe("ring-4", "ring-w", "gate-out", 3.0, 250),
        pipe("to-town", "works", "town", 6.0, 200),
        pipe("feed-w", "dr-west", "s02", 0.8, 200),
        pipe("feed-s", "dr-south", "s40", 0.7, 200),
    ]
    step_km = STREET_M / 1000.0
    for y in range(SIDE):
        for x in range(SIDE):
            for dx, dy in ((1, 0), (0, 1)):
                if x + dx >= SIDE or y + dy >= SIDE:
                    continue
                ends = [f"s{x}{y}", f"s{x + dx}{y + dy}"]
                if ends[0] == "s22":
                    ends[0] = "m1" if dx else "m3"
                if ends[1] == "s22":
                    ends[1] = "m0" if dx else "m2"
                bore = 150 if (dx and y == 2) or (dy and x == 4) else 110
                rows.append(pipe(f"main-{x}{y}{'e' if dx else 'n'}", *ends, step_km, bore))
    return rows


def main() -> None:
    """Write the tables."""
    write("nodes.csv", ["id", "name", "name_zh", "pressure", "demand", "least_pressure", "cutoff_pressure",
                        "lon", "lat"], nodes())
    write("pipes.csv", ["id", "from", "to", "length [km]", "bore [mm]"], pipes())
    write("valves.csv", ["id", "from", "to"], [[f"v{i}", f"m{i}", "s22"] for i in range(4)])
    profile = [["homes", f"{hour} h", f"{DAY[hour % 24]}"] for hour in range(25)]
    profile += [["works", f"{hour} h", f"{share}"] for hour, share in WORKS]
    write("profiles.csv", ["profile", "time", "share"], profile)


if __name__ == "__main__":
    main()
