"""ELV's modular system: tags on port 10, all of it big-endian but for a position.

Source: the vendor's published payload parsers.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.kind import Kind

POSITION = (
    latitude(i32le / 1000000),
    longitude(i32le / 1000000),
    altitude(i32le / 10000),
    hdop(mixed(u16, fraction=8, per=25)),
)
CLIMATE: dict[int | range, str] = {0x8000: "unknown", 0x8001: "overflow", 0x8002: "underflow"}
HUMIDITY: dict[int | range, str] = {0xFF: "unknown", 0xFE: "overflow", 0xFD: "underflow"}
LONG: dict[int | range, str] = {0x3FFF: "unknown", 0x3FFE: "overflow"}
GAS: dict[int | range, str] = {
    0x7FFF: "unknown", 0x7FFE: "overflow", 0x7FFD: "fault", 0x7FFC: "calibrating", range(0x7FF0, 0x7FFC): "unknown",
}  # fmt: skip
WIND: dict[int | range, str] = {0x7FF: "unknown", 0x7FE: "overflow"}
VARIATION: dict[int | range, str] = {15: "unknown", 14: "overflow"}


def supply(channel: int) -> Body:
    """Voltage, current and power of one input."""
    return (
        voltage(u16 / 1000, channel=channel),
        current(i16 / 1000, channel=channel),
        power(in_units(u16, 1, 10, 100, 1000) / 1000, channel=channel),
    )


def states(kind: Kind, enabled: str) -> Body:
    """Four pairs of bits: the state, and above it whether there is one."""
    return word(
        u8,
        let(**{f"{enabled}_{number}": bit(2 * number - 1) for number in range(1, 5)}),
        *(
            kind(bit(2 * number - 2), channel=number, valid=getattr(V, f"{enabled}_{number}") == 1)
            for number in range(1, 5)
        ),
    )


TRX1 = device(
    "elv/elv-bm-trx1",
    name="Modular LoRaWAN base ELV-BM-TRX1 with what is plugged into it",
    source="The vendor's payload parser for the modular system, 1.10.1",
    f_port=10,
    uplink=switch(f_port, {10: (
        attribute(tx_reason=choice(u8, {
            0: "timer", 1: "user button", 2: "application", 3: "firmware update", 4: "cyclic", 5: "time is up",
            0xFF: "undefined",
        })),
        reserved(2),
        battery_voltage(u16 / 1000),
        tags(u8, {
            0x00: states(digital_input, "input"),
            0x01: states(digital_output, "output"),
            0x02: temperature(i16 / 10, place="probe", channel=occurrence, invalid=CLIMATE),
            0x03: (temperature(i16 / 10, invalid=CLIMATE), humidity(u8, invalid=HUMIDITY)),
            0x04: POSITION,
            0x05: duration(in_units(u16, 1, 60, 3600, 86400), invalid=LONG),
            0x06: distance(u16),
            0x07: battery_status(choice(u8, {1: "low", 2: "okay", 3: "high"})),
            0x08: co2(i16, invalid=GAS),
            0x0B: illuminance(u24 / 100, invalid={0xFFFFFF: "overflow"}),
            0x0C: (
                word(
                    u8,
                    attribute(accelerated=bit(0), tilt_area_0=bit(1), tilt_area_1=bit(2), tilt_area_2=bit(3)),
                    reserved(bits(4, 6)),
                    moving(bit(7)),
                ),
                tilt(u8),
            ),
            0x0D: presence(u8, {number: supply(number + 1) for number in range(4)}, ignore=(4, 5, 6, 7)),
            0x0E: pressure(u24 / 10),
            0x0F: error_code(u8),
            0x10: angle(u8 * 5 / 2, invalid={0xFF: "unknown"}),
            0x11: word(
                u16,
                wind_speed(bits(0, 10) / 36, invalid=WIND),
                attribute(wind_detected=bit(11)),
                reserved(bits(12, 15)),
            ),
            0x12: (
                word(
                    u16,
                    wind_speed(bits(0, 10) / 36, invalid=WIND),
                    attribute(wind_detected=bit(11)),
                    attribute(wind_variation=angle(bits(12, 15) * 45 / 4, invalid=VARIATION)),
                ),
                wind_direction(u8 * 5 / 2, invalid={0xFF: "unknown"}),
            ),
            0x13: word(
                u16,
                rain(bits(0, 13) / 10, statistic="total", invalid={0x3FFF: "unknown"}),
                attribute(rain_counter_overflow=bit(14)),
                rain_detected(bit(15)),
            ),
            0x14: word(
                u8,
                attribute(motion_x=bit(0), motion_y=bit(1), motion_z=bit(2)),
                attribute(rotation_x=bit(3), rotation_y=bit(4), rotation_z=bit(5)),
                reserved(bits(6, 7)),
            ),
            0x15: attribute(window_state=u8),
            0x16: attribute(situation=u8),
            0x17: uv_index(u8),
            0x18: attribute(uva=u32 / 1000000),
            0x19: attribute(uvb=u32 / 1000000),
            0x1A: attribute(uvc=u32 / 1000000),
            0x1B: solar_radiation(u16 / 10, invalid={0xFFFF: "unknown"}),
        }),
    )}),
    vectors=[
        vector(
            "0100000BCA0200D10300DE3D", f_port=10, battery_voltage=3.018, temperature_probe_1=20.9, temperature=22.2,
            humidity=61, tx_reason="user button", source="the vendor's decoder, run",
        ),
        vector(
            "0400000BCA04028A2F036E0E9C00D8B10200010B", battery_voltage=3.018, latitude=53.44717, longitude=10.22731,
            altitude=17.66, hdop=1.44, tx_reason="cyclic", source="the vendor's decoder, run",
        ),
        vector(
            "0400000E100300D2370802580B0027100E0027740C802D0702", battery_voltage=3.6, temperature=21, humidity=55,
            co2=600, illuminance=100, pressure=1010, moving=True, tilt=45, tx_reason="cyclic", accelerated=False,
            tilt_area_0=False, tilt_area_1=False, tilt_area_2=False, battery_status="okay",
            source="the vendor's decoder, run",
        ),
        vector(
            "0400000E1003FFCE37", battery_voltage=3.6, temperature=-5, humidity=55, tx_reason="cyclic",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
