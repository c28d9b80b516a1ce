# ---- the formula is the whole time course: both have the same Laplace transform ----------------------------------------------------
POINTS = 3
class Course(Above):                                             # a sum of c t^n exp(a t)
    def __init__(s, e): s.e = {k: v for k, v in e.items() if v}
    def __add__(s, o):
        r = dict(s.e)
        for k, v in course(o).e.items(): r[k] = r[k] + v if k in r else v
        return Course(r)
    def __neg__(s): return Course({k: -v for k, v in s.e.items()})
    def __sub__(s, o): return s + -course(o)
    def __mul__(s, o):
        r = {}
        for (a, m), v in s.e.items():
            for (b, n), w in course(o).e.items(): k = (a + b, m + n); r[k] = r[k] + v * w if k in r else v * w
        return Course(r)
    def __truediv__(s, o): return s * f(o).inverse()
    def __pow__(s, n):
        r = course(F(1))
        for _ in range(int(n)): r = r * s
        return r
def course(v): return v if isinstance(v, Course) else Course({(F(0), 0): f(v)})
def linear(v):
    """offset and slope of an argument that is linear in the time"""
    rest = {k: x for k, x in v.e.items() if k not in ((F(0), 0), (F(0), 1))}
    if rest: raise ValueError('an argument is not linear in the time')
    return v.e.get((F(0), 0), F(0)), v.e.get((F(0), 1), F(0))
def exponential(v):
    if not isinstance(v, Course): return exp(v)
    offset, slope = linear(v); return Course({(slope, 0): exp(offset)})
def cosine(v): return (exponential(v * F(0, 1)) + exponential(v * F(0, -1))) / 2 if isinstance(v, Course) else cos(v)
def sine(v): return (exponential(v * F(0, 1)) - exponential(v * F(0, -1))) / F(0, 2) if isinstance(v, Course) else sin(v)
def hyperbolic(v, sign): return (exponential(v) + exponential(-v) * sign) / 2 if isinstance(v, Course) else cosh(v) if sign > 0 else sinh(v)
def check(point):
    s = F(random.randrange(2, p)); known = {**scope, 'exp': exponential, 'cos': cosine, 'sin': sine, 'cosh': lambda v: hyperbolic(v, 1), 'sinh': lambda v: hyperbolic(v, -1)}
    names = {**point, TIME: Course({(F(0), 1): F(1)})}
    for name, text in HELPERS: names[name] = eval(text, known, names)
    claimed = F(0)
    for (a, n), c in course(eval(FORMULA, known, names)).e.items():
        factorial = 1
        for k in range(2, n + 1): factorial *= k
        claimed = claimed + c * factorial * (s - a).inverse() ** (n + 1)
    values = {}
    for name, part in PARTS.items(): _, N, D = laplace(part, point); values[name] = at(N, s) / at(D, s)
    return claimed == f(eval(REFERENCE, scope, {**point, **values}))
