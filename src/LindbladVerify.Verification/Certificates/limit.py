# ---- limits: the error along a path is rational in l, known from its values ------------------------------------------------
def interpolated(nodes, values):
    """the polynomial through values, lowest power first"""
    n, a = len(nodes), values[:]
    for k in range(1, n):
        for i in range(n - 1, k - 1, -1): a[i] = (a[i] - a[i - 1]) / (nodes[i] - nodes[i - k])
    poly = [F(0)] * n
    for k in range(n - 1, -1, -1): poly = [(poly[i - 1] if i else a[k]) - nodes[k] * poly[i] for i in range(n)]
    return poly
def rational(nodes, values):
    """numerator and denominator, lowest power first, by the extended Euclid on the interpolating polynomial; None where the values leave a doubt"""
    n, poly, master = len(nodes), interpolated(nodes, values), [F(1)]
    for x in nodes: master = [(master[i - 1] if i else F(0)) - (x * master[i] if i < len(master) else F(0)) for i in range(len(master) + 1)]
    def cut(q):
        while q and not q[-1]: q.pop()
        return q
    r0, r1, t0, t1 = master, cut(poly), [], [F(1)]
    while r1:
        if len(r0) - len(r1) > 2: return r1, t1
        q, s0, s1, inverse = {}, r0, t0, r1[-1].inverse()
        while len(s0) >= len(r1):
            g, k = s0[-1] * inverse, len(s0) - len(r1)
            s0 = cut([x - g * r1[i - k] if i >= k else x for i, x in enumerate(s0)][:-1])
            s1 = s1 + [F(0)] * (len(t1) + k - len(s1)); s1 = [x - g * t1[i - k] if k <= i < k + len(t1) else x for i, x in enumerate(s1)]
        r0, r1, t0, t1 = r1, s0, t1, cut(s1)
    return ([], [F(1)]) if len(r0) == n + 1 else None
def on_path(y, l): return {name: f(end) + f(sign) * (y[name] * (f(l) ** power if power else F(1))) for name, end, sign, power in LIMIT['path']}
PART = next(iter(PARTS.values()))
def resultant(a, b):
    """the product of lead(a)^deg(b) b(root) over the roots of a"""
    a, b, r = a[:], b[:], F(1)
    for q in (a, b):
        while q and not q[-1]: q.pop()
    while a and len(b) > 1:
        if len(a) < len(b):
            if not (len(a) - 1) % 2 or not (len(b) - 1) % 2: a, b = b, a
            else: a, b, r = b, a, -r
            continue
        n, lead, inverse = len(a), b[-1], b[-1].inverse()
        while len(a) >= len(b):
            g, k = a[-1] * inverse, len(a) - len(b); a = [x - g * b[i - k] if i >= k else x for i, x in enumerate(a)][:-1]
            while a and not a[-1]: a.pop()
        r = r * (lead * (-1) ** (len(b) - 1)) ** (n - len(a)) if a else F(0)
    return r * b[0] ** (len(a) - 1) if a and b else F(0)
def equation(D, x):
    """vanishes where x is what is asked for: a decay rate, the mean of two (Orlando), half the distance between two modes along the imaginary axis"""
    if EQUATION == 'frequency': return resultant(shifted(D, F(0, 1) * x), shifted(D, F(0, -1) * x)) / x ** (len(D) - 1)
    a = shifted(D, -x); return resultant([v * (-1) ** k for k, v in enumerate(a[0::2])], [v * (-1) ** k for k, v in enumerate(a[1::2])])
known = {}
def around(point):
    """g_k of G(F (1 + d)) = g_0 + g_1 d + ..., where the roots of G are what the formula F may be"""
    key = tuple(point.values())
    if key not in known:
        x = f(eval(REFERENCE, scope, {**point, 'value': formula_at(point)})); D = quantity(PART, point); n = len(D) - 1
        if EQUATION == 'single': known[key] = [a * (-x) ** k for k, a in enumerate(shifted(D, -x))]
        else:
            nodes = [F(k) for k in range(1, (n * (n - 1) // 2 if EQUATION == 'pair' else n * (n - 1)) + 2)]
            known[key] = interpolated(nodes, [equation(D, x + x * d) for d in nodes])
    return known[key]
def error(point):
    if PART['kind'] not in MODES: return formula_at(point) / reference_at(point) - 1
    g = around(point); return g[0] / g[1]                         # one step of Newton's method
POINTS = 1
drawn = []                                                       # the values of l: all functions on a path are asked at the same
def along(y, value):
    """numerator and denominator of a function on the path; None where it is no rational function of l"""
    n, nodes, values, found, failures = 8, [], [], None, 0
    while found is None:
        if n > 500: return None
        k = 0
        while len(nodes) < n:
            if k == len(drawn): drawn.append(F(random.randrange(2, p)))
            l = drawn[k]; k += 1
            if l in nodes: continue
            try: values.append(value(on_path(y, l))); nodes.append(l)
            except Retry:
                failures += 1
                if failures > 40 + n: raise                       # a root that does not exist anywhere on this path
        found = rational(nodes, values); n = 3 * n // 2
    return found
def order_of(N, D):
    a, b = (next(k for k, x in enumerate(q) if x) for q in (N, D)); return Fraction(a - b, LIMIT['root']), N[a] / D[b]
def is_alone(y):
    """whether exactly one mode is as near as the formula says: Newton's polygon"""
    n = len(around(on_path(y, drawn[0]))) - 1; lines = [along(y, lambda point, k=k: around(point)[k] / around(point)[n]) for k in range(n + 1)]
    if None in lines: return False
    v = [order_of(*line)[0] if line[0] else None for line in lines]
    return v[1] is not None and v[0] > v[1] and all(v[k] is None or v[k] + (k - 1) * v[0] - k * v[1] > 0 for k in range(2, n + 1))
def check(y):
    global EQUATION
    for EQUATION in LIMIT['equations']:                           # of a mode, as one decay rate, a mean of two, or a frequency
        if holds(y): return True
    return False
def holds(y):
    drawn.clear(); known.clear(); line = along(y, error)
    if line is None: return False
    N, D = line
    if LIMIT['order'] is None or not N: return LIMIT['order'] is None and not N
    order, leading = order_of(N, D)
    if order != LIMIT['order'] or PART['kind'] in MODES and not is_alone(y): return False
    if order <= 0 or LIMIT['claimed'] is not None and order < LIMIT['claimed'] - Fraction(1, 10**9): return False
    return LIMIT['leading'] is None or leading == f(eval(LIMIT['leading'], scope, on_path(y, F(1))))
