using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.General;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>
/// The width of the line S(ω) = Re ∫ (o(t) - o(∞)) exp(-iωt) dt of a transform, from its coefficients: S is a ratio of polynomials in ω², whose half-maximum
/// points are found in doubles and then by Newton's iteration.
/// </summary>
public sealed class ResponseLine
{
    /// <summary>Digits of a start from doubles, at least, in bits.</summary>
    private const int StartBits = 20;
    private const int MostSteps = 60;
    private readonly BigFloat[] above;
    private readonly BigFloat[] below;
    private readonly int bits;

    private ResponseLine(BigFloat[] above, BigFloat[] below, int bits)
    {
        this.above = above;
        this.below = below;
        this.bits = bits;
    }

    /// <summary>The full width at half maximum around the highest peak, rad/s.</summary>
    public static PreciseOutcome FullWidth(RationalResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.HasLimit is not bool hasLimit)
        {
            return PreciseOutcome.Unresolved;
        }

        if (!hasLimit)
        {
            return PreciseOutcome.None("undamped", "The observable does not settle: its line has no width.");
        }

        int order = response.Degree - (response.HasConstant ? 1 : 0);
        if (order <= 0)
        {
            return PreciseOutcome.None("constant", "The observable is constant: there is no line.");
        }

        if (!response.Poles.AreKnown)
        {
            return PreciseOutcome.Unresolved;
        }

        // (N - o(∞) E)/s over E, with D = s E where there is a constant.
        Tracked[] denominator = [.. response.HasConstant ? response.Denominator.Skip(1) : response.Denominator];
        Tracked[] numerator = response.HasConstant
            ? [.. Enumerable.Range(0, order).Select(k => response.Numerator[k + 1].Minus(response.Final, denominator[k + 1]))]
            : [.. response.Numerator];
        (BigFloat[] evenTop, BigFloat[] oddTop) = Parts(numerator);
        (BigFloat[] even, BigFloat[] odd) = Parts(denominator);
        var line = new ResponseLine(
            Sum(Product(evenTop, even), Product(oddTop, odd)),
            Sum(Product(even, even), Product(odd, odd)),
            response.Bits);
        ResponsePole[] poles = [.. response.Poles.Poles.Where(p => !p.Value.IsZero)];
        return line.Width(poles, response.Scale);
    }

    private PreciseOutcome Width(ResponsePole[] poles, BigFloat scale)
    {
        BigFloat slowest = poles.Select(p => BigFloat.Abs(p.Value.Real)).Aggregate(BigFloat.Min);
        if (scale.IsZero || slowest.IsZero)
        {
            return PreciseOutcome.Unresolved;
        }

        BigFloat unit = scale.To(64) / slowest.To(64);
        LineExtent? found = LineExtent.Find(
            poles.Select(p => ((double)p.Value.Imaginary, -(double)p.Value.Real)),
            w => Rounded(BigFloat.Of(w).To(bits), unit));
        if (found is not { } extent)
        {
            return PreciseOutcome.None("no line", "The line is 0 at all frequencies.");
        }

        if (Peak(extent) is not { } peak)
        {
            return PreciseOutcome.Unresolved;
        }

        (BigFloat top, BigFloat bottom) = (Taylor(above, peak)[0], Taylor(below, peak)[0]);
        (BigFloat, BigFloat) Half(BigFloat x)
        {
            BigFloat[] p = Taylor(above, x);
            BigFloat[] q = Taylor(below, x);
            return ((p[0] * bottom).Scale(1) - (top * q[0]), (p[1] * bottom).Scale(1) - (top * q[1]));
        }

        if (Root(Square(extent.Right), Half) is not { Sign: > 0 } right)
        {
            return PreciseOutcome.Unresolved;
        }

        BigFloat upper = BigFloat.Sqrt(right);
        if (extent.IsCentral)
        {
            return PreciseOutcome.Of(upper.Scale(1), upper);
        }

        return extent.Left == 0 ? PreciseOutcome.Of(upper, upper)
            : Root(Square(extent.Left), Half) is { Sign: > 0 } left ? PreciseOutcome.Of(upper - BigFloat.Sqrt(left), upper) : PreciseOutcome.Unresolved;
    }

    /// <summary>ω² of the peak: where P'Q - PQ' is 0, or 0 itself where the line falls from there.</summary>
    private BigFloat? Peak(LineExtent extent)
    {
        (BigFloat, BigFloat) Steepness(BigFloat x)
        {
            BigFloat[] p = Taylor(above, x);
            BigFloat[] q = Taylor(below, x);
            return ((p[1] * q[0]) - (p[0] * q[1]), ((p[2] * q[0]) - (p[0] * q[2])).Scale(1));
        }

        BigFloat start = Square(extent.Peak);
        if (start.IsZero && Steepness(start).Item1.Sign * extent.Sign <= 0)
        {
            return start;
        }

        return Root(start, Steepness) is { } root ? root.Sign > 0 ? root : BigFloat.Zero.To(bits) : null;
    }

    private BigFloat Square(double w) => BigFloat.Of(w).To(bits) is var x ? x * x : default;

    /// <summary>Newton's iteration; null where it does not settle.</summary>
    private BigFloat? Root(BigFloat x, Func<BigFloat, (BigFloat Value, BigFloat Slope)> f)
    {
        long before = long.MaxValue;
        for (int k = 0; k < MostSteps; k++)
        {
            (BigFloat value, BigFloat slope) = f(x);
            if (value.IsZero)
            {
                return x;
            }

            if (slope.IsZero)
            {
                return null;
            }

            BigFloat step = value / slope;
            x -= step;
            long size = step.Magnitude - x.Magnitude;

            // Quadratic until rounding: a step that is small and no smaller than the last was rounding already.
            if (size < -(bits / 2) && (size >= before || size < -(3 * bits / 4)))
            {
                return x;
            }

            if (k > 8 && size > -StartBits)
            {
                return null;
            }

            before = size;
        }

        return null;
    }

    private (double Value, double Slope) Rounded(BigFloat w, BigFloat unit)
    {
        BigFloat x = w * w;
        BigFloat[] p = Taylor(above, x);
        BigFloat[] q = Taylor(below, x);
        BigFloat value = p[0] / q[0];
        BigFloat slope = w.Scale(1) * (p[1] - (value * q[1])) / q[0];
        return ((double)(value.To(64) / unit), (double)(slope.To(64) / unit));
    }

    /// <summary>A polynomial at x, its derivative, and half of its second derivative.</summary>
    private BigFloat[] Taylor(BigFloat[] ascending, BigFloat x)
    {
        BigFloat value = BigFloat.Zero.To(bits);
        BigFloat first = value;
        BigFloat second = value;
        for (int k = ascending.Length - 1; k >= 0; k--)
        {
            second = (second * x) + first;
            first = (first * x) + value;
            value = (value * x) + ascending[k];
        }

        return [value, first, second];
    }

    /// <summary>f(iω) = even(ω²) + iω odd(ω²).</summary>
    private static (BigFloat[] Even, BigFloat[] Odd) Parts(Tracked[] ascending) =>
        ([.. ascending.Where((_, k) => k % 2 == 0).Select(Alternate)], [.. ascending.Where((_, k) => k % 2 == 1).Select(Alternate)]);

    private static BigFloat Alternate(Tracked coefficient, int k) => k % 2 == 0 ? coefficient.Value : -coefficient.Value;

    private static BigFloat[] Product(BigFloat[] a, BigFloat[] b)
    {
        var product = new BigFloat[Math.Max(0, a.Length + b.Length - 1)];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return product;
    }

    /// <summary>even + x odd.</summary>
    private static BigFloat[] Sum(BigFloat[] even, BigFloat[] odd) =>
        [.. Enumerable.Range(0, Math.Max(even.Length, odd.Length + 1)).Select(k => (k < even.Length ? even[k] : BigFloat.Zero) + (k > 0 && k <= odd.Length ? odd[k - 1] : BigFloat.Zero))];
}
