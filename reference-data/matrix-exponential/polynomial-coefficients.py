"""Checks the polynomial schemes of the matrix exponential and computes their step bounds.

Schemes: Bader, Blanes and Casas (2019), doi:10.3390/math7121174: Taylor polynomials of degree 4, 8 and 12 with 2, 3 and 4
matrix products; Sastre, Ibanez and Defez (2019), doi:10.1016/j.amc.2018.08.017: degree 21 with 5 products, by a polynomial of
degree 24 whose last three coefficients are not the exponential's. Each scheme is expanded as a polynomial in exact or 60-digit arithmetic and compared
with 1/k!; the published starting values are refined by Newton's method where they carry fewer digits.

Step bounds: theta_m is the largest t with sum_{k>m} |c_k| t^(k-1) <= 2^-53, where log(exp(-x) T_m(x)) = sum c_k x^k,
so that the polynomial is the exponential of a matrix that differs by less than one unit roundoff, relatively
(Al-Mohy and Higham 2009, doi:10.1137/09074721X, section 3, with the Taylor polynomial in place of the Pade approximant).

Run with Python 3 and mpmath; prints the numbers that TaylorScheme.cs contains.
"""
from mpmath import mp, mpf, sqrt, factorial, matrix, lu_solve

mp.dps = 60


def multiply(p, q):
    r = [mpf(0)] * (len(p) + len(q) - 1)
    for i, x in enumerate(p):
        for j, y in enumerate(q):
            r[i + j] += x * y
    return r


def add(*polynomials):
    r = [mpf(0)] * max(len(p) for p in polynomials)
    for p in polynomials:
        for i, x in enumerate(p):
            r[i] += x
    return r


def combination(c, powers):
    r = [mpf(0)] * (max(powers) + 1)
    for x, k in zip(c, powers):
        r[k] += x
    return r


def degree8():
    s, x3 = sqrt(mpf(177)), mpf(2) / 3
    x1, x2 = x3 * (1 + s) / 88, x3 * (1 + s) / 352
    c0, c1 = (-271 + 29 * s) / (315 * x3), 11 * (-1 + s) / (1260 * x3)
    c2, c4 = 11 * (-9 + s) / (5040 * x3), (89 - s) / (5040 * x3 ** 2)
    u = [mpf(1), mpf(1), (857 - 58 * s) / 630]
    a4 = multiply([0, 0, 1], [0, x1, x2])
    left = add(combination([x3], [2]), a4)
    right = add([c0, c1, c2], [c4 * x for x in a4])
    return add(u, multiply(left, right)), dict(x1=x1, x2=x2, x3=x3, c0=c0, c1=c1, c2=c2, c4=c4, u2=u[2])


def degree12(q):
    q1, q2, q3, q4 = (combination(row, [0, 1, 2, 3]) for row in q)
    q6 = add(q3, multiply(q4, q4))
    return add(q1, multiply(add(q2, q6), q6))


def degree21(rows):
    """Y0 = A3 row0; Y1 = row1 row2 + row3; P = row4 row5 + row6, rows over (A, A2, A3, Y0, Y1, 1)."""
    powers = [combination([1], [k]) for k in (1, 2, 3)]

    def mix(row, *more):
        return add(*[[c * x for x in p] for c, p in zip(row, [*powers, *more])])
    y0 = multiply(powers[2], mix(rows[0]))
    y1 = add(multiply(mix(rows[1], y0), mix(rows[2], y0)), mix(rows[3], y0))
    one = [mpf(1)]
    return add(multiply(mix(rows[4], y0, y1), mix(rows[5], y0, y1)), mix(rows[6], y0, y1, one))


Q12 = [["-0.0186023205146205532243437300433", "-0.00500702322573317730979741843919", "-0.573420122960522263905952420789", "-0.133399693943892059700768926983"],
       ["4.6", "0.992875103538486836140479571505", "-0.132445561052799638845074997454", "0.0017299"],
       ["0.211693118299809442949323323336", "0.158224384715726725371768893252", "0.165635169436727415011171668419", "0.0107862779315792425026320640108"],
       ["0", "-0.131810610138301840156819349464", "-0.0202785554058925907933568229945", "-0.00675951846863086359778560766482"]]

S21 = [["5.374708803114821e-05", "4.500852739573010e-06", "1.161658834444880e-06"],
       ["9.418613214806352e-01", "6.974348269544424e-02", "2.005403977292901e-03", "1"],
       ["0", "-7.544837153586671e-03", "2.852960512714315e-03", "1"],
       ["0", "1.392249143769798e-01", "3.151382711608315e-02", "1.829773504500424"],
       ["3.112216227982407e-01", "-5.394098846866402e-02", "-2.269101241269351e-03", "0", "1"],
       ["6.865706355662834e-01", "0", "0", "9.343851261938047", "1"],
       ["1", "-1.638413114712016e-01", "-1.413550099309667e-02", "-5.726379787260966", "3.233370163085380", "1"]]


def refine(scheme, table, degree, fixed):
    """Newton's method on the coefficient equations; zeros and the entries in `fixed` stay (the schemes leave a freedom)."""
    values = [[mpf(x) for x in row] for row in table]
    free = [(i, j) for i, row in enumerate(values) for j, x in enumerate(row) if x != 0 and (i, j) not in fixed]
    assert len(free) == degree + 1, (len(free), degree + 1)
    for _ in range(6):
        residual = [c - 1 / factorial(k) for k, c in enumerate(scheme(values)[:degree + 1])]
        jacobian = matrix(degree + 1, degree + 1)
        h = mpf(10) ** -25
        for column, (i, j) in enumerate(free):
            kept = values[i][j]
            values[i][j] = kept + h
            up = scheme(values)
            values[i][j] = kept - h
            down = scheme(values)
            values[i][j] = kept
            for k in range(degree + 1):
                jacobian[k, column] = (up[k] - down[k]) / (2 * h)
        step = lu_solve(jacobian, matrix(residual))
        for column, (i, j) in enumerate(free):
            values[i][j] -= step[column]
    worst = max(abs(c * factorial(k) - 1) for k, c in enumerate(scheme(values)[:degree + 1]))
    shift = max(abs(values[i][j] / mpf(table[i][j]) - 1) for i, j in free)
    return values, worst, shift


def backward_error(degree, beyond, terms=120):
    """c_k of log(exp(-x) P(x)), from h' = P'/P - 1, for the exponential up to a degree and the coefficients given beyond it."""
    t = [1 / factorial(k) for k in range(degree + 1)] + beyond
    t += [mpf(0)] * (terms - len(t))
    # (h' + 1) T = T'
    quotient = []
    for k in range(terms - 1):
        dt = (k + 1) * t[k + 1]
        quotient.append(dt - sum(quotient[i] * t[k - i] for i in range(k)))
    return [mpf(0)] + [(q - (1 if k == 0 else 0)) / (k + 1) for k, q in enumerate(quotient)]


def theta(degree, beyond=()):
    c = backward_error(degree, list(beyond))
    bound = lambda t: sum(abs(x) * t ** (k - 1) for k, x in enumerate(c) if k > degree) / mpf(2) ** -53 - 1
    low, high = mpf(10) ** -20, mpf(4)
    while high - low > mpf(10) ** -25 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if bound(middle) < 0 else (low, middle)
    return low


if __name__ == "__main__":
    p8, names = degree8()
    print("degree 8, worst relative error of a coefficient:", mp.nstr(max(abs(c * factorial(k) - 1) for k, c in enumerate(p8)), 3))
    for name, value in names.items():
        print("   ", name, mp.nstr(value, 25))
    q, worst, shift = refine(degree12, Q12, 12, {(1, 0), (1, 3)})
    print("degree 12, worst", mp.nstr(worst, 3), "largest shift from the published values", mp.nstr(shift, 3))
    for row in q:
        print("   ", [mp.nstr(x, 25) for x in row])
    rows, worst, shift = refine(degree21, S21, 21, {(1, 3), (2, 3), (4, 4), (5, 4)})
    print("degree 21, worst", mp.nstr(worst, 3), "largest shift from the published values", mp.nstr(shift, 3))
    for row in rows:
        print("   ", [mp.nstr(x, 25) for x in row])
    beyond = degree21(rows)[22:]
    print("    beyond, relative to the exponential:", [mp.nstr(x * factorial(22 + k), 10) for k, x in enumerate(beyond)])
    for m in (1, 2, 4, 8, 12):
        print("theta", m, mp.nstr(theta(m), 25))
    last = theta(21, beyond)
    print("theta 21", mp.nstr(last, 25))
    moduli = degree21([[abs(x) for x in row] for row in rows])
    print("growth of rounding: all moduli at theta over the exponential", mp.nstr(sum(x * last ** k for k, x in enumerate(moduli)) / mp.exp(last), 4))
