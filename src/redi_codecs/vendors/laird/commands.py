"""What Sentrius RS1xx take: a type, what is to be sent in answer, then settings; they listen on every port.

What they repeat in answer is said once, here. Source: the vendor's published encoder; the limits are its own. It gives
no unit for the period of a backoff, of a backlog and of the heater.
"""

from datetime import UTC, datetime

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.laird.configurations import ADVANCED_CONFIGURATION, CONTACT_CONFIGURATION, PROBE_CONFIGURATION

_MADE = "the vendor's encoder, run"
_ANSWERS = {
    0: "nothing", 1: "simple_configuration", 2: "advanced_configuration", 3: "firmware", 4: "contact_configuration",
    5: "battery", 6: "restart", 7: "advertising", 8: "probe_configuration",
}  # fmt: skip
#: What is to be sent or done along with the command.
_ANSWER = attribute(answer_with=choice(u8, _ANSWERS), default="nothing")


def _moment() -> Source:
    return calendar(year=u8 + 2000, month=u8, day=u8, hour=u8, minute=u8, second=u8)


def _ask(answer: int, expected: str = "") -> Command:
    payload = f"01 {answer:02X}"
    return command(
        1, expect(u8, 0x01), expect(u8, answer), answer=expected or (),
        examples=[example(payload, f_port=1, source=_MADE)],
    )  # fmt: skip


def _backlog(tag: int) -> Command:
    return command(
        1, expect(u8, tag), _ANSWER, attribute(backlog_messages=u16, backlog_period=u16),
        answer="backlogs",
        examples=[
            example(
                f"{tag:02X} 00 00C8 003C", f_port=1, answer_with="nothing", backlog_messages=200, backlog_period=60,
                source=_MADE,
            ),
        ],
    )  # fmt: skip


def _history(tag: int) -> Command:
    return command(
        1, expect(u8, tag), _ANSWER,
        attribute(start=event_time(_moment()), end=event_time(_moment()), backlog_period=u16),
        answer="backlogs",
        examples=[
            example(
                f"{tag:02X} 00 1A0B1B 010203 1A0B1C 040506 003C", f_port=1, answer_with="nothing",
                start=datetime(2026, 11, 27, 1, 2, 3, tzinfo=UTC), end=datetime(2026, 11, 28, 4, 5, 6, tzinfo=UTC),
                backlog_period=60, source=_MADE,
            ),
        ],
    )  # fmt: skip


_COMMON = {
    "reboot": _ask(6),
    "request_firmware": _ask(3, "firmware"),
    "request_battery": _ask(5, "battery"),
    "start_advertising": _ask(7),
    "set_time": command(
        1, expect(u8, 0x02), _ANSWER, time(_moment()),
        examples=[example("02 00 1A0B1C 0C1E3B", f_port=1, time=1795869059, answer_with="nothing", source=_MADE)],
    ),
    "backoff": command(
        1, expect(u8, 0x05), _ANSWER, attribute(backoff_period=u16),
        examples=[example("05 00 001E", f_port=1, answer_with="nothing", backoff_period=30, source=_MADE)],
    ),
    "request_backlog": _backlog(0x06),
    "request_backlog_newest_first": _backlog(0x0A),
    "request_history": _history(0x0F),
    "request_history_newest_first": _history(0x10),
    "stop_transmission": command(
        1, expect(u8, 0x0B), _ANSWER, examples=[example("0B 00", f_port=1, answer_with="nothing", source=_MADE)],
    ),
    "clear_history": command(
        1, expect(u8, 0x07), _ANSWER, examples=[example("07 00", f_port=1, answer_with="nothing", source=_MADE)],
    ),
}  # fmt: skip
#: Of those with a sensor of temperature and humidity of their own, and of those with a 1-wire probe.
COMMANDS = _COMMON | {
    "report_interval": command(
        1, expect(u8, 0x03), _ANSWER, ADVANCED_CONFIGURATION,
        answer=("read_period", "readings_per_message", "low_temperature_limit", "high_temperature_limit"),
        examples=[
            example(
                "03 02 02 0258 03 01 00 F6 28 14 5A 1388 012C", f_port=1, answer_with="advanced_configuration",
                battery_type="lithium", read_period=600, readings_per_message=3, temperature_alarm_enabled=True,
                humidity_alarm_enabled=False, low_temperature_limit=-10, high_temperature_limit=40,
                low_humidity_limit=20, high_humidity_limit=90, ble_led=5000, lora_led=300, source=_MADE,
            ),
            example(
                "03 00 01 001E 01 00 01 D8 55 00 64 0000 0000", f_port=1, answer_with="nothing",
                battery_type="alkaline", read_period=30, readings_per_message=1, temperature_alarm_enabled=False,
                humidity_alarm_enabled=True, low_temperature_limit=-40, high_temperature_limit=85,
                low_humidity_limit=0, high_humidity_limit=100, ble_led=0, lora_led=0, source=_MADE,
            ),
        ],
    ),
    "request_configuration": _ask(2, "advanced_configuration"),
    "heater": command(
        1, expect(u8, 0x04), _ANSWER, attribute(heater_setting=u8, limits=(0, 15)), attribute(heater_time=u16),
        examples=[
            example("04 00 07 012C", f_port=1, answer_with="nothing", heater_setting=7, heater_time=300, source=_MADE),
        ],
    ),
}  # fmt: skip
CONTACT_COMMANDS = COMMANDS | {
    "contact_configuration": command(
        1, expect(u8, 0x0D), _ANSWER, CONTACT_CONFIGURATION,
        answer=("contact_mode", "open_dwell_time", "closed_dwell_time", "resend_interval", "debounce_adjust"),
        examples=[
            example(
                "0D 04 00 03 003C 012C 05 0A", f_port=1, answer_with="contact_configuration", contact_mode="door",
                notify_open=True, notify_closed=True, notify_again=False, notify_cancelled=False, open_dwell_time=60,
                closed_dwell_time=300, resend_interval=5, debounce_adjust=10, source=_MADE,
            ),
            example(
                "0D 00 01 0C 003C 012C 05 0A", f_port=1, answer_with="nothing", contact_mode="push_button",
                notify_open=False, notify_closed=False, notify_again=True, notify_cancelled=True, open_dwell_time=60,
                closed_dwell_time=300, resend_interval=5, debounce_adjust=10, source=_MADE,
            ),
        ],
    ),
    "request_contact_configuration": _ask(4, "contact_configuration"),
}  # fmt: skip
PROBE_COMMANDS = _COMMON | {
    "report_interval": command(
        1, expect(u8, 0x0E), _ANSWER, PROBE_CONFIGURATION,
        answer=("read_period", "readings_per_message", "low_temperature_limit", "high_temperature_limit"),
        examples=[
            example(
                "0E 08 02 0258 03 01 FFEC 00F0 1388 012C", f_port=1, answer_with="probe_configuration",
                battery_type="lithium", read_period=600, readings_per_message=3, temperature_alarm_enabled=True,
                low_temperature_limit=-20, high_temperature_limit=240, ble_led=5000, lora_led=300,
                source="the vendor's encoder of configurations, run",
            ),
        ],
    ),
    "request_configuration": _ask(8, "configuration"),
}  # fmt: skip
