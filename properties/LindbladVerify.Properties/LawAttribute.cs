using System.Globalization;
using FsCheck;
using FsCheck.Xunit;

namespace LindbladVerify.Properties;

/// <summary>A property that is checked on random cases, the same ones in every run unless told otherwise.</summary>
/// <remarks>
/// LINDBLAD_VERIFY_PROPERTY_SEED = <c>seed</c>, or <c>seed,gamma,size</c> as a failure gives them, replaces the fixed seed;
/// LINDBLAD_VERIFY_PROPERTY_CASES = <c>n</c> replaces the number of cases of every law.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LawAttribute : PropertyAttribute
{
    public const string SeedVariable = "LINDBLAD_VERIFY_PROPERTY_SEED";
    public const string CasesVariable = "LINDBLAD_VERIFY_PROPERTY_CASES";
    private const ulong DefaultSeed = 20230607;
    private const int DefaultCases = 60;

    public LawAttribute()
    {
        Replay = ReplayText(Environment.GetEnvironmentVariable(SeedVariable));
        Cases = DefaultCases;
        QuietOnSuccess = true;
    }

    /// <summary>How many random cases are tried.</summary>
    public int Cases
    {
        get => MaxTest;
        set => MaxTest = CasesOr(Environment.GetEnvironmentVariable(CasesVariable), value);
    }

    /// <summary>The seed as FsCheck reads it, <c>seed,gamma</c> or <c>seed,gamma,size</c>.</summary>
    /// <exception cref="FormatException">The text is neither a seed nor seed,gamma,size.</exception>
    public static string ReplayText(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Start(DefaultSeed);
        }

        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length == 1 && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
        {
            return Start(seed);
        }

        if (parts.Length == 3 && parts.All(p => ulong.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return string.Join(',', parts);
        }

        throw new FormatException($"{SeedVariable} must be a seed or seed,gamma,size, not '{text}'.");
    }

    private static int CasesOr(string? text, int cases) =>
        string.IsNullOrEmpty(text) ? cases : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Start(ulong seed)
    {
        var random = new Rnd(seed);
        return string.Create(CultureInfo.InvariantCulture, $"{random.Seed},{random.Gamma}");
    }
}
