using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.FormulaFiles;
using Xunit;
using static LindbladVerify.Formulas.Tests.PaperFormulas;

namespace LindbladVerify.Formulas.Tests;

/// <summary>
/// The limits that the claims declare, along their own paths, with closed forms in place of the computed references (both agree to 3e-15
/// with rates solved from the model). Guards the paths: a start from which the leading power never shows would leave a claim undecided.
/// </summary>
public sealed class DeclaredLimitTests
{
    private static readonly Dictionary<string, Formula> ClosedForms = new(StringComparer.Ordinal)
    {
        [Reference.GoldenRule(NoiseNames.SymmetricTelegraph).ToString()] = Of("eq9"),
        [Reference.GoldenRule(NoiseNames.ElectronTelegraph).ToString()] = Of("closed-form"),
        [Reference.GoldenRule(NoiseNames.Polarized).ToString()] = Of("static-level"),
        [Reference.ResidenceTime(NoiseNames.Polarized).ToString()] = Of("static-level"),
        [Reference.ResidenceTime(NoiseNames.SymmetricTelegraph).ToString()] = Of("residence-time.symmetric-telegraph"),
        [Reference.ResidenceTime(NoiseNames.ElectronTelegraph).ToString()] = Of("residence-time.electron-telegraph"),
        [new Reference(Reference.LongitudinalRateQuantity, NoiseNames.ElectronTelegraph, Reference.ExactMethod).ToString()] = Of("longitudinal-rate"),
        [new Reference(Reference.NeighbourFlipFlopRateQuantity, NoiseNames.None, Reference.GoldenRuleMethod).ToString()] = Of("neighbour-rate"),
    };

    public static TheoryData<string, string> Limits { get; } = Collect();

    [Theory]
    [MemberData(nameof(Limits))]
    public void HoldAlongTheirPaths(string formulaId, string claimId)
    {
        Formula formula = FormulaCatalogue.Find(formulaId);
        LimitClaim claim = formula.Claims.OfType<LimitClaim>().Single(c => string.Equals(c.Id, claimId, StringComparison.Ordinal));
        Formula reference = ClosedForms[claim.Reference.ToString()];
        ParameterPoint[] points = [.. DomainPoints.Random(formula, 60)];
        if (claim.Declared == VerdictKind.Asymptotic)
        {
            // A coefficient that happens to vanish raises the order or delays it, so the typical point is asked, not every one.
            double[] slopes = [.. points.Select(p => LastSlope(formula, reference, claim, p)).Order()];
            Assert.InRange(slopes[points.Length / 2], claim.DeclaredOrder!.Value - 0.1, claim.DeclaredOrder.Value + 0.1);
            Assert.True(slopes[points.Length / 10] > claim.DeclaredOrder.Value - 0.2, $"slopes {string.Join(", ", slopes.Select(s => s.ToString("F2")))}");
        }
        else if (claim.Declared == VerdictKind.Exact)
        {
            Assert.All(points, p => Assert.InRange(Math.Abs(Error(formula, reference, claim, p, 0.1)), 0, 1e-14));
        }
        else
        {
            double[] errors = [.. points.Select(p => Math.Abs(Error(formula, reference, claim, p, 1e-6))).Order()];
            Assert.True(errors[points.Length / 10] > 1e-3, $"errors {string.Join(", ", errors.Select(e => e.ToString("E1")))}");
        }
    }

    /// <summary>The slope over the last decade in which the error still stands a thousand times above rounding.</summary>
    private static double LastSlope(Formula formula, Formula reference, LimitClaim claim, ParameterPoint point)
    {
        double slope = double.NaN;
        double previous = Math.Abs(Error(formula, reference, claim, point, 1));
        for (double epsilon = 0.1; epsilon > 1e-7; epsilon /= 10)
        {
            double error = Math.Abs(Error(formula, reference, claim, point, epsilon));
            if (error < 1e-11)
            {
                break;
            }

            slope = Math.Log10(previous / error);
            previous = error;
        }

        return slope;
    }

    private static double Error(Formula formula, Formula reference, LimitClaim claim, ParameterPoint point, double epsilon)
    {
        ParameterPoint at = claim.Path(point, epsilon);
        return (formula.Predict(at) / reference.Predict(at)) - 1;
    }

    private static TheoryData<string, string> Collect()
    {
        TheoryData<string, string> data = [];
        foreach (Formula formula in FormulaCatalogue.All)
        {
            foreach (LimitClaim claim in formula.Claims.OfType<LimitClaim>().Where(c => ClosedForms.ContainsKey(c.Reference.ToString())))
            {
                data.Add(formula.Id, claim.Id);
            }
        }

        return data;
    }
}
