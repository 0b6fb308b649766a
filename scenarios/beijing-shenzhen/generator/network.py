"""The network while it is made: nodes and tunnels as GeoJSON features."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from generator.earth import Place, distance_km

Feature = dict[str, object]
PORTAL_DEPTH_M = 12.0  # between a portal and the tunnels of its ward
SHORTEST_TUNNEL_KM = 0.4  # the longest train, 16 rooms of 13 m with gaps, is 223 m
TRUNK_BORE, ROOM_BORE, LOCAL_BORE = "5 m", "4.5 m", "3.2 m"
FEEDER_SPEED, WARD_SPEED, SPUR_SPEED = "80 km/h", "70 km/h", "60 km/h"


def feature(kind: str, coordinates: object, properties: dict[str, object]) -> Feature:
    """Return a GeoJSON feature."""
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


@dataclass
class Network:
    """Nodes and tunnels, ready to be written."""

    places: dict[str, Place] = field(default_factory=dict)
    nodes: list[Feature] = field(default_factory=list)
    tunnels: list[Feature] = field(default_factory=list)

    def add_node(self, identifier: str, kind: str, place: Place, **properties: object) -> str:
        """Add a node and return its id."""
        if identifier in self.places:
            raise ValueError(f"two nodes are called {identifier}")
        rounded = Place(round(place.latitude, 5), round(place.longitude, 5))
        self.places[identifier] = rounded
        own: dict[str, object] = {"id": identifier, "kind": kind}
        self.nodes.append(feature("Point", [rounded.longitude, rounded.latitude], own | properties))
        return identifier

    def add_tunnel(
        self, identifier: str, start: str, end: str, bore: str, **properties: object
    ) -> None:
        """Add a tunnel between two nodes; twin unless `direction` says otherwise."""
        a, b = self.places[start], self.places[end]
        if distance_km(a, b) < SHORTEST_TUNNEL_KM:
            raise ValueError(f"tunnel {identifier} is only {distance_km(a, b):.3f} km long")
        line = [[a.longitude, a.latitude], [b.longitude, b.latitude]]
        own: dict[str, object] = {"id": identifier, "from": start, "to": end, "bore": bore}
        self.tunnels.append(feature("LineString", line, own | properties))

    def add_spur(self, portal: str, junction: str, bore: str) -> None:
        """Join a portal to a junction by a twin tunnel that leads down from it."""
        length_m = 1000 * distance_km(self.places[portal], self.places[junction])
        gradient = -round(PORTAL_DEPTH_M / length_m, 4)
        name = f"{portal}-spur"
        self.add_tunnel(name, portal, junction, bore, speed=SPUR_SPEED, gradient=gradient)

    def write(self, path: Path) -> None:
        """Write GeoJSON with one feature a line."""
        features = self.nodes + self.tunnels
        lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
        text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
        path.write_text(text, encoding="utf-8", newline="\n")
