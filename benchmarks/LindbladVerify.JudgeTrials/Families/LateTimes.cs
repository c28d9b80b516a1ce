using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Time courses far out in their tails, where only relative accuracy tells right from wrong.</summary>
internal sealed class LateTimes : ITrialFamily
{
    private const string Late = "kind: limit, vary: { t: 1 }, to: infinity";

    /// <summary>A decay can be followed over three decades of time only, before it is no double any more.</summary>
    private const double TailTolerance = 0.05;

    private static readonly string[] Errors = ["2", "0.5", "0.9", "(1 + 1e-3)", "(1 - 1e-6)", "(1 + 1e-9)"];

    public string Name => "late-times";

    public string Summary => "decays and approaches to a constant with the time among the parameters, as identities and for t to infinity, and as whole courses";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        for (int k = 0; k < 4; k++)
        {
            int decades = random.Integer(-2, 3);
            BaseFormula decay = ModelLaws.Course("decay", "exp(-g*t)", "decay.yaml", "excited", ModelLaws.Rate("g", 1, 10), Time(0.1, random.Pick(new[] { 3.0, 10, 30 }))).Scaled(decades);
            Decays(writer, random, decay);
            BaseFormula approach = ModelLaws.Course("approach", "gu/(gu + gd) + gd/(gu + gd)*exp(-(gu + gd)*t)", "thermal.yaml", "excited", ModelLaws.Rate("gu", 0.1, 1), ModelLaws.Rate("gd", 1, 10), Time(0.1, 3)).Scaled(decades);
            Approaches(writer, random, approach);
        }

        foreach (int decades in new[] { -2, 2 })
        {
            Whole(writer, ModelLaws.Course("decay", "exp(-g*t)", "decay.yaml", "excited", ModelLaws.Rate("g", 1, 100)).Scaled(decades), "g");
            Whole(writer, ModelLaws.Course("approach", "gu/(gu + gd) + gd/(gu + gd)*exp(-(gu + gd)*t)", "thermal.yaml", "excited", ModelLaws.Rate("gu", 0.1, 1), ModelLaws.Rate("gd", 1, 10)).Scaled(decades), "(gu + gd)");
        }
    }

    private static void Decays(TrialWriter writer, TrialRandom random, BaseFormula decay)
    {
        writer.Add("right", new TrialFormula(decay), "kind: identity", Truth.Exact);
        writer.Add("right in the end", new TrialFormula(decay), Late, Truth.ExactLimit);
        foreach (string error in Errors)
        {
            writer.Add($"prefactor {error}", new TrialFormula(decay, error), "kind: identity", Truth.False);
            writer.Add($"prefactor {error} in the end", new TrialFormula(decay, error), Late, Truth.False);
        }

        foreach (string rate in new[] { "2", "1.01", "(1 + 1e-6)" })
        {
            writer.Add($"rate {rate} times too large", new TrialFormula(decay) { Instead = $"exp(-{rate}*g*t)" }, "kind: identity", Truth.False);
            writer.Add($"rate {rate} times too large in the end", new TrialFormula(decay) { Instead = $"exp(-{rate}*g*t)" }, Late, Truth.False);
        }

        foreach (int power in new[] { 1, 2 })
        {
            string factor = $"1 + {random.Uniform(0.1, 0.9, 2)}/(g*t)^{power}";
            writer.Add($"error (g t)^-{power}", new TrialFormula(decay, factor), $"{Late}, order: infer", Truth.Asymptotic(power, inferred: true, TailTolerance));
            writer.Add($"error (g t)^-{power}, higher order declared", new TrialFormula(decay, factor), $"{Late}, order: {power + 1}", Truth.False);
        }

        writer.Add("error exp(-g t)", new TrialFormula(decay, "1 + exp(-g*t)"), Late, Truth.Asymptotic(null));
        writer.Add("early times to second order", new TrialFormula(decay) { Instead = "1 - g*t" }, "kind: limit, vary: { t: 1 }, to: 0, order: infer", Truth.Asymptotic(2, inferred: true));
        writer.Add("early times, too high an order", new TrialFormula(decay) { Instead = "1 - g*t" }, "kind: limit, vary: { t: 1 }, to: 0, order: 3", Truth.False);
    }

    private static void Approaches(TrialWriter writer, TrialRandom random, BaseFormula approach)
    {
        string end = "gu/(gu + gd)";
        string tail = "gd/(gu + gd)*exp(-(gu + gd)*t)";
        string error = TrialParameter.Number(random.OfDecade(random.Integer(-9, -4)));
        writer.Add("right", new TrialFormula(approach), "kind: identity", Truth.Exact);
        writer.Add("right in the end", new TrialFormula(approach), Late, Truth.ExactLimit);
        writer.Add("the constant alone", new TrialFormula(approach) { Instead = end }, Late, Truth.Asymptotic(null));
        writer.Add("the constant alone, order 3", new TrialFormula(approach) { Instead = end }, $"{Late}, order: 3", Truth.Asymptotic(null));
        writer.Add("twice the tail", new TrialFormula(approach) { Instead = $"{end} + 2*{tail}" }, Late, Truth.Asymptotic(null));
        writer.Add("twice the tail, everywhere", new TrialFormula(approach) { Instead = $"{end} + 2*{tail}" }, "kind: identity", Truth.False);
        writer.Add($"constant wrong by {error}", new TrialFormula(approach) { Instead = $"{end}*(1 + {error}) + {tail}" }, Late, Truth.False);
        writer.Add($"constant alone, wrong by {error}", new TrialFormula(approach) { Instead = $"{end}*(1 - {error})" }, Late, Truth.False);
        writer.Add("no constant", new TrialFormula(approach) { Instead = tail }, Late, Truth.False);
    }

    private static void Whole(TrialWriter writer, BaseFormula course, string rate)
    {
        writer.Add("whole course, right", new TrialFormula(course), "kind: identity", Truth.Exact);
        writer.Add("whole course, prefactor 0.5", new TrialFormula(course, "0.5"), "kind: identity", Truth.False);
        writer.Add("whole course, prefactor 1 + 1e-6", new TrialFormula(course, "1 + 1e-6"), "kind: identity", Truth.False);
        writer.Add("whole course, wrong in the tail only", new TrialFormula(course) { Instead = $"{course.Expression} + 1e-3*(1 - exp(-{rate}*t))^40" }, "kind: identity", Truth.False);
        writer.Add("whole course, wrong for a moment", new TrialFormula(course) { Instead = $"{course.Expression} + 0.1*exp(-(({rate}*t - 1)/0.01)^2)" }, "kind: identity", Truth.False.HardIf(true));
        writer.Add("whole course, rate too large", new TrialFormula(course) { Instead = course.Expression.Replace("exp(-", "exp(-1.000001*", StringComparison.Ordinal) }, "kind: identity", Truth.False);
    }

    private static TrialParameter Time(double low, double high) => new("t", "s", low, high);
}
