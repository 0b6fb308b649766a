"""The hold model and the M/M/1 queue of workload.hpp in SimPy. Prints CPU nanoseconds an event.

usage: simpy_kernel.py hold|mm1 <pending> <events>
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from typing import Any

# The old interface, as packaged: processes are generators that yield (hold, process, delay).
from SimPy.Simulation import (  # type: ignore[import]
    Process,
    Resource,
    Simulation,
    hold,
    release,
    request,
)

MEAN_GAP_S = 1.0 / 0.9  # between arrivals; a service takes 1 s

Step = tuple[Any, ...]


class Entity(Process):  # type: ignore[misc]
    """Counts its events and comes again after an exponential time."""

    event_count = 0

    def live(self) -> Iterator[Step]:
        """Run for ever."""
        draw = random.expovariate
        while True:
            yield hold, self, draw(1.0)
            self.event_count += 1


class Stopwatch(Process):  # type: ignore[misc]
    """Takes the CPU time and the count of events between two simulated times."""

    ns_per_event = 0.0

    def watch(self, entities: list[Entity], start_s: float, span_s: float) -> Iterator[Step]:
        """Measure once."""
        yield hold, self, start_s
        count = sum(entity.event_count for entity in entities)
        began_s = time.process_time()
        yield hold, self, span_s
        used_s = time.process_time() - began_s
        count = sum(entity.event_count for entity in entities) - count
        self.ns_per_event = used_s * 1e9 / count
        self.sim.stopSimulation()


class Customer(Process):  # type: ignore[misc]
    """Waits for the server and is served: two events, its arrival and its departure."""

    def visit(self, server: Resource, stays_s: list[float]) -> Iterator[Step]:
        """Come, wait, be served, go."""
        came_s = self.sim.now()
        yield request, self, server
        yield hold, self, random.expovariate(1.0)
        yield release, self, server
        stays_s.append(self.sim.now() - came_s)


class Source(Process):  # type: ignore[misc]
    """Brings the customers."""

    def bring(self, count: int, server: Resource, stays_s: list[float]) -> Iterator[Step]:
        """Bring one after the other."""
        for _ in range(count):
            customer = Customer(sim=self.sim)
            self.sim.activate(customer, customer.visit(server, stays_s))
            yield hold, self, random.expovariate(1.0 / MEAN_GAP_S)


def hold_model(pending: int, events: int) -> float:
    """CPU time of about `events` events [ns per event]."""
    simulation = Simulation()
    simulation.initialize()
    entities = [Entity(sim=simulation) for _ in range(pending)]
    for entity in entities:
        simulation.activate(entity, entity.live())
    stopwatch = Stopwatch(sim=simulation)
    simulation.activate(stopwatch, stopwatch.watch(entities, 0.2, events / pending))
    simulation.simulate(until=1e12)
    return stopwatch.ns_per_event


def single_server(events: int) -> float:
    """CPU time of `events` events [ns per event], two a customer."""
    simulation = Simulation()
    simulation.initialize()
    server = Resource(capacity=1, sim=simulation)
    stays_s: list[float] = []
    source = Source(sim=simulation)
    simulation.activate(source, source.bring(events // 2, server, stays_s))
    began_s = time.process_time()
    simulation.simulate(until=1e12)
    return (time.process_time() - began_s) * 1e9 / (2 * len(stays_s))


def main() -> None:
    """Read the arguments, print one number."""
    if len(sys.argv) != 4:
        sys.exit("usage: simpy_kernel.py hold|mm1 <pending> <events>")
    random.seed(1)
    pending, events = int(sys.argv[2]), int(sys.argv[3])
    measured = hold_model(pending, events) if sys.argv[1] == "hold" else single_server(events)
    print(f"{measured:.1f}")


if __name__ == "__main__":
    main()
