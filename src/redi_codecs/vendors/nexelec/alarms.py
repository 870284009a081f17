"""Nexelec smoke detectors: ORIGIN and GUARD.

Source: the vendor's published decoder (X8).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.nexelec.frames import BASE, LEVEL, SOURCES, STATES, TEMPERATURES

NO_TEMPERATURE: dict[int | range, str] = {0x3FF: "fault", 0x3FE: "not_connected"}
NO_HUMIDITY: dict[int | range, str] = {0xFF: "fault"}
CONFIGURED = attribute(configured_by=choice(bits(0, 2), SOURCES), configuration_state=choice(bits(3, 4), STATES))
WEEK = 604800
OF_A_DAY = "the mean of a day, which is told as that, is no measurement of the moment"

ORIGIN = device(
    "nexelec/origin",
    name="Smoke detector ORIGIN with temperature and humidity",
    source="The vendor's published decoder (X8: ORIGIN, ORIGIN+, GUARD, GUARD+)",
    f_port=1,
    uplink=(
        model(choice(u8, {0xB1: "ORIGIN+", 0xB2: "ORIGIN", 0xB3: "GUARD+", 0xB4: "GUARD", 0xBD: "ORIGIN+ Sigfox"})),
        switch(u8, {
            0x00: message(
                "status",
                attribute(hardware=u8, software=u8 / 10, months_left=u8),
                word(
                    u8,
                    attribute(smoke_sensor_fault=bit(0), climate_sensor_fault=bit(1)),
                    reserved(bit(2)),
                    attribute(base=choice(bits(3, 5), BASE | {4: "never seen"})),
                    battery_status(choice(bits(6, 7), LEVEL)),
                    msb0=True,
                ),
                battery_voltage((u8 + 400) / 200),
            ),
            0x01: message("settings", word(
                u56,
                CONFIGURED,
                attribute(history_enabled=bit(5), daily_report_enabled=bit(6)),
                reserved(bit(7)),
                attribute(join_pending=bit(8), nfc_hidden=bits(9, 10), region=bits(11, 14)),
                attribute(samples_per_report=bits(15, 20), repetitions_per_report=bits(21, 25)),
                attribute(history_interval=duration(bits(26, 33) * 600)),
                attribute(network_id=identifier(bits(34, 50))),
                reserved(bits(51, 55)),
                msb0=True,
            )),
            0x02: message("smoke_alarm", word(
                u40,
                attribute(alarm_state=choice(bits(0, 1), {0: "none", 1: "smoke here", 2: "smoke elsewhere"})),
                attribute(silenced_by=choice(bits(2, 3), {0: "end of smoke", 1: "button", 2: "another detector"})),
                attribute(test=choice(bits(4, 5), {0: "none", 1: "here", 2: "elsewhere"})),
                attribute(time_since_test=duration(bits(6, 13) * WEEK), maintenance_done=bit(14)),
                attribute(time_since_maintenance=duration(bits(15, 22) * WEEK)),
                temperature((bits(23, 32) - 300) / 10, invalid=NO_TEMPERATURE),
                reserved(bits(33, 39)),
                msb0=True,
            ), smoke(derived(V.alarm_state != "none"))),
            0x03: message("day", word(
                u56,
                temperature((bits(0, 9) - 300) / 10, statistic="min", invalid=NO_TEMPERATURE),
                temperature((bits(10, 19) - 300) / 10, statistic="max", invalid=NO_TEMPERATURE),
                temperature((bits(20, 29) - 300) / 10, statistic="mean", invalid=NO_TEMPERATURE),
                humidity(bits(30, 37) / 2, statistic="min", invalid=NO_HUMIDITY),
                humidity(bits(38, 45) / 2, statistic="max", invalid=NO_HUMIDITY),
                humidity(bits(46, 53) / 2, statistic="mean", invalid=NO_HUMIDITY),
                reserved(bits(54, 55)),
                msb0=True,
            )),
            0x04: word(
                u24,
                temperature((bits(0, 9) - 300) / 10, invalid=NO_TEMPERATURE),
                humidity(bits(10, 17) / 2, invalid=NO_HUMIDITY),
                reserved(bits(18, 23)),
                msb0=True,
            ),
            0x05: message("temperature_history", TEMPERATURES),
        }),
    ),
    measures=(smoke, temperature, humidity, battery_voltage),
    also={
        "nexelec/origin-plus": "Smoke detector ORIGIN+ with temperature and humidity",
        "nexelec/guard": "Smoke detector GUARD",
        "nexelec/guard-plus": "Smoke detector GUARD+ with temperature and humidity",
    },
    vectors=[
        vector(
            "B104 835680", f_port=1, model="ORIGIN+", temperature=22.5, humidity=45, source="the vendor's decoder, run"
        ),
        vector(
            "B303 7823082141E190", model="GUARD+", message="day", temperature_min=18, temperature_max=26,
            temperature_mean=22, humidity_min=40, humidity_max=60, humidity_mean=50, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk("b3037823082141e190000000", f_port=1, keys=("air.temperature", "air.relativeHumidity"), reason=OF_A_DAY),
        quirk("b1037eb18dd4aa64c4", f_port=1, keys=("air.temperature", "air.relativeHumidity"), reason=OF_A_DAY),
    ],
)  # fmt: skip
