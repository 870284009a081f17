"""What Milesight's thermostats of fan coils and of batteries have in common: units, plans, calibrations."""

from redi_codecs.kinds import *
from redi_codecs.layout import *

UNIT = {0: "celsius", 1: "fahrenheit"}
RESOLUTION = {0: "0.5", 1: "1"}
PLAN = {number: f"plan {number + 1}" for number in range(16)} | {255: "none"}
TEMPERATURE = temperature(i16le / 100)
HUMIDITY = humidity(u16le / 10)
ENABLED = u8 == 1
CALIBRATIONS: tuple[Body, Body] = (
    (
        attribute(temperature_calibration_enabled=ENABLED),
        attribute(temperature_calibration=i16le / 100, limits=(-80, 80)),
    ),
    (attribute(humidity_calibration_enabled=ENABLED), attribute(humidity_calibration=i16le / 10, limits=(-100, 100))),
)


def plan_settings(last: Body) -> Body:
    """A plan by its number, one part a command: whether it runs, its name, its targets, and what models differ in."""
    return (
        let(plan_number=u8 + 1),
        switch(
            u8,
            {
                0: attribute(plan_enabled=ENABLED, channel=V.plan_number),
                1: attribute(plan_name_first=text(6), channel=V.plan_number),
                2: attribute(plan_name_last=text(4), channel=V.plan_number),
                3: attribute(plan_targets=hexadecimal(7), channel=V.plan_number),
                4: last,
            },
        ),
    )
