"""Feeders: the tunnels between yards, freight hubs and the gateways of wards."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.earth import bearing, distance_km, polar
from generator.network import FEEDER_SPEED, LOCAL_BORE, ROOM_BORE, Network
from generator.wards import BIG_CITY_PEOPLE, City, add_ward

BEIJING, SHENZHEN = "1101", "4403"
TWO_HUB_PEOPLE = 4e6  # above it a city has works beside its logistics hub
HUB_PEOPLE = 4000.0  # of the city for each unit of freight weight of a hub (an estate: 1000)


@dataclass
class Feeders:
    """The tunnels between the gateways of a city: a tree, and loops that are added to it."""

    network: Network
    city: City
    most: int = 3  # tunnels at a gateway, beside the one into its ward
    used: dict[str, int] = field(default_factory=dict)
    joined: dict[str, list[str]] = field(default_factory=dict)

    def apart(self, a: str, b: str) -> float:
        """Distance of two nodes [km]."""
        return distance_km(self.network.places[a], self.network.places[b])

    def count(self, *gates: str) -> None:
        """Note that one more tunnel ends at each of the gateways."""
        for gate in gates:
            self.used[gate] = self.used.get(gate, 0) + 1

    def join(self, a: str, b: str) -> None:
        """Add a feeder tunnel between two gateways."""
        self.joined.setdefault(a, []).append(b)
        self.joined.setdefault(b, []).append(a)
        self.count(a, b)
        number = sum(len(ends) for ends in self.joined.values()) // 2
        add_feeder(self.network, self.city, f"{self.city.prefix}-feeder-{number}", a, b)

    def open_ends(self, gates: Iterable[str]) -> list[str]:
        """Gateways where another tunnel may start."""
        return [gate for gate in gates if self.used.get(gate, 0) < self.most]

    def grow_tree(self, gates: list[str]) -> None:
        """Join all gateways, the nearest first (Prim's algorithm with a limit at each gateway)."""
        inside = [gates[0]]
        self.joined.setdefault(gates[0], [])
        self.take_in_joined(inside)
        while len(inside) < len(gates):
            outside = self.open_ends(gate for gate in gates if gate not in inside)
            pairs = ((a, b) for a in self.open_ends(inside) for b in outside)
            a, b = min(pairs, key=lambda pair: (self.apart(*pair), pair))
            self.join(a, b)
            inside.append(b)
            self.take_in_joined(inside)

    def take_in_joined(self, inside: list[str]) -> None:
        """Add to a list of gateways those that tunnels already join to it."""
        fresh = list(inside)
        while fresh:
            new = [gate for gate in self.joined[fresh.pop()] if gate not in inside]
            inside.extend(new)
            fresh.extend(new)

    def walk_km(self, start: str) -> dict[str, float]:
        """Way along the feeders from `start` to every gateway [km]."""
        far = {start: 0.0}
        fresh = [start]
        while fresh:
            fresh.sort(key=lambda node: -far[node])
            here = fresh.pop()
            for there in self.joined[here]:
                length = far[here] + self.apart(here, there)
                if length < far.get(there, math.inf):
                    far[there] = length
                    fresh.append(there)
        return far

    def close_loops(self, gates: list[str]) -> None:
        """Add tunnels between near gateways that are far apart along the tree."""
        pairs = [(a, b) for i, a in enumerate(gates) for b in gates[:i]]
        pairs.sort(key=lambda pair: (self.apart(*pair), pair))
        for a, b in pairs[: 4 * len(gates)]:
            if len(self.open_ends([a, b])) == 2 and self.walk_km(a)[b] > 1.7 * self.apart(a, b):
                self.join(a, b)


def add_feeder(network: Network, city: City, identifier: str, start: str, end: str) -> None:
    """Add a feeder tunnel of the width and speed of the city."""
    tubes = city.feeder_tubes
    network.add_tunnel(identifier, start, end, ROOM_BORE, speed=FEEDER_SPEED, tubes=tubes)


def add_hub(network: Network, city: City, yard: str, gate: str, number: int) -> None:
    """Add a feeder from a yard to a gateway, with a freight hub on the way."""
    base = f"{city.prefix}-hub-{number}"
    angle = bearing(network.places[yard], network.places[gate])
    beside = polar(network.places[yard], angle, 1.3)
    crossing = network.add_node(f"{base}-junction", "junction", beside)
    place = polar(network.places[crossing], angle + (1 if number % 2 else -1) * math.pi / 2, 0.9)
    kind, kind_zh = ("Logistics Hub", "物流枢纽") if number == 1 else ("Works", "工厂区")
    berths = 24 if city.people > BIG_CITY_PEOPLE else 12
    network.add_node(
        base,
        "portal",
        place,
        name=f"{city.name} {kind}",
        name_zh=f"{city.name_zh}{kind_zh}",
        city=city.name,
        city_zh=city.name_zh,
        district="枢纽 hub",
        berths=berths,
        parking=10 * berths,
        population=0,
        freight=round(city.people / HUB_PEOPLE, 1),
    )
    network.add_spur(base, crossing, ROOM_BORE)
    add_feeder(network, city, f"{base}-in", yard, crossing)
    add_feeder(network, city, f"{base}-out", crossing, gate)


def add_yard_feeders(feeders: Feeders, yards: list[str], gates: list[str]) -> None:
    """Join each yard to the nearest two gateways, and these to each other.

    So local trips pass by the yard. The freight hubs stand on the feeders of the main yard.
    """
    network, city, hub = feeders.network, feeders.city, 0
    for yard in yards:
        near = sorted(feeders.open_ends(gates), key=lambda gate: (feeders.apart(yard, gate), gate))
        if len(near) > 1 and near[1] not in feeders.joined.get(near[0], []):
            feeders.join(near[0], near[1])
        for gate in near[:2]:
            feeders.count(gate)
            if yard == yards[0] and (hub == 0 or city.people > TWO_HUB_PEOPLE):
                hub += 1
                add_hub(network, city, yard, gate, hub)
            else:
                add_feeder(network, city, f"{yard}-to-{gate}", yard, gate)


def add_city(network: Network, city: City, yards: list[str], first_ward: int) -> None:
    """Draw the network of a city around its yards."""
    gates = []
    for number, ward in enumerate(city.wards, start=1):
        turn = first_ward + number
        form = "one-way ring" if turn % 12 == 5 and ward.fixed == 0 else ("ring", "line")[turn % 2]
        wide = city.code == BEIJING or (city.code == SHENZHEN and ward.fixed > 0)
        gates.append(add_ward(network, city, ward, number, form, ROOM_BORE if wide else LOCAL_BORE))
    feeders = Feeders(network, city)
    add_yard_feeders(feeders, yards, gates)
    feeders.grow_tree(gates)
    feeders.close_loops(gates)
