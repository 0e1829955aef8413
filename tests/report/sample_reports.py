"""Reports built by hand, as the pipeline would give them: the values every renderer is tried on."""

from __future__ import annotations

from dataclasses import replace

from sample_causes import BLANK, DAMAGED_PACKAGE, DISTURBED, IN_USE, LOCKED, NO_POWER, TRUSTZONE
from sample_values import CALL, JLINK, TRUST, evidence, levels_of, log, numbered, operation, record

from analyzer.engine.result import NextTest, Problem, Remedy, Report, Unexplained
from analyzer.sources.text import Limit


def modem() -> Report:
    """A modem update that failed twice at its first large segment, with two different codes."""
    lines = log("modem-update.log")
    return Report(
        name="modem-update.log",
        lines=34,
        recognised=33,
        unrecognised=0,
        prose=0,
        formats=("programmer-1.x",),
        environment={
            "app": "1.4.3",
            "nrfjprog": "10.9.0",
            "jlink": "6.82",
            "probe_serial": "960012345",
            "device": "NRF9160_xxAA_REV2",
        },
        sessions=1,
        operations=(
            operation(0, "read", "read memory", "succeeded", (10, 11)),
            operation(1, "dfu.modem", "modem update over SWD", "failed", (12, 22)),
            operation(2, "dfu.modem", "modem update over SWD", "failed", (24, 34), attempt=2),
        ),
        errors=(
            record(21, CALL, lines),
            record(22, JLINK, lines),
            record(33, CALL, lines),
            record(34, TRUST, lines),
        ),
        problems=(Problem(0, "modem update over SWD", (1, 2), 12, 34, 0.05, benign=False),),
        diagnoses=(DISTURBED, TRUSTZONE, IN_USE, LOCKED),
        set_aside=(DAMAGED_PACKAGE, NO_POWER),
        next_test=NextTest(
            "check",
            "host.probe-holders",
            0.71,
            "Which running programs use a J-Link?",
            "Look through the process list (Task Manager, `ps aux | grep -i jlink`) for other tools.",
            (("found", "probe-in-use"), ("none", "secure-region-trustzone")),
        ),
        unexplained=(),
        limits=(),
        text=numbered(lines),
        levels=levels_of(lines),
    )


def clean() -> Report:
    """A log of two operations that succeeded."""
    lines = log("clean.log")
    return replace(
        modem(),
        name="clean.log",
        lines=5,
        recognised=5,
        formats=("programmer-3.x",),
        environment={"app": "3.0.5"},
        operations=(
            operation(0, "erase", "erase", "succeeded", (2, 3)),
            operation(1, "program", "program", "succeeded", (4, 5)),
        ),
        errors=(),
        problems=(),
        diagnoses=(),
        set_aside=(),
        next_test=None,
        text=numbered(lines),
        levels=levels_of(lines),
    )


def unfinished() -> Report:
    """A log that ends in the middle of an operation."""
    report = clean()
    erase, program = report.operations
    return replace(report, name="cut.log", operations=(replace(erase, outcome="unfinished"), program))


def nothing() -> Report:
    """A paste that holds neither an operation nor an error."""
    report = clean()
    return replace(
        report, name="-", lines=1, recognised=1, environment={}, formats=(), operations=(), text={}, levels={}
    )


def unexplained() -> Report:
    """Errors outside of any operation that no rule explains."""
    lines = log("strange.log")
    usually = ("another program uses the probe", "the SWD link is bad")
    return replace(
        clean(),
        name="strange.log",
        recognised=3,
        unrecognised=2,
        environment={"app": "4.2.0"},
        operations=(),
        errors=(record(5, JLINK, lines, explained=False, usually=usually),),
        unexplained=(
            Unexplained(
                3, "Fluxing the capacitor failed with code 4711", 2, "Flashing failed with code {code}"
            ),
            Unexplained(5, "Operation ended with 0xffffff9a", 1, None),
        ),
        limits=(
            Limit("line-length", "Line 4 was cut after 64 KiB.", 4),
            Limit("encoding", "Read as Windows-1252."),
        ),
        text=numbered(lines),
        levels=levels_of(lines),
    )


def failed_unknown() -> Report:
    """A failed operation that no known cause fits, in a paste without its start."""
    report = modem()
    return replace(
        report,
        diagnoses=(),
        set_aside=(),
        next_test=None,
        environment={},
        operations=tuple(replace(one, begun=False) for one in report.operations),
        problems=(replace(report.problems[0], none_probability=1.0),),
        errors=tuple(replace(one, explained=False) for one in report.errors),
        unexplained=tuple(Unexplained(one.error.line, one.text, 1, None) for one in report.errors),
    )


def two_problems() -> Report:
    """The modem update, then a flashing that failed for an unrelated reason, then a benign warning."""
    report, lines = modem(), log("two.log")
    file_access = replace(
        BLANK,
        rank=1,
        cause="host-file-access",
        title="A file cannot be read",
        probability=0.93,
        verdict="likely",
        problem=1,
        operations=(3,),
        prior_db=0.0,
        score_db=20.0,
        evidence=(evidence("unreadable", "for", (36,), 20, "The file could not be opened", lines),),
        explanation="The tool was given a file that it may not or cannot open.",
        remedies=(Remedy("Copy the file to a local folder with a short name", None, "none", None),),
    )
    benign = replace(
        BLANK,
        rank=6,
        cause="benign-message",
        title="The message is harmless",
        probability=0.97,
        verdict="likely",
        problem=2,
        operations=(4,),
        explanation="The operation succeeded; the warning names a version that also works.",
    )
    return replace(
        report,
        name="two.log",
        lines=38,
        recognised=37,
        diagnoses=(file_access, *(replace(one, rank=one.rank + 1) for one in report.diagnoses), benign),
        operations=(
            *report.operations,
            operation(3, "program", "program", "failed", (35, 36)),
            operation(4, "read", "read memory", "succeeded", (37, 38)),
        ),
        problems=(
            *report.problems,
            Problem(1, "program", (3,), 35, 36, 0.04, benign=False),
            Problem(2, "read memory", (4,), 37, 38, 0.03, benign=True),
        ),
        text=numbered(lines),
        levels=levels_of(lines),
    )


def benign() -> Report:
    """An alarming line of an operation that succeeded."""
    report = two_problems()
    return replace(
        report,
        name="benign.log",
        errors=(),
        next_test=None,
        set_aside=(),
        operations=report.operations[4:],
        problems=(replace(report.problems[2], index=0, operations=(0,)),),
        diagnoses=(replace(report.diagnoses[-1], rank=1, problem=0, operations=(0,)),),
    )
