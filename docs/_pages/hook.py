"""Adds the generated pages while the documentation is built: one a device, and the list to find them by.

Nothing of it is kept in the repository: pages and codecs are what the declarations say when the site is built.
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).parents[1]))  # a hook is loaded as a file, not as part of a package

import redi_codecs
from _pages.finder import finder
from _pages.names import box_name, vendor_name
from _pages.page import device_page
from redi_codecs.layout import Device
from redi_codecs.runtimes.javascript import NoJavaScript

_FINDER = "find.md"
_EXPLAINED = re.compile(
    r"^```console\n\$ redi-codecs explain (?P<command>[^\n]+)\n(?:(?!```|\$ ).*\n)*```\n", re.MULTILINE
)
_devices: dict[str, Device] = {}
_codecs: dict[str, str] = {}
_kin: dict[Any, list[Device]] = {}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """A page and a codec for each device."""
    for one in redi_codecs.devices():
        uri = f"devices/{one.id}.md"
        _devices[uri] = one
        _kin.setdefault((one.where.file, one.where.line), []).append(one)
        files.append(File.generated(config, uri, content=f"# {box_name(one)}\n"))
        written = _javascript(one)
        if written is not None:
            _codecs[uri] = written
            files.append(File.generated(config, f"devices/{one.id}/{one.model}.js", content=written))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    one = _devices.get(page.file.src_uri)
    if one is not None:
        page.meta = {
            "title": f"{box_name(one)} · {vendor_name(one.vendor)}",
            "hide": ["navigation", "toc"],
            "search": {"boost": 2},
        }
    return _EXPLAINED.sub(_drawn, markdown)


def _drawn(block: re.Match[str]) -> str:
    """A session that explains a payload, with the drawing that a notebook shows in place of the text."""
    given, _ = _explain().parse_known_args(shlex.split(block["command"]))
    if given.device is None or len(given.payload) != 1 or "--load" in block["command"]:
        return block[0]
    device = redi_codecs.codec(given.device).device
    one = redi_codecs.explain(device, given.payload[0], device.f_port if given.f_port is None else given.f_port)
    page = f'<div class="explained" markdown="0">{one._repr_html_()}</div>'
    return f"```console\n$ redi-codecs explain {block['command']}\n```\n\n{page}\n"


def _explain() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--device")
    parser.add_argument("--f-port", type=int)
    parser.add_argument("payload", nargs="*")
    return parser


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    uri = page.file.src_uri
    if uri == _FINDER:
        return html + finder(list(_devices.values()))
    one = _devices.get(uri)
    if one is None:
        return html
    return html + device_page(one, _kin[one.where.file, one.where.line], javascript=_codecs.get(uri))


def _javascript(one: Device) -> str | None:
    """The codec in JavaScript, where the device has one."""
    try:
        return redi_codecs.codec(one).to_javascript()
    except NoJavaScript:
        return None
