"""The tables of error codes: complete where the sources are complete, and sound everywhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "rules" / "codes"
LAYERS = [
    "dfu-extended",
    "dfu-response",
    "jlink",
    "modem-loader",
    "nrf-device-lib",
    "nrf-error",
    "nrfjprog-exit",
    "nrfjprogdll",
    "nrfutil-device",
    "pc-nrfjprog-js",
    "pc-nrfjprog-js-rtt",
    "smp",
    "west-runner",
]
FILE_KEYS = {"layer", "title", "tool", "number", "notations", "source", "codes"}
CODE_KEYS = {
    "code",
    "name",
    "aliases",
    "since",
    "until",
    "meaning",
    "usually",
    "umbrella",
    "warning",
    "unnamed_in",
    "text",
    "note",
}
NOTATIONS = {
    "lowlevel",
    "errorcode",
    "dll-reported",
    "encountered",
    "smp",
    "backend",
    "named",
    "error-code",
    "error-object",
    "nrfutil-code",
    "exit-status",
    "nrfutil-exit",
    "make-error",
    "dfu-response",
    "dfu-extended",
    "dll-returned",
}

NRFJPROGDLL = {
    0: "SUCCESS",
    -1: "OUT_OF_MEMORY",
    -2: "INVALID_OPERATION",
    -3: "INVALID_PARAMETER",
    -4: "INVALID_DEVICE_FOR_OPERATION",
    -5: "WRONG_FAMILY_FOR_DEVICE",
    -6: "UNKNOWN_DEVICE",
    -7: "INVALID_SESSION",
    -10: "EMULATOR_NOT_CONNECTED",
    -11: "CANNOT_CONNECT",
    -12: "LOW_VOLTAGE",
    -13: "NO_EMULATOR_CONNECTED",
    -20: "NVMC_ERROR",
    -21: "RECOVER_FAILED",
    -90: "NOT_AVAILABLE_BECAUSE_PROTECTION",
    -91: "NOT_AVAILABLE_BECAUSE_MPU_CONFIG",
    -92: "NOT_AVAILABLE_BECAUSE_COPROCESSOR_DISABLED",
    -93: "NOT_AVAILABLE_BECAUSE_TRUST_ZONE",
    -94: "NOT_AVAILABLE_BECAUSE_BPROT",
    -100: "JLINKARM_DLL_NOT_FOUND",
    -101: "JLINKARM_DLL_COULD_NOT_BE_OPENED",
    -102: "JLINKARM_DLL_ERROR",
    -103: "JLINKARM_DLL_TOO_OLD",
    -104: "JLINKARM_DLL_READ_ERROR",
    -105: "JLINKARM_DLL_TIME_OUT_ERROR",
    -110: "SERIAL_PORT_NOT_FOUND",
    -111: "SERIAL_PORT_PERMISSION_ERROR",
    -112: "SERIAL_PORT_WRITE_ERROR",
    -113: "SERIAL_PORT_READ_ERROR",
    -114: "SERIAL_PORT_RESOURCE_ERROR",
    -115: "SERIAL_PORT_NOT_OPEN_ERROR",
    -150: "NRFJPROG_SUB_DLL_NOT_FOUND",
    -151: "NRFJPROG_SUB_DLL_COULD_NOT_BE_OPENED",
    -152: "NRFJPROG_SUB_DLL_COULD_NOT_LOAD_FUNCTIONS",
    -153: "NRFJPROG_HOST_EXE_NOT_FOUND",
    -160: "VERIFY_ERROR",
    -161: "RAM_IS_OFF_ERROR",
    -162: "FILE_OPERATION_FAILED",
    -170: "FILE_PARSING_ERROR",
    -171: "FILE_UNKNOWN_FORMAT_ERROR",
    -172: "FILE_INVALID_ERROR",
    -173: "UNKNOWN_MEMORY_ERROR",
    -174: "CONFIG_TYPE_ERROR",
    -175: "CONFIG_SYNTAX_ERROR",
    -176: "CONFIG_PROPERTY_MISSING_ERROR",
    -200: "PYTHON_ALREADY_INSTANTIATED_ERROR",
    -220: "TIME_OUT",
    -221: "DFU_ERROR",
    -254: "INTERNAL_ERROR",
    -255: "NOT_IMPLEMENTED_ERROR",
}

# The only codes that pc-nrfjprog-js 1.7.6 can name; every other one prints as "Unknown value (hex)".
NAMED_BY_PC_NRFJPROG_JS = {
    *(0, -1, -2, -3, -4, -5, -10, -11, -12, -13, -20, -21, -90, -91),
    *(-100, -101, -102, -103, -150, -151, -152, -160, -161, -255),
}

EXIT_CODES = {
    0: "Success",
    1: "NrfjprogError",
    2: "NrfjprogOutdatedError",
    3: "MemoryAllocationError",
    11: "InvalidArgumentError",
    12: "InsufficientArgumentsError",
    13: "IncompatibleArgumentsError",
    14: "DuplicatedArgumentsError",
    15: "NoOperationError",
    16: "UnavailableOperationBecauseProtectionError",
    17: "UnavailableOperationInFamilyError",
    18: "WrongFamilyForDeviceError",
    19: "UnavailableOperationBecauseMpuConfiguration",
    20: "NrfjprogDllNotFoundError",
    21: "NrfjprogDllLoadFailedError",
    22: "NrfjprogDllFunctionLoadFailedError",
    23: "NrfjprogDllNotImplementedError",
    24: "NrfjprogIniSyntaxError",
    25: "NrfjprogIniNotFoundError",
    26: "NrfjprogIniCannotBeOpenedError",
    27: "NrfjprogIniFamilyMissingError",
    28: "NrfjprogIniClockspeedMissingError",
    29: "NrfjprogWorkerExeNotFoundError",
    30: "JLinkARMDllNotFoundError",
    31: "JLinkARMDllInvalidError",
    32: "JLinkARMDllFailedToOpenError",
    33: "JLinkARMDllError",
    34: "JLinkARMDllTooOldError",
    35: "JLinkARMDllTimeOutError",
    36: "UnavailableOperationBecauseCoprocessorDisabled",
    37: "UnavailableOperationBecauseTrustZone",
    38: "UnavailableOperationBecauseBPROT",
    39: "NrfjprogIniPropertyMissingError",
    40: "InvalidSerialNumberError",
    41: "NoDebuggersError",
    42: "NotPossibleToConnectError",
    43: "LowVoltageError",
    51: "FileNotFoundError",
    52: "InvalidHexFileError",
    53: "FicrReadError",
    54: "WrongArgumentError",
    55: "VerifyError",
    56: "NoWritePermissionError",
    57: "NVMCOperationError",
    58: "FlashNotErasedError",
    59: "RamIsOffError",
    60: "NoReadPermissionError",
    61: "NoExternalMemoryConfiguredError",
    62: "RecoverFailed",
    63: "InternalError",
    64: "TimeOutError",
    65: "ReadError",
    70: None,
    71: None,
    72: None,
    73: None,
    74: None,
}

EXIT_WARNINGS = {
    100: "FicrOperation",
    101: "UnalignedPageErase",
    102: "NoLog",
    103: "UicrWriteOperationWithoutErase",
    104: "VeryLongOperation",
    105: "FlashNotErased",
    106: "NoVerifyOperation",
    110: "LogWritePermission",
    111: "IniAndConfig",
    112: "QspiIniAndConfig",
}


def table(layer: str) -> dict[str, Any]:
    """Read one file of the folder as plain data."""
    text = (FOLDER / f"{layer}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return data


def codes(layer: str) -> list[dict[str, Any]]:
    """List the codes of one layer."""
    found: list[dict[str, Any]] = table(layer)["codes"]
    return found


def repeated(values: list[Any]) -> list[Any]:
    """List the values that occur more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def signed32(writing: str) -> int:
    """Read eight hexadecimal digits as two's complement."""
    return int.from_bytes(bytes.fromhex(writing), "big", signed=True)


def test_every_expected_layer_has_its_file() -> None:
    assert set(LAYERS) <= {path.stem for path in FOLDER.glob("*.yaml")}


@pytest.mark.parametrize("layer", LAYERS)
def test_keys_and_notations_are_those_of_the_format(layer: str) -> None:
    data = table(layer)
    assert set(data) <= FILE_KEYS
    assert data["layer"] == layer
    assert data["number"] in {"signed32", "unsigned"}
    assert data["source"]
    assert set(data["notations"]) <= NOTATIONS
    assert [set(entry) - CODE_KEYS for entry in data["codes"]] == [set()] * len(data["codes"])


@pytest.mark.parametrize("layer", LAYERS)
def test_no_code_and_no_name_stands_twice(layer: str) -> None:
    entries = codes(layer)
    assert repeated([entry["code"] for entry in entries if entry["code"] is not None]) == []
    names = [entry["name"] for entry in entries if entry.get("name")]
    names += [alias for entry in entries for alias in entry.get("aliases", [])]
    assert repeated([name.casefold() for name in names]) == []


@pytest.mark.parametrize("layer", LAYERS)
def test_every_code_has_a_number_or_a_name(layer: str) -> None:
    for entry in codes(layer):
        assert entry["code"] is not None or entry.get("name"), entry
        assert entry["code"] is None or type(entry["code"]) is int, entry


@pytest.mark.parametrize("layer", LAYERS)
def test_unsigned_layers_hold_no_negative_number(layer: str) -> None:
    if table(layer)["number"] == "unsigned":
        assert [entry["code"] for entry in codes(layer) if (entry["code"] or 0) < 0] == []


@pytest.mark.parametrize("layer", LAYERS)
def test_meanings_and_notes_are_sentences(layer: str) -> None:
    for entry in codes(layer):
        for sentence in filter(None, [entry["meaning"], entry.get("note")]):
            assert re.fullmatch(r"[A-Z0-9].*[^.\s]\.", sentence), sentence
            assert "  " not in sentence, sentence


@pytest.mark.parametrize("layer", LAYERS)
def test_usual_reasons_are_few_and_different(layer: str) -> None:
    for entry in codes(layer):
        usually = entry.get("usually", [])
        assert len(usually) <= 4, entry
        assert repeated([phrase.casefold() for phrase in usually]) == [], entry
        assert not [phrase for phrase in usually if not phrase.strip() or phrase.endswith(".")], entry


def test_versions_are_text_of_full_numbers() -> None:
    for layer in LAYERS:
        for entry in codes(layer):
            for version in filter(None, [entry.get("since"), entry.get("until")]):
                assert re.fullmatch(r"\d+\.\d+\.\d+", version), entry


def test_nrfjprogdll_is_complete() -> None:
    assert len(NRFJPROGDLL) == 50
    assert {entry["code"]: entry["name"] for entry in codes("nrfjprogdll")} == NRFJPROGDLL
    assert all(entry.get("since") for entry in codes("nrfjprogdll"))


def test_nrfjprogdll_knows_the_spellings_of_the_headers() -> None:
    aliases = {alias: entry["code"] for entry in codes("nrfjprogdll") for alias in entry.get("aliases", [])}
    assert aliases["JLINKARM_DLL_TIMEOUT_ERROR"] == -105
    assert aliases["UNAVAILABLE_BECAUSE_PROTECTION"] == -90
    assert aliases["UNAVAILABLE_BECAUSE_BPROT"] == -94


@pytest.mark.parametrize(
    ("writing", "name"),
    [
        ("ffffff9a", "JLINKARM_DLL_ERROR"),
        ("ffffffa3", "NOT_AVAILABLE_BECAUSE_TRUST_ZONE"),
        ("ffffff24", "TIME_OUT"),
        ("ffffff23", "DFU_ERROR"),
        ("ffffff8e", "SERIAL_PORT_RESOURCE_ERROR"),
        ("ffffffa6", "NOT_AVAILABLE_BECAUSE_PROTECTION"),
        ("fffffffd", "INVALID_PARAMETER"),
        ("00000000", "SUCCESS"),
    ],
)
def test_hexadecimal_writings_name_the_code(writing: str, name: str) -> None:
    assert table("nrfjprogdll")["number"] == "signed32"
    by_number = {entry["code"]: entry["name"] for entry in codes("nrfjprogdll")}
    assert by_number[signed32(writing)] == name


def test_two_complement_of_the_codes_seen_most() -> None:
    assert [signed32(writing) for writing in ("ffffff9a", "ffffffa3", "ffffff24")] == [-102, -93, -220]


def test_codes_that_pc_nrfjprog_js_cannot_name() -> None:
    unnamed = [entry for entry in codes("nrfjprogdll") if "pc-nrfjprog-js" in entry.get("unnamed_in", [])]
    assert len(NAMED_BY_PC_NRFJPROG_JS) == 24
    assert {entry["code"] for entry in unnamed} == set(NRFJPROGDLL) - NAMED_BY_PC_NRFJPROG_JS


def test_umbrella_codes_are_marked() -> None:
    def umbrellas(layer: str) -> set[int | None]:
        return {entry["code"] for entry in codes(layer) if entry.get("umbrella")}

    assert umbrellas("nrfjprogdll") >= {-102, -254}
    assert not umbrellas("nrfjprogdll") & {-90, -93, -12, -160}
    assert 33 in umbrellas("nrfjprog-exit")
    assert 0x9 in umbrellas("pc-nrfjprog-js")
    assert 1 in umbrellas("nrfutil-device")
    assert -1 in umbrellas("jlink")


def test_nrfjprog_exit_codes_are_complete() -> None:
    errors = [entry for entry in codes("nrfjprog-exit") if not entry.get("warning")]
    assert {entry["code"]: entry.get("name") for entry in errors} == EXIT_CODES


def test_nrfjprog_warnings_are_marked_as_such() -> None:
    warnings = [entry for entry in codes("nrfjprog-exit") if entry.get("warning")]
    assert {entry["code"]: entry["aliases"][0] for entry in warnings} == EXIT_WARNINGS
    assert {entry["name"] for entry in warnings} == {f"{name}Warning" for name in EXIT_WARNINGS.values()}


def test_exit_codes_carry_the_console_text_they_are_known_by() -> None:
    texts = {entry["code"]: " ".join(entry.get("text", [])) for entry in codes("nrfjprog-exit")}
    assert "unavailable due to readback protection" in texts[16]
    assert "JLinkARM DLL reported an error" in texts[33]
    assert "blocked by the SPU" in texts[37]
    assert "No debuggers were discovered" in texts[41]
    assert "Recover failed" in texts[62]


def test_pc_nrfjprog_js_numbers_run_without_a_gap() -> None:
    assert [entry["code"] for entry in codes("pc-nrfjprog-js")] == list(range(0xE + 1))
    assert [entry["code"] for entry in codes("pc-nrfjprog-js-rtt")] == list(range(13))


def test_nrf_device_lib_has_only_the_public_numbers() -> None:
    numbers = {entry["code"] for entry in codes("nrf-device-lib")} - {None}
    assert numbers == {*range(11), 50, 100, 101, 102, 103, 200, 514, 603}


def test_nrfutil_kinds_mean_what_they_mean_in_nrf_device_lib() -> None:
    library = {alias: entry for entry in codes("nrf-device-lib") for alias in entry.get("aliases", [])}
    shared = [
        entry for entry in codes("nrfutil-device") if entry["name"] in library and entry["name"] != "Generic"
    ]
    assert len(shared) > 40
    for entry in shared:
        assert entry["meaning"] == library[entry["name"]]["meaning"]
        assert entry.get("umbrella") == library[entry["name"]].get("umbrella")


def test_kinds_that_are_common_words_are_not_read_from_brackets() -> None:
    kinds = {entry["name"] for entry in codes("nrfutil-device")}
    assert not kinds & {"None", "Open", "Closed", "Format", "Running", "Exists", "Timeout", "All"}


def test_west_and_nrfutil_agree_on_the_numbers_they_share() -> None:
    nrfutil = {entry["name"]: entry["code"] for entry in codes("nrfutil-device")}
    west = {entry["name"].removeprefix("Err"): entry["code"] for entry in codes("west-runner")}
    assert west == {"NotAvailableBecauseProtection": 24, "Verify": 25}
    assert west.items() <= nrfutil.items()


def test_dfu_numbers() -> None:
    assert [entry["code"] for entry in codes("dfu-response")] == [*range(0x09), 0x0A, 0x0B]
    assert [entry["code"] for entry in codes("dfu-extended")] == list(range(0x0F))


@pytest.mark.parametrize("layer", ["dfu-response", "dfu-extended", "nrfjprog-exit"])
def test_a_console_text_belongs_to_one_code(layer: str) -> None:
    texts = [text.rstrip(".").casefold() for entry in codes(layer) for text in entry.get("text", [])]
    assert texts
    assert repeated(texts) == []
