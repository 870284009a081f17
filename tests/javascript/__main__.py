"""The long run, all devices in every engine that is there: ``cd tests; python -m javascript --mutations 50``."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from declared import DECLARED
from javascript import commands
from javascript.engines import ENGINES, Engine, in_parts
from javascript.said import Payload, call, normal, payloads, same, uplink
from redi_codecs import codec
from redi_codecs.device_codec import Codec
from redi_codecs.runtimes.javascript import NoJavaScript


def differences(
    one: Codec, engine: Engine, seed: int, mutations: int, drawn: int, vectors: Sequence[Payload] | None = None
) -> tuple[int, list[str]]:
    """How many payloads were decoded, and where the two differ."""
    cases = list(payloads(one, seed, mutations, drawn, vectors))
    source = one.javascript
    given = [said for part in in_parts([call(*case) for case in cases]) for said in engine(source, part)]
    wrong = []
    for (payload, f_port, received_at), said in zip(cases, given, strict=True):
        if _left_out(source, said):
            continue
        wanted = uplink(one, payload, f_port, received_at)
        if not same(said, wanted):
            wrong.append(f"{payload.hex()} on {f_port} at {received_at}: {said}, not {wanted}")
    if "function normalizeUplink" in source and not wrong:
        wrong = abnormal(
            one, engine, source, [(case, said) for case, said in zip(cases, given, strict=True) if "data" in said]
        )
    return len(cases), wrong


def _left_out(source: str, said: Any) -> bool:
    """Whether a payload is of a message for which the file, which says so in its head, has no room."""
    found = re.search(r"the message (\w+) is left out of this file", str(said.get("errors", "")))
    return found is not None and f"the message {found[1]}" in re.sub(r"\n//\s+", " ", source.partition("\n\n")[0])


def abnormal(one: Codec, engine: Engine, source: str, decoded: list[tuple[Payload, Any]]) -> list[str]:
    """Where what was decoded has other names in The Things Stack than Python says."""
    calls = [("normalizeUplink", {"data": said["data"]}) for _, said in decoded]
    given = [said for part in in_parts(calls) for said in engine(source, part)]
    found = []
    for ((payload, f_port, received_at), _), said in zip(decoded, given, strict=True):
        wanted = normal(one, payload, f_port, received_at)
        if not same(said, wanted):
            found.append(f"{payload.hex()} on {f_port} at {received_at}, normalized: {said}, not {wanted}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m javascript", description=__doc__)
    parser.add_argument("devices", nargs="*", help="ids; all if none is given")
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mutations", type=int, default=20)
    parser.add_argument("--drawn", type=int, default=20)
    parser.add_argument("--commands", action="store_true", help="downlinks, both ways, in place of uplinks")
    args = parser.parse_args()
    engines = {name: made for name in args.engine or ENGINES if (made := ENGINES[name]()) is not None}
    counted: Counter[str] = Counter()
    without, failed, began = [], 0, time.monotonic()
    for id in args.devices or [device.id for device in DECLARED if device.downlink or not args.commands]:
        one = codec(id)
        try:
            assert one.javascript
        except NoJavaScript as error:
            without.append(str(error))
            continue
        counted["devices"] += 1
        for name, engine in engines.items():
            if args.commands:
                count, wrong = commands.differences(one.device, engine, args.seed, args.drawn)
            else:
                count, wrong = differences(one, engine, args.seed, args.mutations, args.drawn)
            counted[name] += count
            failed += len(wrong)
            for text in wrong[:2]:
                print(f"{id}, {name}: {text}")
    print(f"{counted['devices']} devices, {len(without)} without JavaScript; seed {args.seed}")
    for name in engines:
        print(f"{name}: {counted[name]} {'calls' if args.commands else 'payloads'}")
    print(f"differences: {failed or 'none'}; {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
