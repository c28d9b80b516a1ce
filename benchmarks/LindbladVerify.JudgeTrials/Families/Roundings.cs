using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Formulas that lose their digits when they are evaluated in double precision, right and wrong.</summary>
internal sealed class Roundings : ITrialFamily
{
    /// <summary>All of these are 1; Y stands for the first parameter.</summary>
    private static readonly string[] Ones =
    [
        "((1e11 + 1) - 1e11)",
        "((1e15 + 1) - 1e15)",
        "((1e30 + 1) - 1e30)",
        "((1e100 + 1) - 1e100)",
        "((1e9 + 1)^2 - 1e18 - 2e9)",
        "((1e13*Y + Y) - 1e13*Y)/Y",
        "(exp(300)*exp(-300))",
        "(sin(1e5*Y)^2 + cos(1e5*Y)^2)",
        "(sqrt(1e20 + 2e10 + 1) - 1e10)",
    ];

    private static readonly string[] Errors = ["1", "(1 + 1e-5)", "(1 - 1e-7)", "(1 + 1e-8)", "(1 - 1e-10)", "(1 + 1e-12)"];

    public string Name => "roundings";

    public string Summary => "heavy cancellation in the formula, and in the expressions of the model; right, and wrong by 1e-5 to 1e-12";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        BaseFormula[] laws = [PairLaws.Static, PairLaws.Symmetric, PairLaws.Electron, ModelLaws.Decay, ModelLaws.Balance, ModelLaws.LineArea];
        foreach (string one in Ones)
        {
            foreach (string error in Errors)
            {
                for (int k = 0; k < 3; k++)
                {
                    BaseFormula law = random.Pick(laws);
                    string hidden = one.Replace("Y", law.Parameters[0].Name, StringComparison.Ordinal);
                    var formula = new TrialFormula(law, error is "1" ? hidden : $"{error}*{hidden}");
                    writer.Add($"times {one}{(error is "1" ? string.Empty : $" and {error}")}", formula, "kind: identity", error is "1" ? Truth.Exact : Truth.False);
                }
            }
        }

        foreach (int decades in new[] { 3, 6, 9, 12 })
        {
            BaseFormula law = ModelLaws.Of(
                "bath",
                "g/tanh(w/(2*T))",
                "bath.yaml",
                "excited",
                "residence-time",
                ModelLaws.Rate("g", 1, 1e3),
                new TrialParameter("w", "1", Math.Pow(10, -decades), Math.Pow(10, 3 - decades)),
                new TrialParameter("T", "1", 1, 10));
            BaseFormula polarization = law with { Name = "bath-polarization", Expression = "-tanh(w/(2*T))", Describes = "model: bath.yaml, observable: z, quantity: steady-state" };
            string title = FormattableString.Invariant($"w/T down to 1e-{decades}");
            writer.Add(title, new TrialFormula(law), "kind: identity", Truth.Exact);
            writer.Add($"{title}, polarization", new TrialFormula(polarization), "kind: identity", Truth.Exact);
            writer.Add($"{title}, hot limit", new TrialFormula(law) { Instead = "2*g*T/w" }, "kind: limit, vary: { w: 1 }, to: 0, order: 2", Truth.Asymptotic(2).HardIf(decades > 6));
            foreach (string error in Errors.Skip(1))
            {
                writer.Add($"{title}, wrong by {error}", new TrialFormula(law, error), "kind: identity", Truth.False);
            }
        }
    }
}
