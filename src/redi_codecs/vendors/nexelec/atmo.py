"""Nexelec ATMO, SENSE, AERO, PMI and AERO CO2: the air quality monitors before SENSE+ and ATMO+.

Source: the vendor's published decoder (Actility device catalog).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.nexelec.frames import STATES

QUALITY = {0: "very good", 1: "good", 2: "average", 3: "warning", 4: "bad", 7: "error"}
CAUSE = {
    0: "all", 1: "dryness", 2: "mould", 3: "dust mites", 4: "CO", 5: "CO2", 6: "VOC", 7: "formaldehyde", 8: "PM1",
    9: "PM2.5", 10: "PM10", 15: "error",
}  # fmt: skip
SENSOR = {0: "ok", 1: "fault", 2: "not present"}
CO2_SUM, NO_CO2 = V.co2_high * 2 + V.co2_low, 0x3FFF
ROOM = (temperature, humidity, illuminance, sound_level, motion_count)
DUST = (pm1, pm2_5, pm10)

ATMO = device(
    "nexelec/atmo",
    name="Air quality monitor ATMO: dust, CO2, VOC, formaldehyde",
    source="The vendor's published decoder in the Actility device catalog (ATMO, SENSE, AERO, PMI, AERO CO2)",
    f_port=1,
    uplink=(
        model(choice(u8, {0xA3: "ATMO", 0xA4: "SENSE", 0xA5: "AERO", 0xA6: "PMI", 0xA7: "AERO CO2"})),
        switch(u8, {
            0x01: (
                word(
                    u64,
                    pm1(bits(0, 10), invalid={0x7FF: "fault"}),
                    pm2_5(bits(11, 21), invalid={0x7FF: "fault"}),
                    pm10(bits(22, 32), invalid={0x7FF: "fault"}),
                    temperature((bits(33, 42) - 300) / 10, invalid={0x3FF: "fault"}),
                    humidity(bits(43, 50) / 2, invalid={0xFF: "fault"}),
                    let(co2_high=bits(51, 63)),
                    msb0=True,
                ),
                word(
                    u32,
                    let(co2_low=bit(0)),
                    tvoc(bits(1, 14), invalid={0x3FFF: "fault"}),
                    formaldehyde(bits(15, 24), invalid={0x3FF: "fault"}),
                    attribute(air_quality=choice(bits(25, 27), QUALITY), air_quality_cause=choice(bits(28, 31), CAUSE)),
                    msb0=True,
                ),
                co2(derived(CO2_SUM), invalid=CO2_SUM == NO_CO2),
                word(
                    u64,
                    attribute(co2_quality=choice(bits(0, 2), QUALITY), voc_quality=choice(bits(3, 5), QUALITY)),
                    attribute(formaldehyde_quality=choice(bits(6, 8), QUALITY)),
                    attribute(pm1_quality=choice(bits(9, 11), QUALITY), pm2_5_quality=choice(bits(12, 14), QUALITY)),
                    attribute(pm10_quality=choice(bits(15, 17), QUALITY)),
                    attribute(climate_quality=choice(bits(18, 20), QUALITY)),
                    illuminance(bits(21, 28) * 5, invalid={0xFF: "fault"}),
                    sound_level(bits(29, 35), statistic="mean", invalid={0x7F: "fault"}),
                    sound_level(bits(36, 42), statistic="max", invalid={0x7F: "fault"}),
                    motion_count(bits(43, 50), invalid={0xFF: "fault"}),
                    pressure(bits(51, 60) + 300, invalid={0x3FF: "fault"}),
                    reserved(bits(61, 63)),
                    msb0=True,
                ),
                reserved(6),
                word(u8, reserved(bits(0, 4)), attribute(frame_index=bits(5, 7))),
            ),
            0x02: message(
                "status",
                attribute(hardware=u8, software=u8),
                raw_data(raw()),
            ),
            0x03: message(
                "settings",
                word(
                    u16,
                    attribute(configured_by=choice(bits(0, 1), {0: "NFC", 1: "downlink", 2: "start"})),
                    attribute(configuration_state=choice(bits(2, 3), STATES)),
                    attribute(light_enabled=bit(4), light_shows=choice(bits(5, 6), {0: "air quality", 1: "CO2"})),
                    attribute(orange_enabled=bit(7), button_enabled=bit(8), keepalive_enabled=bit(9)),
                    attribute(nfc_hidden=bits(10, 11)),
                    reserved(bit(12)),
                    attribute(region=bits(13, 15)),
                    msb0=True,
                ),
                attribute(collection_interval=duration(u8 * 60), keepalive_interval=duration(u8 * 3600)),
                attribute(device_altitude=altitude(u8 * 50), co2_fair_from=co2(u8 * 20), co2_bad_from=co2(u8 * 20)),
                attribute(other_settings=configuration(hexadecimal())),
            ),
            0x04: message("keepalive"),
            0x05: message("button"),
        }),
    ),
    measures=(ROOM, DUST, co2, tvoc, formaldehyde, pressure),
    also={
        "nexelec/sense": variant("Air quality monitor SENSE", measures=(ROOM, DUST, co2, tvoc, pressure)),
        "nexelec/pmi": variant("Dust sensor PMI", measures=(temperature, humidity, DUST)),
        "nexelec/aero-co2": variant("CO2 monitor AERO CO2", measures=(temperature, humidity, co2)),
        "nexelec/atmo-sense-pmi-aero": "Air quality monitors ATMO, SENSE, PMI, AERO",
    },
    vectors=[
        vector(
            "A301 00400C01C78C012E0C0203A6 080007F326C07658000000000000E0", f_port=1, model="ATMO", pm1=2, pm2_5=3,
            pm10=3, temperature=27.2, humidity=48, co2=604, tvoc=1537, formaldehyde=7, illuminance=1270,
            sound_level_mean=50, sound_level_max=54, motion_count=3, pressure=1015, air_quality="average",
            air_quality_cause="VOC", source="the vendor's decoder, run",
        ),
        vector("A704", model="AERO CO2", message="keepalive", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
