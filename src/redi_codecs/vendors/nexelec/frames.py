"""Nexelec: what the frames of its families share. Numbers lie side by side without regard to bytes, high bits first."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.nodes import Field

#: The highest numbers of a field are no measurement.
NO_10: dict[int | range, str] = {0x3FF: "fault", 0x3FE: "not_connected", 0x3FD: "disabled"}
NO_14: dict[int | range, str] = {0x3FFF: "fault", 0x3FFE: "not_connected", 0x3FFD: "disabled"}
NO_7: dict[int | range, str] = {0x7F: "fault", 0x7E: "not_connected", 0x7D: "disabled"}

SOURCES = {0: "NFC", 1: "downlink", 2: "start", 3: "network", 4: "GPS", 5: "local"}
STATES = {0: "success", 1: "partial success", 2: "failure"}
LEVEL = {0: "high", 1: "medium", 2: "low", 3: "critical"}
LEVELS = LEVEL | {4: "external power"}
SENSOR = {0: "ok", 1: "fault", 2: "not present", 3: "disabled", 4: "end of life"}
BASE = {0: "not on its base", 1: "on its base", 2: "just removed", 3: "just installed"}

#: How a room's sensor is powered, and what it is set to.
POWER = (
    power_source(choice(bits(0, 1), {0: "battery", 1: "external 5 V"})),
    battery_voltage(bits(2, 11) / 200, invalid={1023: "fault", 1022: "not_installed"}),
    battery_status(choice(bits(12, 14), LEVELS)),
    fault(bit(15)),
)
SETTINGS = (
    word(
        u16,
        attribute(configured_by=choice(bits(0, 2), SOURCES), configuration_state=choice(bits(3, 4), STATES)),
        attribute(collection_interval=duration(bits(5, 9) * 60)),
        attribute(co2_enabled=bit(10), voc_enabled=bit(11), motion_enabled=bit(12), microphone_enabled=bit(13)),
        attribute(sd_card_enabled=bit(14), co2_calibration_enabled=bit(15)),
        msb0=True,
    ),
    word(
        u32,
        attribute(co2_fair_from=co2(bits(0, 9) * 5), co2_bad_from=co2(bits(10, 19) * 5)),
        attribute(light_enabled=bit(20), orange_enabled=bit(21), buzzer_enabled=bit(22), buzzer_confirms=bit(23)),
        attribute(light_shows=choice(bits(24, 25), {0: "CO2", 1: "air quality"}), button_enabled=bit(26)),
        attribute(region=bits(27, 30), reports_enabled=bit(31)),
        msb0=True,
    ),
    attribute(transmission_settings=configuration(hexadecimal(9))),
)


def samples(head: Body, sample: Field, ago: Expr) -> Body:
    """A head, and as many samples; the frame goes off with the newest one, so that their times count back from then."""
    return packed(head, history(sample, count=V.count, time=received_at - ago * V.record_interval))


def _ten_bits(sample: Field) -> Body:
    interval, repetitions = duration(bits(6, 13) * 600), bits(14, 19)
    head = let(count=bits(0, 5)), attribute(record_interval=interval, repetitions=repetitions)
    return samples(head, sample, index)


TEMPERATURES = _ten_bits(temperature((bits(0, 9) - 300) / 10, invalid=NO_10))
HUMIDITIES = _ten_bits(humidity(bits(0, 9) / 10, invalid=NO_10))
CARBON_DIOXIDE = _ten_bits(co2(bits(0, 9) * 5, invalid=NO_10 | {0x3FC: "fault"}))  # the last: its life is over
