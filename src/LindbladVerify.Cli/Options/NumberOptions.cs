using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Cli.Options;

/// <summary>Options that take a number within a range; 1e6 is a whole number, and what is refused is told together with the range.</summary>
internal static class NumberOptions
{
    private const long MostTrajectories = 1L << 40;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Option<int> Whole(string name, string description, int least, int most, int unlessGiven) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => unlessGiven,
        CustomParser = result => (int)(ReadWhole(result, name, least, most) ?? unlessGiven),
    };

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, or none.</summary>
    public static Option<int?> WholeOrNone(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => (int?)ReadWhole(result, name, least, most),
    };

    /// <summary>A number of trajectories, from 2 to 2⁴⁰.</summary>
    public static Option<long?> Trajectories(string description) => new("--trajectories")
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => (long?)ReadWhole(result, "--trajectories", 2, MostTrajectories),
    };

    /// <summary>A seed: any whole number of 64 bits without sign.</summary>
    public static Option<ulong> Seed(string name, string description, ulong unlessGiven) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => unlessGiven,
        CustomParser = result => (ulong)(ReadWhole(result, name, 0, ulong.MaxValue) ?? unlessGiven),
    };

    /// <summary>A number between two others, both excluded.</summary>
    public static Option<double> Between(string name, string description, double above, double below, double unlessGiven) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => unlessGiven,
        CustomParser = result => ReadBetween(result, name, above, below) ?? unlessGiven,
    };

    /// <summary>A number between two others, both excluded, or none.</summary>
    public static Option<double?> OptionalBetween(string name, string description, double above, double below) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => ReadBetween(result, name, above, below),
    };

    private static decimal? ReadWhole(ArgumentResult result, string name, decimal least, decimal most)
    {
        string word = Word(result);
        if (decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) && value == decimal.Truncate(value) && value >= least && value <= most)
        {
            return value;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}, not '{word}'."));
        return null;
    }

    private static double? ReadBetween(ArgumentResult result, string name, double above, double below)
    {
        string word = Word(result);
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > above && value < below)
        {
            return value;
        }

        string allowed = double.IsInfinity(below)
            ? string.Create(CultureInfo.InvariantCulture, $"a finite number above {above:R}")
            : string.Create(CultureInfo.InvariantCulture, $"a number between {above:R} and {below:R}, both excluded");
        result.AddError($"{name} must be {allowed}, not '{word}'.");
        return null;
    }

    private static string Word(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : string.Empty;
}

/// <summary>An option that takes a number with an optional unit; the conversion is noted.</summary>
internal sealed class QuantityOption(string name, string description, QuantityKind kind)
{
    /// <summary>The option for the parser.</summary>
    public Option<string> Option { get; } = new(name) { Description = description, Required = true, HelpName = kind == QuantityKind.Dimensionless ? "number" : "number [unit]" };

    /// <summary>The value in rad/s, 1/s or 1; a conversion is added to the notes.</summary>
    /// <exception cref="InputException">It is not a number with a unit that fits.</exception>
    public double Read(ParseResult parsed, List<string> notes) => Read(name, parsed.GetValue(Option)!, kind, notes);

    /// <summary>Reads a number with an optional unit wherever it was given.</summary>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="value">The text.</param>
    /// <param name="kind">What it measures.</param>
    /// <param name="notes">Told of a conversion.</param>
    /// <exception cref="InputException">It is not a number with a unit that fits.</exception>
    public static double Read(string name, string value, QuantityKind kind, List<string> notes)
    {
        try
        {
            Quantity quantity = Quantity.Parse(value, kind);
            if (quantity.Note is not null)
            {
                notes.Add($"{name}: {quantity.Note}");
            }

            return quantity.Value;
        }
        catch (ExpressionException e)
        {
            throw new InputException($"{name}: {e.Reason}.");
        }
    }
}

/// <summary>NAME=VALUE of a formula's parameter, as options give it: a number that may carry a unit.</summary>
internal static class ParameterAssignment
{
    /// <summary>The parameter and its value in rad/s, 1/s, s, nm or 1; a conversion is added to the notes.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">Such as "Gc=2 MHz".</param>
    /// <param name="formula">The formula.</param>
    /// <param name="notes">Told of a conversion.</param>
    /// <exception cref="InputException">It names no parameter, or the value is not a number with a unit that fits.</exception>
    public static (string Name, double Value) Read(string option, string text, Formula formula, List<string> notes)
    {
        string[] sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
        string known = string.Join(", ", formula.Parameters.Select(p => p.Name));
        if (sides.Length != 2)
        {
            throw new InputException($"{option} needs NAME=VALUE with a parameter of {formula.Id}, one of {known}; '{text}' is not that.");
        }

        Parameter parameter = formula.Parameters.FirstOrDefault(p => string.Equals(p.Name, sides[0], StringComparison.Ordinal))
            ?? throw new InputException($"{option} gives '{sides[0]}', which is not a parameter of {formula.Id}; they are {known}.");
        return (parameter.Name, QuantityOption.Read($"{option} {parameter.Name}", sides[1], Quantity.KindOf(parameter.Unit), notes));
    }
}
