"""Many identical two-level atoms: `simulate` on a model file, start of the program included, against piqs without its imports.

Three models: collective decay from all atoms excited; collective decay beside local pumping, decay and dephasing, which keeps piqs to populations
(pisolve); and the same with a transverse drive, for which piqs needs its whole Liouvillian (mesolve), run at rtol 1e-10. Up to six driven atoms are
also held against QuTiP without symmetry, collective decay against the exponential of its cascade of rates.
Best processor time of the repetitions counts, the two programs in turn.
"""
import argparse
import json
import os
import resource
import shlex
import subprocess
import tempfile
import time

import numpy as np
import qutip as qt
import scipy.linalg
from qutip import piqs

# piqs keeps rates in single precision: these are exact in it.
LOCAL = {"pump": 2.0, "decay": 0.25, "dephasing": 0.25}
MODEL = """spins: {{ "I[1..{n}]": 1/2 }}
parameters: {{ n: {n}, G: {G} }}
hamiltonian: "{drive}*sum(k, 1, n, I[k].x)"
dissipators:
  - {{ operator: "sum(k, 1, n, I[k].m)", rate: G }}
{local}initial: {{ "I[1..{n}]": up }}
observables: {{ z: "sum(k, 1, n, I[k].z)", intensity: "G*sum(j, 1, n, I[j].p)*sum(k, 1, n, I[k].m)" }}
times: {{ from: 0, to: {end}, points: 21 }}
"""


def case(kind, n):
    """Collective rate, local rates, drive and end of the course."""
    if kind == "superradiance":
        return 1.0, {}, 0.0, 20.0 / n
    return 0.125, LOCAL, 0.7 if kind == "driven" else 0.0, 3.0


def ours(engine, folder, kind, n):
    G, local, drive, end = case(kind, n)
    operators = {"pump": "p", "decay": "m", "dephasing": "z"}
    lines = "".join(f'  - {{ operator: "I[k].{operators[name]}", rate: {rate}, each: "k=1..{n}" }}\n' for name, rate in local.items())
    path = os.path.join(folder, "model.yaml")
    with open(path, "w") as file:
        file.write(MODEL.format(n=n, G=repr(G), drive=drive, local=lines, end=repr(end)))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    text = subprocess.run([*shlex.split(engine), "simulate", path, "--json"], check=True, capture_output=True, text=True).stdout
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = json.loads(text)
    values = [result["observables"]["z"], result["observables"]["intensity"]]
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, np.array(values), result["dimension"]["solved"]


def peer(kind, n):
    G, local, drive, end = case(kind, n)
    begin, clock = time.process_time(), time.perf_counter()
    jx, _, jz = piqs.jspin(n)
    jp, jm = piqs.jspin(n, "+"), piqs.jspin(n, "-")
    times = np.linspace(0, end, 21)
    ensemble = piqs.Dicke(n, hamiltonian=drive * jx, collective_emission=G, pumping=local.get("pump", 0.0),
                          emission=local.get("decay", 0.0), dephasing=local.get("dephasing", 0.0))
    options = qt.Options(atol=1e-12, rtol=1e-10, nsteps=1000000)
    if kind == "driven":
        values = np.array(qt.mesolve(ensemble.liouvillian(), piqs.excited(n), times, [], [jz, G * jp * jm], options=options).expect)
    else:
        states = ensemble.pisolve(piqs.excited(n), times, options=options).states
        values = np.array([qt.expect(jz, states), G * qt.expect(jp * jm, states)])
    return time.process_time() - begin, time.perf_counter() - clock, values


def exact(kind, n):
    """What neither of the two has a part in; None where there is nothing so small or simple."""
    G, local, drive, end = case(kind, n)
    if kind == "superradiance":
        m = n / 2 - np.arange(n + 1)
        rates = G * (n / 2 + m) * (n / 2 - m + 1)
        step = scipy.linalg.expm((np.diag(rates[:-1], -1) - np.diag(rates)) * end / 20)
        populations = [np.eye(n + 1)[0]]
        for _ in range(20):
            populations.append(step @ populations[-1])
        return np.array([np.array(populations) @ m, np.array(populations) @ rates])
    if n > 6:
        return None

    def site(operator, k):
        return qt.tensor([operator if j == k else qt.qeye(2) for j in range(n)])

    def sums(operator):
        return sum(site(operator, k) for k in range(n))

    raising, lowering, z = qt.sigmap(), qt.sigmam(), qt.sigmaz() / 2
    jumps = [np.sqrt(G) * sums(lowering)]
    for name, operator in (("pump", raising), ("decay", lowering), ("dephasing", z)):
        jumps += [np.sqrt(local[name]) * site(operator, k) for k in range(n)]
    options = qt.Options(atol=1e-12, rtol=1e-10, nsteps=1000000)
    seen = [sums(z), G * sums(raising) * sums(lowering)]
    return np.array(qt.mesolve(drive * sums(qt.sigmax() / 2), qt.tensor([qt.basis(2, 0)] * n), np.linspace(0, end, 21), jumps, seen, options=options).expect)


def difference(x, y):
    return "" if y is None else f"{max(np.abs(a - b).max() / np.abs(b).max() for a, b in zip(x, y)):.1g}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", required=True)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--atoms", default="10,20,50")
    parser.add_argument("--driven", default="10,20")
    arguments = parser.parse_args()
    sizes = [("superradiance", arguments.atoms), ("pumped", arguments.atoms), ("driven", arguments.driven)]
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    print(f"{cpu}, QuTiP {qt.__version__}; processor time in s, wall time in brackets")
    print("| model | atoms | equations | `simulate` | piqs | ratio | difference | `simulate` from exact | piqs from exact |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        start = min(ours(arguments.engine, folder, "superradiance", 2)[0] for _ in range(arguments.repeat))
        print(f"| two atoms: the start of the program | 2 | | {start:.2f} | | | | | |")
        for kind, list_of_atoms in sizes:
            for n in (int(x) for x in list_of_atoms.split(",") if x):
                own, other = [], []
                for _ in range(arguments.repeat):
                    own.append(ours(arguments.engine, folder, kind, n))
                    other.append(peer(kind, n))
                a, b = min(own, key=lambda r: r[0]), min(other, key=lambda r: r[0])
                truth = exact(kind, n)
                print(f"| {kind} | {n} | {a[3]} | {a[0]:.2f} ({a[1]:.2f}) | {b[0]:.2f} ({b[1]:.2f}) | {b[0] / a[0]:.2g} | {difference(a[2], b[2])} | {difference(a[2], truth)} | {difference(b[2], truth)} |", flush=True)


if __name__ == "__main__":
    main()
