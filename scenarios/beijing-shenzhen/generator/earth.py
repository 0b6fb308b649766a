"""Points on the earth, and how far and which way they are from each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class Place:
    """A point on the earth [deg]."""

    latitude: float
    longitude: float

    def moved(self, east_km: float, north_km: float) -> Place:
        """Return the point so many kilometres away."""
        degree_km = math.radians(EARTH_RADIUS_KM)
        return Place(
            self.latitude + north_km / degree_km,
            self.longitude + east_km / (degree_km * math.cos(math.radians(self.latitude))),
        )

    def offset_km(self, other: Place) -> tuple[float, float]:
        """Return how far `other` is to the east and to the north [km]."""
        degree_km = math.radians(EARTH_RADIUS_KM)
        east = (other.longitude - self.longitude) * math.cos(math.radians(self.latitude))
        return east * degree_km, (other.latitude - self.latitude) * degree_km


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance [km] (haversine)."""
    phi_a, phi_b = math.radians(a.latitude), math.radians(b.latitude)
    half_longitude = math.radians(b.longitude - a.longitude) / 2
    h = math.sin((phi_b - phi_a) / 2) ** 2
    h += math.cos(phi_a) * math.cos(phi_b) * math.sin(half_longitude) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))


def bearing(a: Place, b: Place) -> float:
    """Angle [rad] from east, counter-clockwise, from `a` to `b` on the local plane."""
    east, north = a.offset_km(b)
    return math.atan2(north, east)


def polar(centre: Place, angle: float, radius_km: float) -> Place:
    """Return the point at an angle from east and a distance from `centre`."""
    return centre.moved(radius_km * math.cos(angle), radius_km * math.sin(angle))
