using System.Globalization;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Spectral densities over prime fields: the steady state, and what becomes of δo times it.</summary>
public sealed class SpectralDensityProofTests
{
    private const string Driven = """
        spins: { q: 1/2 }
        parameters: { w: 1.3, d: 0.4, g: 0.7, k: 0.2 }
        hamiltonian: "d*q.z + w*q.x"
        dissipators: [ { operator: "q.m", rate: g }, { operator: "q.z", rate: k } ]
        initial: { q: up }
        observables: { o: "q.y + q.z/3" }
        times: [0, 1]
        """;

    private const string Noisy = """
        spins: { q: 1/2 }
        parameters: { w: 1.3, g: 0.7, P: 0.4, G: 2.1 }
        hamiltonian: "w*q.x"
        dissipators: [ { operator: "q.m", rate: g } ]
        noise: [ { operator: "q.z", process: { kind: telegraph, high: 1, low: -1, rate: G, probabilityHigh: "(1 + P)/2" } } ]
        initial: { q: mixed }
        observables: { o: "q.y" }
        times: [0, 1]
        """;

    private const string SpinOne = """
        spins: { S: 1 }
        parameters: { w: 1.3, D: 0.9, g: 0.7, h: 0.3 }
        hamiltonian: "w*S.x + D*S.z*S.z"
        dissipators: [ { operator: "S.m", rate: g }, { operator: "S.p", rate: h } ]
        initial: { S: up }
        observables: { o: "S.z" }
        times: [0, 1]
        """;

    [Theory]
    [InlineData(Driven, "0")]
    [InlineData(Driven, "1.7")]
    [InlineData(Noisy, "0.8")]
    [InlineData(SpinOne, "-2.5")]
    public void AgreesWithTheFloatingPointRegression(string text, string omega)
    {
        ModelFile model = ModelFileReader.OpenText(text);
        LoadedModel loaded = model.Bind();
        var observed = new ObservedModel(loaded.Model, loaded.Initial, loaded.Observables[0].Operator, null, DenseKernels.Managed, loaded.Times, CancellationToken.None);
        ReferenceValue expected = observed.SpectralDensity(double.Parse(omega, CultureInfo.InvariantCulture));
        var request = new DerivationRequest("o", ModelQuantityKind.SpectralDensity)
        {
            Set = loaded.Parameters.ToDictionary(p => p.Key, p => Expression.Parse(p.Value.ToString("R", CultureInfo.InvariantCulture)), StringComparer.Ordinal),
            Frequency = Expression.Parse(omega),
        };
        Derivation derived = Deriver.Derive(model, request);
        double value = CompiledExpression.Formula(Expression.Parse(derived.Text), []).Evaluate([]);
        Assert.InRange(value / expected.Value, 1 - 1e-9, 1 + 1e-9);
    }

    [Fact]
    public void TheTelegraphsLorentzianIsDerived()
    {
        ModelFile model = ModelFileReader.Open(RepositoryFolder.PathOf("docs/formulas/models/jumping-polarization.yaml"));
        Derivation derived = Deriver.Derive(model, new DerivationRequest("z", ModelQuantityKind.SpectralDensity));
        Assert.Equal("2*G*(1 - P^2)/(G^2 + omega^2)", derived.Text);
        Assert.Equal(ProofStatus.Proved, derived.Proof.Status);
    }

    [Theory]
    [InlineData("random-telegraph-spectrum", "everywhere", ProofStatus.Proved)]
    [InlineData("random-telegraph-spectrum", "even", ProofStatus.Proved)]
    [InlineData("white-telegraph-spectrum", "everywhere", ProofStatus.Refuted)]
    [InlineData("white-telegraph-spectrum", "fast", ProofStatus.Proved)]
    public void GalleryClaimsAreDecided(string file, string claim, ProofStatus status)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        Verdict verdict = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts.Single(v => v.Id.EndsWith($".{claim}", StringComparison.Ordinal));
        Assert.True(verdict.AsDeclared);
        Assert.True(verdict.Proof!.Status == status, verdict.Proof.Reason);
    }

    [Fact]
    public void TwoSteadyStatesAreRefused()
    {
        ModelFile model = ModelFileReader.OpenText("""
            spins: { q: 1/2 }
            parameters: { w: 1.3, k: 0.2 }
            hamiltonian: "w*q.z"
            dissipators: [ { operator: "q.z", rate: k } ]
            initial: { q: up }
            observables: { o: "q.z" }
            times: [0, 1]
            """);
        Exception e = Assert.Throws<DerivationException>(() => Deriver.Derive(model, new DerivationRequest("o", ModelQuantityKind.SpectralDensity)));
        Assert.Contains("more than one steady state", e.Message, StringComparison.Ordinal);
    }
}
