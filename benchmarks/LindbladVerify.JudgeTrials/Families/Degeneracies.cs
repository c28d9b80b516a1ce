using System.Globalization;
using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Defective generators, whose modes are no exponentials: cascades with equal rates, a line at coalescence.</summary>
internal sealed class Degeneracies : ITrialFamily
{
    private static readonly string[] Errors = ["2", "(1 + 1e-3)", "(1 - 1e-5)", "(1 + 1e-7)", "(1 - 1e-8)", "(1 + 1e-9)"];

    public string Name => "defective";

    public string Summary => "cascades of 1 to 4 equal rates and a line at its coalescence, right and off by 2 to 1e-9";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        for (int stages = 1; stages <= 4; stages++)
        {
            for (int k = 0; k < 2; k++)
            {
                // A whole course costs as much as a dozen rates: one of each is enough.
                foreach (BaseFormula law in Cascade(stages).Where(l => k == 0 || l.Name is not "cascade-course").Select(l => l.Scaled(random.Integer(-3, 6))))
                {
                    writer.Add($"{stages} equal rates, right", new TrialFormula(law), "kind: identity", Truth.Exact);
                    foreach (string error in k == 0 ? Errors[..3] : Errors[3..])
                    {
                        writer.Add($"{stages} equal rates, off by {error}", new TrialFormula(law, error), "kind: identity", Truth.False);
                    }
                }
            }
        }

        // Kubo's line where both modes become one: w = k.
        foreach (string quantity in new[] { "spectral-gap", "line-width", "residence-time" })
        {
            TrialParameter rate = ModelLaws.Rate("k", 1e2, 1e5);
            BaseFormula line = new("coalescence", [rate], quantity is "residence-time" ? "k/2" : "k", $"model: line.yaml, observable: x, quantity: {quantity}, bind: {{ w: k }}");
            writer.Add($"{quantity}, right", new TrialFormula(line), "kind: identity", Truth.Exact);
            foreach (string error in Errors)
            {
                writer.Add($"{quantity}, off by {error}", new TrialFormula(line, error), "kind: identity", Truth.False);
            }
        }
    }

    private static BaseFormula[] Cascade(int stages)
    {
        TrialParameter rate = ModelLaws.Rate("g", 1, 1e4);
        string model = string.Create(CultureInfo.InvariantCulture, $"cascade-{stages + 1}.yaml");
        string terms = string.Concat(Enumerable.Range(1, stages - 1).Select(n => string.Create(CultureInfo.InvariantCulture, $" + (g*t)^{n}/{Enumerable.Range(1, n).Aggregate(1, (a, b) => a * b)}")));
        return
        [
            ModelLaws.Of("cascade-time", string.Create(CultureInfo.InvariantCulture, $"g/{stages}"), model, "left", "residence-time", rate),
            ModelLaws.Of("cascade-gap", "g", model, "left", "spectral-gap", rate),
            ModelLaws.Of("cascade-width", "g", model, "steps", "line-width", rate),
            ModelLaws.Course("cascade-course", $"exp(-g*t)*(1{terms})", model, "left", rate),
            ModelLaws.Course("cascade-tail", $"exp(-g*t)*(1{terms})", model, "left", rate, new TrialParameter("t", "s", 1e-4, 1e-2)),
        ];
    }
}
