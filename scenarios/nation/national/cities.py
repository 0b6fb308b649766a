"""The cities: their names, people and places on the earth."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from generator.earth import Place
from generator.names import slug
from generator.tables import Row, read_table, short_zh

URBAN_SHARE = 0.6  # of the residents of a prefecture whose urban people are not known: the median
LEFT_OUT = {"4603"}  # Sansha: 2,333 people on islands 300 km out at sea
PROVINCES = {  # of cities whose name another one has too
    "黑龙江省": "Heilongjiang",
    "江苏省": "Jiangsu",
    "浙江省": "Zhejiang",
    "安徽省": "Anhui",
    "福建省": "Fujian",
    "江西省": "Jiangxi",
    "广西壮族自治区": "Guangxi",
    "陕西省": "Shaanxi",
}


@dataclass(frozen=True)
class City:
    """A prefecture-level city."""

    code: str
    name: str  # nobody else's
    name_zh: str
    people: float  # urban
    place: Place

    @property
    def prefix(self) -> str:
        """Beginning of the ids of everything in the city."""
        return slug(self.name)


def plain_name(row: Row) -> str:
    """Return the English name in plain letters, without apostrophes and names in brackets."""
    letters = unicodedata.normalize("NFKD", row["name_en"].split(" (")[0])
    return "".join(c for c in letters if c.isascii() and (c.isalnum() or c == " "))


def read_cities() -> list[City]:
    """Read the cities of data/cities.csv in order of their codes."""
    rows = [row for row in read_table("cities.csv") if row["gb_code"] not in LEFT_OUT]
    times = Counter(plain_name(row) for row in rows)
    cities = []
    for row in sorted(rows, key=lambda row: row["gb_code"]):
        name = plain_name(row)
        if times[name] > 1:
            name += f" ({PROVINCES[row['province_zh']]})"
        people = float(row["census2020_urban_people"])
        if people != people:  # not known
            people = round(URBAN_SHARE * float(row["census2020_total_people"]))
        place = Place(float(row["latitude_deg"]), float(row["longitude_deg"]))
        cities.append(City(row["gb_code"], name, short_zh(row), people, place))
    return cities
