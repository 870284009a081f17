"""The examples of services, against what they are made for: a broker, an HTTP client, connections."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import importlib.util
import json
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from commandline import DEVICE, EUI, tts
from network_messages import CHIRPSTACK
from redi_codecs import DecodedMessage, DeviceMap, decode_stream

FOLDER = Path(__file__).parents[1] / "examples" / "services"
DEVICES = DeviceMap({EUI: DEVICE})
JOIN = {"end_device_ids": {"device_id": "foyer", "dev_eui": EUI}, "join_accept": {}}
#: Debian installs it beside what users run.
MOSQUITTO = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def reached(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
            return
        time.sleep(0.05)
    pytest.fail(f"nothing answers on port {port}")


class TestWebhook:
    @pytest.fixture
    def served(self) -> Iterator[tuple[str, list[DecodedMessage]]]:
        pytest.importorskip("fastapi")
        uvicorn = pytest.importorskip("uvicorn")
        kept: list[DecodedMessage] = []
        port = free_port()
        app = example("webhook").webhook(DEVICES, kept.append)
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        reached(port)
        yield f"http://127.0.0.1:{port}/uplinks", kept
        server.should_exit = True
        thread.join(10)

    def test_messages_are_posted(self, served: tuple[str, list[DecodedMessage]]) -> None:
        httpx = pytest.importorskip("httpx")
        url, kept = served
        with httpx.Client(trust_env=False) as client:
            answer = client.post(url, json=tts(device=None))
            assert answer.status_code == 200
            assert {one["name"]: one["value"] for one in answer.json()["readings"]}["temperature"] == 30.8
            assert client.post(url, json=JOIN).json() == {"kind": "join"}
            broken = client.post(url, content=b'{"end_device_ids": ')
            assert (broken.status_code, "not JSON" in broken.json()["rejected"]) == (200, True)
        assert [(one.dev_eui, one.readings[1].value) for one in kept] == [(EUI, 30.8)]


@pytest.mark.skipif(MOSQUITTO is None, reason="there is no broker: mosquitto is not installed")
class TestMqtt:
    @pytest.fixture
    def broker(self, tmp_path: Path) -> Iterator[int]:
        assert MOSQUITTO
        port = free_port()
        settings = tmp_path / "mosquitto.conf"
        settings.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\n", encoding="utf-8")
        with subprocess.Popen([MOSQUITTO, "-c", settings], stderr=subprocess.DEVNULL) as process:
            try:
                reached(port)
                yield port
            finally:
                process.terminate()

    def test_messages_come_from_a_broker(self, broker: int) -> None:
        aiomqtt = pytest.importorskip("aiomqtt")
        kept: list[DecodedMessage] = []

        async def run() -> None:
            module = example("mqtt")
            topic = "v3/+/devices/+/up"
            task = asyncio.create_task(module.subscribe("127.0.0.1", topic, DEVICES, kept.append, port=broker))
            async with aiomqtt.Client("127.0.0.1", broker) as client:
                for _ in range(200):  # until the subscriber is there
                    for message in (b"{", json.dumps(JOIN).encode(), json.dumps(tts(device=None)).encode()):
                        await client.publish("v3/app/devices/foyer/up", message, qos=1)
                    await asyncio.sleep(0.05)
                    if kept:
                        break
            assert not task.done()
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

        asyncio.run(run())
        assert {(one.dev_eui, one.readings[1].value) for one in kept} == {(EUI, 30.8)}

    #: Debian's package mosquitto-clients has both, and one is of no use without the other.
    @pytest.mark.skipif(shutil.which("mosquitto_sub") is None, reason="there is no mosquitto_sub: mosquitto-clients")
    @pytest.mark.parametrize("once", [False, True])
    def test_what_its_own_client_wrote_is_read(self, broker: int, tmp_path: Path, once: bool) -> None:
        """Every form in which mosquitto_sub writes what it gets, with all that passes by beside uplinks."""
        forms = {
            "topics": ("-v",), "messages": (), "json": ("-F", "%j"), "object": ("-F", "%J"),
            "pretty": ("--pretty", "-F", "%J"),
            "iso": ("-F", "%I %t %p"), "seconds": ("-F", "%U %t %p"), "clock": ("-F", "@Y-@m-@d @H:@M:@S %t q%q %p"),
        }  # fmt: skip
        sent = [tts(device=None), JOIN, CHIRPSTACK.message, tts(device=None), "online", {"says": "the end"}]
        to = ("-h", "127.0.0.1", "-p", str(broker), "-t")
        with contextlib.ExitStack() as stack:
            logs = {}
            for name, form in forms.items():
                log = stack.enter_context((tmp_path / f"{name}.log").open("wb"))
                command = ["mosquitto_sub", *to, "#", "-W", "60", "-F", "%p", *form]
                logs[name] = subprocess.Popen(command, stdout=log, stderr=subprocess.DEVNULL)
                stack.callback(logs[name].wait)
                stack.callback(logs[name].terminate)
            publish = ["mosquitto_pub", *to]
            for _ in range(200):  # until all subscribers are there
                subprocess.run([*publish, "v3/town hall@ttn/devices/x/up", "-m", "{}"], check=True)
                if all((tmp_path / f"{name}.log").stat().st_size for name in forms):
                    break
                time.sleep(0.05)
            for message in sent:
                text = message if isinstance(message, str) else json.dumps(message, indent=message is JOIN or None)
                subprocess.run([*publish, "v3/town hall@ttn/devices/x/up", "-m", text, "-q", "1"], check=True)
            for name in forms:
                for _ in range(200):
                    if b"the end" in (tmp_path / f"{name}.log").read_bytes():
                        break
                    time.sleep(0.05)
        for name in forms:
            stream = decode_stream(tmp_path / f"{name}.log", device=DEVICE, once=once)
            found = [(one.dev_eui, one.readings[0].name) for one in stream]
            expected = [(EUI, "battery"), (CHIRPSTACK.uplink.dev_eui, "temperature"), (EUI, "battery")][: 3 - once]
            assert found == expected, name
            assert (stream.repeated, dict(stream.others)) == (int(once), {"join": 1}), name
            assert {re.split(r"\W ", one.reason)[0] for one in stream.rejects} <= {
                "no message of a known network server", "not JSON"
            }  # fmt: skip

    def test_a_lost_broker_is_called_again(self, caplog: pytest.LogCaptureFixture) -> None:
        pytest.importorskip("aiomqtt")

        async def run() -> None:
            module = example("mqtt")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.5):
                    await module.subscribe("127.0.0.1", "x", DEVICES, list, port=free_port(), again=0.05)

        asyncio.run(run())
        assert len([one for one in caplog.messages if one.endswith("trying again")]) > 1


def test_lines_over_connections(tmp_path: Path) -> None:
    file = tmp_path / "readings.csv"

    async def send(port: int, *messages: Any) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"".join(json.dumps(one).encode() + b"\n" for one in messages))
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def run() -> None:
        lines = example("lines").Lines(DEVICES, most=2)
        server = await asyncio.start_server(lines.connected, host="127.0.0.1", port=0)
        port = server.sockets[0].getsockname()[1]
        task = asyncio.create_task(lines.write(file))
        async with server:
            await asyncio.gather(*(send(port, tts(device=None), "noise", JOIN, tts("0367f600")) for _ in range(5)))
            for _ in range(200):
                await asyncio.sleep(0.02)
                if file.exists() and len(file.read_text(encoding="utf-8").splitlines()) == 21:
                    break
            await lines.queue.join()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(run())
    with file.open(encoding="utf-8") as rows:
        found = [row["value"] for row in csv.DictReader(rows) if row["name"] == "temperature"]
    assert sorted(found) == ["24.6"] * 5 + ["30.8"] * 5


def test_a_days_traffic(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the example sends, another takes: all that is whole comes through, and each broken line is told of."""
    traffic = example("traffic")
    traffic.main(tmp_path / "devices.csv")
    sent = capsys.readouterr().out.splitlines()
    lines = example("lines").Lines(DeviceMap.read(tmp_path / "devices.csv"), most=len(sent))

    async def run() -> None:
        server = await asyncio.start_server(lines.connected, host="127.0.0.1", port=0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write("".join(f"{line}\n" for line in sent).encode())
            writer.write_eof()
            await reader.read()  # it closes the connection when it has read all
            writer.close()
            await writer.wait_closed()
            await asyncio.sleep(0)

    whole = sum(not event.fault for event in traffic.REGION.events())
    asyncio.run(run())
    taken = [lines.queue.get_nowait() for _ in range(lines.queue.qsize())]
    came = {(one.dev_eui, one.uplink.f_cnt) for one in taken}
    good = {(one.sent.dev_eui, one.sent.f_cnt) for one in traffic.REGION.events() if not one.fault}
    assert len(sent) > whole > 600
    assert good <= came
