"""Air quality sensors: LAQ4 (CO2 and TVOC), AQS01-L (CO2) and AQS02-L (CO), with temperature and humidity; big-endian.

Source: user manuals (uplink payload) and the vendor's published decoders (dragino-end-node-decoder: AQS01-L 1.3).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import BATTERY, status_frame

_TEMPERATURE = temperature(i16 / 10)
_HUMIDITY = humidity(u16 / 10)
_NEWER = temperature(i16 / 100)


def _mode(number: int, lowest: Body) -> Body:
    return word(u8, lowest, reserved(bit(1)), expect(bits(2, 6), number), reserved(bit(7)))


LAQ4 = device(
    "dragino/laq4",
    name="Air quality sensor: CO2, TVOC, temperature and humidity",
    source="LAQ4 user manual, 2.3 (uplink payload); the vendor's published decoder",
    f_port=2,
    uplink=switch(f_port, {2: switch(peek(2, u8).bits(2, 6), {
        1: message("measurement", BATTERY, _mode(1, alarm(bit(0))), tvoc(u16), co2(u16), _TEMPERATURE, _HUMIDITY),
        31: message(
            "alarm_limits", BATTERY, _mode(31, reserved(bit(0))),
            attribute(temperature_min=temperature(i8), temperature_max=temperature(i8)),
            attribute(humidity_min=humidity(u8), humidity_max=humidity(u8)),
            attribute(co2_min=co2(u16), co2_max=co2(u16)),
        ),
    })}),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0D07 05 0012 020B 00FB 01B3", f_port=2, message="measurement", battery_voltage=3.335, alarm=True,
            tvoc=18, co2=523, temperature=25.1, humidity=43.5, source="device repository",
        ),
    ],
)  # fmt: skip


def _measured(newer: bool, gas: Body, flags: Body) -> Body:
    """Temperature is in hundredths where a bit after it names the newer sensor, else in tenths."""
    return message(
        "measurement_sht4x" if newer else "measurement", BATTERY, _NEWER if newer else _TEMPERATURE, _HUMIDITY,
        pressure(u16 / 10), gas,
        word(
            u8, flags, attribute(high_temperature_alarm=bit(2), low_temperature_alarm=bit(3)),
            expect(bit(4), int(newer)), reserved(bits(5, 7)),
        ),
    )  # fmt: skip


def _logged(newer: bool, gas: Body) -> Body:
    reply = word(u8, expect(bit(0), int(newer)), reserved(bits(1, 5)), attribute(polled=bit(6), sent_again=bit(7)))
    entry = (gas, _HUMIDITY, _NEWER if newer else _TEMPERATURE, reply, time(u32))
    return message("datalog_sht4x" if newer else "datalog", history(*entry))


def _air_quality(number: int, gas: Body, flags: Body) -> Body:
    return switch(f_port, {
        2: switch(peek(10, u8).bits(4, 4), {0: _measured(False, gas, flags), 1: _measured(True, gas, flags)}),
        3: switch(peek(6, u8).bits(0, 0), {0: _logged(False, gas), 1: _logged(True, gas)}),
        5: status_frame({number: "AQS"}),
    })  # fmt: skip


AQS01 = device(
    "dragino/aqs01-l",
    name="Indoor CO2, temperature, humidity and air pressure sensor AQS01-L",
    source="AQS01-L user manual, 2.3 (uplink payload); the vendor's published decoder, 1.3",
    f_port=2,
    uplink=_air_quality(0x37, co2(u16), attribute(high_co2_alarm=bit(0), low_co2_alarm=bit(1))),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 00E1 01F4 2784 02EE 00", f_port=2, message="measurement", battery_voltage=3.3, temperature=22.5,
            humidity=50, pressure=1011.6, co2=750, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

AQS02 = device(
    "dragino/aqs02-l",
    name="Indoor CO, temperature, humidity and air pressure sensor AQS02-L",
    source="AQS02-L user manual, 2.3 (uplink payload); the vendor's published decoder",
    f_port=2,
    uplink=_air_quality(0x37, co(u16), attribute(high_co_alarm=bit(0), low_co_alarm=bit(1))),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 00E1 01F4 2784 0005 00", f_port=2, message="measurement", battery_voltage=3.3, temperature=22.5,
            humidity=50, pressure=1011.6, co=5, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
