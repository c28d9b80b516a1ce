using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>A rational function of one variable over a prime field, in lowest terms.</summary>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator; its lowest coefficient is 1.</param>
public sealed record UnivariateRational(UnivariatePolynomial Numerator, UnivariatePolynomial Denominator)
{
    /// <summary>Whether it is zero.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>The value at a point; null at a pole.</summary>
    public ulong? Evaluate(ulong x) => Numerator.Field.TryInverse(Denominator.Evaluate(x), out ulong inverse)
        ? Numerator.Field.Multiply(Numerator.Evaluate(x), inverse)
        : null;

    /// <summary>The function of least degree with given values, where the values leave no doubt.</summary>
    /// <param name="nodes">Where the values were taken.</param>
    /// <param name="values">One a node.</param>
    /// <param name="checks">So many values more than the function has coefficients: each leaves a wrong answer a chance of 1/p.</param>
    /// <returns>Null where no function of so low a degree fits.</returns>
    /// <remarks>
    /// The extended Euclid on the master polynomial and the interpolating polynomial; the row before a quotient of high degree is the answer
    /// (Wang 1981, doi:10.1145/800206.806398; Monagan 2004, doi:10.1145/1005285.1005321; Khodadad and Monagan 2006,
    /// doi:10.1145/1145768.1145801). Cost: O(n^2).
    /// </remarks>
    public static UnivariateRational? Fit(InterpolationNodes nodes, ReadOnlySpan<ulong> values, int checks = 2)
    {
        PrimeField field = nodes.Field;
        int n = nodes.Count;
        ulong[] r0 = nodes.Master.ToArray(), r1 = nodes.Interpolate(values);
        ulong[] t0 = new ulong[n + 1], t1 = new ulong[n + 1];
        t1[0] = 1;
        int d0 = n, d1 = DegreeOf(r1, n - 1), e1 = 0;
        while (d1 >= 0)
        {
            // deg r1 + deg t1 + (d0 - d1) = n: a high quotient means that few coefficients fit all values.
            if (d0 - d1 > checks)
            {
                return Normalised(field, r1.AsSpan(0, d1 + 1), t1.AsSpan(0, e1 + 1));
            }

            int e0 = e1 + d0 - d1;
            ulong inverse = field.Inverse(r1[d1]);
            for (int shift = d0 - d1; shift >= 0; shift--)
            {
                ulong factor = field.Negate(field.Multiply(r0[d1 + shift], inverse));
                FieldRows.Add(field, r0.AsSpan(shift, d1 + 1), factor, r1);
                FieldRows.Add(field, t0.AsSpan(shift, e1 + 1), factor, t1);
            }

            (r0, r1, t0, t1) = (r1, r0, t1, t0);
            (d0, d1, e1) = (d1, DegreeOf(r1, d1 - 1), e0);
        }

        return d0 == n ? new(new(field, []), new(field, [1])) : null;
    }

    private static UnivariateRational? Normalised(PrimeField field, ReadOnlySpan<ulong> numerator, ReadOnlySpan<ulong> denominator)
    {
        var below = new UnivariatePolynomial(field, denominator);
        ulong scale = field.Inverse(below[below.Valuation]);
        return new(new UnivariatePolynomial(field, numerator).Scale(scale), below.Scale(scale));
    }

    private static int DegreeOf(ReadOnlySpan<ulong> coefficients, int highest)
    {
        while (highest >= 0 && coefficients[highest] == 0)
        {
            highest--;
        }

        return highest;
    }
}
