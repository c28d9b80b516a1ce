using System.Globalization;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace LindbladVerify.Properties;

/// <summary>Runs a law on random cases, the same ones in every run unless told otherwise.</summary>
/// <remarks>
/// LINDBLAD_VERIFY_PROPERTY_SEED = <c>seed</c>, or <c>seed:gamma:size</c> as a failure prints it, replaces the fixed seed;
/// LINDBLAD_VERIFY_PROPERTY_CASES = <c>n</c> replaces the number of cases.
/// </remarks>
internal static class Law
{
    public const string SeedVariable = "LINDBLAD_VERIFY_PROPERTY_SEED";
    public const string CasesVariable = "LINDBLAD_VERIFY_PROPERTY_CASES";
    private const ulong DefaultSeed = 20230607;

    /// <summary>Checks that the action throws for no value; a failure is shrunk and printed with the seed that replays it.</summary>
    public static void Holds<T>(Arbitrary<T> values, Action<T> law, int cases = 60, [CallerMemberName] string name = "") =>
        Check.One(name, Configuration(cases), Prop.ForAll(values, law));

    /// <summary>The seed as the environment gives it.</summary>
    /// <exception cref="FormatException">The text is neither a seed nor seed:gamma:size.</exception>
    public static Replay ParseSeed(string text)
    {
        string[] parts = text.Split(':');
        const NumberStyles digits = NumberStyles.None;
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (parts.Length == 1 && ulong.TryParse(parts[0], digits, culture, out ulong single))
        {
            return new Replay(new Rnd(single), FSharpOption<int>.None);
        }

        if (parts.Length == 3 && ulong.TryParse(parts[0], digits, culture, out ulong seed) && ulong.TryParse(parts[1], digits, culture, out ulong gamma) && int.TryParse(parts[2], digits, culture, out int size))
        {
            return new Replay(new Rnd(seed, gamma), FSharpOption<int>.Some(size));
        }

        throw new FormatException($"{SeedVariable} must be a seed or seed:gamma:size, not '{text}'.");
    }

    private static Config Configuration(int cases)
    {
        string? seed = Environment.GetEnvironmentVariable(SeedVariable);
        string? count = Environment.GetEnvironmentVariable(CasesVariable);
        Replay replay = string.IsNullOrEmpty(seed) ? new Replay(new Rnd(DefaultSeed), FSharpOption<int>.None) : ParseSeed(seed);
        return Config.QuickThrowOnFailure
            .WithReplay(FSharpOption<Replay>.Some(replay))
            .WithMaxTest(string.IsNullOrEmpty(count) ? cases : int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture))
            .WithRunner(new LawRunner());
    }
}
