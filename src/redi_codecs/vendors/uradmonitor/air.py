"""uRADMonitor: identity, versions and clock, then one value after another, big-endian.

A negative number has a bit for its sign, and a concentration below zero is none; the pressure is in Pa above 65535.
Source: the payload tables in the vendor's published decoders. What they compute beside it (IAQ) is left out.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.kind import Kind

HEAD = (
    attribute(device_id=identifier(u32)),
    hardware_version(version(u8)),
    firmware_version(version(u8)),
    uptime(u32),
)
CLIMATE = (
    temperature(sign_magnitude(u16) / 100),
    pressure((u16 + 65535) / 100),
    humidity(u8 / 2),
    gas_resistance(u24),
    sound_level(u8 / 2),
)
CHECK = attribute(check=u8)


def signed(kind: Kind, place: int, scale: int) -> Body:
    """A number of 23 bits below its sign, at that byte of the message."""
    return switch(peek(place, u8), {
        range(0x80): kind(u24 / scale),
        range(0x80, 0x100): word(u24, expect(bit(23), 1), kind(0 - bits(0, 22) / scale)),
    })  # fmt: skip


#: A code, then thousandths of a ppm.
BELOW_ZERO: dict[int | range, str] = {range(0x800000, 0x1000000): "underflow"}
GASES: dict[int, Body] = {
    0x00: reserved(3),
    0x02: nh3(u24 / 1000, invalid=BELOW_ZERO),
    0x03: h2s(u24 / 1000, invalid=BELOW_ZERO),
    0x04: co(u24 / 1000, invalid=BELOW_ZERO),
    0x2A: ozone(u24, invalid=BELOW_ZERO),
    0x2B: so2(u24, invalid=BELOW_ZERO),
    0x2C: no2(u24, invalid=BELOW_ZERO),
    0x31: cl2(u24 / 1000, invalid=BELOW_ZERO),
}


A3 = device(
    "uradmonitor/model-a3",
    name="Air quality monitor A3",
    source="The payload table in the vendor's published decoder for the A3",
    f_port=1,
    uplink=(
        HEAD,
        CLIMATE,
        co2(u16),
        formaldehyde(u16),
        ozone(u16),
        pm1(u16),
        pm2_5(u16),
        pm10(u16),
        CHECK,
    ),
    vectors=[
        vector(
            "8200029A6C4E0000025808E48EE470032DD33B0236000700140008000A000BD5", f_port=1, temperature=22.76,
            pressure=1021.15, humidity=56, gas_resistance=208339, sound_level=29.5, co2=566, formaldehyde=7, ozone=20,
            pm1=8, pm2_5=10, pm10=11, device_id=2181038746, hardware_version="108", firmware_version="78", uptime=600,
            check=213, source="the vendor's decoder, run",
        ),
        vector(
            "000000006C5200000000822682B9B001D4C03C019A0002002300010003000900", temperature=-5.5, pressure=990,
            humidity=88, gas_resistance=120000, sound_level=30, co2=410, formaldehyde=2, ozone=35, pm1=1, pm2_5=3,
            pm10=9, device_id=0, hardware_version="108", firmware_version="82", uptime=0, check=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "000000006C52000000000A1B8BCEF0F1D4C0F0819A8002802380018003800900", temperature=25.87, pressure=1013.25,
            humidity=(120.0, 'implausible'), gas_resistance=15848640, sound_level=120, co2=33178, formaldehyde=32770,
            ozone=32803, pm1=(32769.0, 'implausible'), pm2_5=(32771.0, 'implausible'), pm10=(32777.0, 'implausible'),
            device_id=0, hardware_version="108", firmware_version="82", uptime=0, check=0,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
INDUSTRIAL = device(
    "uradmonitor/model-industrial",
    name="Air quality monitor INDUSTRIAL with up to four gas sensors",
    source="The payload table in the vendor's published decoder for the INDUSTRIAL",
    f_port=1,
    uplink=(
        HEAD,
        signed(latitude, 10, 10000),
        signed(longitude, 13, 10000),
        altitude(sign_magnitude(u16)),
        speed(u16 / 36),
        CLIMATE,
        tags(u8, GASES),
        word(u32, let(below=bits(24, 31)), pm2_5(bits(8, 23)), let(above=bits(0, 7))),
        pm1(derived(V.pm2_5 - V.below)),
        pm10(derived(V.pm2_5 + V.above)),
        CHECK,
    ),
    vectors=[
        vector(
            "1400008E064E00001C20000000000000000000000732879782031276A32A00028D2C00000D2B00000A040000000200070045",
            f_port=1, latitude=0, longitude=0, altitude=0, speed=0, temperature=18.42, pressure=1002.46, humidity=65,
            gas_resistance=201334, sound_level=81.5, ozone=653, no2=13, so2=10, co=0, pm2_5=7, pm1=5, pm10=7,
            device_id=335544462, hardware_version="6", firmware_version="78", uptime=7200, check=69,
            source="the vendor's decoder, run",
        ),
        vector(
            "1400008E064E000000000000000000000000000081F47ED1A000C3503D2C00000D2B00000A020000FA030000280200090400",
            latitude=0, longitude=0, altitude=0, speed=0, temperature=-5, pressure=980, humidity=80,
            gas_resistance=50000, sound_level=30.5, no2=13, so2=10, nh3=0.25, h2s=0.04, pm2_5=9, pm1=7, pm10=13,
            device_id=335544462, hardware_version="6", firmware_version="78", uptime=0, check=0,
            source="the vendor's decoder, run, which gives no position",
        ),
        vector(
            "1400008E064E00000000000000000000000000000BB886A1C80493E078310013880000000000000000000000000100140A00",
            latitude=0, longitude=0, altitude=0, speed=0, temperature=30, pressure=1000, humidity=100,
            gas_resistance=300000, sound_level=60, cl2=5, pm2_5=20, pm1=19, pm10=30, device_id=335544462,
            hardware_version="6", firmware_version="78", uptime=0, check=0,
            source="the vendor's decoder, run, which gives no position",
        ),
    ],
)  # fmt: skip
