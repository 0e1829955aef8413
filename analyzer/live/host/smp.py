"""Does an MCUboot serial recovery answer? One echo request of the Simple Management Protocol, and its answer.

The frame of the serial transport: 0x06 0x09, then base64 of length, packet and CRC-16/XMODEM, then a line feed.
"""

from __future__ import annotations

import base64
import binascii
import os
import struct
import time

from analyzer.live.values import Json

_SECONDS = 2.0
_START = b"\x06\x09"
_HEADER = struct.Struct(">BBHHBB")
"""Operation, flags, length, group, sequence number, command."""
_WRITE, _OS_GROUP, _ECHO, _SEQUENCE = 2, 0, 0, 66
_PAYLOAD = b"\xa1\x61d\x62nd"
"""The CBOR map {"d": "nd"}: the text that the echo gives back."""


def echo_request() -> bytes:
    """The frame that asks for an echo."""
    packet = _HEADER.pack(_WRITE, 0, len(_PAYLOAD), _OS_GROUP, _SEQUENCE, _ECHO) + _PAYLOAD
    body = packet + struct.pack(">H", binascii.crc_hqx(packet, 0))
    return _START + base64.b64encode(struct.pack(">H", len(body)) + body) + b"\n"


def is_answer(received: bytes) -> bool:
    """Whether a sound SMP frame with our sequence number stands in what was received."""
    for part in received.split(_START)[1:]:
        try:
            body = base64.b64decode(part.split(b"\n")[0], validate=True)
        except binascii.Error:
            continue
        if len(body) < 2 + _HEADER.size or struct.unpack(">H", body[:2])[0] != len(body) - 2:
            continue
        if binascii.crc_hqx(body[2:], 0) == 0 and _HEADER.unpack_from(body, 2)[4] == _SEQUENCE:
            return True
    return False


def ask_bootloader(port: str) -> Json:
    """`{"answers"}`: whether anything answered as SMP."""
    import serial

    exclusive = True if os.name == "posix" else None
    with serial.Serial(port, 115200, timeout=0.2, write_timeout=1.0, exclusive=exclusive) as line:
        line.reset_input_buffer()
        line.write(echo_request())
        received = b""
        limit = time.monotonic() + _SECONDS
        while time.monotonic() < limit and not is_answer(received):
            received += line.read(256)
    return {"answers": is_answer(received)}
