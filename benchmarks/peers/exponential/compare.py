"""Times the library's matrix exponential and scipy's on the same matrices, by turns, and writes a Markdown table.

Least processor time of the rounds counts, on one thread: other work on the machine can only add to it. Costs are told in real
matrix products of the same order, each side's beside the product that it timed itself. Errors are relative in the 1-norm; up to
order 64 they are against a series in extended precision, above it the difference of the two is told.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys
import time

import numpy as np
import scipy
import scipy.linalg


def liouvillian(d, rng):
    """Column-stacked generator of d levels with a random Hamiltonian and two random jump operators."""
    def ginibre():
        return (rng.standard_normal((d, d)) + 1j * rng.standard_normal((d, d))) / math.sqrt(d)
    h, one = ginibre(), np.eye(d)
    h = h + h.conj().T
    generator = -1j * (np.kron(one, h) - np.kron(h.T, one))
    for _ in range(2):
        c = 0.5 * ginibre()
        decay = c.conj().T @ c
        generator += np.kron(c.conj(), c) - 0.5 * (np.kron(one, decay) + np.kron(decay.T, one))
    return generator


def non_normal(n, rng):
    """An orthogonal similarity of a triangle whose upper part is ten times its diagonal."""
    triangle = np.triu(rng.standard_normal((n, n)), 1) * 10 / math.sqrt(n) + np.diag(rng.uniform(-1, 1, n))
    q = np.linalg.qr(rng.standard_normal((n, n)))[0]
    return q @ triangle @ q.T


def rates(n, rng):
    """Generator of a Markov chain."""
    q = rng.exponential(size=(n, n))
    return q - np.diag(q.sum(0))


def schroedinger(n, rng):
    h = rng.standard_normal((n, n)) + 1j * rng.standard_normal((n, n))
    return -1j * (h + h.conj().T)


KINDS = {
    "real": lambda n, rng: rng.standard_normal((n, n)),
    "non-normal": non_normal,
    "rates": rates,
    "complex": lambda n, rng: rng.standard_normal((n, n)) + 1j * rng.standard_normal((n, n)),
    "-iH": schroedinger,
    "Liouvillian": lambda n, rng: liouvillian(math.isqrt(n), rng),
}


def least(work, seconds):
    start, calls = time.perf_counter(), 0
    while time.perf_counter() - start < seconds / 3 or calls == 0:
        work()
        calls += 1
    batch = max(1, math.ceil(4e-3 * calls / (time.perf_counter() - start)))
    best, start, rounds = float("inf"), time.perf_counter(), 0
    while rounds < 3 or time.perf_counter() - start < seconds:
        begin = time.process_time()
        for _ in range(batch):
            result = work()
        best = min(best, (time.process_time() - begin) / batch)
        rounds += 1
    return best, result


def extended(a):
    """A Taylor series of degree 20 in extended precision at a norm below a quarter, squared."""
    kind = np.clongdouble if np.iscomplexobj(a) else np.longdouble
    squarings = max(0, math.ceil(math.log2(max(np.abs(a).sum(0).max(), 1e-30) / 0.25)))
    x, result = a.astype(kind) / kind(2) ** squarings, np.eye(len(a), dtype=kind)
    term = result
    for k in range(1, 21):
        term = term @ x / kind(k)
        result = result + term
    for _ in range(squarings):
        result = result @ result
    return result


def measure(arguments, kind, order, norm):
    if kind == "Liouvillian" and math.isqrt(order) ** 2 != order:
        order = math.isqrt(order) ** 2
    a = KINDS[kind](order, np.random.default_rng(7))
    a = np.asfortranarray(a * (norm / np.abs(a).sum(0).max()))
    field = "complex" if np.iscomplexobj(a) else "real"
    given, taken = arguments.out / "matrix.bin", arguments.out / "exponential.bin"
    a.T.tofile(given)
    real = np.ascontiguousarray(a.real)
    ours, peer, product = None, float("inf"), float("inf")
    for _ in range(arguments.rounds):
        wall, values = least(lambda: scipy.linalg.expm(a), arguments.seconds)
        peer = min(peer, wall)
        product = min(product, least(lambda: real @ real, arguments.seconds / 4)[0])
        command = ["dotnet", arguments.engine, "exponential", arguments.backend, str(order), field, given, taken, str(arguments.seconds)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        if ours is not None:
            found = {**found, **{key: min(found[key], ours[key]) for key in ("processorSeconds", "realProductSeconds")}}
        ours = found
    result = np.fromfile(taken, dtype=complex if field == "complex" else float).reshape(order, order).T
    def error(x, exact):
        return float(np.abs(x - exact).sum(0).max() / np.abs(exact).sum(0).max())
    row = {"kind": kind, "order": order, "norm": norm, "ratio": peer / ours["processorSeconds"], **ours,
           "peerSeconds": peer, "peerProducts": peer / product, "ourProducts": ours["processorSeconds"] / ours["realProductSeconds"],
           "difference": error(result, values)}
    if order <= 64:
        exact = extended(a)
        row |= {"error": error(result, exact), "peerError": error(values, exact)}
    taken.unlink()
    given.unlink()
    return row


def numbers(kind):
    return lambda text: [kind(part) for part in text.split(",") if part]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", required=True, help="path of LindbladVerify.Benchmarks.dll")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="folder for the table")
    parser.add_argument("--backend", default="openblas")
    parser.add_argument("--orders", type=numbers(int), default=[64, 256, 512, 1024])
    parser.add_argument("--kinds", type=numbers(str), default=list(KINDS))
    parser.add_argument("--norms", type=numbers(float), default=[0.5, 5, 200])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="least time per measurement")
    arguments = parser.parse_args()

    rows, wrong = [], 0
    lines = ["| matrix | order | norm | scipy, in real products | ours | times faster | products | error, ours / scipy |",
             "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |"]
    print("\n".join(lines), flush=True)
    for kind in arguments.kinds:
        for order in arguments.orders:
            for norm in arguments.norms:
                row = measure(arguments, kind, order, norm)
                rows.append(row)
                error = f"{row['error']:.0e} / {row['peerError']:.0e}" if "error" in row else f"differ by {row['difference']:.0e}"
                lines.append(f"| {kind} | {row['order']} | {norm:g} | {row['peerProducts']:.1f} | {row['ourProducts']:.1f} | {row['ratio']:.2f} | "
                             f"{row['products']} (degree {row['degree']}) | {error} |")
                print(lines[-1], flush=True)
                # Rounding grows with the norm, as the condition number of an exponential does.
                wrong += row["difference"] > 1e-14 * max(1, norm) * math.sqrt(order)
    (arguments.out / "exponential.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (arguments.out / "exponential.json").write_text(json.dumps({"scipy": scipy.__version__, "numpy": np.__version__, "results": rows}, indent=2), encoding="utf-8")
    if wrong:
        print(f"WRONG: {wrong} exponentials differ by more than rounding explains", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
