"""WxS 8800: D77E, then a type and its value again and again, big-endian; what is sold are nodes with different probes.

Source: the vendor's published decoder, "Common" of 2025; tago.io's for types that it leaves out (0x10 to 0x12, 0x27,
0x2E, 0x2F, 0x37, 0x3A, 0x3C).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

#: Parts per billion, which stand in millionths here.
_PPB_AS_PPM = u16 / 1000


TYPES: dict[int, Body] = {
    0x01: temperature(i16 / 10),
    0x02: humidity(u8),
    0x03: (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
    0x04: (tilt_x(i16 / 100), tilt_y(i16 / 100), tilt_z(i16 / 100)),
    0x06: illuminance(u16),
    0x07: battery_voltage(u16 / 1000),
    0x08: sound_level(u16 / 10),
    0x09: (latitude(u32 / 3_600_000), longitude(u32 / 3_600_000)),  # thousandths of a second of arc
    0x0A: co(_PPB_AS_PPM),
    0x0B: input_voltage(u16 / 1000),
    0x0C: digital_input(u8),
    0x0D: pressure(u32 / 100),
    0x0E: temperature(i16 / 10, place="probe", channel=occurrence),
    0x0F: displacement(u16 / 100),
    0x10: motion(u8),
    0x11: soil_moisture(u8),
    0x12: motion(u8, place="probe"),
    0x13: counter(u32),
    0x14: word(u8, open_count(bits(0, 6)), contact(bit(7))),
    0x15: nh3(_PPB_AS_PPM),
    0x16: attribute(arsine=u16),
    0x17: attribute(benzene=u16),
    0x18: cl2(_PPB_AS_PPM),
    0x19: lel(u16),  # hydrogen
    0x1A: h2s(_PPB_AS_PPM),
    0x1B: attribute(hydrogen_chloride=gas_concentration(u16)),
    0x1C: attribute(hydrogen_cyanide=u16),
    0x1D: attribute(hydrogen_fluoride=u16),
    0x1E: no2_mass(u16),
    0x1F: ozone_mass(u16),
    0x20: attribute(phosphine=u16),
    0x21: so2_mass(u16),
    0x22: ch4(_PPB_AS_PPM),
    0x23: attribute(acetylene=u16),
    0x24: attribute(gasoline=gas_concentration(u16)),
    0x25: attribute(peracetic_acid=u16),
    0x26: distance(u16),
    0x27: co2(u16 * 1000, channel=2),  # tenths of a percent
    0x28: co2(u16),
    0x29: current(u16 / 100),
    0x2A: line_pressure(u16),
    0x2B: (pm2_5(u16), pm10(u16), pm1(u16)),
    0x2C: attribute(probe_positions=u8),
    0x2D: (
        attribute(collection=u8),
        word(u8, attribute(packets=bits(0, 3)), attribute(packet=bits(4, 7))),
    ),
    0x2E: (
        current(u16 / 100, statistic="mean"),
        current(u16 / 100, statistic="max"),
        current(u16 / 100, statistic="min"),
    ),
    0x2F: uv_index(u8),
    0x30: attribute(wind_direction_code=u8),
    0x31: wind_speed(u16 / 1000),
    0x32: rain(u16 / 10),
    0x37: (passage_count(u16, channel=1), passage_count(u16, channel=2)),
    0x38: word(u8, attribute(leak_count=bits(0, 6)), leak(bit(7))),
    0x3A: input_current(u16 / 10_000),
    0x3B: tvoc_mass(u16),
    0x3C: ph(u8 / 10, channel=2),
    0x3D: o2(u16 / 10),
    0x3F: voltage(f32),
    0x40: current(f32, channel=2),
    0x41: power(f32),
    0x42: power_factor(f32),
    0x43: frequency(f32),
    0x44: energy(f32),
    0x4C: co_mass(u16),
    0x4D: (rssi(i16), snr(i16)),
    0x4F: uv_irradiance(u16 / 100),
    0x50: humidity(u16 / 10, channel=2),
    0x5E: solar_radiation(u16),
    0x64: ph(f32, channel=3),
    0x65: ph(u16 / 100),
    0x67: soil_ec(u16 / 1000),
    0x6B: tvoc(u16),
    0x6C: word(u8, motion_count(bits(0, 6)), motion(bit(7), channel=2)),
    0x6D: resistance(i32 / 1000),
    0x6F: percentage(i8),
    0x87: distance(f32, channel=2),
}

_BASIC = (temperature, humidity, battery_voltage)

WXS8800 = device(
    "polysense/wxs8800-generic",
    name="Node for probes WxS 8800",
    source="The vendor's published decoder, Common (2025)",
    f_port=1,
    uplink=(expect(u16, 0xD77E), tags(u8, TYPES)),
    measures=(_BASIC, illuminance, pressure),
    also={
        f"polysense/{model}": variant(name, measures=(_BASIC, measured))
        for model, name, measured in (
            ("air-pressure-sensor", "Air pressure sensor", pressure),
            ("air-quality-index-sensor", "Air quality sensor", (pm1, pm2_5, pm10)),
            (
                "bidirectional-people-counting-sensor-end-node-using-diffuse-reflection-technology",
                "People counter for both directions, diffuse reflection",
                passage_count,
            ),
            (
                "bidirectional-people-counting-sensor-end-node-using-mirrored-reflection-technology",
                "People counter for both directions, with a mirror",
                passage_count,
            ),
            ("co-sensor", "Carbon monoxide sensor", (co, co_mass)),
            ("nh3-sensor", "Ammonia sensor", nh3),
            ("noise-sensor", "Noise sensor", sound_level),
            ("rainfall-sensor", "Rain gauge", rain),
            ("soil-humidity-33v-sensor", "Soil moisture sensor, 3.3 V", soil_moisture),
            ("soil-humidity-sensor-33v", "Soil moisture sensor, 3.3 V", soil_moisture),
            (
                "temperature-plus-humidity-plus-light-plus-air-pressure-sensor",
                "Temperature, humidity, light and air pressure sensor",
                (illuminance, pressure),
            ),
            ("wind-sensor", "Wind sensor", wind_speed),
            ("wind-speed-sensor", "Wind speed sensor", wind_speed),
        )
    },
    vectors=[
        vector(
            "D77E0100D70237060320070E10", f_port=1, temperature=21.5, humidity=55, illuminance=800,
            battery_voltage=3.6, source="computed from the vendor's decoder",
        ),
        vector(
            "D77E01FFCE2B0019002800080EFFF60E00E1", temperature=-5, pm2_5=25, pm10=40, pm1=8, temperature_probe_1=-1,
            temperature_probe_2=22.5, source="computed from the vendor's decoder",
        ),
    ],
)  # fmt: skip
