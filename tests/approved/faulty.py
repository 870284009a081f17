"""Declarations with a mistake each, as files, and lines of data with one each: what `check` has to say of them."""

# ruff: noqa: E501 - a line of a file that is checked is a line here

from __future__ import annotations

HEAD = "from redi_codecs.kinds import *\nfrom redi_codecs.layout import *\n\n"
#: A file, in which what stands in the other ones is put.
FILE = (
    HEAD
    + """\
ONE = device(
    "acme/one",
    name="One",
    source="manual 1.0",
    f_port=2,
    uplink=(
        temperature(i16 / 10, invalid=0x7FFF),
        humidity(u8 / 2),
        attribute(mode=choice(u8, {0: "off", 1: "eco"}), threshold=temperature(i8)),
        battery_voltage(u16 / 1000),
    ),
    downlink={
        "report_interval": command(
            2, expect(u8, 1), report_interval(u16 * 60, limits=(60, 86400)),
            examples=[example("01000a", f_port=2, report_interval=600, source="manual")],
        ),
    },
    vectors=[
        vector(
            "00D7 5B 01 1E 0E10", f_port=2, temperature=21.5, humidity=45.5, mode="eco", battery_voltage=3.6,
            source="manual, 6",
        ),
        vector("FFCE 5B 00 9C 0E10", temperature=-5, humidity=45.5, battery_voltage=3.6, source="manual, 6"),
        vector("7FFF 5B 00 1E 0E10", temperature="fault", humidity=45.5, battery_voltage=3.6, source="manual, 6"),
    ],
)
"""
)
#: What is written instead of what, in the file above.
CHANGED: dict[str, list[tuple[str, str]]] = {
    "as it is": [],
    "a name to be filled in": [('name="One"', 'name="TODO"'), ('source="manual 1.0"', 'source=" "')],
    "no vectors": [(FILE[FILE.index("    vectors=[") : FILE.rindex("    ],\n") + 7], "")],
    "no source": [
        (', source="manual, 6"),\n        vector("7FFF', '),\n        vector("7FFF'),
        ('"manual")]', '"TODO")]'),
    ],
    "no port": [(" f_port=2, temperature=", " temperature="), ('"01000a", f_port=2,', '"01000a",')],
    "another port": [
        ('"00D7 5B 01 1E 0E10", f_port=2', '"00D7 5B 01 1E 0E10", f_port=3'),
        ('("FFCE 5B 00 9C 0E10",', '("FFCE 5B 00 9C 0E10", f_port=3,'),
        ('"7FFF 5B 00 1E 0E10",', '"7FFF 5B 00 1E 0E10", f_port=4,'),
    ],
    "a wrong value": [("temperature=21.5", "temperature=2.15")],
    "a wrong sign": [("temperature=-5", "temperature=6548.6")],
    "a wrong order": [("temperature=21.5", "temperature=-1049.6")],
    "a wrong scale": [("battery_voltage=3.6, source", "battery_voltage=3600, source")],
    "no value": [('temperature="fault"', "temperature=3276.7")],
    "a status": [
        ('temperature="fault"', 'temperature="not_connected"'),
        ("temperature=-5", 'temperature=(-5, "implausible")'),
    ],
    "none of another status": [
        ("invalid=0x7FFF", 'invalid={0x7FFF: "not_connected"}'),
        ('temperature="fault"', "temperature=None"),
    ],
    "a unit": [
        ('mode="eco"', 'mode="eco", threshold=(30, "Cel")'),
        ("humidity=45.5, battery_voltage=3.6", 'humidity=(45.5, "Cel"), battery_voltage=3.6'),
    ],
    "a quantity": [
        ('mode="eco"', 'mode="eco", threshold=(30, "dew_point")'),
        ("humidity=45.5, battery_voltage=3.6", 'humidity=(45.5, "humdity"), battery_voltage=3.6'),
    ],
    "a value more": [
        ('mode="eco"', 'mode="eco", co2=400'),
        (
            'battery_voltage=3.6, source="manual, 6"),\n        vector("7FFF',
            'source="manual, 6"),\n        vector("7FFF',
        ),
    ],
    "a message": [('mode="eco"', 'mode="eco", message="data", time=3')],
    "a byte left": [
        ('1E 0E10", f_port=2', '1E 0E10 07", f_port=2'),
        ('9C 0E10",', '9C 0E10 07", warnings="trailing_bytes",'),
    ],
    "a warning that is none": [
        ('"FFCE 5B 00 9C 0E10",', '"FFCE 5B 00 9C 0E10", warnings="trailing_bytes", rest="07",')
    ],
    "a rest that is none": [
        ('9C 0E10",', '9C 0E10 07", warnings="trailing_bytes", rest="08",'),
        ('("7FFF 5B 00 1E 0E10",', '("7FFF 5B 00 1E 0E10", rest="07",'),
    ],
    "a byte short": [('1E 0E10", f_port=2', '1E 0E", f_port=2')],
    "beyond what is plausible": [
        ("00D7 5B", "00D7 F0"),
        ("temperature=21.5, humidity=45.5", "temperature=21.5, humidity=120"),
    ],
    "no example": [('            examples=[example("01000a", f_port=2, report_interval=600, source="manual")],\n', "")],
    "a wrong example": [('"01000a"', '"01000b"')],
    "an example that is none": [
        ("report_interval=600,", "report_interval=30,"),
    ],
    "an example of another argument": [("report_interval=600,", "interval=600,")],
    "an example too short": [('"01000a", f_port=2', '"0100", f_port=3')],
    "a command that cuts off": [
        ('"report_interval": command', '"factory_reset": command'),
        ("(60, 86400)", "(30, 86400)"),
    ],
    "an uplink that has it": [
        (
            "        humidity(u8 / 2),\n",
            "        humidity(u8 / 2),\n        optional(remaining > 9, report_interval(u8)),\n",
        )
    ],
    "a twin": [
        (
            '    name="One",',
            '    name="One", also={"acme/one": "Again", "milesight-iot/em300-th": "Theirs"}, aliases=["acme/one"],',
        )
    ],
    "a quirk": [
        (
            "    vectors=[",
            '    quirks=[\n        quirk("00D75B011E0E10", f_port=2, keys=("air.temprature", "zzz"), reason="why"),\n        quirk("00", f_port=2, keys="air.temperature", reason=""),\n        quirk("00D75B011E0E10", f_port=2, keys="raised", reason="why"),\n        quirk("00", f_port=2, keys="raised", reason="why"),\n    ],\n    vectors=[',
        )
    ],
    "measures": [("    f_port=2,\n    uplink", '    f_port=2,\n    measures=("temperature", "humidity"),\n    uplink')],
    "no reading": [
        ("temperature(i16 / 10, invalid=0x7FFF)", "attribute(t=i16)"),
        ("humidity(u8 / 2)", "attribute(h=u8)"),
        ("battery_voltage(u16 / 1000)", "attribute(b=u16)"),
        ("temperature=21.5, humidity=45.5, ", ""),
        ('mode="eco", battery_voltage=3.6', 'mode="eco"'),
        ("temperature=-5, humidity=45.5, battery_voltage=3.6, ", ""),
        ('temperature="fault", humidity=45.5, battery_voltage=3.6, ', ""),
    ],
    "a key again": [('{0: "off", 1: "eco"}', '{0: "off", 1: "eco", 0: "on"}')],
    "a device again": [
        (
            "ONE = device(",
            'ONE = device("acme/zero", name="Zero", source="manual", uplink=temperature(u8))\nONE = device(',
        )
    ],
    "a value that is none": [(' temperature="fault",', "")],
    "an id again": [
        (
            "ONE = device(",
            'TWO = device("acme/one", name="Zero", source="manual", uplink=temperature(u8))\nONE = device(',
        )
    ],
    "an id of the library": [('"acme/one"', '"milesight-iot/em300-th"')],
    "no device": [("ONE = device(", "ONE = dict(ONE=")],
    "what does not reach its end": [
        ("        battery_voltage(u16 / 1000),\n    ),", "        history(battery_voltage(u16 / 1000)),\n    ),")
    ],
    "what cannot be said again": [
        ("battery_voltage(u16 / 1000)", "battery_voltage(curve(u16, lambda raw: raw // 1000))"),
        ("battery_voltage=3.6", "battery_voltage=3"),
    ],
    "what is cut": [
        (
            "        battery_voltage(u16 / 1000),\n    ),",
            "        switch(length, {7: battery_voltage(u16 / 1000), 5: (), 3: (), 6: motion_count(u8)}),\n    ),",
        )
    ],
}
#: Statements that cannot be run, and what is said of them.
STATEMENTS = (
    "ONE = device('acme/one')",
    "ONE = device('acme/one', name='One', source='m')",
    "ONE = variant()",
    "t = temperature(u8, 3, 4)",
    "x = len(1, 2)",
    "x = (",
    "x = 1 +",
    "a = u8\nb = a + c",
    "t = temperatur(u8)",
    "t = temperature(u8, unit='C')",
    "t = temperature(u8, place=indoor, statistic=last)",
    "t = temperature(u8, place=probe)",
    "t = Temperature(u8)",
    "t = zzzzzz(u8)",
    "from redi_codecs.kinds import temprature",
    "from redi_codecs.kinds import humidity, zzz, battery as b",
    "from redi_codecs.nothing import x",
    "import nothing.at.all",
    "import json, nothing",
    "from __future__ import annotations\nx: Nothing = u8",
    "x = {[1]: u8}",
    "x = {{}: 1, u8: 2}",
    "x = switch(u8, {[1, 2]: temperature(u8)})",
    "x = switch(u8)",
    "x = switch()",
    "x = u8(3)",
    "x = u8 / 0",
    "x = u8 // 2",
    "x = [temperature(u8, plce='probe'), humidity(u8, invalid='x'), zzz]",
    "x = (temperature(u8 * 1.5), humidity(bits(3, 1)))",
    "x = temperature(*[u8, u8], **{'a': 1})",
    "x = temperature(u8, invalid={300: 'fault'}) if True else nothing",
    "x = -nothing\ny = nothing.attribute\nz = nothing < 3\nw = {nothing, 1}\nv = x + y",
    "def f(a):\n    return nothing\nx = f(1)\nclass C(nothing):\n    pass\ny = C()",
    "for x in nothing:\n    pass\nprint(x)",
    "raise ValueError('no')",
    "x = 1 / 0",
    "assert False, 'why'",
    "x = attribute(a=3)",
    "x = calendar(year=u8, day=u8)",
    "x = device('one', name='One', source='s', uplink=temperature(u8))",
    "x = device('acme/one', name='One', source='s', uplink=temperature(u8), ports=3)",
    "x = vector('0', temperature=1)",
    "x = vector('00', f_port=300)",
    "x = command(2, temperature(u8), limits=3)",
    "x = word(u8, motion(bit(9)))",
    "x = word(u8, motion(bit(0)))",
    "x = repeat(temperature(u8), count='n')",
    "def f(a):\n    return a / 0\n\nx = f(1)",
    "x = 1\n\nreturn x",
)
#: Lines of data beside the first file, and what is said of them.
DATA = (
    "",
    '\n{"device": "acme/other", "payload": "00", "f_port": 2, "source": "m"}\n\n'
    '{"device": "milesight-iot/em300-th", "payload": "00", "f_port": 2, "source": "m"}',
    "{",
    "[]",
    '{"payload": "00"}',
    '{"device": 3, "payload": "00"}',
    '{"device": "acme/one", "payload": "00"}',
    '{"device": "acme/one", "payload": "00", "f_port": 2}',
    '{"device": "acme/one", "payload": "00", "f_port": null, "source": "m"}',
    '{"device": "acme/one", "payload": "00", "f_port": 0, "source": "m"}',
    '{"device": "acme/one", "payload": "0", "f_port": 2, "source": "m"}',
    '{"device": "acme/one", "payload": 3, "f_port": 2, "source": "m"}',
    '{"device": "acme/one", "payload": "00", "f_port": 2, "source": "m", "records": [{"temperature": [1, "Cel"]}, 3]}',
    '{"device": "acme/one", "payload": "00", "f_port": 2, "source": "m", "source": "n"}',
    '{"device": "acme/one", "payload": "00D75B011E0E10", "f_port": 2, "source": "m", "temperature": [21.5, "Cel"], "humidity": 45.5, "battery_voltage": 3.6, "records": []}',
    '{"device": "acme/one", "payload": "00D75B011E0E10", "f_port": 2, "source": "TODO", "temperature": 21.5}',
    '{"device": "acme/one", "payload": "010001", "f_port": 2, "source": "m", "command": "report_interval", "report_interval": 60}',
    '{"device": "acme/one", "payload": "010001", "f_port": 2, "source": "m", "command": "report_interval", "report_interval": 120}',
    '{"device": "acme/one", "payload": "010001", "f_port": 2, "source": "m", "command": "zzz", "report_interval": 60}',
    '{"device": "acme/one", "payload": "010001010001", "f_port": 2, "source": "m", "command": ["report_interval", "zzz"], "report_interval": 60}',
    '{"device": "acme/one", "payload": "010001010001", "f_port": 2, "source": "m", "command": ["report_interval", "report_interval"], "report_interval": 60}',
    '{"device": "acme/one", "command": "report_interval", "refused": {"report_interval": 59}, "source": "m"}',
    '{"device": "acme/one", "command": "report_interval", "refused": {"report_interval": 86460}, "source": "m"}',
    '{"device": "acme/one", "command": "report_interval", "refused": {"report_interval": 600}, "source": "m"}',
    '{"device": "acme/one", "command": "report_interval", "refused": {"zzz": 600}, "source": "m"}',
    '{"device": "acme/one", "command": "report_interval", "refused": 3, "source": "m"}',
    '{"device": "acme/one", "command": "report_interval", "refused": {"report_interval": 59}, "f_port": 2, "source": "m"}',
    '{"device": "acme/two", "payload": "00", "f_port": 2, "source": "m"}',
    '{"device": "milesight-iot/em300-th", "payload": "00", "f_port": 2, "source": "m"}',
    '{"device": "acme/one", "payload": "00D75B011E0E10", "f_port": 2, "source": "m", "temperature": 21.5}\n'
    '{"device": "acme/two", "payload": "00", "f_port": 2, "source": "m"}',
)
#: A second file, of commands that join and of a device whose payloads say a command.
JOINED = (
    HEAD
    + """\
ONE = device(
    "acme/one",
    name="One",
    source="manual 1.0",
    f_port=2,
    uplink=(temperature(i8), optional(remaining > 0, attribute(command=choice(u8, {1: "low", 2: "other"})))),
    downlink={
        "low": command(2, expect(u8, 1), attribute(low=u8), joins=True),
        "high": command(2, expect(u8, 2), attribute(high=u8), joins=True),
        "off": command(2, expect(u8, 3), attribute(off=u8, limits=(3, 9)), joins=True, disruptive="it is off"),
    },
    vectors=[vector("15", f_port=2, temperature=21, source="manual")],
)
"""
)
JOINED_DATA = """
{"device": "acme/one", "command": "low", "payload": "0107", "f_port": 2, "low": 7, "source": "m"}
{"device": "acme/one", "command": "high", "payload": "0208", "f_port": 2, "high": 8, "source": "m"}
{"device": "acme/one", "command": ["low", "high"], "payload": "01070208", "f_port": 2, "low": 7, "high": 8, "source": "m"}
{"device": "acme/one", "command": ["high", "low"], "payload": "02080107", "f_port": 2, "low": 7, "high": 9, "source": "m"}
{"device": "acme/one", "command": "off", "payload": "0305", "f_port": 2, "off": 5, "source": "m"}
{"device": "acme/one", "command": ["low", "off"], "payload": "01070305", "f_port": 2, "low": 7, "off": 5, "source": "m"}
{"device": "acme/one", "command": "off", "refused": {"off": 10}, "source": "m"}
{"device": "acme/one", "command": "off", "refused": {"off": 9}, "source": "m"}
{"device": "acme/one", "command": "off", "refused": {"on": 9}, "source": "m"}
{"device": "acme/one", "command": "other", "payload": "FB02", "f_port": 2, "temperature": -5, "source": "m"}
{"device": "acme/one", "command": "nothing", "payload": "FB02", "f_port": 2, "temperature": -5, "source": "m"}
"""
JOINED_WELL = """\
{"device": "acme/one", "command": ["high", "low"], "payload": "02080107", "f_port": 2, "low": 7, "high": 8, "source": "m"}
"""
