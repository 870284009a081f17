#!/usr/bin/env bash
# The compiled core under the address and undefined-behaviour sanitizers: archives by columns with mutated messages of all
# servers (SANITIZE_LINES of them, 20,000 if it is not said), fuzzed payloads of all devices, and before these, with
# SANITIZE_TESTS=1, its tests. Needs gcc, and a python with Cython, setuptools, pyarrow and the test extra; arguments
# go to fuzz.py (without any: 200,000 payloads; `--rows 10000000` takes some minutes).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=${PYTHON:-python}
compiler=${CC:-gcc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A copy, so that neither the translated C nor a sanitized extension stays behind.
cp -r "$root"/{src,tests,benchmarks,examples,setup.py,pyproject.toml,README.md,LICENSE} "$work/"
find "$work/src" \( -name '*.so' -o -name '*.c' \) -delete
cd "$work"
CC=$compiler REDI_CODECS_SANITIZE=1 REDI_CODECS_NATIVE=require "$python" setup.py --quiet build_ext --inplace

# Python's own allocator would hide what lies beside an object; leaks of the interpreter are not the core's.
export LD_PRELOAD="$($compiler -print-file-name=libasan.so) $($compiler -print-file-name=libubsan.so)"
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:exitcode=99
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export PYTHONMALLOC=malloc PYTHONPATH=$work/src:$work/tests

shopt -s nullglob
status=0
[ -z "${SANITIZE_TESTS:-}" ] || "$python" -m pytest -m "" -p no:cacheprovider -q tests/test_batch*.py tests/test_native*.py tests/native || status=$?
# A child of a process with threads may wait for ever for the sanitizer's own lock, held as it was born: no --jobs here.
"$python" -m pytest -m "" -p no:cacheprovider -q tests/test_archive_bulk.py -k "not two_processes and not before_the_devices" || status=$?
"$python" tests/archive_mutants.py --total "${SANITIZE_LINES:-20000}" --seed 7 || status=$?
[ $# -gt 0 ] || set -- --rows 200000
"$python" tests/native/fuzz.py "$@" || status=$?
exit "$status"
