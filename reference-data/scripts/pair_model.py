"""The nuclear pair driven by one electron, in arbitrary precision.

Every rate here is solved from the model itself; no closed form of the library is used.
H(t) = (delta(t)/2) sigma_z - (D/2) sigma_x on {|ab>, |ba>}, delta(t) = Delta*P(t), coherence decay G2. Bloch form:
x' = -delta*y - G2*x, y' = delta*x + D*z - G2*y, z' = -D*y. W is the one-way rate: z decays at 2W.
"""
from mpmath import binomial, eye, hyp1f1, lu_solve, matrix, mp, mpc, mpf, quad, sqrt, exp


class NotConverged(Exception):
    """The Hermite ladder needs more levels than allowed."""


def symmetric_telegraph(P, Gc):
    """Values P+q and P-q, flips at Gc/2 both ways: (values, generator acting on columns, populations)."""
    q = sqrt((1 - P) * (1 + P))
    half = Gc / 2
    return [P + q, P - q], matrix([[-half, half], [half, -half]]), [mpf(1) / 2, mpf(1) / 2]


def electron_telegraph(P, Gc):
    """Values +1 and -1, populations (1+P)/2 and (1-P)/2."""
    up, down = Gc * (1 + P) / 2, Gc * (1 - P) / 2
    return [mpf(1), mpf(-1)], matrix([[-down, up], [down, -up]]), [(1 + P) / 2, (1 - P) / 2]


def fluctuators(P, Gc, N, kind):
    """The normalised sum of N independent telegraphs, as a chain of the number n of them that are up."""
    if kind == "symmetric":
        probability = mpf(1) / 2
        values = [P + sqrt((1 - P) * (1 + P)) * (2 * n - N) / sqrt(mpf(N)) for n in range(N + 1)]
    else:
        probability = (1 + P) / 2
        values = [P + (2 * n - N - N * P) / sqrt(mpf(N)) for n in range(N + 1)]
    up, down = Gc * probability, Gc * (1 - probability)
    K = matrix(N + 1, N + 1)
    for n in range(N + 1):
        if n < N:
            K[n + 1, n] += up * (N - n)
            K[n, n] -= up * (N - n)
        if n > 0:
            K[n - 1, n] += down * n
            K[n, n] -= down * n
    populations = [binomial(N, n) * probability**n * (1 - probability) ** (N - n) for n in range(N + 1)]
    return values, K, populations


def golden_rule(chain, D, Delta, G2):
    """(D^2/2) Re phi(G2) by the resolvent of the noise-averaged coherence in the basis of noise states."""
    values, K, populations = chain
    n = len(values)
    A = matrix(n, n)
    for i in range(n):
        for j in range(n):
            A[i, j] = -K[i, j]
        A[i, i] += G2 - mpc(0, 1) * Delta * values[i]
    phi = sum(lu_solve(A, matrix(populations)))
    return D**2 / 2 * phi.real


def spectrum(chain, mean, Delta, omega):
    """F(omega) = 2 Re phi(i*omega) of the centred noise: the spectrum of exp(i*Delta*int(P-mean))."""
    values, K, populations = chain
    n = len(values)
    A = matrix(n, n)
    for i in range(n):
        for j in range(n):
            A[i, j] = -K[i, j]
        A[i, i] += mpc(0, 1) * (omega - Delta * (values[i] - mean))
    return 2 * sum(lu_solve(A, matrix(populations))).real


def residence_time(chain, D, Delta, G2):
    """1/(2 int <z> dt) from the resolvent of the Bloch vector in all noise states, to all orders in D."""
    values, K, populations = chain
    n = len(values)
    L = matrix(3 * n, 3 * n)
    for i in range(n):
        block = bloch(Delta * values[i], D, G2)
        for a in range(3):
            for b in range(3):
                L[3 * i + a, 3 * i + b] += block[a, b]
        for j in range(n):
            for a in range(3):
                L[3 * i + a, 3 * j + a] += K[i, j]
    start = matrix(3 * n, 1)
    for i in range(n):
        start[3 * i + 2] = -populations[i]
    integral = lu_solve(L, start)
    return 1 / (2 * sum(integral[3 * i + 2] for i in range(n)))


def bloch(delta, D, G2):
    return matrix([[-G2, -delta, 0], [delta, -G2, D], [0, -D, 0]])


def golden_rule_ou(D, Delta, P, Gc, G2):
    """Gaussian noise: phi = 1F1(1; z+1; a)/(Gc z), a = nu^2/Gc^2, z = (G2 - i Delta P)/Gc + a (incomplete gamma function)."""
    a = (1 - P) * (1 + P) * Delta**2 / Gc**2
    z = (G2 - mpc(0, 1) * Delta * P) / Gc + a
    return D**2 / 2 * (hyp1f1(1, z + 1, a) / (Gc * z)).real


def golden_rule_ou_ladder(D, Delta, P, Gc, G2, tolerance):
    """The same by the infinite continued fraction, with twice the depth until nothing changes."""
    nu2 = (1 - P) * (1 + P) * Delta**2
    s = G2 - mpc(0, 1) * Delta * P
    depth, previous = 16, None
    while depth <= 1 << 17:
        fraction = mpf(0)
        for n in range(depth, 0, -1):
            fraction = n * nu2 / (s + n * Gc + fraction)
        value = D**2 / 2 * (1 / (s + fraction)).real
        if previous is not None and abs(value - previous) <= tolerance * abs(value):
            return value
        depth, previous = 2 * depth, value
    raise NotConverged


def golden_rule_ou_quadrature(D, Delta, P, Gc, G2):
    """The same by integrating the cumulant expansion, exact for a Gaussian."""
    a = (1 - P) * (1 + P) * Delta**2 / Gc**2
    s = (G2 - mpc(0, 1) * Delta * P) / Gc

    def integrand(t):
        return exp(-s * t - a * (exp(-t) - 1 + t))

    decay = mp.prec * mp.log(2)
    end = min(decay / max(s.real, mpf(10) ** -30), max(sqrt(2 * decay / a), decay / a + 1) if a else decay / s.real)
    period = 1 / max(abs(s), sqrt(a))
    steps = int(end / period) + 2
    return D**2 / 2 / Gc * quad(integrand, [end * k / steps for k in range(steps + 1)]).real


def residence_time_ou(D, Delta, P, Gc, G2, tolerance, max_depth):
    """Gaussian noise to all orders in D: Hermite ladder, eliminated from the top; depth doubled until nothing changes.

    x_n' = (L0 - n Gc) x_n + nu L1 (sqrt(n+1) x_{n+1} + sqrt(n) x_{n-1}), L1 the rotation about z.
    Returns (rate, depth)."""
    nu2 = (1 - P) * (1 + P) * Delta**2
    depth, previous = 8, None
    while depth <= max_depth:
        value = _residence_time_ou_at(D, Delta * P, Gc, G2, nu2, depth)
        if previous is not None and abs(value - previous) <= tolerance * abs(value):
            return value, depth
        depth, previous = 2 * depth, value
    raise NotConverged


def _residence_time_ou_at(D, d, Gc, G2, nu2, depth):
    # L1 = [[0,-1],[1,0]] on (x, y) alone, so each level feeds back the 2x2 block S = L1 M L1, M = (x, y) block of the inverse.
    s00 = s01 = s10 = s11 = mpf(0)
    for n in range(depth, 0, -1):
        # A = -(L0 - n Gc) - (n+1) nu2 S on (x, y); z is eliminated: z' = -D y - n Gc z, so z = -D y/(n Gc).
        a00 = G2 + n * Gc - (n + 1) * nu2 * s00
        a01 = d - (n + 1) * nu2 * s01
        a10 = -d - (n + 1) * nu2 * s10
        a11 = G2 + n * Gc + D * D / (n * Gc) - (n + 1) * nu2 * s11
        det = a00 * a11 - a01 * a10
        i00, i01, i10, i11 = a11 / det, -a01 / det, -a10 / det, a00 / det
        # L1 M L1 with L1 = [[0,-1],[1,0]]
        s00, s01, s10, s11 = -i11, i10, i01, -i00
    a00, a01 = G2 - nu2 * s00, d - nu2 * s01
    a10, a11 = -d - nu2 * s10, G2 - nu2 * s11
    # 0 - x(0) = L X for the integrals: -D Y = -1; row x: a00 X + a01 Y = 0; row y: a10 X + a11 Y = D Z.
    Y = 1 / D
    X = -a01 * Y / a00
    Z = (a10 * X + a11 * Y) / D
    return 1 / (2 * Z)
