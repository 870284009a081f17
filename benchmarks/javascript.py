"""Our codecs in JavaScript beside the vendors' own: ``python benchmarks/javascript.py FOLDER``.

FOLDER has vendors' decoders as VENDOR/MODEL/**/NAME.js (``--name``). Both sides get the vectors of the device in which
both find values. V8 is warm: a codec is read once, its payloads decoded until V8 has compiled it, and then many times.
QuickJS is as ChirpStack has it, a fresh context for each payload, which reads the codec anew. In every round the two
take turns; a ratio is the median of the rounds' own.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import time
from pathlib import Path

import quickjs

from redi_codecs import codec

DEVICES = (
    "milesight-iot/em300-th", "browan/tbms100", "elsys/ers", "dragino/lht65", "netvox/r711", "mclimate/ht-sensor",
    "milesight-iot/am102", "milesight-iot/vs121", "tektelic/t0006129-orca", "browan/tbhh100",
)  # fmt: skip
ROUNDS = 7
#: What every engine runs behind a codec: its function by whatever name it has, and what it says in short.
CALL = """
function decodedBy(payload, port) {
  var said;
  if (typeof decodeUplink === "function") said = decodeUplink({bytes: payload, fPort: port, recvTime: new Date(0)});
  else if (typeof Decode === "function") said = {data: Decode(port, payload, {})};
  else said = {data: Decoder(payload, port)};
  return said && !(said.errors && said.errors.length) && said.data && Object.keys(said.data).length ? 1 : 0;
}
"""
NODE = """
const [sources, payloads, rounds] = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.info = console.warn = console.error = () => {};
const log = console.log;
console.log = () => {};
const runs = sources.map((source) => new Function(source + "\\n;return function (all, times) {" +
  "for (var i = 0; i < times; i++) for (var j = 0; j < all.length; j++) decodedBy(all[j][0], all[j][1]); };")());
const times = sources.map(() => []);
for (const run of runs) for (const began = Date.now(); Date.now() - began < 1500; ) run(payloads, 1000);
for (let round = 0; round < rounds; round++) {
  for (let n = 0; n < runs.length; n++) {
    const which = (n + round) % runs.length, began = process.hrtime.bigint();
    runs[which](payloads, 20000);
    times[which].push(Number(process.hrtime.bigint() - began) / 20000 / payloads.length);
  }
}
log(JSON.stringify(times));
"""


def takes(source: str, payload: list[int], port: int) -> bool:
    """Whether a codec decodes a payload, in a fresh context."""
    context = quickjs.Context()
    try:
        context.eval(source)
        return bool(context.eval(f"decodedBy({json.dumps(payload)}, {port})"))
    except Exception:  # whatever a vendor's decoder throws
        return False


def fresh(sources: list[str], payloads: list[tuple[list[int], int]]) -> list[list[float]]:
    """Nanoseconds of QuickJS, a context a payload."""
    times: list[list[float]] = [[] for _ in sources]
    for turn in range(ROUNDS):
        for number in range(len(sources)):
            which = (number + turn) % len(sources)
            began = time.perf_counter_ns()
            for _ in range(20):
                for payload, port in payloads:
                    takes(sources[which], payload, port)
            times[which].append((time.perf_counter_ns() - began) / 20 / len(payloads))
    return times


def warm(sources: list[str], payloads: list[tuple[list[int], int]]) -> list[list[float]]:
    """Nanoseconds of V8."""
    node = shutil.which("node") or "nodejs"
    given = json.dumps([sources, payloads, ROUNDS])
    run = subprocess.run([node, "-e", NODE], input=given, capture_output=True, text=True, check=True)
    found: list[list[float]] = json.loads(run.stdout)
    return found


def row(id: str, theirs: str) -> str | None:
    """A line of the table; None where the two have nothing in common."""
    one = codec(id)
    sources = [one.javascript + CALL, theirs + CALL]
    vectors = [(list(vector.payload), vector.f_port) for vector in one.device.vectors if vector.payload]
    payloads = [case for case in vectors if all(takes(source, *case) for source in sources)]
    if not payloads:
        return None
    figures = []
    for measured in (warm(sources, payloads), fresh(sources, payloads)):
        ratio = statistics.median(own / other for own, other in zip(*measured, strict=True))
        figures += [f"{statistics.median(measured[0]) / 1000:.2f}", f"{ratio:.2f}"]
    sizes = [f"{len(text) / 1000:.1f}" for text in (one.javascript, theirs)]
    return f"| {id} | {len(payloads)} | {' | '.join([*figures, *sizes])} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", default="*.js")
    parser.add_argument("devices", nargs="*", default=DEVICES)
    args = parser.parse_args()
    print("| device | payloads | V8, µs | of theirs | QuickJS fresh, µs | of theirs | KB | theirs |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for id in args.devices:
        for path in sorted((args.folder / id).rglob(args.name)):
            if (line := row(id, path.read_text(encoding="utf-8"))) is not None:
                print(line, flush=True)
                break


if __name__ == "__main__":
    main()
