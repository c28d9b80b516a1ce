# ---- the formula is the reference ------------------------------------------------------------------------------------------
POINTS = 3
def check(point):
    claimed = formula_at(point); part = next(iter(PARTS.values()))
    if part['kind'] in MODES: return is_mode(part['kind'], quantity(part, point), f(eval(REFERENCE, scope, {**point, 'value': claimed})))
    return claimed == reference_at(point)
