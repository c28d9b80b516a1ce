using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>The Laplace transform of an observable, O(s) = c (s - A)⁻¹ b = N(s)/D(s) in lowest terms, and what follows from its coefficients.</summary>
/// <remarks>
/// What the start reaches (from b) and what the observable sees of that (from c) is the minimal realisation; D is the characteristic polynomial of its
/// Hessenberg matrix by the recurrence over trailing blocks, which gives N along the way (Wilkinson, The Algebraic Eigenvalue Problem, chapter 7).
/// </remarks>
public sealed class RationalResponse
{
    private readonly Tracked[] numerator;
    private readonly Tracked[] denominator;
    private readonly Lazy<TimeResponse> poles;
    private bool? isStable;
    private bool isStabilityKnown;

    private RationalResponse(Tracked[] numerator, Tracked[] denominator, BigFloat scale, int bits)
    {
        this.numerator = numerator;
        this.denominator = denominator;
        Scale = scale;
        Bits = bits;
        HasConstant = denominator.Length > 1 && denominator[0].IsExactZero;
        poles = new(() => TimeResponse.Of(this), isThreadSafe: false);
    }

    /// <summary>Working precision.</summary>
    public int Bits { get; }

    /// <summary>Number of poles.</summary>
    public int Degree => denominator.Length - 1;

    /// <summary>Coefficients of N, ascending.</summary>
    public IReadOnlyList<Tracked> Numerator => numerator;

    /// <summary>Coefficients of D, ascending; the leading one is 1.</summary>
    public IReadOnlyList<Tracked> Denominator => denominator;

    /// <summary>Σ |c_k b_k|: what the initial value is the sum of.</summary>
    public BigFloat Scale { get; }

    /// <summary>Whether there is a pole at s = 0: a part that does not decay.</summary>
    public bool HasConstant { get; }

    /// <summary>Whether all other poles lie in the open left half plane, so that there is a late-time limit; null where the digits do not suffice.</summary>
    public bool? HasLimit
    {
        get
        {
            if (!isStabilityKnown)
            {
                isStable = TrackedPolynomial.IsStable(HasConstant ? denominator[1..] : denominator);
                isStabilityKnown = true;
            }

            return isStable;
        }
    }

    /// <summary>o(0).</summary>
    public Tracked Start => Degree == 0 ? Tracked.Zero : numerator[^1];

    /// <summary>o(∞), where there is a limit.</summary>
    public Tracked Final => HasConstant ? numerator[0] / denominator[1] : Tracked.Zero;

    /// <summary>∫ (o(t) - o(∞)) dt, where there is a limit.</summary>
    public Tracked Area
    {
        get
        {
            if (Degree == 0)
            {
                return Tracked.Zero;
            }

            if (!HasConstant)
            {
                return numerator[0] / denominator[0];
            }

            // (N - o(∞) E)/(s E) with D = s E, at s = 0.
            Tracked first = numerator.Length > 1 ? numerator[1] : Tracked.Zero;
            return denominator.Length > 2 ? first.Minus(Final, denominator[2]) / denominator[1] : first / denominator[1];
        }
    }

    /// <summary>The poles with their amplitudes.</summary>
    public TimeResponse Poles => poles.Value;

    /// <summary>The transform; null where the digits do not suffice.</summary>
    /// <param name="system">The equations.</param>
    public static RationalResponse? Of(PreciseSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        Tracked[] c = [.. system.Observable];
        BigFloat scale = BigFloat.Zero;
        for (int k = 0; k < c.Length; k++)
        {
            scale += BigFloat.Abs(c[k].Value.To(64) * system.Initial[k].Value.To(64));
        }

        KrylovReduction? reached = KrylovReduction.Of(system.Multiply, [.. system.Initial]);
        if (reached is null)
        {
            return null;
        }

        int m = reached.Dimension;
        double[] largest = new double[m];
        var seen = new Tracked[m];
        for (int k = 0; k < m; k++)
        {
            (seen[k], largest[k]) = Dot(c, reached.Basis[k]);
        }

        if (!KrylovReduction.Clean(seen, largest))
        {
            return null;
        }

        KrylovReduction? minimal = KrylovReduction.Of((v, product, sizes) => MultiplyTransposed(reached, v, product, sizes), seen);
        return minimal is null ? null : Transform(minimal, reached.Scale, scale, system.Bits);
    }

    private static (Tracked Sum, double Largest) Dot(Tracked[] a, Tracked[] b)
    {
        Tracked sum = Tracked.Zero;
        double largest = double.NegativeInfinity;
        for (int k = 0; k < a.Length; k++)
        {
            if (!a[k].IsExactZero && !b[k].IsExactZero)
            {
                Tracked term = a[k] * b[k];
                largest = Math.Max(largest, term.LogModulus);
                sum += term;
            }
        }

        return (sum, largest);
    }

    private static void MultiplyTransposed(KrylovReduction h, Tracked[] v, Tracked[] product, double[] largest)
    {
        for (int i = 0; i < v.Length; i++)
        {
            Tracked[] column = h.Columns[i];
            (Tracked sum, double size) = Dot(column, v);
            if (i < h.Subdiagonal.Count && !v[i + 1].IsExactZero)
            {
                Tracked term = h.Subdiagonal[i] * v[i + 1];
                size = Math.Max(size, term.LogModulus);
                sum += term;
            }

            product[i] = sum;
            largest[i] = size;
        }
    }

    /// <summary>
    /// q_k = det(s - G[k.., k..]) = (s - g_kk) q_(k+1) - Σ_(j>k) g_kj (Π_(k≤i&lt;j) g_(i+1,i)) q_(j+1), and
    /// [(s - G)⁻¹]_k0 = (Π_(i&lt;k) g_(i+1,i)) q_(k+1)/q_0.
    /// </summary>
    private static RationalResponse? Transform(KrylovReduction g, Tracked scale, BigFloat size, int bits)
    {
        int r = g.Dimension;
        var one = new Tracked(BigFloat.One.To(bits), double.NegativeInfinity);
        var trailing = new Tracked[r + 1][];
        trailing[r] = [one];
        for (int k = r - 1; k >= 0; k--)
        {
            var q = new Tracked[r - k + 1];
            double[] sizes = new double[q.Length];
            Array.Fill(q, Tracked.Zero);
            Array.Fill(sizes, double.NegativeInfinity);
            for (int i = 0; i < trailing[k + 1].Length; i++)
            {
                q[i + 1] = trailing[k + 1][i];
                sizes[i + 1] = q[i + 1].LogModulus;
            }

            Tracked product = one;
            for (int j = k; j < r; j++)
            {
                TrackedPolynomial.Accumulate(q, -(g.Columns[j][k] * product), trailing[j + 1], sizes);
                product = j < g.Subdiagonal.Count ? product * g.Subdiagonal[j] : product;
            }

            TrackedPolynomial.Clean(q, sizes);
            trailing[k] = q;
        }

        Tracked[] denominator = trailing[0];

        // Whether there is a pole at 0 must be certain, and a generator of a physical evolution has no higher pole there.
        if (r > 0 && ((denominator[0].MayBeZero && !denominator[0].IsExactZero) || (denominator[0].IsExactZero && denominator[1].MayBeZero)))
        {
            return null;
        }

        var numerator = new Tracked[r];
        double[] numeratorSizes = new double[r];
        Array.Fill(numerator, Tracked.Zero);
        Array.Fill(numeratorSizes, double.NegativeInfinity);
        Tracked weight = g.Scale * scale;
        for (int k = 0; k < r; k++)
        {
            TrackedPolynomial.Accumulate(numerator, weight * g.Basis[k][0], trailing[k + 1], numeratorSizes);
            weight = k < g.Subdiagonal.Count ? weight * g.Subdiagonal[k] : weight;
        }

        TrackedPolynomial.Clean(numerator, numeratorSizes);
        return new RationalResponse(numerator, denominator, size, bits);
    }
}
