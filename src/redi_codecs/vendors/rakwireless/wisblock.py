"""RAKwireless: WisBlock and WisNode Sensor Hub with Cayenne LPP and types of their own, and WisBlock Kit 1.

Source: RAKwireless Standardized Payload (the types with their units) and the vendor's published decoders; Kit 1 as
its example program sends it.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.cayenne.lpp import CHANNEL, LPP

_TYPES: dict[int, Body] = {
    0x10: soil_nitrogen(u16),
    0x11: soil_phosphorus(u16),
    0x12: soil_potassium(u16),
    0x13: salinity(u16 / 1000),
    0x14: dissolved_oxygen(u16 / 100),
    0x15: oxidation_reduction_potential(i16 / 10),
    0x16: attribute(chemical_oxygen_demand=u16),  # mg/L
    0x17: turbidity(u16),
    0x18: attribute(nitrate=u16 / 10),  # ppm
    0x19: attribute(ammonium=u16 / 100),  # ppm
    0x1A: attribute(biochemical_oxygen_demand=u16),  # mg/L
    0x1B: acceleration_x(i16 / 1000),
    0x1C: acceleration_y(i16 / 1000),
    0x1D: acceleration_z(i16 / 1000),
    0x69: air_quality_index(u16),
    0x70: humidity(u16 / 10),
    0x74: battery_voltage(u16 / 100),
    0x75: current(u16 / 1000),
    0x77: rain_intensity(u32),
    0x7D: co2(u16),
    0x7E: serial_number(hexadecimal(3)),
    0x7F: conductivity(u32),
    0x84: heading(u16),
    0x89: (latitude(i32 / 1_000_000), longitude(i32 / 1_000_000), altitude(i24 / 100)),
    0x8A: tvoc_index(u16),
    0x90: wind_speed(u16 / 100),
    0x91: lightning_count(u16),
    0x98: battery(u8),
    0x99: current(i16 / 100),
    0x9A: voltage(u16 / 100),
    0x9C: soil_moisture(u16 / 10),
    0x9E: wind_speed(u16 / 100),
    0x9F: wind_direction(u16),
    0xA1: ph(u16 / 100),
    0xA2: ph(u16 / 10),
    0xA3: solar_radiation(u16),
    0xB8: battery(u8),
    0xB9: battery_current(i16 * 10),
    0xBA: battery_voltage(u16 / 100),
    0xBB: supply_voltage(u32 / 100),
    0xBC: soil_moisture(u16 / 10),
    0xBE: wind_speed(u16 / 100),
    0xBF: wind_direction(u16),
    0xC0: soil_ec(u16 / 1000),
    0xC1: soil_ph(u16 / 100),
    0xC2: soil_ph(u16 / 10),
    0xC3: solar_radiation(u16),
    0xCB: light_level(u8),
    0xE3: pm10(u16),
    0xE4: pm2_5(u16),
    0xE5: angle(i16 / 10),
    0xE9: sound_level(u16 / 10),
    0xF3: attribute(raw_2_bytes=hexadecimal(2)),
    0xF4: attribute(raw_4_bytes=hexadecimal(4)),
    0xF5: attribute(float_value=number(f32)),
    0xF6: attribute(integer_value=number(i32)),
    0xF7: attribute(unsigned_value=number(u32)),
}
_OWN: dict[Any, Body] = {(any_channel, type): body for type, body in _TYPES.items()}
#: The finer types go first, as encoding takes the first one of a kind.
_STANDARDIZED = tags(CHANNEL, _OWN | LPP | _OWN)
_SOURCE = "RAKwireless Standardized Payload, types; the vendor's published decoder"
_ROOM = (temperature, humidity, pressure, battery_voltage)

RAK2560 = device(
    "rakwireless/rak2560",
    name="WisNode Sensor Hub RAK2560",
    source=_SOURCE,
    f_port=1,
    uplink=_STANDARDIZED,
    measures=(
        _ROOM, soil_moisture, soil_ec, soil_ph, wind_speed, wind_direction, rain_intensity, occupancy, illuminance,
        latitude, longitude, altitude,
    ),
    also={
        "rakwireless/wisblock": variant(
            "Devices built of WisBlock, standardized payload", measures=(_ROOM, co2, tvoc_index, illuminance)
        ),
        "rakwireless/wisblock-api-v2": variant(
            "Devices built of WisBlock with WisBlock-API-V2", measures=(occupancy, battery_voltage)
        ),
        "rakwireless/wisblock-kit4": variant(
            "WisBlock Kit 4, indoor air quality", measures=(_ROOM, tvoc_index, co2, illuminance)
        ),
        "rakwireless/rak10702": variant(
            "WisBlock indoor comfort node RAK10702",
            measures=(_ROOM, co2, tvoc_index, illuminance, occupancy, pm10, pm2_5),
        ),
    },
    vectors=[
        vector(
            "016700EB 026878 03732794 046601 0565015E 0674016D", f_port=1, temperature_1=23.5, humidity_2=60,
            pressure_3=1013.2, occupancy_4=True, illuminance_5=350, battery_voltage_6=3.65,
            source="the vendor's decoder, run",
        ),
        vector(
            "01BC01C2 02C005DC 03C102BC 04BE015E 05BF00B4", soil_moisture_1=45, soil_ec_2=1.5, soil_ph_3=7,
            wind_speed_4=3.5, wind_direction_5=180, source="the vendor's decoder, run",
        ),
        vector(
            "018902625A00 F9BDD3C0 0249F0", latitude_1=40, longitude_1=-105, altitude_1=1500,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_KIT1 = message(
    "weather", expect(u8, 1), temperature(i16 / 100), humidity(u16 / 100), pressure(u32 / 100), gas_resistance(u32),
    optional(remaining >= 6, acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
)  # fmt: skip

KIT1 = device(
    "rakwireless/wisblock-kit1",
    name="WisBlock Kit 1, weather monitoring",
    source="WisBlock Kit 1, weather monitoring example; RAKwireless Standardized Payload",
    f_port=2,
    # A channel 1 whose type is no type of LPP is the head of the example program's own 13 or 19 bytes.
    uplink=switch(length, {
        (13, 19): switch(peek(1, u8), {(range(4, 16), range(0xF8, 0x100)): _KIT1}, otherwise=_STANDARDIZED),
    }, otherwise=_STANDARDIZED),
    measures=(
        temperature, humidity, pressure, gas_resistance, acceleration_x, acceleration_y, acceleration_z, illuminance,
    ),
    vectors=[
        vector(
            "01 09CE 104D 00018A51 0000F848", f_port=2, message="weather", temperature=25.1, humidity=41.73,
            pressure=1009.45, gas_resistance=63560, source="WisBlock Kit 1, weather monitoring example",
        ),
        vector("0167 0032 0168 14", temperature_1=5, humidity_1=10, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
