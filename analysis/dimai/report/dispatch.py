"""Dispatch by message: what was decided on how old news, messages, and the work of computers."""

from __future__ import annotations

import math
from typing import Any

from dimai.report.pack import rounded
from dimai.results import Result

GREATEST_HOSTS = 40
MOST_OUTAGES = 20
DECISION_TIMES = ("age_p50_s", "age_p95_s", "age_p99_s", "age_max_s", "delay_p50_s", "delay_p99_s")
MESH_TIMES = ("delay_p50_s", "delay_p95_s")
MESSAGE_TIMES = ("delay_p50_s", "delay_p95_s", "delay_p99_s")


def _time(value: float) -> float | None:
    return None if math.isnan(value) else rounded(value)


def outage_rows(result: Result) -> list[dict[str, Any]]:
    """Computers and radios that failed: what, from when until when, the first first."""
    if "disruption/failures" not in result.file:
        return []
    failures = result.table("disruption/failures")
    if "host" not in failures or not len(failures):
        return []
    failed = failures[failures["host"] > 0].sort_values("from_s", kind="stable")
    return [{"name": row["what"].decode() if isinstance(row["what"], bytes) else str(row["what"]),
             "from_s": rounded(row["from_s"]), "mended_s": _time(row["mended_s"]),
             "trips": int(row["trips"])} for _, row in failed.iterrows()]


def dispatch_data(result: Result) -> dict[str, Any] | None:
    """Decisions, messages and dispatchers, a row each, the busiest dispatchers first.

    Returns
    -------
    dict or None
        `decisions`, `messages`, `hosts`, `meshes` and `outages`, with `host_count`, `outage_count`,
        `capsule_km` and `end_s`; None if decisions were made at once.
    """
    if "dispatch_decisions" not in result.tables():
        return None
    decisions = result.table("dispatch_decisions")
    messages = result.table("dispatch_messages")
    hosts = result.table("dispatch_hosts")
    energy = result.table("energy")
    capsule_km = float((energy["loaded_distance_m"] + energy["empty_distance_m"]).sum()) / 1000.0
    decision_rows = []
    for _, row in decisions[decisions["made"] > 0].iterrows():
        one: dict[str, Any] = {"name": row["decision"]}
        one |= {name: int(row[name]) for name in ("made", "refused", "passed_on", "unanswered")}
        one |= {name: _time(row[name]) for name in DECISION_TIMES}
        decision_rows.append(one)
    message_rows = []
    for _, row in messages[messages["sent"] > 0].iterrows():
        one = {"name": row["kind"], "sent": int(row["sent"]), "lost": int(row["lost"]),
               "bytes": float(row["bytes"])}
        one |= {name: _time(row[name]) for name in MESSAGE_TIMES}
        message_rows.append(one)
    busiest = hosts.sort_values("busy_s", ascending=False, kind="stable").head(GREATEST_HOSTS)
    host_rows = [{"name": row["id"], "node": int(row["node"]), "jobs": int(row["jobs"]),
                  "busy_s": rounded(row["busy_s"]), "messages_in": int(row["messages_in"]),
                  "longest_queue": int(row["longest_queue"]), "requests": rounded(row["requests"])}
                 for _, row in busiest.iterrows()]
    mesh_rows: list[dict[str, Any]] = []
    if "dispatch_mesh" in result.tables():
        for _, row in result.table("dispatch_mesh").iterrows():
            one = {"name": row["mesh"], "way": row["way"]}
            one |= {name: int(row[name]) for name in ("nodes", "sent", "in_time", "lost")}
            one |= {name: _time(row[name]) for name in MESH_TIMES}
            mesh_rows.append(one)
    outages = outage_rows(result)
    return {"outages": outages[:MOST_OUTAGES], "outage_count": len(outages),
            "end_s": rounded(float(result.attributes.get("simulated_s", 0.0))),
            "meshes": mesh_rows, "decisions": decision_rows, "messages": message_rows, "hosts": host_rows,
            "host_count": len(hosts), "capsule_km": rounded(capsule_km)}
