"""What a codec in JavaScript says of a payload, told from the reading objects: for examples, and to hold it against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from redi_codecs.encoding.commanded import decode_downlinks
from redi_codecs.encoding.compiled import about, compiled
from redi_codecs.layout.device import Device
from redi_codecs.readings import Decoded
from redi_codecs.readings.normalized import normalized
from redi_codecs.results import Result, Shape, Values, moment

__all__ = ["answer", "answer_downlink", "normalized_answer"]

#: From here on an integer travels as a text, since a double would round it.
_WIDE: Final = 1 << 53


def answer(decoded: Decoded, *, sensitive: bool = False) -> dict[str, Any]:
    """What ``decodeUplink`` returns: ``data``, and ``warnings`` if there are some, with their keys in its order."""
    told = decoded.to_dict(sensitive=sensitive)
    result, shape = Result(*decoded.result), decoded.shape
    data = _values(told, shape, result.values)
    if result.message is not None:
        data["message"] = result.message
    if moment(result.time) is not None:
        data["time"] = told["time"]
    records = [_record(one, shape, values) for one, (_, _, values) in zip(told["records"], result.records, strict=True)]
    if records:
        data["records"] = records
    warnings = [f"{one.code}, byte {one.offset}: {one.text}" for one in decoded.warnings]
    return {"data": data, "warnings": warnings} if warnings else {"data": data}


def normalized_answer(decoded: Decoded, *, sensitive: bool = False) -> dict[str, Any]:
    """What ``normalizeUplink`` returns, which does not know when a payload came: times are those in the payload."""
    unaware = Decoded(decoded.shape, decoded.payload, decoded.f_port, decoded.result, None)
    return {"data": normalized(unaware, sensitive=sensitive)}


def answer_downlink(device: Device, payload: bytes, f_port: int) -> dict[str, Any]:
    """What ``decodeDownlink`` returns: commands with their value, or with a mapping of their arguments.

    In place of a value that is none there is its status, as a command takes it.
    """
    return {"data": {one.message or "": _arguments(device, one) for one in decode_downlinks(device, payload, f_port)}}


def _arguments(device: Device, one: Decoded) -> Any:
    told = one.to_dict(sensitive=True)
    values = {
        each["name"]: each["status"] if each["value"] is None and each["status"] != "unknown" else each["value"]
        for each in (*told["readings"], *told["attributes"])
    }
    name = one.message or ""
    names = {slot.name for slot in compiled(device, name)[0].slots}.union(about(device, name))
    if "time" in names:
        values["time"] = told["time"]
    if len(names) > 1:
        return values
    return next(iter(values.values()), values) if names else True


def _record(told: Mapping[str, Any], shape: Shape, given: Values) -> dict[str, Any]:
    record = {**_values(told, shape, given), "name": told["name"]}
    return record if told["time"] is None else {**record, "time": told["time"]}


def _values(told: Mapping[str, Any], shape: Shape, given: Values) -> dict[str, Any]:
    """Values and statuses by name, in the order of the wire."""
    found: dict[str, tuple[Any, str | None]] = {}
    for one in (*told["readings"], *told["attributes"]):
        value = one["value"]
        wide = isinstance(value, int) and abs(value) >= _WIDE
        found[one["name"]] = str(value) if wide else value, one["status"]
    values: dict[str, Any] = {}
    for key in given:
        name = shape.of(key)[0].name
        if name in found and name not in values:
            values[name], status = found[name]
            if status is not None:
                values[f"{name}_status"] = status
    return values
