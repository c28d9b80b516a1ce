# ---- formula and reference gain a factor under a map of the parameters -----------------------------------------------------------
POINTS = 3
def check(point):
    there = {name: f(eval(text, scope, dict(point))) for name, text in MAP.items()}; factor = f(eval(FACTOR, scope, dict(point)))
    if formula_at(there) != factor * formula_at(point): return False
    if not PARTS: return True
    part = next(iter(PARTS.values()))
    if part['kind'] not in MODES: return reference_at(there) == factor * reference_at(point)
    here, other, s = quantity(part, point), quantity(part, there), F(random.randrange(2, p))
    return len(here) == len(other) and at(other, factor * s) == factor ** (len(here) - 1) * at(here, s)
