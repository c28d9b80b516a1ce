"""Runs the library and its peers on the same work, alternating, and prints a table of cost per trajectory-step.

Processor time is compared, best of the rounds: on a busy machine it is far steadier than the wall clock.
C++ crosses the telegraph's grid twice, step by step and by the library's algorithm. NumPy runs twice, as one would write it (plain) and as fast as we can make it (tuned): see trajectories_numpy.py.
A ratio is the program's cost over the library's on the same work, so above 1 the library is faster.
All programs must agree on the mean of z and of its integral within five standard errors.
"""
import argparse
import json
import math
import subprocess
import sys

WORKS = ["telegraph-grid", "ornstein-uhlenbeck"]


def measure(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", required=True, help="path of LindbladVerify.Benchmarks.dll")
    parser.add_argument("--cpp", required=True, help="path of the compiled trajectories.cpp")
    parser.add_argument("--here", required=True, help="folder of the scripts")
    parser.add_argument("--json", required=True, help="file for the ratios")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--trajectories", type=int, default=65536)
    parser.add_argument("--steps", type=int, default=1000)
    arguments = parser.parse_args()
    n, steps = str(arguments.trajectories), str(arguments.steps)
    engine = ["dotnet", arguments.engine, "peers"]

    best = {}
    for round_ in range(arguments.rounds):
        seed = str(100 + round_)
        runs = []
        for work in WORKS:
            runs += [
                engine + [work, n, steps, "1", seed],
                [arguments.cpp, work, n, steps, seed],
                [sys.executable, f"{arguments.here}/trajectories_numpy.py", "plain", work, n, steps, seed],
                [sys.executable, f"{arguments.here}/trajectories_numpy.py", "tuned", work, n, steps, seed],
            ]
            if round_ == 0:
                runs.append([sys.executable, f"{arguments.here}/trajectories_qutip.py", work, "8", steps, seed])
        runs.append([arguments.cpp, "telegraph-grid-by-flips", str(16 * arguments.trajectories), steps, seed])
        runs.append(engine + ["telegraph-flips", n, steps, "1", seed])
        for run in runs:
            result = measure(run)
            key = (result["work"], result["program"])
            if key not in best or result["processorSeconds"] / result["events"] < best[key]["processorSeconds"] / best[key]["events"]:
                best[key] = result

    table, disagreements = [], []
    for (work, program), result in best.items():
        ours = best[(work, "LindbladVerify")]
        cost = 1e9 * result["processorSeconds"] / result["events"]
        ratio = cost / (1e9 * ours["processorSeconds"] / ours["events"])
        table.append({"work": work, "program": program, "nanosecondsPerEvent": cost, "ratio": ratio,
                      "wallSeconds": result["seconds"], "z": result["z"], "zStandardError": result["zStandardError"],
                      "integral": result["integral"], "integralStandardError": result["integralStandardError"]})
        for quantity in ("z", "integral"):
            error = math.hypot(result[quantity + "StandardError"], ours[quantity + "StandardError"])
            if abs(result[quantity] - ours[quantity]) > 5 * error:
                disagreements.append(f"{work}: {program} gives {quantity} = {result[quantity]}, the library {ours[quantity]} (5 sigma = {5 * error})")

    print(f"{'work':<20} {'program':<15} {'ns/event':>10} {'ratio':>8}   <z> at the end")
    for row in table:
        print(f"{row['work']:<20} {row['program']:<15} {row['nanosecondsPerEvent']:>10.3f} {row['ratio']:>8.1f}   "
              f"{row['z']:.6f} +- {row['zStandardError']:.6f}")
    with open(arguments.json, "w", encoding="utf-8") as file:
        json.dump({"trajectories": arguments.trajectories, "steps": arguments.steps, "rounds": arguments.rounds,
                   "results": table}, file, indent=2)
    for line in disagreements:
        print("DISAGREEMENT " + line, file=sys.stderr)
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
