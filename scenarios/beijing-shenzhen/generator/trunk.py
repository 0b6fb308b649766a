"""The trunk: 41 stations by kilometre post, joined by twin tunnels."""

from __future__ import annotations

from generator.earth import Place, distance_km
from generator.names import slug
from generator.network import TRUNK_BORE, Network
from generator.tables import Row, short_zh

STRAIGHTEST = 0.985  # no stretch of the trunk is drawn longer than this share of its stated length
SECOND_YARDS = {"Guangzhou North", "Guangmingcheng", "Shenzhen North"}
MAIN_YARDS = {  # of prefectures with several stations; of the others the only station
    "1306": "Baoding East",
    "1301": "Shijiazhuang",
    "4115": "Xinyang East",
    "4212": "Xianning North",
    "4306": "Yueyang East",
    "4304": "Hengyang East",
    "4418": "Qingyuan",
    "4401": "Guangzhou South",
    "4403": "Futian",
}
# Recalled heights of the trunk above the sea where it crosses the Nanling range [m]; elsewhere it
# is taken as level.
HEIGHTS_M = {
    "Hengyang East": 70.0,
    "Leiyang West": 90.0,
    "Chenzhou West": 180.0,
    "Shaoguan": 65.0,
    "Yingde West": 40.0,
    "Qingyuan": 20.0,
}


def is_main_yard(station: Row) -> bool:
    """Whether the station stands for its prefecture."""
    return MAIN_YARDS.get(station["gb_code"], station["station_en"]) == station["station_en"]


def station_places(stations: list[Row], cities: dict[str, Row]) -> list[Place]:
    """Place the stations on the earth.

    The station that stands for a prefecture is put at the coordinates of its city, the others
    between these by kilometre post. Then neighbours that are further apart than their posts allow
    are drawn together.
    """
    anchors: list[tuple[float, Place]] = []
    for station in stations:
        if is_main_yard(station):
            city = cities[station["gb_code"]]
            place = Place(float(city["latitude_deg"]), float(city["longitude_deg"]))
            anchors.append((float(station["post_km"]), place))
    places = [interpolate(anchors, float(station["post_km"])) for station in stations]
    posts_km = [float(station["post_km"]) for station in stations]
    for _ in range(10_000):
        worst = 0.0
        for i in range(len(places) - 1):
            apart = distance_km(places[i], places[i + 1])
            allowed = STRAIGHTEST * (posts_km[i + 1] - posts_km[i])
            worst = max(worst, apart - allowed)
            if apart > allowed:
                share = 1 - allowed / apart
                places[i : i + 2] = drawn_together(places[i], places[i + 1], share)
        if worst < 0.001:
            return places
    raise ValueError("no places of the stations agree with their kilometre posts")


def interpolate(anchors: list[tuple[float, Place]], post_km: float) -> Place:
    """Return the place at a kilometre post, straight between the anchors on either side."""
    for (before, a), (after, b) in zip(anchors, anchors[1:]):
        if before <= post_km <= after:
            share = (post_km - before) / (after - before)
            return Place(
                a.latitude + share * (b.latitude - a.latitude),
                a.longitude + share * (b.longitude - a.longitude),
            )
    raise ValueError(f"post {post_km} km is beyond the ends of the corridor")


def drawn_together(a: Place, b: Place, share: float) -> list[Place]:
    """Move two places towards each other by half of `share` of their distance each."""
    north, east = (b.latitude - a.latitude) * share / 2, (b.longitude - a.longitude) * share / 2
    return [
        Place(a.latitude + north, a.longitude + east),
        Place(b.latitude - north, b.longitude - east),
    ]


def add_trunk(network: Network, stations: list[Row], cities: dict[str, Row]) -> None:
    """Add the stations and the twin tunnels of the trunk."""
    for station, place in zip(stations, station_places(stations, cities)):
        yard = is_main_yard(station) or station["station_en"] in SECOND_YARDS
        network.add_node(
            slug(station["station_en"]),
            "yard" if yard else "junction",
            place,
            name=f"{station['station_en']} {'Yard' if yard else 'Junction'}",
            name_zh=f"{station['station_zh']}{'编组站' if yard else '线路所'}",
            city=cities[station["gb_code"]]["name_en"],
            city_zh=short_zh(cities[station["gb_code"]]),
        )
    for here, there in zip(stations, stations[1:]):
        length_km = float(there["post_km"]) - float(here["post_km"])
        properties: dict[str, object] = {"length": f"{length_km:g} km", "role": "trunk"}
        heights = HEIGHTS_M.get(here["station_en"]), HEIGHTS_M.get(there["station_en"])
        if heights[0] is not None and heights[1] is not None:
            properties["gradient"] = round((heights[1] - heights[0]) / (1000 * length_km), 5)
        start, end = slug(here["station_en"]), slug(there["station_en"])
        identifier = f"trunk-{here['seq']}-{there['seq']}"
        network.add_tunnel(identifier, start, end, TRUNK_BORE, **properties)
