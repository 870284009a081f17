"""What Watteco's sensors take: reports of a value configured as in ZigBee's cluster library, and the device's settings.

Sources: support.watteco.com, Configuration cluster and "Configure reporting"; the vendor's command encoder
(Codec-API-LoRaWAN) and its codec in Python (Codec-Report-Standard-Python), of whose tests the reports are. Sent is a
configuration of the first endpoint, of plain reports without batches and causes. With its highest bit set a period
would count minutes; seconds reach nine hours, and a default can follow another argument.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.watteco.zcl import KELVIN, PERCENT

__all__ = ["COMMANDS"]

_MADE = "the vendor's command encoder"
_TESTS = "the vendor's codec in Python, its tests"
_SECONDS = expect(bit(15), 0)


def _reports(cluster: int, type: int, change: Body, interval: Body, shortest: Body) -> tuple[Body, ...]:
    return (
        expect(u16, 0x1106), expect(u16, cluster), expect(u8, 0), expect(u16, 0x0000), expect(u8, type), shortest,
        interval, change,
    )  # fmt: skip


COMMANDS = {
    #: Of the temperature: at the latest after the interval, sooner if it changed, but not before the shortest one.
    "report_interval": command(
        125,
        *_reports(
            0x0402,
            0x29,
            attribute(temperature_change=KELVIN, default=0),
            word(u16, _SECONDS, report_interval(bits(0, 14))),
            word(u16, _SECONDS, attribute(report_interval_min=duration(bits(0, 14)), default="report_interval")),
        ),
        answer="configuration_response",
        examples=[
            example(
                "1106 0402 00 0000 29 0001 1000 1010", f_port=125, report_interval=4096, report_interval_min=1,
                temperature_change=41.12, source=_TESTS,
            ),
        ],
    ),
    "humidity_report_interval": command(
        125,
        *_reports(
            0x0405,
            0x21,
            attribute(humidity_change=PERCENT, default=0),
            word(u16, _SECONDS, attribute(humidity_report_interval=duration(bits(0, 14)))),
            word(
                u16,
                _SECONDS,
                attribute(report_interval_min=duration(bits(0, 14)), default="humidity_report_interval"),
            ),
        ),
        answer="configuration_response",
        examples=[
            example(
                "1106 0405 00 0000 21 0001 1000 1111", f_port=125, humidity_report_interval=4096,
                report_interval_min=1, humidity_change=43.69, source=_TESTS,
            ),
        ],
    ),
    "confirmed_messages": command(
        125, expect(u48, 0x110580040000), expect(u8, 0x08), attribute(confirmed_messages=u8 == 1),
        examples=[example("1105 8004 0000 08 01", f_port=125, confirmed_messages=True, source=_MADE)],
    ),
    "retries": command(
        125, expect(u48, 0x110580040001), expect(u8, 0x20), attribute(retries=u8), answer=False,
        examples=[example("1105 8004 0001 20 03", f_port=125, retries=3, source=_MADE)],
    ),
    "request_setting": command(
        125, expect(u16, 0x1100), attribute(cluster=hexadecimal(2)), attribute(attribute=hexadecimal(2)), answer=True,
        examples=[
            example("1100 0000 0002", f_port=125, cluster="0000", attribute="0002", source="Actility's driver"),
            example("1100 8004 0001", cluster="8004", attribute="0001", source=_MADE),
        ],
    ),
    "rejoin": command(
        125, expect(u40, 0x1150800400), attribute(rejoin_after=duration(u16 * 60)),
        disruptive="it leaves the network, and nothing reaches it until it has joined again",
        examples=[example("1150 8004 00 000A", f_port=125, rejoin_after=600, source=_MADE)],
    ),
    "reboot": command(125, expect(u40, 0x1150005000), examples=[example("1150 0050 00", f_port=125, source=_MADE)]),
    "factory_reset": command(
        125, expect(u40, 0x1150005007), disruptive="all settings are erased",
        examples=[example("1150 0050 07", f_port=125, source=_MADE)],
    ),
}  # fmt: skip
