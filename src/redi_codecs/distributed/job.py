"""What travels to the workers of a cluster: names of columns and ids of devices. Each worker makes its own codecs."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from redi_codecs.errors import DeclarationError, RediCodecsError
from redi_codecs.layout.device import Device
from redi_codecs.registry import find, known, load
from redi_codecs.tables import Tables, decode_table

__all__ = ["READINGS", "REJECTS", "ColumnError", "Job", "Kind", "Parts", "job"]

#: What the values of a column are.
Kind = Literal["text", "float", "int32", "int64", "time"]

#: The columns of readings, in every part of every archive.
READINGS: dict[str, Kind] = {
    "time": "time", "device": "text", "quantity": "text", "name": "text", "value": "float", "text": "text",
    "unit": "text", "channel": "int32", "status": "text", "record": "text", "warnings": "text",
}  # fmt: skip

#: The columns of rows that could not be decoded.
REJECTS: dict[str, Kind] = {
    "device": "text", "reason": "text", "code": "text", "field": "text", "offset": "int64", "payload": "text",
    "partial": "text",
}  # fmt: skip

#: Which rows are wanted.
Parts = Literal["readings", "rejects", "both"]

_COLUMNS: dict[Parts, dict[str, Kind]] = {"readings": READINGS, "rejects": REJECTS, "both": READINGS | REJECTS}


class ColumnError(RediCodecsError, ValueError):
    """A column that the job needs is missing, or cannot be what it is said to be."""


@dataclass(frozen=True, slots=True)
class Job:
    """How a part of an archive is decoded; made by :func:`job`."""

    device: str
    payload: str
    f_port: str | int
    time: str | datetime | None
    keep: tuple[str, ...]
    attributes: bool
    sensitive: bool
    declarations: tuple[str, ...]
    parts: Parts
    reads: tuple[str, ...]

    @property
    def columns(self) -> dict[str, Kind]:
        """The columns of the result, before those that are kept."""
        return _COLUMNS[self.parts]

    def run(self, table: Any) -> Tables:
        """Decode a part, which has the columns in ``reads``."""
        _declared(self.declarations)
        return decode_table(
            table,
            device=self.device,
            payload=self.payload,
            f_port=self.f_port,
            time=self.time,
            attributes=self.attributes,
            sensitive=self.sensitive,
            keep=self.keep,
            threads=1,
        )

    def wanted(self, tables: Tables) -> list[Any]:
        """The tables that make up the result."""
        return [one for name, one in zip(Tables._fields, tables, strict=True) if self.parts in (name, "both")]

    def try_on(self, sample: Any) -> None:
        """Run on a sample, here and now, so that what is wrong with all rows is said before the cluster starts."""
        try:
            self.run(sample)
        except (TypeError, ValueError, RediCodecsError) as error:
            raise ColumnError(str(error)) from None


def job(
    names: Sequence[str],
    parts: Parts,
    *,
    device: str | Device,
    payload: str,
    f_port: str | int,
    time: str | datetime | None = None,
    keep: Iterable[str] = (),
    attributes: bool = False,
    sensitive: bool = False,
    declarations: Iterable[str | Path] = (),
) -> Job:
    """The job for an archive with these columns.

    >>> job(["id", "data"], "readings", device="id", payload="date", f_port=1)
    Traceback (most recent call last):
        ...
    redi_codecs.distributed.job.ColumnError: payload='date': the archive has no such column; there are id, data
    """
    if isinstance(keep, str):
        raise ColumnError(f"keep={keep!r}: a list of columns is needed")
    wanted = tuple(map(str, declarations))
    _declared(wanted)
    if isinstance(device, Device):
        device = _by_id(device)
    kept = tuple(keep)
    said: list[tuple[str, object]] = [("payload", payload), ("f_port", f_port), ("time", time)]
    reads = [(what, name) for what, name in said + [("keep", name) for name in kept] if isinstance(name, str)]
    if device in names:
        reads.insert(0, ("device", device))
    elif not known(device):
        there = ", ".join(map(str, names))
        raise ColumnError(f"device={device!r}: neither a column of the archive ({there}) nor the id of a device")
    for what, name in reads:
        if name not in names:
            raise ColumnError(
                f"{what}={name!r}: the archive has no such column; there are {', '.join(map(str, names))}"
            )
    taken = [name for at, name in enumerate(kept) if name in _COLUMNS[parts] or name in kept[:at]]
    if taken:
        raise ColumnError(f"keep={taken[0]!r}: the result has a column of that name already; rename it before")
    read = tuple(dict.fromkeys(name for _, name in reads))
    return Job(device, payload, f_port, time, kept, attributes, sensitive, wanted, parts, read)


def _by_id(device: Device) -> str:
    """The id of a device that workers can find."""
    if not known(device.id) or find(device.id) is not device:
        raise RediCodecsError(
            f"{device.id} was declared here, and workers would not know it: name its file or module in declarations="
        )
    return device.id


@lru_cache(maxsize=64)
def _declared(declarations: tuple[str, ...]) -> None:
    """Load declarations that are not part of the library, once a process."""
    for one in declarations:
        load(_file(one))


def _file(declaration: str) -> Path:
    path = Path(declaration)
    if path.is_file():
        return path
    try:
        spec = importlib.util.find_spec(declaration)
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.origin is None:
        raise DeclarationError(f"declarations={declaration!r}: there is neither a file nor a module of this name here")
    return Path(spec.origin)
