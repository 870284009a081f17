"""Files as TheThingsNetwork/lorawan-devices has them: a codec, and the description of its functions with examples.

The device's own file names firmware versions and radio profiles, which no declaration knows; it stays the vendor's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from redi_codecs.device_codec import Codec
from redi_codecs.packages.examples import Example, Sent, commands_in, examples, file_name, sent
from redi_codecs.runtimes.javascript import answer_downlink, normalized_answer

__all__ = ["things_stack"]


def things_stack(codecs: Sequence[Codec], *, sensitive: bool = False) -> dict[str, str]:
    """Texts by path, below the root of the repository.

    >>> from redi_codecs import codec
    >>> list(things_stack([codec("browan/tbms100")]))
    ['vendor/browan/tbms100.js', 'vendor/browan/tbms100-codec.yaml']
    """
    files: dict[str, str] = {}
    for codec in codecs:
        device, model = codec.device, file_name(codec.device.id)
        folder = f"vendor/{device.vendor}"
        files[f"{folder}/{model}.js"] = source = codec.to_javascript(sensitive=sensitive)
        files[f"{folder}/{model}-codec.yaml"] = "\n".join(_described(codec, model, sensitive, source)) + "\n"
    return files


def _described(codec: Codec, model: str, sensitive: bool, source: str) -> Iterator[str]:
    yield f"# {codec.device.name}"
    yield f"# Source: {codec.device.source}"
    yield "uplinkDecoder:"
    yield f"  fileName: {model}.js"
    found = list(examples(codec, source, sensitive=sensitive))
    if found:
        yield "  examples:"
        for one in found:
            yield from _example(one, normalized_answer(one.decoded, sensitive=sensitive))
    commands = list(sent(codec, source))
    if commands_in(codec, source):
        yield from _function("downlinkEncoder", model, [_encoding(one) for one in commands])
        plain = [one for one in commands if "allow_disruptive" not in one.data]
        yield from _function("downlinkDecoder", model, [_decoding(codec, one) for one in plain])


def _function(name: str, model: str, examples: Sequence[tuple[str, dict[str, Any], dict[str, Any]]]) -> Iterator[str]:
    yield f"{name}:"
    yield f"  fileName: {model}.js"
    if examples:
        yield "  examples:"
    for description, given, said in examples:
        yield f"    - description: {_flow(description)}"
        yield f"      input: {_flow(given)}"
        yield f"      output: {_flow(said)}"


def _encoding(one: Sent) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return one.description, {"data": one.data}, {"fPort": one.f_port, "bytes": list(one.payload)}


def _decoding(codec: Codec, one: Sent) -> tuple[str, dict[str, Any], dict[str, Any]]:
    given = {"fPort": one.f_port, "bytes": list(one.payload)}
    return one.description, given, answer_downlink(codec.device, one.payload, one.f_port)


def _example(one: Example, normalized: dict[str, Any]) -> Iterator[str]:
    yield f"    - description: {_flow(one.description)}"
    yield "      input:"
    yield from (f"        {name}: {_flow(value)}" for name, value in one.given.items())
    yield "      output:"
    yield from _block(one.said, 8)
    if normalized["data"]:
        yield "      normalizedOutput:"
        yield from _block(normalized, 8)


def _block(value: dict[str, Any], indent: int) -> Iterator[str]:
    """A mapping a line a key; lists of mappings an entry a line."""
    before = " " * indent
    for name, one in value.items():
        if isinstance(one, dict) and one:
            yield f"{before}{name}:"
            yield from _block(one, indent + 2)
        elif isinstance(one, list) and one:
            yield f"{before}{name}:"
            yield from (f"{before}  - {_flow(each)}" for each in one)
        else:
            yield f"{before}{_key(name)}: {_flow(one)}"


def _key(name: str) -> str:
    return name if name.replace("_", "a").isalnum() and name[0].isalpha() else json.dumps(name)


def _flow(value: object) -> str:
    """A value as JSON, which YAML reads, too."""
    return json.dumps(value, ensure_ascii=False)
