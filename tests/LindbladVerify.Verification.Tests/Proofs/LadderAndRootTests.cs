using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Roots of whole numbers that stay, oscillators whose highest levels are never reached, ladders of fast noise, and modes of which the slowest is meant.</summary>
public sealed class LadderAndRootTests
{
    private const string Cavity = """
        spins: { q: 1/2 }
        oscillators: { c: LEVELS }
        parameters: { g: 1.0, k: 4.0 }
        hamiltonian: "g*(q.p*c.a + q.m*c.ad)"
        dissipators: [ { operator: "c.a", rate: k } ]
        initial: { q: START, c: 0 }
        observables: { z: "q.z", n: "c.n" }
        times: [0, 1]
        """;

    private const string Rabi = """
        levels: { a: 3 }
        parameters: { g: 1.0, k: 2.0 }
        hamiltonian: "sqrt(2)*g*(a.ket(0,2) + a.ket(2,0)) + g*a.ket(0,0)"
        dissipators: [ { operator: "a.ket(0,2)", rate: k } ]
        initial: { a: 2 }
        observables: { c: "i*a.ket(0,2) - i*a.ket(2,0)", d: "a.ket(2,2) + i*a.ket(0,2) - i*a.ket(2,0)" }
        times: [0, 1]
        """;

    [Theory]
    [InlineData("c", "4*g*k*sqrt(2)/(20*g^2 + k^2)")]
    [InlineData("d", "4*g*(2*g + k*sqrt(2))/(20*g^2 + k^2)")]
    public void RootsThatStayAreWritten(string observable, string expected)
    {
        Derivation derived = Deriver.Derive(ModelFileReader.OpenText(Rabi), new DerivationRequest(observable, ModelQuantityKind.SteadyState));
        Assert.Equal(expected, derived.Text);
        Assert.Equal(ProofStatus.Proved, derived.Proof.Status);
        Assert.Contains("\\sqrt{2}", derived.Latex, StringComparison.Ordinal);
        Assert.Contains("Math.Sqrt(2.0)", derived.Terms[0].Presented.CSharp, StringComparison.Ordinal);
        Assert.Contains("((2)**0.5)", derived.Terms[0].Presented.Python, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void OneExcitationNeedsNoMoreLevels(int levels)
    {
        Derivation derived = Deriver.Derive(Model(levels, "up"), new DerivationRequest("z", ModelQuantityKind.ResidenceTime));
        Assert.Equal("4*g^2*k/(4*g^2 + k^2)", derived.Text);
    }

    [Fact]
    public void ReachedLevelsAreRefused()
    {
        ModelFile model = ModelFileReader.OpenText(Cavity.Replace("LEVELS", "5", StringComparison.Ordinal).Replace("START", "up", StringComparison.Ordinal).Replace("g*(q.p", "g*(c.a + c.ad) + g*(q.p", StringComparison.Ordinal));
        Exception e = Assert.Throws<DerivationException>(() => Deriver.Derive(model, new DerivationRequest("z", ModelQuantityKind.ResidenceTime)));
        Assert.Contains("infinitely many levels", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EquationNineAgainstFastGaussianNoiseIsOfThirdOrder()
    {
        Verdict verdict = SuiteRuns.Chessari2023.Verdicts.Single(v => v.Id is "eq9.fast-electron-ornstein-uhlenbeck");
        Assert.True(verdict.Proof!.Status == ProofStatus.Proved, verdict.Proof.Reason);
        Assert.Equal(3, verdict.LeadingError!.Order);
        Assert.True(verdict.Order!.IsProved);
        Assert.Contains("ladder", verdict.Proof.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spontaneous-emission-linewidth", ProofStatus.Proved)]
    [InlineData("exchange-coalescence", ProofStatus.PartlyProved)]
    public void WhichModeIsTheSlowestIsToldApart(string file, ProofStatus status)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        Verdict verdict = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts[0];
        Assert.Equal(VerdictKind.Exact, verdict.Kind);
        Assert.True(verdict.Proof!.Status == status, verdict.Proof.Reason);
        Assert.Contains("root of the characteristic polynomial", verdict.Proof.Reason, StringComparison.Ordinal);
        if (status == ProofStatus.PartlyProved)
        {
            Assert.Equal(verdict.Evidence[0].Points, verdict.Proof.SampledPoints);
            Assert.Contains(FormattableString.Invariant($"which was seen at {verdict.Proof.SampledPoints} points"), verdict.Proof.Reason, StringComparison.Ordinal);
        }
    }

    private static ModelFile Model(int levels, string start) =>
        ModelFileReader.OpenText(Cavity.Replace("LEVELS", FormattableString.Invariant($"{levels}"), StringComparison.Ordinal).Replace("START", start, StringComparison.Ordinal));
}
