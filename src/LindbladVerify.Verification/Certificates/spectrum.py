# ---- spectral densities: the steady state, and what becomes of o rho and rho o ------------------------------------------------------
def solve(rows, rhs):
    n = len(rows); rows = [r + [b] for r, b in zip(rows, rhs)]
    for i in range(n):
        q = next((r for r in range(i, n) if rows[r][i]), None)
        if q is None: raise ValueError('more than one steady state')
        rows[i], rows[q] = rows[q], rows[i]; v = rows[i][i].inverse(); rows[i] = [x * v if x else x for x in rows[i]]
        for r in range(n):
            if r != i and rows[r][i]: g = rows[r][i]; rows[r] = [x - g * y if y else x for x, y in zip(rows[r], rows[i])]
    return [r[n] for r in rows]
def spectrum(part, point):
    names = {name: f(eval(text, scope, dict(point))) for name, text in part['bind'].items()}; omega = f(eval(part['frequency'], scope, dict(point)))
    states, row, seen, ev, noises, space, o = equations(part['model'], names)
    inner = closed(row, seen); left, right = {}, {}
    for (a, b), w in o.e.items(): left.setdefault(a, []).append((b, w)); right.setdefault(b, []).append((a, w))
    needed = [(s, c, b) for s, a, b in inner for c, _ in left.get(a, ())] + [(s, a, c) for s, a, b in inner for c, _ in right.get(b, ())]
    rows = closed(row, list(inner) + needed); order = list(rows); place = {u: k for k, u in enumerate(order)}
    matrix = [[F(0)] * len(order) for _ in order]; rhs = [F(0)] * len(order)
    for u, r in rows.items():
        for k, w in r.items(): matrix[place[u]][place[k]] = w
    populations = [(s, a, a) for s in states for a in range(len(metric))]
    if all(u in place for u in populations):
        first = place[populations[0]]; matrix[first] = [F(0)] * len(order); rhs[first] = F(1)
        for u in populations: matrix[first][place[u]] = F(1)
    v = dict(zip(order, solve(matrix, rhs))); mean = sum((c * v[u] for u, c in seen.items()), F(0)); total = F(0)
    for sign in (1, -1):
        start = {}
        for s, a, b in inner:
            side = [w * v[s, c, b] for c, w in left.get(a, ())] if sign > 0 else [w * v[s, a, c] for c, w in right.get(b, ())]
            start[s, a, b] = sum(side, F(0)) - mean * v[s, a, b]
        N, D = transform(moments(inner, seen, start)); total = total + at(N, F(0, -sign) * omega) / at(D, F(0, -sign) * omega)
    return total
