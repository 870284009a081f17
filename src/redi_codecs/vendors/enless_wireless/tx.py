"""Enless Wireless TX: who it is, two bytes a value, the alarms, and the state with the battery in quarters; big-endian.

Source: the vendor's decoder in the device repository.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

TYPES = {
    4: "600-021", 5: "600-022", 6: "600-023", 7: "600-031", 8: "600-036", 9: "600-037", 10: "600-038", 11: "600-039",
    12: "600-232", 13: "600-035", 14: "600-034", 15: "600-032", 16: "600-033", 17: "600-233",
}  # fmt: skip
QUARTERS = lookup(bits(2, 3), {0: 100, 1: 75, 2: 50, 3: 25})
FIRMWARE = word(u8, firmware_version(version(bits(0, 5))), reserved(bits(6, 7)))
HEAD = (attribute(device_id=identifier(u24)), model(choice(u8, TYPES)), frame_count(u8), FIRMWARE)
STATE = word(u16, alarm(bit(0)), reserved(bit(1)), battery(QUARTERS), reserved(bits(4, 15)))
CLIMATE = (temperature(i16 / 10), humidity(u16 / 10))
LIMITS = attribute(temperature_high=bit(0), temperature_low=bit(1), humidity_high=bit(2), humidity_low=bit(3))
CLIMATE_ALARMS = word(u16, LIMITS, reserved(bits(4, 15)))
VOC_LIMITS = attribute(voc_high=bit(4), voc_low=bit(5))
ONE = (
    temperature(i16 / 10),
    reserved(2),
    word(u16, attribute(temperature_high=bit(0), temperature_low=bit(1)), reserved(bits(2, 15))),
    STATE,
)
TWO = (
    temperature(i16 / 10, place="probe", channel=1),
    temperature(i16 / 10, place="probe", channel=2),
    word(
        u16,
        attribute(temperature_1_high=bit(0), temperature_1_low=bit(1)),
        attribute(temperature_2_high=bit(2), temperature_2_low=bit(3)),
        reserved(bits(4, 15)),
    ),
    STATE,
)
PULSES = (
    pulse_count(u32, channel=1, statistic="total"),
    pulse_count(u32, channel=2, statistic="total"),
    pulse_count(u32, channel=3, statistic="total"),
    word(
        u16,
        attribute(flow_1_high=bit(0), flow_2_high=bit(1), flow_3_high=bit(2)),
        reserved(bit(3)),
        attribute(flow_1_low=bit(4), flow_2_low=bit(5), flow_3_low=bit(6)),
        reserved(bit(7)),
        attribute(leak_1=bit(8), leak_2=bit(9), leak_3=bit(10)),
        reserved(bits(11, 15)),
    ),
    word(
        u16,
        alarm(bit(0)),
        reserved(bit(1)),
        battery(QUARTERS),
        attribute(closed_1=bit(4), closed_2=bit(5), closed_3=bit(6)),
        reserved(bit(7)),
        attribute(debounced_1=bit(8), debounced_2=bit(9), debounced_3=bit(10)),
        reserved(bits(11, 15)),
    ),
)
NOT_TENTHS = "the decoder divides ppm by ten; Akenza's, newer, does not: outdoors there are 400, not 40"

TX = device(
    "enless-wireless/tx-trh-amb-600-021",
    name="Ambient temperature and humidity sensor TX 600-021",
    source="The vendor's published decoder (device repository)",
    f_port=1,
    uplink=(HEAD, switch(V.model, {
        "600-021": (CLIMATE, reserved(4), CLIMATE_ALARMS, STATE),
        "600-022": (CLIMATE, tvoc(u16), reserved(2), word(u16, LIMITS, VOC_LIMITS, reserved(bits(6, 15))), STATE),
        "600-023": (
            CLIMATE,
            tvoc(u16),
            co2(u16),
            word(u16, LIMITS, VOC_LIMITS, attribute(co2_high=bit(6), co2_low=bit(7)), reserved(bits(8, 15))),
            STATE,
        ),
        ("600-031", "600-032", "600-033"): ONE,
        "600-034": (CLIMATE, CLIMATE_ALARMS, STATE),
        "600-035": (
            input_current(i16 / 10),
            word(u16, attribute(current_high=bit(0), current_low=bit(1)), reserved(bits(2, 15))),
            STATE,
        ),
        ("600-036", "600-037", "600-038", "600-039"): PULSES,
        ("600-232", "600-233"): TWO,
    })),
    measures=(temperature, humidity, battery),
    also={
        "enless-wireless/600-022": variant("Ambient VOC sensor TX 600-022", measures=(temperature, humidity, tvoc)),
        "enless-wireless/tx-amb-600-023": variant(
            "Ambient CO2 and VOC sensor TX 600-023", measures=(temperature, humidity, tvoc, co2, battery)
        ),
        "enless-wireless/tx-temp-600-031": variant("Temperature sensor TX 600-031", measures=(temperature, battery)),
        "enless-wireless/tx-temp-cont1-600-032": variant(
            "Temperature sensor with contact probe TX 600-032", measures=(temperature, battery)
        ),
        "enless-wireless/tx-temp-cont2-600-034": "Temperature and humidity sensor with probe TX 600-034",
        "enless-wireless/tx-temp-cont2-600-232": variant(
            "Temperature sensor with two contact probes TX 600-232", measures=(temperature, battery)
        ),
        "enless-wireless/600-035": variant("Current loop transmitter TX 600-035", measures=(input_current, battery)),
        "enless-wireless/600-036": variant("Pulse counter TX 600-036", measures=(pulse_count, battery)),
        "enless-wireless/600-037": variant("Pulse counter TX 600-037 ATEX", measures=(pulse_count, battery)),
        "enless-wireless/600-038": variant("Light pulse counter TX 600-038", measures=(pulse_count, battery)),
        "enless-wireless/600-039": variant("Contact transmitter TX 600-039", measures=(pulse_count, battery)),
    },
    vectors=[
        vector(
            "00006D 04 13 01 FFE5 0120 00000000 0008 0000", f_port=1, model="600-021", temperature=-2.7, humidity=28.8,
            battery=100, source="device repository",
        ),
        vector(
            "000081 06 0E 11 00D3 0165 00AD 0261 0080 0000", model="600-023", temperature=21.1, humidity=35.7, tvoc=173,
            co2=609, battery=100, source="device repository; VOC and CO2 undivided",
        ),
    ],
    quirks=[
        quirk(payload, f_port=1, keys="air.co2", reason=NOT_TENTHS)
        for payload in (
            "000081060e1100d3016500ad026100800000", "123456062a1100eb028f01f403e800000000",
            "000001060005ff9703e8000007d000c00009",
        )
    ],
)  # fmt: skip
