"""Queues whose theory is exact, simulated by their recursions, many replications at a time.

Waiting times in the queue, in units of the mean service time.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def single_server(seed: int, load: float, customers: int, replications: int, *,
                  fixed: bool = False) -> Array:
    """Waits in M/M/1 (or M/D/1 if `fixed`), from an empty queue; shape (replication, customer).

    Source: Lindley (1952), Proc. Camb. Phil. Soc. 48, 277-289: W = S - min S over the past.
    """
    random = np.random.default_rng(seed)
    shape = (replications, customers)
    service = np.ones(shape) if fixed else random.exponential(1.0, shape)
    steps = service[:, :-1] - random.exponential(1.0 / load, (replications, customers - 1))
    sums = np.concatenate([np.zeros((replications, 1)), np.cumsum(steps, axis=1)], axis=1)
    waits: Array = sums - np.minimum.accumulate(sums, axis=1)
    return waits


def several_servers(seed: int, load: float, servers: int, customers: int,
                    replications: int) -> Array:
    """Waits in M/M/c; shape (replication, customer).

    Source: Kiefer and Wolfowitz (1955), Trans. Amer. Math. Soc. 78, 1-18.
    """
    random = np.random.default_rng(seed)
    free = np.zeros((replications, servers))
    waits = np.empty((replications, customers))
    for i in range(customers):
        waits[:, i] = free[:, 0]
        free[:, 0] += random.exponential(1.0, replications)
        free -= random.exponential(1.0 / (load * servers), (replications, 1))
        np.maximum(free, 0.0, out=free)
        free.sort(axis=1)
    return waits


def wait_mm1(load: float) -> float:
    """Mean wait in M/M/1."""
    return load / (1.0 - load)


def wait_md1(load: float) -> float:
    """Mean wait in M/D/1 (Pollaczek, Khinchine)."""
    return load / (2.0 * (1.0 - load))


def wait_mmc(load: float, servers: int) -> float:
    """Mean wait in M/M/c (Erlang C)."""
    offered = load * servers
    last = offered**servers / math.factorial(servers) / (1.0 - load)
    rest = sum(offered**k / math.factorial(k) for k in range(servers))
    return last / (last + rest) / (servers * (1.0 - load))


def wait_quantile_mm1(load: float, q: float) -> float:
    """Quantile of the wait in M/M/1, for q above 1 - load: P(W > w) = load exp(-(1 - load) w)."""
    return math.log(load / (1.0 - q)) / (1.0 - load)
