using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Rates.PrimeFields;

/// <summary>Which numbers are decay rates or frequencies of modes, given the polynomial D whose roots the modes are.</summary>
internal static class FieldModes
{
    /// <summary>Whether -rate is a mode: D(-rate) = 0.</summary>
    public static bool HasDecay(FieldResponse response, ulong rate)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Shifted(response, response.Field.Negate(rate))[0] == 0;
    }

    /// <summary>Whether a mode decays at a rate, or two modes -rate ± iω at that rate whatever their frequency ω is.</summary>
    public static bool HasDecayOfPair(FieldResponse response, ulong rate)
    {
        ArgumentNullException.ThrowIfNull(response);
        ulong[] shifted = Shifted(response, response.Field.Negate(rate));
        if (shifted[0] == 0)
        {
            return true;
        }

        // D(-rate + iω) = E(ω²) + iω O(ω²): both signs of ω are roots where E and O have one in common.
        var even = new List<ulong>();
        var odd = new List<ulong>();
        for (int k = 0; k < shifted.Length; k++)
        {
            ulong value = (k / 2) % 2 == 0 ? shifted[k] : response.Field.Negate(shifted[k]);
            (k % 2 == 0 ? even : odd).Add(value);
        }

        return HaveCommonRoot(response.Field, [.. even], [.. odd]);
    }

    /// <summary>Whether two modes differ by 2iω: the pair of an oscillation.</summary>
    public static bool HasFrequency(FieldResponse response, ulong frequency)
    {
        ArgumentNullException.ThrowIfNull(response);
        PrimeField field = response.Field;
        ulong turned = field.Multiply(field.ImaginaryUnit, frequency);
        return frequency != 0 && HaveCommonRoot(field, Shifted(response, turned), Shifted(response, field.Negate(turned)));
    }

    /// <summary>D(x + shift) as a polynomial of x, lowest power first.</summary>
    private static ulong[] Shifted(FieldResponse response, ulong shift)
    {
        PrimeField field = response.Field;
        ulong[] a = response.Denominator.ToArray();
        for (int i = 0; i < a.Length - 1; i++)
        {
            for (int k = a.Length - 2; k >= i; k--)
            {
                a[k] = field.MultiplyAdd(shift, a[k + 1], a[k]);
            }
        }

        return a;
    }

    /// <summary>Whether the greatest common divisor has a root.</summary>
    private static bool HaveCommonRoot(PrimeField field, ulong[] a, ulong[] b)
    {
        int m = Degree(a, a.Length - 1);
        int n = Degree(b, b.Length - 1);
        while (n >= 0)
        {
            if (m < n)
            {
                (a, b, m, n) = (b, a, n, m);
            }

            ulong inverse = field.Inverse(b[n]);
            while (m >= n)
            {
                ulong factor = field.Negate(field.Multiply(a[m], inverse));
                for (int k = 0; k <= n; k++)
                {
                    a[k + m - n] = field.MultiplyAdd(factor, b[k], a[k + m - n]);
                }

                m = Degree(a, m - 1);
            }

            (a, b, m, n) = (b, a, n, m);
        }

        return m > 0;
    }

    private static int Degree(ulong[] polynomial, int from)
    {
        while (from >= 0 && polynomial[from] == 0)
        {
            from--;
        }

        return from;
    }
}
