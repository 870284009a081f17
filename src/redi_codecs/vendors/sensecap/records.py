"""SenseCAP sensors of the first generation: 7-byte records (channel, number, value) and a CRC-16 at the end.

Numbers from 0x1001 on are measurements in thousandths, those below say what the node is; all is little-endian. Source:
SenseCAP LoRaWAN sensor user guide (packet parsing, list of measurement IDs) and SenseCAP's decoder with its samples.
"""

from datetime import UTC, datetime
from typing import Any, Final

from redi_codecs.kinds import *
from redi_codecs.layout import *

#: The node itself reports on channel 0, its sensor on channel 1.
ANY = (0, 1)
SENSOR = (1, 0)

SYSTEM: Final[dict[Any, Body]] = {
    (ANY, 0x0000): word(
        u32le, hardware_version(version(bits(24, 31), bits(16, 23))), firmware_version(version(bits(8, 15), bits(0, 7)))
    ),
    (SENSOR, 0x0001): word(
        u32le,
        attribute(sensor_hardware_version=version(bits(24, 31), bits(16, 23))),
        attribute(sensor_firmware_version=version(bits(8, 15), bits(0, 7))),
    ),
    (SENSOR, 0x0002): attribute(sensor_eui_low=identifier(u32le)),
    (SENSOR, 0x0003): attribute(sensor_eui_high=identifier(u32le)),
    (SENSOR, 0x0004): manufacturing_date(calendar(day=u8, month=u8, year=u8, century=u8)),
    (SENSOR, 0x0005): reserved(4),
    (SENSOR, 0x0006): reserved(4),
    (ANY, 0x0007): (battery(u16le), report_interval(u16le * 60)),
    (SENSOR, 0x0120): attribute(sensor_removed=u32le == 0),
}
AIR: Final[dict[Any, Body]] = {
    (SENSOR, 0x1001): temperature(i32le / 1000),
    (SENSOR, 0x1002): humidity(i32le / 1000),
    (SENSOR, 0x1003): illuminance(i32le / 1000),
    (SENSOR, 0x1004): co2(i32le / 1000),
    (SENSOR, 0x1005): pressure(i32le / 100_000),
    (SENSOR, 0x1067): illuminance(i32le / 1000),
}
SOIL: Final[dict[Any, Body]] = {
    (SENSOR, 0x1006): temperature(i32le / 1000, place="soil"),
    (SENSOR, 0x1007): soil_moisture(i32le / 1000),
    (SENSOR, 0x100C): soil_ec(i32le / 1000),
    (SENSOR, 0x100E): soil_moisture(i32le / 1000),
    (SENSOR, 0x100F): soil_ec(i32le / 1000),
    (SENSOR, 0x1010): temperature(i32le / 1000, place="soil"),
}
SOURCE = "SenseCAP LoRaWAN sensor user guide, packet parsing"
RUN = "the vendor's decoder, run"
DESCRIPTION = [
    vector(
        "00 0000 01010001 00 0700 6400 3C00 01 2001 00000000 2890", f_port=2, hardware_version="1.0",
        firmware_version="1.1", battery=100, report_interval=3600, sensor_removed=True,
        source="SenseCAP decoder, sample 1",
    ),
    vector(
        "01 0100 01010001 01 0200 6A010015 01 0300 30F1F72C 01 0400 09 0C 1314 01 0500 7F4D0000 01 0600 00000000 4CBE",
        sensor_hardware_version="1.0", sensor_firmware_version="1.1", sensor_eui_low=0x1500016A,
        sensor_eui_high=0x2CF7F130, manufacturing_date=datetime(2019, 12, 9, tzinfo=UTC),
        source="SenseCAP decoder, sample 3",
    ),
]  # fmt: skip
#: The node takes it after its next uplink, and answers with the number of the command.
COMMANDS = {
    "report_interval": command(
        2,
        checksum(
            CRC16_KERMIT, u16le, expect(u24, 0x008900), attribute(command_number=u16le, default=0),
            report_interval(u16le * 60),
        ),
        examples=[
            example(
                "008900 0000 0A00 A1DD", f_port=2, report_interval=600, command_number=0,
                source="computed from the S210X user guide, 10.1 (set the data uplink interval)",
            ),
            example(
                "008900 1122 3C00 4A56", report_interval=3600, command_number=0x2211,
                source="computed from the S210X user guide, 10.1",
            ),
        ],
    ),
}  # fmt: skip

AIR_TH = device(
    "sensecap/sensecap-air-th",
    name="Air temperature and humidity sensor",
    source=SOURCE,
    f_port=2,
    downlink=COMMANDS,
    uplink=checksum(CRC16_KERMIT, u16le, tags((u8, u16le), SYSTEM | AIR)),
    measures=(battery, temperature, humidity),
    also={
        "sensecap/sensecap-co2": variant("CO2 sensor", measures=(battery, co2)),
        "sensecap/sensecap-light": variant("Light intensity sensor", measures=(battery, illuminance)),
        "sensecap/sensecap-pressure": variant("Barometric pressure sensor", measures=(battery, pressure)),
        "sensecap/sensecaps2101-temp-humid": "S2101 air temperature and humidity sensor",
        "sensecap/sensecaps2102-light": variant("S2102 light intensity sensor", measures=(battery, illuminance)),
        "sensecap/sensecaps2103-co2-temp-humid": variant(
            "S2103 CO2, temperature and humidity sensor", measures=(battery, temperature, humidity, co2)
        ),
    },
    vectors=[
        *DESCRIPTION,
        vector("01 0110 98530000 01 0210 A87A0000 AF51", temperature=21.4, humidity=31.4,
               source="SenseCAP decoder, sample 2"),
        vector(
            "01 0110 7EEBFFFF 01 0210 04550100 00 0700 5F00 3C00 9C25", temperature=-5.25, humidity=87.3, battery=95,
            report_interval=3600, source=RUN,
        ),
        vector("01 0410 00350C00 8A2D", co2=800, source=RUN),
    ],
)  # fmt: skip

SOIL_TH = device(
    "sensecap/sensecap-soil-th",
    name="Soil moisture and temperature sensor",
    source=SOURCE,
    f_port=2,
    downlink=COMMANDS,
    uplink=checksum(CRC16_KERMIT, u16le, tags((u8, u16le), SYSTEM | AIR | SOIL)),
    measures=(battery, temperature, soil_moisture),
    also={
        "sensecap/sensecaps2104-soil-moisture-temp": "S2104 soil moisture and temperature sensor",
        "sensecap/sensecaps2105-soll-moisture-temp-ec": variant(
            "S2105 soil moisture, temperature and conductivity sensor",
            measures=(battery, temperature, soil_moisture, soil_ec),
        ),
    },
    vectors=[
        *DESCRIPTION,
        vector("01 0610 245E0000 01 0710 BCB10000 A3D9", temperature_soil=24.1, soil_moisture=45.5,
               source="S2104 user guide, 9.3.3 example"),
        vector("01 0610 5C5D0000 01 0710 48A30000 01 0C10 B4000000 1822", temperature_soil=23.9, soil_moisture=41.8,
               soil_ec=0.18, source="S2105 user guide, 9.3.4 example, moisture and checksum computed"),
    ],
)  # fmt: skip
