"""enLink: a type and its value, again and again, big-endian; one table for all models.

Source: Synetica's published decoder, document version 4.15, in akenza's device types.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.synetica.commands import COMMANDS, NO_AIR, PRESSURE_COMMANDS


def _three(first: int, name: str, wire: Any, kind: Any = None) -> dict[int, Body]:
    """A type for each of the three probes."""
    return {first + n: attribute(**{name: kind(wire) if kind else wire}, channel=n + 1) for n in range(3)}


_KINDS: dict[int, Body] = {
    0x01: temperature(i16 / 10),
    0x02: humidity(u8),
    0x03: illuminance(u16),
    0x04: pressure(u16),
    0x05: iaq(u16),
    0x06: o2(u8 / 10),
    0x07: co(u16 / 100),
    0x08: co2(u16),
    0x09: ozone(u16 / 10),
    0x0A: gas_resistance(u16 * 100),
    0x58: pm2_5(f32),  # before the whole numbers: encoding takes the finer one
    0x5A: pm10(f32),
    0x0B: pm2_5(u16),
    0x0C: pm10(u16),
    0x0D: h2s(u16 / 100),
    0x0E: (let(counter_number=u8), counter(u32, channel=V.counter_number, statistic="total")),
    0x0F: (let(device_number=u8), attribute(modbus_exception=u8, channel=V.device_number)),
    0x10: (let(interval_item=u8), number(f32, channel=V.interval_item)),
    0x11: (let(total_item=u8), number(f32, channel=V.total_item, statistic="total")),
    0x12: tvoc(f32 * 1000),
    0x13: motion_count(u32, statistic="total"),
    0x14: time_occupied(u32, statistic="total"),
    0x15: occupancy(u8),
    **{0x17 + n: temperature(i16 / 10, place="probe", channel=n + 1) for n in range(3)},
    **_three(0x1A, "time_in_band", u32, duration),
    **_three(0x1D, "alarms_in_band", u16),
    **_three(0x20, "time_too_low", u32, duration),
    **_three(0x23, "alarms_too_low", u16),
    **_three(0x26, "time_too_high", u32, duration),
    **_three(0x29, "alarms_too_high", u16),
    0x2C: differential_pressure(f32),
    0x2D: air_speed(f32),
    0x2E: input_voltage(u16 / 1000),
    0x2F: input_current(u16 / 1000),
    0x30: resistance(u16),
    0x31: leak(u8),
    0x32: vibration(u8),
    0x3A: line_pressure(u16 / 10),
    0x3B: temperature(i16 / 10, place="water"),
    0x3F: attribute(co2_equivalent=co2(f32)),
    0x40: word(u16, attribute(processor_temperature=temperature(bits(0, 15) / 256))),
    0x41: attribute(battery_code=u8),
    0x42: battery_voltage(u16 / 1000),
    0x43: rssi(i16),
    0x44: snr(i8),
    0x45: attribute(downlinks=u16),
    0x46: attribute(time_on_air=duration(u16 / 1000)),
    0x47: tx_power(i8),
    0x48: frame_count(u16),
    0x49: restart_count(u16),
    0x4A: attribute(usb_connections=u16),
    0x4B: attribute(logins=u16),
    0x4C: attribute(failed_logins=u16),
    0x4D: attribute(fan_time=duration(u32)),
    0x4E: temperature(i16 / 10, place="board"),
    0x50: sound_level(f32, statistic="min"),
    0x51: sound_level(f32, statistic="mean"),
    0x52: sound_level(f32, statistic="max"),
    0x53: nitric_oxide(u16 * 10),
    0x54: no2(u16 / 10),
    0x55: no2(u16),
    0x56: so2(u16),
    0x57: pm1(f32),
    0x59: pm4(f32),
    0x5B: particles_0_5(f32),
    0x5C: particles_1(f32),
    0x5D: particles_2_5(f32),
    0x5E: particles_4(f32),
    0x5F: particles_10(f32),
    0x60: particle_size(f32),
    0xA5: attribute(success=u8 == 0x06, command=u8),  # the answer to a command
}
_INDOOR = (temperature, humidity, battery_voltage)
_DUST = (
    pm1, pm2_5, pm4, pm10, particles_0_5, particles_1, particles_2_5, particles_4, particles_10, particle_size,
)  # fmt: skip

ENLINK = device(
    "synetica/enlinkiaq",
    name="enLink IAQ indoor air quality sensor",
    source="Synetica, enLink payload, document version 4.15",
    f_port=1,
    uplink=tags(u8, _KINDS),
    downlink=COMMANDS,
    measures=(_INDOOR, illuminance, pressure, iaq, o2, co, co2, ozone, gas_resistance, _DUST, tvoc,
              h2s, nitric_oxide, no2, so2, sound_level),
    aliases=("synetica/enlinkair",),
    also={
        "synetica/enlinkstatust": variant(
            "enLink Status-T indoor climate sensor", measures=(_INDOOR, illuminance, counter), lacks=NO_AIR
        ),
    },
    vectors=[
        vector(
            "0100E702330403C1050048123F5397B03F44346AF9080271573F21E8A4583F4FA87C593F6DB6085A3F7C90DD5B407FCBD25C409C48315D40A0DC0D5E40A1B8B25F40A1EB6F603F1E68FE420D02",
            f_port=1, temperature=23.1, humidity=51, pressure=961, iaq=72, tvoc=826.533317565918, co2=625,
            pm1=0.6324560642242432, pm2_5=0.8111646175384521, pm4=0.9285588264465332, pm10=0.9865854382514954,
            particles_0_5=3.9968152046203613, particles_1=4.883812427520752, particles_2_5=5.026861667633057,
            particles_4=5.05379581451416, particles_10=5.0599894523620605, particle_size=0.618789553642273,
            battery_voltage=3.33, co2_equivalent=721.6714477539062, source="akenza's device types, run",
        ),
        vector(
            "0100F5021A1701CC420D02", temperature=24.5, humidity=26, temperature_probe_1=46, battery_voltage=3.33,
            source="akenza's device types, run",
        ),
    ],
)  # fmt: skip

STATUS_DP = device(
    "synetica/enlinkstatusdp",
    name="enLink Status-DP differential pressure and air flow sensor",
    source="Synetica, enLink payload, document version 4.15",
    f_port=1,
    uplink=tags(u8, _KINDS),
    downlink=PRESSURE_COMMANDS,
    measures=(_INDOOR, differential_pressure, air_speed),
    vectors=[
        vector(
            "0100F6021A2C409724BD2D403390E6420CE9", f_port=1, temperature=24.6, humidity=26,
            differential_pressure=4.7232346534729, air_speed=2.8057188987731934, battery_voltage=3.305,
            source="akenza's device types, run",
        ),
        vector(
            "A50609", success=True, command=9, source="README of enlink-decoder, example uplink replies",
        ),
        vector(
            "A5150A", success=False, command=10, source="README of enlink-decoder, example uplink replies",
        ),
    ],
)  # fmt: skip
