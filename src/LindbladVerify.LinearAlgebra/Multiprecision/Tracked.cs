using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>A computed number with the binary logarithm of a bound on its error: running error analysis at little more than the cost of the number, for long eliminations.</summary>
/// <param name="Value">The number.</param>
/// <param name="LogError">log2 of a bound on |Value - exact|, to first order; -infinity where the number is exact.</param>
/// <remarks>Higham, doi:10.1137/1.9780898718027, chapter 3. A <see cref="Ball"/> is the same with more digits in the bound.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tracked(BigFloat Value, double LogError)
{
    /// <summary>log2(1 + 2^-k), a bound for every difference from k to k + 1.</summary>
    private static readonly double[] Carries = [.. Enumerable.Range(0, 40).Select(k => Math.Log2(1 + Math.Pow(2, -k)))];

    /// <summary>0, exactly.</summary>
    public static Tracked Zero => new(BigFloat.Zero, double.NegativeInfinity);

    /// <summary>Whether the number is 0 and exact.</summary>
    public bool IsExactZero => Value.IsZero && double.IsNegativeInfinity(LogError);

    /// <summary>Whether 0 is among the numbers that it may be.</summary>
    public bool MayBeZero => Value.IsZero || Value.Magnitude - 1 <= LogError;

    /// <summary>log2 of a bound on the modulus of the value; very small for 0.</summary>
    public double LogModulus => Value.IsZero ? double.NegativeInfinity : Value.Magnitude;

    /// <summary>The number of a ball, to a precision.</summary>
    public static Tracked Of(Ball ball, int bits)
    {
        BigFloat value = ball.Value.To(bits);
        double error = ball.Error.IsZero ? double.NegativeInfinity : ball.Error.Magnitude;
        return new Tracked(value, value == ball.Value ? error : LogSum(error, value.Magnitude - bits));
    }

    /// <summary>The negative.</summary>
    public static Tracked operator -(Tracked x) => x with { Value = -x.Value };

    /// <summary>The sum.</summary>
    public static Tracked operator +(Tracked a, Tracked b)
    {
        if (a.IsExactZero || b.IsExactZero)
        {
            return a.IsExactZero ? b : a;
        }

        BigFloat sum = a.Value + b.Value;
        return new Tracked(sum, LogSum(LogSum(a.LogError, b.LogError), Unit(sum)));
    }

    /// <summary>The product.</summary>
    public static Tracked operator *(Tracked a, Tracked b)
    {
        if (a.IsExactZero || b.IsExactZero)
        {
            return Zero;
        }

        BigFloat product = a.Value * b.Value;
        return new Tracked(product, LogSum(ProductError(a, b), Unit(product)));
    }

    /// <summary>The number as exact 0 where it may be 0.</summary>
    public Tracked Clean() => MayBeZero ? Zero : this;

    /// <summary>A bound on log2(2^a + 2^b).</summary>
    public static double LogSum(double a, double b)
    {
        double larger = Math.Max(a, b);
        double gap = larger - Math.Min(a, b);
        return gap < Carries.Length ? larger + Carries[(int)gap] : larger;
    }

    private static double ProductError(Tracked a, Tracked b)
    {
        double ofA = a.LogError + Size(b.Value);
        double ofB = b.LogError + Size(a.Value);
        return LogSum(LogSum(ofA, ofB), a.LogError + b.LogError);
    }

    private static double Size(BigFloat x) => x.IsZero ? double.NegativeInfinity : x.Magnitude;

    private static double Unit(BigFloat x) => x.IsZero || x.Bits == 0 ? double.NegativeInfinity : x.Magnitude - x.Bits;
}
