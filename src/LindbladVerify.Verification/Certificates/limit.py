# ---- limits: the error along a path is rational in l, known from its values ------------------------------------------------
def rational(nodes, values):
    """numerator and denominator, lowest power first, by the extended Euclid on the interpolating polynomial; None where the values leave a doubt"""
    n, a, master = len(nodes), values[:], [F(1)]
    for k in range(1, n):
        for i in range(n - 1, k - 1, -1): a[i] = (a[i] - a[i - 1]) / (nodes[i] - nodes[i - k])
    poly = [F(0)] * n
    for k in range(n - 1, -1, -1): poly = [(poly[i - 1] if i else a[k]) - nodes[k] * poly[i] for i in range(n)]
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
def around(point):
    """g_k of G(F (1 + d)) = g_0 + g_1 d + ..., where the roots of G are the decay rates of the modes and F is the formula"""
    x = f(eval(REFERENCE, scope, {**point, 'value': formula_at(point)})); return [a * (-x) ** k for k, a in enumerate(shifted(quantity(PART, point), -x))]
def error(point):
    if PART['kind'] not in MODES: return formula_at(point) / reference_at(point) - 1
    g = around(point); return g[0] / g[1]                         # one step of Newton's method
POINTS = 1
def along(y, value):
    """numerator and denominator of a function on the path"""
    n, nodes, values, found, failures = 8, [], [], None, 0
    while found is None:
        while len(nodes) < n:
            l = F(random.randrange(2, p))
            try: values.append(value(on_path(y, l))); nodes.append(l)
            except Retry:
                failures += 1
                if failures > 40: raise                           # a root that does not exist anywhere on this path
        found = rational(nodes, values); n = 3 * n // 2
    return found
def order_of(N, D):
    a, b = (next(k for k, x in enumerate(q) if x) for q in (N, D)); return Fraction(a - b, LIMIT['root']), N[a] / D[b]
def is_alone(y):
    """whether exactly one mode is as near as the formula says: Newton's polygon"""
    n = len(around(on_path(y, F(random.randrange(2, p))))) - 1; lines = [along(y, lambda point, k=k: around(point)[k] / around(point)[n]) for k in range(n + 1)]
    v = [order_of(*line)[0] if line[0] else None for line in lines]
    return v[1] is not None and v[0] > v[1] and all(v[k] is None or v[k] + (k - 1) * v[0] - k * v[1] > 0 for k in range(2, n + 1))
def check(y):
    N, D = along(y, error)
    if LIMIT['order'] is None or not N: return LIMIT['order'] is None and not N
    order, leading = order_of(N, D)
    if order != LIMIT['order'] or PART['kind'] in MODES and not is_alone(y): return False
    if order <= 0 or LIMIT['claimed'] is not None and order < LIMIT['claimed'] - Fraction(1, 10**9): return False
    return LIMIT['leading'] is None or leading == f(eval(LIMIT['leading'], scope, on_path(y, F(1))))
