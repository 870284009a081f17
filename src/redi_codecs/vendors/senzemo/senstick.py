"""Senzemo Senstick and Senspuck: a fixed layout, big-endian; on other ports the settings.

Source: the vendor's published decoders and protocol manuals (SMC30, SPU20, SSM30, SSM40). Of TVOC they give no unit.
The soil probe is told in millivolts; 44 are dry and 2876 wet, as the manuals have it.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

STATUS = status_code(u8)
CLIMATE = (temperature(i16 / 100), humidity(u16 / 100), pressure(u16 / 10))
BATTERY = battery_voltage((u8 + 100) / 100)
SOIL = (
    attribute(probe_voltage=voltage(u16 / 1000)),
    soil_moisture(derived((V.probe_voltage * 1000 - 44) * 100 / 2832)),
)
IDENTITY = (attribute(family=u8, product=u8), hardware_version(version(u8)), firmware_version(version(u8)))
SETTINGS = message(
    "settings",
    STATUS,
    attribute(send_period=u8, movement_threshold=u8, confirmed=u8 != 0),
    word(u8, attribute(data_rate_number=bits(0, 6), adr_enabled=bit(7))),
    IDENTITY,
)

SMC30 = device(
    "senzemo/smc30",
    name="Microclimate sensor Senstick SMC30",
    source="The vendor's published decoder (SMC30, hardware 3.0, firmware 2.x)",
    f_port=2,
    uplink=switch(f_port, {(1, 2): (STATUS, CLIMATE, BATTERY)}, otherwise=SETTINGS),
    measures=(temperature, humidity, pressure, battery_voltage),
    vectors=[
        vector(
            "00 086B 12D4 2794 E6", f_port=2, temperature=21.55, humidity=48.2, pressure=1013.2, battery_voltage=3.3,
            source="the vendor's decoder, run",
        ),
        vector(
            "01 FDE1 A51C A6FC 2D", f_port=1, temperature=-5.43, humidity=(422.68, "implausible"),
            pressure=(4274.8, "implausible"), battery_voltage=1.45, source="the vendor's decoder, run",
        ),
        vector(
            "00 1E 05 01 02 07 0B 1E 15", f_port=3, message="settings", send_period=30, movement_threshold=5,
            confirmed=True, data_rate_number=2, family=7, product=11, hardware_version="30", firmware_version="21",
            source="the vendor's decoder, run: it divides the versions by ten",
        ),
    ],
)  # fmt: skip

SPU20 = device(
    "senzemo/spu20",
    name="Air quality sensor Senspuck Pure SPU20 with solar cell",
    source="The vendor's published decoder (SPU20, hardware 2.0, firmware 1.0)",
    f_port=1,
    uplink=switch(length, {
        15: (STATUS, CLIMATE, tvoc_index(u16 / 100), co2(u16), battery_voltage(u16 / 1000), reserved(2)),
        10: message(
            "settings",
            STATUS,
            attribute(confirmed=u8 != 0, data_rate_number=u8, options=u8, light_threshold=u8 * 10, light_intensity=u8),
            IDENTITY,
        ),
    }),
    measures=(temperature, humidity, pressure, tvoc_index, co2, battery_voltage),
    also={"senzemo/spu20b": "Air quality sensor Senspuck Pure SPU20B with battery"},
    vectors=[
        vector(
            "01 0929 1394 2794 0627 034A 0CE4 0000", f_port=1, temperature=23.45, humidity=50.12, pressure=1013.2,
            tvoc_index=15.75, co2=842, battery_voltage=3.3, source="the vendor's decoder, run",
        ),
        vector(
            "02 FE00 8BB8 A51C 8320 819C 8C8A 0000", temperature=-5.12, humidity=(357.68, "implausible"),
            pressure=(4226.8, "implausible"), tvoc_index=335.68, co2=33180, battery_voltage=35.978,
            source="the vendor's decoder, run",
        ),
        vector(
            "00 01 02 03 04 05 06 07 14 0A", message="settings", confirmed=True, data_rate_number=2, options=3,
            light_threshold=40, light_intensity=5, family=6, product=7, hardware_version="20", firmware_version="10",
            source="the vendor's decoder, run: it divides the versions by ten",
        ),
    ],
)  # fmt: skip

SSM30 = device(
    "senzemo/ssm30",
    name="Soil moisture sensor Senstick SSM30 with microclimate",
    source="The vendor's published decoder (SSM30, hardware 3.0, firmware 1.0)",
    f_port=2,
    uplink=switch(f_port, {(1, 2): (STATUS, CLIMATE, BATTERY, SOIL)}, otherwise=SETTINGS),
    measures=(temperature, humidity, pressure, battery_voltage, soil_moisture),
    vectors=[
        vector(
            "00 086B 12D4 2794 E6 05B4", f_port=2, temperature=21.55, humidity=48.2, pressure=1013.2,
            battery_voltage=3.3, soil_moisture=50, source="computed from the manual's 44 and 2876 mV",
        ),
        vector(
            "00" * 9, f_port=3, message="settings", send_period=0, movement_threshold=0, confirmed=False, family=0,
            product=0, data_rate_number=0, adr_enabled=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

SSM40 = device(
    "senzemo/ssm40",
    name="Soil moisture sensor Senstick SSM40",
    source="The vendor's published decoder (SSM40, hardware 4.0, firmware 1.0)",
    f_port=2,
    uplink=switch(f_port, {
        1: message("alarm", STATUS),
        2: (optional(length == 5, STATUS), battery_voltage(u16 / 1000), SOIL),
        3: SETTINGS,
        4: message("debug_firmware"),
    }),
    measures=(battery_voltage, soil_moisture),
    vectors=[
        vector(
            "00 0BB8 05B4", f_port=2, battery_voltage=3, soil_moisture=50, probe_voltage=(1.46, "V"),
            source="computed from the manual",
        ),
        vector("8BB8 05B4", f_port=2, battery_voltage=35.768, soil_moisture=50,
               source="computed from the manual"),
        vector("0BB8 85B4", f_port=2, battery_voltage=3, soil_moisture=(1207.0621468926554, "implausible"),
               source="computed from the manual"),
        vector("02", f_port=1, message="alarm", status_code=2, source="the vendor's decoder, run"),
        vector("", f_port=4, message="debug_firmware", source="the vendor's decoder, run"),
        vector(
            "00 1E 05 01 82 07 0B 1E 15", f_port=3, message="settings", send_period=30, movement_threshold=5,
            confirmed=True, data_rate_number=2, adr_enabled=True, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
