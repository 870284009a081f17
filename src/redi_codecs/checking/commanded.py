"""What has to hold of every command, whatever its arguments: drawn ones, and those just beyond their limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from redi_codecs.checking.samples import SEED, problem
from redi_codecs.checking.statements import Problem
from redi_codecs.checking.together import answered
from redi_codecs.checking.vectors import answers_of
from redi_codecs.device_codec import codec
from redi_codecs.encoding.arguments import Argument, CommandInfo
from redi_codecs.encoding.compiled import compiled
from redi_codecs.errors import EncodeError, OutOfRange
from redi_codecs.layout.device import Device
from redi_codecs.plan.faults import Fault
from redi_codecs.plan.plan import Call, Plan, every
from redi_codecs.readings import Decoded
from redi_codecs.results import Result, moment

__all__ = ["commands_go_both_ways", "commands_say_what_becomes_of_them"]

#: Names that the words of commands give to what may cut a device off, whoever makes it.
_RISKY: Final = frozenset(
    {
        "adr_enabled",
        "communication_mode",
        "data_rate_default",
        "data_rate_max",
        "data_rate_min",
        "factory_reset",
        "join_attempts",
        "join_delay",
        "listen_before_talk",
        "lorawan_class",
        "lorawan_join",
        "lorawan_port",
        "lorawan_version",
        "nfc_disabled",
        "nfc_enabled",
        "power_off",
        "radio_data_rate",
        "radio_mode",
        "radio_power_level",
        "rejoin",
        "rejoin_interval",
        "reset_device",
        "reset_now",
        "rx2_data_rate",
        "rx2_frequency",
        "spreading",
        "sub_band",
        "uplink_port",
    }
)
DRAWS = 12
"""Payloads of a command that are drawn at most, and a third of it that are enough."""


def commands_go_both_ways(device: Device) -> Iterator[Problem]:
    """Arguments drawn from a command's layout are encoded and decoded again, and refused beyond their limits."""
    if device.model_of:
        return  # its declaration has been asked
    for known in codec(device).commands:
        said = []
        for arguments in _drawn(device, known):
            try:
                text = _again(device, known, arguments)
            except OutOfRange:
                continue  # what a device could be told, and the manual does not allow
            except EncodeError as error:
                text = f"{arguments} make no payload: {error.problem}"
            if text:
                yield problem(device, f"{known.name}: {text}")
                break
            said.append(arguments)
            if len(said) * 3 >= DRAWS:
                break
        else:
            plan = compiled(device, known.name)[0]
            if not said and not any(isinstance(op, Call) for op in every(plan.ops)):
                yield problem(device, f"{known.name}: no arguments that it takes could be drawn")
        yield from _beyond(device, known, said)


def commands_say_what_becomes_of_them(device: Device) -> Iterator[Problem]:
    """What may cut a device off is marked, and whether an uplink answers is said where it looks so."""
    sent = {one.name for one in device.fields}
    for known in codec(device).commands if not device.model_of else ():
        if known.name in _RISKY and not known.disruptive:
            yield problem(device, f"{known.name} may cut the device off: disruptive= says why, and has it asked for")
        names = [one.name for one in known.arguments]
        said = known.answer or device.downlink[known.name].unanswered
        if names and not said and sent.issuperset(names):
            what = ", ".join(names)
            text = f"an uplink has {what} as well: answer=True if it repeats what was set, answer=False if it does not"
            yield problem(device, f"{known.name}: {text}")
    for name, vector in answers_of(device) if not device.model_of else ():
        told = codec(device).decode(vector.payload, vector.f_port, received_at=moment(vector.received_at))
        if name in device.downlink and not answered(device, name, [told]):
            text = f"this answers {name}, and confirms none of its examples: answer= says what of an uplink tells"
            yield problem(device, text, vector)


def _drawn(device: Device, known: CommandInfo) -> Iterator[Mapping[str, Any]]:
    """Arguments by their names, as payloads drawn from the layout say them."""
    from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw

    plan, generated = compiled(device, known.name)
    for number in range(DRAWS):
        try:
            payload, _ = draw(plan, Seeded(SEED + number), known.f_port, taken=True)
            result = Result(*generated.decode(payload, known.f_port, None))
        except (NotDrawn, Fault):
            continue
        yield _arguments(plan, result)


def _arguments(plan: Plan, result: Result) -> dict[str, Any]:
    told = Decoded(plan.shape, b"", 1, result)
    found = _values(told)
    return found if told.time is None else {**found, "time": told.time}


def _values(told: Decoded) -> dict[str, Any]:
    return {one.name: one.value for one in (*told.readings, *told.attributes.values())}


def _again(device: Device, known: CommandInfo, arguments: Mapping[str, Any]) -> str | None:
    """What is wrong with a command that says these arguments, if anything is."""
    made = codec(device).encode_downlink(known.name, allow_disruptive=True, **arguments)
    told = codec(device).decode_downlinks(made.payload, made.f_port)
    names = [one.message for one in told]
    if names != [known.name]:
        return f"{made.payload.hex()} of {dict(arguments)} reads as {', '.join(map(str, names))}"
    found = _values(told[0])
    lost = [name for name in arguments if name != "time" and found.get(name) != arguments[name]]
    if lost:
        return f"{made.payload.hex()} says {lost[0]} {found.get(lost[0])!r}, not {arguments[lost[0]]!r}"
    return None


def _beyond(device: Device, known: CommandInfo, said: list[Mapping[str, Any]]) -> Iterator[Problem]:
    """Each number just beyond its limits is refused."""
    for one in known.arguments:
        arguments = next((each for each in said if one.name in each), None)
        for value in () if arguments is None else _outside(one):
            try:
                made = codec(device).encode_downlink(
                    known.name, allow_disruptive=True, **{**(arguments or {}), one.name: value}
                )
            except EncodeError:
                continue
            text = f"{one.name}={value} is beyond {one.range_text}, and makes {made.payload.hex()}"
            yield problem(device, f"{known.name}: {text}")


def _outside(one: Argument) -> Iterator[float]:
    if one.type in ("float", "int") and one.low is not None and one.high is not None:
        step = one.step or 1
        yield from (one.low - step, one.high + step)
