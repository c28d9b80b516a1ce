using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Ablation;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Maps;

namespace LindbladVerify.Verification.Suites;

/// <summary>Adds to verdicts what a reader wants to see beside them: a cut through the point that says most, the ablation ladder, and maps of the formulas.</summary>
internal sealed class Exhibits(JudgingContext context)
{
    private const int MapColumns = 121;
    private const int MapRows = 81;
    private readonly AblationStudy study = new(context.Library, context.Settings, context.Cancellation);
    private readonly Dictionary<string, FormulaModels> models = new(StringComparer.Ordinal);
    private readonly List<ValidityMap> maps = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public IReadOnlyList<FormulaModels> Models => [.. models.Values];

    public IReadOnlyList<ValidityMap> Maps => maps;

    /// <summary>The verdict with its exhibits.</summary>
    public Verdict Of(Formula formula, Claim claim, Verdict verdict)
    {
        if (seen.Add(formula.Id))
        {
            Study(formula);
        }

        Reference? reference = claim is IdentityClaim or BoundClaim ? KnownModels.ReferenceOf(claim) : null;
        if (reference is null || (claim is BoundClaim && verdict.Kind != VerdictKind.False) || verdict.Kind == VerdictKind.OutOfDomain)
        {
            return verdict;
        }

        ParameterPoint? disagreement = verdict.Counterexample?.Point;
        return verdict with
        {
            Cut = CutFinder.Find(formula, reference, context.Library, disagreement),
            Ablation = disagreement is not null ? study.Ladder(formula, reference, disagreement) : null,
        };
    }

    private void Study(Formula formula)
    {
        if (study.Models(formula) is not { } known)
        {
            return;
        }

        models.Add(formula.Id, !OperatingPoints.Applies(formula) ? known : known with
        {
            Ladder = study.Ladder(formula, known.Intended with { Noise = NoiseNames.ElectronTelegraph }, OperatingPoints.Default),
            LadderPoint = OperatingPoints.Default,
        });
        if (formula.Source.Equation.Length == 0 || !OperatingPoints.Applies(formula))
        {
            return;
        }

        // Delta varies against the paper's Gc and G2, so that the plane holds the paper's points and not projections of them.
        string[] names = [.. formula.Parameters.Select(p => p.Name)];
        var mapper = new ValidityMapper(context.Library, context.Settings.Threads);
        var x = MapAxis.Over(ParameterProduct.Parse("Delta/Gc", names), 0.03, 30, MapColumns);
        var y = MapAxis.Over(ParameterProduct.Parse("P", names), 0, 1, MapRows);
        foreach (string noise in new[] { NoiseNames.ElectronTelegraph, NoiseNames.SymmetricTelegraph })
        {
            Reference reference = Reference.GoldenRule(noise);
            if (!known.ExactFor.Contains(reference))
            {
                maps.Add(mapper.Map(formula, reference, x, y, OperatingPoints.Default, context.Cancellation));
            }
        }
    }
}
