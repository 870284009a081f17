"""Every device's vectors decode to their values, in whichever Python this is; needs the library alone.

``python tests/everywhere.py`` is for where there are no tools to test with: Pyodide, PyPy, a Python of tomorrow.
"""

from __future__ import annotations

import platform
import sys

import redi_codecs
from redi_codecs.checking.declared import vectors_decode_to_their_values


def main() -> int:
    """How many devices and vectors there are, or what is wrong."""
    vectors, problems = 0, []
    devices = redi_codecs.devices()
    for device in devices:
        vectors += len(device.vectors)
        problems += [f"{device.id}: {problem}" for problem in vectors_decode_to_their_values(device)]
    core = "the compiled core" if redi_codecs.native else "Python alone"
    print(f"{platform.python_implementation()} {platform.python_version()} on {sys.platform}, {core}")
    print("\n".join(problems[:20]) or f"{len(devices)} devices, {vectors} vectors: each gives its values")
    return 1 if problems or not vectors else 0


if __name__ == "__main__":
    sys.exit(main())
