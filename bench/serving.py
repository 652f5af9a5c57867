"""A real `serve`, in a process of its own, for the benchmarks that measure from outside."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

READY_WITHIN_SECONDS = 60
END_WITHIN_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Served:
    """A hotline that answers: where its pages are, its process and its files."""

    public: str
    console: str
    process_id: int
    data_dir: Path

    @property
    def public_port(self) -> int:
        return int(self.public.rpartition(":")[2])

    def memory_mib(self) -> float:
        """What the process holds in memory now, shared libraries included."""
        status = Path(f"/proc/{self.process_id}/status").read_text(encoding="ascii")
        [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
        return int(line.split()[1]) / 1024

    def processor_seconds(self) -> float:
        """How long the process has kept a core busy so far."""
        fields = Path(f"/proc/{self.process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def serving(data_dir: Path, **variables: str) -> AsyncIterator[Served]:
    """`python -m bot serve`, ready, on ports of its own; asked to stop at the end.

    `variables` are settings as `web__port`; without any the defaults count, with SQLite.
    """
    settings = {"web__port": "0", "console__port": "0", "log__level": "warning"} | variables
    environment = os.environ | {f"LANGNGHE_{key.upper()}": value for key, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve", "--data-dir", data_dir),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(READY_WITHIN_SECONDS):
            public, console = await _ready(process)
        yield Served(public, console, process.pid, data_dir)
    finally:
        if process.returncode is None:
            process.terminate()
            async with asyncio.timeout(END_WITHIN_SECONDS):
                await process.wait()


async def _ready(process: asyncio.subprocess.Process) -> tuple[str, str]:
    assert process.stdout is not None
    while line := await process.stdout.readline():
        words = line.decode().split()
        if words[:1] == ["ready"]:
            return words[1], words[2]
    raise RuntimeError("the hotline ended before it was ready")
