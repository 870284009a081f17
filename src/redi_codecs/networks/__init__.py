"""Messages of LoRaWAN network servers, taken out of their envelopes.

One module a server, each with its `SERVER`; :func:`parse_uplink` finds the one that a message comes from by what the
message says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from redi_codecs.errors import UplinkError
from redi_codecs.networks import (
    aws,
    azure,
    chirpstack,
    chirpstack_v3,
    element_iot,
    everynet,
    helium,
    lorawan_server,
    loriot,
    milesight,
    multitech,
    rak,
    senet,
    senml,
    tasmota,
    the_things_stack,
    the_things_stack_events,
    thingpark,
    thingshub,
    ttn_v2,
    wanesy,
)
from redi_codecs.networks.content import Content, content_of
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Kind, Uplink

__all__ = ["SERVERS", "Content", "Gateway", "Kind", "Server", "Uplink", "content_of", "parse_uplink"]

SERVERS: tuple[Server, ...] = (
    the_things_stack.SERVER,
    chirpstack.SERVER,
    chirpstack_v3.SERVER,
    thingpark.SERVER,
    loriot.SERVER,
    milesight.SERVER,
    helium.SERVER,
    wanesy.SERVER,
    element_iot.SERVER,
    the_things_stack_events.SERVER,
    ttn_v2.SERVER,
    ttn_v2.STORAGE,
    rak.SERVER,
    aws.SERVER,
    azure.SERVER,
    multitech.SERVER,
    everynet.SERVER,
    senet.SERVER,
    thingshub.SERVER,
    lorawan_server.SERVER,
    tasmota.SERVER,
    senml.SERVER,
)


def parse_uplink(message: Content) -> Uplink:
    """The uplink in a network server's message, given as JSON or XML, or as the mapping that was in it.

    Joins, statuses, acknowledgements and frames without payload are no error: `Uplink.kind` says what a message is.
    Anything else is an :class:`~redi_codecs.errors.UplinkError` that names the field, what was seen and expected.

    >>> up = parse_uplink(
    ...     '{"end_device_ids": {"device_id": "foyer", "dev_eui": "70:B3:D5:00:00:00:00:2A"},'
    ...     ' "uplink_message": {"f_port": 85, "frm_payload": "A2c0AQ=="}}'
    ... )
    >>> up.network, up.dev_eui, up.f_port, up.payload.hex()
    ('the-things-stack', '70b3d5000000002a', 85, '03673401')
    """
    content = content_of(message)
    found = _found(content)
    if len(found) > 1:
        found = _found(content, strictly=True) or found
    if len(found) != 1:
        raise UplinkError(_unrecognised(content, [server for server, _, _ in found]))
    ((server, wrap, inner),) = found
    try:
        return server.parse(inner)
    except UplinkError as error:
        if not wrap:
            raise
        raise UplinkError(error.problem, field=f"{wrap}.{error.field}" if error.field else wrap) from None


def _by_field() -> Mapping[str, tuple[Server, ...]]:
    """The servers that may be told by a field: by the first of its signs, or by a mark where it has none."""
    found: dict[str, tuple[Server, ...]] = {}
    for server in SERVERS:
        for field in server.signs[:1] or server.marks:
            found[field] = (*found.get(field, ()), server)
    return found


_TOLD_BY: Final = _by_field()
_WRAPS: Final = frozenset(wrap for server in SERVERS for wrap in server.wraps)


def _found(content: Mapping[str, Any], *, strictly: bool = False) -> list[tuple[Server, str, Mapping[str, Any]]]:
    """The servers whose message this is, with the field in which it lies, if it does, and the message."""
    found = [(server, "", content) for server in _told(content, strictly=strictly)]
    if _WRAPS.isdisjoint(content):
        return found
    names = {server.name for server, _, _ in found}  # what is around a message is its server's own
    for wrap in _WRAPS:
        if isinstance(inner := content.get(wrap), Mapping):
            for server in _told(inner, strictly=strictly):
                if wrap in server.wraps and server.name not in names:
                    found.append((server, wrap, inner))
    return found


def _told(content: Mapping[str, Any], *, strictly: bool) -> list[Server]:
    found = []
    for field in content:
        for server in _TOLD_BY.get(field, ()):
            if server not in found and server.recognises(content, strictly=strictly):
                found.append(server)
    return found


def _unrecognised(content: Mapping[str, Any], found: list[Server]) -> str:
    if found:
        return f"the message has the marks of {' and '.join(server.title for server in found)} at once"
    near = [server for server in SERVERS if server.signs and server.has_signs(content)]
    if near:
        marks = "; ".join(f"{', '.join(server.marks + server.shared)} ({server.title})" for server in near)
        return f"{' and '.join(near[0].signs)} alone cannot tell the network server: looked for one of {marks}"
    looked_for = ", ".join(f"{' and '.join(server.signs or server.marks)} ({server.title})" for server in SERVERS)
    seen = ", ".join(str(key)[:40] for key in list(content)[:8]) or "an empty object"
    return f"no message of a known network server: looked for {looked_for}; saw {seen}"
