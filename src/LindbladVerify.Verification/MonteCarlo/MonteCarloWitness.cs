using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Ablation;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.MonteCarlo;

/// <summary>Adds what noise trajectories say to a verdict that rests on equations of motion.</summary>
internal static class MonteCarloWitness
{
    /// <summary>
    /// The verdict with a row of Monte Carlo evidence where the claim speaks of the flip-flop rate. Trajectories that contradict
    /// the computed reference, or a formula found exact, make the verdict inconclusive.
    /// </summary>
    /// <param name="verdict">The verdict so far.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="context">Studies, one per noise.</param>
    public static Verdict Testify(Verdict verdict, Formula formula, Claim claim, JudgingContext context)
    {
        Reference? reference = Tested(claim);
        if (reference is null || !MonteCarloStudy.AppliesTo(formula, reference))
        {
            return verdict;
        }

        MonteCarloStudy study = context.Study(reference.Noise);
        double limit = MonteCarloStudy.Limit(context.MonteCarloComparisons);
        double referenceWorst = study.Results.Max(r => Math.Abs(r.Score(r.Deterministic)));
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{study.Results.Count} points, {study.Results.Sum(r => r.Trajectories)} noise trajectories ({study.Noise}): the computed reference deviates by at most {referenceWorst:F2} standard errors");
        bool contradictsReference = referenceWorst > limit;
        bool contradictsFormula = false;
        double largest = study.Results.Max(r => Math.Abs((r.Rate / r.Deterministic) - 1));
        if (claim is IdentityClaim)
        {
            double[] scores = [.. study.Results.Select(r => Math.Abs(r.Score(Predicted(formula, reference, r))))];
            int refuted = scores.Count(s => s > limit);
            contradictsFormula = refuted > 0 && verdict.Kind == VerdictKind.Exact;
            largest = study.Results.Max(r => Math.Abs((Predicted(formula, reference, r) / r.Rate) - 1));
            text += refuted == 0
                ? string.Create(CultureInfo.InvariantCulture, $", the formula by at most {scores.Max():F2}")
                : string.Create(CultureInfo.InvariantCulture, $", the formula by up to {scores.Max():G3}: refuted at {refuted} points by trajectories alone");
        }

        text += string.Create(CultureInfo.InvariantCulture, $" (limit {limit:F2} for {context.MonteCarloComparisons} comparisons at a family-wise level of {MonteCarloStudy.FamilyWiseLevel:P0}).");
        Verdict testified = verdict with
        {
            Trajectories = claim is IdentityClaim ? [.. study.Results.Select(r => new TrajectoryComparison(r, Predicted(formula, reference, r)))] : [],
            Evidence = [.. verdict.Evidence, new Evidence("monte-carlo", text, study.Results.Count, largest)],
        };
        return contradictsReference || contradictsFormula
            ? testified with { Kind = VerdictKind.Inconclusive, Reason = $"Noise trajectories contradict {(contradictsReference ? "the computed reference" : "the formula")}. {verdict.Reason}" }
            : testified;
    }

    /// <summary>The reference that trajectories can test; laws of a formula alone have none.</summary>
    private static Reference? Tested(Claim claim) => claim is IdentityClaim or LimitClaim or BoundClaim ? KnownModels.ReferenceOf(claim) : null;

    /// <summary>How many comparisons with trajectories a set of claims makes.</summary>
    public static int Comparisons(IEnumerable<(Formula Formula, Claim Claim)> work)
    {
        var noises = new HashSet<string>(StringComparer.Ordinal);
        int identities = 0;
        foreach ((Formula formula, Claim claim) in work)
        {
            Reference? reference = Tested(claim);
            if (reference is not null && MonteCarloStudy.AppliesTo(formula, reference))
            {
                noises.Add(reference.Noise);
                identities += claim is IdentityClaim ? 1 : 0;
            }
        }

        return (noises.Count + identities) * MonteCarloStudy.Points;
    }

    /// <summary>What the formula predicts for the all-orders rate that trajectories measure: a golden-rule formula is carried over by the computed ratio of the two.</summary>
    private static double Predicted(Formula formula, Reference reference, MonteCarloPoint at)
    {
        double predicted = formula.Predict(new ParameterPoint([.. formula.Parameters.Select(p => p.Name)], [.. formula.Parameters.Select(p => at.Point[p.Name])]));
        if (!string.Equals(reference.Method, Reference.GoldenRuleMethod, StringComparison.Ordinal))
        {
            return predicted;
        }

        return predicted * at.Deterministic / FlipFlopRates.GoldenRuleValue(PairParameters.Pair(at.Point), ElectronNoise.Parse(reference.Noise));
    }
}
