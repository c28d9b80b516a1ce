# ---- signs: fractions that are found again at random points, and polynomials with positive coefficients from corners of the domain --------
POINTS = 3
def value_of(q, point):
    total = F(0)
    for c, powers_ in q:
        term = f(Fraction(c))
        for name, n in zip(PARAMETERS, powers_): term = term * point[name] ** n
        total = total + term
    return total
def check(point):
    for c in CHECKS:
        truth = formula_at(point) if c['of'] == 'formula' else reference_at(point) if c['of'] == 'reference' else formula_at(point) / reference_at(point) - 1
        if value_of(c['above'], point) / value_of(c['below'], point) != truth: return False
    return shown()
def poly(q): return {tuple(e): Fraction(c) for c, e in q}
def clean(q): return {k: v for k, v in q.items() if v}
def plus(a, b):
    r = dict(a)
    for k, v in b.items(): r[k] = r.get(k, 0) + v
    return clean(r)
def times(a, b):
    r = {}
    for k, v in a.items():
        for j, w in b.items(): e = tuple(x + y for x, y in zip(k, j)); r[e] = r.get(e, 0) + v * w
    return clean(r)
def scaled(a, c): return clean({k: v * c for k, v in a.items()})
def derivative(a, i): return {k[:i] + (k[i] - 1,) + k[i + 1:]: v * k[i] for k, v in a.items() if k[i]}
known = []
def shown():
    """once: this needs no prime"""
    if not known: known.append(all(sign_shown(c) for c in CHECKS))
    return known[0]
def sign_shown(c):
    """whether scale times the fraction or its derivative, plus shift, is nowhere negative"""
    above, below = poly(c['above']), poly(c['below'])
    if c['derivative'] is not None: above, below = plus(times(derivative(above, c['derivative']), below), scaled(times(above, derivative(below, c['derivative'])), -1)), times(below, below)
    above = plus(scaled(above, Fraction(c['scale'])), scaled(below, Fraction(c['shift'])))
    if not above: return True
    signs, products = [], []
    for number, monomial, factors in c['factors']:
        product, sign = {tuple(monomial): Fraction(number)}, 1 if Fraction(number) > 0 else -1
        for k, n in enumerate(monomial):
            low, high = RANGES[k]
            if n % 2: sign *= 1 if low is not None and Fraction(low) >= 0 else -1 if high is not None and Fraction(high) <= 0 else 0
        for factor, n in factors:
            for _ in range(n): product = times(product, poly(factor))
            if n % 2: sign *= 1 if nowhere_negative(poly(factor)) else -1 if nowhere_negative(scaled(poly(factor), -1)) else 0
        signs.append(sign); products.append(product)
    return signs[0] * signs[1] > 0 and times(above, products[1]) == times(products[0], below)
def substitute(q, i, square, reflected, low, high):
    """x_i, or its square, as low + u, or as (low + high u)/(1 + u) times its highest power of 1 + u, u not negative"""
    n = len(PARAMETERS); groups = {}
    for k, v in q.items():
        power = k[i] // 2 if square else k[i]
        groups.setdefault(power, {})[k[:i] + (0,) + k[i + 1:]] = -v if reflected and k[i] % 2 else v
    one = {(0,) * n: Fraction(1)}; u = {tuple(int(j == i) for j in range(n)): Fraction(1)}; degree = max(groups)
    over, under = plus(scaled(one, low), scaled(u, 1 if high is None else high)), one if high is None else plus(one, u)
    ups, downs, total = [one], [one], {}
    for _ in range(degree): ups.append(times(ups[-1], over)); downs.append(times(downs[-1], under))
    for k, g in groups.items(): total = plus(total, times(g, times(ups[k], downs[degree - k])))
    return total
def balanced(q):
    """whether the positive terms outweigh the negative ones: a m1 + b m2 >= c m where m^2 = m1 m2 and c^2 <= 4 a b, no term used twice"""
    free = {k: v for k, v in q.items() if v > 0}
    for m, c in sorted(((k, v) for k, v in q.items() if v < 0), key=lambda t: t[1]):
        best = None
        for k, a in free.items():
            other = tuple(2 * x - y for x, y in zip(m, k))
            if other < k and other in free and c * c <= 4 * a * free[other] and (best is None or a * free[other] < best[0]): best = (a * free[other], k, other)
        if best is None: return False
        del free[best[1]], free[best[2]]
    return True
def starts(q, i):
    low, high = (None if e is None else Fraction(e) for e in RANGES[i])
    if all(k[i] % 2 == 0 for k in q):
        if low is not None and low >= 0: return [(True, False, low * low, None if high is None else high * high)]
        far = None if low is None or high is None else max(abs(low), abs(high)); return [(True, False, Fraction(0), None if far is None else far * far)]
    if low is not None: return [(False, False, low, high)]
    return [(False, True, -high, None)] if high is not None else [(False, False, Fraction(0), None), (False, True, Fraction(0), None)]
def nowhere_negative(q):
    cells = [[]]
    for i in range(len(PARAMETERS)): cells = [c + [s] for c in cells for s in starts(q, i)]
    done = 0
    while cells:
        cell, t = cells.pop(0), q
        for i, s in enumerate(cell): t = substitute(t, i, *s)
        if balanced(t): done += 1; continue
        inner = [i for i in range(len(cell)) if any(v < 0 and 0 < k[i] < max(e[i] for e in t) for k, v in t.items())]
        if done + len(cells) > 200 or not inner: return False
        i = max(inner, key=lambda i: float('inf') if cell[i][3] is None else cell[i][3] - cell[i][2]); square, reflected, low, high = cell[i]
        middle = (low + high) / 2 if high is not None else low * 2 if low > 0 else low + 1
        cells += [cell[:i] + [(square, reflected, low, middle)] + cell[i + 1:], cell[:i] + [(square, reflected, middle, high)] + cell[i + 1:]]
    return True
