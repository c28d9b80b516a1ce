using System.Numerics;
using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>The equations of a model at a point with two precisions.</summary>
internal sealed class TwinSystem
{
    private readonly IReadOnlyList<int> rowStarts;
    private readonly IReadOnlyList<int> columns;
    private readonly Twin[] values;

    private TwinSystem(PreciseSystem pattern, Twin[] values, Twin[] initial, Twin[] observable)
    {
        rowStarts = pattern.RowStarts;
        columns = pattern.Columns;
        this.values = values;
        Initial = initial;
        Observable = observable;
    }

    public Twin[] Initial { get; }

    public Twin[] Observable { get; }

    /// <summary>Both as one; null where a number is 0 with one precision only.</summary>
    public static TwinSystem? Of(PreciseSystem coarse, PreciseSystem fine) =>
        Joined(coarse.Values, fine.Values) is { } values && Joined(coarse.Initial, fine.Initial) is { } initial && Joined(coarse.Observable, fine.Observable) is { } observable
            ? new TwinSystem(coarse, values, initial, observable)
            : null;

    /// <summary>A v, and log2 of the largest term in each sum.</summary>
    public void Multiply(Twin[] v, Twin[] product, double[] largest)
    {
        for (int i = 0; i < product.Length; i++)
        {
            Twin sum = Twin.Zero;
            double size = double.NegativeInfinity;
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++)
            {
                Twin term = values[k] * v[columns[k]];
                if (!term.IsZero)
                {
                    size = Math.Max(size, term.LogModulus);
                    sum += term;
                }
            }

            product[i] = sum;
            largest[i] = size;
        }
    }

    private static Twin[]? Joined(IReadOnlyList<Tracked> coarse, IReadOnlyList<Tracked> fine)
    {
        var joined = new Twin[coarse.Count];
        for (int k = 0; k < joined.Length; k++)
        {
            if (coarse[k].Value.IsZero != fine[k].Value.IsZero)
            {
                return null;
            }

            joined[k] = new Twin(coarse[k].Value, fine[k].Value);
        }

        return joined;
    }
}

/// <summary>One number computed along the same path with b and with 2b bits: what the two differ by is its error, as it is and not as a bound has it.</summary>
/// <param name="Coarse">With b bits.</param>
/// <param name="Fine">With 2b bits.</param>
/// <remarks>
/// Bounds by running error analysis grow by a constant factor with every step of a Krylov elimination although the characteristic polynomial keeps its
/// digits; the observed error does not. A sum that is 0 leaves noise that shrinks with the precision; any other number stays.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Twin(BigFloat Coarse, BigFloat Fine)
{
    /// <summary>Bits to which both must agree to count as one number.</summary>
    private const int Agreement = 8;

    /// <summary>0.</summary>
    public static Twin Zero => default;

    /// <summary>Whether both are 0.</summary>
    public bool IsZero => Coarse.IsZero && Fine.IsZero;

    /// <summary>log2 of a bound on the modulus; -infinity for 0.</summary>
    public double LogModulus => Fine.IsZero ? double.NegativeInfinity : Fine.Magnitude;

    /// <summary>log2 of the difference; -infinity where there is none.</summary>
    public double LogChange => Coarse == Fine ? double.NegativeInfinity : (Coarse - Fine).Magnitude;

    /// <summary>The negative.</summary>
    public static Twin operator -(Twin x) => new(-x.Coarse, -x.Fine);

    /// <summary>The sum.</summary>
    public static Twin operator +(Twin a, Twin b) => a.IsZero ? b : b.IsZero ? a : new(a.Coarse + b.Coarse, a.Fine + b.Fine);

    /// <summary>The difference.</summary>
    public static Twin operator -(Twin a, Twin b) => a + -b;

    /// <summary>The product.</summary>
    public static Twin operator *(Twin a, Twin b) => a.IsZero || b.IsZero ? Zero : new(a.Coarse * b.Coarse, a.Fine * b.Fine);

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static Twin operator /(Twin a, Twin b) => a.IsZero ? Zero : new(a.Coarse / b.Coarse, a.Fine / b.Fine);

    /// <summary>Makes a number that is noise at both precisions 0; false where it is neither that nor the same at both.</summary>
    /// <param name="x">The number.</param>
    /// <param name="largest">log2 of the largest term of the sum that it is.</param>
    /// <param name="bits">b.</param>
    public static bool Settle(ref Twin x, double largest, int bits)
    {
        if (x.IsZero)
        {
            return true;
        }

        double noise = Math.Max(x.Coarse.IsZero ? double.NegativeInfinity : x.Coarse.Magnitude, largest - bits);
        if (x.Fine.IsZero || x.Fine.Magnitude <= noise - (0.75 * bits))
        {
            x = Zero;
            return true;
        }

        return x.LogChange <= x.Fine.Magnitude - Agreement;
    }
}

/// <summary>Arithmetic of polynomials with real coefficients in ascending order, with two precisions.</summary>
internal static class TwinPolynomial
{
    /// <summary>sum += factor · p, and the largest terms so far.</summary>
    public static void Accumulate(Twin[] sum, Twin factor, Twin[] p, double[] sizes)
    {
        if (factor.IsZero)
        {
            return;
        }

        for (int k = 0; k < p.Length; k++)
        {
            Twin term = factor * p[k];
            sizes[k] = Math.Max(sizes[k], term.LogModulus);
            sum[k] += term;
        }
    }

    /// <summary>Whether all zeros lie in the open left half plane: Routh's array has a first column of one sign. Null where the digits do not suffice.</summary>
    /// <remarks>Gantmacher, The Theory of Matrices, volume 2, chapter 15. A 0 there means zeros on the imaginary axis, or to the right of it.</remarks>
    public static bool? IsStable(Twin[] ascending, int bits)
    {
        int degree = ascending.Length - 1;
        if (degree == 0)
        {
            return true;
        }

        Twin[] upper = [.. Enumerable.Range(0, (degree / 2) + 1).Select(k => ascending[degree - (2 * k)])];
        Twin[] lower = [.. Enumerable.Range(0, ((degree - 1) / 2) + 1).Select(k => ascending[degree - 1 - (2 * k)])];
        int sign = upper[0].Fine.Sign;
        for (int row = 1; row <= degree; row++)
        {
            if (lower[0].Fine.Sign != sign)
            {
                return false;
            }

            Twin factor = upper[0] / lower[0];
            var next = new Twin[upper.Length - 1];
            for (int k = 0; k < next.Length; k++)
            {
                next[k] = k + 1 < lower.Length ? upper[k + 1] - (factor * lower[k + 1]) : upper[k + 1];
                if (!Twin.Settle(ref next[k], upper[k + 1].LogModulus, bits))
                {
                    return null;
                }
            }

            (upper, lower) = (lower, next);
        }

        return true;
    }
}

/// <summary>First approximations of the zeros of a polynomial in doubles, where its coefficients fit into their range.</summary>
internal static class DoubleRoots
{
    private const int MostSteps = 60;
    private const double LargestExponent = 900;

    /// <summary>Improves approximations; false where numbers leave the range of doubles or the iteration does not settle.</summary>
    /// <param name="coefficients">Ascending.</param>
    /// <param name="z">Approximations, which are replaced where it works.</param>
    public static bool Improve(BigFloat[] coefficients, BigComplex[] z)
    {
        int degree = coefficients.Length - 1;

        // x = s/2^shift makes first and last coefficient alike.
        double[] heights = Array.ConvertAll(coefficients, c => c.LogModulus() / Math.Log(2));
        long shift = (long)Math.Round((heights[0] - heights[degree]) / degree);
        double top = heights.Select((h, k) => h + ((double)k * shift)).Max();
        double bottom = heights.Select((h, k) => h + ((double)k * shift)).Where(double.IsFinite).Min();
        double spread = z.Max(v => Math.Abs((double)v.Magnitude - shift)) * degree;
        if (top - bottom > LargestExponent || spread > LargestExponent)
        {
            return false;
        }

        double[] a = new double[degree + 1];
        for (int k = 0; k <= degree; k++)
        {
            a[k] = (double)coefficients[k].Scale((k * shift) - (long)top);
        }

        Complex[] x = Array.ConvertAll(z, v => new Complex((double)v.Real.Scale(-shift), (double)v.Imaginary.Scale(-shift)));
        if (!Settle(a, x))
        {
            return false;
        }

        for (int k = 0; k < degree; k++)
        {
            z[k] = new BigComplex(BigFloat.Of(x[k].Real).Scale(shift), BigFloat.Of(x[k].Imaginary).Scale(shift));
        }

        return true;
    }

    private static bool Settle(double[] a, Complex[] x)
    {
        const double Epsilon = 2.2e-16;
        bool[] done = new bool[x.Length];
        for (int step = 0; step < MostSteps; step++)
        {
            for (int k = 0; k < x.Length; k++)
            {
                if (done[k])
                {
                    continue;
                }

                Complex value = a[^1];
                Complex slope = Complex.Zero;
                double noise = Math.Abs(a[^1]);
                double modulus = Complex.Abs(x[k]);
                for (int j = a.Length - 2; j >= 0; j--)
                {
                    slope = (slope * x[k]) + value;
                    value = (value * x[k]) + a[j];
                    noise = (noise * modulus) + Math.Abs(a[j]);
                }

                Complex repulsion = Complex.Zero;
                for (int j = 0; j < x.Length; j++)
                {
                    repulsion += j == k || x[j] == x[k] ? Complex.Zero : 1 / (x[k] - x[j]);
                }

                Complex change = value / (slope - (value * repulsion));
                if (!Complex.IsFinite(change))
                {
                    return false;
                }

                done[k] = Complex.Abs(value) <= 4 * a.Length * Epsilon * noise || Complex.Abs(change) <= 4 * Epsilon * modulus;
                x[k] -= change;
            }

            if (Array.TrueForAll(done, d => d))
            {
                return true;
            }
        }

        return false;
    }
}
