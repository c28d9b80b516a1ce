using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Monotonicity, symmetry and positivity, kept and broken.</summary>
internal sealed class Laws : ITrialFamily
{
    /// <summary>A dip that fills less of its parameter's range can be missed by any sampling unless it has a kink.</summary>
    private const double Hard = 0.9e-4;

    /// <summary>A sign shows only near the bottom of a dip, where an error shows in its tails.</summary>
    private const double HardSign = 1.1e-4;

    private static readonly BaseFormula[] Pairs = [PairLaws.Static, PairLaws.Electron];

    public string Name => "laws";

    public string Summary => "monotonicity broken by dips of 1e-1 to 1e-5 of a range, symmetry broken by 1e-3 to 1e-12, positivity broken in a corner or a dip";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        Kept(writer);
        for (int decade = 1; decade <= 5; decade++)
        {
            for (int k = 0; k < 6; k++)
            {
                Dip(writer, random, decade, kinked: k % 2 == 0);
            }
        }

        foreach (int exponent in new[] { -3, -6, -8, -9, -10, -11, -12 })
        {
            foreach (BaseFormula law in Pairs)
            {
                string c = TrialParameter.Number(random.OfDecade(exponent));
                writer.Add($"odd in P by {c}", new TrialFormula(law, $"1 + {c}*P"), "kind: symmetry, map: { P: \"-P\" }", Truth.False);
                writer.Add($"odd in Delta by {c}", new TrialFormula(law, $"1 + {c}*Delta/1e7"), "kind: symmetry, map: { Delta: \"-Delta\" }", Truth.False);
                writer.Add($"scales wrongly by {c}", new TrialFormula(law, $"1 + {c}*log(D)"), Scaling, Truth.False);
            }
        }

        for (int k = 0; k < 20; k++)
        {
            Negative(writer, random, k);
        }
    }

    private static string Scaling => "kind: symmetry, map: { D: \"2*D\", Delta: \"2*Delta\", Gc: \"2*Gc\", G2: \"2*G2\" }, factor: \"2\"";

    private static void Kept(TrialWriter writer)
    {
        foreach (BaseFormula law in PairLaws.All)
        {
            writer.Add("even in P", new TrialFormula(law), "kind: symmetry, map: { P: \"-P\" }", Truth.Exact);
            writer.Add("even in Delta", new TrialFormula(law), "kind: symmetry, map: { Delta: \"-Delta\" }", Truth.Exact);
            writer.Add("scales", new TrialFormula(law), Scaling, Truth.Exact);
            writer.Add("positive", new TrialFormula(law), "kind: positivity", Truth.Exact);
            writer.Add("rises with D", new TrialFormula(law), "kind: monotonicity, in: D, direction: increasing", Truth.Exact);
            writer.Add("falls with D", new TrialFormula(law), "kind: monotonicity, in: D, direction: decreasing", Truth.False);
        }

        writer.Add("falls with Delta", new TrialFormula(PairLaws.Static), "kind: monotonicity, in: Delta, direction: decreasing", Truth.Exact);
        writer.Add("falls with P", new TrialFormula(PairLaws.Electron), "kind: monotonicity, in: P, direction: decreasing", Truth.Exact);
        writer.Add("rises with P", new TrialFormula(PairLaws.Electron), "kind: monotonicity, in: P, direction: increasing", Truth.False);
        writer.Add("rises and falls with G2", new TrialFormula(PairLaws.Electron), "kind: monotonicity, in: G2, direction: increasing", Truth.False);
        foreach (BaseFormula law in new[] { ModelLaws.Decay, ModelLaws.Dipole, ModelLaws.DecayGap })
        {
            writer.Add("rises with g", new TrialFormula(law), "kind: monotonicity, in: g, direction: increasing", Truth.Exact);
            writer.Add("falls with g", new TrialFormula(law), "kind: monotonicity, in: g, direction: decreasing", Truth.False);
            writer.Add("scales", new TrialFormula(law), "kind: symmetry, map: { g: \"3*g\", w: \"3*w\" }, factor: \"3\"", Truth.Exact);
            writer.Add("positive", new TrialFormula(law), "kind: positivity", Truth.Exact);
        }

        writer.Add("saturates", new TrialFormula(ModelLaws.Saturation), "kind: monotonicity, in: w1, direction: decreasing", Truth.Exact);
        writer.Add("even in the detuning", new TrialFormula(ModelLaws.Saturation), "kind: symmetry, map: { d: \"-d\" }", Truth.Exact);
    }

    /// <summary>A dip in D. The law rises by 2 for each unit of log(D), the dip falls more steeply than that.</summary>
    private static void Dip(TrialWriter writer, TrialRandom random, int decade, bool kinked)
    {
        BaseFormula law = random.Pick(Pairs);
        double share = Math.Pow(10, -decade);
        string distance = $"({law.Parameter("D").Coordinate()} - {TrialParameter.Number(random.Uniform(0.2, 0.8, 3))})/{TrialParameter.Number(share)}";
        string dip = kinked ? $"max(0, 1 - abs({distance}))" : $"exp(-({distance})^2)";
        double depth = random.Uniform(0.88, 0.95, 2);
        string title = $"dip on 1e-{decade} of the range of D{(kinked ? ", with a kink" : string.Empty)}";
        bool hard = share < Hard && !kinked;
        writer.Add($"{title}, monotonicity", new TrialFormula(law, $"1 - {depth}*{dip}"), "kind: monotonicity, in: D, direction: increasing", Truth.False.HardIf(hard));
        writer.Add($"{title}, positivity", new TrialFormula(law, $"1 - 1.5*{dip}"), "kind: positivity", Truth.False.HardIf(hard || (share < HardSign && !kinked)));
        writer.Add($"{title}, symmetry", new TrialFormula(law, $"1 + 0.3*P*{dip}"), "kind: symmetry, map: { P: \"-P\" }", Truth.False.HardIf(hard));
        writer.Add($"{title}, but even", new TrialFormula(law, $"1 + 0.3*P^2*{dip}"), "kind: symmetry, map: { P: \"-P\" }", Truth.Exact);
    }

    private static void Negative(TrialWriter writer, TrialRandom random, int k)
    {
        BaseFormula law = random.Pick(Pairs);
        string reach = TrialParameter.Number(random.Pick(new[] { 0.3, 0.1, 0.01, 0.001 }));
        string[] names = [.. law.Parameters.Select(p => p.Name).OrderBy(_ => random.Unit()).Take(1 + (k % 5)).Order(StringComparer.Ordinal)];
        string sum = string.Join(" + ", names.Select(n => random.Coin() ? law.Parameter(n).Coordinate() : $"1 - ({law.Parameter(n).Coordinate()})"));
        writer.Add($"negative in a corner of {string.Join(", ", names)}", new TrialFormula(law, $"{names.Length} - {reach}/2 - ({sum})"), "kind: positivity", Truth.False);
        writer.Add($"never negative, small in a corner of {string.Join(", ", names)}", new TrialFormula(law, $"{names.Length} + {reach}/2 - ({sum})"), "kind: positivity", Truth.Exact);
    }
}
