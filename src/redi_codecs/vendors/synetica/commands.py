"""What enLinks take: 0xA5, the length, a number and its value; they answer with the number, taken (0x06) or not (0x15).

They listen on every port unless told otherwise; here it is 1. Source: Synetica's enlink-decoder, README, "Downlink
Payload". Keys and EUIs are left to whoever has the device in hand.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_README = "README of enlink-decoder, downlink payload"
_RADIO = "with another radio the network may not hear it"
_INTERVALS = {
    1: 30, 2: 60, 3: 120, 4: 300, 5: 600, 6: 900, 7: 1200, 8: 1800, 9: 3600, 10: 7200, 11: 10800,
}  # fmt: skip


def _setting(number: int, *body: Body, value: str, disruptive: str = "", **said: float) -> Command:
    size = 1 + len(value) // 2
    return command(
        1, expect(u24, 0xA50000 | size << 8 | number), body, disruptive=disruptive,
        examples=[example(f"A5 {size:02X} {number:02X} {value}", f_port=1, source=_README, **said)],
    )  # fmt: skip


_ANY = {
    "report_interval": _setting(0x0C, report_interval(lookup(u8, _INTERVALS)), value="05", report_interval=600),
    "reboot": _setting(0xFF, value=""),
    "confirmed_messages": _setting(0x09, attribute(confirmed_messages=u8 == 1), value="01", confirmed_messages=True),
    "antenna_gain": _setting(0x01, attribute(antenna_gain=u8 / 10), value="14", antenna_gain=2),
    "adr_enabled": _setting(0x07, attribute(adr_enabled=u8 == 1), value="01", disruptive=_RADIO, adr_enabled=True),
    "duty_cycle_enabled": _setting(0x08, attribute(duty_cycle_enabled=u8 == 1), value="01", duty_cycle_enabled=True),
    "radio_data_rate": _setting(
        0x0B, attribute(radio_data_rate=u8, limits=(0, 6)), value="03", disruptive=_RADIO, radio_data_rate=3
    ),
    "radio_power_level": _setting(
        0x0D, attribute(radio_power_level=u8, limits=(1, 11)), value="02", disruptive=_RADIO, radio_power_level=2
    ),
    "transmit_port": _setting(0x0A, attribute(transmit_port=u8, limits=(1, 223)), value="02", transmit_port=2),
    "receive_port": _setting(
        0x0E, attribute(receive_port=u8, limits=(0, 223)), value="00",
        disruptive="it hears this port alone, other than the one that commands go to here", receive_port=0,
    ),
    "join_check_interval": _setting(
        0x0F, attribute(join_check_interval=duration(u8 * 3600), limits=(3600, 918_000)), value="0C",
        join_check_interval=43200,
    ),
    "join_check_short": _setting(0x10, attribute(join_check_short=u8 == 1), value="01", join_check_short=True),
    "statistic_sent": _setting(
        0x16, attribute(statistic=u8, limits=(0, 14)), attribute(statistic_sent=u8 == 1), value="0201", statistic=2,
        statistic_sent=True,
    ),
}  # fmt: skip
_LIGHT = {
    "illuminance_scale": _setting(
        0x20, attribute(illuminance_scale=u16 / 1000), value="3039", illuminance_scale=12.345
    ),
    "illuminance_offset": _setting(0x21, attribute(illuminance_offset=u16), value="8001", illuminance_offset=0x8001),
}
_AIR = {
    "co2_abc_enabled": _setting(0x24, attribute(co2_abc_enabled=u8 == 1), value="01", co2_abc_enabled=True),
    "co2_abc_target": _setting(
        0x25, attribute(co2_abc_target=co2(u16), limits=(100, 1000)), value="01C2", co2_abc_target=450
    ),
    "co2_calibration": _setting(
        0x26, attribute(co2_calibration=co2(u16), limits=(10, 2000)), value="030C", co2_calibration=780
    ),
    "reset_co2_calibration": _setting(0x27, value=""),
    "co2_abc_interval": _setting(
        0x28, attribute(co2_abc_interval=duration(u16 * 3600), limits=(86400, 31_536_000)), value="00F0",
        co2_abc_interval=864_000,
    ),
    "pm_fan_time": _setting(0x2B, attribute(pm_fan_time=duration(u8), limits=(3, 180)), value="23", pm_fan_time=35),
    "pm_cleaning_interval": _setting(
        0x2C, attribute(pm_cleaning_interval=duration(u16 * 3600), limits=(21600, 5_184_000)), value="00C0",
        pm_cleaning_interval=691_200,
    ),
    "humidity_fine": _setting(0x51, attribute(humidity_fine=u8 == 1), value="01", humidity_fine=True),
}  # fmt: skip
_PRESSURE = {
    "values_sent": command(
        1, expect(u24, 0xA5023F), attribute(values_sent=choice(u8, {0: "pressure", 1: "air flow", 2: "both"})),
        examples=[
            example(f"A5 02 3F {number:02X}", f_port=1, values_sent=name, source=_README)
            for number, name in enumerate(("pressure", "air flow", "both"))
        ],
    ),
    "pressure_calibration": _setting(0x40, value=""),
    "pressure_offset": _setting(
        0x41, attribute(pressure_offset=f32), value="BF9DF3B6", pressure_offset=-1.2339999675750732
    ),
}  # fmt: skip

COMMANDS = _ANY | _LIGHT | _AIR
#: What the models without a sensor of air quality lack.
NO_AIR = tuple(_AIR)
PRESSURE_COMMANDS = _ANY | _PRESSURE
