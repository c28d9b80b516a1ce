using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Rates.PrimeFields;

/// <summary>The first two coefficients of the equation of a mode, by arithmetic modulo δ².</summary>
internal static partial class FieldModes
{
    /// <summary>g₀/g₁ of <see cref="Around"/>: by how much x exceeds what is asked for, relative and to first order. Null where g₁ = 0.</summary>
    /// <remarks>Cost: some four times that of one resultant, n² products, where all coefficients ask for as many resultants as there are modes.</remarks>
    public static ulong? Step(FieldResponse response, ulong x, ModeEquation equation)
    {
        ArgumentNullException.ThrowIfNull(response);
        PrimeField field = response.Field;
        (ulong Value, ulong Slope)? found = equation switch
        {
            ModeEquation.Pair => PairStep(response, x),
            ModeEquation.Frequency => FrequencyStep(response, x),
            _ => null,
        };
        if (found is null)
        {
            ulong[] all = Around(response, x, equation);
            found = (all[0], all[1]);
        }

        return field.TryInverse(found.Value.Slope, out ulong inverse) ? field.Multiply(found.Value.Value, inverse) : null;
    }

    private static (ulong Value, ulong Slope)? PairStep(FieldResponse response, ulong x)
    {
        PrimeField field = response.Field;
        (ulong[] shifted, ulong[] slope) = Moved(response, field.Negate(x));
        (ulong[] even, ulong[] odd) = Halves(field, shifted);
        (ulong[] evenSlope, ulong[] oddSlope) = Halves(field, slope);
        return Resultant(field, even, evenSlope, odd, oddSlope);
    }

    private static (ulong Value, ulong Slope)? FrequencyStep(FieldResponse response, ulong x)
    {
        PrimeField field = response.Field;
        ulong turned = field.Multiply(field.ImaginaryUnit, x);
        (ulong[] above, ulong[] aboveSlope) = Moved(response, turned);
        (ulong[] below, ulong[] belowSlope) = Moved(response, field.Negate(turned));
        if (Resultant(field, above, aboveSlope, below, belowSlope) is not { } resultant)
        {
            return null;
        }

        // Divided by (x (1 + δ))^n.
        ulong degree = (ulong)response.Degree;
        ulong divisor = field.Inverse(field.Power(x, degree));
        ulong value = field.Multiply(resultant.Value, divisor);
        return (value, field.Subtract(field.Multiply(resultant.Slope, divisor), field.Multiply(degree, value)));
    }

    /// <summary>D(s + shift (1 + δ)) as a polynomial of s, and its derivative in δ.</summary>
    private static (ulong[] Value, ulong[] Slope) Moved(FieldResponse response, ulong shift)
    {
        PrimeField field = response.Field;
        ulong[] value = Shifted(response, shift);
        var slope = new ulong[value.Length];
        for (int k = 1; k < value.Length; k++)
        {
            slope[k - 1] = field.Multiply(field.Multiply(shift, (ulong)k), value[k]);
        }

        return (value, slope);
    }

    /// <summary>The resultant of two polynomials a + δ a', b + δ b' modulo δ²; null where a leading coefficient that Euclid divides by has no inverse.</summary>
    private static (ulong Value, ulong Slope)? Resultant(PrimeField field, ulong[] a, ulong[] da, ulong[] b, ulong[] db)
    {
        int m = Degree(a, da, a.Length - 1);
        int n = Degree(b, db, b.Length - 1);
        (ulong Value, ulong Slope) result = (1, 0);
        while (m >= 0 && n > 0)
        {
            if (m < n)
            {
                (a, da, b, db, m, n) = (b, db, a, da, n, m);
                result = (m * n) % 2 == 0 ? result : (field.Negate(result.Value), field.Negate(result.Slope));
                continue;
            }

            int before = m;
            if (!field.TryInverse(b[n], out ulong inverse))
            {
                return null;
            }

            // 1/(b + δ b') = 1/b - δ b'/b².
            ulong inverseSlope = field.Negate(field.Multiply(db[n], field.Multiply(inverse, inverse)));
            while (m >= n)
            {
                ulong factor = field.Negate(field.Multiply(a[m], inverse));
                ulong factorSlope = field.Negate(field.MultiplyAdd(a[m], inverseSlope, field.Multiply(da[m], inverse)));
                for (int k = 0; k <= n; k++)
                {
                    int at = k + m - n;
                    da[at] = field.MultiplyAdd(factor, db[k], field.MultiplyAdd(factorSlope, b[k], da[at]));
                    a[at] = field.MultiplyAdd(factor, b[k], a[at]);
                }

                m = Degree(a, da, m - 1);
            }

            if (m < 0)
            {
                return null;
            }

            // Res(a, b) = (-1)^(n (deg a - deg rest)) lead^(deg a - deg rest) Res(rest, b).
            int power = before - m;
            (ulong lead, ulong leadSlope) = n % 2 == 0 ? (b[n], db[n]) : (field.Negate(b[n]), field.Negate(db[n]));
            result = Times(field, result, Power(field, lead, leadSlope, power));
        }

        return m < 0 || n < 0 ? null : Times(field, result, Power(field, b[0], db[0], m));
    }

    private static (ulong Value, ulong Slope) Times(PrimeField field, (ulong Value, ulong Slope) x, (ulong Value, ulong Slope) y) =>
        (field.Multiply(x.Value, y.Value), field.MultiplyAdd(x.Value, y.Slope, field.Multiply(x.Slope, y.Value)));

    private static (ulong Value, ulong Slope) Power(PrimeField field, ulong value, ulong slope, int exponent) =>
        exponent == 0 ? (1, 0) : (field.Power(value, (ulong)exponent), field.Multiply(field.Multiply((ulong)exponent, slope), field.Power(value, (ulong)(exponent - 1))));

    private static int Degree(ulong[] polynomial, ulong[] slope, int from)
    {
        while (from >= 0 && polynomial[from] == 0 && slope[from] == 0)
        {
            from--;
        }

        return from;
    }
}
