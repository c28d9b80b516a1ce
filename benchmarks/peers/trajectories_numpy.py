"""The same work as the library's kernels with NumPy, vectorised over trajectories, written twice.

plain: all trajectories at once, one array expression per formula, the default generator; what one would write.
tuned: chunks of 4096 trajectories keep the arrays in the second-level cache, the inner loop writes into buffers
allocated once, single-precision random numbers decide flips, SFC64: the best NumPy that we know how to write.

Usage: trajectories_numpy.py plain|tuned WORK TRAJECTORIES STEPS SEED
"""
import json
import math
import sys
import time

import numpy as np

D, DELTA, P, GC, G2, H = 76e3, 8e6, 0.7, 2e6, 7e4, 1e-8
CHUNK = 4096


def free_motion(t):
    a = -G2 / 2
    b = math.sqrt(abs(D * D - a * a))
    c, s = (math.cos(b * t), math.sin(b * t) / b) if D * D > a * a else (math.cosh(b * t), math.sinh(b * t) / b)
    e = math.exp(a * t)
    return math.exp(-G2 * t), e * (c + a * s), e * D * s, -e * D * s, e * (c - a * s)


class Bloch:
    def __init__(self, n):
        g = free_motion(H / 2)
        self.x, self.y, self.z = np.zeros(n), np.full(n, g[2]), np.full(n, g[4])
        self.integral = np.zeros(n)
        self.r, self.q, self.t = np.empty(n), np.empty(n), np.empty(n)

    def step(self, free, cos, sin):
        xx, yy, yz, zy, zz = free
        x, y, z, r, q, t = self.x, self.y, self.z, self.r, self.q, self.t
        np.multiply(cos, x, out=r)
        r -= np.multiply(sin, y, out=t)
        np.multiply(sin, x, out=q)
        q += np.multiply(cos, y, out=t)
        np.multiply(r, xx, out=x)
        np.multiply(q, yy, out=y)
        y += np.multiply(z, yz, out=t)
        self.integral += z  # in the middle of the step
        z *= zz
        z += np.multiply(q, zy, out=t)

    def final(self):
        """z at the end and its integral: the last half free step is undone."""
        back = free_motion(-H / 2)
        return back[3] * self.y + back[4] * self.z, self.integral * H


def telegraph(rng, n, steps):
    loss = 1 - math.exp(-GC * H)
    flip_down, flip_up = (1 - P) / 2 * loss, (1 + P) / 2 * loss
    cos, sine = math.cos(DELTA * H), math.sin(DELTA * H)
    sign = np.where(rng.random(n) < (1 + P) / 2, 1.0, -1.0)
    # One comparison for both values: threshold = mean + sign * half difference.
    mean, half = (flip_down + flip_up) / 2, (flip_down - flip_up) / 2
    u, threshold, sin, free = np.empty(n, dtype=np.float32), np.empty(n), np.empty(n), free_motion(H)
    flips = np.empty(n, dtype=bool)
    v = Bloch(n)
    for _ in range(steps):
        np.multiply(sign, sine, out=sin)
        v.step(free, cos, sin)
        rng.random(out=u, dtype=np.float32)
        np.multiply(sign, half, out=threshold)
        np.add(threshold, mean, out=threshold)
        np.less(u, threshold, out=flips)
        np.negative(sign, out=sign, where=flips)
    return v


def ornstein_uhlenbeck(rng, n, steps):
    sigma, e = math.sqrt(1 - P * P), math.exp(-GC * H)
    spread, scale = math.sqrt(1 - e * e), DELTA * math.sqrt(1 - P * P)
    mean, shared = scale * (1 - e) / GC, scale * (1 - e) ** 2 / (GC * spread)
    own = scale * math.sqrt(2 * (GC * H - 2 * math.tanh(GC * H / 2))) / GC
    u, free = rng.standard_normal(n), free_motion(H)
    n1, n2, phase, sin, cos, t = (np.empty(n) for _ in range(6))
    v = Bloch(n)
    for _ in range(steps):
        rng.standard_normal(out=n1)
        rng.standard_normal(out=n2)
        np.multiply(u, mean, out=phase)
        phase += np.multiply(n1, shared, out=t)
        phase += np.multiply(n2, own, out=t)
        phase += DELTA * P * H
        u *= e
        u += np.multiply(n1, spread, out=t)
        np.sin(phase, out=sin)
        np.cos(phase, out=cos)
        v.step(free, cos, sin)
    return v


def plain_motion(x, y, z, cos, sin, free):
    """The step's rotation about z by the noise, then one free step."""
    xx, yy, yz, zy, zz = free
    x, y = cos * x - sin * y, sin * x + cos * y
    return xx * x, yy * y + yz * z, zy * y + zz * z


def plain_telegraph(rng, n, steps):
    loss = 1 - math.exp(-GC * H)
    flip_down, flip_up = (1 - P) / 2 * loss, (1 + P) / 2 * loss
    cos, sine, free = math.cos(DELTA * H), math.sin(DELTA * H), free_motion(H)
    up = rng.random(n) < (1 + P) / 2
    v = Bloch(n)
    x, y, z, integral = v.x, v.y, v.z, v.integral
    for _ in range(steps):
        integral += z  # in the middle of the step
        x, y, z = plain_motion(x, y, z, cos, np.where(up, sine, -sine), free)
        up = up ^ (rng.random(n) < np.where(up, flip_down, flip_up))
    v.y, v.z = y, z
    return v


def plain_ornstein_uhlenbeck(rng, n, steps):
    sigma, e = math.sqrt(1 - P * P), math.exp(-GC * H)
    spread = math.sqrt(1 - e * e)
    mean, shared = (1 - e) / GC, (1 - e) ** 2 / (GC * spread)
    own = math.sqrt(2 * (GC * H - 2 * math.tanh(GC * H / 2))) / GC
    u, free = rng.standard_normal(n), free_motion(H)
    v = Bloch(n)
    x, y, z, integral = v.x, v.y, v.z, v.integral
    for _ in range(steps):
        n1, n2 = rng.standard_normal(n), rng.standard_normal(n)
        phase = DELTA * (P * H + sigma * (mean * u + shared * n1 + own * n2))
        u = e * u + spread * n1
        integral += z
        x, y, z = plain_motion(x, y, z, np.cos(phase), np.sin(phase), free)
    v.y, v.z = y, z
    return v


RUNS = {
    ("plain", "telegraph-grid"): plain_telegraph,
    ("plain", "ornstein-uhlenbeck"): plain_ornstein_uhlenbeck,
    ("tuned", "telegraph-grid"): telegraph,
    ("tuned", "ornstein-uhlenbeck"): ornstein_uhlenbeck,
}


def main():
    style, work, trajectories, steps, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    run = RUNS[style, work]
    rng = np.random.default_rng(seed) if style == "plain" else np.random.Generator(np.random.SFC64(seed))
    chunk = trajectories if style == "plain" else CHUNK
    run(rng, chunk, 10)
    clock, processor = time.perf_counter(), time.process_time()
    z, integral = [], []
    for _ in range(trajectories // chunk):
        end, area = run(rng, chunk, steps).final()
        z.append(end)
        integral.append(area)
    seconds, processor = time.perf_counter() - clock, time.process_time() - processor
    z, integral = np.concatenate(z), np.concatenate(integral)
    print(json.dumps({
        "program": f"NumPy {style}", "work": work, "seconds": seconds, "processorSeconds": processor,
        "events": len(z) * steps, "z": z.mean(), "zStandardError": z.std(ddof=1) / math.sqrt(len(z)),
        "integral": integral.mean(), "integralStandardError": integral.std(ddof=1) / math.sqrt(len(z)),
    }))


if __name__ == "__main__":
    main()
