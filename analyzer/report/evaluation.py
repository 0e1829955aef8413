"""An evaluation on labelled cases: for the terminal, for programs, and as a page with the reliability curve."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from analyzer.measure.metrics import Bin, Figures, Judged, confusion, figures, with_also

if TYPE_CHECKING:
    from analyzer.measure.fit import Fitted

SCHEMA = "nrfdoctor.eval/1"
_ROWS = (
    ("cases", "cases", "d"),
    ("first place right, label or `also`", "top1_also", ".3f"),
    ("first place right, label only", "top1", ".3f"),
    ("among the first three, label or `also`", "top3_also", ".3f"),
    ("among the first three, label only", "top3", ".3f"),
    ("mean reciprocal rank", "mean_reciprocal_rank", ".3f"),
    ("cases that the log alone can tell", "sufficient", "d"),
    ("  first place right, label only", "top1_sufficient", ".3f"),
    ("wrong at 0.8 or more", "confident_wrong", ".3f"),
    ("  of them where the log alone cannot tell", "confident_wrong_insufficient", "d"),
    ("Brier score of the first place", "brier", ".3f"),
)


def _shown(found: Figures) -> list[tuple[str, str]]:
    return [(title, format(getattr(found, name), form)) for title, name, form in _ROWS]


def _misses(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Cases whose first place is neither the label nor one of `also`."""
    return [
        {
            "id": one.case.id,
            "cause": one.case.cause,
            "also": sorted(one.case.also),
            "log_alone_sufficient": one.case.sufficient,
            "given": [{"cause": d.cause, "probability": round(d.probability, 3)} for d in one.diagnoses[:3]],
            "evidence": [
                {"fact": e.fact, "role": e.role, "lines": list(e.lines), "weight_db": e.weight_db}
                for e in (one.first.evidence if one.first else ())
            ],
        }
        for one in judged
        if one.rank_of(with_also(one.case)) != 1
    ]


def write_json(judged: Sequence[Judged], fitted: Fitted | None, stream: TextIO) -> None:
    """Everything, for programs."""
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "figures": asdict(figures(judged)),
        "confusion": [{"label": a, "given": b, "count": n} for a, b, n in confusion(judged)],
        "misses": _misses(judged),
    }
    if fitted is not None:
        content["fitted"] = {
            "evidence": dict(fitted.weights.evidence),
            "priors": dict(fitted.weights.priors),
            "folds": fitted.folds,
            "before": asdict(fitted.before),
            "after": asdict(fitted.after),
            "held_out": asdict(fitted.held_out),
        }
    json.dump(content, stream, indent=2, ensure_ascii=False)
    stream.write("\n")


def write_terminal(judged: Sequence[Judged], fitted: Fitted | None, stream: TextIO) -> None:
    """Figures, reliability, misses, and the fitted table."""
    found = figures(judged)
    for title, value in _shown(found):
        stream.write(f"{title:45} {value:>8}\n")
    stream.write("\nreliability (claimed probability of the first place, how often it was right)\n")
    for one in found.reliability:
        stream.write(f"  {one.low:.1f}-{one.high:.1f}  {one.count:4}  {one.claimed:.2f}  {one.right:.2f}\n")
    misses = _misses(judged)
    stream.write(f"\n{len(misses)} misses\n")
    for miss in misses:
        given = ", ".join(f"{g['cause']} {g['probability']:.2f}" for g in miss["given"]) or "no diagnosis"
        lines = ", ".join(f"{e['fact']} {e['lines']}" for e in miss["evidence"])
        stream.write(f"  {miss['id']}: {miss['cause']}, given {given}\n")
        if lines:
            stream.write(f"      because {lines}\n")
    if fitted is not None:
        _write_fitted(fitted, stream)


def _write_fitted(fitted: Fitted, stream: TextIO) -> None:
    stream.write(f"\nfitted ({fitted.folds} folds); for rules/vocabulary/weights.yaml:\n")
    for name, table in (("evidence", fitted.weights.evidence), ("priors", fitted.weights.priors)):
        row = ", ".join(f"{word}: {value:g}" for word, value in sorted(table.items(), key=lambda i: -i[1]))
        stream.write(f"{name}: {{{row}}}\n")
    stream.write(f"\n{'':45} {'before':>8} {'fitted':>8} {'held out':>8}\n")
    columns = [_shown(fitted.before), _shown(fitted.after), _shown(fitted.held_out)]
    for (title, first), (_, second), (_, third) in zip(*columns, strict=True):
        stream.write(f"{title:45} {first:>8} {second:>8} {third:>8}\n")


_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } td, th { padding: .2rem .8rem; text-align: left; border-bottom: 1px solid #8886 }
td:not(:first-child) { text-align: right } svg { max-width: 100%; height: auto }
"""


def write_html(judged: Sequence[Judged], fitted: Fitted | None, stream: TextIO) -> None:
    """One page without any reference to the network, with the reliability curve as a picture."""
    found = figures(judged)
    rows = "".join(f"<tr><td>{html.escape(t)}</td><td>{v}</td></tr>" for t, v in _shown(found))
    misses = "".join(
        f"<tr><td>{html.escape(m['id'])}</td><td>{html.escape(m['cause'])}</td><td>"
        + html.escape(", ".join(f"{g['cause']} {g['probability']:.2f}" for g in m["given"]) or "no diagnosis")
        + "</td></tr>"
        for m in _misses(judged)
    )
    curves = [("now", found.reliability)]
    if fitted is not None:
        curves.append(("held out", fitted.held_out.reliability))
    stream.write(
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>nrfdoctor: evaluation</title>'
        f"<style>{_STYLE}</style><h1>Evaluation</h1><table>{rows}</table>"
        f"<h2>Reliability</h2>{_curve(curves)}"
        f"<h2>Misses</h2><table><tr><th>case</th><th>label</th><th>given</th></tr>{misses}</table></html>\n"
    )


_SIDE = 320
_MARGIN = 48
_COLOURS = ("#3b82f6", "#f59e0b")


def _curve(curves: Sequence[tuple[str, Sequence[Bin]]]) -> str:
    """Claimed against actual share of right first places; the area of a dot is the number of its cases."""
    size = _SIDE + 2 * _MARGIN
    parts = [
        f'<svg viewBox="0 0 {size} {size}" width="{size}" role="img" aria-label="reliability curve" '
        f'font-size="12" fill="currentColor">',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="currentColor"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="currentColor" stroke-dasharray="4" opacity=".5"/>',
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<text x="{_x(tick)}" y="{_y(0) + 18}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{_x(0) - 8}" y="{_y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    parts.append(f'<text x="{_x(0.5)}" y="{size - 8}" text-anchor="middle">probability claimed</text>')
    parts.append(f'<text x="{_x(0)}" y="{_y(1) - 12}">share that was right</text>')
    for (name, bins), colour in zip(curves, _COLOURS, strict=False):
        points = " ".join(f"{_x(b.claimed):.1f},{_y(b.right):.1f}" for b in bins)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.extend(_dot(b, name, colour) for b in bins)
    return "".join(parts) + "</svg>"


def _dot(one: Bin, name: str, colour: str) -> str:
    title = f"{html.escape(name)}: {one.count} cases, claimed {one.claimed:.2f}, right {one.right:.2f}"
    radius = 2 + one.count**0.5 * 1.5
    return (
        f'<circle cx="{_x(one.claimed):.1f}" cy="{_y(one.right):.1f}" r="{radius:.1f}" fill="{colour}" '
        f'fill-opacity=".6"><title>{title}</title></circle>'
    )


def _x(share: float) -> float:
    return _MARGIN + share * _SIDE


def _y(share: float) -> float:
    return _MARGIN + (1 - share) * _SIDE


RENDERERS: Mapping[str, Callable[[Sequence[Judged], Fitted | None, TextIO], None]] = {
    "terminal": write_terminal,
    "json": write_json,
    "html": write_html,
}
"""Output format of `eval` by its name."""
