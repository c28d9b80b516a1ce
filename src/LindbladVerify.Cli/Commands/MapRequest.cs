using System.Globalization;
using LindbladVerify.Cli.Options;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Sweeps.Maps;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Cli.Commands;

/// <summary>The words of `map` turned into axes, a reference and the parameters that are held.</summary>
internal static class MapRequest
{
    private static readonly string[] PairAxes = ["Gc/Delta", "P"];

    /// <summary>The default point with the values of --set in their places.</summary>
    public static ParameterPoint Held(Formula formula, IReadOnlyList<string> settings, List<string> notes)
    {
        ParameterPoint held = OperatingPoints.StartOf(formula);
        foreach (string setting in settings)
        {
            (string name, double value) = ParameterAssignment.Read("--set", setting, formula, notes);
            held = held.With(name, value);
        }

        return held;
    }

    /// <summary>The two axes where nothing is said: Gc/Delta and P, or the first two parameters with a range.</summary>
    public static IReadOnlyList<string> DefaultAxes(Formula formula) =>
        OperatingPoints.Applies(formula) ? PairAxes
        : formula.Parameters.Where(p => p.High > p.Low).Select(p => p.Name).Take(2).ToArray() is { Length: 2 } names ? names
        : throw new InputException($"{formula.Id} has not two parameters with a range; --x and --y need them.");

    /// <summary>An axis from its product and its range; without a range all that the domain of the formula allows.</summary>
    public static MapAxis Axis(string option, string product, string? range, Formula formula, ParameterPoint held, int points)
    {
        try
        {
            ParameterProduct quantity = ParameterProduct.Parse(product, [.. formula.Parameters.Select(p => p.Name)]);
            if (range is null)
            {
                return MapAxis.Whole(quantity, formula, held, points);
            }

            (double low, double high) = Range(option + "-range", range);
            return MapAxis.Over(quantity, low, high, points);
        }
        catch (FormatException e)
        {
            throw new InputException($"{option}: {e.Message}");
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InputException($"{option}: {InputException.Reason(e)}");
        }
    }

    /// <summary>What the formula is compared with: a claim of it says which quantity, the options which noise and order.</summary>
    public static Reference Reference(Formula formula, string? noise, string? method)
    {
        Reference own = formula.Claims.Select(KnownModels.ReferenceOf).FirstOrDefault(r => r is not null)
            ?? throw new InputException($"No claim of {formula.Id} names a quantity to compare it with.");
        bool isPair = KnownModels.IsFlipFlopRate(own);
        if (!isPair && (noise ?? method) is not null)
        {
            throw new InputException($"--noise and --reference belong to flip-flop rates; {formula.Id} is compared with {own}.");
        }

        if (isPair && formula is not FileFormula { IsBuiltIn: false })
        {
            own = Formulas.Claims.Reference.GoldenRule(NoiseNames.ElectronTelegraph);
        }

        if (method is not (null or Formulas.Claims.Reference.GoldenRuleMethod or Formulas.Claims.Reference.ExactMethod))
        {
            throw new InputException($"--reference must be {Formulas.Claims.Reference.GoldenRuleMethod} or {Formulas.Claims.Reference.ExactMethod}, not '{method}'.");
        }

        if (noise is not null and not NoiseNames.Polarized)
        {
            Check(noise);
        }

        return own with { Noise = noise ?? own.Noise, Method = method ?? own.Method };
    }

    private static void Check(string noise)
    {
        try
        {
            ElectronNoise.Parse(noise);
        }
        catch (FormatException e)
        {
            throw new InputException($"--noise: {e.Message}");
        }
    }

    private static (double Low, double High) Range(string option, string range)
    {
        string[] ends = range.Split("..");
        return ends.Length == 2
            && double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double low)
            && double.TryParse(ends[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double high)
                ? (low, high)
                : throw new InputException($"{option} must be two numbers joined by '..', for example 0.01..100, not '{range}'.");
    }
}
