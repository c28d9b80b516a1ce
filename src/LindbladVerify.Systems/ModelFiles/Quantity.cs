using System.Globalization;
using System.Runtime.InteropServices;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A number that may have carried a unit, converted to rad/s, 1/s, s, nm, T or K.</summary>
/// <param name="Value">In the unit used inside.</param>
/// <param name="Note">What was converted and how, where a unit was given; null otherwise.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Quantity(double Value, string? Note)
{
    private static readonly Dictionary<string, (QuantityKind Kind, double Factor, double Divisor)> Units = new(StringComparer.Ordinal)
    {
        ["Hz"] = (QuantityKind.AngularFrequency, 1, 1),
        ["kHz"] = (QuantityKind.AngularFrequency, 1e3, 1),
        ["MHz"] = (QuantityKind.AngularFrequency, 1e6, 1),
        ["GHz"] = (QuantityKind.AngularFrequency, 1e9, 1),
        ["THz"] = (QuantityKind.AngularFrequency, 1e12, 1),
        ["rad/s"] = (QuantityKind.AngularFrequency, 1, 1),
        ["krad/s"] = (QuantityKind.AngularFrequency, 1e3, 1),
        ["Mrad/s"] = (QuantityKind.AngularFrequency, 1e6, 1),
        ["1/s"] = (QuantityKind.Rate, 1, 1),
        ["s^-1"] = (QuantityKind.Rate, 1, 1),
        ["1/ms"] = (QuantityKind.Rate, 1e3, 1),
        ["1/us"] = (QuantityKind.Rate, 1e6, 1),
        ["1/ns"] = (QuantityKind.Rate, 1e9, 1),
        ["s"] = (QuantityKind.Time, 1, 1),
        ["ms"] = (QuantityKind.Time, 1, 1e3),
        ["us"] = (QuantityKind.Time, 1, 1e6),
        ["µs"] = (QuantityKind.Time, 1, 1e6),
        ["μs"] = (QuantityKind.Time, 1, 1e6),
        ["ns"] = (QuantityKind.Time, 1, 1e9),
        ["ps"] = (QuantityKind.Time, 1, 1e12),
        ["nm"] = (QuantityKind.Length, 1, 1),
        ["pm"] = (QuantityKind.Length, 1, 1e3),
        ["angstrom"] = (QuantityKind.Length, 1, 10),
        ["Å"] = (QuantityKind.Length, 1, 10),
        ["um"] = (QuantityKind.Length, 1e3, 1),
        ["T"] = (QuantityKind.MagneticField, 1, 1),
        ["mT"] = (QuantityKind.MagneticField, 1, 1e3),
        ["K"] = (QuantityKind.Temperature, 1, 1),
        ["mK"] = (QuantityKind.Temperature, 1, 1e3),
    };

    /// <summary>Whether a text has the form of a number with a unit: "100 kHz", "0.5us", but not "2*pi" or "3".</summary>
    public static bool HasUnit(string text) => QuantityText.Of(text) is { Unit.Length: > 0 };

    /// <summary>What a value measures whose unit inside is "rad/s", "1/s", "s", "nm", "T" or "K"; any other unit takes pure numbers.</summary>
    public static QuantityKind KindOf(string unit) => unit switch
    {
        "rad/s" => QuantityKind.AngularFrequency,
        "1/s" => QuantityKind.Rate,
        "s" => QuantityKind.Time,
        "nm" => QuantityKind.Length,
        "T" => QuantityKind.MagneticField,
        "K" => QuantityKind.Temperature,
        _ => QuantityKind.Dimensionless,
    };

    /// <summary>Reads a number with or without unit.</summary>
    /// <param name="text">Such as 2e6, "100 kHz", "0.5 us", "2e6 1/s", "0.9 nm", "1.2 K".</param>
    /// <param name="kind">What the value measures.</param>
    /// <exception cref="ExpressionException">The text is not a finite number, or the unit is unknown or of another kind.</exception>
    public static Quantity Parse(string text, QuantityKind kind)
    {
        if (QuantityText.Of(text) is not { } parts || !double.TryParse(parts.Number, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
        {
            throw new ExpressionException(SourcePosition.Start, $"'{ExpressionTokens.Shorten(text)}' is not a finite number, with or without a unit");
        }

        string unit = parts.Unit;
        if (unit.Length == 0)
        {
            return new Quantity(number, null);
        }

        string[] allowed = [.. Units.Where(u => Fits(u.Value.Kind, u.Key, kind)).Select(u => u.Key)];
        if (!allowed.Contains(unit, StringComparer.Ordinal))
        {
            string which = allowed.Length == 0 ? "a pure number is expected" : $"allowed are {string.Join(", ", allowed)}";
            throw new ExpressionException(new SourcePosition(1, parts.UnitStart + 1), $"the unit '{ExpressionTokens.Shorten(unit)}' is not allowed here{NameSuggestion.For(unit, allowed)}; {which}");
        }

        return Convert(number, unit, kind);
    }

    /// <summary>The value of a number with a unit as an expression, so that it can be had in as many digits as asked for: 100 kHz is 100·1000·2π.</summary>
    /// <inheritdoc cref="Parse"/>
    internal static Expression Exact(string text, QuantityKind kind)
    {
        _ = Parse(text, kind);
        (string number, string unit, _) = QuantityText.Of(text)!.Value;
        Expression value = Expression.Parse(number.TrimStart('+'));
        if (unit.Length == 0)
        {
            return value;
        }

        (_, double factor, double divisor) = Units[unit];
        value = factor == 1 ? value : new BinaryExpression(BinaryOperator.Multiply, value, new NumberExpression(factor));
        value = divisor == 1 ? value : new BinaryExpression(BinaryOperator.Divide, value, new NumberExpression(divisor));
        return IsFrequency(unit) && kind != QuantityKind.Rate
            ? new BinaryExpression(BinaryOperator.Multiply, value, new BinaryExpression(BinaryOperator.Multiply, new NumberExpression(2), new NameExpression("pi")))
            : value;
    }

    private static bool IsFrequency(string unit) => unit.EndsWith("Hz", StringComparison.Ordinal);

    private static bool Fits(QuantityKind unitKind, string unit, QuantityKind kind) => kind switch
    {
        QuantityKind.Any => true,
        QuantityKind.AngularFrequency => unitKind is QuantityKind.AngularFrequency or QuantityKind.Rate,
        QuantityKind.Rate => unitKind == QuantityKind.Rate || IsFrequency(unit),
        _ => unitKind == kind,
    };

    private static Quantity Convert(double number, string unit, QuantityKind kind)
    {
        (QuantityKind unitKind, double factor, double divisor) = Units[unit];
        bool angular = IsFrequency(unit) && kind != QuantityKind.Rate;
        double value = number * factor / divisor * (angular ? 2 * Math.PI : 1); // a divisor keeps 40 us at 4e-5 s, rounded once
        string target = kind == QuantityKind.Rate ? "1/s" : unitKind switch
        {
            QuantityKind.AngularFrequency => "rad/s",
            QuantityKind.Rate => "1/s",
            QuantityKind.Time => "s",
            QuantityKind.MagneticField => "T",
            QuantityKind.Temperature => "K",
            _ => "nm",
        };
        string how = angular ? ", times 2π since it is an angular frequency" : IsFrequency(unit) ? ", without 2π since it is a rate" : "";
        return new Quantity(value, string.Create(CultureInfo.InvariantCulture, $"{number:R} {unit} = {value:R} {target}{how}"));
    }
}

/// <summary>What a value measures, which decides the units it may carry and whether a frequency gains a factor 2π.</summary>
public enum QuantityKind
{
    /// <summary>Not known, as for a named parameter: any unit; a frequency in Hz counts as angular.</summary>
    Any,

    /// <summary>A coupling or splitting, rad/s; a frequency in Hz is multiplied by 2π.</summary>
    AngularFrequency,

    /// <summary>A rate, 1/s; never multiplied by 2π.</summary>
    Rate,

    /// <summary>A time, s.</summary>
    Time,

    /// <summary>A length, nm.</summary>
    Length,

    /// <summary>A magnetic field, T.</summary>
    MagneticField,

    /// <summary>A temperature, K.</summary>
    Temperature,

    /// <summary>A pure number.</summary>
    Dimensionless,
}

/// <summary>A text of the form "number", "number unit" or "numberunit", cut into its two parts in one pass.</summary>
/// <param name="Number">The digits with sign, point and exponent.</param>
/// <param name="Unit">The unit; empty where there is none.</param>
/// <param name="UnitStart">Where it begins in the text.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QuantityText(string Number, string Unit, int UnitStart)
{
    /// <summary>The parts; null where the text has another form.</summary>
    public static QuantityText? Of(string text)
    {
        int start = SkipBlanks(text, 0);
        int numberEnd = EndOfNumber(text, start);
        if (numberEnd < 0)
        {
            return null;
        }

        int unitStart = SkipBlanks(text, numberEnd);
        int unitEnd = EndOfUnit(text, unitStart, isApart: unitStart > numberEnd);
        return SkipBlanks(text, unitEnd) == text.Length ? new QuantityText(text[start..numberEnd], text[unitStart..unitEnd], unitStart) : null;
    }

    /// <summary>The end of [+-] digits [. digits] [e [+-] digits], with a digit before or after the point; -1 where there is none.</summary>
    private static int EndOfNumber(string text, int at)
    {
        at += At(text, at) is '+' or '-' ? 1 : 0;
        int point = SkipDigits(text, at);
        int end = point;
        if (At(text, point) == '.')
        {
            end = SkipDigits(text, point + 1);
            if (point == at && end == point + 1)
            {
                return -1;
            }
        }
        else if (point == at)
        {
            return -1;
        }

        if (At(text, end) is 'e' or 'E')
        {
            int digits = end + (At(text, end + 1) is '+' or '-' ? 2 : 1);
            int exponentEnd = SkipDigits(text, digits);
            end = exponentEnd > digits ? exponentEnd : end;
        }

        return end;
    }

    /// <summary>The end of a unit such as kHz, rad/s or s^-1; 1/s and its kind stand apart from the number.</summary>
    private static int EndOfUnit(string text, int at, bool isApart)
    {
        if (IsUnitStart(At(text, at)))
        {
            int end = at + 1;
            while (char.IsAsciiLetter(At(text, end)) || At(text, end) == '/')
            {
                end++;
            }

            return string.CompareOrdinal(text, end, "^-1", 0, 3) == 0 ? end + 3 : end;
        }

        if (isApart && At(text, at) == '1' && At(text, at + 1) == '/' && char.IsAsciiLetterLower(At(text, at + 2)))
        {
            int end = at + 2;
            while (char.IsAsciiLetterLower(At(text, end)))
            {
                end++;
            }

            return end;
        }

        return at;
    }

    private static bool IsUnitStart(char c) => char.IsAsciiLetter(c) || c is 'µ' or 'μ' or 'Å';

    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int SkipDigits(string text, int at)
    {
        while (char.IsAsciiDigit(At(text, at)))
        {
            at++;
        }

        return at;
    }
}
