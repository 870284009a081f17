"""Whether a version may be released: ``python .ci/release.py v1.2.0``, on a clean clone with its tags.

The tag is the version of ``pyproject.toml``, ``CHANGELOG.md`` has a section of it, and what payloads of the release
before say otherwise today is told there, under *Changed readings*: of each such device its id, or its vendor.
``--since REF`` compares with another commit; without a tag, what is not released yet is looked at.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Runs in both versions: what is asked are the vectors of the old one, beside declarations and in them.
SAY = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
import redi_codecs
def vectors():
    known = redi_codecs.devices()
    others = {id for device in known for id in getattr(device, "also", ())}  # of what is sold under several names, one
    for device in known:
        for one in device.vectors if device.id not in others else ():
            yield device.id, one.payload.hex(), one.f_port, getattr(one, "received_at", None)
    for file in sorted(Path(redi_codecs.__file__).parent.glob("vendors/*/*.jsonl")):
        for line in map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").splitlines())):
            if "payload" in line and "command" not in line:
                yield line["device"], line["payload"], line["f_port"], line.get("received_at")
def said(id, payload, port, at):
    try:
        at = datetime.fromtimestamp(at, UTC) if isinstance(at, int | float) else at
        found = redi_codecs.decode(id, payload, port, received_at=at)
    except redi_codecs.RediCodecsError as error:
        return type(error).__name__
    def values(readings):
        return [[one.name, repr(one.value), str(one.unit), one.status, str(one.time)] for one in readings]
    return [found.message, values(found.readings), [values(one.readings) for one in found.records],
            {name: repr(value) for name, value in found.attributes.items()}]
asked = json.load(open(sys.argv[1])) if sys.argv[1:] else list(vectors())
print(json.dumps([[one, said(*one)] for one in asked]))
"""


def section(changelog: str, version: str) -> str | None:
    """What the changelog says of a version, or of ``Unreleased``."""
    found = re.search(rf"^## \[?{re.escape(version)}\]?.*\n((?:(?!## ).*\n?)*)", changelog, re.MULTILINE)
    return found[1] if found else None


def problems(tag: str, version: str, changelog: str) -> Iterator[str]:
    """What is wrong with the names."""
    if tag != f"v{version}":
        yield f"the tag {tag} is not the version of pyproject.toml, v{version}"
    if re.search(rf"^## \[?{re.escape(version)}\]? - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE) is None:
        yield f"CHANGELOG.md has no line '## {version} - YYYY-MM-DD'"
    if (section(changelog, "Unreleased") or "").strip():
        yield "CHANGELOG.md still has something under Unreleased"


def untold(ids: set[str], told: str) -> list[str]:
    """The devices of which *Changed readings* says nothing: neither id nor vendor."""
    found = re.search(r"^### Changed readings\n((?:(?!###? ).*\n?)*)", told, re.MULTILINE)
    text = (found[1] if found else "").lower()
    return sorted(
        id
        for id in ids
        if id not in text and re.search(rf"\b{re.escape(id.split('/')[0].split('-')[0])}", text) is None
    )


def changed_since(ref: str) -> set[str]:
    """The devices of another commit whose vectors say something else today."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["git", "archive", ref, "src"], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=packed, check=True)
        before = json.loads(_say(Path(folder, "src")))
        asked = Path(folder, "asked.json")
        asked.write_text(json.dumps([one for one, _ in before]), encoding="utf-8")
        now = json.loads(_say(ROOT / "src", str(asked)))
    return {one[0] for (one, old), (_, new) in zip(before, now, strict=True) if old != new}


def _say(path: Path, *arguments: str) -> str:
    told = os.environ | {"PYTHONPATH": str(path), "REDI_CODECS_NATIVE": "skip", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", SAY, *arguments], env=told, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def last_release(tag: str | None) -> str | None:
    """The tag of the release before."""
    ask = ["git", "tag", "--list", "v*", "--sort=-version:refname", "--merged", "HEAD"]
    tags = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return next((one for one in tags if one != tag), None)


def main() -> int:
    """Say what stands against a release."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tag", nargs="?")
    parser.add_argument("--since", metavar="REF")
    given = parser.parse_args()
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    wrong = list(problems(given.tag, version, changelog)) if given.tag else []
    since = given.since or last_release(given.tag)
    if since is None:
        print("there is no release before: no reading has changed")
    else:
        changed = changed_since(since)
        told = section(changelog, version if given.tag else "Unreleased") or ""
        wrong += [
            f"CHANGELOG.md, Changed readings: nothing of {id}, which reads its vectors otherwise than {since} did"
            for id in untold(changed, told)
        ]
        print(f"{len(changed)} devices read vectors otherwise than {since} did")
    print("\n".join(wrong) or "nothing stands against it")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
