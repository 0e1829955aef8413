"""The report as one HTML file for a browser, a phone or paper; several reports share one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from markupsafe import Markup

from analyzer.engine.result import Report
from analyzer.report import words
from analyzer.report.escape import plain
from analyzer.report.html import outline
from analyzer.report.html.anchors import Anchors
from analyzer.report.html.environment import environment, render, write
from analyzer.report.html.sheets import sheet
from analyzer.report.html.view import View, name_of, view
from analyzer.report.story import SETTLED, tell

_MOST_PAGE = 4_000_000
"""Characters after which a page of several reports lists the further ones in its table only."""
_SEVERAL_SHARE = 0.25
"""How much of the usual room the log of one of several reports gets."""
_MOST_KNOWN = 12
_MOST_CONTENTS = 40


class Html:
    """A page that needs no network; what it leaves out of a large log it says."""

    def render(
        self,
        report: Report,
        stream: TextIO,
        *,
        width: int | None = None,
        color: bool | None = None,
        several: bool = False,
    ) -> None:
        """Write `report` to `stream` as a page; `width` and `color` mean nothing here."""
        if several:
            with self.gather(stream) as add:
                add(report)
            return
        told = view(report, Anchors())
        page = _page(told.name, list(outline.contents(told)), [_body(told)], subheading=_read(report))
        write(page, stream)

    @contextmanager
    def gather(self, stream: TextIO) -> Iterator[Callable[[Report], None]]:
        """Take any number of reports, and write them as one page with a table of contents in the end."""
        gathering = _Gathering()
        yield gathering.add
        if gathering.any:
            write(gathering.page(), stream)


class _Gathering:
    """Several reports on their way to one page."""

    def __init__(self) -> None:
        self._rows: list[outline.Row] = []
        self._bodies: list[Markup] = []
        self._size = 0

    @property
    def any(self) -> bool:
        """Whether there is a report at all."""
        return bool(self._rows)

    def add(self, report: Report) -> None:
        anchors = Anchors(f"r{len(self._rows) + 1}-")
        fits = self._size < _MOST_PAGE
        anchor = anchors.part("report") if fits else ""
        self._rows.append(outline.row(name_of(report), tell(report), anchor))
        if fits:
            self._bodies.append(_body(view(report, anchors, _SEVERAL_SHARE), several=True))
            self._size += len(self._bodies[-1])

    def page(self) -> str:
        further = len(self._rows) - len(self._bodies)
        left_out = (
            f"The reports on the last {words.counted(further, 'log')} are left out, to keep this page small: "
            "the table holds their diagnoses, and analyze of one of them alone gives its report."
            if further
            else ""
        )
        contents = [
            outline.Entry("logs", "All logs"),
            *(outline.Entry(row.anchor, row.name) for row in self._rows[:_MOST_CONTENTS] if row.anchor),
        ]
        heading = f"Diagnosis of {words.counted(len(self._rows), 'log')}"
        return _page(heading, contents, self._bodies, rows=self._rows, left_out=left_out)


def _page(
    heading: str,
    contents: Sequence[outline.Entry],
    bodies: Sequence[Markup],
    *,
    subheading: str = "",
    rows: Sequence[outline.Row] = (),
    left_out: str = "",
) -> str:
    """The page around the reports; `rows` are those of its table, when there are several."""
    return render(
        "report.html.j2",
        styles=(sheet("report.css"),),
        heading=heading,
        subheading=subheading,
        contents=contents,
        bodies=bodies,
        rows=rows,
        left_out=left_out,
    )


def _body(told: View, several: bool = False) -> Markup:
    """The markup of one report."""
    template = environment().get_template("report/one.html.j2")
    known = [(key, value) for key, value in told.report.environment.items() if value][:_MOST_KNOWN]
    body = template.render(
        it=told,
        several=several,
        level=3 if several else 2,
        read=_read(told.report),
        settled=SETTLED,
        facts=[(plain(key.replace("_", " "), 30), plain(value, 60)) for key, value in known],
        digits=f"g{min(max(len(str(max(told.report.text, default=0))), 3), 8)}",
    )
    return Markup(body)  # noqa: S704 - made by an escaping template


def _read(report: Report) -> str:
    """How much of the log was understood."""
    parts = [words.counted(report.lines, "line"), f"{report.recognised} recognised"]
    if report.unrecognised:
        parts.append(f"{report.unrecognised} not recognised")
    if report.prose:
        parts.append(f"{report.prose} of running text")
    if report.sessions > 1:
        parts.append(words.counted(report.sessions, "session"))
    return ", ".join(parts)


RENDERER = Html()
