"""What the EM300 and EM500 series answer to a setting. Source: the vendor's published decoders."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.settings import (
    CO2,
    CO2_ALARM,
    COMMON,
    CONDITION,
    TEMPERATURE_ALARM,
    Settings,
    answers,
)

#: The alarm of the EM300-TH and EM320-TH: 1 is that of the temperature.
EM300_TH_ALARM: Settings = {
    0x06: (
        word(u8, attribute(alarm_if=choice(bits(0, 2), CONDITION)), let(target=bits(3, 5)), reserved(bits(6, 7))),
        switch(
            V.target,
            {1: (TEMPERATURE_ALARM, reserved(4)), (0, range(2, 8)): attribute(alarm_settings=hexadecimal(8))},
        ),
    )
}
#: The alarms of the rest of the EM300 series: of the temperature, or of the contact or leak.
OF_TEMPERATURE = "disabled", "below", "above", "between", "outside"
OF_SWITCH = "contact or leak, disabled", "contact or leak"
EM300_ALARM: Settings = {
    0x06: (
        word(
            u8,
            attribute(alarm_if=choice(bits(0, 5), dict(enumerate(OF_TEMPERATURE, 8)) | dict(enumerate(OF_SWITCH, 16)))),
            reserved(bits(6, 7)),
        ),
        switch(
            V.alarm_if,
            {
                OF_TEMPERATURE: (TEMPERATURE_ALARM, reserved(4)),
                OF_SWITCH: (reserved(4), attribute(alarm_interval=duration(u16le), alarm_repetitions=u16le)),
            },
            otherwise=attribute(alarm_settings=hexadecimal(8)),
        ),
    )
}
#: The alarms of the EM500 series: 1 CO2, 2 the temperature, 3 its sudden change.
EM500_ALARM: Settings = {
    0x06: (
        word(
            u8,
            attribute(alarm_if=choice(bits(0, 2), CONDITION | {5: "mutation"})),
            let(target=bits(3, 5)),
            attribute(alarm_enabled=bit(6) == 1),
            reserved(bit(7)),
        ),
        switch(
            V.target,
            {
                1: (CO2_ALARM, reserved(4)),
                2: (TEMPERATURE_ALARM, reserved(4)),
                3: (reserved(2), attribute(temperature_change_threshold=i16le / 10), reserved(4)),
            },
            otherwise=attribute(alarm_settings=hexadecimal(8)),
        ),
    )
}
#: What the membrane leak sensor answers, which has no thermometer.
EM300_MLD: Settings = COMMON | EM300_ALARM | {0x79: attribute(d2d_settings=hexadecimal(6))}
EM300: Settings = EM300_MLD | (
    {
        0xEA: (
            word(u8, let(target=bits(0, 1)), reserved(bits(2, 6)), attribute(calibration_enabled=bit(7) == 1)),
            switch(
                V.target,
                {
                    0: attribute(temperature_calibration=i16le / 10),
                    1: attribute(humidity_calibration=i16le / 2),
                    (2, 3): attribute(calibration_settings=hexadecimal(2)),
                },
            ),
        ),
    }
)
EM300_TH: Settings = EM300 | EM300_TH_ALARM
EM500 = answers(
    COMMON
    | EM500_ALARM
    | CO2
    | {
        0x84: attribute(d2d_enabled=u8 == 1),
        0x87: attribute(altitude_calibration=choice(u8, {0: "off", 1: "auto", 2: "manual"}), altitude_setting=i16le),
        0x96: attribute(d2d_settings=hexadecimal(8)),
        0xF1: switch(
            u8,
            {
                0x00: attribute(temperature_calibration_enabled=u8 == 1, temperature_calibration=i16le / 10),
                0x04: attribute(co2_calibration_enabled=u8 == 1, co2_offset=i16le),
                0x05: attribute(pressure_calibration_enabled=u8 == 1, pressure_calibration=i16le / 10),
                0x09: attribute(humidity_calibration_enabled=u8 == 1, humidity_calibration=i16le / 2),
            },
            otherwise=reserved(3),
        ),
        0xF2: attribute(alarm_repetitions=u16le),
        0xF5: attribute(alarm_release_enabled=u8 == 1),
    }
)
