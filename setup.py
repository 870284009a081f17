"""Builds the compiled core, where there is a compiler; all else stands in pyproject.toml.

``REDI_CODECS_NATIVE=require`` makes a build without the core fail, ``skip`` leaves it out; without either it is built
if that can be done. ``REDI_CODECS_SANITIZE=1`` builds it for the address and undefined-behaviour sanitizers.
"""

import os
import sys
import sysconfig
from pathlib import Path

from setuptools import Extension, setup

os.umask(0o022)  # a wheel is the same, whoever builds it

NATIVE = os.environ.get("REDI_CODECS_NATIVE", "")
if NATIVE not in ("", "require", "skip"):
    sys.exit(f"REDI_CODECS_NATIVE is {NATIVE!r}; it can be require or skip, or be left out")

LOOSE = ("-ffast-math", "-Ofast", "-funsafe-math-optimizations", "-ffinite-math-only", "-fassociative-math", "/fp:fast")
said = " ".join(os.environ.get(name, "") for name in ("CC", "CFLAGS", "CPPFLAGS", "CL")).split()
if NATIVE != "skip" and (loose := [flag for flag in said if flag in LOOSE]):
    sys.exit(f"{loose[0]} is refused: the core would read other values than Python does; build without it")

FLAGS = ["/O2"] if os.name == "nt" else ["-O3", "-fno-math-errno", "-ffp-contract=off"]
LINK: list[str] = []
if os.environ.get("REDI_CODECS_SANITIZE"):
    FLAGS = ["-O1", "-g", "-fno-omit-frame-pointer", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]
    LINK = ["-fsanitize=address,undefined"]


def suited() -> bool:
    """Whether this Python is one for the core.

    Elsewhere than in CPython, calls into C cost more than they save; in a CPython without a global lock the core's
    readings, which the garbage collector does not know of, end the interpreter with a crash. Python decodes there.
    """
    return sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")


def extensions() -> list[Extension]:
    """The modules to compile; none where that is not wanted, or not possible and not required."""
    if NATIVE == "skip" or (NATIVE != "require" and not suited()):
        return []
    core = {
        "redi_codecs.runtimes.core._vm": [
            *(str(path) for path in sorted(Path("src/redi_codecs/runtimes/core").glob("*.pxi"))),
            "src/redi_codecs/runtimes/core/_kernels.h",
        ],
        "redi_codecs.readings._native": ["src/redi_codecs/readings/_native.pxd"],
        "redi_codecs.batch._arrow": [],
        "redi_codecs.batch._loops": [],
        "redi_codecs.networks.quick._extract": ["src/redi_codecs/networks/quick/_json.h"],
    }
    modules = [
        Extension(
            name,
            [f"src/{name.replace('.', '/')}.pyx"],
            depends=included,
            extra_compile_args=FLAGS,
            extra_link_args=LINK,
        )
        for name, included in core.items()
    ]
    try:
        from Cython.Build import cythonize

        made: list[Extension] = list(cythonize(modules, language_level=3))
    except Exception as error:
        if NATIVE == "require":
            raise
        print(f"redi_codecs: built without its compiled core ({error})", file=sys.stderr)
        return []
    for module in made:
        module.optional = NATIVE != "require"  # cythonize makes new ones and forgets it
    return made


setup(ext_modules=extensions())
