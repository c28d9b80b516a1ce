using System.Collections.Immutable;
using System.Globalization;

namespace LindbladVerify.Reporting.Plots;

/// <summary>Chooses round numbers for the ticks of an axis: steps of 1, 2 or 5 times a power of ten, or decades.</summary>
internal static class TickSelection
{
    private static readonly int[] s_strides = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200];

    /// <summary>Ticks for an axis.</summary>
    /// <param name="axis">The limits and the scale.</param>
    /// <param name="most">The most major ticks for which there is room, at least 2.</param>
    public static Ticks For(AxisMap axis, int most)
    {
        ArgumentNullException.ThrowIfNull(axis);
        return axis.Scale == AxisScale.Log10 ? Logarithmic(axis.Low, axis.High, most) : Linear(axis.Low, axis.High, most);
    }

    /// <summary>
    /// Ticks at multiples of the smallest step of 1, 2 or 5 times a power of ten that gives at most <paramref name="most"/>.
    /// Where all numbers are large or small, a power of a thousand is taken out of the labels.
    /// </summary>
    /// <exception cref="ArgumentException">The limits do not increase or are not finite, or <paramref name="most"/> is below 2.</exception>
    public static Ticks Linear(double low, double high, int most)
    {
        Check(low, high, most);
        (int mantissa, int power) = Step(low, high, most);
        (double first, double last) = Multiples(low, high, mantissa, power);
        int exponent = CommonExponent(Math.Max(Math.Abs(low), Math.Abs(high)));
        int decimals = Math.Max(0, exponent - power);
        var major = ImmutableArray.CreateBuilder<Tick>();
        for (double i = first; i <= last; i++)
        {
            major.Add(new Tick(Multiple(i, mantissa, power), Fixed(Multiple(i, mantissa, power - exponent), decimals)));
        }

        return new Ticks(major.ToImmutable(), MinorLinear(low, high, mantissa, power), exponent);
    }

    /// <summary>
    /// Ticks at powers of ten, every decade or every few where there is no room; at 1, 2 and 5 times powers of ten where
    /// the axis spans little more than a decade, and at round numbers where it spans less.
    /// </summary>
    /// <exception cref="ArgumentException">The limits do not increase, are not positive, or <paramref name="most"/> is below 2.</exception>
    public static Ticks Logarithmic(double low, double high, int most)
    {
        Check(low, high, most);
        if (low <= 0)
        {
            throw new ArgumentException($"The limits of a logarithmic axis must be positive, not {low:R} to {high:R}.", nameof(low));
        }

        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9);
        int last = (int)Math.Floor(Math.Log10(high) + 1e-9);
        bool decadesSuffice = Math.Log10(high) - Math.Log10(low) >= 2.2 || (last - first + 1 >= 3);
        return decadesSuffice ? Decades(low, high, first, last, most) : WithinDecades(low, high, first - 1, last, most);
    }

    private static Ticks Decades(double low, double high, int first, int last, int most)
    {
        int count = last - first + 1;
        int stride = s_strides.First(s => s == s_strides[^1] || (count + s - 1) / s <= most);
        bool plain = first >= -2 && last <= 3;
        var major = ImmutableArray.CreateBuilder<Tick>();
        var minor = ImmutableArray.CreateBuilder<double>();
        for (int decade = first - 1; decade <= last; decade++)
        {
            bool labelled = decade % stride == 0;
            if (decade >= first && labelled)
            {
                major.Add(new Tick(PowerOfTen(decade), LogLabel(1, decade, plain)));
            }
            else if (decade >= first)
            {
                minor.Add(PowerOfTen(decade));
            }

            for (int m = 2; stride == 1 && count <= 16 && m <= 9; m++)
            {
                AddWithin(minor, Multiple(m, 1, decade), low, high);
            }
        }

        return new Ticks(major.ToImmutable(), minor.ToImmutable(), 0);
    }

    private static Ticks WithinDecades(double low, double high, int first, int last, int most)
    {
        bool plain = first >= -3 && last <= 3;
        foreach (int[] mantissas in new int[][] { [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1] })
        {
            var major = ImmutableArray.CreateBuilder<Tick>();
            var minor = ImmutableArray.CreateBuilder<double>();
            for (int decade = first; decade <= last; decade++)
            {
                for (int m = 1; m <= 9; m++)
                {
                    double value = Multiple(m, 1, decade);
                    if (value >= low && value <= high && mantissas.Contains(m))
                    {
                        major.Add(new Tick(value, LogLabel(m, decade, plain)));
                    }
                    else
                    {
                        AddWithin(minor, value, low, high);
                    }
                }
            }

            if (major.Count >= 3 && major.Count <= Math.Max(most, 4) && (mantissas.Length < 9 || high / low < 6))
            {
                return new Ticks(major.ToImmutable(), minor.ToImmutable(), 0);
            }
        }

        return Linear(low, high, most);
    }

    private static string LogLabel(int mantissa, int decade, bool plain)
    {
        if (plain)
        {
            return Fixed(Multiple(mantissa, 1, decade), Math.Max(0, -decade));
        }

        string power = "10^{" + Minus(decade.ToString(CultureInfo.InvariantCulture)) + "}";
        return mantissa == 1 ? power : mantissa.ToString(CultureInfo.InvariantCulture) + "×" + power;
    }

    private static (int Mantissa, int Power) Step(double low, double high, int most)
    {
        double range = (high / 2) - (low / 2);
        int power = (int)Math.Floor(Math.Log10(range / most)) - 1;
        while (true)
        {
            foreach (int mantissa in (ReadOnlySpan<int>)[1, 2, 5])
            {
                (double first, double last) = Multiples(low, high, mantissa, power);
                if (last - first + 1 <= most)
                {
                    return (mantissa, power);
                }
            }

            power++;
        }
    }

    // First and last integer i with low <= i * step <= high; limits a rounding error away from a multiple count as it.
    // Adding zero turns a negative zero into a positive one, which has no sign to print.
    private static (double First, double Last) Multiples(double low, double high, int mantissa, int power)
    {
        double slack = 1e-9 * Math.Max(1, Scaled(high, mantissa, power) - Scaled(low, mantissa, power));
        return (Math.Ceiling(Scaled(low, mantissa, power) - slack) + 0.0, Math.Floor(Scaled(high, mantissa, power) + slack) + 0.0);
    }

    private static ImmutableArray<double> MinorLinear(double low, double high, int mantissa, int power)
    {
        int parts = mantissa == 2 ? 4 : 5;
        int minorMantissa = mantissa switch { 1 => 2, 2 => 5, _ => 1 };
        int minorPower = mantissa == 5 ? power : power - 1;
        (double first, double last) = Multiples(low, high, minorMantissa, minorPower);
        var minor = ImmutableArray.CreateBuilder<double>();
        for (double i = first; i <= last; i++)
        {
            if (i % parts != 0)
            {
                AddWithin(minor, Multiple(i, minorMantissa, minorPower), low, high);
            }
        }

        return minor.ToImmutable();
    }

    private static void AddWithin(ImmutableArray<double>.Builder list, double value, double low, double high)
    {
        if (value >= low && value <= high)
        {
            list.Add(value);
        }
    }

    private static int CommonExponent(double largest)
    {
        int power = (int)Math.Floor(Math.Log10(largest));
        return power is >= -2 and <= 3 ? 0 : 3 * (int)Math.Floor(power / 3.0);
    }

    // i * mantissa * 10^power with one rounding for the powers that a double holds exactly, so that labels are round.
    private static double Multiple(double i, int mantissa, int power) => power switch
    {
        >= 0 => i * mantissa * PowerOfTen(power),
        >= -22 => i * mantissa / PowerOfTen(-power),
        _ => i * mantissa * PowerOfTen(power),
    };

    private static double Scaled(double value, int mantissa, int power) =>
        power >= -300 ? value / mantissa / PowerOfTen(power) : value / mantissa * PowerOfTen(300) * PowerOfTen(-power - 300);

    private static double PowerOfTen(int power) =>
        double.Parse("1e" + power.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Fixed(double value, int decimals) =>
        Minus(value.ToString("F" + Math.Min(decimals, 15).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static string Minus(string number) => number.Replace('-', '\u2212');

    private static void Check(double low, double high, int most)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || !(low < high))
        {
            throw new ArgumentException($"Axis limits must be finite and increasing, not {low:R} to {high:R}.", nameof(low));
        }

        if (most < 2)
        {
            throw new ArgumentException($"An axis needs room for at least 2 ticks, not {most}.", nameof(most));
        }
    }
}

/// <summary>A labelled tick.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">What it says (markup of <see cref="RichText"/>).</param>
internal readonly record struct Tick(double Value, string Label);

/// <summary>The ticks of an axis.</summary>
/// <param name="Major">Labelled ticks, increasing, within the limits.</param>
/// <param name="Minor">Unlabelled ticks, increasing, within the limits, none of them a major one.</param>
/// <param name="Exponent">Labels are to be multiplied by ten to this power, which is written once beside the axis; a multiple of 3.</param>
internal sealed record Ticks(ImmutableArray<Tick> Major, ImmutableArray<double> Minor, int Exponent);
