using System.Globalization;
using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Laws of oscillators, tried on models with a finite number of levels.</summary>
internal sealed class Truncations : ITrialFamily
{
    public string Name => "truncations";

    public string Summary => "laws of thermal, driven and damped oscillators on models of 3 to 16 levels, where truncation is negligible, small or large";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        foreach (int levels in ModelTexts.ThermalLevels)
        {
            foreach ((string words, double truncation) in new[] { ("negligible", 1e-19), ("small", 1e-8), ("large", 1e-2) })
            {
                Thermal(writer, random, levels, words, Ratio(levels, truncation), truncation);
            }
        }

        foreach (int levels in ModelTexts.DrivenLevels)
        {
            foreach ((string words, double truncation) in new[] { ("negligible", 1e-19), ("small", 1e-8), ("large", 1e-2) })
            {
                Driven(writer, random, levels, words, truncation);
            }

            Damped(writer, levels);
        }
    }

    /// <summary>The Boltzmann factor at which the truncated number of quanta is off by about the given part: N q^(N-1).</summary>
    private static double Ratio(int levels, double truncation) => Math.Pow(truncation / levels, 1.0 / (levels - 1));

    private static void Thermal(TrialWriter writer, TrialRandom random, int levels, string words, double ratio, double truncation)
    {
        double top = Rounded(ratio / (1 - ratio));
        TrialParameter kappa = ModelLaws.Rate("kappa", 1, 1e3);
        var quanta = new TrialParameter("nb", "1", Rounded(top / 3), top);
        string model = string.Create(CultureInfo.InvariantCulture, $"thermal-oscillator-{levels}.yaml");
        BaseFormula number = ModelLaws.Of("thermal-oscillator", "nb", model, "n", "steady-state", kappa, quanta);
        BaseFormula rate = ModelLaws.Of("thermal-oscillator-rate", "kappa", model, "n", "residence-time", kappa, quanta);
        string title = $"{levels} levels, truncation {words}";
        Truth right = truncation < 1e-15 ? Truth.Exact : Truth.Truncated;
        writer.Add($"quanta, {title}", new TrialFormula(number), "kind: identity", right);
        writer.Add($"rate, {title}", new TrialFormula(rate), "kind: identity", right);
        writer.Add($"rate rises with quanta twice as fast, {title}", new TrialFormula(rate, "1 + 2*nb"), "kind: identity", truncation < 1e-4 * top ? Truth.False : Truth.WrongAndTruncated);
        string error = TrialParameter.Number(random.OfDecade(random.Pick(new[] { -3, -5, -1 })));
        bool visible = truncation < 1e-4 * double.Parse(error, CultureInfo.InvariantCulture);
        writer.Add($"quanta wrong by {error}, {title}", new TrialFormula(number, $"1 + {error}"), "kind: identity", visible ? Truth.False : Truth.WrongAndTruncated);
        writer.Add($"quanta twice too many, {title}", new TrialFormula(number, "2"), "kind: identity", truncation < 1e-3 ? Truth.False : Truth.WrongAndTruncated);
        if (truncation < 1e-15)
        {
            writer.Add($"few quanta, {title}", new TrialFormula(number) { Instead = "nb/(1 + nb)" }, "kind: limit, vary: { nb: 1 }, to: 0, order: 1", Truth.Asymptotic(1).HardIf(levels < 8));
        }
    }

    private static void Driven(TrialWriter writer, TrialRandom random, int levels, string words, double truncation)
    {
        // Quanta of a coherent state: the part above the last level is n^N/N!, beside n.
        double top = Math.Pow(truncation, 1.0 / (levels - 1));
        double drive = Rounded(Math.Sqrt(top) / 2);
        BaseFormula law = ModelLaws.Of(
            "driven-oscillator",
            "f^2/(d^2 + kappa^2/4)",
            string.Create(CultureInfo.InvariantCulture, $"driven-oscillator-{levels}.yaml"),
            "n",
            "steady-state",
            ModelLaws.Rate("kappa", 1, 5),
            new TrialParameter("d", "rad/s", 0, 3),
            new TrialParameter("f", "rad/s", Rounded(drive / 2), drive));
        string title = $"{levels} levels, truncation {words}";
        writer.Add($"quanta, {title}", new TrialFormula(law), "kind: identity", truncation < 1e-15 ? Truth.Exact : Truth.Truncated);
        writer.Add($"width not halved, {title}", new TrialFormula(law) { Instead = "f^2/(d^2 + kappa^2)" }, "kind: identity", truncation < 1e-3 ? Truth.False : Truth.WrongAndTruncated);
        string error = TrialParameter.Number(random.OfDecade(-3));
        writer.Add($"quanta wrong by {error}, {title}", new TrialFormula(law, $"1 + {error}"), "kind: identity", truncation < 1e-6 ? Truth.False : Truth.WrongAndTruncated);
    }

    /// <summary>Without heating nothing ever reaches a higher level: the finite model is the oscillator.</summary>
    private static void Damped(TrialWriter writer, int levels)
    {
        string model = string.Create(CultureInfo.InvariantCulture, $"damped-oscillator-{levels}.yaml");
        TrialParameter[] parameters = [ModelLaws.Rate("kappa", 1, 1e3), new("w", "rad/s", 1, 1e4)];
        BaseFormula rate = ModelLaws.Of("damped-oscillator", "kappa", model, "n", "residence-time", parameters);
        BaseFormula course = ModelLaws.Course("damped-oscillator", $"{levels - 1}*exp(-kappa*t)", model, "n", parameters);
        writer.Add("nothing is truncated, rate", new TrialFormula(rate), "kind: identity", Truth.Exact);
        writer.Add("nothing is truncated, rate wrong", new TrialFormula(rate, "1 + 1e-8"), "kind: identity", Truth.False);
        writer.Add("nothing is truncated, time course", new TrialFormula(course), "kind: identity", Truth.Exact);
        writer.Add("nothing is truncated, time course wrong", new TrialFormula(course, "1 - 1e-3*exp(-kappa*t)"), "kind: identity", Truth.False);
    }

    private static double Rounded(double value) => double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
