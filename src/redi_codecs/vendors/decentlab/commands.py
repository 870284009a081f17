"""What Decentlab's sensors take: a number, a parameter and a check of both.

What is set is kept over a restart; what is ``temporary_…``, of the number before, is kept until then.

Source: the vendor's command encoder (decentlab-decoders, downlink-command-encoder.html). It names no port, as the
sensors take commands on any; the examples are what it makes.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's command encoder"
_RADIO = "with another way of sending the network may not hear it"
_CHECKS = "it may take a network that is there for lost"


def _command(payload: str, *body: Body, disruptive: str = "", **said: float) -> Command:
    return command(
        1, checksum(CRC16_MODBUS, u16, *body), disruptive=disruptive,
        examples=[example(payload, f_port=1, source=_MADE, **said)],
    )  # fmt: skip


def _setting(
    name: str, number: int, body: Body, kept: str, temporary: str, value: float, disruptive: str = ""
) -> dict[str, Command]:
    """A setting that is kept, and the same until it restarts, which has the number before."""
    return {
        name: _command(kept, expect(u16, number), body, disruptive=disruptive, **{name: value}),
        f"temporary_{name}": _command(temporary, expect(u16, number - 1), body, disruptive=disruptive, **{name: value}),
    }


def _numbered(what: int) -> Body:
    return word(u16, expect(bits(4, 15), what), attribute(parameter=bits(0, 3))), attribute(
        value=u16, limits=(0, 65534)
    )


def _of_sensor(what: int) -> Body:
    return (
        word(u16, expect(bits(4, 15), what), attribute(sensor=bits(0, 3), limits=(0, 9))),
        attribute(sensor_period=u16),
    )


COMMANDS = {
    **_setting(
        "report_interval", 0x02, report_interval(u16, limits=(1, 65535)), "0002 0258 7EA1", "0001 0258 7E51", 600
    ),
    # after every so many measurements
    **_setting("samples_per_report", 0x12, attribute(samples_per_report=u16), "0012 0004 E2A1", "0011 0004 E251", 4),
    "parameter": _command("0031 000C EE51", _numbered(0x003), parameter=1, value=12),
    "temporary_parameter": _command("0021 000C 2B50", _numbered(0x002), parameter=1, value=12),
    "sensor_period": _command("0061 0004 3950", _of_sensor(0x006), sensor=1, sensor_period=4),
    "temporary_sensor_period": _command("0051 0004 3650", _of_sensor(0x005), sensor=1, sensor_period=4),
    **_setting(
        "rejoin_interval", 0x14, attribute(rejoin_interval=duration(u16 * 3600), limits=(0, 3_600_000)),
        "0014 0018 2A40", "0013 0018 EBF1", 86400, "at 0 it never joins again by itself",
    ),
    **_setting(
        "link_check_period", 0x18, attribute(link_check_period=u16), "0018 0024 3880", "0017 0024 3BB0", 36, _CHECKS
    ),
    **_setting(
        "link_check_tolerance", 0x1A, attribute(link_check_tolerance=u16),
        "001A 0006 E1A1", "0019 0006 E151", 6, _CHECKS,
    ),
    **_setting(
        "link_check_limit", 0x1C, attribute(link_check_limit=u16), "001C 000C E7C1", "001B 000C 2670", 12, _CHECKS
    ),
    **_setting(
        "radio_data_rate", 0x04, attribute(radio_data_rate=u16), "0004 0003 E401", "0003 0003 25B0", 3, _RADIO
    ),
    **_setting("data_rate_min", 0x0A, attribute(data_rate_min=u16), "000A 0001 E6E1", "0009 0001 E611", 1, _RADIO),
    **_setting("data_rate_max", 0x0C, attribute(data_rate_max=u16), "000C 0005 2400", "000B 0005 E5B1", 5, _RADIO),
    **_setting(
        "radio_power_level", 0x16, attribute(radio_power_level=u16), "0016 0002 2160", "0015 0002 2190", 2, _RADIO
    ),
    **_setting(
        "radio_power_level_min", 0x0E, attribute(radio_power_level_min=u16),
        "000E 0001 27A0", "000D 0001 2750", 1, _RADIO,
    ),
    **_setting(
        "radio_power_level_max", 0x10, attribute(radio_power_level_max=u16),
        "0010 0007 2340", "000F 0007 E571", 7, _RADIO,
    ),
    **_setting(
        "uplink_port", 0x1E, attribute(uplink_port=u16, limits=(1, 223)), "001E 0002 E3E1", "001D 0002 E311", 2,
        "what it sends on another port may be read by nobody",
    ),
    # 6 and 8, 5 and 7
    "adr_enabled": _command(
        "0008 0000 E681",
        word(u16, expect(bits(4, 15), 0), attribute(adr_enabled=bits(1, 3) <= 3), expect(bit(0), 0)), expect(u16, 0),
        disruptive=_RADIO, adr_enabled=False,
    ),
    "temporary_adr_enabled": _command(
        "0007 0000 E5B1",
        word(u16, expect(bits(2, 15), 1), attribute(adr_enabled=bit(1) == 0), expect(bit(0), 1)), expect(u16, 0),
        disruptive=_RADIO, adr_enabled=False,
    ),
    "reboot": _command("FEFE 0000 3C50", expect(u32, 0xFEFE0000)),
    "factory_reset": _command("FEF0 0000 FF31", expect(u32, 0xFEF00000), disruptive="all settings are erased"),
    "power_off": _command(
        "FEF1 0000 3F60", expect(u32, 0xFEF10000), disruptive="it sleeps until somebody goes there"
    ),
}  # fmt: skip
