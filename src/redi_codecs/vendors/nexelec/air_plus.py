"""Nexelec AIR+: a carbon monoxide detector with temperature and humidity.

Source: the vendor's published decoder (X8).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.nexelec.alarms import CONFIGURED, NO_TEMPERATURE, WEEK
from redi_codecs.vendors.nexelec.frames import LEVEL

QUALITY = {0: "excellent", 1: "good", 2: "fair", 3: "poor", 4: "bad", 7: "error"}
CAUSE = {0: "none", 1: "dryness", 2: "mould", 3: "dust mites", 4: "CO", 15: "error"}
NO_CO: dict[int | range, str] = {0x3FF: "fault"}

AIR_PLUS = device(
    "nexelec/air-plus",
    name="Carbon monoxide detector AIR+ with temperature and humidity",
    source="The vendor's published decoder (X8: AIR, AIR+)",
    f_port=1,
    uplink=(
        model(choice(u8, {0xAE: "AIR+", 0xAF: "AIR"})),
        switch(u8, {
            0x00: message(
                "status",
                attribute(hardware=u8, software=u8 / 10, months_left=u8),
                word(
                    u8,
                    attribute(co_sensor_fault=bit(7), climate_sensor_fault=bit(6), memory_fault=bit(5)),
                    attribute(silenced=bit(4)),
                    battery_status(choice(bits(2, 3), LEVEL)),
                    attribute(on_base=bit(1)),
                    reserved(bit(0)),
                ),
                battery_voltage((u8 + 400) / 200),
                attribute(battery_resistance_limit=resistance(u8 / 20)),
                attribute(low_battery_threshold=battery_voltage((u8 + 400) / 200)),
            ),
            0x01: message(
                "co_alarm",
                word(
                    u16,
                    co(bits(0, 9), invalid=NO_CO),
                    attribute(pre_alarm=bit(10)),
                    alarm(bit(11)),
                    attribute(silenced=bit(12)),
                    reserved(bit(13)),
                    attribute(test=bit(14)),
                    reserved(bit(15)),
                    msb0=True,
                ),
                attribute(time_since_test=duration(u8 * WEEK)),
            ),
            0x02: word(
                u40,
                co(bits(0, 9), invalid=NO_CO),
                temperature((bits(10, 19) - 300) / 10, invalid=NO_TEMPERATURE),
                humidity(bits(20, 27) / 2, invalid={255: "fault", 254: "not_installed"}),
                attribute(air_quality=choice(bits(28, 30), QUALITY), air_quality_cause=choice(bits(31, 34), CAUSE)),
                reserved(bits(35, 39)),
                msb0=True,
            ),
            0x03: message(
                "settings",
                word(
                    u16,
                    CONFIGURED,
                    attribute(reports_enabled=bit(5), nfc_hidden=bits(6, 7), region=bits(8, 11)),
                    report_interval(bits(12, 15) * 600),
                    msb0=True,
                ),
                attribute(temperature_change=temperature_difference(u8 / 10), co_change=co(u8 * 5)),
                word(
                    u40,
                    attribute(network_id=identifier(bits(0, 16)), ping=bit(17), join_pending=bit(18)),
                    reserved(bits(19, 23)),
                    # As the vendor's table has it; its decoder takes the last bit away, and reads 2500 from 1388.
                    attribute(downlink_frame=bits(24, 39)),
                    msb0=True,
                ),
            ),
        }),
    ),
    measures=(co, temperature, humidity, battery_voltage),
    also={"nexelec/air": "Carbon monoxide detector AIR"},
    vectors=[
        vector(
            "AE02 963527D700", f_port=1, model="AIR+", co=600, temperature=55, humidity=62.5, air_quality="poor",
            source="the vendor's decoder, run",
        ),
        vector(
            "AE01 C83A 78", model="AIR+", message="co_alarm", co=800, pre_alarm=True, alarm=True,
            time_since_test=(72576000, "s"), source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
