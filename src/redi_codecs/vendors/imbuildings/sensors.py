"""IMBUILDINGS: a type, its variant and the device's number, then what it measures, big-endian.

On ports 26 and 27 the same counters come without that head. Source: the vendor's published decoder (PayloadParser).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.imbuildings.commands import ANSWER, COMMANDS

_ID = serial_number(hexadecimal(8))
_POWER: Body = (attribute(device_status=u8), battery_voltage(u16 / 100))
_STATE = attribute(sensor_status=u8)
_COUNTS: Body = (passage_count(u16, channel=1), passage_count(u16, channel=2))
_TOTALS: Body = (passage_count(u16, channel=1, statistic="total"), passage_count(u16, channel=2, statistic="total"))
_SIX: Body = (_POWER, _COUNTS, _STATE, _TOTALS, attribute(payload_counter=u8))

COMFORT = device(
    "imbuildings/imbuildings-comfort-sensor",
    name="Comfort sensor: CO2, temperature, humidity and presence",
    source="The vendor's published decoder, comfort sensor variant 3",
    f_port=1,
    uplink=switch(
        f_port,
        {10: ANSWER},
        otherwise=(
            expect(u16, 0x0103),
            _ID,
            _POWER,
            temperature(i16 / 100),
            humidity(u16 / 100),
            co2(u16),
            occupancy(u8, invalid={range(2, 256): "unknown"}),
        ),
    ),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0103001122334455667700011809C4138801F401", f_port=1, battery_voltage=2.8, temperature=25, humidity=50,
            co2=500, occupancy=True, serial_number="0011223344556677", device_status=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "010311223344556677880200DC06400BB8032000", battery_voltage=2.2, temperature=16, humidity=30, co2=800,
            occupancy=False, serial_number="1122334455667788", device_status=2, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk(
            "010311223344556677880201DCFE0C0BB8032000", f_port=1, keys="air.temperature",
            reason="the vendor's decoder reads the temperature of this variant alone without a sign: 650.36 for -5",
        ),
    ],
)  # fmt: skip

PEOPLE_COUNTER = device(
    "imbuildings/imbuildings-people-counter",
    name="People counter with an infrared beam",
    source="The vendor's published decoder, people counter variants 5 to 8",
    f_port=1,
    uplink=switch(
        f_port,
        {10: ANSWER, 26: _SIX, 27: (_STATE, _TOTALS)},
        otherwise=(
            expect(u8, 0x02),
            switch(
                u8,
                {
                    5: (_ID, _POWER, _COUNTS, _STATE, attribute(payload_counter=u8)),
                    6: (_ID, _SIX),
                    7: (_ID, _POWER, _STATE, _TOTALS),
                    8: (_ID, _POWER, _STATE),
                },
            ),
        ),
    ),
    downlink=COMMANDS,
    also={
        "imbuildings/imbuildings-office-occupancy-counter": "Office occupancy counter",
        "imbuildings/verticount": "VertiCount people counter above the door",
    },
    vectors=[
        vector(
            "02060004A30B00F6B5690800F80003000220060305E661", f_port=1, battery_voltage=2.48, passage_count_1=3,
            passage_count_2=2, passage_count_1_total=1539, passage_count_2_total=1510,
            serial_number="0004a30b00f6b569", device_status=8, sensor_status=32, payload_counter=97,
            source="the vendor's decoder, run",
        ),
        vector(
            "0800F80003000220060305E661", f_port=26, battery_voltage=2.48, passage_count_1=3, passage_count_2=2,
            passage_count_1_total=1539, passage_count_2_total=1510, device_status=8, sensor_status=32,
            payload_counter=97, source="computed as with the header of the vendor's decoder",
        ),
    ],
)  # fmt: skip
