"""Runs the library, QuTiP and scipy on the same models and prints a table of times, errors and ratios.

Quantum jumps are timed per trajectory against mcsolve and against the same algorithm in plain C++, all on one core, by turns and by
processor time.

The reference is scipy's expm_multiply, whose truncation error is at the rounding level; for sizes that it cannot hold, QuTiP at
tight tolerances. mesolve is timed at its default tolerance and at the loosest of a list that is right to 1e-8.
Best of the repetitions counts: other work on the machine can only add time.
"""
import argparse
import json
import subprocess
import sys
import time

import numpy as np
import qutip as qt
import scipy.sparse.linalg

from models import BUILDERS

ALLOWED = 1e-8


def best(work, seconds, least=2):
    result, shortest, start, count = None, float("inf"), time.perf_counter(), 0
    while count < least or time.perf_counter() - start < seconds:
        begin = time.perf_counter()
        result = work()
        shortest = min(shortest, time.perf_counter() - begin)
        count += 1
        if shortest > 20:
            break
    return shortest, result


def engine(path, work, size, seconds):
    command = ["dotnet", path, "simulate", work, str(size), str(seconds)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def reference(liouvillian, initial, observables, times):
    states = scipy.sparse.linalg.expm_multiply(
        liouvillian * 1.0, initial, start=times[0], stop=times[-1], num=len(times), endpoint=True)
    return np.array([(states @ row).real for row in observables])


def mesolve(hamiltonian, jumps, initial, observables, times, atol, rtol):
    options = qt.Options(atol=atol, rtol=rtol, nsteps=1000000)
    return np.array(qt.mesolve(hamiltonian, initial, times, jumps, observables, options=options).expect)


def compare(path, work, size, seconds):
    hamiltonian, jumps, initial, observables, times = BUILDERS[work](size)
    liouvillian = qt.liouvillian(hamiltonian, jumps).data.tocsr()
    vector = qt.operator_to_vector(initial).full().ravel()
    rows = [o.full().T.ravel(order="F") for o in observables]

    rows_of_table = []
    exact_time, exact = best(lambda: reference(liouvillian, vector, rows, times), seconds, least=1)
    ours = engine(path, work, size, seconds)

    def add(program, wall, values, **more):
        error = float(np.abs(np.array(values) - exact).max())
        rows_of_table.append({"work": work, "size": size, "program": program, "wallSeconds": wall, "error": error,
                              "ratio": wall / ours["wallSeconds"], **more})
        return error

    add("LindbladVerify", ours["wallSeconds"], ours["values"], buildSeconds=ours["buildSeconds"], method=ours["method"], solved=ours["solved"])
    add("expm_multiply", exact_time, exact)
    wall, values = best(lambda: mesolve(hamiltonian, jumps, initial, observables, times, 1e-8, 1e-6), seconds)
    add("mesolve (default)", wall, values)
    for rtol in (1e-8, 1e-9, 1e-10, 1e-11, 1e-12):
        wall, values = best(lambda: mesolve(hamiltonian, jumps, initial, observables, times, rtol / 100, rtol), seconds)
        if float(np.abs(values - exact).max()) <= ALLOWED or rtol == 1e-12:
            add(f"mesolve (rtol {rtol:g})", wall, values)
            break
    return rows_of_table


def quantum_jumps(path, cpp, size, seconds, trajectories=64, rounds=3):
    """Processor time per trajectory of state vectors with jumps; at the last time all ensembles must agree with the master equation."""
    hamiltonian, jumps, initial, observables, times = BUILDERS["without-symmetry"](size)
    exact = reference(qt.liouvillian(hamiltonian, jumps).data.tocsr(), qt.operator_to_vector(initial).full().ravel(),
                      [o.full().T.ravel(order="F") for o in observables], times)
    ket = qt.tensor([qt.basis(2, 0)] + [qt.basis(2, 1)] * (size - 1))
    options = qt.Options(average_expect=False, num_cpus=1, store_states=False)

    def plain(seed):
        command = [cpp, str(size), "1024", str(seed)]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    def mcsolve():
        begin = time.process_time()
        result = qt.mcsolve(hamiltonian, ket, times, jumps, observables, ntraj=trajectories, options=options, progress_bar=None, map_func=qt.serial_map)
        used = time.process_time() - begin
        samples = np.array([[np.real(o) for o in one] for one in result.expect])
        return {"program": "mcsolve", "trajectories": trajectories, "processorSeconds": used, "values": samples.mean(0),
                "standardErrors": samples.std(0, ddof=1) / np.sqrt(trajectories)}

    best_of = {}
    for round_ in range(rounds):
        for result in (engine(path, "quantum-jumps", size, seconds), plain(round_ + 1), mcsolve()):
            result["cost"] = result["processorSeconds"] / result["trajectories"]
            known = best_of.setdefault(result["program"], result)
            if result["cost"] < known["cost"]:
                best_of[result["program"]] = result
    table = []
    for program, result in best_of.items():
        deviations = np.abs(np.array(result["values"])[:, -1] - exact[:, -1])
        sigmas = float((deviations / np.array(result["standardErrors"])[:, -1]).max())
        table.append({"work": "quantum-jumps", "size": size, "program": program, "wallSeconds": result["cost"], "error": None, "largestZ": sigmas,
                      "ratio": result["cost"] / best_of["LindbladVerify"]["cost"], **({"method": result["method"]} if "method" in result else {})})
    return table


def alone(path, work, size, seconds):
    """Sizes that no peer can hold: the time of the library alone."""
    ours = engine(path, work, size, seconds)
    return [{"work": work, "size": size, "program": "LindbladVerify", "wallSeconds": ours["wallSeconds"], "error": None, "ratio": 1.0,
             "buildSeconds": ours["buildSeconds"], "method": ours["method"], "solved": ours["solved"]}]


def sizes(text):
    return [int(part) for part in text.split(",") if part]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", required=True, help="path of LindbladVerify.Benchmarks.dll")
    parser.add_argument("--jumps", required=True, help="path of the compiled jumps.cpp")
    parser.add_argument("--json", required=True, help="file for the ratios")
    parser.add_argument("--paper", type=sizes, default=[3, 4, 5, 6, 12])
    parser.add_argument("--without-symmetry", type=sizes, default=[4, 5, 6, 7])
    parser.add_argument("--quantum-jumps", type=sizes, default=[4, 6], help="milliseconds of these are per trajectory")
    parser.add_argument("--seconds", type=float, default=1.0, help="least time per measurement")
    arguments = parser.parse_args()

    table = []
    for size in arguments.paper:
        table += (compare if size <= 7 else alone)(arguments.engine, "paper", size, arguments.seconds)
    for size in arguments.without_symmetry:
        table += compare(arguments.engine, "without-symmetry", size, arguments.seconds)
    for size in arguments.quantum_jumps:
        table += quantum_jumps(arguments.engine, arguments.jumps, size, arguments.seconds)

    print(f"{'work':<17} {'size':>5} {'program':<24} {'ms':>12} {'ratio':>9} {'error':>9}")
    for row in table:
        error = "" if row["error"] is None else f"{row['error']:.1e}"
        print(f"{row['work']:<17} {row['size']:>5} {row['program']:<24} {1e3 * row['wallSeconds']:>12.4g} {row['ratio']:>9.1f} {error:>9}")
    with open(arguments.json, "w", encoding="utf-8") as file:
        json.dump({"allowedError": ALLOWED, "qutip": qt.__version__, "scipy": scipy.__version__, "results": table}, file, indent=2)

    strayed = [row for row in table if row.get("largestZ", 0) > 6]
    for row in strayed:
        print(f"STRAYED {row['program']} {row['size']}: {row['largestZ']:.1f} standard errors from the master equation", file=sys.stderr)
    wrong = [row for row in table if row["program"] == "LindbladVerify" and row["error"] is not None and not row["error"] <= ALLOWED]
    for row in wrong:
        print(f"WRONG {row['work']} {row['size']}: error {row['error']:.1e} above {ALLOWED:g}", file=sys.stderr)
    return 1 if wrong or strayed else 0


if __name__ == "__main__":
    sys.exit(main())
