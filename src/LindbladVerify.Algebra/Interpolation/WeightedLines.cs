using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Lines y_k = phi_k theta_k^l t^weight_k, l = 0, 1, ..., through random points of one field.</summary>
internal sealed class WeightedLines
{
    private readonly PrimeField field;
    private readonly ReducedBox box;
    private readonly int[] exponents;
    private readonly ulong[] shift;
    private readonly ulong[] step;
    private readonly BoxAnchor anchor;

    public WeightedLines(PrimeField field, FieldSampler sampler, ReducedBox box, int[] weights)
    {
        this.field = field;
        this.box = box;
        int m = weights.Length;
        anchor = box.Anchor(field, sampler);
        shift = new ulong[m];
        step = new ulong[m];
        sampler.Fill(field, shift);
        sampler.Fill(field, step);
        exponents = new int[m];
        for (int k = 0; k < m; k++)
        {
            exponents[k] = weights[k] * box.CommonStride / box.Stride(k);
        }

        Phi = [.. shift.Select((x, k) => field.Power(x, (ulong)box.Stride(k)))];
        Theta = [.. step.Select((x, k) => field.Power(x, (ulong)box.Stride(k)))];
    }

    /// <summary>phi, in the variables y.</summary>
    public ulong[] Phi { get; }

    /// <summary>theta, in the variables y.</summary>
    public ulong[] Theta { get; }

    /// <summary>By what the value at a point is multiplied.</summary>
    public Func<ulong[], ulong> Rescale => anchor.Rescale;

    /// <summary>Writes the points of a line, with x_k^stride_k = y_k and t = u^(common stride).</summary>
    public Action<ulong, ulong[]> Line(int index)
    {
        ulong[] through = [.. shift.Select((x, k) => field.Multiply(field.Multiply(x, anchor.Scales[k]), field.Power(step[k], (ulong)index)))];
        return (u, point) =>
        {
            anchor.Values.CopyTo(point, 0);
            for (int k = 0; k < through.Length; k++)
            {
                point[box.Active[k]] = field.Multiply(through[k], field.Power(u, (ulong)exponents[k]));
            }
        };
    }

    /// <summary>base^(monomial - reference) for a base in the variables y.</summary>
    public ulong Ratio(ulong[] @base, int[] monomial, int[] reference)
    {
        ulong above = 1, below = 1;
        for (int k = 0; k < monomial.Length; k++)
        {
            int difference = monomial[k] - reference[k];
            if (difference > 0)
            {
                above = field.Multiply(above, field.Power(@base[k], (ulong)difference));
            }
            else if (difference < 0)
            {
                below = field.Multiply(below, field.Power(@base[k], (ulong)-difference));
            }
        }

        return below == 1 ? above : field.Divide(above, below);
    }
}

/// <summary>Parameters u of a curve and the nodes t = u^power in which functions along it are rational.</summary>
internal sealed record CurveNodes(InterpolationNodes Nodes, ulong[] Parameters)
{
    public static CurveNodes Draw(PrimeField field, FieldSampler sampler, int count, int power)
    {
        ulong[] parameters = new ulong[count];
        sampler.Fill(field, parameters);
        ulong[] nodes = Array.ConvertAll(parameters, u => field.Power(u, (ulong)power));
        return new(new InterpolationNodes(field, nodes), parameters);
    }
}

/// <summary>A rational function of one variable over a prime field, in lowest terms.</summary>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator; its lowest coefficient is 1.</param>
internal sealed record UnivariateRational(UnivariatePolynomial Numerator, UnivariatePolynomial Denominator)
{
    private const int DefaultChecks = 2;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>So many values leave no doubt of a function of these degrees.</summary>
    public int ValuesNeeded => Math.Max(0, Numerator.Degree) + Denominator.Degree + DefaultChecks + 1;

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
    public static UnivariateRational? Fit(InterpolationNodes nodes, ReadOnlySpan<ulong> values, int checks = DefaultChecks)
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
