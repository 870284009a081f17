"""Nexelec TRACK and TRACK+: the air outside, a channel before each value; where it stands in degrees and minutes.

Source: the vendor's published decoder (X9), that of the device repository.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Expr, Ref
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.nexelec.frames import SOURCES, STATES

NONE: dict[int | range, str] = {0xFFFF: "fault", 0xFFFE: "not_connected"}


def _angle(name: str, side: Expr) -> Source:
    """Degrees, minutes, seconds and hundredths, and whether it is south or west."""
    degrees, minutes, seconds, hundredths = (Ref(f"{name}_{part}") for part in ("d", "m", "s", "h"))
    whole = ((degrees * 60 + minutes) * 60 + seconds) * 100 + hundredths
    return derived(pick(side == 1, 0 - whole, whole) / 360_000)


POSITION = (
    word(
        u64,
        let(lat_d=bits(0, 6), lat_m=bits(7, 12), lat_s=bits(13, 18), lat_h=bits(19, 25), south=bit(26)),
        let(lon_d=bits(27, 34), lon_m=bits(35, 40), lon_s=bits(41, 46), lon_h=bits(47, 53), west=bit(54)),
        latitude(_angle("lat", V.south)),
        longitude(_angle("lon", V.west)),
        attribute(precision=bits(55, 61)),
        let(upper=bits(62, 63)),
        msb0=True,
    ),
    word(u8, let(lower=bits(0, 2)), attribute(fix=bits(3, 4)), reserved(bits(5, 7)), msb0=True),
    satellites(derived(V.upper * 8 + V.lower)),
)

TRACK = device(
    "nexelec/track",
    name="Outdoor air quality sensor TRACK",
    source="The vendor's published decoder (X9: TRACK+)",
    f_port=1,
    uplink=(
        model(choice(u8, {0xB5: "TRACK+"})),
        switch(u8, {
            0x01: tags(u8, {
                # The hundredths come first, so that encoding says no less than it was told.
                0x15: particles_0_5(u16 / 100, invalid=NONE),
                0x16: particles_5(u16 / 100, invalid=NONE),
                0x01: pm1(u16, invalid=NONE),
                0x02: pm2_5(u16, invalid=NONE),
                0x03: pm10(u16, invalid=NONE),
                0x04: particles_2_5(u16, invalid=NONE),
                0x05: particles_10(u16, invalid=NONE),
                0x06: particles_5(u16, invalid=NONE),
                0x07: temperature((u16 - 300) / 10, invalid=NONE),
                0x08: humidity(u16 / 10, invalid=NONE),
                0x09: pressure(u16, invalid=NONE),
                0x0A: co2(u16, invalid={0xFFFF: "fault"}),
                0x13: particles_1(u16, invalid=NONE),
                0x14: particles_0_5(u16, invalid=NONE),
                0x17: ozone(u16, invalid=NONE),
                0x18: no2(u16, invalid=NONE),
            }),
            0x02: message(
                "status",
                attribute(hardware=u8, software=u8 / 10),
                battery_voltage(u16 / 1000, invalid={0xFFFF: "fault"}),
                attribute(energy_in=energy(u8 / 1000), energy_balance=energy((u8 - 124) / 1000)),
                word(
                    u8,
                    attribute(mounted=choice(bits(0, 1), {0: "upright", 1: "not upright", 2: "unknown"})),
                    operating_mode(choice(bits(2, 3), {0: "normal", 1: "low battery", 2: "preservation"})),
                    power_source(choice(bit(4), {0: "external", 1: "battery"})),
                    reserved(bits(5, 7)),
                    msb0=True,
                ),
            ),
            0x03: message("position", POSITION),
            0x04: message(
                "settings",
                word(
                    u24,
                    attribute(configured_by=choice(bits(0, 2), SOURCES)),
                    attribute(configuration_state=choice(bits(3, 4), STATES)),
                    attribute(co2_calibration_enabled=bit(5), region=bits(6, 9)),
                    attribute(collection_interval=duration(bits(10, 15) * 60), measures_always=bit(16)),
                    reserved(bits(17, 18)),
                    attribute(time_zone=bits(19, 23) - 12),
                    msb0=True,
                ),
            ),
        }),
    ),
    measures=(
        temperature, humidity, pressure, co2, pm1, pm2_5, pm10, ozone, no2, battery_voltage, latitude, longitude,
        satellites,
    ),
    also={"nexelec/track-plus": "Outdoor air quality sensor TRACK+"},
    vectors=[
        vector(
            "B501 0702030801E00903F50A02BC", f_port=1, model="TRACK+", temperature=21.5, humidity=48, pressure=1013,
            co2=700, source="the vendor's decoder, run",
        ),
        vector(
            "B503 61234A00810000004A", model="TRACK+", message="position", latitude=48.60733333333334,
            longitude=4.033333333333333, precision=0, satellites=2, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
