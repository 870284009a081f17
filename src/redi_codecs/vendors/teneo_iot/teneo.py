"""Teneo IoT: the battery's voltage in the first byte, then what the model measures, big-endian.

Source: the vendor's published decoders and their examples, which give distances in centimetres.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

BATTERY = battery_voltage((u8 + 20) / 10)
CHARGING = message("charging", BATTERY, charging(derived(f_port == 3)))
CLIMATE = (temperature(i16 / 100), humidity(u16 / 100))
HALF_BYTE = word(u8, battery_voltage((bits(0, 3) + 20) / 10), reserved(bits(4, 7)))

CO2_TRAFFIC_LIGHT = device(
    "teneo-iot/co2-stoplicht",
    name="CO2 traffic light with temperature and humidity",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: (HALF_BYTE, reserved(1), co2(u32 / 100), temperature(i16 / 100, invalid=0x7FFF), humidity(u16 / 100)),
            223: message(
                "status",
                word(u8, status_code(bits(0, 5)), attribute(message_type=bits(6, 7))),
            ),
        },
        otherwise=message("other", HALF_BYTE, raw_data(raw())),
    ),
    vectors=[
        vector(
            "0F000001533B0753114D", f_port=1, battery_voltage=3.5, co2=868.43, temperature=18.75, humidity=44.29,
            source="the vendor's decoder, run",
        ),
        vector(
            "1A00000003E8FE0C09C4", battery_voltage=3, co2=10, temperature=-5, humidity=25,
            source="the vendor's decoder, run",
        ),
        vector(
            "0800000001F47FFFA388", battery_voltage=2.8, co2=5, temperature="fault", humidity=(418.64, 'implausible'),
            source="the vendor's decoder, run",
        ),
        vector("8A", f_port=223, message="status", status_code=10, message_type=2, source="the vendor's decoder, run"),
        vector("9F", f_port=223, message="status", status_code=31, message_type=2, source="the vendor's decoder, run"),
        vector(
            "0F000000000000000000", f_port=2, message="other", battery_voltage=3.5, raw_data="000000000000000000",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

FILLING = device(
    "teneo-iot/filling-degree-sensor",
    name="Filling degree sensor (distance to the contents)",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: (
                BATTERY,
                switch(
                    length,
                    {
                        (3, 7): distance(u16 * 10),
                        # What the sensor says of its measurement stands behind it: 4 means that nothing was in reach.
                        (4, 8): (distance(u16 * 10, invalid=peek(3, u8) != 0), status_code(u8)),
                    },
                ),
                optional(remaining >= 4, CLIMATE),
            ),
            2: message("error", BATTERY, status_code(u8)),
            3: CHARGING,
        },
    ),
    vectors=[
        vector("0B001E", f_port=1, battery_voltage=3.1, distance=300, source="the vendor's decoder, run"),
        vector("0C001E00", battery_voltage=3.2, distance=300, status_code=0, source="the vendor's decoder, run"),
        vector("0C811E00", battery_voltage=3.2, distance=330540, status_code=0, source="the vendor's decoder, run"),
        vector("0C811E", battery_voltage=3.2, distance=330540, source="the vendor's decoder, run"),
        vector(
            "0E0078000753114D", battery_voltage=3.4, distance=1200, temperature=18.75, humidity=44.29, status_code=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "8D812C01", battery_voltage=16.1, distance="fault", status_code=1,
            source="the vendor's decoder, run, which says that it is not valid",
        ),
        vector(
            "1001F4FE0CA388", battery_voltage=3.6, distance=5000, temperature=-5, humidity=(418.64, 'implausible'),
            source="the vendor's decoder, run, its sign of the temperature put right",
        ),
        vector(
            "0D812C04", battery_voltage=3.3, distance="fault", status_code=4,
            source="the vendor's decoder, run, which says that nothing was in reach",
        ),
        vector(
            "0A", f_port=3, message="charging", battery_voltage=3, charging=True, source="the vendor's decoder, run",
        ),
        vector(
            "0D04", f_port=2, message="error", battery_voltage=3.3, status_code=4, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

SOIL = device(
    "teneo-iot/soil-moisture-sensor",
    name="Soil moisture sensor",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: (
                BATTERY,
                soil_moisture(u8),
                optional(length == 6, temperature(i16 / 100, place="soil"), attribute(more=hexadecimal(2))),
                optional(length != 6, attribute(not_understood=hexadecimal())),
            ),
            3: CHARGING,
        },
    ),
    vectors=[
        vector(
            "0C28", f_port=1, battery_voltage=3.2, soil_moisture=40, not_understood="",
            source="the vendor's decoder, run",
        ),
        vector(
            "0C28FF9C043F", battery_voltage=3.2, soil_moisture=40, temperature_soil=-1, more="043f",
            source="the vendor's decoder, run",
        ),
        vector(
            "1483F0C88000", battery_voltage=4, soil_moisture=(131.0, 'implausible'), temperature_soil=-38.96,
            more="8000", source="the vendor's decoder, run",
        ),
        vector(
            "0C2801", battery_voltage=3.2, soil_moisture=40, not_understood="01",
            source="computed; the vendor's decoder knows no message of this length",
        ),
        vector(
            "0A", f_port=3, message="charging", battery_voltage=3, charging=True, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
