"""Builds a scenario wholly in Python: tables as mappings, networks as frames."""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dimai.scenario import Scenario, _toml

if TYPE_CHECKING:
    import pandas as pd

# Ends of column names that carry a unit, as the tables of a result have them: longest first.
_SUFFIXES = {"_m_s2": "m/s2", "_m_s": "m/s", "_kg": "kg", "_m2": "m2", "_m": "m", "_s": "s"}

_NOT_PROPERTIES = {"longitude_deg", "latitude_deg", "geometry"}


def build(tables: Mapping[str, Any], *, nodes: pd.DataFrame | None = None,
          links: pd.DataFrame | None = None,
          csv: Mapping[str, pd.DataFrame] | None = None,
          folder: str | os.PathLike[str] | None = None, name: str = "scenario") -> Scenario:
    """Make a scenario of mappings and frames; it is checked as one in files is.

    Parameters
    ----------
    tables : mapping
        What scenario.toml would hold: {"run": {"duration": "3 h"}, "capsule": {"cabin": {...}}, ...}.
        A list of mappings is an array of tables, such as "closure". [network] is made from the frames.
    nodes : pandas.DataFrame, optional
        Columns `id`, `kind`, `longitude_deg`, `latitude_deg`, and any other property of a node in
        network.geojson (`berths`, `parking`, `name`, ...). Missing values are left out.
    links : pandas.DataFrame, optional
        Columns `id`, `from`, `to` (ids of nodes), `bore` ("3.2 m") or `bore_m` (3.2), and any other
        property of a tunnel. A name that ends in _m, _m_s, _m2, _kg or _s states its unit.
        `geometry`: list of (longitude, latitude); default: straight.
    csv : mapping, optional
        Frames by the key that names their file: {"demand.flows": frame} writes demand-flows.csv and
        sets that key.
    folder : path, optional
        Where the files are written, made if need be; default: a temporary folder that lives as long
        as the scenario.
    name : str
        Name of the scenario, and of its folder if that is temporary.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        With all that is wrong; places are those of the files written.
    ValueError
        If a frame lacks a column, or a link names a node that is not there.
    """
    keeper = None
    if folder is None:
        keeper = tempfile.TemporaryDirectory(prefix="dimai-")
        folder = Path(keeper.name) / name
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    whole = json.loads(json.dumps(tables, default=_plain))
    if nodes is not None:
        features = _features(nodes, links)
        (target / "network.geojson").write_text(features, encoding="utf-8")
        whole.setdefault("network", {})["file"] = "network.geojson"
    for key, frame in (csv or {}).items():
        file = key.replace(".", "-") + ".csv"
        frame.to_csv(target / file, index=False)
        _put(whole, key.split("."), file)
    (target / "scenario.toml").write_text("\n".join(_document(whole)) + "\n", encoding="utf-8")
    return Scenario(str(target), {}, keeper)


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"got a value of type {type(value).__name__}; a scenario takes texts with their "
                    "unit, numbers, truth values, and lists or mappings of those")


def _put(tables: dict[str, Any], parts: Sequence[str], value: Any) -> None:
    for part in parts[:-1]:
        tables = tables.setdefault(part, {})
    tables[parts[-1]] = value


def _features(nodes: pd.DataFrame, links: pd.DataFrame | None) -> str:
    _need(nodes, "nodes", ("id", "kind", "longitude_deg", "latitude_deg"))
    places = {str(row["id"]): (float(row["longitude_deg"]), float(row["latitude_deg"]))
              for row in nodes.to_dict("records")}
    features = [_feature("Point", places[str(row["id"])], row) for row in nodes.to_dict("records")]
    if links is not None:
        _need(links, "links", ("id", "from", "to"))
        for row in links.to_dict("records"):
            way = row.get("geometry")
            if not isinstance(way, Sequence):
                way = [_place(places, row, end) for end in ("from", "to")]
            features.append(_feature("LineString", [list(map(float, each)) for each in way], row))
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False,
                      indent=1)


def _place(places: Mapping[str, tuple[float, float]], row: Mapping[str, Any],
           end: str) -> tuple[float, float]:
    if str(row[end]) not in places:
        raise ValueError(f'link "{row["id"]}": {end}: there is no node "{row[end]}"')
    return places[str(row[end])]


def _need(frame: pd.DataFrame, name: str, columns: Sequence[str]) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ValueError(f"{name}: needs the columns {', '.join(columns)}; "
                         f"without {', '.join(missing)}")


def _feature(kind: str, coordinates: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    properties = dict(_property(str(key), value) for key, value in row.items()
                      if key not in _NOT_PROPERTIES and not _missing(value))
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates},
            "properties": properties}


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _property(key: str, value: Any) -> tuple[str, Any]:
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)  # a column of counts with missing values is of floats
    for suffix, unit in _SUFFIXES.items():
        if key.endswith(suffix) and not isinstance(plain, str):
            return key.removesuffix(suffix), f"{plain!r} {unit}"
    return key, plain


def _document(tables: Mapping[str, Any], path: str = "") -> list[str]:
    """Write tables as TOML: values first, then the tables below."""
    lines = []
    below = []
    for key, value in tables.items():
        dotted = f"{path}.{_key(key)}" if path else _key(key)
        if isinstance(value, Mapping):
            below.append(["", f"[{dotted}]", *_document(value, dotted)])
        elif isinstance(value, list) and value and all(isinstance(v, Mapping) for v in value):
            below.extend(["", f"[[{dotted}]]", *_document(each, dotted)] for each in value)
        elif value is not None:
            lines.append(f"{_key(key)} = {_toml(value)}")
    return lines + [line for block in below for line in block]


def _key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isascii() and bare.isalnum() else json.dumps(key, ensure_ascii=False)
