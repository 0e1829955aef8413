"""Repair of entries that were parted, joined or cut."""

from __future__ import annotations

import pytest
from source_reading import document, places, texts


def test_times_above_their_messages_are_joined() -> None:
    raw = "14:08:04.428\nUsing the library 10.9.0\n14:09:17.936\n\nMCUboot DFU failed.\nLowlevel error: x\n"
    assert texts(raw) == [
        "14:08:04.428 Using the library 10.9.0",
        "14:09:17.936 MCUboot DFU failed.",
        "Lowlevel error: x",
    ]
    assert places(raw) == [(1, 2), (3, 5), (6, 6)]
    assert document(raw).lines[0].repairs == ("time-joined",)


@pytest.mark.parametrize(
    "stamp",
    [
        "2021-03-04T09:15:22.104Z",
        "2021-03-04T09:15:22.104Z ERROR",
        "[2023-Mar-08 08:28:37]",
        "[09:15:22.104]",
    ],
)
def test_every_time_is_joined_with_its_message(stamp: str) -> None:
    assert texts(f"{stamp}\nthe message\n") == [f"{stamp} the message"]


@pytest.mark.parametrize(
    "lines",
    [
        ["14:08:04.428", "14:08:04.430 Device closed"],
        ["14:08:04.428", "14:08:04.430"],
        ["Device closed", "14:08:04.428"],
    ],
)
def test_a_time_without_a_message_stays_alone(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "entries",
    [
        [
            "2021-03-04T09:15:22.104Z INFO Device 682111222 opened",
            "2021-03-04T09:15:31.870Z ERROR Reset failed",
        ],
        [
            "12:18:07.750 MCUboot DFU failed with error: x",
            "12:18:07.751 Please make sure that it is in MCUboot mode",
        ],
        [
            "[2023-Mar-08 08:28:37] [debug] [ Client] - open",
            "[2023-Mar-08 08:28:38] [ info] [ Client] - Handling sequence b9",
        ],
        ["ERROR: Unable to connect to a debugger.", "[error] [ Worker] - An unknown error."],
        [
            "ERROR: Unable to connect to a debugger.",
            'ERROR: [Backend] - The library reported "-1", "An error.".',
        ],
        [
            "-- west flash: using runner nrfjprog",
            "-- runners.nrfjprog: Flashing file: /tmp/a b.hex",
            "ERROR: No probe",
        ],
        ["Parsing image file.", "ERROR: Write verify failed.", "NOTE: Any messages will be displayed."],
        ["FUNCTION: open_dll.", "FUNCTION: enum_emu_snr.", "FUNCTION: close_dll."],
        [
            "[error] [ Worker] - An unknown error.",
            "FATAL ERROR: command exited with status 33: nrfjprog --ids",
        ],
        [
            "[ #################### ]   0.736s | Erase file - Done",
            "[ #################### ]   1.268s | Program file",
        ],
        [
            "[00:00:00] ------   0% [682111222] Failed, no answer",
            "[00:00:04] ###### 100% [682111333] Programmed",
        ],
        ["2022-01-10 16:14:16,901 opening the port", "2022-01-10 16:14:17,002 no answer"],
    ],
)
@pytest.mark.parametrize("glue", [" ", "  "])
def test_entries_on_one_line_are_parted(entries: list[str], glue: str) -> None:
    read = document(f"first line\n{glue.join(entries)}\n")
    assert [line.text for line in read.lines[1:]] == entries
    assert {(line.number, line.last, line.repairs) for line in read.lines[1:]} == {(2, 2, ("split",))}


@pytest.mark.parametrize(
    ("raw", "entries"),
    [
        ("An error.[error] [ Worker] - x", ["An error.", "[error] [ Worker] - x"]),
        ("12:18:07.750 It is done12:18:07.751 Reset", ["12:18:07.750 It is done", "12:18:07.751 Reset"]),
        (
            "[----]   0%2024-11-02 04:29:22,398 No backend",
            ["[----]   0%", "2024-11-02 04:29:22,398 No backend"],
        ),
        ("[    ]   0%0002229:CRITICAL:__main__:erase", ["[    ]   0%", "0002229:CRITICAL:__main__:erase"]),
        ("I get ERROR: No debuggers", ["I get", "ERROR: No debuggers"]),
        ("the log:2021-03-04T09:15:22.104Z INFO a", ["the log:", "2021-03-04T09:15:22.104Z INFO a"]),
    ],
)
def test_glued_entries_are_parted(raw: str, entries: list[str]) -> None:
    assert texts(raw) == entries


@pytest.mark.parametrize(
    "line",
    [
        "ERROR: runners.nrfutil: ERROR: Flashing failed",
        "[ERROR ] ERROR: Cannot find the probe. Is USB attached ?",
        " - ERROR: RAM check failed @ address 0x20000000.",
        "2022-01-10 16:14:16,901 ERROR: pynrfjprog.HighLevel: no",
        "2021-03-04T09:15:22.104Z ERROR ERROR: no probe",
        "[2023-Mar-08 08:28:37] [error] [ Client] - Encountered error -102",
        "[error] [ Client] - stderr: [*** LOG ERROR #0001 ***] [2023-10-16 15:31:01] [nRF53] {argument not found}",
        "[error] [ Client] - stderr: [error] [ Worker] - no",
        '{"time":"2018-02-21T18:04:36.249Z","level":"error","message":"a. ERROR: b -- west flash: c"}',
        "2022-12-30T01:39:39.400Z DEBUG [nrfdl][debug](09:39:39.349) [->] enumerate",
        "13:34:19.258 nrfdl 12:31:55.011 Device 000682111222 arrived",
        "12:17:29.563 File was last modified at 1/30/2023, 12:30:02.100 PM",
        "FATAL ERROR: command exited with status 1: tool 'a. ERROR: b' --log '/tmp/-- west flash: /x'",
        "12:18:07.750 Writing C:\\logs\\12:18:07.751 x.hex",
        "DEBU[2019-06-09 15:50:42.048] Tx request: 00:00:00.123 end",
        "-- runners.x: Flashing file: /tmp/ERROR: x.hex",
        "zephyr/main.c:12:34:56.789 is no time",
        "COMMAND ERROR program failed at 0x20000000",
        "-- west flash: using runner nrfjprog",
    ],
)
def test_heads_within_a_message_do_not_part_it(line: str) -> None:
    assert texts(f"{line}\n{line}\n") == [line, line]


def test_wrapped_messages_of_a_console_are_joined() -> None:
    raw = (
        "ERROR: The operation attempted is unavailable due to readback protection in\n"
        "ERROR: your device. Please use --recover to unlock the device.\n"
        "NOTE: For additional output, try running again with logging enabled (--log).\n"
        "NOTE: Any generated log error messages will be displayed.\n"
        "WARNING: An address for the --erasepage operation is not aligned to the start\n"
        "WARNING: of a page.\n"
    )
    assert texts(raw) == [
        "ERROR: The operation attempted is unavailable due to readback protection in your device. "
        "Please use --recover to unlock the device.",
        "NOTE: For additional output, try running again with logging enabled (--log).",
        "NOTE: Any generated log error messages will be displayed.",
        "WARNING: An address for the --erasepage operation is not aligned to the start of a page.",
    ]
    assert places(raw) == [(1, 2), (3, 3), (4, 4), (5, 6)]


def test_a_wrapped_message_of_three_lines_is_one_entry() -> None:
    parts = [
        "ERROR: JLinkARM DLL reported an error. Try again. If error condition",
        "ERROR: persists, run the same command again with argument --log, contact Nordic",
        "ERROR: Semiconductor and provide the generated log.log file to them.",
    ]
    whole = "ERROR: " + " ".join(part.removeprefix("ERROR: ") for part in parts)
    assert texts("\n".join(parts)) == [whole]
    assert texts(" ".join(parts)) == [whole]
    assert texts("\n".join(f"> {part}" for part in parts)) == [whole]


@pytest.mark.parametrize(
    "lines",
    [
        ["ERROR: [ nRF91] - initialize", "ERROR: [ nRF91] - configure_peripherals", "ERROR: [ nRF91] - ACK"],
        ["ERROR: No debuggers were discovered", "ERROR: Unable to connect to a debugger."],
        [
            "ERROR: Unable to connect to a debugger.",
            "NOTE: Any generated log error messages will be displayed.",
        ],
        [
            "ERROR: [  nRF52] - Data does not match in address range [0x00001000-0x00018fec] (Flash)",
            "ERROR: Write verify failed.",
        ],
    ],
)
def test_messages_that_follow_each_other_stay_apart(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


def test_a_flood_of_wrapped_lines_is_cut_into_entries() -> None:
    line = "ERROR: " + "word " * 13 + "word"
    read = document("\n".join([line] * 50_000))
    assert 4000 < len(read.lines) < 10_000
    assert max(len(line.text) for line in read.lines) < 1000


@pytest.mark.parametrize(
    "parts",
    [
        ("2023-05-06T07:08:09.010Z WARN Installed version ", "does not match the expected version (V7.88j)"),
        ("12:17:47.152 Writing the image of the", "modem to device 682111222"),
    ],
)
def test_entries_wrapped_by_hand_are_joined_where_that_is_certain(parts: tuple[str, str]) -> None:
    assert texts("\n".join(parts)) == [f"{parts[0].strip()} {parts[1]}"]


def test_entries_wrapped_by_a_mail_program_are_joined() -> None:
    raw = (
        "> 2021-03-04T09:15:22.104Z ERROR The operation attempted is\n"
        "> unavailable due to readback protection in the device that is on the\n"
        "> desk.\n"
        "> FATAL ERROR: command exited with status 33: nrfjprog --program\n"
        "> C:\\work\\relay\\build\\zephyr.hex --verify -f NRF52 --coprocessor none\n"
        "> --snr 682111222\n"
        "> ERROR: persists, run the same command again with argument --log,\n"
        "> contact Nordic\n"
        "> ERROR: Semiconductor and provide it to them.\n"
        "> ERROR: No debuggers were discovered.\n"
        "> INFO Target device\n"
        "> closed\n"
    )
    assert texts(raw) == [
        "2021-03-04T09:15:22.104Z ERROR The operation attempted is unavailable due to readback protection in "
        "the device that is on the desk.",
        "FATAL ERROR: command exited with status 33: nrfjprog --program "
        "C:\\work\\relay\\build\\zephyr.hex --verify -f NRF52 --coprocessor none --snr 682111222",
        "ERROR: persists, run the same command again with argument --log, contact Nordic Semiconductor and "
        "provide it to them.",
        "ERROR: No debuggers were discovered.",
        "INFO Target device",
        "closed",
    ]


def test_paths_broken_by_a_console_window_are_joined() -> None:
    first = '  File "C:\\Python36\\lib\\site-packages\\some_library-0.0.7-py3.6.egg\\library\\jl'
    first += "x" * (79 - len(first))
    assert texts(f'{first}\nink.py", line 249, in __init__\n') == [f'{first}ink.py", line 249, in __init__']


@pytest.mark.parametrize(
    "lines",
    [
        [
            "2023-11-13T08:43:45.528Z INFO Update files regions according to Application core",
            "async task failure",
        ],
        ["2021-03-04T09:15:31.870Z ERROR Error occured when read.", "Lowlevel error: x"],
        [
            "Error: newtap: missing IR length",
            "in procedure 'script'",
            'at file "embedded:startup.tcl", line 26',
        ],
        ["12:17:47.152 Error: TypeError of the", "    at Object.open (app.js:1:2)"],
        ["2023-05-06T07:08:09.010Z INFO Waiting for the", "", "", "device"],
    ],
)
def test_lines_below_an_entry_stay_their_own(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == [line for line in lines if line]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("RROR Core0: Error while reading", "ERROR Core0: Error while reading"),
        ("RROR: No debuggers", "ERROR: No debuggers"),
        ("NFO Target device closed.", "INFO Target device closed."),
        ("ATAL ERROR: command exited", "FATAL ERROR: command exited"),
        ("error] [ Client] - no", "[error] [ Client] - no"),
        ("rror] [ Client] - no", "[error] [ Client] - no"),
        ("2023-Mar-08 08:28:37] [debug] [ Client] - open", "[2023-Mar-08 08:28:37] [debug] [ Client] - open"),
        ("021-03-04T09:15:22.104Z INFO done", "2021-03-04T09:15:22.104Z INFO done"),
        ("- runners.nrfjprog: Flashing file", "-- runners.nrfjprog: Flashing file"),
    ],
)
def test_lost_first_letters_are_put_back(cut: str, whole: str) -> None:
    assert texts(f"{cut}\nnext\n") == [whole, "next"]


@pytest.mark.parametrize(
    "line",
    ["BUG in the tool", "- a point: of a list", "tor] x", "rings a bell", "20-03-04 is a date", "R: x"],
)
def test_words_that_are_no_heads_stay(line: str) -> None:
    assert texts(line) == [line]


def test_what_was_done_to_a_line_is_named() -> None:
    raw = "> \u201cx\u201d 14:08:04.428\n> 14:08:04.428\n> RROR: a. ERROR: b\n"
    read = document(raw)
    assert [line.text for line in read.lines] == ['"x" 14:08:04.428', "14:08:04.428 ERROR: a.", "ERROR: b"]
    assert read.lines[1].repairs == ("reply-marks", "letters-restored", "split", "time-joined")
