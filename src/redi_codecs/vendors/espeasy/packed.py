"""ESPEasy on LoRaWAN nodes (RN2483, RN2903): the number of the plugin, a header, and its values, little-endian.

A node sends what its owner has plugged in: the plugins that measure have their quantities, any other four numbers.
Source: the published decoder "packed" of the project. Values are 32 bits in ten-thousandths.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

VALUE = i32le / 10000
TEMPERATURE, HUMIDITY, PRESSURE = temperature(VALUE), humidity(VALUE), pressure(VALUE)


def more(*nodes: Body) -> Body:
    """A value that is sent only if the node is set to it."""
    return optional(remaining >= 4, *nodes)


SYSTEM = message(
    "system",
    uptime(u24le * 60),
    attribute(free_heap=u24le),
    rssi(i8),
    supply_voltage((u8 * 100 - 4183) / 4183),
    attribute(load=percentage(u8 * 100 / 256), ip_address=hexadecimal(4), web_port=u24le, free_stack=u16le),
)
POSITION = message(
    "position",
    latitude(i24le / 46600),
    longitude(i24le / 46600),
    altitude((i16le - 4000) / 4),
    speed(u16le / 100),
    hdop(u8 / 10),
    snr(u8, statistic="max"),
    satellites(u8),
    optional(remaining >= 3, distance_travelled(u24le * 10, statistic="total")),
    optional(remaining >= 3, attribute(distance_to_reference=u24le / 10)),
)
PLUGINS: dict[Any, Body] = {
    26: SYSTEM,
    82: POSITION,
    (24, 39, 69): TEMPERATURE,
    (5, 14, 31, 34, 51, 68, 72): (TEMPERATURE, more(HUMIDITY)),
    (6, 30, 32): (TEMPERATURE, more(PRESSURE)),
    28: (TEMPERATURE, more(HUMIDITY), more(PRESSURE)),
    106: (TEMPERATURE, more(HUMIDITY), more(PRESSURE), more(gas_resistance(i32le / 10))),
    4: repeat(temperature(VALUE, place="probe", channel=index + 1)),
    10: illuminance(VALUE),
    13: distance(i32le / 1000),
    110: distance(VALUE),
    49: (co2(VALUE), more(TEMPERATURE), more(attribute(mhz19_u=VALUE))),
    52: (co2(VALUE), more(TEMPERATURE)),
    53: (pm1(VALUE), more(pm2_5(VALUE)), more(pm10(VALUE))),
    56: (pm2_5(VALUE), more(pm10(VALUE))),
    (83, 90): (tvoc(VALUE), more(co2(VALUE))),
    27: (voltage(VALUE), more(current(VALUE)), more(power(VALUE))),
    76: (voltage(VALUE), more(current(VALUE)), more(power(VALUE)), more(power_factor(VALUE))),
    77: (voltage(VALUE), more(power(VALUE)), more(current(VALUE)), more(attribute(pulses=VALUE))),
    102: (
        voltage(i16le / 10),
        current(i32le / 1000),
        power(i32le / 10),
        energy(i32le / 10000),
        power_factor(u16le / 100),
        frequency(u8 / 10 + 40),
    ),
    (85, 108): repeat(attribute(unit=u8, channel=index + 1), number(VALUE, channel=index + 1)),
}

NODE = device(
    "espeasy/espeasy-rn2483-node-class-a-otaa",
    name="Node of one's own with ESPEasy and RN2483, OTAA",
    source="The project's published decoder for the payload type packed",
    f_port=1,
    uplink=switch(f_port, {1: (
        attribute(plugin=u8, task=u16le, sample_set=u8, value_count=u8),
        switch(V.plugin, PLUGINS, otherwise=repeat(number(VALUE, channel=index + 1))),
    )}),
    also={
        "espeasy/espeasy-rn2483-node-class-a-abp": "Node of one's own with ESPEasy and RN2483, ABP",
        "espeasy/espeasy-rn2903-node-class-a-otaa": "Node of one's own with ESPEasy and RN2903, OTAA",
        "espeasy/espeasy-rn2903-node-class-a-abp": "Node of one's own with ESPEasy and RN2903, ABP",
    },
    vectors=[
        vector(
            "1A0000DA0B820B00382C00D40051C0A80A823B4800000B", f_port=1, message="system", rssi=-44,
            supply_voltage=(-1.0, 'implausible'), plugin=26, task=0, sample_set=218, value_count=11, uptime=176760,
            free_heap=11320, load=(31.640625, '%'), ip_address="c0a80a82", web_port=18491, free_stack=2816,
            source="the vendor's decoder, run",
        ),
        vector(
            "340000DA0100915000", co2=528, plugin=52, task=0, sample_set=218, value_count=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "340000050270D75D0028110300", co2=615, temperature=20.1, plugin=52, task=0, sample_set=5, value_count=2,
            source="the vendor's decoder, run",
        ),
        vector(
            "310000050300127A00E86E030030750000", co2=800, temperature=22.5, plugin=49, task=0, sample_set=5,
            value_count=3, mhz19_u=3, source="the vendor's decoder, run",
        ),
        vector(
            "350000050350C30000C0D40100400D0300", pm1=5, pm2_5=12, pm10=20, plugin=53, task=0, sample_set=5,
            value_count=3, source="the vendor's decoder, run",
        ),
        vector(
            "380000050280380100F0490200", pm2_5=8, pm10=15, plugin=56, task=0, sample_set=5, value_count=2,
            source="the vendor's decoder, run",
        ),
        vector(
            "1C0000050308400300406C0800209A9A00", temperature=21.3, humidity=55.2, pressure=1013.2, plugin=28, task=0,
            sample_set=5, value_count=3, source="the vendor's decoder, run",
        ),
        vector(
            "440000050270050300706A0700", temperature=19.8, humidity=48.6, plugin=68, task=0, sample_set=5,
            value_count=2, source="the vendor's decoder, run",
        ),
        vector(
            "5A00000502D0121300A02E6300", tvoc=125, co2=650, plugin=90, task=0, sample_set=5, value_count=2,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
