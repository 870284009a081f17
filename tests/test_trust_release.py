"""Releases: what the workflow may do, what a tag has to be, and that no changed reading goes out untold."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"

pytestmark = pytest.mark.skipif(not (ROOT / ".ci" / "release.py").is_file(), reason="the source tree is not here")


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / ".ci" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def jobs() -> dict[str, Any]:
    told = pytest.importorskip("yaml").safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert told["permissions"] == {}
    assert told[True] == {"push": {"tags": ["v*"]}}  # YAML takes `on` for a truth
    found: dict[str, Any] = told["jobs"]
    return found


class TestWorkflow:
    def test_one_job_publishes_and_one_writes_the_release(self, jobs: dict[str, Any]) -> None:
        assert {name: job["permissions"] for name, job in jobs.items()} == {
            "check": {"contents": "read"},
            "sources": {"contents": "read"},
            "wheels": {"contents": "read"},
            "publish": {"id-token": "write"},
            "release": {"contents": "write"},
        }

    def test_who_may_publish_runs_nothing_of_the_project(self, jobs: dict[str, Any]) -> None:
        steps = jobs["publish"]["steps"]
        assert [one["uses"].partition("@")[0] for one in steps] == [
            "actions/download-artifact",
            "pypa/gh-action-pypi-publish",
        ]
        assert jobs["publish"]["environment"] == "pypi"

    def test_no_password_is_kept(self) -> None:
        text = WORKFLOW.read_text(encoding="utf-8")
        assert not re.search("secrets|password|api-token", re.sub("#.*", "", text))

    def test_actions_are_those_that_were_looked_at(self, jobs: dict[str, Any]) -> None:
        used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
        assert used
        assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one) for one in used), used

    def test_a_clone_keeps_no_credentials(self, jobs: dict[str, Any]) -> None:
        clones = [one for job in jobs.values() for one in job["steps"] if "checkout" in one.get("uses", "")]
        assert all(one["with"]["persist-credentials"] is False for one in clones)

    def test_nothing_goes_out_unchecked(self, jobs: dict[str, Any]) -> None:
        assert [one["run"] for one in jobs["check"]["steps"] if "run" in one] == [
            'python .ci/release.py "$GITHUB_REF_NAME"',
            "bash .ci/run",
        ]
        needs = [job.get("needs") for job in jobs.values()]
        assert list(jobs) == ["check", "sources", "wheels", "publish", "release"]
        assert needs == [None, "check", "check", ["sources", "wheels"], "publish"]


class TestTag:
    GOOD = "# Changelog\n\n## Unreleased\n\n## 1.2.0 - 2026-12-01\n\n### Changed readings\n\n- `elsys/ers`: another.\n"

    @pytest.mark.parametrize(
        ("tag", "changelog", "words"),
        [
            ("v1.2.0", GOOD, []),
            ("v1.2.1", GOOD, ["the tag v1.2.1 is not the version of pyproject.toml, v1.2.0"]),
            ("v1.2.0", GOOD.replace(" - 2026-12-01", ""), ["CHANGELOG.md has no line '## 1.2.0 - YYYY-MM-DD'"]),
            (
                "v1.2.0",
                GOOD.replace("## 1.2.0", "- Something.\n\n## 1.2.0"),
                ["CHANGELOG.md still has something under Unreleased"],
            ),
        ],
    )
    def test_names(self, release: ModuleType, tag: str, changelog: str, words: list[str]) -> None:
        assert list(release.problems(tag, "1.2.0", changelog)) == words

    def test_what_is_told(self, release: ModuleType) -> None:
        told = release.section(self.GOOD, "1.2.0")
        assert release.untold({"elsys/ers", "elsys/ers-co2", "browan/tbms100"}, told) == ["browan/tbms100"]
        assert release.untold({"elsys/ers"}, told.replace("Changed readings", "Added")) == ["elsys/ers"]
        assert release.untold({"milesight-iot/em300-th"}, "### Changed readings\n\n- All Milesight models\n") == []


def test_changed_readings_are_the_first_headline() -> None:
    sections = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for one in sections:
        headlines = re.findall(r"^### (.*)", one, re.MULTILINE)
        assert len(set(headlines)) == len(headlines)
        assert "Changed readings" not in headlines[1:]


PROJECT = """
from collections import namedtuple as n
V, D = n('V', 'payload f_port received_at'), n('D', 'id vectors also')
R, M = n('R', 'name value unit status time'), n('M', 'message readings records attributes')
RediCodecsError = ValueError
def devices():
    told = {'a/same': (), 'a/other': ('b/other',), 'b/other': ()}
    return [D(id, [V(b'1', 1, None)], also) for id, also in told.items()]
def decode(id, payload, port, received_at):
    return M('', [R('x', NUMBER if id != 'a/same' else 0, '', '', '')], [], {})
"""


def test_a_reading_that_changes_is_found(release: ModuleType, tmp_path: Path) -> None:
    """In a project of one file, of two commits."""
    package = tmp_path / "src" / "redi_codecs"
    (package / "vendors" / "c").mkdir(parents=True)
    lines = [
        {"device": "c/beside", "payload": "01", "f_port": 1},
        {"device": "c/told", "command": "x", "payload": "01"},
    ]
    (package / "vendors" / "c" / "c.jsonl").write_text("\n".join(map(json.dumps, lines)))

    def commit(number: int) -> None:
        (package / "__init__.py").write_text(PROJECT.replace("NUMBER", str(number)))
        who = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
        subprocess.run(["git", *who, "commit", "-qm", "x"], cwd=tmp_path, check=True)

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    commit(1)
    subprocess.run(["git", "tag", "v0.1.0"], cwd=tmp_path, check=True)
    commit(2)
    root, release.ROOT = release.ROOT, tmp_path
    try:
        assert release.last_release(None) == "v0.1.0"
        assert release.changed_since("v0.1.0") == {"a/other", "c/beside"}
        commit(1)
        assert release.changed_since("v0.1.0") == set()
    finally:
        release.ROOT = root


def test_the_pythons_that_are_named_have_wheels() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = set(re.findall(r":: 3\.(\d+)", " ".join(told["project"]["classifiers"])))
    assert set(re.findall(r"cp3(\d+)-\*", told["tool"]["cibuildwheel"]["build"])) == named
