using LindbladVerify.Algebra.Fields;

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
