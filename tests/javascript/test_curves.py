"""Curves that have a twin in JavaScript: the same to the last bit of every raw number, whichever engine computes it.

Powers and logarithms may differ in an engine's last bits. What is rounded does not, unless it lies next to where it is
rounded up: that nothing does is shown here too.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from pathlib import Path

import pytest

import redi_codecs
from declared import DECLARED
from javascript.__main__ import differences
from javascript.engines import Engine
from redi_codecs import codec
from redi_codecs.errors import DeclarationError
from redi_codecs.layout.device import Device
from redi_codecs.layout.expr import Applied
from redi_codecs.layout.transform import Curve
from redi_codecs.plan.plan import Call, Derive, Plan, every, parts
from redi_codecs.runtimes.javascript import NoJavaScript
from redi_codecs.vendors.decentlab.globe import steinhart_hart
from redi_codecs.vendors.mcci.catena4450 import gas_resistance_of

VENDORS = Path(redi_codecs.__file__).parent / "vendors"
#: What a power or a logarithm is at most off, relatively: thousands of times what it is in any engine.
DOUBT = Decimal("1e-12")


@dataclass(frozen=True)
class Twin:
    """A curve, all numbers that a payload can tell it, and the file that says the same."""

    function: Callable[[float], float | None]
    numbers: range
    #: What the function is given of a number: in Python and, the same, in JavaScript.
    given: Callable[[int], float]
    in_javascript: str
    #: What is rounded, what may be added to it by mistake, and the step that it is counted in.
    rounded: Callable[[Decimal], tuple[Decimal, Decimal, Decimal]]


def gas_resistance(number: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    logarithm = Decimal((int(number) & 0xFFF) << (int(number) >> 12)) / (1 << 23)
    beyond = max(0, int(logarithm) - 5)
    resistance: Decimal = 10 ** (logarithm - beyond)
    return resistance, resistance * DOUBT, Decimal(10) ** beyond


def globe(ohms: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    log = ohms.ln()
    over = Decimal("0.0008271111") + Decimal("0.000208802") * log + Decimal("0.000000080592") * log**3
    return 1000 * (1 / over - Decimal("273.15")), 1000 / over * DOUBT, Decimal("0.001")


TWINS = {
    "mcci/gas_resistance.js": Twin(
        lambda number: gas_resistance_of(int(number)), range(1 << 16), lambda raw: raw, "raw", gas_resistance
    ),
    "decentlab/steinhart_hart.js": Twin(  # the steps above the middle of the ratio, up to 0 Ω
        steinhart_hart,
        range(1, 2 * (1 << 23) * 1000 // 41_000 + 1),
        lambda raw: 2 * (1 << 23) * 1000 / raw - 41_000,
        "16777216000 / raw - 41000",
        globe,
    ),
}


@pytest.mark.parametrize("file", TWINS)
def test_every_raw_number(file: str, engine: Engine) -> None:
    twin = TWINS[file]
    source = f"""{(VENDORS / file).read_text("utf-8")}
function decodeUplink(input) {{
  var said = [], raw;
  for (raw = input.first; raw < input.end; raw++) said.push(value({twin.in_javascript}));
  return said;
}}"""
    (said,) = engine(source, [("decodeUplink", {"first": twin.numbers.start, "end": twin.numbers.stop})])
    wrong = [raw for raw, value in zip(twin.numbers, said, strict=True) if value != twin.function(twin.given(raw))]
    assert not wrong, f"{len(wrong)} of {len(twin.numbers)}: {wrong[:5]}"


@pytest.mark.thorough
@pytest.mark.parametrize("file", TWINS)
def test_no_number_is_rounded_otherwise_where_its_last_digits_are_off(file: str) -> None:
    twin = TWINS[file]
    with localcontext(prec=30):
        for raw in twin.numbers:
            amount, doubt, step = twin.rounded(Decimal(twin.given(raw)))
            whole = round(amount)
            assert abs(amount - whole) + doubt < Decimal("0.5"), f"{raw}: {amount} lies where it is rounded up"
            assert twin.function(twin.given(raw)) == float(whole * step), raw


@pytest.mark.thorough
@pytest.mark.parametrize("device", DECLARED, ids=lambda device: device.id)
def test_only_custom_nodes_may_have_no_javascript(device: Device) -> None:
    """A format has a file, unless it has a custom node without a twin; and of the twin of a curve all is shown here."""
    one = codec(device.id)
    nodes = [op.node for op in every(one.plan.ops) if isinstance(op, Call)]
    if any(node.twin is None for node in nodes):
        with pytest.raises(NoJavaScript, match="has no twin in JavaScript"):
            one.to_javascript(commands=False)
    else:
        assert "function decodeUplink" in one.to_javascript(commands=False)
    assert twins(one.plan) <= {VENDORS / file for file in TWINS}


def twins(plan: Plan) -> set[Path]:
    """The twins of a plan's curves."""
    found = [part.transform for part in parts(plan.ops)]
    applied = [op.expr for op in every(plan.ops) if isinstance(op, Derive)]
    curves = (one.twin for one in (*found, *applied) if isinstance(one, Curve | Applied))
    return {one for one in curves if one is not None}


@pytest.mark.parametrize("id", ["mcci/catena4450", "decentlab/dl-blg"])
def test_twins_are_found(id: str) -> None:
    assert len(twins(codec(id).plan)) == 1


# ---- the word

THIRD = "function value(number) {\n  return number % 2 ? null : number * number / 3;\n}\n"
DECLARED_THIRD = """
from fractions import Fraction

from redi_codecs.kinds import humidity, temperature
from redi_codecs.layout import *

def third(number):
    return None if number % 2 else Fraction(number ** 2, 3)

def same(number):
    return None if number % 2 else number * number / 3

THIRD = device("acme/third", name="Third", source="made for tests", f_port=1, uplink=(
    temperature(curve(u16, third, javascript="third.js")), humidity(u8),
    attribute(more=temperature(curve(derived(V.humidity), same, javascript="third.js"))),
))
"""


def third(tmp_path: Path, changed: tuple[str, str] = ("", "")) -> Device:
    (tmp_path / "third.js").write_text(THIRD)
    (tmp_path / "declared.py").write_text(DECLARED_THIRD.replace(*changed) if changed[0] else DECLARED_THIRD)
    made: Device = runpy.run_path(str(tmp_path / "declared.py"))["THIRD"]
    return made


def test_a_twin_may_have_no_value(engine: Engine, tmp_path: Path) -> None:
    """Of raw bits it is unknown, of what is derived a fault; and one file serves both."""
    one = codec(third(tmp_path))
    _, wrong = differences(one, engine, 4, 60, 20, [(b"\0\2\4", 1, None), (b"\0\3\5", 1, None)])
    assert not wrong, wrong[0]
    assert one.javascript.count("function value(") == 1
    (said,) = engine(one.javascript, [("decodeUplink", {"bytes": "000305", "fPort": 1})])
    status = {"temperature_status": "unknown", "more_status": "fault"}
    assert said == {"data": {"temperature": None, "humidity": 5, "more": None, **status}}


def test_a_twin_that_is_scaled_says_nothing(tmp_path: Path) -> None:
    scaled = third(
        tmp_path, ('curve(u16, third, javascript="third.js")', 'curve(u16, third, javascript="third.js") / 7')
    )
    with pytest.raises(NoJavaScript, match="whose table has no short form in JavaScript; its twin is scaled"):
        _ = codec(scaled).javascript


def test_a_twin_is_a_file(tmp_path: Path) -> None:
    with pytest.raises(
        DeclarationError, match=r"javascript= of curve is the name of a \.js beside this file, and 'a.js'"
    ):
        third(tmp_path, ("third.js", "a.js"))
