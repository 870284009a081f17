"""MCF-LW12 and MCF-LWWS: a type, then two or three measurements with their times, the latest last, little-endian.

Source: the vendor's published decoders (environmental and weather sensors). The brand is Enginko or mcf88.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_DATE = word(
    u32le,
    time(
        calendar(
            year=bits(25, 31) + 2000, month=bits(21, 24), day=bits(16, 20),
            hour=bits(11, 15), minute=bits(5, 10), second=bits(0, 4) * 2,
        )
    ),
)  # fmt: skip
_CLIMATE: Body = (temperature(i16le / 100), humidity(u8 / 2), pressure(u24le / 100))
_DUST: Body = (pm1(u16le), pm2_5(u16le), pm10(u16le))
_BATTERY: Body = optional(remaining >= 1, battery(u8))


def _measured(*more: Body) -> Body:
    """Measurements to the end, and the battery where a byte is left."""
    return message("measured", history(_DATE, _CLIMATE, more, newest="last"), _BATTERY)


#: Davis units: thousandths of an inch of mercury, tenths of a degree Fahrenheit, miles per hour, tips of 0.2 mm.
_WEATHER: Body = (
    reserved(2),
    pressure(u16le * 33_863_887 / 1_000_000_000),
    temperature((i16le - 320) / 18),
    wind_speed(u8 * 44_704 / 100_000),
    wind_speed(u8 * 44_704 / 100_000, statistic="mean"),  # of the last ten minutes
    wind_direction(u16le),
    humidity(u8),
    rain_intensity(u16le / 5),
    uv_index(u8),
    solar_radiation(u16le),
    rain(u16le / 5, statistic="total"),  # since midnight
    optional(
        remaining >= 12,
        evapotranspiration(u16le * 254 / 10_000),
        tuple(soil_water_potential(0 - u8, channel=number) for number in range(1, 5)),
        tuple(attribute(leaf_wetness_level=u8, channel=number) for number in range(1, 5)),
        attribute(forecast_icons=u8, pressure_trend=i8),
    ),
)
_ERRORS = {0x05: "configuration", 0x07: "internal configuration", 0x7F: "not implemented", 0xCC: "communication"}
_MODBUS: Body = message(
    "modbus",
    attribute(frame=u8),
    switch(
        length, {6: (reserved(2), attribute(modbus_error=choice(u8, _ERRORS)))}, otherwise=attribute(data=hexadecimal())
    ),
)
#: The lower half of the byte after the type means nothing.
_KINDS: dict[int | range, Body] = {
    range(0x10, 0x20): _MODBUS,
    range(0x20, 0x30): switch(u8, {0: _WEATHER, 1: (_DATE, _DUST)}),
    range(0x30, 0x40): (expect(u8, 0), _DATE, _CLIMATE, _DUST, _BATTERY),
    range(0x40, 0x50): _MODBUS,
}

UPLINK = switch(
    u8,
    {
        0x01: message(
            "time_request",
            attribute(synchronization=hexadecimal(4), firmware_version=firmware_version(version(u8, u8, u8))),
            attribute(application=hexadecimal(2), more=hexadecimal()),
        ),
        0x04: _measured(),
        0x0B: switch(u8, _KINDS),
        0x0C: _measured(illuminance(u16le), tvoc(u16le)),
        0x0E: _measured(illuminance(u16le), tvoc(u16le), co2(i16le)),
        0x12: _measured(illuminance(u16le), tvoc(u24le)),
        0x13: _measured(illuminance(u16le), tvoc(u24le), co2(i16le)),
    },
)

CLIMATE = (temperature, humidity, pressure, battery)
DUST = (pm1, pm2_5, pm10)
DAVIS = (
    temperature, humidity, pressure, wind_speed, wind_direction, rain, rain_intensity, uv_index, solar_radiation,
    evapotranspiration, soil_water_potential,
)  # fmt: skip

TER = device(
    "enginko/mcf-lw12ter",
    name="Temperature, humidity and pressure sensor MCF-LW12TER",
    source="The vendor's published decoder of environmental sensors",
    f_port=2,
    uplink=UPLINK,
    measures=CLIMATE,
    also={"mcf88/mcf-lw12ter": "Temperature, humidity and pressure sensor MCF-LW12TER"}
    | {
        f"{brand}/{model}": variant(name, measures=measured)
        for brand in ("enginko", "mcf88")
        for model, name, measured in (
            ("mcf-lw12voc", "Indoor air sensor MCF-LW12VOC", (CLIMATE, illuminance, tvoc)),
            ("mcf-lw12co2", "Indoor air sensor MCF-LW12CO2", (CLIMATE, illuminance, tvoc, co2)),
            ("mcf-lw12co2e", "Indoor air sensor MCF-LW12CO2E", (CLIMATE, illuminance, tvoc, co2)),
            ("mcf-lw12terpm", "Outdoor climate and dust sensor MCF-LW12TERPM", (CLIMATE, DUST)),
            ("mcf-lw12terwp", "Outdoor climate and dust sensor MCF-LW12TERWP", (CLIMATE, DUST)),
            ("mcf-lwws00", "Weather station MCF-LWWS00", DAVIS),
            ("mcf-lwws01", "Weather station with dust MCF-LWWS01", (DAVIS, DUST, battery)),
            ("mcf-lwws02", "Weather station MCF-LWWS02", DAVIS),
            ("mcf-lwws03", "Weather station with dust MCF-LWWS03", (DAVIS, DUST, battery)),
            ("mcf-lw06davk", "Davis Vantage Pro2 weather station MCF-LW06DAVK", DAVIS),
            ("mcf-lw06davpk", "Davis Vantage Pro2 weather station with dust MCF-LW06DAVPK", (DAVIS, DUST, battery)),
        )
    },
    vectors=[
        vector(
            "04DC7E3721B40A47608801DD7E3721B10A43608801E07E3721B20A425D8801", f_port=2, message="measured",
            time=1474646100, temperature=27.38, humidity=33, pressure=1004.45,
            records=[
                {"time": 1474646096, "temperature": 27.4, "humidity": 35.5, "pressure": 1004.48},
                {"time": 1474646098, "temperature": 27.37, "humidity": 33.5, "pressure": 1004.48},
            ],
            source="the vendor's decoder, run",
        ),
        vector(
            "0CDC7E3721B40A47608801C8009600E07E3721B20A425D8801D200A0004D", message="measured", time=1474646100,
            temperature=27.38, humidity=33, pressure=1004.45, illuminance=210, tvoc=160, battery=77,
            records=[
                {
                    "time": 1474646096, "temperature": 27.4, "humidity": 35.5, "pressure": 1004.48,
                    "illuminance": 200, "tvoc": 150,
                },
            ],
            source="the vendor's decoder, run",
        ),
        vector(
            "0B200000009475180119146301582800007800C8003200323C465005060708033C", pressure=1019.3029987,
            temperature=-2.2222222222222223, wind_speed=11.176, wind_speed_mean=8.9408, wind_direction=355,
            humidity=88, rain_intensity=8, uv_index=0, solar_radiation=120, rain_total=40, evapotranspiration=1.27,
            soil_water_potential_1=-50, soil_water_potential_2=-60, soil_water_potential_3=-70,
            soil_water_potential_4=-80, leaf_wetness_level_1=5, leaf_wetness_level_2=6, leaf_wetness_level_3=7,
            leaf_wetness_level_4=8, forecast_icons=3, pressure_trend=60, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk(
            "0B200000009475D8FF19146301582800037800C800", f_port=2, keys="air.temperature",
            reason="the station sends tenths of a degree Fahrenheit with a sign, the decoder reads 3622.93 for -20",
        ),
    ],
)  # fmt: skip
