"""All network servers, and which one a message comes from."""

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
from redi_codecs.networks.uplink import Uplink
from redi_codecs.networks.wrappers import Place, broken_text, may_wrap, messages_inside

__all__ = ["SERVERS", "known_servers", "parse_uplink", "several"]

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
    ttn_v2.ACTIVATIONS,
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
    found, path = known_servers(content), ""
    if not found:
        path, content = _unwrapped(content)
        found = known_servers(content)
    if len(found) != 1:
        raise UplinkError(_unrecognised(content, found), field=path or None)
    (server,) = found
    try:
        return server.parse(content)
    except UplinkError as error:
        if not path:
            raise
        raise UplinkError(error.problem, field=f"{path}.{error.field}" if error.field else path) from None


def known_servers(content: Mapping[str, Any]) -> list[Server]:
    """The servers whose message this may be: one, if all is well."""
    found = _told(content, strictly=False)
    return _told(content, strictly=True) or found if len(found) > 1 else found


def several(content: Mapping[str, Any]) -> list[Place]:
    """The messages in one, in what another tool wrote or of a server that tells of several devices; none of most.

    >>> [place.path for place in several({"LwReceived": {"0x1": {}, "0x2": {}}})]
    ['LwReceived', 'LwReceived']
    """
    if not may_wrap(content) and _IN_PARTS.keys().isdisjoint(content):
        return []
    places = [Place("", content)] if known_servers(content) else messages_inside(content, known_servers)
    return [part for place in places for part in _parts(place)]


def _parts(place: Place) -> list[Place]:
    if isinstance(place.message, Mapping):
        for field, server in _IN_PARTS.items():
            if field in place.message and server.parts and known_servers(place.message) == [server]:
                path = f"{place.path}.{field}" if place.path else field
                return [Place(path, part) for part in server.parts(place.message)] or [place]
    return [place]


def _unwrapped(content: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The one message in what another tool wrote, and the path to it; what was given where there is none."""
    places = messages_inside(content, known_servers)
    if not places:
        if error := broken_text(content):
            raise error
        return "", content
    (path, message), *others = places
    if others:
        where = ", ".join(place.path for place in places[:4])
        more = ", …" if len(places) > 4 else ""
        raise UplinkError(f"{len(places)} messages in one ({where}{more}): decode_stream reads each of them")
    assert isinstance(message, Mapping)
    return path, message


def _by_field() -> Mapping[str, tuple[Server, ...]]:
    """The servers that may be told by a field: by the first of its signs, or by a mark where it has none."""
    found: dict[str, tuple[Server, ...]] = {}
    for server in SERVERS:
        for field in server.signs[:1] or server.marks:
            found[field] = (*found.get(field, ()), server)
    return found


_TOLD_BY: Final = _by_field()

_IN_PARTS: Final = {server.signs[0]: server for server in SERVERS if server.parts}
"""Servers that may tell of several devices in one message, by a field of theirs."""

_NAMED: Final = 3
"""Servers that an error names: those that share most fields with what is no message."""


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
    known = sorted(SERVERS, key=lambda server: -sum(field in content for field in server.signs or server.marks))
    named = ", ".join(f"{' and '.join(one.signs or one.marks)} ({one.title})" for one in known[:_NAMED])
    looked_for = f"{named} and what {len(known) - _NAMED} others write"
    seen = ", ".join(str(key)[:40] for key in list(content)[:8]) or "an empty object"
    return f"no message of a known network server: looked for {looked_for}; saw {seen}"
