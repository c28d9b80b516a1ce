using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Rates.PrimeFields;

/// <summary>Which numbers are decay rates or frequencies of modes, given the polynomial D whose roots the modes are.</summary>
internal static partial class FieldModes
{
    private static volatile InterpolationNodes? s_lastNodes;

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

        // Both signs of ω are roots where E and O have one in common.
        (ulong[] even, ulong[] odd) = Halves(response.Field, shifted);
        return Common(response.Field, even, odd).Length > 1;
    }

    /// <summary>Whether two modes differ by 2iω: the pair of an oscillation.</summary>
    public static bool HasFrequency(FieldResponse response, ulong frequency)
    {
        ArgumentNullException.ThrowIfNull(response);
        PrimeField field = response.Field;
        ulong turned = field.Multiply(field.ImaginaryUnit, frequency);
        return frequency != 0 && Common(field, Shifted(response, turned), Shifted(response, field.Negate(turned))).Length > 1;
    }

    /// <summary>
    /// The polynomial of x = s + rate, monic, whose roots are the modes that are left when a mode, or a pair of modes, that decays at a rate is taken away, and
    /// with it the constant one; null where no such mode is there. Where no root lies at a positive real part, none of them is slower.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="rate">The decay rate of the mode.</param>
    /// <param name="isPair">Whether a pair ± iω is taken away, where the rate itself is no mode.</param>
    /// <param name="square">ω² of the pair; 0 of a single mode.</param>
    public static ulong[]? Others(FieldResponse response, ulong rate, bool isPair, out ulong square)
    {
        ArgumentNullException.ThrowIfNull(response);
        PrimeField field = response.Field;
        square = 0;
        ulong[] d = response.Denominator.ToArray();
        d = d[0] == 0 ? d[1..] : d;
        Shift(field, d, field.Negate(rate));
        if (d[0] == 0)
        {
            return d[1..];
        }

        if (!isPair)
        {
            return null;
        }

        (ulong[] even, ulong[] odd) = Halves(field, d);
        ulong[] common = Common(field, even, odd);
        if (common.Length != 2)
        {
            return null;
        }

        ulong constant = field.Divide(common[0], common[1]);
        square = field.Negate(constant);
        return Quotient(field, d, constant);
    }

    /// <summary>
    /// The equation g₀ + g₁ δ + … = 0 that tells which x (1 + δ) are what is asked for: its coefficients, lowest power first. Of a mode D(-x (1 + δ)); of half the sum
    /// of two modes Π (s_i + s_j + 2x), the resultant of E and O (Orlando); of half their difference over i Π ((s_i - s_j)² + 4x²).
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="x">Where the equation is expanded; not zero.</param>
    /// <param name="equation">What is asked for.</param>
    /// <remarks>Source: Gantmacher, The Theory of Matrices, vol. 2, ch. XV. Cost: n² products of a mode, some n⁴ of a pair and n⁶ of a frequency.</remarks>
    public static ulong[] Around(FieldResponse response, ulong x, ModeEquation equation)
    {
        ArgumentNullException.ThrowIfNull(response);
        PrimeField field = response.Field;
        int n = response.Degree;
        if (equation == ModeEquation.Single)
        {
            ulong[] shifted = Shifted(response, field.Negate(x));
            ulong power = 1;
            for (int k = 0; k < shifted.Length; k++)
            {
                shifted[k] = field.Multiply(shifted[k], power);
                power = field.Multiply(power, field.Negate(x));
            }

            return shifted;
        }

        InterpolationNodes nodes = NodesFrom1(field, (equation == ModeEquation.Pair ? n * (n - 1) / 2 : n * (n - 1)) + 1);
        ulong[] places = new ulong[nodes.Count];
        for (int k = 0; k < places.Length; k++)
        {
            places[k] = field.MultiplyAdd(x, nodes.Nodes[k], x);
        }

        return nodes.Interpolate(At(field, places, equation == ModeEquation.Pair ? here => PairAt(field, response.Denominator, here) : here => FrequencyAt(response, here)));
    }

    /// <summary>1, 2, …, count as nodes; the last are kept, as many points of a field follow each other.</summary>
    private static InterpolationNodes NodesFrom1(PrimeField field, int count)
    {
        InterpolationNodes? nodes = s_lastNodes;
        if (nodes is null || nodes.Count != count || !nodes.Field.Equals(field))
        {
            ulong[] numbers = new ulong[count];
            for (int k = 0; k < count; k++)
            {
                numbers[k] = (ulong)k + 1;
            }

            s_lastNodes = nodes = new InterpolationNodes(field, numbers);
        }

        return nodes;
    }

    /// <summary>The equation whose roots are the decay rates of modes, or the mean rates of two, the constant mode left out: its coefficients, lowest power first.</summary>
    public static ulong[] DecayEquation(FieldResponse response, ModeEquation equation)
    {
        ArgumentNullException.ThrowIfNull(response);
        PrimeField field = response.Field;
        ulong[] d = response.Denominator.ToArray();
        d = d[0] == 0 ? d[1..] : d;
        if (equation == ModeEquation.Single)
        {
            return [.. d.Select((c, k) => k % 2 == 0 ? c : field.Negate(c))];
        }

        InterpolationNodes nodes = NodesFrom1(field, ((d.Length - 1) * (d.Length - 2) / 2) + 1);
        return nodes.Interpolate(At(field, nodes.Nodes, x => PairAt(field, d, x)));
    }

    private static (ulong Value, ulong Divisor) PairAt(PrimeField field, ReadOnlySpan<ulong> d, ulong x)
    {
        ulong[] shifted = d.ToArray();
        Shift(field, shifted, field.Negate(x));
        (ulong[] even, ulong[] odd) = Halves(field, shifted);
        return Resultant(field, even, odd);
    }

    private static (ulong Value, ulong Divisor) FrequencyAt(FieldResponse response, ulong x)
    {
        PrimeField field = response.Field;
        ulong turned = field.Multiply(field.ImaginaryUnit, x);
        (ulong value, ulong divisor) = Resultant(field, Shifted(response, turned), Shifted(response, field.Negate(turned)));
        return (value, field.Multiply(divisor, field.Power(x, (ulong)response.Degree)));
    }

    /// <summary>The values of fractions at places, with one inversion for all.</summary>
    /// <exception cref="DivideByZeroException">A divisor is 0.</exception>
    private static ulong[] At(PrimeField field, ReadOnlySpan<ulong> places, Func<ulong, (ulong Value, ulong Divisor)> fraction)
    {
        ulong[] values = new ulong[places.Length];
        ulong[] inverses = new ulong[places.Length];
        for (int k = 0; k < values.Length; k++)
        {
            (values[k], inverses[k]) = fraction(places[k]);
        }

        if (!field.TryInvertAll(inverses))
        {
            throw new DivideByZeroException();
        }

        for (int k = 0; k < values.Length; k++)
        {
            values[k] = field.Multiply(values[k], inverses[k]);
        }

        return values;
    }

    /// <summary>The resultant of two polynomials, lowest power first, as a fraction whose divisor is not 0; 0 of none.</summary>
    private static (ulong Value, ulong Divisor) Resultant(PrimeField field, ulong[] a, ulong[] b)
    {
        int m = Degree(a, a.Length - 1);
        int n = Degree(b, b.Length - 1);
        ulong value = 1;
        ulong divisor = 1;
        while (m >= 0 && n > 0)
        {
            if (m < n)
            {
                (a, b, m, n) = (b, a, n, m);
                value = (m * n) % 2 == 0 ? value : field.Negate(value);
                continue;
            }

            int before = m;
            int steps = 0;
            ulong lead = b[n];
            for (; m >= n; steps++)
            {
                // lead a - (leading coefficient of a) x^(m - n) b: no division, and Res(lead a, b) = lead^n Res(a, b).
                ulong factor = field.Negate(a[m]);
                for (int k = 0; k < m - n; k++)
                {
                    a[k] = field.Multiply(lead, a[k]);
                }

                for (int k = 0; k < n; k++)
                {
                    a[k + m - n] = field.MultiplyAdd(factor, b[k], field.Multiply(lead, a[k + m - n]));
                }

                a[m] = 0;
                m = Degree(a, m - 1);
            }

            // Res(a, b) = (-1)^(n (deg a - deg rest)) lead^(deg a - deg rest) Res(rest, b).
            value = field.Multiply(value, m < 0 ? 0 : field.Power(n % 2 == 0 ? lead : field.Negate(lead), (ulong)(before - m)));
            divisor = field.Multiply(divisor, field.Power(lead, (ulong)(n * steps)));
        }

        return (m < 0 || n < 0 ? 0 : field.Multiply(value, field.Power(b[0], (ulong)m)), divisor);
    }

    /// <summary>D/(x² - constant), where that leaves no remainder.</summary>
    private static ulong[] Quotient(PrimeField field, ulong[] d, ulong constant)
    {
        ulong[] rest = [.. d];
        var quotient = new ulong[d.Length - 2];
        for (int k = d.Length - 1; k >= 2; k--)
        {
            quotient[k - 2] = rest[k];
            rest[k - 2] = field.MultiplyAdd(constant, rest[k], rest[k - 2]);
        }

        return quotient;
    }

    /// <summary>E and O of D(iω) = E(ω²) + iω O(ω²).</summary>
    private static (ulong[] Even, ulong[] Odd) Halves(PrimeField field, ulong[] d)
    {
        var even = new ulong[(d.Length + 1) / 2];
        var odd = new ulong[d.Length / 2];
        for (int k = 0; k < d.Length; k++)
        {
            (k % 2 == 0 ? even : odd)[k / 2] = (k / 2) % 2 == 0 ? d[k] : field.Negate(d[k]);
        }

        return (even, odd);
    }

    /// <summary>D(x + shift) as a polynomial of x, lowest power first.</summary>
    private static ulong[] Shifted(FieldResponse response, ulong shift)
    {
        ulong[] a = response.Denominator.ToArray();
        Shift(response.Field, a, shift);
        return a;
    }

    private static void Shift(PrimeField field, ulong[] a, ulong shift)
    {
        for (int i = 0; i < a.Length - 1; i++)
        {
            for (int k = a.Length - 2; k >= i; k--)
            {
                a[k] = field.MultiplyAdd(shift, a[k + 1], a[k]);
            }
        }
    }

    /// <summary>The greatest common divisor, lowest power first, not monic.</summary>
    private static ulong[] Common(PrimeField field, ulong[] a, ulong[] b)
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

        return m < 0 ? [] : a[..(m + 1)];
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

/// <summary>What a number is asked to be.</summary>
internal enum ModeEquation
{
    /// <summary>The decay rate of a mode.</summary>
    Single,

    /// <summary>The mean decay rate of two modes.</summary>
    Pair,

    /// <summary>The frequency of two modes that differ by 2iω.</summary>
    Frequency,
}
