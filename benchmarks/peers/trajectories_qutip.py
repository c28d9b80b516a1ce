"""One noise path after another through QuTiP's mesolve, the noise as an array coefficient on the time grid.

QuTiP has no classical-noise ensemble; this is what its user would write. Its integrator is adaptive and
interpolates the path, so it is a comparison of cost per path, not of the same arithmetic.
"""
import json
import math
import sys
import time

import numpy as np
import qutip

D, DELTA, P, GC, G2, H = 76e3, 8e6, 0.7, 2e6, 7e4, 1e-8


def path(rng, work, steps):
    xi = np.empty(steps + 1)
    if work == "ornstein-uhlenbeck":
        e, s = math.exp(-GC * H), math.sqrt(1 - math.exp(-2 * GC * H))
        u = rng.standard_normal()
        for k in range(steps + 1):
            xi[k] = P + math.sqrt(1 - P * P) * u
            u = e * u + s * rng.standard_normal()
    else:
        loss, up = 1 - math.exp(-GC * H), rng.random() < (1 + P) / 2
        for k in range(steps + 1):
            xi[k] = 1.0 if up else -1.0
            up ^= rng.random() < ((1 - P) / 2 if up else (1 + P) / 2) * loss
    return xi


def main():
    work, trajectories, steps, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    rng = np.random.default_rng(seed)
    times = np.linspace(0, steps * H, steps + 1)
    sx, sz = qutip.sigmax(), qutip.sigmaz()
    jump = math.sqrt(G2 / 2) * sz
    clock, processor, z = time.perf_counter(), time.process_time(), []
    for _ in range(trajectories):
        h = [-0.5 * D * sx, [0.5 * DELTA * sz, path(rng, work, steps)]]
        result = qutip.mesolve(h, qutip.basis(2, 0) * qutip.basis(2, 0).dag(), times, [jump], [sz], options=qutip.Options(nsteps=100000))
        z.append(result.expect[0])
    seconds, processor = time.perf_counter() - clock, time.process_time() - processor
    z = np.array(z)
    print(json.dumps({
        "program": "QuTiP mesolve", "work": work, "seconds": seconds, "processorSeconds": processor,
        "events": trajectories * steps, "z": z[:, -1].mean(), "zStandardError": z[:, -1].std(ddof=1) / math.sqrt(trajectories),
        "integral": np.trapz(z, times).mean(), "integralStandardError": np.trapz(z, times).std(ddof=1) / math.sqrt(trajectories),
    }))


if __name__ == "__main__":
    main()
