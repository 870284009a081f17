"""DL-SHT35, DL-IAM, DL-LP8P, DL-RHC: temperature and humidity, and what a room's air holds.

Source: the models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BAROMETER, BATTERY, SHT21, SHT35, sensors

SHT35_001 = device(
    "decentlab/dl-sht35-001",
    name="Air temperature and humidity sensor with radiation shield",
    source="DL-SHT35-001 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: SHT35, 1: BATTERY}),
    also={"decentlab/dl-sht35-002": "Air temperature and humidity sensor"},
    vectors=[
        vector(
            "02 030E 0003 64A0 79B1 0C60", f_port=1, device_id=782, temperature=23.78767071030747,
            humidity=47.536430914778364, battery_voltage=3.168, source="vendor's example",
        ),
        vector("02 030E 0002 0C60", device_id=782, battery_voltage=3.168, source="vendor's example"),
    ],
)  # fmt: skip

IAM = device(
    "decentlab/dl-iam",
    name="Indoor ambiance monitor with CO₂, TVOC and motion sensor",
    source="DL-IAM data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: BATTERY,
        1: SHT35,
        2: BAROMETER,
        3: (
            light_visible_infrared(u16),
            light_infrared(u16),
            illuminance(derived(greatest(
                V.light_visible_infrared * 100 - V.light_infrared * 164,
                V.light_visible_infrared * 59 - V.light_infrared * 86,
                0,
            ) * 15504 / 1000000)),
        ),
        4: (co2(u16 - 32768), attribute(co2_sensor_status=u16, raw_ir_reading=u16)),
        5: motion_count(u16),
        6: tvoc(u16),
    }),
    vectors=[
        vector(
            "02 0BBD 007F 0B92 6A51 5D48 BC4E 0262 0069 81C7 0000 93D4 000B 0111", device_id=3005,
            battery_voltage=2.962, temperature=27.67833981841764, humidity=36.438544289311054, pressure=964.12,
            light_visible_infrared=610, light_infrared=105, illuminance=678.76512, co2=455, co2_sensor_status=0,
            raw_ir_reading=37844, motion_count=11, tvoc=273, source="vendor's example",
        ),
        vector(
            "02 0BBD 006F 0B92 6A51 5D48 BC4E 0262 0069 000B 0111", device_id=3005, battery_voltage=2.962,
            temperature=27.67833981841764, humidity=36.438544289311054, pressure=964.12, light_visible_infrared=610,
            light_infrared=105, illuminance=678.76512, motion_count=11, tvoc=273, source="vendor's example",
        ),
        vector("02 0BBD 0001 0B92", device_id=3005, battery_voltage=2.962, source="vendor's example"),
    ],
)  # fmt: skip

LP8P = device(
    "decentlab/dl-lp8p",
    name="CO₂, temperature, humidity and barometric pressure sensor",
    source="DL-LP8P data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: SHT21,
        1: (temperature((u16 - 5000) / 100, place="board", channel=1), BAROMETER),
        2: (
            co2(u16 - 32768),
            co2(u16 - 32768, statistic="mean"),
            temperature((u16 - 32768) / 100, place="board", channel=2),
            capacitor_voltage(u16 / 1000, channel=1),
            capacitor_voltage(u16 / 1000, channel=2),
            attribute(co2_sensor_status=u16, raw_ir_reading=u16, raw_ir_reading_filtered=u16),
        ),
        3: BATTERY,
    }),
    vectors=[
        vector(
            "02 0578 000F 67BD 618D 1CED BD10 81D9 81F4 895B 0BD8 0BB5 0000 9598 9539 0C25", device_id=1400,
            temperature=24.35660461425781, humidity=41.63221740722656, temperature_board_1=24.05, pressure=968, co2=473,
            co2_mean=500, temperature_board_2=23.95, capacitor_voltage_1=3.032, capacitor_voltage_2=2.997,
            co2_sensor_status=0, raw_ir_reading=38296, raw_ir_reading_filtered=38201, battery_voltage=3.109,
            source="vendor's example",
        ),
        vector(
            "02 0578 000B 67BD 618D 1CED BD10 0C25", device_id=1400, temperature=24.35660461425781,
            humidity=41.63221740722656, temperature_board_1=24.05, pressure=968, battery_voltage=3.109,
            source="vendor's example",
        ),
        vector("02 0578 0008 0C25", device_id=1400, battery_voltage=3.109, source="vendor's example"),
    ],
)  # fmt: skip

RHC = device(
    "decentlab/dl-rhc",
    name="Air temperature and humidity sensor for high accuracy",
    source="DL-RHC data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (attribute(sensor_id=identifier(u32ws)), humidity(u16 / 100), temperature((u16 - 32768) / 100)),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "02 02E0 0003 A9FD 0134 1CA2 85F3 0C60", device_id=736, sensor_id=20228605, humidity=73.3,
            temperature=15.23, battery_voltage=3.168, source="vendor's example",
        ),
    ],
)  # fmt: skip
