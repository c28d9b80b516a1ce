using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.Ablation;

public sealed class AblationStudyTests
{
    private static readonly ReferenceLibrary Library = new(DenseKernels.Managed);
    private static readonly AblationStudy Study = new(Library, new JudgingSettings { Seed = 3 }, CancellationToken.None);

    // Interior, generic: no rate is a multiple of another, P is at no special value.
    private static readonly ParameterPoint Generic = new(["D", "Delta", "P", "Gc", "G2"], [173, 3.1e6, 0.61, 7.7e5, 2.3e4]);

    [Theory]
    [InlineData("eq9", "symmetric-telegraph/golden-rule")]
    [InlineData("closed-form", "electron-telegraph/golden-rule")]
    [InlineData("pole-form", "symmetric-telegraph/golden-rule")]
    [InlineData("residence-time.symmetric-telegraph", "symmetric-telegraph/exact")]
    [InlineData("residence-time.electron-telegraph", "electron-telegraph/exact")]
    [InlineData("static-level", "polarized/golden-rule polarized/exact")]
    [InlineData("eq10", "")]
    [InlineData("eq11.as-printed", "")]
    public void AFormulaIsExactForItsOwnModelAndNoOther(string id, string expected)
    {
        FormulaModels models = Study.Models(FormulaCatalogue.Find(id))!;

        Assert.Equal(expected, string.Join(' ', models.ExactFor.Select(m => $"{m.Noise}/{m.Method}")));
        Assert.Equal(KnownModels.FlipFlopRates, models.Models.Select(m => m.Model));
        Assert.All(models.Models, m => Assert.True(m.Points > AblationStudy.InteriorPoints / 2, m.Model.ToString()));
    }

    [Fact]
    public void AFormulaOfAnotherQuantityHasNoLadder()
    {
        Formula spectrum = FormulaCatalogue.Find("eq4");
        Assert.Null(Study.Models(spectrum));
        Assert.Null(Study.Ladder(spectrum, new Reference(Reference.SpectrumQuantity, NoiseNames.ElectronTelegraph, Reference.ExactMethod), Generic));
    }

    [Fact]
    public void Equation9BreaksAtTheNoise()
    {
        AblationSequence ladder = Study.Ladder(FormulaCatalogue.Find("eq9"), Reference.GoldenRule(NoiseNames.ElectronTelegraph), Generic)!;

        Assert.Equal(AblationStep.Noise, ladder.Breaks);
        Assert.Equal([Reference.GoldenRule(NoiseNames.SymmetricTelegraph)], ladder.ExactFor);
        Assert.Equal([AblationStep.Start, AblationStep.Order, AblationStep.Noise, AblationStep.Formula], ladder.Rungs.Select(r => r.Step));

        // The change at the noise is the excess of Eq. (9) in closed form; the last rung is rounding.
        double p2 = 0.61 * 0.61;
        double d2 = 3.1e6 * 3.1e6;
        double broad = 2.3e4 * (2.3e4 + 7.7e5);
        double excess = 4 * p2 * (1 - p2) * d2 * d2 / (Math.Pow(((1 - (2 * p2)) * d2) + broad, 2) + (d2 * p2 * Math.Pow((2 * 2.3e4) + 7.7e5, 2)));
        Assert.Equal(excess, ladder.Rungs[2].Change, excess * 1e-11);
        Assert.InRange(Math.Abs(ladder.Rungs[3].Change), 0, 1e-13);
        Assert.InRange(ladder.Rungs[3].LargestChange, 0, 1e-11);
    }

    [Fact]
    public void AGoldenRuleHeldAgainstAllOrdersBreaksAtTheOrder()
    {
        // D above Γ2: far outside of leading order.
        ParameterPoint strong = Generic.With("D", 2e6);
        AblationSequence ladder = Study.Ladder(FormulaCatalogue.Find("closed-form"), Reference.ResidenceTime(NoiseNames.ElectronTelegraph), strong)!;

        Assert.Equal(AblationStep.Order, ladder.Breaks);
        Assert.Equal([AblationStep.Start, AblationStep.Order, AblationStep.Formula], ladder.Rungs.Select(r => r.Step));
        Assert.True(ladder.Rungs[1].Change > 0, "the golden rule is never below the residence-time rate");
    }

    [Fact]
    public void AnAllOrdersFormulaHeldAgainstAnotherNoiseBreaksAtTheNoise()
    {
        AblationSequence ladder = Study.Ladder(FormulaCatalogue.Find("residence-time.symmetric-telegraph"), Reference.ResidenceTime(NoiseNames.ElectronTelegraph), Generic)!;

        Assert.Equal(AblationStep.Noise, ladder.Breaks);
        Assert.Equal([AblationStep.Start, AblationStep.Noise, AblationStep.Formula], ladder.Rungs.Select(r => r.Step));
    }

    [Fact]
    public void AWrongPrefactorBreaksAtTheFormula()
    {
        // Two per cent: small, and the same everywhere.
        AblationSequence ladder = Study.Ladder(new Scaled(1.02), Reference.GoldenRule(NoiseNames.SymmetricTelegraph), Generic)!;

        Assert.Equal(AblationStep.Formula, ladder.Breaks);
        Assert.Empty(ladder.ExactFor);
        Assert.Equal(0.02, ladder.Rungs[^1].Change, 1e-12);
        Assert.Contains("the formula itself", ladder.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void AMisprintBreaksAtTheFormulaAndARepairAtTheNoise()
    {
        // At r = 0.5 nm, P = 0.7 the noise costs a factor 5.8 and the misprint of Eq. (11) one of 230.
        AblationSequence Ladder(string id) => Study.Ladder(FormulaCatalogue.Find(id), Reference.GoldenRule(NoiseNames.ElectronTelegraph), OperatingPoints.Default)!;

        Assert.Equal(AblationStep.Formula, Ladder("eq11.as-printed").Breaks);
        Assert.Equal(AblationStep.Noise, Ladder("eq10").Breaks);
        Assert.Contains("off its own model too", Ladder("eq10").Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("off its own model", Ladder("eq9").Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eq10", "symmetric-telegraph", Reference.GoldenRuleMethod)]
    [InlineData("closed-form", "electron-telegraph", Reference.GoldenRuleMethod)]
    [InlineData("residence-time.lower-bound", "electron-telegraph", Reference.ExactMethod)]
    public void TheIntendedModelIsTheOneThatMostClaimsName(string id, string noise, string method) =>
        Assert.Equal(new Reference(Reference.FlipFlopRateQuantity, noise, method), Study.Models(FormulaCatalogue.Find(id))!.Intended);

    [Fact]
    public void TheNearestModelHasTheSmallestMedianError()
    {
        FormulaModels models = Study.Models(FormulaCatalogue.Find("eq11"))!;
        double best = models.Models.Min(m => m.MedianRelativeError);
        Assert.InRange(models.Nearest(models.Intended).MedianRelativeError, best, 1.05 * best);
        Assert.NotEqual(0, best);
    }

    [Fact]
    public void AgreementDoesNotDependOnThreads()
    {
        FormulaModels Models(int threads) => new AblationStudy(Library, new JudgingSettings { Seed = 3, Threads = threads }, CancellationToken.None).Models(FormulaCatalogue.Find("eq10"))!;
        Assert.Equal(Models(1).Models, Models(5).Models);
    }

    private sealed class Scaled(double factor) : Formula
    {
        private static readonly Formula Base = FormulaCatalogue.Find("eq9");

        public override string Id => "eq9-scaled";

        public override string Suite => Base.Suite;

        public override string Title => Base.Title;

        public override Source Source => Base.Source;

        public override string Variant => Base.Variant;

        public override string Expression => Base.Expression;

        public override IReadOnlyList<Parameter> Parameters => Base.Parameters;

        public override IReadOnlyList<Claim> Claims => Base.Claims;

        public override double Predict(ParameterPoint point) => factor * Base.Predict(point);
    }
}
