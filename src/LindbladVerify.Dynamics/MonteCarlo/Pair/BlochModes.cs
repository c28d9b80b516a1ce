namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Closed-form modes of the Bloch equations at a constant splitting δ: x' = −δ y − Γ2 x, y' = δ x + D z − Γ2 y, z' = −D y.
/// The generator B has one real mode λ and a pair a ± √(−b²): in the basis (r, p, q) with q = (B − a) p / |b|,
/// exp(Bt) is e^{λt} on r and e^{at} times a rotation by bt (b² &gt; 0) or a hyperbolic rotation (b² &lt; 0) on (p, q).
/// </summary>
internal sealed class BlochModes
{
    /// <summary>Below this |b²|/a² the pair counts as this far apart; the propagator moves by less than 1e-10.</summary>
    private const double SmallestRelativeSplitting = 1e-10;

    private const double UnitRoundoff = 1.1102230246251565e-16; // 2^-53
    private const double RoundingUnits = 4;

    /// <summary>Some of these are no eigenvectors of the pair, whatever the parameters.</summary>
    private static readonly double[][] TrialAxes = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]];

    public BlochModes(double splitting, double dipolar, double broadening)
    {
        double δ = splitting, D = dipolar, Γ2 = broadening;
        (RealRate, PairRate, double b2) = Eigenvalues(δ, D, Γ2);
        Oscillates = b2 > 0;
        double smallest = SmallestRelativeSplitting * PairRate * PairRate;
        PairFrequency = Math.Sqrt(Math.Max(Math.Abs(b2), smallest));

        double[,] B = Generator(δ, D, Γ2);
        double[] r = NullVector(B, RealRate);
        double[] l = NullVector(Transpose(B), RealRate);
        double overlap = Dot(l, r);
        double best = -1;
        foreach (double[] axis in TrialAxes)
        {
            // The axis projected along r onto the invariant plane of the pair.
            double part = Dot(l, axis) / overlap;
            double[] p = [axis[0] - (r[0] * part), axis[1] - (r[1] * part), axis[2] - (r[2] * part)];
            double length = Math.Sqrt(Dot(p, p));

            double[] q = new double[3];
            for (int i = 0; i < 3; i++)
            {
                p[i] /= length;
            }

            for (int i = 0; i < 3; i++)
            {
                q[i] = ((B[i, 0] * p[0]) + (B[i, 1] * p[1]) + (B[i, 2] * p[2]) - (PairRate * p[i])) / PairFrequency;
            }

            // Not a number if p or q vanishes, and then not better.
            double volume = Math.Abs(Dot(r, Cross(p, q))) / Math.Sqrt(Dot(q, q));
            if (volume > best)
            {
                best = volume;
                Basis = new[,] { { r[0], p[0], q[0] }, { r[1], p[1], q[1] }, { r[2], p[2], q[2] } };
            }
        }

        Inverse = Invert(Basis);
        RelativeError = (UnitRoundoff * RoundingUnits * Norm(Basis) * Norm(Inverse)) + (Math.Abs(b2) < smallest ? SmallestRelativeSplitting : 0);
    }

    /// <summary>Bound on the error of one passage through the modes, relative to the Bloch vector: rounding, which grows as modes
    /// come close, and their smallest distance where they are held apart.</summary>
    public double RelativeError { get; }

    /// <summary>λ, in 1/s, in [−Γ2, 0) unless another real mode is better separated.</summary>
    public double RealRate { get; }

    /// <summary>a, in 1/s.</summary>
    public double PairRate { get; }

    /// <summary>|b|, in rad/s.</summary>
    public double PairFrequency { get; }

    /// <summary>Whether the pair is complex (b² &gt; 0).</summary>
    public bool Oscillates { get; }

    /// <summary>Columns r, p, q in the coordinates (x, y, z).</summary>
    public double[,] Basis { get; } = new double[3, 3];

    /// <summary>Inverse of <see cref="Basis"/>.</summary>
    public double[,] Inverse { get; }

    /// <summary>∫z dt over a dwell = RealWeight·w0·(e^{λt} − 1) + PairWeights·(change of (w1, w2)), w the mode amplitudes.</summary>
    public (double Real, double First, double Second) IntegralWeights()
    {
        double a = PairRate, b = PairFrequency, sign = Oscillates ? 1 : -1;
        double determinant = (a * a) + (sign * b * b);
        double p = Basis[2, 1], q = Basis[2, 2];
        return (Basis[2, 0] / RealRate, ((p * a) - (q * b)) / determinant, ((sign * p * b) + (q * a)) / determinant);
    }

    /// <summary>The matrix that takes mode amplitudes of this splitting to those of another: Inverse(other)·Basis(this).</summary>
    public double[,] SwitchTo(BlochModes other)
    {
        double[,] result = new double[3, 3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                result[i, j] = (other.Inverse[i, 0] * Basis[0, j]) + (other.Inverse[i, 1] * Basis[1, j]) + (other.Inverse[i, 2] * Basis[2, j]);
            }
        }

        return result;
    }

    /// <summary>exp(Bt), row-major 3×3, and the row ∫0^t e_z·exp(Bs) ds.</summary>
    public (double[,] Propagator, double[] Integral) Propagator(double time)
    {
        double real = Math.Exp(RealRate * time), c, s, sign = Oscillates ? 1 : -1;
        if (Oscillates)
        {
            double decay = Math.Exp(PairRate * time);
            (c, s) = (decay * Math.Cos(PairFrequency * time), decay * Math.Sin(PairFrequency * time));
        }
        else
        {
            double slow = Math.Exp((PairRate + PairFrequency) * time), fast = Math.Exp((PairRate - PairFrequency) * time);
            (c, s) = ((slow + fast) / 2, (slow - fast) / 2);
        }

        (double wr, double w1, double w2) = IntegralWeights();
        double realIntegral = wr * ExpMinusOne(RealRate * time);
        double[,] propagator = new double[3, 3];
        double[] integral = new double[3];
        for (int j = 0; j < 3; j++)
        {
            double u0 = Inverse[0, j], u1 = Inverse[1, j], u2 = Inverse[2, j];
            double v0 = real * u0, v1 = (c * u1) - (sign * s * u2), v2 = (s * u1) + (c * u2);
            for (int i = 0; i < 3; i++)
            {
                propagator[i, j] = (Basis[i, 0] * v0) + (Basis[i, 1] * v1) + (Basis[i, 2] * v2);
            }

            integral[j] = (realIntegral * u0) + (w1 * (v1 - u1)) + (w2 * (v2 - u2));
        }

        return (propagator, integral);
    }

    /// <summary>e^x − 1 to a few units in the last place.</summary>
    internal static double ExpMinusOne(double x) =>
        Math.Abs(x) > 0.5 ? Math.Exp(x) - 1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>Real root of λ((λ+Γ2)² + δ²) + D²(λ+Γ2) = 0 in [−Γ2, 0), then the pair from the sum and product of roots.</summary>
    private static (double Real, double Centre, double Square) Eigenvalues(double δ, double D, double Γ2)
    {
        double low = -Γ2, high = 0;
        double Value(double x) => (x * (((x + Γ2) * (x + Γ2)) + (δ * δ))) + (D * D * (x + Γ2));
        double λ = -D * D * Γ2 / ((δ * δ) + (Γ2 * Γ2) + (D * D));
        for (int i = 0; i < 200; i++)
        {
            double value = Value(λ);
            (low, high) = value > 0 ? (low, λ) : (λ, high);
            double s = λ + Γ2;
            double slope = (s * s) + (δ * δ) + (2 * λ * s) + (D * D);
            double next = λ - (value / slope);
            next = next > low && next < high ? next : (low + high) / 2;
            if (next == λ || Math.Abs(next - λ) <= 1e-16 * Math.Abs(λ) || value == 0)
            {
                break;
            }

            λ = next;
        }

        double a = -Γ2 - (λ / 2);
        double square = (D * D) + (δ * δ) + ((λ + Γ2) * λ) - (λ * λ / 4);
        if (square >= 0)
        {
            return (λ, a, square);
        }

        // Three real modes: single out the one furthest from its neighbour, so that close ones share the pair.
        double half = Math.Sqrt(-square);
        double[] roots = [λ, a - half, a + half];
        Array.Sort(roots);
        (double single, double one, double two) = roots[1] - roots[0] > roots[2] - roots[1]
            ? (roots[0], roots[1], roots[2]) : (roots[2], roots[0], roots[1]);
        return (single, (one + two) / 2, -(two - one) * (two - one) / 4);
    }

    private static double[,] Generator(double δ, double D, double Γ2) => new[,] { { -Γ2, -δ, 0 }, { δ, -Γ2, D }, { 0, -D, 0 } };

    private static double[,] Transpose(double[,] m) =>
        new[,] { { m[0, 0], m[1, 0], m[2, 0] }, { m[0, 1], m[1, 1], m[2, 1] }, { m[0, 2], m[1, 2], m[2, 2] } };

    /// <summary>Unit vector in the kernel of m − λ: the longest cross product of two of its rows.</summary>
    private static double[] NullVector(double[,] m, double λ)
    {
        double[][] rows = [[m[0, 0] - λ, m[0, 1], m[0, 2]], [m[1, 0], m[1, 1] - λ, m[1, 2]], [m[2, 0], m[2, 1], m[2, 2] - λ]];
        double[] best = [0, 0, 0];
        foreach ((int i, int j) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            double[] candidate = Cross(rows[i], rows[j]);
            best = Dot(candidate, candidate) > Dot(best, best) ? candidate : best;
        }

        double length = Math.Sqrt(Dot(best, best));
        return [best[0] / length, best[1] / length, best[2] / length];
    }

    private static double[,] Invert(double[,] m)
    {
        double[] a = [m[0, 0], m[1, 0], m[2, 0]], b = [m[0, 1], m[1, 1], m[2, 1]], c = [m[0, 2], m[1, 2], m[2, 2]];
        double[] bc = Cross(b, c), ca = Cross(c, a), ab = Cross(a, b);
        double determinant = Dot(a, bc);
        double[,] inverse = new double[3, 3];
        for (int j = 0; j < 3; j++)
        {
            (inverse[0, j], inverse[1, j], inverse[2, j]) = (bc[j] / determinant, ca[j] / determinant, ab[j] / determinant);
        }

        return inverse;
    }

    private static double Norm(double[,] m) => Math.Sqrt(m.Cast<double>().Sum(v => v * v));

    private static double Dot(double[] u, double[] v) => (u[0] * v[0]) + (u[1] * v[1]) + (u[2] * v[2]);

    private static double[] Cross(double[] u, double[] v) =>
        [(u[1] * v[2]) - (u[2] * v[1]), (u[2] * v[0]) - (u[0] * v[2]), (u[0] * v[1]) - (u[1] * v[0])];
}
