"""Compares dispatch architectures: what deciding by message loses against perfect information."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dimai import policies
from dimai.policies import PolicyError
from dimai.results import open_result

ARCHITECTURES = ("none", "central", "regional", "junction", "gossip")
"""Values of dispatch.architecture; the first is perfect information, at once."""


@dataclass(frozen=True)
class Outcome:
    """What one architecture did with the requests; of messages NaN where there are none."""

    architecture: str
    requested: int
    arrived: int
    mean_s: float
    p50_s: float
    p99_s: float
    wait_s: float
    capsules_per_hour: float
    couplings: int
    messages_per_capsule_km: float
    bytes_per_capsule_km: float
    age_p50_s: float
    age_p99_s: float
    refused: int
    unanswered: int
    busiest_share: float


LOSSES = ("mean_s", "p99_s", "wait_s", "capsules_per_hour", "couplings", "arrived")
"""Measures of an outcome whose difference to perfect information is told."""


def outcome(architecture: str, folder: Path) -> Outcome:
    """Read what a run came to."""
    plain = policies.outcome(architecture, 1.0, folder)
    with open_result(folder) as result:
        said = _messages(result) if "dispatch_messages" in result.tables() else {
            "messages_per_capsule_km": float("nan"), "bytes_per_capsule_km": float("nan"),
            "age_p50_s": float("nan"), "age_p99_s": float("nan"), "refused": 0, "unanswered": 0,
            "busiest_share": float("nan")}
    return Outcome(
        architecture=architecture, requested=plain.requested, arrived=plain.arrived,
        mean_s=plain.mean_s, p50_s=plain.p50_s, p99_s=plain.p99_s, wait_s=plain.wait_s,
        capsules_per_hour=plain.capsules_per_hour, couplings=plain.couplings, **said)


def _messages(result: Any) -> dict[str, Any]:
    """Sum up what was sent, how old it was when a request was given away, and who worked most."""
    messages = result.table("dispatch_messages")
    messages = messages[messages["kind"] != "decision"]
    decisions = result.table("dispatch_decisions").set_index("decision")
    energy = result.table("energy")
    km = float((energy["loaded_distance_m"] + energy["empty_distance_m"]).sum()) / 1000.0
    per_km = 1.0 / km if km > 0.0 else float("nan")
    busiest_s = float(result.table("dispatch_hosts")["busy_s"].max())
    return {"messages_per_capsule_km": float(messages["sent"].sum()) * per_km,
            "bytes_per_capsule_km": float(messages["bytes"].sum()) * per_km,
            "age_p50_s": float(decisions.loc["assignment", "age_p50_s"]),
            "age_p99_s": float(decisions.loc["assignment", "age_p99_s"]),
            "refused": int(decisions["refused"].sum()),
            "unanswered": int(decisions["unanswered"].sum()),
            "busiest_share": busiest_s / float(result.file.attrs["simulated_s"])}


def run_all(scenario: str, architectures: Sequence[str], overrides: Mapping[str, str],
            by_message: Mapping[str, str]) -> tuple[list[Outcome], dict[str, str]]:
    """Run the scenario with each architecture, on the same requests.

    Parameters
    ----------
    scenario : str
        Folder, or its .toml file.
    architectures : sequence of str
        Some of ARCHITECTURES.
    overrides : mapping
        Keys to change in every run.
    by_message : mapping
        Keys to change in runs by message only, such as failures of hosts.

    Returns
    -------
    outcomes, refused
        What came, and by architecture why it cannot be had.

    Raises
    ------
    PolicyError
        If perfect information cannot be run, or nothing else can.
    """
    outcomes: list[Outcome] = []
    refused: dict[str, str] = {}
    for architecture in architectures:
        keys = {**overrides, "dispatch.architecture": architecture}
        if architecture != "none":
            keys |= by_message
        with tempfile.TemporaryDirectory(prefix="dimai-architectures-") as name:
            try:
                policies.run_once(scenario, keys, Path(name))
            except PolicyError as error:
                if architecture == "none":
                    raise
                refused[architecture] = str(error)
            else:
                outcomes.append(outcome(architecture, Path(name)))
    if refused and len(outcomes) < 2:
        raise PolicyError(next(iter(refused.values())))
    return outcomes, refused


def losses(one: Outcome, perfect: Outcome) -> dict[str, float]:
    """How much more, or less, of each of LOSSES than with perfect information."""
    return {key: float(getattr(one, key)) - float(getattr(perfect, key)) for key in LOSSES}


HEADINGS = {
    "en": ("architecture", "arrived", "door to door", "p50", "p99", "wait", "capsules/h", "coupled",
           "messages/km", "B/km", "age p50", "age p99", "refused", "unanswered", "busiest"),
    "zh": ("方式", "到达", "门到门", "p50", "p99", "等候", "胶囊/时", "行进连挂", "消息/公里", "字节/公里",
           "信息龄 p50", "信息龄 p99", "拒令", "无答复", "最忙"),
}
LOSS_HEADINGS = {
    "en": ("against none", "door to door", "p99", "wait", "capsules/h", "coupled", "arrived"),
    "zh": ("与 none 相比", "门到门", "p99", "等候", "胶囊/时", "行进连挂", "到达"),
}
NOTES = {
    "en": "Times in seconds, means of journeys that arrived. capsules/h: most in an hour through one "
          "trunk tube. messages/km, B/km: for each kilometre of a capsule. age: of what was known when "
          "a request was given to a capsule. busiest: share of the time that the busiest dispatcher's "
          "computer worked. none: all is known, at once.",
    "zh": "时间单位为秒，取已到达行程的平均值。胶囊/时：一条干线管道一小时内通过的最多胶囊数。消息/公里、字节/公里："
          "按每胶囊公里计。信息龄：把请求派给胶囊时所依据信息的年龄。最忙：最忙的调度计算机工作时间占比。none："
          "一切立即可知。",
}
IMPOSSIBLE = {"en": "cannot be had", "zh": "不可用"}


def row_of(one: Outcome) -> list[str]:
    """Texts of one line of the first table."""
    def number(value: float, form: str) -> str:
        return "–" if value != value else format(value, form)  # NaN is not itself

    return [one.architecture, f"{100.0 * one.arrived / max(1, one.requested):.2f} %",
            *(number(value, ",.1f") for value in (one.mean_s, one.p50_s, one.p99_s, one.wait_s)),
            number(one.capsules_per_hour, ",.0f"), f"{one.couplings:,}",
            number(one.messages_per_capsule_km, ".3f"), number(one.bytes_per_capsule_km, ".1f"),
            *(number(age, ",.0f" if age >= 100.0 else ".3g") for age in (one.age_p50_s, one.age_p99_s)),
            f"{one.refused:,}",
            f"{one.unanswered:,}", number(100.0 * one.busiest_share, ".3g")
            + ("" if one.busiest_share != one.busiest_share else " %")]


def loss_row(one: Outcome, perfect: Outcome) -> list[str]:
    """Texts of one line of the second: what this one loses, with the share of what it would be."""
    texts = [one.architecture]
    for key, loss in losses(one, perfect).items():
        whole = float(getattr(perfect, key))
        share = f" ({100.0 * loss / whole:+.1f} %)" if whole else ""
        texts.append(format(loss, "+,.1f" if key.endswith("_s") else "+,.0f") + share)
    return texts


def markdown(outcomes: Sequence[Outcome], refused: Mapping[str, str], language: str) -> str:
    """Lay out both tables, readable as they are and as Markdown."""
    lines = policies.table([list(HEADINGS[language]), *map(row_of, outcomes)])
    perfect = next((one for one in outcomes if one.architecture == "none"), None)
    others = [one for one in outcomes if one is not perfect]
    if perfect is not None and others:
        lines += ["", *policies.table([list(LOSS_HEADINGS[language]),
                                       *(loss_row(one, perfect) for one in others)])]
    lines += [""] + [f"{name}: {IMPOSSIBLE[language]}: {why}" for name, why in refused.items()]
    return "\n".join([*lines, NOTES[language]])


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """Split KEY=VALUE.

    Raises
    ------
    PolicyError
        If one has no "=".
    """
    for text in texts:
        if "=" not in text:
            raise PolicyError(f'got "{text}", needs KEY=VALUE')
    return {key: value for key, value in (text.split("=", 1) for text in texts)}


def architectures_command(arguments: Sequence[str]) -> int:
    """Run `dimai architectures`: returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="dimai architectures", description="Run a scenario once with each dispatch architecture, "
        "on the same requests, and print what each loses against perfect information.")
    parser.add_argument("scenario", help="scenario folder, or its .toml file")
    parser.add_argument("--architecture", action="append", choices=ARCHITECTURES[1:], metavar="NAME",
                        help=f"only these, repeatable: {', '.join(ARCHITECTURES[1:])}")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="keys",
                        help="change a key of the scenario in every run; repeatable")
    parser.add_argument("--by-message", action="append", default=[], metavar="KEY=VALUE",
                        help="change a key in all runs but that with perfect information, such as "
                        "'failure=[{host=\"busiest\", from=\"1 h\", until=\"3 h\"}]'; repeatable")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    options = parser.parse_args(arguments)
    chosen = ["none", *(options.architecture or ARCHITECTURES[1:])]
    try:
        outcomes, refused = run_all(options.scenario, chosen, pairs(options.keys),
                                    pairs(options.by_message))
    except PolicyError as error:
        print(f"dimai: {error}", file=sys.stderr)
        return 2
    if options.json:
        finite = [{key: None if value != value else value for key, value in asdict(one).items()}
                  for one in outcomes]
        print(json.dumps({"outcomes": finite, "refused": refused,
                          "losses": {one.architecture: losses(one, outcomes[0])
                                     for one in outcomes[1:]}}, indent=2))
    else:
        print(markdown(outcomes, refused, options.language))
    return 0
