"""Every error of the library, under one root.

A :class:`DecodeError` says which device, which field and which byte it is about, and keeps what was
understood before the fault in ``.partial``, so that a caller who catches it loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from redi_codecs.safe_text import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redi_codecs.readings import Decoded

__all__ = [
    "ChecksumMismatch",
    "DeclarationError",
    "DecodeError",
    "EncodeError",
    "ExportError",
    "FileError",
    "InvalidPayload",
    "MissingField",
    "OutOfRange",
    "PluginWarning",
    "PrivacyError",
    "RediCodecsError",
    "TruncatedPayload",
    "UnexpectedValue",
    "UnknownDevice",
    "UnknownField",
    "UnknownMessage",
    "UnknownPort",
    "UplinkError",
]


class RediCodecsError(Exception):
    """The root of every error that this library raises on purpose; its text commands no terminal."""

    def __str__(self) -> str:
        return safe(super().__str__())


class PluginWarning(UserWarning):
    """A package that registers devices cannot be loaded; its devices are unknown, and everything else works."""


class UnknownDevice(RediCodecsError, LookupError):
    """No device has this id; ``.nearest`` holds the ids that look most like it."""

    def __init__(self, id: str, nearest: Sequence[str] = (), note: str = "") -> None:
        self.id = id
        self.nearest = tuple(nearest)
        self.note = note
        hint = f"; did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"no device has the id {id!r}{note}{hint}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.id, self.nearest, self.note)


class DecodeError(RediCodecsError, ValueError):
    """A payload that this device cannot have sent, or not in full.

    Attributes: ``device`` (id), ``field`` (what was being read), ``offset`` (byte in the payload where the
    trouble begins), ``payload`` and ``partial``, a :class:`~redi_codecs.readings.Decoded` of what was complete
    before the fault (``None`` where nothing was). The text quotes the payload; :meth:`without_payload` does not.
    """

    def __init__(
        self,
        problem: str,
        *,
        device: str = "",
        field: str | None = None,
        offset: int = 0,
        payload: bytes = b"",
        partial: Decoded | None = None,
    ) -> None:
        self.problem = problem
        self.device = device
        self.field = field
        self.offset = offset
        self.payload = payload
        self.partial = partial
        super().__init__(problem)

    def __str__(self) -> str:
        what = f", field {self.field}" if self.field else ""
        text = safe_line(f"{self.device}{what}, byte {self.offset}: {self.problem}")
        if not self.payload:
            return text
        more = f"… ({len(self.payload)} bytes)" if len(self.payload) > 64 else ""
        return f"{text} (payload {self.payload[:64].hex()}{more})"

    def without_payload(self) -> Self:
        """The same error without payload and partial readings, for where nobody shall see these.

        >>> print(TruncatedPayload("1 byte needed, none left", device="acme/one", payload=b"!").without_payload())
        acme/one, byte 0: 1 byte needed, none left
        """
        return type(self)(self.problem, device=self.device, field=self.field, offset=self.offset)

    def __reduce__(self) -> tuple[Any, ...]:
        state = {name: getattr(self, name) for name in ("device", "field", "offset", "payload", "partial")}
        return type(self), (self.problem,), state

    def __setstate__(self, state: dict[str, Any] | None) -> None:
        self.__dict__.update(state or {})


class InvalidPayload(DecodeError):
    """What was given as payload is neither bytes nor a hex string, or the port is no LoRaWAN port, or a time no time.

    Where the payload is not to blame, no byte of it is.

    >>> print(InvalidPayload("received_at: the times have no zone", device="acme/one"))
    acme/one: received_at: the times have no zone
    """

    def __str__(self) -> str:
        if self.payload or self.field:
            return super().__str__()
        return safe_line(f"{self.device}: {self.problem}" if self.device else self.problem)


class TruncatedPayload(DecodeError):
    """The payload ends inside a field."""


class UnknownPort(DecodeError):
    """The device sends nothing on this fPort."""


class UnknownMessage(DecodeError):
    """A message type, length or tag that the device's declaration does not know."""


class UnexpectedValue(DecodeError):
    """A constant of the format has another value."""


class ChecksumMismatch(DecodeError):
    """The checksum inside the payload is not that of its bytes."""


class EncodeError(RediCodecsError, ValueError):
    """These values make no payload of this device; ``.device`` and ``.field`` say where."""

    def __init__(self, problem: str, *, device: str = "", field: str | None = None) -> None:
        self.problem = problem
        self.device = device
        self.field = field
        super().__init__(problem)

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.device, self.field and f"field {self.field}")))
        return safe_line(f"{where}: {self.problem}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problem,), {"device": self.device, "field": self.field}

    def __setstate__(self, state: dict[str, Any] | None) -> None:
        self.__dict__.update(state or {})


class OutOfRange(EncodeError):
    """The value does not fit its field; the message gives the limits."""


class MissingField(EncodeError):
    """The message needs a value that was not given."""


class UnknownField(EncodeError):
    """A value was given that no message of the device carries."""


class UplinkError(RediCodecsError, ValueError):
    """A network server's message that is none, or is broken; ``.field`` is the path inside the message."""

    def __init__(self, problem: str, *, field: str | None = None) -> None:
        self.problem = problem
        self.field = field
        super().__init__(safe_line(f"{field}: {problem}" if field else problem))

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.problem, {"field": self.field})


class TableError(RediCodecsError, ValueError):
    """A table that lacks a column, or whose columns do not belong together."""


class ExportError(RediCodecsError, ValueError):
    """What was given cannot be written in the vocabulary that was asked for."""


class FileError(RediCodecsError):
    """A file that is not written, since something would be lost by it; it was left as it is."""


class PrivacyError(RediCodecsError, ValueError):
    """A key that hides nothing, or an identifier that cannot be replaced; its text never quotes either."""


class DeclarationError(RediCodecsError):
    """A device's declaration contradicts itself; ``.file`` and ``.line`` say where."""

    def __init__(self, problem: str, *, file: str = "", line: int = 0) -> None:
        self.problem = problem
        self.file = file
        self.line = line
        super().__init__(f"{file}:{line}: {problem}" if file else problem)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.problem, {"file": self.file, "line": self.line})


def _again(kind: Any, problem: str, known: dict[str, Any]) -> Any:
    """An error as it was before it was pickled: its text is made of what it knows."""
    return kind(problem, **known)
