"""With asyncio: messages come in over connections, a line each, and readings are written in batches.

pip install .
python lines.py 9000 devices.csv readings.csv
"""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import TextIO

from redi_codecs import DecodedMessage, DeviceMap, RediCodecsError, decode_message
from redi_codecs.archive.tidy import CsvFile

log = logging.getLogger("lines")


class Lines:
    """Takes connections, and hands decoded messages to one writer; a full queue makes senders wait, not memory grow."""

    def __init__(self, devices: DeviceMap, *, most: int = 1000) -> None:
        self.devices = devices
        self.queue: asyncio.Queue[DecodedMessage] = asyncio.Queue(most)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, up to its end."""
        async for line in reader:
            try:
                message = decode_message(line, self.devices)
            except RediCodecsError as error:
                log.warning("rejected: %s", error)
                continue
            if message.decoded is not None:
                await self.queue.put(message)
        writer.close()

    async def write(self, path: Path) -> None:
        """Whatever has come in meanwhile is written at once; the file is blocking, and has a thread."""
        with path.open("w", encoding="utf-8", newline="") as file:
            table = CsvFile(file)
            while True:
                batch = [await self.queue.get()]
                while not self.queue.empty():
                    batch.append(self.queue.get_nowait())
                await asyncio.to_thread(self._written, table, file, batch)
                for _ in batch:
                    self.queue.task_done()

    @staticmethod
    def _written(table: CsvFile, file: TextIO, batch: list[DecodedMessage]) -> None:
        for message in batch:
            table.write(message)
        file.flush()


async def main(port: int, devices: str, readings: str) -> None:
    """Listen until somebody stops it."""
    lines = Lines(DeviceMap.read(devices))
    server = await asyncio.start_server(lines.connected, port=port, limit=1 << 18)
    async with server, asyncio.TaskGroup() as tasks:
        tasks.create_task(lines.write(Path(readings)))
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), *sys.argv[2:]))
