"""MClimate's wireless thermostat on the wall, and what those on the radiator and the fan coil share; big-endian.

Framed as the room sensors, with a keep-alive that differs with the firmware. Source: MClimate's device communication
protocols (keep-alive, PIR, commands) and the vendor's published decoders.
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate import downlinks
from redi_codecs.vendors.mclimate.downlinks import TARGET, commands_of, requests, told_by
from redi_codecs.vendors.mclimate.keepalive import BASIC, HUMIDITY, PIR, TEMPERATURE

ENABLED = u8 != 0
SHOWN: dict[int, Body] = {
    0x15: attribute(target_min=temperature(u8), target_max=temperature(u8)),
    0x34: attribute(display_refresh_period=duration(u8 * 3600)),
    0x41: attribute(temperature_visible=ENABLED),
    0x43: attribute(humidity_visible=ENABLED),
    0xA0: attribute(fuota_address=u32),
}


def thermostat(commands: Mapping[int, Body], *keep_alives: tuple[int, int, Body]) -> Body:
    """Keep-alives, each its first byte, size and body: alone, or the last bytes behind answers to these commands."""
    answers = tags(u8, commands)
    behind: Body = answers
    alone: dict[int, Body] = {}
    for head, size, body in keep_alives:
        frame = (attribute(keep_alive=choice(u8, {head: f"{head:02X}"})), body)
        alone[head] = message("keep_alive", *frame)
        behind = switch(peek(-size, u8), {head: (answers, *frame)}, otherwise=behind)
    return switch(peek(0, u8), alone, otherwise=message("response", behind))


def _wall(target: Body) -> Body:
    return (
        TEMPERATURE,
        HUMIDITY,
        battery_voltage(u16 / 1000),
        target,
        power_source(choice(u8, {0: "solar", 1: "batteries", 2: "usb"})),
        illuminance(u16),
        motion(u8 == 1, invalid={range(2, 256): "unknown"}),
    )


WALL_COMMANDS: dict[int, Body] = {
    0x14: attribute(child_lock=u8 == 1),
    0x2F: attribute(target=temperature(u8)),
    0x30: attribute(manual_target=temperature(u8)),
    0x32: attribute(heating_status=u8),
    0x36: attribute(target_delay=u8),
    0x38: attribute(automatic_heating_status=u8),
    0x3A: attribute(sensor_mode=u8),
    0x45: attribute(light_shown=ENABLED),
    0x4F: attribute(temperature_hysteresis=temperature_difference(u8 / 10)),
    0x51: attribute(precise_target=temperature(u16 / 10)),
    0x53: attribute(target_step=u8 / 10),
    0x54: attribute(precise_manual_target=temperature(u16 / 10)),
}

WIRELESS_THERMOSTAT = device(
    "mclimate/wireless-thermostat",
    name="Wireless thermostat with light and motion",
    source="Wireless Thermostat device communication protocol, keep-alive and PIR",
    f_port=2,
    uplink=thermostat(
        BASIC | SHOWN | PIR | WALL_COMMANDS,
        (0x01, 11, _wall(target_temperature(u8))),
        (0x81, 12, _wall(target_temperature(u16 / 10))),
    ),
    downlink=commands_of(
        BASIC | SHOWN | PIR | WALL_COMMANDS,
        downlinks.COMMON,
        {"child_lock": (0x07, 0x14), "target_range": (0x08, 0x15)},
        downlinks.PIR,
    )
    | requests(WALL_COMMANDS, target=0x2F)
    | {"target": TARGET, "reboot": told_by(0xA5)},
    vectors=[
        vector(
            "010288800A451700027A00", f_port=2, message="keep_alive", temperature=24.8, humidity=50,
            battery_voltage=2.629, illuminance=634, motion=False, keep_alive="01", target_temperature=23,
            power_source="solar", source="Wireless Thermostat protocol, keep-alive",
        ),
        vector(
            "810288800A45010900027A00", message="keep_alive", temperature=24.8, humidity=50, battery_voltage=2.629,
            illuminance=634, motion=False, keep_alive="81", target_temperature=26.5, power_source="solar",
            source="Wireless Thermostat protocol, keep-alive",
        ),
    ],
)  # fmt: skip
