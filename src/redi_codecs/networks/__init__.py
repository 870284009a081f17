"""Messages of LoRaWAN network servers, taken out of their envelopes.

One module a server, each with its `SERVER`; :func:`parse_uplink` finds the one that a message comes from by what the
message says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from redi_codecs.errors import UplinkError
from redi_codecs.networks import chirpstack, the_things_stack
from redi_codecs.networks.fields import Server
from redi_codecs.networks.uplink import Gateway, Kind, Uplink

__all__ = ["SERVERS", "Gateway", "Kind", "Server", "Uplink", "parse_uplink"]

SERVERS: tuple[Server, ...] = (the_things_stack.SERVER, chirpstack.SERVER)


def parse_uplink(message: str | bytes | Mapping[str, Any]) -> Uplink:
    """The uplink in a network server's message, given as JSON or as the mapping that was in it.

    Joins, statuses, acknowledgements and frames without payload are no error: `Uplink.kind` says what a message is.
    Anything else is an :class:`~redi_codecs.errors.UplinkError` that names the field, what was seen and expected.

    >>> up = parse_uplink(
    ...     '{"end_device_ids": {"device_id": "foyer", "dev_eui": "70:B3:D5:00:00:00:00:2A"},'
    ...     ' "uplink_message": {"f_port": 85, "frm_payload": "A2c0AQ=="}}'
    ... )
    >>> up.network, up.dev_eui, up.f_port, up.payload.hex()
    ('the-things-stack', '70b3d5000000002a', 85, '03673401')
    """
    content = _content(message)
    # The storage integration of The Things Stack wraps each message that it exports.
    if isinstance(inner := content.get("result"), Mapping) and len(content) == 1:
        try:
            return _parse(inner)
        except UplinkError as error:
            raise UplinkError(error.problem, field=f"result.{error.field}" if error.field else "result") from None
    return _parse(content)


def _parse(content: Mapping[str, Any]) -> Uplink:
    found = [server for server in SERVERS if server.recognises(content)]
    if len(found) == 1:
        return found[0].parse(content)
    if found:
        names = " and ".join(server.title for server in found)
        raise UplinkError(f"the message has the marks of {names} at once")
    looked_for = ", ".join(f"{server.marks} ({server.title})" for server in SERVERS)
    seen = ", ".join(str(key) for key in list(content)[:8]) or "an empty object"
    raise UplinkError(f"no message of a known network server: looked for {looked_for}; saw {seen}")


def _content(message: str | bytes | Mapping[str, Any]) -> Mapping[str, Any]:
    content: Any = message
    if isinstance(message, (str, bytes, bytearray)):
        try:
            content = json.loads(message)
        except json.JSONDecodeError as error:
            where = f"{error.msg.removesuffix(' at')} at character {error.pos + 1} of {len(error.doc)}"
            raise UplinkError(f"not JSON: {where}") from None
        except (ValueError, RecursionError) as error:
            raise UplinkError(f"not JSON: {error or 'nested too deeply'}") from None
    if not isinstance(content, Mapping):
        raise UplinkError(f"expected a JSON object, saw {type(content).__name__}")
    return content
