"""Talkpool OY: temperature and humidity as two 12-bit numbers in three bytes, then what the model adds, big-endian.

A grouped report holds several measurements, the latest one first. On port 1 the newer models answer queries.
Source: user manuals of the OY1110 (1.0) and the OY1210 (1.0), and the vendor's published decoders.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.talkpool.commands import COMMANDS, SETTINGS

RAW_TEMPERATURE, RAW_HUMIDITY = concat(bits(16, 23), bits(4, 7)), concat(bits(8, 15), bits(0, 3))
CLIMATE = word(u24, temperature((RAW_TEMPERATURE - 800) / 10), humidity((RAW_HUMIDITY - 250) / 10))


ANSWERS: dict[int, Body] = {
    0x03: attribute(firmware_build=hexadecimal(6)),
    0x06: supply_voltage(u8 * 25 / 1000),
    0x0A: temperature((u16 - 5000) / 100, place="board"),
    0x20: attribute(status_bits=u8),
    **SETTINGS,
    0x34: attribute(co2_sensor_status=u32),
}
#: Port 1: 0x01 carries the value of an index, 0x02 refuses a command.
ANSWER = switch(
    u8, {0x01: message("answer", switch(u8, ANSWERS)), 0x02: message("refused", attribute(command=hexadecimal()))}
)

OY1100 = device(
    "talkpool/oy1100",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder: 12 bits each without offset, here with sign",
    f_port=1,
    uplink=history(
        word(
            u24,
            temperature(concat(bits(16, 23), bits(4, 7), signed=True) / 10),
            humidity(RAW_HUMIDITY / 10),
        ),
        newest="first",
    ),
    vectors=[
        vector("0E2216", temperature=22.5, humidity=55, source="the vendor's decoder, run"),
        vector(
            "121AD7 121A46 E919CE", temperature=30.1, humidity=42.3,
            records=[{"temperature": 29.2, "humidity": 42.2}, {"temperature": -35.6, "humidity": 41.4}],
            source="device repository",
        ),
    ],
)  # fmt: skip

OY1110 = device(
    "talkpool/oy1110",
    name="Temperature and humidity sensor",
    source="OY1110 user manual 1.0, 9.3 (measurement reports) and 9.6 (answers)",
    f_port=2,
    uplink=switch(
        f_port,
        {
            1: ANSWER,
            2: message("single", CLIMATE),
            3: message(
                "grouped",
                attribute(collection_interval=duration(in_units(u8, 60, 3600))),
                history(CLIMATE, time=received_at - index * V.collection_interval, newest="first"),
            ),
        },
    ),
    vectors=[
        vector("3E441D", f_port=2, message="single", temperature=19.3, humidity=85.1, source="manual, 9.3.5"),
        vector(
            "2E3CCD", f_port=2, message="single", temperature=-5.2, humidity=72.3, source="the vendor's decoder, run",
        ),
        vector(
            "0F 2E3CCD 3338D2 3931F5", f_port=3, message="grouped", temperature=-5.2, humidity=72.3,
            collection_interval=900,
            records=[{"temperature": 2.9, "humidity": 64.8}, {"temperature": 12.7, "humidity": 53.9}],
            source="manual, 9.3.6",
        ),
        vector("01 20 00", f_port=1, message="answer", status_bits=0, source="manual, 9.6.1"),
        vector("02 30", f_port=1, message="refused", command="30", source="OY1110 manual, 9.6"),
    ],
)  # fmt: skip

OY1200 = device(
    "talkpool/oy1200",
    name="CO2, temperature and humidity sensor",
    source="The vendor's published decoder",
    f_port=1,
    uplink=(
        reserved(2),
        attribute(co2_raw=co2(u16)),
        co2(u16),
        temperature(i16 / 100),
        humidity(u16 / 100),
        reserved(2),
    ),
    vectors=[
        vector(
            "0121 0191 0199 08AF 0A05 0000", f_port=1, co2_raw=401, co2=409, temperature=22.23, humidity=25.65,
            source="device repository",
        ),
        vector(
            "0121 019A 019F FE0C 177A 0000", co2_raw=410, co2=415, temperature=-5, humidity=60.1,
            source="computed, with a sign: the published decoder knows no temperature below zero",
        ),
    ],
)  # fmt: skip

OY1210 = device(
    "talkpool/oy1210",
    name="CO2, temperature and humidity sensor",
    source="OY1210 user manual 1.0, 9.3 (measurement reports) and 9.4 (queries)",
    f_port=2,
    uplink=switch(f_port, {1: ANSWER, 2: message("single", CLIMATE, co2(u16, invalid=0xFFFF))}),
    downlink=COMMANDS,
    vectors=[
        vector(
            "3E441D 021B",
            f_port=2,
            message="single",
            temperature=19.3,
            humidity=85.1,
            co2=539,
            source="manual, 9.3.3",
        ),
    ],
)

OY1700 = device(
    "talkpool/oy1700",
    name="Particulate matter, temperature and humidity sensor",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(f_port, {1: ANSWER, 2: message("single", CLIMATE, pm1(u16), pm2_5(u16), pm10(u16))}),
    vectors=[
        vector(
            "3D25AA 0000 0000 0002", f_port=2, message="single", temperature=18.6, humidity=35.2, pm1=0, pm2_5=0,
            pm10=2, source="device repository",
        ),
    ],
)  # fmt: skip
