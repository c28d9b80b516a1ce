#!/usr/bin/env python3
"""Runs every certificate of a folder and holds its exit code against the proof of its row.

    python3 eng/check-certificates.py CERTIFICATES VERDICTS.json

0 is "identity holds", of rows that are proved or partly proved; 1 is "identity fails", of rows that are refuted. Ends with a line "N passed, N failed".
"""
import concurrent.futures, json, os, subprocess, sys

PRIMES = ["2305843009213693723", "1152921504606846883"]
SECONDS = 600


def check(path, status):
    try:
        run = subprocess.run([sys.executable, "-I", path, *PRIMES], capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"is not done after {SECONDS} s"
    wanted = 1 if status == "refuted" else 0
    return None if run.returncode == wanted else f"ends with {run.returncode}, and the row is {status}: {run.stdout.strip()} {run.stderr.strip()}"


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    folder, verdicts = sys.argv[1:]
    with open(verdicts, encoding="utf-8") as file:
        status = {row["id"]: row["proof"]["status"] for row in json.load(file)["verdicts"] if row["proof"]}
    names = sorted(name[:-3] for name in os.listdir(folder) if name.endswith(".py"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        failures = list(pool.map(lambda name: check(os.path.join(folder, name + ".py"), status.get(name)), names))
    for name, failure in zip(names, failures):
        if failure:
            print(name, failure)
    failed = sum(failure is not None for failure in failures)
    print(f"{len(names) - failed} passed, {failed} failed")
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
