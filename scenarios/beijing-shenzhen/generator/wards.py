"""Wards: a ring or a line of access junctions, each with a spur to an estate."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from generator.earth import Place, bearing, distance_km, polar
from generator.names import slug
from generator.network import WARD_SPEED, Network

BIG_CITY_PEOPLE = 6e6  # above it feeders have two tubes each way and freight hubs 24 berths, not 12
LEAST_SPUR_KM = 0.45


@dataclass
class Estate:
    """A portal that people and parcels use; `place` is None until it is put somewhere."""

    identifier: str
    name: str
    name_zh: str
    people: float
    place: Place | None = None


@dataclass
class Ward:
    """A part of a city that one gateway serves."""

    centre: Place
    district: str
    estates: list[Estate] = field(default_factory=list)
    fixed: int = 0  # how many of the estates are real


@dataclass
class City:
    """What is known of a city before its network is drawn."""

    code: str
    name: str
    name_zh: str
    centre: Place
    people: float
    rng: random.Random
    wards: list[Ward]

    @property
    def prefix(self) -> str:
        """Beginning of the ids of everything in the city."""
        return slug(self.name)

    @property
    def feeder_tubes(self) -> int:
        """Parallel tubes of a feeder in each direction."""
        return 2 if self.people > BIG_CITY_PEOPLE else 1


def ring_radius_km(ward: Ward) -> float:
    """Radius of the ring of a ward, along which its estates are evenly spread."""
    apart_km = 1.2 if ward.fixed else 1.8  # real ones stand closer
    return max(1.2, apart_km * (len(ward.estates) + 1) / (2 * math.pi))


def add_ward(network: Network, city: City, ward: Ward, number: int, form: str, bore: str) -> str:
    """Draw a ward and return the id of its gateway.

    Parameters
    ----------
    form : str
        "ring" (twin tunnels that close), "line" (twin tunnels, open) or "one-way ring".
    """
    base = f"{city.prefix}-w{number}"
    radius_km = ring_radius_km(ward)
    towards_yard = bearing(ward.centre, city.centre)
    outside = polar(ward.centre, towards_yard, radius_km + 0.9)
    gateway = network.add_node(f"{base}-gate", "junction", outside)
    on_ring = polar(ward.centre, towards_yard, radius_km)
    entry = network.add_node(f"{base}-entry", "junction", on_ring)
    network.add_tunnel(f"{base}-link", gateway, entry, bore, speed=WARD_SPEED)
    stops = [entry]
    step = 2 * math.pi / (len(ward.estates) + 1)
    for slot, estate in enumerate(seated(ward, towards_yard, step), start=1):
        angle = towards_yard + slot * step
        junction = polar(ward.centre, angle, radius_km * (0.94 + 0.12 * city.rng.random()))
        if estate.place is None:
            estate.place = estate_place(ward.centre, angle, step, radius_km, city.rng)
        if distance_km(estate.place, junction) < LEAST_SPUR_KM:
            junction = polar(estate.place, bearing(estate.place, ward.centre), 1.2 * LEAST_SPUR_KM)
        stops.append(network.add_node(f"{base}-j{slot}", "junction", junction))
        add_estate(network, city, ward, estate, stops[-1], bore)
    add_ring(network, base, stops, form, bore)
    return gateway


def add_ring(network: Network, base: str, stops: list[str], form: str, bore: str) -> None:
    """Join the junctions in a circle; a line leaves out the tunnel furthest from the entry."""
    for i, start in enumerate(stops):
        if form == "line" and i == len(stops) // 2:
            continue
        end = stops[(i + 1) % len(stops)]
        extra: dict[str, object] = {"direction": "forward"} if form == "one-way ring" else {}
        network.add_tunnel(f"{base}-r{i}", start, end, bore, speed=WARD_SPEED, **extra)


def seated(ward: Ward, first_angle: float, step: float) -> list[Estate]:
    """Order the estates around the ward: real ones by angle, the others where room is left."""
    seats: list[Estate | None] = [None] * len(ward.estates)
    placed = [(estate, estate.place) for estate in ward.estates if estate.place is not None]
    for estate, place in placed:
        turn = (bearing(ward.centre, place) - first_angle) % (2 * math.pi)
        wish = turn / step - 1
        free = [i for i, taken in enumerate(seats) if taken is None]
        seats[min(free, key=lambda i: (abs(i - wish), i))] = estate
    others = iter([estate for estate in ward.estates if estate.place is None])
    return [seat if seat is not None else next(others) for seat in seats]


def estate_place(
    centre: Place, angle: float, step: float, radius_km: float, rng: random.Random
) -> Place:
    """Put a made-up estate outside or inside the ring near its junction."""
    turned = angle + step * 0.5 * (rng.random() - 0.5)
    outside = rng.random() < 0.7
    spur_km = 0.65 + 1.1 * rng.random()
    return polar(centre, turned, radius_km + spur_km if outside else max(0.2, radius_km - spur_km))


def add_estate(
    network: Network, city: City, ward: Ward, estate: Estate, junction: str, bore: str
) -> None:
    """Add the portal of an estate and its spur."""
    assert estate.place is not None
    berths = min(12, max(3, 2 + round(estate.people / 60_000)))
    network.add_node(
        estate.identifier,
        "portal",
        estate.place,
        name=estate.name,
        name_zh=estate.name_zh,
        city=city.name,
        city_zh=city.name_zh,
        district=ward.district,
        berths=berths,
        parking=10 + 5 * berths,
        population=round(estate.people),
        freight=round(estate.people / 1000, 1),
    )
    network.add_spur(estate.identifier, junction, bore)
