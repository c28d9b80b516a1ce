using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>The suite of the paper gives the declared verdicts, the same for any number of threads, and keeps them when stopped.</summary>
public sealed class SuiteTests
{
    [Fact]
    public void EveryVerdictIsAsDeclared()
    {
        SuiteResult result = SuiteRuns.Chessari2023;
        string[] differing = [.. result.Verdicts.Where(v => !v.AsDeclared).Select(v => $"{v.Id}: {v.Kind} instead of {v.Declared}: {v.Reason}")];
        Assert.True(differing.Length == 0, string.Join(Environment.NewLine, differing));
        Assert.False(result.Cancelled);
        Assert.Equal(result.Total, result.Verdicts.Count);
    }

    [Theory]
    [InlineData("eq4.spectrum", VerdictKind.Exact)]
    [InlineData("eq5.coherence-decay", VerdictKind.Exact)]
    [InlineData("eq6.longitudinal-rate", VerdictKind.Asymptotic)]
    [InlineData("eq6.relaxation-rate", VerdictKind.False)]
    [InlineData("eq7.zero-quantum-broadening", VerdictKind.Asymptotic)]
    [InlineData("eq8.lorentzian", VerdictKind.Exact)]
    [InlineData("eq9.symmetric-telegraph", VerdictKind.Exact)]
    [InlineData("eq9.electron-telegraph", VerdictKind.False)]
    [InlineData("eq9.ornstein-uhlenbeck", VerdictKind.False)]
    [InlineData("eq9.fast-electron", VerdictKind.Asymptotic)]
    [InlineData("eq9.polarized-limit", VerdictKind.Asymptotic)]
    [InlineData("eq10.as-printed.slow-electron", VerdictKind.False)]
    [InlineData("eq10.slow-electron", VerdictKind.Asymptotic)]
    [InlineData("eq10.polarized-limit", VerdictKind.False)]
    [InlineData("eq11.as-printed.fast-electron", VerdictKind.False)]
    [InlineData("eq11.fast-electron", VerdictKind.Asymptotic)]
    [InlineData("closed-form.electron-telegraph", VerdictKind.Exact)]
    [InlineData("residence-time.electron-telegraph.quantum-electron", VerdictKind.Exact)]
    public void ClaimsOfTheInterfaceHaveTheirVerdict(string id, VerdictKind expected)
    {
        Verdict verdict = SuiteRuns.Chessari2023.Verdicts.Single(v => string.Equals(v.Id, id, StringComparison.Ordinal));
        Assert.Equal(expected, verdict.Kind);
        Assert.Equal(expected == VerdictKind.False, verdict.Counterexample is not null);
        Assert.Equal(expected == VerdictKind.Asymptotic, verdict.Order is not null && verdict.Kind == VerdictKind.Asymptotic);
        Assert.NotEmpty(verdict.Evidence);
    }

    [Fact]
    public void AFailureInOneClaimLeavesTheOthers()
    {
        var fails = new DelegateFormula("fails", DelegateFormula.PairParameters, p => p["P"] > 0.5 ? throw new OverflowException("too much") : Judged.Truth(p), Judged.Identity());
        var holds = new DelegateFormula("holds", DelegateFormula.PairParameters, Judged.Truth, Judged.Identity());
        Verdict[] verdicts = [.. SuiteRunner.Run([fails, holds], DenseKernels.Managed, Judged.Settings with { Threads = 2, MonteCarlo = false }).Verdicts];

        Assert.Equal([VerdictKind.Inconclusive, VerdictKind.Exact], verdicts.Select(v => v.Kind));
        Assert.Equal("The computation failed: too much", verdicts[0].Reason);
    }

    [Theory]
    [InlineData("eq10.slow-electron", 1)]
    [InlineData("eq11.fast-electron", 2)]
    [InlineData("eq6.longitudinal-rate", 1)]
    [InlineData("rate-network.chain-of-three.weak-coupling", 2)]
    [InlineData("correlated-relaxation.comparable-relaxation", 2)]
    [InlineData("eq6.without-secular-coupling", 2)]
    [InlineData("eq7.zero-quantum-broadening", 2)]
    [InlineData("eq9.fast-electron", 2)]
    [InlineData("eq9.fast-electron-ornstein-uhlenbeck", 3)]
    public void OrdersOfTheRepairedFormulasAreMeasured(string id, double order)
    {
        MeasuredOrder measured = SuiteRuns.Chessari2023.Verdicts.Single(v => string.Equals(v.Id, id, StringComparison.Ordinal)).Order!;

        // The bend of the next order over the two decades of the fit; for order 3 they end already at epsilon = 1e-4.
        Assert.InRange(measured.Value, order - 0.05, order + 0.05);
        Assert.True(measured.Points >= OrderFit.FewestPoints);
    }

    [LongFact]
    public void VerdictsDoNotDependOnTheNumberOfThreads()
    {
        Formula[] formulas = [FormulaCatalogue.Find("eq9"), FormulaCatalogue.Find("eq11")];
        string one = Run(1);
        Assert.Equal(one, Run(4));
        Assert.Equal(one, Run(1));

        string Run(int threads) => string.Join(Environment.NewLine, SuiteRunner.Run(formulas, DenseKernels.Managed, JudgingSettings.Quick with { Threads = threads }).Verdicts.Select(Describe));
    }

    [LongFact]
    public void AnotherSeedFindsTheSameVerdicts()
    {
        SuiteResult other = SuiteRunner.Run([.. Cases.EveryNth(FormulaCatalogue.OfSuite("chessari-2023"), 3, 12)], DenseKernels.Managed, JudgingSettings.Quick with { Seed = 20231 });
        string[] differing = [.. other.Verdicts.Where(v => !v.AsDeclared).Select(v => $"{v.Id}: {v.Kind} instead of {v.Declared}: {v.Reason}")];
        Assert.True(differing.Length == 0, string.Join(Environment.NewLine, differing));
    }

    [Fact]
    public void CancellationKeepsTheVerdictsReached()
    {
        using var source = new CancellationTokenSource();
        var progress = new CancelAfter(3, source);
        SuiteResult result = SuiteRunner.Run(FormulaCatalogue.OfSuite("chessari-2023"), DenseKernels.Managed, JudgingSettings.Quick, progress, source.Token);
        Assert.True(result.Cancelled);
        // Formulas are judged side by side: which claims come first is not said, and each thread may end the one that it is at.
        Assert.InRange(result.Verdicts.Count, 3, 3 + JudgingSettings.Quick.Threads);
        Assert.True(result.Total > result.Verdicts.Count);
        var kept = result.Verdicts.Select(v => v.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(SuiteRuns.Chessari2023.Verdicts.Where(v => kept.Contains(v.Id)).Select(v => (v.Id, v.Kind)), result.Verdicts.Select(v => (v.Id, v.Kind)));
    }

    private static string Describe(Verdict v) => string.Join(
        " | ",
        v.Id,
        v.Kind,
        v.Reason,
        v.LargestRelativeError.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        v.WorstPoint,
        v.Counterexample?.Command,
        v.Order?.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        string.Join(";", v.Evidence.Select(e => e.Text)));

    private sealed class CancelAfter(int count, CancellationTokenSource source) : IProgress<SuiteProgress>
    {
        public void Report(SuiteProgress value)
        {
            if (value.Done == count)
            {
                source.Cancel();
            }
        }
    }
}
