"""Nothing but declared, allowed, read-only calls reaches a backend; the checks are those of the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analyzer.live.checks import CHECKS
from analyzer.live.effects import CALLS, EFFECTS, rank
from analyzer.live.guard import Guard, Refused
from analyzer.live.host.programs import is_holder
from analyzer.live.host.smp import echo_request, is_answer
from analyzer.live.values import Json
from analyzer.pack import Pack

_WORKER = Path(__file__).parent.parent.parent / "analyzer" / "live" / "pynrfjprog_worker.py"


class Everything:
    """A backend that would do anything."""

    name = "everything"
    supports = frozenset({*CALLS, "erase_all"})
    last_ms = 1

    def __init__(self) -> None:
        self.made: list[str] = []

    def call(self, name: str, *arguments: Json) -> Json:
        self.made.append(name)
        return 0

    def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize(
    "name", ["erase_all", "recover", "write_u32", "program_file", "sys_reset", "halt", "eval"]
)
def test_a_call_that_is_not_in_the_table_does_not_exist(name: str) -> None:
    backend = Everything()
    guard = Guard(backend, ("halt", "reset"))
    with guard.declared(frozenset({name})), pytest.raises(Refused, match="no such read-only call"):
        guard.call(name)
    assert backend.made == []


def test_a_call_that_the_check_did_not_declare_is_refused() -> None:
    backend = Everything()
    guard = Guard(backend)
    with guard.declared(frozenset({"list_probes"})), pytest.raises(Refused, match="did not declare"):
        guard.call("read_debug_port", 0)
    with pytest.raises(Refused, match="did not declare"):
        guard.call("list_probes")
    assert backend.made == []


def test_a_call_that_halts_needs_leave() -> None:
    backend = Everything()
    with (
        Guard(backend).declared(frozenset({"read_words"})),
        pytest.raises(Refused, match="did not declare"),
    ):
        Guard(backend).call("read_words", "nrf91", [0])
    guard = Guard(backend)
    with guard.declared(frozenset({"read_words"})), pytest.raises(Refused, match="--allow halt"):
        guard.call("read_words", "nrf91", [0])
    allowed = Guard(backend, ("halt",))
    with allowed.declared(frozenset({"read_words"})):
        allowed.call("read_words", "nrf91", [0])
    assert backend.made == ["read_words"]


def test_the_worker_can_do_what_the_table_says_and_no_more() -> None:
    source = _WORKER.read_text(encoding="utf-8")
    used = set(re.findall(r"self\._api\.(\w+)|api\.(\w+)\(", source))
    names = {first or second for first, second in used}
    assert names <= {
        "open", "close", "configure", "version", "dll_version", "find_jlink_path", "enum_emu_snr",
        "connect_to_emu_with_snr", "disconnect_from_emu", "read_connected_emu_fwstr", "read_debug_port_register",
        "read_access_port_register", "select_family", "connect_to_device", "is_connected_to_device", "is_halted",
        "read_u32", "read_device_info", "readback_status", "go",
    }  # fmt: skip


def test_the_checks_are_those_of_the_rules(pack: Pack) -> None:
    known = pack.base.checks
    assert set(CHECKS) == set(known)
    for check in CHECKS.values():
        assert set(check.outcomes) == set(known[check.id].outcomes), check.id
        assert check.side_effect == known[check.id].side_effect
        assert check.requires == known[check.id].requires, check.id
        assert check.passes <= set(check.outcomes)
        assert set(check.calls) <= set(CALLS)


def test_no_check_stands_before_a_cheaper_one_or_before_what_it_needs() -> None:
    order = list(CHECKS)
    ranks = [rank(check.side_effect) for check in CHECKS.values()]
    assert ranks == sorted(ranks)
    for check in CHECKS.values():
        assert all(order.index(required) < order.index(check.id) for required in check.requires)


def test_every_effect_has_a_price(pack: Pack) -> None:
    assert set(EFFECTS) <= set(pack.base.weights.costs)


def test_an_echo_is_known_by_its_frame() -> None:
    request = echo_request()
    assert request.startswith(b"\x06\x09")
    assert is_answer(b"noise\r\n" + request)
    assert not is_answer(request[:-4] + b"\n")
    assert not is_answer(b"\x06\x09not base64\n")
    assert not is_answer(b"")


@pytest.mark.parametrize(
    "name", ["JLinkRTTViewerExe", "JLinkGDBServer.exe", "jlinkarm_nrf_worker_linux", "Ozone"]
)
def test_programs_that_hold_probes_are_known(name: str) -> None:
    assert is_holder(name)


@pytest.mark.parametrize("name", ["bash", "python3", "code", "link", ""])
def test_other_programs_are_not(name: str) -> None:
    assert not is_holder(name)
