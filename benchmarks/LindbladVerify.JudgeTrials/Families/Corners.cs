using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Formulas of 2 to 10 parameters that are wrong at one corner, edge or face of the domain only.</summary>
internal sealed class Corners : ITrialFamily
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f", "g", "h", "k", "l"];

    public string Name => "corners";

    public string Summary => "2 to 10 parameters, wrong at one corner, along one edge or on one face only; as identity, limit and positivity";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        for (int dimension = 2; dimension <= 10; dimension++)
        {
            for (int k = 0; k < 5; k++)
            {
                Add(writer, random, dimension, dimension, "corner", random.Pick(new[] { 0.02, 0.05, 0.2, 0.5 }));
            }

            Add(writer, random, dimension, dimension - 1, "edge", 0.05);
            Add(writer, random, dimension, 1, "face", 0.01);
            Add(writer, random, dimension, 1, "face", 0.001);
            BaseFormula law = Law(dimension);
            string clear = Excess(law, dimension, 0.1, random, beyond: true);
            writer.Add($"{dimension} parameters, right up to every corner", new TrialFormula(law, $"1 + 0.5*{clear}"), "kind: identity", Truth.Exact);

            // The rate leaves its range in the limit, and must not be part of what stays 0 within it.
            string others = Excess(Others(law), dimension - 1, 0.1, random, beyond: true);
            writer.Add($"{dimension} parameters, right up to every corner, limit", new TrialFormula(law, $"1 + {others} + (1/a)^2"), "kind: limit, vary: { a: 1 }, to: infinity, order: infer", Truth.Asymptotic(2, inferred: true));
            writer.Add($"{dimension} parameters, positive up to every corner", new TrialFormula(law, $"1 - 2*{clear}"), "kind: positivity", Truth.Exact);
        }
    }

    private static void Add(TrialWriter writer, TrialRandom random, int dimension, int fixedOnes, string what, double reach)
    {
        BaseFormula law = Law(dimension);
        string excess = Excess(law, fixedOnes, reach, random, beyond: false);
        string title = $"{dimension} parameters, wrong at one {what} of reach {TrialParameter.Number(reach)}";
        writer.Add($"{title}, identity", new TrialFormula(law, $"1 + 0.5*{excess}"), "kind: identity", Truth.False);
        writer.Add($"{title}, positivity", new TrialFormula(law, $"1 - 1.5*{excess}"), "kind: positivity", Truth.False);

        // The rate itself moves in the limit: the corner is one of the others.
        string others = Excess(Others(law), Math.Min(fixedOnes, dimension - 1), reach, random, beyond: false);
        writer.Add($"{title}, limit", new TrialFormula(law, $"1 + 0.5*{others} + (1/a)^2"), "kind: limit, vary: { a: 1 }, to: infinity, order: 2", Truth.False);
    }

    private static BaseFormula Law(int dimension) =>
        ModelLaws.Of("decay-of-many", "a", "many.yaml", "excited", "residence-time", [.. Names.Take(dimension).Select((n, k) => new TrialParameter(n, k == 0 ? "1/s" : "1", 1, 2))]);

    /// <summary>The law with the domain of what it does not depend on.</summary>
    private static BaseFormula Others(BaseFormula law) => law with { Parameters = [.. law.Parameters.Skip(1)] };

    /// <summary>1 at a corner of some of the parameters, falling to 0 within the reach; 0 up to every corner if beyond.</summary>
    private static string Excess(BaseFormula law, int fixedOnes, double reach, TrialRandom random, bool beyond)
    {
        string[] names = [.. law.Parameters.Select(p => p.Name).OrderBy(_ => random.Unit()).Take(fixedOnes).Order(StringComparer.Ordinal)];
        string sum = string.Join(" + ", names.Select(n => random.Coin() ? $"({n} - 1)" : $"(2 - {n})"));
        string from = TrialParameter.Number(Math.Round(beyond ? fixedOnes + reach : fixedOnes - reach, 4));
        return $"max(0, {sum} - {from})/{TrialParameter.Number(reach)}";
    }
}
