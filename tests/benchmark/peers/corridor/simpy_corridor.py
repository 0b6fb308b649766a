"""The corridor in SimPy: a process a vehicle, over edges with a gate and a store.

usage: simpy_corridor.py <edges.txt> <trips.txt>

Prints trips, events and the mean time of a trip [s]. The gate lets a vehicle in a headway after the one
before (of a lane); the store has room for as many as stand on the edge, and is asked for before the edge
behind is left, so that queues spill back, edge by edge. No coupling, no energy.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from SimPy.Simulation import (  # type: ignore[import]
    Process,
    Resource,
    Simulation,
    hold,
    release,
    request,
)

SPEED_M_S = 200.0 / 3.6
SPACING_M = 8.0
"""Of standing vehicles: 6 m and a gap of 2 m."""
HEADWAY_S = 1.0 + SPACING_M / SPEED_M_S

Step = tuple[Any, ...]


class Edge:
    """A gate of one server a lane, and a store."""

    def __init__(self, simulation: Simulation, length_m: float, lanes: int) -> None:
        self.run_s = length_m / SPEED_M_S
        self.gate = Resource(capacity=lanes, sim=simulation)
        self.store = Resource(capacity=int(length_m / SPACING_M) * lanes, sim=simulation)


class Vehicle(Process):  # type: ignore[misc]
    """Runs over its edges. Five events an edge: store and gate taken, headway over, run, store left."""

    def run_over(self, edges: list[Edge], times_s: list[float]) -> Iterator[Step]:
        """Live, from departure to arrival."""
        start_s = self.sim.now()
        behind: Edge | None = None
        for edge in edges:
            yield request, self, edge.store
            yield request, self, edge.gate
            if behind is not None:
                yield release, self, behind.store
            yield hold, self, HEADWAY_S
            yield release, self, edge.gate
            yield hold, self, max(0.0, edge.run_s - HEADWAY_S)
            behind = edge
        if behind is not None:
            yield release, self, behind.store
        times_s.append(self.sim.now() - start_s)


class Source(Process):  # type: ignore[misc]
    """Sends the vehicles off."""

    def send(self, trips: list[tuple[float, list[Edge]]], times_s: list[float]) -> Iterator[Step]:
        """One after the other, at their times."""
        for time_s, edges in trips:
            yield hold, self, time_s - self.sim.now()
            vehicle = Vehicle(sim=self.sim)
            self.sim.activate(vehicle, vehicle.run_over(edges, times_s))


def main() -> None:
    """Read, run, print."""
    if len(sys.argv) != 3:
        sys.exit("usage: simpy_corridor.py <edges.txt> <trips.txt>")
    simulation = Simulation()
    simulation.initialize()
    edges = {}
    with open(sys.argv[1], encoding="utf-8") as stream:
        for line in stream:
            name, length, lanes = line.split()
            edges[name] = Edge(simulation, float(length), int(lanes))
    trips = []
    with open(sys.argv[2], encoding="utf-8") as stream:
        for line in stream:
            time, *names = line.split()
            trips.append((float(time), [edges[name] for name in names]))
    times_s: list[float] = []
    source = Source(sim=simulation)
    simulation.activate(source, source.send(trips, times_s))
    simulation.simulate(until=1e9)
    events = sum(6 * len(way) for _, way in trips) + len(trips)
    print(len(times_s), events, sum(times_s) / len(times_s))


if __name__ == "__main__":
    main()
