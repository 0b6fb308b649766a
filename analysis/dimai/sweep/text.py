"""What a sweep found, for a terminal and for programs."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dimai.sweep.result import SweepResult, column_of

MOST_ROWS = 20


def result_text(result: SweepResult, *, chinese: bool = False) -> str:
    """A few tables: points, indices, the box, the best point."""
    spec = result.specification
    runs, failed = len(result.runs), len(result.failures)
    if chinese:
        lines = [f"{spec.title}：{runs} 次运行（此前已有 {result.done_before} 次），失败 {failed} 次"]
    else:
        lines = [f"{spec.title}: {runs} runs ({result.done_before} were there before), {failed} failed"]
    for outcome, table in result.indices.items():
        lines += ["", (f"{outcome}：敏感性指数（95 % 区间）" if chinese else
                       f"{outcome}: indices (95 % intervals)"), _indices(table)]
    if result.box is not None:
        lines += ["", *_box(result, chinese)]
    elif spec.discover:
        lines += ["", "没有一点，或者所有点都符合条件" if chinese else
                  "no point, or every point, meets the condition to discover"]
    best = result.best()
    if best is not None:
        keys = [column_of(spec, p.key) for p in spec.parameters] + [spec.goal["outcome"]]
        values = ", ".join(f"{key} = {_number(best[key])}" for key in keys if key in best.index)
        lines += ["", ("最优：" if chinese else "best: ") + values]
    if not result.indices:
        columns = [c for c in result.points.columns if not c.endswith(("_low", "_high"))]
        lines += ["", result.points[columns].head(MOST_ROWS).to_string(index=False, float_format="%.5g")]
        if len(result.points) > MOST_ROWS:
            lines.append(f"… {len(result.points)}: points.csv")
    if result.page is not None:
        lines += ["", str(result.page)]
    elif result.page_error:
        lines += ["", ("没有生成网页：" if chinese else "no page was made: ") + result.page_error]
    return "\n".join([*lines, str(result.folder)])


def _number(value: Any) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def _indices(table: pd.DataFrame) -> str:
    kinds = ["first", "total"] if "first" in table.columns else ["mu_star"]
    shown = pd.DataFrame(index=table.index)
    for kind in kinds:
        shown[kind] = [f"{e:.3g} [{a:.3g}, {b:.3g}]" for e, a, b in zip(
            table[kind], table[f"{kind}_low"], table[f"{kind}_high"])]
    for kind in ("mu", "sigma"):
        if kind in table.columns:
            shown[kind] = [f"{e:.3g}" for e in table[kind]]
    return str(shown.to_string())


def _box(result: SweepResult, chinese: bool) -> list[str]:
    box, spec = result.box, result.specification
    assert box is not None
    wish = spec.discover
    condition = (f"{wish['outcome']} > {wish['above']:g}" if "above" in wish
                 else f"{wish['outcome']} < {wish['below']:g}")
    head = (f"{condition}：覆盖 {box.coverage:.0%}，密度 {box.density:.0%}" if chinese else
            f"{condition} where (covers {box.coverage:.0%} of such points, {box.density:.0%} dense):")
    lines = [head]
    for limit in box.limits:
        name = column_of(spec, spec.parameters[limit.parameter].key)
        lines.append(f"  {limit.low:.4g} <= {name} <= {limit.high:.4g}  (p = {limit.chance:.2g})")
    return [*lines, "CART:", result.tree.rstrip()]


def result_json(result: SweepResult) -> dict[str, Any]:
    """The same as plain values; NaN is null."""
    def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
        return [{key: None if isinstance(value, float) and not math.isfinite(value) else value
                 for key, value in row.items()} for row in frame.to_dict("records")]

    best = result.best()
    return {"title": result.specification.title, "folder": str(result.folder),
            "runs": len(result.runs), "done_before": result.done_before,
            "failed": records(result.failures), "points": records(result.points),
            "indices": {name: records(table.reset_index()) for name, table in result.indices.items()},
            "best": None if best is None else records(best.to_frame().T.infer_objects())[0]}
