"""Cities: how many estates and wards they have, and where."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable

from generator.earth import Place, bearing, distance_km, polar
from generator.names import Names
from generator.network import Network
from generator.tables import Row, short_zh
from generator.wards import City, Estate, Ward, ring_radius_km

PEOPLE_PER_PORTAL = 138_000.0  # one portal stands for an estate and the streets around it
FEWEST_ESTATES = 10  # in a city
MOST_ESTATES = 150
ESTATES_PER_WARD = 8.0
SECOND_YARD_SHARE = 0.3  # of the wards of a city stand around its second yard
PEOPLE_PER_KM2 = 14_000.0  # sets how far a city network reaches
SECTORS = (  # anti-clockwise from the east
    "东 east",
    "东北 north-east",
    "北 north",
    "西北 north-west",
    "西 west",
    "西南 south-west",
    "南 south",
    "东南 south-east",
)


def sunflower(centre: Place, reach_km: float, count: int, turn: float) -> list[Place]:
    """Spread points evenly over a disc (Vogel's spiral)."""
    golden = math.pi * (3 - math.sqrt(5))
    return [
        polar(centre, turn + i * golden, reach_km * math.sqrt((i + 0.6) / count))
        for i in range(count)
    ]


def sector_name(centre: Place, place: Place) -> str:
    """Name the part of a city in which a place lies, in Chinese and English."""
    eighth = round(bearing(centre, place) / (math.pi / 4)) % 8
    zh, en = SECTORS[eighth].split(" ")
    return f"{zh}片区 {en} sector"


def made_up_wards(city: City, count: int, yards: list[Place]) -> list[Ward]:
    """Wards of a city of which no district is known: most around its main yard."""
    ward_count = max(1, round(count / ESTATES_PER_WARD))
    reach_km = math.sqrt(city.people / PEOPLE_PER_KM2 / math.pi)
    second = round(SECOND_YARD_SHARE * ward_count)
    places = []
    for yard in yards:
        own = second if yard != yards[0] else ward_count - second * (len(yards) - 1)
        own_reach_km = reach_km * math.sqrt(own / ward_count)
        places += sunflower(yard, own_reach_km, own, 2 * math.pi * city.rng.random())
    wards = []
    for i, place in enumerate(places):
        ward = Ward(place, sector_name(city.centre, place))
        share = count // ward_count + (1 if i < count % ward_count else 0)
        ward.estates = [Estate("", "", "", 0.0) for _ in range(share)]
        wards.append(ward)
    return wards


def known_wards(city: City, count: int, districts: list[Row], estates: list[Row]) -> list[Ward]:
    """Wards of a city whose districts and some of whose estates are known."""
    district_people = sum(float(d["census2020_people"]) for d in districts)
    wards: list[Ward] = []
    for district in districts:
        people = float(district["census2020_people"])
        centre = Place(float(district["latitude_deg"]), float(district["longitude_deg"]))
        real = [e for e in estates if e["district_zh"] == district["district_zh"]]
        wanted = max(len(real) + 1, round(count * people / district_people))
        ward_count = max(1, round(wanted / ESTATES_PER_WARD))
        reach_km = 0.7 * math.sqrt(people / PEOPLE_PER_KM2 / math.pi)
        label = f"{district['district_zh']} {district['district_en']}"
        turn = 2 * math.pi * city.rng.random()
        own = [Ward(place, label) for place in sunflower(centre, reach_km, ward_count, turn)]
        share_real_estates(own, real)
        while sum(len(ward.estates) for ward in own) < wanted:
            min(own, key=lambda w: len(w.estates)).estates.append(Estate("", "", "", 0.0))
        wards.extend(own)
    return wards


def share_real_estates(wards: list[Ward], rows: list[Row]) -> None:
    """Give each real estate to the nearest ward and draw that ward's centre to its estates."""
    for row in rows:
        place = Place(float(row["latitude_deg"]), float(row["longitude_deg"]))
        ward = min(wards, key=lambda w: distance_km(w.centre, place))
        people = float(row["population_people"])
        estate = Estate(row["id"], row["name_en"], row["name_zh"], people, place)
        ward.estates.append(estate)
        ward.fixed += 1
    for ward in wards:
        points = [ward.centre] + [e.place for e in ward.estates if e.place is not None]
        ward.centre = Place(
            sum(p.latitude for p in points) / len(points),
            sum(p.longitude for p in points) / len(points),
        )


def settle_people(city: City, names: Names) -> None:
    """Name the made-up estates of a city and share its people out."""
    real_people = sum(e.people for ward in city.wards for e in ward.estates)
    made_up = [e for ward in city.wards for e in ward.estates if not e.identifier]
    shares = [0.5 + city.rng.random() for _ in made_up]
    for estate, share in zip(made_up, shares):
        estate.identifier, estate.name, estate.name_zh = names.make(city.name, city.rng)
        estate.people = max(20_000.0, (city.people - real_people) * share / sum(shares))


def keep_clear(city: City, yards: Iterable[Place]) -> None:
    """Push wards away from the yards so that a feeder with a freight hub fits between."""
    for ward in city.wards:
        for yard in yards:
            least_km = ring_radius_km(ward) + 3.6
            apart = distance_km(yard, ward.centre)
            if apart < least_km:
                ward.centre = polar(yard, bearing(yard, ward.centre), least_km)


def plan_city(
    row: Row, tables: dict[str, list[Row]], network: Network, yards: list[str], names: Names
) -> City:
    """Decide on the wards and estates of a city."""
    people = float(row["census2020_urban_people"])
    code = row["gb_code"]
    main = network.places[yards[0]]
    rng = random.Random(f"dimai {code}")
    city = City(code, row["name_en"], short_zh(row), main, people, rng, [])
    count = min(MOST_ESTATES, max(FEWEST_ESTATES, round(people / PEOPLE_PER_PORTAL)))
    districts = [d for d in tables["districts"] if d["gb_code"] == code]
    estates = [e for e in tables["estates"] if e["gb_code"] == code]
    yard_places = [network.places[yard] for yard in yards]
    if districts:
        city.wards = known_wards(city, count, districts, estates)
    else:
        city.wards = made_up_wards(city, count, yard_places)
    settle_people(city, names)
    keep_clear(city, yard_places)
    return city
