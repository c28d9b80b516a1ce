#!/usr/bin/env python3
"""Certificate of an identity between rational functions: @STATEMENT@

Run it with any primes above 2^40, or with none to take three known ones:  python3 certificate.py 2305843009213693951
It builds the equations of motion from the model below, computes the reference from them, evaluates the formula from its text, and compares both at
random points modulo each prime. A false identity of total degree d passes one point with a probability of at most d/p. Standard library only.
"""
import random, sys
from fractions import Fraction

# ---- what is claimed --------------------------------------------------------------------------------------------------
@DATA@
# ---- numbers x + iy modulo p ------------------------------------------------------------------------------------------
p = 0
class Retry(Exception): pass                                     # no value at this point: draw another one
class Above: pass                                                # what takes numbers in: operators and time courses
class F:
    __slots__ = ('x', 'y')
    def __init__(s, x, y=0): s.x, s.y = x % p, y % p
    def __add__(s, o):
        if isinstance(o, Above): return o + s
        o = f(o); return F(s.x + o.x, s.y + o.y)
    def __sub__(s, o):
        if isinstance(o, Above): return -o + s
        o = f(o); return F(s.x - o.x, s.y - o.y)
    def __mul__(s, o):
        if isinstance(o, Above): return o * s
        o = f(o); return F(s.x * o.x - s.y * o.y, s.x * o.y + s.y * o.x)
    def __truediv__(s, o): return s * f(o).inverse()
    def __neg__(s): return F(-s.x, -s.y)
    def __pos__(s): return s
    def __pow__(s, n):
        n = n if isinstance(n, Fraction) else Fraction(n)
        if n.denominator == 2: return sqrt(s) ** n.numerator
        if n.denominator == 4: return sqrt(sqrt(s)) ** n.numerator
        if n.denominator != 1: raise ValueError('power')
        r, b, n = F(1), s if n >= 0 else s.inverse(), abs(n.numerator)
        while n: r, b, n = (r * b if n & 1 else r), b * b, n >> 1
        return r
    def __eq__(s, o): o = f(o); return s.x == o.x and s.y == o.y
    def __hash__(s): return hash((s.x, s.y))
    def __bool__(s): return bool(s.x or s.y)
    def conj(s): return F(s.x, -s.y)
    def inverse(s):
        n = (s.x * s.x + s.y * s.y) % p
        if not n: raise Retry
        n = pow(n, p - 2, p); return F(s.x * n, -s.y * n)
def f(v): return v if isinstance(v, F) else F(v.numerator * pow(v.denominator, p - 2, p)) if isinstance(v, Fraction) else F(v)
class Q(Fraction):                                               # a number of a text: exactly the decimal fraction that it reads as
    def __add__(s, o): return F.__add__(f(s), o)
    def __sub__(s, o): return F.__sub__(f(s), o)
    def __mul__(s, o): return F.__mul__(f(s), o)
    def __truediv__(s, o): return Q(Fraction(s) / Fraction(o)) if isinstance(o, Q) else F.__truediv__(f(s), o)
    def __neg__(s): return Q(-Fraction(s))
    def __pow__(s, n): return number_root(s) ** Fraction(n).numerator if Fraction(n).denominator == 2 else f(s) ** n
class NoRoot(Exception): pass                                    # this prime has no root of a whole number that the statement needs
roots, powers = {}, {}
def number_root(v):                                              # the roots of primes, with any signs, times a fraction
    n, r, q = v.numerator * v.denominator, f(Fraction(1, v.denominator)), 2
    while q * q <= n and q < 100000:
        while n % (q * q) == 0: n, r = n // (q * q), r * q
        if n % q == 0: n, r = n // q, r * prime_root(q)
        q += 1
    return r * prime_root(n) if n > 1 else r
def prime_root(q):
    if ('root', q) not in roots:
        if pow(q, (p - 1) // 2, p) != 1: raise NoRoot
        roots['root', q] = F(random.choice((1, -1)) * root(q))
    return roots['root', q]
def sqrt(v):
    if isinstance(v, Fraction) and v >= 0: return number_root(v)
    v = f(v); key = (v.x, v.y)
    if key not in roots:
        if v.y: raise Retry
        if v.x and pow(v.x, (p - 1) // 2, p) != 1: raise Retry
        roots[key] = F(random.choice((1, -1)) * root(v.x))
    return roots[key]
def root(a):                                                     # Tonelli and Shanks
    if a == 0: return 0
    q, s = p - 1, 0
    while q % 2 == 0: q, s = q // 2, s + 1
    z = next(z for z in range(2, p) if pow(z, (p - 1) // 2, p) == p - 1)
    m, c, t, r = s, pow(z, q, p), pow(a, q, p), pow(a, (q + 1) // 2, p)
    while t != 1:
        i, u = 0, t
        while u != 1: u, i = u * u % p, i + 1
        b = pow(c, 1 << (m - i - 1), p); m, c, t, r = i, b * b % p, t * b * b % p, r * b % p
    return r
def indeterminate(kind, v):                                      # what algebra does not know is an unknown of its own
    v = f(v); key = (kind, v)
    if key not in powers: powers[key] = F(random.randrange(2, p))
    return powers[key]
def exp(v):
    v = f(v)
    if not v: return F(1)
    if ('exp', -v) in powers: return powers['exp', -v].inverse()
    known = [(k[1], x) for k, x in powers.items() if k[0] == 'exp']; known += [(-a, x.inverse()) for a, x in known]
    if ('exp', v) not in powers:                                  # the exponential of a sum or difference of two known arguments
        for a, x in known:
            for b, y in known:
                if a + b == v: powers['exp', v] = x * y; return x * y
    return indeterminate('exp', v)
def log(v): return F(0) if f(v) == 1 else indeterminate('log', v)
def cos(v): e = exp(F(0, 1) * v); return (e + e.inverse()) / 2
def sin(v): e = exp(F(0, 1) * v); return (e - e.inverse()) / F(0, 2)
def tanh(v): e = exp(v); return (e - e.inverse()) / (e + e.inverse())
def coth(v): return tanh(v).inverse()
def cosh(v): e = exp(v); return (e + e.inverse()) / 2
def sinh(v): e = exp(v); return (e - e.inverse()) / 2

# ---- operators in a basis in which they are rational: |m> scaled so that S+ has entries 1, and a likewise --------------
class Op(Above):
    def __init__(s, e): s.e = {k: v for k, v in e.items() if v}
    def __add__(s, o):
        o = op(o); r = dict(s.e)
        for k, v in o.e.items(): r[k] = r[k] + v if k in r else v
        return Op(r)
    __radd__ = __add__
    def __sub__(s, o): return s + -op(o)
    def __rsub__(s, o): return op(o) + -s
    def __neg__(s): return Op({k: -v for k, v in s.e.items()})
    def __mul__(s, o):
        if not isinstance(o, Op): o = f(o); return Op({k: v * o for k, v in s.e.items()})
        rows, r = {}, {}
        for (a, b), v in o.e.items(): rows.setdefault(a, []).append((b, v))
        for (a, b), v in s.e.items():
            for c, w in rows.get(b, ()): r[a, c] = r[a, c] + v * w if (a, c) in r else v * w
        return Op(r)
    def __rmul__(s, o): return s * o
    def __truediv__(s, o): return s * f(o).inverse()
    def __pow__(s, n):
        r = op(1)
        for _ in range(int(n)): r = r * s
        return r
    def adjoint(s): return Op({(b, a): v.conj() * metric[a] * metric[b].inverse() for (a, b), v in s.e.items()})
def op(v): return v if isinstance(v, Op) else Op({(a, a): f(v) for a in range(len(metric))})
class Site: pass
def sites(spec):
    global metric
    sizes = [n for _, n, _ in spec]; d = 1
    for n in sizes: d *= n
    metric = [F(1)] * d; found = {}
    for k, (name, n, isSpin) in enumerate(spec):
        after = 1
        for m in sizes[k + 1:]: after *= m
        step = [i * (n - i) if isSpin else i for i in range(n)]   # squares of the matrix elements of S+ and a
        def lift(e, n=n, after=after): return Op({(b * n * after + i * after + a, b * n * after + j * after + a): v for (i, j), v in e.items() for b in range(d // n // after) for a in range(after)})
        up, down = lift({(i - 1, i): F(1) for i in range(1, n)}), lift({(i, i - 1): F(step[i]) for i in range(1, n)})
        w = [F(1)]
        for i in range(1, n): w.append(w[-1] / step[i])
        metric = [m * w[a // after % n] for a, m in enumerate(metric)]
        s = Site(); s.one, s.p, s.m, s.a, s.ad = lift({(i, i): F(1) for i in range(n)}), up, down, up, down
        s.x, s.y, s.z = (up + down) / 2, (up - down) / F(0, 2), lift({(i, i): f(Fraction(n - 1 - 2 * i, 2)) for i in range(n)})
        s.n = lift({(i, i): F(i) for i in range(n)}); s.proj = lambda level, lift=lift: lift({(int(level), int(level)): F(1)}); found[name] = s
        def ket(i, j, lift=lift, step=step):                      # |i><j| between states that are not normalised
            i, j = int(i), int(j); product = 1
            for k in range(min(i, j) + 1, max(i, j) + 1): product *= step[k]
            return lift({(i, j): number_root(Q(product) if i > j else Q(Fraction(1, product)))})
        s.ket = ket
    return found

# ---- equations of motion ------------------------------------------------------------------------------------------------
def chain(c, ev):
    """values, populations, jumps (from, to, rate) of a noise; of a ladder also the steps by which its value leads from level to level, and the decay of each"""
    if c['kind'] == 'ornstein-uhlenbeck':                         # a_n = <s^n He_n(x/s) rho>: x turns a_n into a_(n+1) + n s^2 a_(n-1)
        n, variance, g = c['levels'], ev(c['variance']), ev(c['rate'])
        steps = [[(k + 1, F(1))] * (k < n) + [(k - 1, variance * k)] * (k > 0) for k in range(n + 1)]
        return [ev(c['mean'])] * (n + 1), [F(1)] + [F(0)] * n, [], steps, [g * k for k in range(n + 1)]
    if c['kind'] == 'markov-chain':
        m = len(c['values']); k = [[ev(c['rates'][a][b]) if a != b else F(0) for b in range(m)] for a in range(m)]
        rows = [[k[b][a] if a != b else -sum(k[a], F(0)) for b in range(m)] + [F(0)] for a in range(m - 1)] + [[F(1)] * (m + 1)]
        for i in range(m):
            q = next((r for r in range(i, m) if rows[r][i]), None)
            if q is None: raise Retry
            rows[i], rows[q] = rows[q], rows[i]; v = rows[i][i].inverse(); rows[i] = [x * v for x in rows[i]]
            for r in range(m):
                if r != i and rows[r][i]: g = rows[r][i]; rows[r] = [x - g * y for x, y in zip(rows[r], rows[i])]
        return [ev(v) for v in c['values']], [r[m] for r in rows], [(a, b, k[a][b]) for a in range(m) for b in range(m) if k[a][b]]
    n = int(c.get('count', 1)); hi, lo, g, q = ev(c['high']), ev(c['low']), ev(c['rate']), ev(c['probability'])
    binomial = [1]
    for i in range(n): binomial.append(binomial[-1] * (n - i) // (i + 1))
    values = [hi, lo] if n == 1 else [lo + (hi - lo) * (q + (F(n - k) - q * n) / sqrt(Q(n))) for k in range(n + 1)]
    jumps = [j for k in range(n) for j in ((k, k + 1, g * (F(1) - q) * (n - k)), (k + 1, k, g * q * (k + 1)))]
    return values, [F(binomial[k]) * q ** (n - k) * (F(1) - q) ** k for k in range(n + 1)], jumps
def state(model, ev, space):
    if 'density' in model: return op(ev(model['density']))
    rho = op(1)
    for (name, n, isSpin), (word, number) in zip(model['sites'], model['initial']):
        s = space[name]; number = None if number is None else ev(number)
        if word == 'mixed': local = s.one / n
        elif word in ('up', 'down'): local = s.proj(0 if (word == 'up') == isSpin else n - 1)
        elif word == 'thermal':
            q = number / (number + 1); total = sum((q ** k for k in range(n)), F(0)); local = sum((s.proj(k) * (q ** k / total) for k in range(n)), op(0))
        elif isSpin and n == 2: local = s.one / 2 + s.z * number
        elif isSpin: local = s.one / n if not number else s.proj(0 if number == 1 else n - 1)
        else: local = s.proj(next(k for k in range(n) if number == k))
        rho = rho * local
    return rho
def equations(model, point):
    """joint states of the noises, d/dt of an unknown (state, a, b), the weights of the unknowns in the observable, what evaluates texts, the noises, the sites, the observable"""
    names = dict(point)
    def ev(text): v = eval(text, scope, names); return f(v) if isinstance(v, (Fraction, int)) else v
    for name, text in model['parameters']:
        if name not in names: names[name] = ev(text)
    space = sites(model['sites']); names.update(space)
    h = op(ev(model['hamiltonian'])); loss = op(0); jumps = []; d = len(metric)
    for text, rate in model['dissipators']:
        x, g = op(ev(text)), ev(rate); loss = loss + x.adjoint() * x * g; jumps.append((x, x.adjoint(), g))
    left, right = h * F(0, -1) - loss / 2, h * F(0, 1) - loss / 2
    noises = [(op(ev(text)), chain(c, ev)) for text, c in model['noise']]
    states = [()]
    for _, noise in noises: states = [s + (k,) for s in states for k in range(len(noise[0]))]
    def by(o, axis):
        r = {}
        for k, v in o.e.items(): r.setdefault(k[axis], []).append((k[1 - axis], v))
        return r
    lrow, rcol = by(left, 0), by(right, 1); xs = [(by(x, 0), by(y, 1), g) for x, y, g in jumps]; os = [(by(o, 0), by(o, 1)) for o, _ in noises]
    def row(u):
        s, a, b = u; r = {}
        def add(k, v): r[k] = r[k] + v if k in r else v
        for c, v in lrow.get(a, ()): add((s, c, b), v)
        for c, v in rcol.get(b, ()): add((s, a, c), v)
        for x, y, g in xs:
            for c, v in x.get(a, ()):
                for e, w in y.get(b, ()): add((s, c, e), v * w * g)
        for k, (o, _) in enumerate(noises):
            values, _, jumping, *ladder = noises[k][1]; steps = [(s[k], values[s[k]])]
            if ladder: steps += ladder[0][s[k]]; add((s, a, b), -ladder[1][s[k]])
            for to, xi in steps:
                t = s[:k] + (to,) + s[k + 1:]
                for c, v in os[k][0].get(a, ()): add((t, c, b), F(0, -1) * xi * v)
                for c, v in os[k][1].get(b, ()): add((t, a, c), F(0, 1) * xi * v)
            for here, to, g in jumping:
                if s[k] == to: add((s[:k] + (here,) + s[k + 1:], a, b), g)
                if s[k] == here: add((s, a, b), -g)
        return {k: v for k, v in r.items() if v}
    observable = op(ev(model['observable'])); counted = [s for s in states if all(not k or len(noise) == 3 for k, (_, noise) in zip(s, noises))]; seen = {(s, b, a): v for (a, b), v in observable.e.items() for s in counted}
    return states, row, seen, ev, noises, space, observable
def closed(row, unknowns):
    """the equations of unknowns and of all that they depend on"""
    rows, queue = {}, list(unknowns)
    while queue:
        u = queue.pop()
        if u not in rows: rows[u] = row(u); queue += rows[u]
    return rows
def moments(rows, seen, v):
    found = []
    for _ in range(2 * len(rows)):
        found.append(sum((c * v[u] for u, c in seen.items() if u in v), F(0)))
        v = {u: sum((w * v[k] for k, w in r.items() if k in v), F(0)) for u, r in rows.items()}
    return found
def response(model, point):
    """moments o L^k rho of the observable"""
    states, row, seen, ev, noises, space, _ = equations(model, point)
    rows, v = closed(row, seen), {}
    for (a, b), w in state(model, ev, space).e.items():
        for s in states:
            weight = w
            for k, (_, noise) in enumerate(noises): weight = weight * noise[1][s[k]]
            if (s, a, b) in rows: v[s, a, b] = weight
    return moments(rows, seen, v)
def transform(m):
    """N(s)/D(s) with sum m_k s^(-k-1) = N/D in lowest terms, by the shortest recurrence (Massey)"""
    c, b, length, gap, last = [F(1)], [F(1)], 0, 1, F(1)
    for n in range(len(m)):
        d = m[n] + sum((c[i] * m[n - i] for i in range(1, min(length, len(c) - 1) + 1)), F(0))
        if not d: gap += 1; continue
        t = c[:]; g = d / last; c += [F(0)] * (len(b) + gap - len(c))
        for i, x in enumerate(b): c[i + gap] = c[i + gap] - g * x
        if 2 * length <= n: length, b, last, gap = n + 1 - length, t, d, 1
        else: gap += 1
    c = (c + [F(0)] * (length + 1))[:length + 1]; D = c[::-1]
    return [sum((D[j] * m[j - i - 1] for j in range(i + 1, length + 1)), F(0)) for i in range(length)], D
def common(a, b):
    """whether two polynomials have a root in common"""
    def cut(q):
        while q and not q[-1]: q.pop()
        return q
    a, b = cut(a[:]), cut(b[:])
    while b:
        while len(a) >= len(b):
            g = a[-1] / b[-1]; k = len(a) - len(b); a = cut([x - g * b[i - k] if i >= k else x for i, x in enumerate(a)][:-1])
        a, b = b, a
    return len(a) > 1
def shifted(D, h):
    a = D[:]
    for i in range(len(a) - 1):
        for k in range(len(a) - 2, i - 1, -1): a[k] = a[k] + h * a[k + 1]
    return a
def at(q, s):
    r = F(0)
    for x in reversed(q): r = r * s + x
    return r
def laplace(part, point):
    names = {name: eval(text, scope, dict(point)) for name, text in part['bind'].items()}
    m = response(part['model'], {k: f(v) for k, v in names.items()}); return m, *transform(m)
def quantity(part, point):
    kind = part['kind']
    if kind == 'spectral-density': return spectrum(part, point)
    m, N, D = laplace(part, point)
    if kind in MODES: return D
    if not N: return F(0)
    singular = not D[0]; inverse = D[1 if singular else 0].inverse(); final = N[0] * inverse if singular else F(0)
    area = ((N[1] if len(N) > 1 else F(0)) - final * (D[2] if len(D) > 2 else F(0))) * inverse if singular else N[0] * inverse
    return final if kind == 'final' else area if kind == 'area' else (m[0] - final) / area
def formula_at(point):
    names = dict(point)
    for name, text in HELPERS: names[name] = f(eval(text, scope, names))
    return f(eval(FORMULA, scope, names))
def reference_at(point):
    return f(eval(REFERENCE, scope, {**point, **{name: quantity(part, point) for name, part in PARTS.items()}}))
MODES = ('decay', 'decay-of-pair', 'frequency')
def is_mode(kind, D, value):
    if kind == 'frequency': return common(shifted(D, F(0, 1) * value), shifted(D, F(0, -1) * value))
    a = shifted(D, -value)
    if not a[0]: return True
    return kind == 'decay-of-pair' and common([x * (-1) ** (k % 2) for k, x in enumerate(a[0::2])], [x * (-1) ** (k % 2) for k, x in enumerate(a[1::2])])

@CHECK@
# ---- the test -----------------------------------------------------------------------------------------------------------
scope = {'__builtins__': {}, '_q': Q, 'sqrt': sqrt, 'exp': exp, 'log': log, 'sin': sin, 'cos': cos, 'tanh': tanh, 'coth': coth, 'cosh': cosh, 'sinh': sinh}
def holds_at_random_point():
    for _ in range(200):                                          # some root is of a number that has none modulo p, if all fail
        roots.clear(); powers.clear(); scope['pi'] = F(random.randrange(2, p)); scope['i'] = F(0, 1)
        try: return check({name: F(random.randrange(2, p)) for name in PARAMETERS})
        except Retry: pass
    raise NoRoot
def is_prime(n): return all(pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7, 11, 13))
def main():
    global p
    if not all(a.isdecimal() for a in sys.argv[1:]): print('usage: python3', sys.argv[0], '[PRIME above 2^40]...'); return 2
    for p in [int(a) for a in sys.argv[1:]] or [2305843009213693951, 2305843009213693921, 2305843009213693907]:
        if p < 1 << 40 or not is_prime(p): print(p, 'is no prime above 2^40'); return 2
        left = POINTS
        while left:
            try:
                if not holds_at_random_point(): print('identity fails'); return 1
                left -= 1
            except NoRoot:                                        # the next prime, until one has the root
                p = next(n for n in range(p + 2, 2 * p, 2) if is_prime(n))
    print('identity holds'); return 0
if __name__ == '__main__': sys.exit(main())
