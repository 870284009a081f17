"""What Tektelic's sensors take on port 100: a register's number to read it, with the top bit set to write it.

Sources: the vendor's encoders (data-converters, Encoders); "Kona Home Sensor TRM" T0005370 for what starts anew and
resets. What is written holds until the next restart, unless ``save_settings`` comes with it or later. A device answers
that it has refused something, on port 101; what it has taken shows once the register is read.
"""

from collections.abc import Mapping
from dataclasses import replace

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.commands import Command
from redi_codecs.layout.walk import fields
from redi_codecs.vendors.tektelic.command_names import NAMES

PORT = 100
_MADE = "the vendor's encoder, run"
_MANUAL = "Kona Home Sensor TRM, 3.5.1"
#: Serial number, keys and addresses, the Bluetooth address, the version: read, and nothing else.
_READ_ONLY = frozenset({*range(0x06), 0x5F, 0x71})
_RADIO = "with settings of the radio that its network does not have it is not heard any more"
_DISRUPTIVE = {
    "otaa": "it joins in another way, for which the network has to know it",
    "lorawan_options": _RADIO,
    "transmission": _RADIO,
    "rx2": "the network does not reach it where it answers otherwise",
    "net_id_msb": _RADIO,
    "net_id_lsb": _RADIO,
    "beacon_mode": "as a beacon it may not listen to the network",
}

#: What all of them take besides their registers.
ALWAYS = {
    "request_setting": command(
        PORT, word(u8, expect(bit(7), 0), attribute(register=bits(0, 6))), answer="settings", joins=True,
        examples=[example("71", f_port=PORT, register=0x71, source=_MADE)],
    ),
    "reboot": command(
        PORT, expect(u24, 0xF00001), joins=True, examples=[example("F0 0001", f_port=PORT, source=_MANUAL)]
    ),
    "save_settings": command(
        PORT,
        expect(u8, 0xF0),
        word(
            u16,
            attribute(restart=bit(0), default=False),
            reserved(bits(1, 12)),
            attribute(saved=choice(bits(13, 14), {1: "application", 2: "lorawan", 3: "all"}), default="application"),
            expect(bit(15), 0),
        ),
        joins=True,
        examples=[
            example("F0 2000", f_port=PORT, saved="application", restart=False, source=_MANUAL),
            example("F0 4000", f_port=PORT, saved="lorawan", restart=False, source=_MADE),
            example("F0 6000", f_port=PORT, saved="all", restart=False, source=_MANUAL),
            example("F0 2001", f_port=PORT, saved="application", restart=True, source=_MADE),
        ],
    ),
    "factory_reset": command(
        PORT, expect(u8, 0xF2),
        attribute(factory_reset=choice(u8, {0x0A: "application", 0xB0: "lorawan", 0xBA: "all"})),
        joins=True, disruptive="its settings, or those by which the network reaches it, are as they came",
        examples=[
            example("F2 0A", f_port=PORT, factory_reset="application", source=_MADE),
            example("F2 B0", f_port=PORT, factory_reset="lorawan", source=_MADE),
            example("F2 BA", f_port=PORT, factory_reset="all", source=_MADE),
        ],
    ),
}  # fmt: skip


def told(registers: Mapping[int, Body], *lacks: int) -> dict[str, Command]:
    """The commands of a device with these registers, without those that its encoder does not write."""
    written = {number: body for number, body in registers.items() if number not in _READ_ONLY | {*lacks}}
    names = {0x80 | number: _name(body) for number, body in written.items()}
    bodies = {0x80 | number: body for number, body in written.items()}
    made = commands(PORT, u8, bodies, names=names, answer=True, joins=True)
    return {name: replace(one, disruptive=_DISRUPTIVE.get(name, "")) for name, one in made.items()} | ALWAYS


def _name(body: Body) -> str:
    first = next(one for one in fields(flat(body)) if one.role != "hidden")
    name = NAMES.get(first.given or "", first.given or first.name)
    return name if first.channel is None else f"{name}_{first.channel}"
