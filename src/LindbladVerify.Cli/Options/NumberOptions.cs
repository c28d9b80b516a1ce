using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

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
