"""Devices, and decoders of them that are right, nearly right and wrong: each a function of what we decode."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from redi_codecs.comparing.flat import ours
from redi_codecs.comparing.javascript import RECEIVED_AT, Answer, JavaScript
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError
from redi_codecs.kinds import (
    battery_voltage,
    duration,
    event_time,
    humidity,
    motion,
    motion_count,
    pressure,
    report_interval,
    temperature,
)
from redi_codecs.layout import (
    Device,
    attribute,
    bit,
    bits,
    choice,
    command,
    device,
    example,
    expect,
    f_port,
    hexadecimal,
    history,
    i16,
    index,
    let,
    message,
    quirk,
    received_at,
    reserved,
    switch,
    tags,
    u8,
    u16,
    u32,
    vector,
    version,
    word,
)

#: Several messages by their ports: values, states, times, a history, and commands.
PORTS = device(
    "acme/ports",
    name="Ports",
    source="made for tests",
    f_port=2,
    uplink=switch(
        f_port,
        {
            2: message(
                "data",
                word(
                    u8,
                    motion(bit(0)),
                    attribute(mode=choice(bits(1, 2), {0: "off", 1: "eco mode", 2: "full"})),
                    reserved(bits(3, 7)),
                ),
                temperature(i16 / 10, invalid={0x7FFF: "fault", 0x7FFE: "not_connected"}),
                humidity(u8 / 2),
                battery_voltage(u16 / 1000),
            ),
            3: message(
                "status",
                attribute(firmware=version(u8, u8), serial=hexadecimal(2)),
                event_time(u32),
                pressure(u16 / 10),
            ),
            4: message(
                "log",
                let(many=u8),
                history(temperature(i16 / 10), motion_count(u8), count=3, time=received_at - 600 * index),
            ),
            5: message("answer", attribute(interval=duration(u16 * 60)), expect(u8, 9), motion_count(u16)),
        },
    ),
    downlink={
        "report_interval": command(
            2,
            expect(u8, 1),
            report_interval(u16 * 60),
            examples=[
                example("01000a", report_interval=600, source="manual"),
                example("010001", report_interval=60, source="manual"),
            ],
            answer=False,
        ),
        "alert": command(
            2,
            expect(u8, 2),
            attribute(alert=u8 == 1, key=hexadecimal(2)),
            examples=[example("0201abcd", alert=True, key="abcd", source="manual")],
            answer=False,
        ),
        "reboot": command(2, expect(u8, 3), examples=[example("03", source="manual")], answer=False),
        "level": command(
            2, expect(u8, 4), attribute(level=u8), examples=[example("0407", level=7, source="manual")], answer=False
        ),
        "silent": command(2, expect(u8, 5), attribute(silent=u8), answer=False),
    },
    vectors=[
        vector(
            "03 00d7 5b 0e10",
            f_port=2,
            message="data",
            motion=True,
            mode="eco mode",
            temperature=21.5,
            humidity=45.5,
            battery_voltage=3.6,
            source="manual",
        ),
        vector(
            "04 7fff 5b 0e10",
            f_port=2,
            message="data",
            motion=False,
            mode="full",
            temperature="fault",
            humidity=45.5,
            battery_voltage=3.6,
            source="manual",
        ),
        vector(
            "0103 abcd 5f5e1000 2790",
            f_port=3,
            message="status",
            firmware="1.3",
            serial="abcd",
            event_time=1_600_000_000,
            pressure=1012.8,
            source="manual",
        ),
    ],
    quirks=[
        quirk(
            "0300d75b0e10",
            f_port=2,
            keys=("hum", "rh"),
            reason="it goes in halves, as the manual-of-the-second-revision-that-came-later has it",
        )
    ],
)
#: Values by their tags, each of a channel: what one side does not know hides what follows.
TAGS = device(
    "acme/tags",
    name="Tags",
    source="made for tests",
    f_port=1,
    uplink=tags(
        u8,
        {
            1: temperature(i16 / 10),
            2: humidity(u8),
            3: motion(u8 == 1),
            4: temperature(i16 / 10, channel=1),
            5: temperature(i16 / 10, channel=2),
            6: motion_count(u16),
            7: attribute(interval=u16),
        },
    ),
    vectors=[
        vector("0100d7 0228", temperature=21.5, humidity=40, source="manual"),
        vector("0301", motion=True, source="manual"),
    ],
)
Tell = Callable[[dict[str, Any] | None, bytes, int], Any]


class Told(JavaScript):
    """A decoder that tells something of our own values, without an engine; an encoder that writes what it is given."""

    def __init__(
        self,
        known: Device,
        tell: Tell,
        encode: Callable[[Mapping[str, Any], int], Any] | None = None,
        asked: tuple[str, ...] = (),
        most: int = 10_000,
    ) -> None:
        self.device, self.tell, self.writes, self.names, self.most = known, tell, encode, list(asked), most
        self.form, self.encoder = "decodeUplink(input)", "encodeDownlink" if encode else None

    @property
    def spent(self) -> str:
        return "" if self.most > 0 else "it took 20 s already"

    def decode(self, payload: bytes, f_port: int) -> Answer:
        self.most -= 1
        try:
            own = ours(codec(self.device).decode(payload, f_port, received_at=RECEIVED_AT))
        except DecodeError:
            own = None
        gave = self.tell(own, payload, f_port)
        if isinstance(gave, str):
            return Answer(refusal=gave)
        return Answer(gave) if gave else Answer(refusal="it gives no values")

    def encode(self, arguments: Mapping[str, Any], f_port: int) -> Answer:
        assert self.writes is not None
        made = self.writes(arguments, f_port)
        return Answer(refusal=made) if isinstance(made, str) else Answer(made)

    def asked(self) -> list[str]:
        return self.names


def each(**how: Any) -> Tell:
    """Tells every value under the name it has in ``how``, which may come with a function of the value."""

    def tell(own: dict[str, Any] | None, payload: bytes, port: int) -> Any:
        made = {}
        for name, value in (own or {}).items():
            key, change = (how.get(name), None) if not isinstance(how.get(name), tuple) else how[name]
            if name in how and key is not None:
                made[key] = change(value) if change is not None and value is not None else value
        return made

    return tell


def renamed(own: dict[str, Any] | None, payload: bytes, port: int) -> Any:
    """All values, by other names, with units beside them, the history as a list that begins with 1."""
    if own is None:
        return "it threw Error: too short"
    made: dict[str, Any] = {}
    for name, value in own.items():
        turn = re.fullmatch(r"history\[(\d+)\]\.(.*)", name)
        if turn:
            log = made.setdefault("log", [{"index": 0}])
            while len(log) < int(turn[1]) + 2:
                log.append({})
            log[int(turn[1]) + 1][turn[2].upper()] = value
        else:
            made[
                {"temperature": "TempC_SHT", "humidity": "Hum_SHT", "battery_voltage": "BatV", "motion": "pir"}.get(
                    name, name
                )
            ] = value
    return made
