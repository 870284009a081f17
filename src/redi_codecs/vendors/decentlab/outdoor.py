"""DL-ATM41, DL-GMM: weather stations, greenhouses.

Source: the models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, sensors

SIGNED = u16 - 32768

_WEATHER = (
    lightning_count(SIGNED),
    lightning_distance(SIGNED),
    wind_speed(SIGNED / 100),
    wind_direction(SIGNED / 10),
    wind_speed(SIGNED / 100, statistic="max"),
    temperature(SIGNED / 10),
    vapor_pressure(SIGNED / 100),
    pressure(SIGNED / 100 * 10),  # kPa
    humidity(SIGNED / 10),
    temperature(SIGNED / 10, place="board"),
    tilt_x(SIGNED / 10),
    tilt_y(SIGNED / 10),
)

ATM41 = device(
    "decentlab/dl-atm41",
    name="Weather station",
    source="DL-ATM41 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            solar_radiation(SIGNED),
            rain(SIGNED / 1000, statistic="delta"),
            *_WEATHER,
            heading(SIGNED),
            wind_speed_north(SIGNED / 100),
            wind_speed_east(SIGNED / 100),
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "02 035A 0003 800A 8000 8000 8000 8009 812B 8014 8108 80B4 A57C 820C 8109 8002 7FE8 8056 8008 8004 0BF5",
            device_id=858, solar_radiation=10, rain_delta=0, lightning_count=0, lightning_distance=0, wind_speed=0.09,
            wind_direction=29.9, wind_speed_max=0.2, temperature=26.4, vapor_pressure=1.8, pressure=959.6,
            humidity=52.4, temperature_board=26.5, tilt_x=0.2, tilt_y=-2.4, heading=86, wind_speed_north=0.08,
            wind_speed_east=0.04, battery_voltage=3.061, source="vendor's example",
        ),
    ],
    quirks=[
        quirk(
            "02035A0003800A8000800080008009812B8014810880B4A57C820C810980027FE88056800880040BF5", f_port=1,
            keys="rain.cumulative", reason="word 1 is the precipitation since the reading before, not a running total",
        ),
    ],
)  # fmt: skip

ATM41G2 = device(
    "decentlab/dl-atm41g2",
    name="Weather station, second generation",
    source="DL-ATM41G2 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            solar_radiation(SIGNED / 10),
            rain(u16 / 1000, statistic="delta"),
            *_WEATHER,
            conductivity(SIGNED),
            rain(u32ws / 1000, statistic="total"),
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "02 5EF8 0003 805C 0000 8000 8000 8034 84B3 8036 80E7 8086 A601 81D6 80ED 81C9 809F 8000 1170 0001 0ADC",
            device_id=24312, solar_radiation=9.2, rain_delta=0, lightning_count=0, lightning_distance=0,
            wind_speed=0.52, wind_direction=120.3, wind_speed_max=0.54, temperature=23.1, vapor_pressure=1.34,
            pressure=972.9, humidity=47, temperature_board=23.7, tilt_x=45.7, tilt_y=15.9, conductivity=0,
            rain_total=70, battery_voltage=2.78, source="vendor's example",
        ),
    ],
    quirks=[
        quirk(
            "025EF80003805C000080008000803484B3803680E78086A60181D680ED81C9809F8000117000010ADC", f_port=1,
            keys="rain.intensity",
            reason="word 1 is the precipitation since the reading before in mm, not an intensity in mm/h",
        ),
    ],
)  # fmt: skip

GMM = device(
    "decentlab/dl-gmm",
    name="Greenhouse multi-monitor",
    source="DL-GMM data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            par(SIGNED / 10),
            temperature(SIGNED / 100),
            humidity(SIGNED / 10),
            co2(SIGNED),
            pressure(SIGNED / 100 * 10),  # kPa
            vapor_pressure_deficit(SIGNED / 100),
            dew_point(SIGNED / 100),
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "02 532B 0003 8726 8920 8114 8297 A573 80CF 8170 0BBC", device_id=21291, par=183, temperature=23.36,
            humidity=27.6, co2=663, pressure=958.7, vapor_pressure_deficit=2.07, dew_point=3.68, battery_voltage=3.004,
            source="vendor's example",
        ),
    ],
)  # fmt: skip
