"""WT303 and WT304: how a thermostat of fan coils is wired and linked, as it answers and takes it."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.thermostat_parts import ENABLED

#: Where the temperature is from; where it is not its own, it may be lost.
SOURCE = {0: "internal", 1: "ntc", 2: "lorawan", 3: "device to device"}
WIRING: dict[Any, Body] = {
    0x7C: switch(
        u8,
        {
            0: attribute(cooling_valve=u8, heating_valve=u8, limits=(1, 2)),
            1: attribute(valve=u8, limits=(1, 2)),
            2: attribute(normally_open_valve=u8, normally_closed_valve=u8, limits=(1, 2)),
        },
    ),
    0x80: attribute(digital_input_enabled=ENABLED),
    0x81: switch(
        u8,
        {
            0: switch(
                u8,
                {0: attribute(card_system_on=ENABLED), 1: attribute(card_in_plan=u8 + 1, card_out_plan=u8 + 1)},
            ),
            1: attribute(magnet_normally=choice(u8, {0: "open", 1: "closed"})),
        },
    ),
    0x82: attribute(window_detection_enabled=ENABLED),
    0x83: switch(
        u8,
        {
            0: (attribute(window_delta=i16le / 100, limits=(1, 10)), attribute(window_after=u8, limits=(1, 60))),
            1: attribute(window_magnet_after=u8, limits=(1, 60)),
        },
    ),
    0x84: (
        attribute(freeze_protection_enabled=ENABLED),
        attribute(freeze_protection_target=temperature(i16le / 100), limits=(1, 5)),
    ),
    0x85: (
        attribute(temperature_source_setting=choice(u8, SOURCE)),
        optional(
            V.temperature_source_setting.is_in("lorawan", "device to device"),
            attribute(source_timeout=u8, limits=(1, 60)),
            attribute(
                without_source=choice(u8, {0: "hold", 1: "off or fan", 2: "internal"}),
            ),
        ),
    ),
    0x86: attribute(d2d_pairing_enabled=ENABLED),
    0x87: (
        let(peer=u8 + 1),
        switch(
            u8,
            {
                0: attribute(d2d_peer_enabled=ENABLED, channel=V.peer),
                1: attribute(d2d_peer=mac_address(raw(8)), channel=V.peer),
                2: attribute(d2d_name_first=text(8), channel=V.peer),
                3: attribute(d2d_name_last=text(8), channel=V.peer),
            },
        ),
    ),
    0x88: attribute(d2d_master_enabled=ENABLED),
    0x89: (let(trigger=u8), attribute(d2d_master=hexadecimal(7), channel=V.trigger)),
    0x8A: attribute(d2d_slave_enabled=ENABLED),
    0x8B: (let(slave=u8 + 1), attribute(d2d_slave=hexadecimal(4), channel=V.slave)),
    0x8C: switch(
        u8,
        {
            0: attribute(timed_control_enabled=ENABLED),
            1: (let(cycle=u8 + 1), attribute(start_cycle=hexadecimal(4), channel=V.cycle)),
            2: (let(cycle=u8 + 1), attribute(end_cycle=hexadecimal(4), channel=V.cycle)),
        },
    ),
    0x8D: (
        attribute(unlock_enabled=ENABLED, unlocked_buttons=u8), attribute(unlock_duration=u16le, limits=(1, 3600)),
    ),
    0x8E: attribute(standby_fan=choice(u8, {0: "low", 1: "stop"})),
    0x90: attribute(relay_changes_reported=ENABLED),
    0xC4: attribute(auto_provisioning_enabled=ENABLED),
    0xC5: switch(
        u8,
        {
            0: attribute(history_enabled=ENABLED),
            1: attribute(retransmit_enabled=ENABLED),
            2: attribute(retransmit_interval=duration(u16le), limits=(30, 1200)),
            3: attribute(resend_interval=duration(u16le), limits=(30, 1200)),
        },
    ),
}  # fmt: skip
