"""What a declaration owes: a source, vectors with their values, examples of its commands, quirks that say why."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from redi_codecs.checking.comparing import contradictions, differences, same, shown, stated
from redi_codecs.checking.samples import decode, decoded, fault, problem
from redi_codecs.checking.statements import Problem
from redi_codecs.checking.vectors import examples_of, joined_of, own_lines, refused_of, vectors_of
from redi_codecs.device_codec import codec
from redi_codecs.encoding.encode import Encoded
from redi_codecs.errors import DecodeError, EncodeError, OutOfRange
from redi_codecs.layout.device import Device, Example, Vector
from redi_codecs.readings import Attribute, Reading
from redi_codecs.readings.normalized import SCHEMA
from redi_codecs.results import moment

__all__ = [
    "examples_of_commands_go_both_ways",
    "is_declared_in_full",
    "ports_are_stated",
    "quirks_say_what_and_why",
    "vectors_decode_to_their_values",
    "vectors_yield_a_reading",
]


def is_declared_in_full(device: Device) -> Iterator[Problem]:
    """Name, source and vectors are there, each with its source, and nothing is left to do."""
    if _to_do(device.name):
        yield problem(device, "name= is to be filled in: what the device is, such as 'Temperature and humidity sensor'")
    if _to_do(device.source):
        yield problem(device, "source= is to be filled in: the manual, its version, and the section on the payload")
    vectors = vectors_of(device)
    if not vectors:
        yield problem(device, "vectors= is missing: at least one vector(…) is needed, a payload with its values")
    parts: list[Vector | Example] = [*vectors]
    for examples in examples_of(device).values():
        parts += examples
    for part in parts:
        if _to_do(part.source):
            what = "to be filled in" if part.source else "missing"
            yield problem(device, f"source= is {what}: where this payload is from", part)
    for line in own_lines(device):
        for name in line.joined or (line.command, line.answers):
            if name is not None and name not in device.downlink:
                yield problem(device, f"there is no command {name!r}", line.said)


def ports_are_stated(device: Device) -> Iterator[Problem]:
    """One vector at least says its port itself; what only inherits the device's port proves nothing."""
    if device.model_of:
        return  # its declaration has been asked
    vectors = vectors_of(device)
    stated = sorted({vector.f_port for vector in vectors if not vector.inherits})
    if vectors and not stated:
        yield problem(
            device, "no vector says its port: another f_port of the device would not be noticed; write f_port= in one"
        )
    elif vectors and device.f_port not in (None, *stated):
        came = ", ".join(map(str, stated))
        yield problem(device, f"f_port={device.f_port}, and no vector says that it came on that port (they say {came})")
    for name, examples in examples_of(device).items():
        if examples and all(one.inherits for one in examples):
            yield problem(device, f"no example of {name} says its port; write f_port= in one", examples[0])


def vectors_decode_to_their_values(device: Device) -> Iterator[Problem]:
    """Each vector decodes, to the values it names, and it names all readings."""
    for vector in vectors_of(device):
        try:
            told = decode(device, vector)
        except DecodeError as error:
            yield problem(device, f"the vector's payload does not decode: {fault(error)}", vector)
            continue
        explanation = codec(device).explain(vector.payload, vector.f_port, received_at=moment(vector.received_at))
        for text in differences(vector, told, explanation):
            yield problem(device, text, vector)


def vectors_yield_a_reading(device: Device) -> Iterator[Problem]:
    """What never measures anything is no sensor; a logger may have readings in its records alone."""
    found = [told for _, told in decoded(device)]
    if found and not any(one.readings or any(each.readings for each in one.records) for one in found):
        yield problem(device, "no vector of this device has a reading")


#: What a quirk names for a payload that we refuse and the vendor's decoder reads.
RAISED: Final = "raised"


def quirks_say_what_and_why(device: Device) -> Iterator[Problem]:
    """A quirk names paths that exist, says why we differ, and its payload decodes, or is ``raised`` as broken.

    Whether the payload has the path is no question: mostly the vendor's decoder says what we leave out.
    """
    for quirk in device.quirks:
        broken = quirk.keys == (RAISED,)
        try:
            codec(device).decode(quirk.payload, quirk.f_port)
        except DecodeError as error:
            if not broken:
                yield problem(device, f"the quirk's payload does not decode: {fault(error)}", quirk)
        else:
            if broken:
                yield problem(device, f"the quirk says {RAISED}, and its payload decodes", quirk)
        if not (quirk.reason and quirk.keys):
            yield problem(device, "a quirk needs its keys and a reason", quirk)
        for key in quirk.keys:
            if key not in SCHEMA and not broken:
                near = difflib.get_close_matches(key, SCHEMA)
                hint = f"; did you mean {near[0]}?" if near else f"; they are {', '.join(SCHEMA)}"
                yield problem(device, f"{key!r} is no path of the normalized payload{hint}", quirk)


def examples_of_commands_go_both_ways(device: Device) -> Iterator[Problem]:
    """Each command has an example, whose arguments make its payload, and whose payload gives its arguments.

    So have commands that go together in one payload; and what is refused by the lines of data is.
    """
    found = examples_of(device)
    for name in device.downlink:
        examples = found[name]
        if not examples:
            yield problem(device, f"the command {name} has no example(…): a payload with its arguments")
        for one in examples:
            for text in _example(device, (name,), one):
                yield problem(device, f"{name}: {text}", one)
    for names, one in joined_of(device):
        if device.downlink.keys() >= set(names):
            for text in _example(device, names, one):
                yield problem(device, f"{', '.join(names)}: {text}", one)
    for name, one in refused_of(device):
        if name in device.downlink and (said := _taken(device, name, one)):
            yield problem(device, f"{name}: {said}", one)


def _taken(device: Device, name: str, one: Example) -> str | None:
    """What is wrong with arguments that should be refused, if anything is."""
    try:
        made = codec(device).encode_downlink(name, allow_disruptive=True, **one.arguments)
    except OutOfRange:
        return None
    except EncodeError as error:
        return f"{dict(one.arguments)} is refused for another reason: {error.problem}"
    return f"{dict(one.arguments)} is to be refused, and makes {made.payload.hex()}"


def _example(device: Device, names: tuple[str, ...], one: Example) -> Iterator[str]:
    arguments = {key: stated(value).value for key, value in one.arguments.items()}
    try:
        made = _made(device, names, arguments)
    except EncodeError as error:
        yield f"the arguments make no payload: {error.problem}"
        return
    if made.payload != one.payload or made.f_port != one.f_port:
        yield (
            f"the arguments make {made.payload.hex()} on port {made.f_port}, "
            f"the example is {one.payload.hex()} on port {one.f_port}"
        )
    try:
        told = codec(device).decode_downlink(one.payload, one.f_port)
    except DecodeError as error:
        yield f"the payload does not decode: {fault(error)}"
        return
    if told.message != ", ".join(names):
        yield f"the payload decodes as {told.message}"
        return
    found: dict[str, Reading | Attribute] = {each.name: each for each in told.readings}
    found |= told.attributes
    for key, value in one.arguments.items():
        wanted = stated(value)
        if key == "time" and told.time is not None:
            if not same(wanted.value, told.time):
                yield f"time: the example says {value!r}, the payload {told.time.isoformat()}"
        elif key not in found:
            yield f"the payload says nothing of {key}"
        elif not _alike(wanted.value, found[key]):
            yield f"{key}: the example says {value!r}, the payload {shown(found[key])}"
        else:
            yield from (f"{key}: {text}" for text in contradictions(wanted, found[key]))


def _alike(wanted: Any, found: Reading | Attribute) -> bool:
    """Whether a value is what was wanted, or none for the reason that was."""
    return same(wanted, found.value) or (found.value is None and wanted == found.status)


def _made(device: Device, names: tuple[str, ...], arguments: Mapping[str, Any]) -> Encoded:
    """The downlink of one command, or of several with each its own of the arguments."""
    if len(names) == 1:
        return codec(device).encode_downlink(names[0], allow_disruptive=True, **arguments)
    taken = {one.name: {each.name for each in one.arguments} for one in codec(device).commands}
    wanted = {name: {key: value for key, value in arguments.items() if key in taken[name]} for name in names}
    return codec(device).encode_downlink(wanted, allow_disruptive=True)


def _to_do(text: str) -> bool:
    return not text.strip() or text.startswith("TODO")
