using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.Evidence;

/// <summary>Pages whose truth takes time: they end, and say what they lack.</summary>
public sealed class ExplorerTests
{
    private const string Model = """
        spins: { S: 1/2 }
        parameters: { w0: 1.0e6, s: 1.0e4 }
        hamiltonian: "w0*S.z + 1.0e5*S.x"
        dissipators: [ { operator: "S.z", rate: 1.0e3 } ]
        noise: [ { operator: "S.z", process: { kind: ornstein-uhlenbeck, standardDeviation: s, rate: 1.0e5 } } ]
        initial: { density: "S.one/2 + S.x" }
        observables: { x: "2*S.x" }
        times: { from: 0, to: 1.0e-3, points: 11 }
        """;

    private const string Text = """
        id: precession
        title: Precession
        source: own
        parameters:
          w0: { unit: rad/s, range: [0, 1.0e6] }
          s: { unit: rad/s, range: [0, 1.0e5] }
        rate: "sqrt(w0^2 + 1.0e10)"
        describes: { model: model.yaml, quantity: frequency, observable: x }
        claims: [ { id: everywhere, kind: identity, declared: false } ]
        """;

    [Theory]
    [InlineData(0)]
    [LongInlineData(0.02)]
    public void WhatDoesNotComeInTimeIsLeftOutAndSaid(double patience)
    {
        ExploredSurface truth = Explored(patience).Truth;
        ExploredTable table = Assert.IsType<ExploredTable>(truth.Table);
        ExploredAxis axis = Assert.Single(table.Axes);
        Assert.Equal(0, 256 % (axis.Count - 1));
        Assert.Equal(axis.Count < 257, truth.Basis.Contains("--points takes as many", StringComparison.Ordinal));
        Assert.Equal(patience == 0, truth.IsEmpty);
        Assert.Equal(truth.CheckedPoints == 0, truth.Basis.Contains("how far it is off between them is not known", StringComparison.Ordinal));
        Assert.All(table.Values.Where(double.IsFinite), v => Assert.True(v >= 0, $"{v}"));
    }

    [LongFact]
    public void ATableThatIsAskedForTakesItsTime()
    {
        Exploration asked = Explored(0, 5, "w0");
        Assert.Equal(5, asked.Truth.Table!.Values.Count(double.IsFinite));
        Assert.DoesNotContain("in time", asked.Truth.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoStopsItIsHeard() =>
        Assert.Throws<OperationCanceledException>(() => Explored(1, null, cancellation: new CancellationToken(canceled: true)));

    private static Exploration Explored(double patience, int? count = null, string? varied = null, CancellationToken cancellation = default)
    {
        using var folder = new ModelFolder(("model.yaml", Model), ("formula.yaml", Text));
        FileFormula formula = FormulaFileReader.Open(Path.Combine(folder.Path, "formula.yaml"));
        var explorer = new Explorer(end => new ReferenceLibrary(DenseKernels.Managed, [formula], end), threads: 2) { Patience = patience };
        Claim claim = formula.Claims[0];
        ParameterPoint start = explorer.StartNear(formula, claim, new ParameterPoint(["w0", "s"], [5e5, 5e4]), [], cancellation);
        return explorer.Explore(formula, claim, start, varied is null ? [] : [varied], count, (_, _, _) => { }, cancellation);
    }
}
