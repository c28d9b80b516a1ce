using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>The Laplace transform of an observable, O(s) = c (s - A)⁻¹ b = N(s)/D(s) in lowest terms, with two precisions, and what follows from its coefficients.</summary>
/// <remarks>
/// What the start reaches (from b) and what the observable sees of that (from c) is the minimal realisation; D is the characteristic polynomial of its
/// Hessenberg matrix by the recurrence over trailing blocks, which gives N along the way (Wilkinson, The Algebraic Eigenvalue Problem, chapter 7).
/// </remarks>
internal sealed class RationalResponse
{
    private readonly Twin[] numerator;
    private readonly Twin[] denominator;
    private readonly Lazy<bool?> hasLimit;
    private readonly Lazy<(TimeResponse Coarse, TimeResponse Fine)?> poles;

    private RationalResponse(Twin[] numerator, Twin[] denominator, BigFloat scale, int bits)
    {
        this.numerator = numerator;
        this.denominator = denominator;
        Scale = scale;
        Bits = bits;
        HasConstant = denominator.Length > 1 && denominator[0].IsZero;
        hasLimit = new(() => TwinPolynomial.IsStable(HasConstant ? this.denominator[1..] : this.denominator, bits), isThreadSafe: false);
        poles = new(() => TimeResponse.Of(this), isThreadSafe: false);
    }

    /// <summary>The lower of the two precisions; the other is twice that.</summary>
    public int Bits { get; }

    /// <summary>Number of poles.</summary>
    public int Degree => denominator.Length - 1;

    /// <summary>Coefficients of N, ascending.</summary>
    public IReadOnlyList<Twin> Numerator => numerator;

    /// <summary>Coefficients of D, ascending; the leading one is 1.</summary>
    public IReadOnlyList<Twin> Denominator => denominator;

    /// <summary>Σ |c_k b_k|: what the initial value is the sum of.</summary>
    public BigFloat Scale { get; }

    /// <summary>Whether there is a pole at s = 0: a part that does not decay.</summary>
    public bool HasConstant { get; }

    /// <summary>Whether all other poles lie in the open left half plane, so that there is a late-time limit; null where the digits do not suffice.</summary>
    public bool? HasLimit => hasLimit.Value;

    /// <summary>o(0).</summary>
    public Twin Start => Degree == 0 ? Twin.Zero : numerator[^1];

    /// <summary>o(∞), where there is a limit.</summary>
    public Twin Final => HasConstant ? numerator[0] / denominator[1] : Twin.Zero;

    /// <summary>∫ (o(t) - o(∞)) dt, where there is a limit.</summary>
    public Twin Area
    {
        get
        {
            if (Degree == 0)
            {
                return Twin.Zero;
            }

            if (!HasConstant)
            {
                return numerator[0] / denominator[0];
            }

            // (N - o(∞) E)/(s E) with D = s E, at s = 0.
            Twin first = numerator.Length > 1 ? numerator[1] : Twin.Zero;
            return denominator.Length > 2 ? (first - (Final * denominator[2])) / denominator[1] : first / denominator[1];
        }
    }

    /// <summary>The poles with their amplitudes; null where they cannot be told apart with these digits.</summary>
    public (TimeResponse Coarse, TimeResponse Fine)? Poles => poles.Value;

    /// <summary>The transform; null where the digits do not suffice.</summary>
    /// <param name="coarse">The equations with b bits.</param>
    /// <param name="fine">The same with 2b bits.</param>
    public static RationalResponse? Of(PreciseSystem coarse, PreciseSystem fine)
    {
        ArgumentNullException.ThrowIfNull(coarse);
        ArgumentNullException.ThrowIfNull(fine);
        int bits = coarse.Bits;
        if (TwinSystem.Of(coarse, fine) is not { } system || KrylovReduction.Of(system.Multiply, system.Initial, bits) is not { } reached)
        {
            return null;
        }

        int m = reached.Dimension;
        double[] largest = new double[m];
        var seen = new Twin[m];
        for (int k = 0; k < m; k++)
        {
            (seen[k], largest[k]) = Dot(system.Observable, reached.Basis[k]);
        }

        return KrylovReduction.Settle(seen, largest, bits)
            && KrylovReduction.Of((v, product, sizes) => MultiplyTransposed(reached, v, product, sizes), seen, bits) is { } minimal
            ? Transform(minimal, reached.Scale, Size(system), bits)
            : null;
    }

    private static BigFloat Size(TwinSystem system)
    {
        BigFloat size = BigFloat.Zero;
        for (int k = 0; k < system.Initial.Length; k++)
        {
            size += BigFloat.Abs(system.Observable[k].Coarse.To(64) * system.Initial[k].Coarse.To(64));
        }

        return size;
    }

    private static (Twin Sum, double Largest) Dot(Twin[] a, Twin[] b)
    {
        Twin sum = Twin.Zero;
        double largest = double.NegativeInfinity;
        for (int k = 0; k < a.Length; k++)
        {
            Twin term = a[k] * b[k];
            if (!term.IsZero)
            {
                largest = Math.Max(largest, term.LogModulus);
                sum += term;
            }
        }

        return (sum, largest);
    }

    private static void MultiplyTransposed(KrylovReduction h, Twin[] v, Twin[] product, double[] largest)
    {
        for (int i = 0; i < v.Length; i++)
        {
            (Twin sum, double size) = Dot(h.Columns[i], v);
            if (i < h.Subdiagonal.Count && !v[i + 1].IsZero)
            {
                Twin term = h.Subdiagonal[i] * v[i + 1];
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
    private static RationalResponse? Transform(KrylovReduction g, Twin scale, BigFloat size, int bits)
    {
        int r = g.Dimension;
        var one = new Twin(BigFloat.One.To(bits), BigFloat.One.To(2 * bits));
        var trailing = new Twin[r + 1][];
        trailing[r] = [one];
        for (int k = r - 1; k >= 0; k--)
        {
            var q = new Twin[r - k + 1];
            double[] sizes = new double[q.Length];
            Array.Fill(sizes, double.NegativeInfinity);
            for (int i = 0; i < trailing[k + 1].Length; i++)
            {
                q[i + 1] = trailing[k + 1][i];
                sizes[i + 1] = q[i + 1].LogModulus;
            }

            Twin product = one;
            for (int j = k; j < r; j++)
            {
                TwinPolynomial.Accumulate(q, -(g.Columns[j][k] * product), trailing[j + 1], sizes);
                product = j < g.Subdiagonal.Count ? product * g.Subdiagonal[j] : product;
            }

            if (!KrylovReduction.Settle(q, sizes, bits))
            {
                return null;
            }

            trailing[k] = q;
        }

        // A generator of a physical evolution has no pole of higher order at 0.
        Twin[] denominator = trailing[0];
        if (r > 0 && denominator[0].IsZero && denominator[1].IsZero)
        {
            return null;
        }

        var numerator = new Twin[r];
        double[] numeratorSizes = new double[r];
        Array.Fill(numeratorSizes, double.NegativeInfinity);
        Twin weight = g.Scale * scale;
        for (int k = 0; k < r; k++)
        {
            TwinPolynomial.Accumulate(numerator, weight * g.Basis[k][0], trailing[k + 1], numeratorSizes);
            weight = k < g.Subdiagonal.Count ? weight * g.Subdiagonal[k] : weight;
        }

        return KrylovReduction.Settle(numerator, numeratorSizes, bits) ? new RationalResponse(numerator, denominator, size, bits) : null;
    }
}

/// <summary>A pole of a transform; a complex one stands for itself and its conjugate.</summary>
/// <param name="Value">The pole, 1/s; its imaginary part is 0 or positive.</param>
/// <param name="Amplitudes">c_k of c_k/(s - p)^k, k = 1 … m: the observable contains c_k t^(k-1)/(k-1)! exp(pt), twice the real part for pairs.</param>
internal sealed record ResponsePole(BigComplex Value, IReadOnlyList<BigComplex> Amplitudes)
{
    /// <summary>Whether the pole is one of a pair.</summary>
    public bool Oscillates => !Value.Imaginary.IsZero;
}

/// <summary>Expansions about a pole.</summary>
internal static class PoleExpansion
{
    /// <summary>The first Taylor coefficients of a polynomial at a point, by repeated Horner division.</summary>
    public static BigComplex[] Taylor(IReadOnlyList<BigFloat> ascending, BigComplex z, int count)
    {
        var work = new BigComplex[ascending.Count];
        for (int k = 0; k < work.Length; k++)
        {
            work[k] = ascending[k];
        }

        var taylor = new BigComplex[count];
        for (int order = 0; order < count && order < work.Length; order++)
        {
            for (int k = work.Length - 2; k >= order; k--)
            {
                work[k] += work[k + 1] * z;
            }

            taylor[order] = work[order];
        }

        return taylor;
    }

    /// <summary>Amplitudes c_k of c_k/(s - p)^k, k = 1 … m, of N/D at a pole of order m.</summary>
    public static BigComplex[] Amplitudes(IReadOnlyList<BigFloat> numerator, IReadOnlyList<BigFloat> denominator, BigComplex pole, int multiplicity)
    {
        BigComplex[] n = Taylor(numerator, pole, multiplicity);
        BigComplex[] d = Taylor(denominator, pole, 2 * multiplicity);
        var quotient = new BigComplex[multiplicity];
        for (int k = 0; k < multiplicity; k++)
        {
            BigComplex sum = n[k];
            for (int j = 1; j <= k; j++)
            {
                sum -= d[multiplicity + j] * quotient[k - j];
            }

            quotient[k] = sum / d[multiplicity];
        }

        // N/D = x^-m Σ quotient_k x^k: the amplitude of x^-(m-k) is quotient_k.
        return [.. quotient.Reverse()];
    }
}
