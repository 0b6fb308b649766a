"""Which cities trunk tunnels join.

The rule, over straight distances rounded to metres, so that no machine decides otherwise:

1. Two cities are joined unless a third is nearer to both than they are to each other (relative
   neighbourhood graph, Toussaint 1980). It holds the shortest tree over all cities, so everybody is
   joined to everybody, and needs few tunnels more than that tree; but ways along it wind.
2. Two cities of at least BIG_CITY_PEOPLE are joined as well if no third one lies in the circle
   whose diameter is the line between them (Gabriel graph, 1969): the straight ways that most people
   ask for. The Gabriel graph holds the first one, so no tunnel is drawn across a city.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.earth import bearing, distance_km, polar
from generator.network import TRUNK_BORE, Network

from national.cities import City

BIG_CITY_PEOPLE = 3e6
DETOUR = 1.14  # 2,208 km of Beijing to Shenzhen in data/corridor.csv over 1,943 km straight
LINKS_AT_YARD = 2  # four tunnels meet at a node, and two of a yard lead into its city
LINKS_AT_INTERCHANGE = 2
INTERCHANGE_KM = 3.0


@dataclass(frozen=True)
class Pair:
    """Two cities, by row, that a trunk tunnel joins."""

    a: int
    b: int
    length_m: int


def straight_m(cities: list[City]) -> list[list[int]]:
    """Straight distances between all cities, in whole metres."""
    count = len(cities)
    apart = [[0] * count for _ in range(count)]
    for a in range(count):
        for b in range(a):
            apart[a][b] = apart[b][a] = round(1000 * distance_km(cities[a].place, cities[b].place))
    return apart


def joined_pairs(cities: list[City]) -> list[Pair]:
    """Apply the rule: the pairs of cities that trunk tunnels join."""
    apart = straight_m(cities)
    pairs = []
    for a, first in enumerate(cities):
        for b in range(a + 1, len(cities)):
            own = apart[a][b]
            nearer = [c for c in range(len(cities)) if max(apart[a][c], apart[b][c]) < own]
            big = min(first.people, cities[b].people) >= BIG_CITY_PEOPLE
            free = all(apart[a][c] ** 2 + apart[b][c] ** 2 >= own**2 for c in nearer)
            if not nearer or (big and free):
                pairs.append(Pair(a, b, 100 * round(DETOUR * own / 100)))
    return pairs


def trunk_ends(network: Network, city: City, count: int, towards: list[float]) -> list[str]:
    """Add the yard of a city and its interchanges; return where each of its trunk tunnels ends.

    A city with more trunk tunnels than its yard has room for gets a row of interchanges beside it,
    so that traffic that goes past the city does not meet the trains that form in the yard.
    """
    own = {"city": city.name, "city_zh": city.name_zh}
    yard = f"{city.prefix}-yard"
    zh = f"{city.name_zh}编组站"
    network.add_node(yard, "yard", city.place, name=f"{city.name} Yard", name_zh=zh, **own)
    if count <= LINKS_AT_YARD:
        return [yard] * count
    by_angle = sorted(range(count), key=lambda i: round(towards[i], 6))
    ends = [yard] * count
    before, number, angle = yard, 0, towards[by_angle[0]]
    while by_angle:
        number += 1
        last = len(by_angle) <= LINKS_AT_INTERCHANGE + 1
        here = by_angle if last else by_angle[:LINKS_AT_INTERCHANGE]
        place = polar(city.place, angle, number * INTERCHANGE_KM)
        node = network.add_node(f"{city.prefix}-x{number}", "junction", place, city=city.name)
        tunnel = f"{city.prefix}-bypass-{number}"
        network.add_tunnel(tunnel, before, node, TRUNK_BORE, role="trunk", tubes=2)
        for i in here:
            ends[i] = node
        by_angle, before = by_angle[len(here) :], node
    return ends


Ends = dict[tuple[int, int], str]  # node where a trunk tunnel ends, by its row and that of the city


def add_yards(network: Network, cities: list[City], pairs: list[Pair]) -> Ends:
    """Add the yards and interchanges of all cities; return where each trunk tunnel ends."""
    ends: Ends = {}
    for row, city in enumerate(cities):
        own = [i for i, pair in enumerate(pairs) if row in (pair.a, pair.b)]
        others = [pairs[i].b if pairs[i].a == row else pairs[i].a for i in own]
        towards = [bearing(city.place, cities[other].place) % (2 * math.pi) for other in others]
        for i, node in zip(own, trunk_ends(network, city, len(own), towards)):
            ends[i, row] = node
    return ends


def add_tunnels(
    network: Network, cities: list[City], pairs: list[Pair], ends: Ends, tubes: list[int]
) -> None:
    """Add the trunk tunnels between the cities."""
    for i, pair in enumerate(pairs):
        start, end = ends[i, pair.a], ends[i, pair.b]
        identifier = f"{cities[pair.a].prefix}-{cities[pair.b].prefix}"
        # Interchanges lie beside the cities: never shorter than the way between the very ends.
        least_m = 1010 * distance_km(network.places[start], network.places[end])
        length_m = max(pair.length_m, 100 * math.ceil(least_m / 100))
        properties: dict[str, object] = {"length": f"{length_m / 1000:g} km", "role": "trunk"}
        if tubes[i] > 1:
            properties["tubes"] = tubes[i]
        network.add_tunnel(identifier, start, end, TRUNK_BORE, **properties)
