"""The grid of sweep.yaml by QuTiP: parallel_map over steadystate, as its user would write it.

Usage: steadystate_qutip.py EXPORT.npz STRIDE WORKERS. Computes every STRIDE-th point of the export, compares the values,
and prints wall and processor time and the largest difference as JSON.
"""
import json
import resource
import sys
import time

import numpy as np
import qutip

J, G = 0.8, 1.0
A = [qutip.tensor(o, qutip.qeye(2)) for o in (qutip.sigmax() / 2, qutip.sigmaz() / 2, qutip.sigmam())]
B = [qutip.tensor(qutip.qeye(2), o) for o in (qutip.sigmax() / 2, qutip.sigmaz() / 2, qutip.sigmam())]
EXCHANGE = J * (A[2].dag() * B[2] + A[2] * B[2].dag())
JUMPS = [np.sqrt(G) * A[2], np.sqrt(G / 2) * B[2]]


def point(at):
    d, w = at
    h = d * (A[1] + B[1]) + w * (A[0] + B[0]) + EXCHANGE
    return qutip.expect(A[1], qutip.steadystate(h, JUMPS))


def processor():
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def main():
    export, stride, workers = np.load(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    points = list(zip(export["d"][::stride], export["w"][::stride]))
    options = {"num_cpus": workers} if int(qutip.__version__.split(".")[0]) >= 5 else None
    qutip.parallel_map(point, points[: 4 * workers], **({"map_kw": options} if options else {"num_cpus": workers}))
    clock, used = time.perf_counter(), processor()
    values = qutip.parallel_map(point, points, **({"map_kw": options} if options else {"num_cpus": workers}))
    seconds, used = time.perf_counter() - clock, processor() - used
    print(json.dumps({
        "qutip": qutip.__version__,
        "points": len(points),
        "workers": workers,
        "pointsPerSecond": len(points) / seconds,
        "processorMicroseconds": 1e6 * used / len(points),
        "largestDifference": float(np.max(np.abs(np.array(values) - export["z"][::stride]))),
    }))


if __name__ == "__main__":
    main()
