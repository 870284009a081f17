"""The built documentation in a browser: what a payload says in a page is what Python says of it.

``mkdocs build --site-dir DIR``, then ``REDI_CODECS_SITE=DIR pytest tests/pages``.
"""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from javascript.said import uplink
from redi_codecs.checking.vectors import vectors_of
from redi_codecs.runtimes.javascript import NoJavaScript

SITE = os.environ.get("REDI_CODECS_SITE")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if SITE is None:
    pytest.skip("REDI_CODECS_SITE names no built site", allow_module_level=True)
if CHROMIUM is None:
    pytest.skip("there is no Chromium", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

#: Tags, ports, types, masks, bits, records, a register map, Cayenne: formats of different kinds.
DEVICES = (
    "milesight-iot/em300-th",
    "browan/tbms100",
    "elsys/ers",
    "sensoterra/sensoterra",
    "dragino/lht65n",
    "decentlab/dl-5tm",
    "netvox/r711",
    "mclimate/vicki",
    "tektelic/t00048xx-smart-room-pir",
    "adeunis/temp-4",
)
#: Nobody's payload.
FOREIGN = bytes.fromhex("FEFEFEFEFEFEFEFEFE")
WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A plain file server."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=SITE)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    """A page that reaches nothing but the server, and has no error of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on(
        "request", lambda one: wrong.append(one.url) if not one.url.startswith((server, "data:", "blob:")) else None
    )
    yield found
    assert not wrong
    context.close()


def pasted(page: Any, payload: bytes, f_port: int) -> None:
    page.fill(".payload-port", str(f_port))
    page.fill(".payload-text", payload.hex(" "))


def told(page: Any) -> dict[str, str]:
    """The values in the page, by name; those of records are left out."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => {
            const rows = [...document.querySelectorAll(".payload-result tr")];
            const records = rows.findIndex(row => row.className === "record");
            const own = records < 0 ? rows : rows.slice(0, records);
            return Object.fromEntries(own.map(row => [row.children[0].title, row.children[1].textContent]));
        }"""
    )


def agrees(page: Any, id: str, payload: bytes, f_port: int) -> str:
    """What the page says of a payload, held against Python: "good", "wrong" or "odd"."""
    pasted(page, payload, f_port)
    expected = uplink(redi_codecs.codec(id), payload, f_port)
    assert page.locator(".payload-result .wrong").all_inner_texts() == [
        f"✗ {one}" for one in expected.get("errors", ())
    ]
    assert page.locator(".payload-result .odd").all_inner_texts() == [
        f"⚠ {one}" for one in expected.get("warnings", ())
    ]
    shown, data = told(page), expected.get("data", {})
    for name, value in data.items():
        text, status = shown.pop(name, ""), str(data.get(f"{name}_status", ""))
        if name == "records" or (name.endswith("_status") and name.removesuffix("_status") in data):
            assert not text
        elif isinstance(value, bool):
            assert text == ("yes" if value else "no")
        elif isinstance(value, int | float):
            assert float(text.split()[0]) == pytest.approx(value, rel=1e-9)
            assert status in text
        else:
            assert text == (f"– ({status})" if value is None else str(value))
    assert not shown
    return "wrong" if "errors" in expected else "odd" if "warnings" in expected else "good"


def first_of(id: str) -> tuple[bytes, int]:
    device = redi_codecs.codec(id).device
    one = next(one for one in (*device.vectors, *vectors_of(device)) if len(one.payload) > 2)
    port = one.f_port if one.f_port is not None else device.f_port
    return one.payload, 1 if port is None else port


@pytest.mark.parametrize("id", DEVICES)
def test_payloads_in_the_page(page: Any, server: str, id: str) -> None:
    page.goto(f"{server}/devices/{id}/")
    payload, f_port = first_of(id)

    assert agrees(page, id, payload, f_port) == "good"
    assert page.locator(".payload-bytes .byte").count() == len(payload)
    assert page.locator(".payload-bytes .rest").count() == page.locator(".payload-bytes .broken").count() == 0
    assert page.locator(".bytemap .there").count() > 0
    lit = 0
    for byte in page.locator(".payload-bytes .byte").all():
        byte.hover()
        lit += page.locator(".bytemap .lit").count()
    assert len(payload) / 2 < lit <= len(payload)

    broken = [agrees(page, id, payload[:size], f_port) for size in range(1, len(payload))]
    assert "wrong" in broken
    size = 1 + broken.index("wrong")
    pasted(page, payload[:size], f_port)
    assert page.locator(".payload-bytes .broken").count() == 1

    agrees(page, id, FOREIGN, f_port)
    agrees(page, id, FOREIGN, 250)
    page.fill(".payload-text", "that is not a payload")
    assert page.locator(".payload-result .wrong").count() == 1


def test_every_device_has_a_page_with_its_payload_drawn_and_a_codec() -> None:
    root = Path(str(SITE)) / "devices"
    missing = []
    for device in redi_codecs.devices():
        folder = root / device.id
        text = (folder / "index.html").read_text()
        drawn = text.count('<svg class="bytemap"') >= 1
        try:
            written: str | None = redi_codecs.codec(device).javascript
        except NoJavaScript:
            written = None
        beside = folder / f"{device.model}.js"
        if not drawn or (beside.read_text() if beside.exists() else None) != written:
            missing.append(device.id)
    assert missing == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "where", ["", "find/", "quantities/", "devices/", "devices/milesight-iot/em300-th/", "language/"]
)
def test_nothing_is_wider_than_the_page(browser: Any, server: str, width: int, scheme: str, where: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    one = context.new_page()
    one.goto(f"{server}/{where}")
    assert one.evaluate("document.documentElement.scrollWidth") <= width
    dark = one.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(x => x < 100)"
    )
    assert dark == (scheme == "dark")
    context.close()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("EM300", "EM300"),
        ("em300-th", "EM300-TH"),
        ("CO2", "CO₂|Carbon dioxide|CO2"),
        ("Bewegungsmelder", "Motion|PIR|Bewegung"),
    ],
)
def test_search_finds(page: Any, server: str, words: str, wanted: str) -> None:
    page.goto(f"{server}/")
    page.click(".md-search__input")
    page.fill(".md-search__input", words)
    page.wait_for_selector(".md-search-result__item", timeout=30_000)
    first = page.locator(".md-search-result__item").first
    assert any(one.lower() in first.inner_text().lower() for one in wanted.split("|"))


def test_german_labels(page: Any, server: str) -> None:
    page.goto(f"{server}/devices/milesight-iot/em300-th/")
    assert "Relative humidity" in page.locator(".device-part").first.inner_text()
    page.click(".redi-language")
    assert "Relative Luftfeuchte" in page.locator(".device-part").first.inner_text()
    assert "Luftfeuchte" in page.locator(".payload-result").inner_text()
    page.reload()
    assert "Relative Luftfeuchte" in page.locator(".device-part").first.inner_text()


def test_filters_of_the_list(page: Any, server: str) -> None:
    page.goto(f"{server}/find/")
    everything = page.locator(".finder tbody tr:visible").count()
    assert everything == len(redi_codecs.devices())
    page.fill(".finder input", "em300 th")
    assert "EM300-TH" in page.locator(".finder tbody tr:visible").first.inner_text()
    page.fill(".finder input", "")
    page.select_option(".finder select[name=quantity]", "humidity")
    assert page.locator(".finder tbody tr:visible").count() == len(redi_codecs.devices(quantity="humidity"))
