"""Mutelcor LoRaButton: one format for buttons and sensors: version, supply voltage, opcode, and what the opcode says.

Measurements stand behind a mask whose bit 7 announces a second mask; how much of a tail is there is told by the bytes
that are left. The dump of the configuration (opcode 113) stays bytes. Source: the vendor's published decoder, firmware
1.4.7.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

BUTTONS = word(u8, *(button(bit(n - 1), channel=n) for n in range(1, 9)))
TOTALS = repeat(button_count(u16, channel=index + 1, statistic="total"), count=V.buttons)
COUNTS = repeat(button_count(u8, channel=index + 1, statistic="delta"), count=V.buttons)
SWITCH = attribute(switch_state=choice(u8, {0: "off", 1: "on"}))

#: Which of the four inputs are in use, and their levels.
INPUTS = word(
    u8,
    let(used=bits(0, 3)),
    *(digital_input(bit(n + 3), channel=n, valid=V.used.bit(n - 1)) for n in range(1, 5)),
)
MEASUREMENTS = presence(
    u8,
    {
        0: temperature(i16 / 10),
        1: humidity(u8),
        2: pressure(u16 / 10),
        3: illuminance(u16),
        4: co2(u16),
        5: tvoc(u16),
        6: distance(u16),
        7: presence(u8, {0: INPUTS, 1: (pm1(u16), pm2_5(u16), pm10(u16))}),
    },
)
THRESHOLDS = word(
    u8,
    *(attribute(threshold_triggered=bit(n - 1) == 1, channel=n) for n in range(1, 5)),
    *(attribute(threshold_stopped=bit(n + 3) == 1, channel=n) for n in range(1, 5)),
)
FEEDBACKS = word(u8, *(attribute(feedback=bit(n - 1) == 1, channel=n) for n in range(1, 5)), reserved(bits(4, 7)))

UID_TYPES = {
    0: "passive_106_kbps", 1: "passive_212_kbps", 2: "passive_424_kbps", 3: "passive_106_kbps_iso_14443_4b",
    4: "innovision_jewel_topaz", 16: "mifare", 17: "felica_212_kbps", 18: "felica_424_kbps",
    32: "passive_iso_14443_4a", 35: "passive_iso_14443_4b", 64: "dep_passive_106_kbps", 65: "dep_passive_212_kbps",
    66: "dep_passive_424_kbps", 128: "dep_active_106_kbps", 129: "dep_active_212_kbps", 130: "dep_active_424_kbps",
    255: "error",
}  # fmt: skip
UID_ERRORS = {
    32: "reader_not_detected", 48: "no_tag", 64: "reader_lost", 96: "read_failed", 112: "several_tags",
    144: "tag_not_supported", 160: "read_interrupted", 176: "uid_too_long", 192: "random_uid",
}  # fmt: skip
UID = (
    attribute(uid_type=choice(u8, UID_TYPES)),
    switch(V.uid_type, {"error": attribute(uid_error=choice(u8, UID_ERRORS))}, otherwise=tag_id(hexadecimal())),
)
UPDATE_RESULTS = {0: "success", 1: "incomplete", 2: "not_writable", 3: "no_length", 4: "interval_more_than_doubled"}
SCD30_RESULTS = {
    0: "success", 1: "start_timeout", 2: "address_timeout", 3: "data_timeout", 7: "stop_timeout", 32: "address_nack",
    48: "data_nack", 56: "arbitration_lost", 241: "recalibration_pending", 242: "recalibration_cancelled",
    243: "recalibration_argument_missing", 245: "no_calibration_on_batteries", 255: "wrong_length",
}  # fmt: skip

FRAMES = {
    0: message("heartbeat", optional(remaining > 0, let(buttons=u8), TOTALS)),
    1: message(
        "alarm",
        optional((remaining > 0) & (remaining != 2), BUTTONS),
        optional(remaining >= 2, attribute(alarm_id=u16)),
        optional(remaining > 0, UID),
    ),
    2: message("votes", let(buttons=u8), TOTALS, COUNTS, optional(remaining >= 4, attribute(questions_crc=u32))),
    3: message("measurements", MEASUREMENTS, optional(remaining > 0, SWITCH)),
    4: message("location", latitude(i32 / 10_000_000), longitude(i32 / 10_000_000)),
    5: message("thresholds", MEASUREMENTS, THRESHOLDS, optional(remaining > 0, SWITCH)),
    6: message("switch", SWITCH),
    7: message("reminder", SWITCH),
    80: message("feedback", attribute(feedback_time=duration(u8 * 60)), optional(remaining > 0, FEEDBACKS)),
    112: message("info", firmware_version(text())),
    113: message(
        "show", attribute(config_crc=u16, config_from=u8), let(size=u8), attribute(config=raw_data(raw(V.size)))
    ),
    114: message(
        "update",
        attribute(config_crc=u16, update_result=choice(u8, UPDATE_RESULTS)),
        optional(remaining > 0, attribute(updates=u8)),
    ),
    128: message("scd30", attribute(scd30_result=choice(u8, SCD30_RESULTS))),
}  # fmt: skip

RUN = "the vendor's decoder, run"
RELEASED: dict[str, Any] = {f"button_{n}": False for n in range(1, 9)}

CO2_SENSOR = (battery_voltage, digital_input, temperature, humidity, co2)

LORABUTTON = device(
    "mutelcor/mtc-aq01",
    also={
        "mutelcor/mtc-aqb01": "LoRa Air Quality Button",
        "mutelcor/mtc-co2-01": variant("Smart CO2 LoRa Sensor", measures=(CO2_SENSOR, button, button_count)),
        "mutelcor/mtc-co2-05": variant("LoRa Wireless CO2 Sensor", measures=CO2_SENSOR),
        "mutelcor/mtc-pm01": variant("LoRa PM2.5 Sensor", measures=(battery_voltage, digital_input, pm1, pm2_5, pm10)),
    },
    name="LoRa Air Quality Sensor",
    source="Mutelcor LoRaButton payload decoder, firmware 1.4.7",
    f_port=1,
    uplink=(protocol_version(version(u8)), battery_voltage(u16 / 100), switch(u8, FRAMES)),
    vectors=[
        vector(
            "01 014A 03 BF 00E1 2D 27DA 012C 0258 00FA 02 000A 000F 0014", message="measurements", f_port=1,
            protocol_version="1", battery_voltage=3.3, temperature=22.5, humidity=45, pressure=1020.2, illuminance=300,
            co2=600, tvoc=250, pm1=10, pm2_5=15, pm10=20, source=RUN,
        ),
        vector(
            "01 014A 03 91 FFCE 02BC 03 15 0005 000A 000F", message="measurements", battery_voltage=3.3, temperature=-5,
            co2=700, digital_input_1=True, digital_input_3=False, pm1=5, pm2_5=10, pm10=15, source=RUN,
        ),
        vector(
            "01 01C8 05 51 FF38 03E8 0384 21 01", message="thresholds", battery_voltage=4.56, temperature=-20, co2=1000,
            distance=900, threshold_triggered_1=True, threshold_stopped_2=True, switch_state="on", source=RUN,
        ),
        vector(
            "01 0147 00 02 0005 0100", message="heartbeat", battery_voltage=3.27, button_count_1_total=5,
            button_count_2_total=256, source=RUN,
        ),
        vector(
            "01 012C 01 05", message="alarm", battery_voltage=3, **(RELEASED | {"button_1": True, "button_3": True}),
            source=RUN,
        ),
        vector(
            "01 012C 01 80 0102 10 04A1B2C3", message="alarm", battery_voltage=3, **(RELEASED | {"button_8": True}),
            alarm_id=258, uid_type="mifare", tag_id="04a1b2c3", source=RUN,
        ),
        vector(
            "01 012C 01 00 0103 FF 30", message="alarm", battery_voltage=3, **RELEASED,
            alarm_id=259, uid_type="error", uid_error="no_tag", source=RUN,
        ),
        vector(
            "01 012C 02 02 0010 0020 03 04 DEADBEEF", message="votes", battery_voltage=3, button_count_1_total=16,
            button_count_2_total=32, button_count_1_delta=3, button_count_2_delta=4, questions_crc=0xDEADBEEF,
            source=RUN,
        ),
        vector(
            "01 012C 50 0F 05", message="feedback", battery_voltage=3, feedback_time=(900, "s"), feedback_1=True,
            feedback_2=False, source=RUN,
        ),
    ],
)  # fmt: skip
