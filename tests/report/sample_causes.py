"""The rivals that explain the failed modem update of the samples."""

from __future__ import annotations

from dataclasses import replace

from sample_values import evidence, log

from analyzer.engine.result import Diagnosis, Question, Remedy

_LOG = log("modem-update.log")
_NRFJPROG = "nrfjprog --snr 960012345 --family NRF91"

_CLOSE_PROGRAMS = Remedy(
    "Close RTT Viewer, Ozone, IDE debug sessions and every other program on this probe, then try again",
    None,
    "none",
    None,
)
_RTT_OPEN = Question("rtt-open", "Was RTT Viewer, an IDE or another debugger connected during the update?")

BLANK = Diagnosis(
    rank=1,
    cause="",
    title="",
    probability=0.0,
    verdict="possible",
    problem=0,
    operations=(),
    evidence=(),
    prior_db=-3.0,
    score_db=2.0,
    explanation="",
    remedies=(),
    questions=(),
    checks=(),
    references=(),
)
"""A diagnosis to be filled in."""

DISTURBED = replace(
    BLANK,
    rank=1,
    cause="debug-session-disturbed",
    title="The debug session worked and then broke",
    probability=0.45,
    verdict="likely",
    operations=(1, 2),
    score_db=7.0,
    evidence=(
        evidence("failed", "needs", (22, 34), 0, "An operation over SWD failed after it had begun", _LOG),
        evidence("writing", "for", (20, 32), 10, "Segment 1 of 32 was announced: the link had worked", _LOG),
        evidence("umbrella", "for", (22,), 5, "The library failed without a reason, as if cut off", _LOG),
        evidence("refused", "against", (34,), -5, "The second attempt was refused, not lost", _LOG),
    ),
    explanation="""\
        The probe reached the device and wrote to it, and then a call failed midway. That happens when a
        second program uses the same probe, when firmware or a watchdog resets the device, or when SWD is
        too fast for the cable.

        A session that never came up at all has other causes.
        """,
    remedies=(
        _CLOSE_PROGRAMS,
        Remedy(
            "Lower the SWD clock, and use a short cable straight to the computer",
            "nrfjprog --clockspeed 1000 --ids",
            "none",
            None,
        ),
        Remedy(
            "Erase the flash, so that no application runs and resets the device",
            f"{_NRFJPROG} --eraseall",
            "erases",
            "the application and everything it stored in flash; UICR as well",
        ),
        Remedy("Reset the device and try the update again at once", f"{_NRFJPROG} --reset", "resets", None),
    ),
    questions=(_RTT_OPEN,),
    checks=("host.probe-holders", "target.link-stability"),
    references=("https://docs.example.org/nrf91/modem-update",),
)

TRUSTZONE = replace(
    BLANK,
    rank=2,
    cause="secure-region-trustzone",
    title="Secure access to the device is closed",
    probability=0.27,
    operations=(1, 2),
    prior_db=-6.0,
    score_db=4.8,
    evidence=(
        evidence("refused", "needs", (34,), 0, "Access to a secure address was denied (-93)", _LOG),
        evidence("started", "for", (32,), 10, "The refusal came at the first write, not at connect", _LOG),
        evidence("lost-link", "against", (22,), -2, "The same step had failed otherwise before", _LOG),
    ),
    explanation="The write was refused by the secure attribution of the address, not by the link.",
    remedies=(
        Remedy("Read the protection state of the device", f"{_NRFJPROG} --readcode", "reads", None),
        Remedy(
            "Unlock the device",
            f"{_NRFJPROG} --recover",
            "erases",
            "everything in flash and UICR, keys and provisioning data included",
        ),
    ),
    questions=(
        Question("locks-secure-debug", "Does the application lock secure debug (`SECUREAPPROTECT`)?"),
    ),
    checks=("target.secure-debug",),
)

IN_USE = replace(
    BLANK,
    rank=3,
    cause="probe-in-use",
    title="Another program holds the debug probe",
    probability=0.15,
    operations=(1, 2),
    score_db=2.2,
    evidence=(
        evidence("umbrella", "for", (22,), 5, "The library failed without a reason", _LOG),
        evidence("connected", "against", (7, 9), -2, "The device was identified without complaint", _LOG),
    ),
    explanation="Two programs that share one probe take turns on the SWD link and spoil each other's state.",
    remedies=(_CLOSE_PROGRAMS,),
    questions=(_RTT_OPEN,),
    checks=("host.probe-holders",),
)

LOCKED = replace(
    BLANK,
    rank=4,
    cause="modem-locked-xproddone",
    title="The modem refuses to be downgraded",
    probability=0.02,
    operations=(1, 2),
    prior_db=-10.0,
    score_db=-6.5,
    evidence=(evidence("package", "for", (13,), 2, "The package is an old one", _LOG),),
    explanation="`AT%XPRODDONE` forbids older modem firmware for ever.",
    remedies=(Remedy("Take the newest modem package", None, "none", None),),
)

DAMAGED_PACKAGE = replace(
    LOCKED,
    rank=0,
    cause="modem-fw-file-invalid",
    title="The modem package is damaged",
    probability=0.0,
    verdict="ruled-out",
    reason="its first file was written without complaint (line 18)",
)

NO_POWER = replace(
    LOCKED,
    rank=0,
    cause="target-power-low-voltage",
    title="The target has no power",
    probability=0.0,
    verdict="not-enough-data",
    reason="the log shows no target voltage",
)
