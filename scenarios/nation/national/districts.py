"""Made-up city networks: districts of estates along lines, joined by feeders to the yard.

All tunnels of a city form a tree: there is one way between any two estates, and none round it. What
the nation's trunk offers in detours, a city does not.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from generator.earth import Place, bearing, distance_km, polar
from generator.names import Names
from generator.network import FEEDER_SPEED, LOCAL_BORE, WARD_SPEED, Network

from national.cities import City

PEOPLE_PER_PORTAL = 220_000.0  # one portal stands for an estate and the streets around it
FEWEST_ESTATES = 4  # in a city
MOST_ESTATES = 80
ESTATES_PER_DISTRICT = 6
PEOPLE_PER_KM2 = 14_000.0  # sets how far a city network reaches
PEOPLE_PER_TUBE = 4e6  # a feeder has one tube each way, and one more for so many people
HUB_PEOPLE = 4000.0  # of the city for each unit of freight weight of its hub (an estate: 1000)
BERTHS, HUB_BERTHS = 6, 24
PARKING, HUB_PARKING = 200, 400
BRANCHES = 3  # tunnels at a district's gate beside the one into the district
SECTORS_ZH = "东片区 东北片区 北片区 西北片区 西片区 西南片区 南片区 东南片区".split()


@dataclass(frozen=True)
class District:
    """A part of a city: a gate, and estates along a line behind it."""

    gate: str
    place: Place
    estates: int


def estate_count(city: City) -> int:
    """How many estates a city has."""
    wanted = round(city.people / PEOPLE_PER_PORTAL)
    return min(MOST_ESTATES, max(FEWEST_ESTATES, wanted))


def feeder_tubes(city: City) -> int:
    """Parallel tubes of the feeders of a city in each direction."""
    return 1 + int(city.people / PEOPLE_PER_TUBE)


def tubes(count: int) -> dict[str, object]:
    """Return the property that says how many tubes there are, one being the default."""
    return {"tubes": count} if count > 1 else {}


def plan_districts(city: City, rng: random.Random) -> list[District]:
    """Spread the districts of a city evenly over a disc (Vogel's spiral)."""
    estates = estate_count(city)
    count = math.ceil(estates / ESTATES_PER_DISTRICT)
    reach_km = math.sqrt(city.people / PEOPLE_PER_KM2 / math.pi)
    golden, turn = math.pi * (3 - math.sqrt(5)), 2 * math.pi * rng.random()
    districts = []
    for i in range(count):
        radius_km = 2.5 + reach_km * math.sqrt((i + 0.3) / count)
        place = polar(city.place, turn + i * golden, radius_km)
        size = estates // count + (1 if i < estates % count else 0)
        districts.append(District(f"{city.prefix}-d{i + 1}", place, size))
    return districts


def add_city(network: Network, city: City, names: Names) -> None:
    """Draw the network of a city around its yard."""
    rng = random.Random(f"nation {city.code}")
    districts = plan_districts(city, rng)
    for district in districts:
        network.add_node(district.gate, "junction", district.place, city=city.name)
    add_feeders(network, city, districts)
    shares = [0.5 + rng.random() for _ in range(estate_count(city))]
    people = [round(city.people * share / sum(shares)) for share in shares]
    for district in districts:
        own, people = people[: district.estates], people[district.estates :]
        add_line(network, city, district, own, names, rng)


def add_feeders(network: Network, city: City, districts: list[District]) -> None:
    """Join the gates to the yard by the shortest tree that leaves room for each gate's branches.

    The first feeder passes the freight hub of the city (Prim's algorithm, with a limit at each
    node).
    """
    yard = f"{city.prefix}-yard"
    used = {yard: 0}
    outside = {district.gate for district in districts}
    while outside:
        room = [node for node in used if used[node] < (2 if node == yard else BRANCHES)]
        pairs = ((node, gate) for node in room for gate in outside)
        apart = {pair: network_distance_m(network, *pair) for pair in pairs}
        start, gate = min(apart, key=lambda pair: (apart[pair], pair))
        if len(used) == 1:
            start = add_hub(network, city, yard, gate)
            used[yard] += 1
        else:
            used[start] += 1
        used[gate] = 1
        outside.remove(gate)
        properties = {"speed": FEEDER_SPEED, **tubes(feeder_tubes(city))}
        network.add_tunnel(f"{gate}-feeder", start, gate, LOCAL_BORE, **properties)


def network_distance_m(network: Network, a: str, b: str) -> int:
    """Straight distance of two nodes, in whole metres."""
    return round(1000 * distance_km(network.places[a], network.places[b]))


def add_hub(network: Network, city: City, yard: str, gate: str) -> str:
    """Add the freight hub of a city on the way from its yard to a gate; return its junction."""
    angle = bearing(network.places[yard], network.places[gate])
    beside = polar(network.places[yard], angle, 1.2)
    junction = network.add_node(f"{city.prefix}-hub-j", "junction", beside, city=city.name)
    properties = {"speed": FEEDER_SPEED, **tubes(feeder_tubes(city))}
    network.add_tunnel(f"{city.prefix}-hub-feeder", yard, junction, LOCAL_BORE, **properties)
    place = polar(network.places[junction], angle + math.pi / 2, 0.9)
    hub = network.add_node(
        f"{city.prefix}-hub",
        "portal",
        place,
        name=f"{city.name} Logistics Hub",
        name_zh=f"{city.name_zh}物流枢纽",
        city=city.name,
        berths=HUB_BERTHS,
        parking=HUB_PARKING,
        freight=round(city.people / HUB_PEOPLE, 1),
    )
    network.add_spur(hub, junction, LOCAL_BORE)
    return junction


def add_line(
    network: Network,
    city: City,
    district: District,
    people: list[int],
    names: Names,
    rng: random.Random,
) -> None:
    """Draw the line of a district outwards from its gate, with an estate on either side."""
    outwards = bearing(city.place, district.place)
    label = SECTORS_ZH[round(outwards / (math.pi / 4)) % 8]
    before, at = district.gate, district.place
    for number in range(1, math.ceil(len(people) / 2) + 1):
        at = polar(at, outwards + 0.5 * (rng.random() - 0.5), 0.9 + 0.5 * rng.random())
        junction = network.add_node(f"{district.gate}-{number}", "junction", at, city=city.name)
        tunnel = f"{junction}-line"
        network.add_tunnel(tunnel, before, junction, LOCAL_BORE, speed=WARD_SPEED, tubes=2)
        for side, own in zip((1, -1), people[2 * number - 2 : 2 * number]):
            angle = outwards + side * (0.35 + 0.3 * rng.random()) * math.pi
            add_estate(network, city, junction, polar(at, angle, 0.5 + rng.random()), own,
                       label, names.make(city.name, rng))
        before = junction


def add_estate(
    network: Network,
    city: City,
    junction: str,
    place: Place,
    people: int,
    label: str,
    name: tuple[str, str, str],
) -> None:
    """Add the portal of an estate and its spur."""
    portal = network.add_node(
        name[0],
        "portal",
        place,
        name=name[1],
        name_zh=name[2],
        city=city.name,
        district=label,
        berths=BERTHS,
        parking=PARKING,
        population=people,
        freight=round(people / 1000, 1),
    )
    network.add_spur(portal, junction, LOCAL_BORE)
