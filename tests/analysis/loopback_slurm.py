"""A Slurm of one node on this machine: munged, slurmctld and slurmd, without systemd.

`python3 tests/analysis/loopback_slurm.py COMMAND ...` runs a command with such a Slurm in its environment.
All that it writes is in a folder of its own, which goes with it.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

DAEMONS = ("munged", "slurmctld", "slurmd")
COMMANDS = ("sbatch", "squeue", "scancel", "scontrol")
START_S = 60.0
"""How long the node may take until it is idle [s]."""

CONFIGURATION = """\
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
AuthType=auth/munge
AuthInfo=socket={munge}
CredType=cred/munge
SlurmUser={user}
SlurmdUser={user}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
MpiDefault=none
ReturnToService=2
SchedulerParameters=batch_sched_delay=1,sched_interval=2
MinJobAge=3600
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory={memory} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def missing() -> list[str]:
    """Programs of Slurm that this machine lacks; Debian's package slurm-wlm has them."""
    return [name for name in (*DAEMONS, *COMMANDS) if shutil.which(name, path=_path()) is None]


def _path() -> str:
    return f"/usr/sbin:/usr/bin:/sbin:/bin:{os.environ.get('PATH', '')}"


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _configure(folder: Path, cpus: int) -> dict[str, str]:
    """Write key and configuration; gives the environment in which Slurm's commands find them."""
    for name in ("state", "spool", "munge"):
        (folder / name).mkdir(mode=0o700)
    (folder / "munge" / "key").write_bytes(os.urandom(128))
    (folder / "munge" / "key").chmod(0o600)
    controller, node = _free_ports(2)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20 - 1  # MB
    (folder / "slurm.conf").write_text(CONFIGURATION.format(
        host=socket.gethostname().split(".")[0], controller=controller, node=node,
        munge=folder / "munge" / "socket", user=getpass.getuser(), folder=folder, cpus=cpus, memory=memory))
    return {**os.environ, "PATH": _path(), "SLURM_CONF": str(folder / "slurm.conf")}


def _commands(folder: Path) -> list[list[str]]:
    """The daemons, each in the foreground, so that they can be ended by their process."""
    munge = folder / "munge"
    return [["munged", "--foreground", "--force", f"--key-file={munge}/key", f"--socket={munge}/socket",
             f"--pid-file={munge}/pid", f"--log-file={munge}/log", f"--seed-file={munge}/seed"],
            ["slurmctld", "-D", "-i"], ["slurmd", "-D"]]


def _wait_until_idle(environment: Mapping[str, str], folder: Path) -> None:
    last = ""
    for _ in range(int(START_S / 0.5)):
        asked = subprocess.run(["scontrol", "--oneliner", "show", "node"], env=dict(environment),
                               capture_output=True, text=True, timeout=30, check=False)
        last = asked.stdout + asked.stderr
        if "State=IDLE " in last:
            return
        time.sleep(0.5)
    logs = "\n".join(f"{file.name}:\n{file.read_text()[-2000:]}" for file in sorted(folder.glob("*.log")))
    raise RuntimeError(f"the loopback Slurm did not start within {START_S:g} s: {last}\n{logs}")


@contextmanager
def loopback_slurm(cpus: int = 2) -> Iterator[dict[str, str]]:
    """Give an environment in which sbatch submits to this machine; ends all daemons and jobs after."""
    folder = Path(tempfile.mkdtemp(prefix="slurm-"))
    environment = _configure(folder, cpus)
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in _commands(folder):
            with (folder / f"{command[0]}.log").open("wb") as log:
                started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log,
                                                cwd=folder))
            if command[0] == "munged":
                _wait_for(folder / "munge" / "socket")
        _wait_until_idle(environment, folder)
        yield environment
        subprocess.run(["scancel", "--user", getpass.getuser()], env=environment, timeout=30, check=False)
    finally:
        for process in reversed(started):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            if process.poll() is None:
                process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(path: Path) -> None:
    for _ in range(100):
        if path.exists():
            return
        time.sleep(0.1)
    raise RuntimeError(f"{path}: munged did not make its socket")


def main() -> int:
    """Run a command with a Slurm of this machine."""
    if missing() or len(sys.argv) < 2:
        print(__doc__ if not missing() else f"not installed: {', '.join(missing())} (Debian: slurm-wlm)",
              file=sys.stderr)
        return 2
    with loopback_slurm(os.cpu_count() or 1) as environment:
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
