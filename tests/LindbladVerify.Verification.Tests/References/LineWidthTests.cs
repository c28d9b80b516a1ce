using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>Widths at half maximum against closed forms, in doubles and in many digits.</summary>
public sealed class LineWidthTests
{
    private const string Decay = """
        spins: { S: 1/2 }
        parameters: { w: 0, k: 1.0 }
        hamiltonian: "w*S.z"
        dissipators: [ { operator: "S.m", rate: k } ]
        initial: { S: up }
        observables: { z: "1/2 + S.z", x: "2*S.x", end: "S.one" }
        times: [0, 1]
        """;

    private const string Exchange = """
        spins: { S: 1/2 }
        parameters: { w: 1.0, k: 1.0 }
        hamiltonian: "0*S.z"
        noise: [ { operator: "S.z", process: { kind: telegraph, high: w, low: -w, rate: "2*k" } } ]
        initial: { density: "S.one/2 + S.x" }
        observables: { x: "2*S.x" }
        times: [0, 1]
        """;

    private const string Gaussian = """
        spins: { S: 1/2 }
        parameters: { w: 1.0, k: 1.0 }
        hamiltonian: "0*S.z"
        noise: [ { operator: "S.z", process: { kind: ornstein-uhlenbeck, standardDeviation: w, rate: k } } ]
        initial: { density: "S.one/2 + S.x" }
        observables: { x: "2*S.x" }
        times: [0, 1]
        """;

    [Theory]
    [InlineData(0, 1e-3)]
    [InlineData(0, 7e5)]
    public void ADecayOfRateKHasAHalfWidthOfK(double w, double k)
    {
        Near(k, Decay, "z", ModelQuantityKind.HalfWidth, w, k);
        Near(2 * k, Decay, "z", ModelQuantityKind.FullWidth, w, k);
        Near(k, Decay, "z", ModelQuantityKind.LineWidth, w, k);
    }

    [Theory]
    [InlineData(1, 1e4)]
    [InlineData(1, 30)]
    [InlineData(1, 1)]
    [InlineData(1, 0.1)]
    [InlineData(1, 1e-4)]
    [InlineData(2e5, 3e4)]
    public void TheLinesOfTwoStatesMergeOrStandApart(double w, double k) => Near(Exchanging(w, k), Exchange, "x", ModelQuantityKind.FullWidth, w, k);

    public static TheoryData<double, double, double> Moving => Cases.All ? new() { { 0.01, 1, 1e-3 }, { 1, 0.02, 1e-3 } } : new() { { 0.01, 1, 1e-3 } };

    [Theory]
    [MemberData(nameof(Moving))]
    public void AGaussianLineIsNarrowedByMotion(double w, double k, double tolerance)
    {
        // Fast, a Lorentzian of decay rate w²/k; slow, a Gaussian. Both to first order in what is small.
        double expected = w < k ? 2 * w * w / k : 2 * Math.Sqrt(2 * Math.Log(2)) * w;
        ReferenceValue found = Quantity(Gaussian, "x", ModelQuantityKind.FullWidth).Evaluate(Any, Point(w, k));

        Approx.Equal(1, found.Value / expected, w < k ? tolerance : 0.03, $"{found.Value:R} +- {found.RelativeUncertainty:G2}");
        Assert.True(found.RelativeUncertainty < 1e-6, found.RelativeUncertainty.ToString("G3", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void WhatIsConstantOrUndampedHasNoWidth()
    {
        Assert.False(Quantity(Decay, "end", ModelQuantityKind.FullWidth).Evaluate(Any, Point(1, 1)).Exists);
        Assert.False(Quantity(Decay.Replace("initial: { S: up }", "initial: { density: \"S.one/2 + S.x\" }", StringComparison.Ordinal), "x", ModelQuantityKind.FullWidth).Evaluate(Any, Point(1, 0)).Exists);
    }

    private static Reference Any { get; } = new("quantity", NoiseNames.None, "test");

    /// <summary>
    /// S = 2 k w²/((w² - ω²)² + 4 k² ω²) for flips at k each way: the peak at ω² = w² - 2k², or 0, and the half points from a quadratic in ω².
    /// </summary>
    private static double Exchanging(double w, double k)
    {
        double middle = (w * w) - (2 * k * k);
        bool isSplit = middle > 0;
        double root = isSplit ? 2 * k * Math.Sqrt((w * w) - (k * k)) : Math.Sqrt((middle * middle) + (w * w * w * w));
        return middle > root ? 2 * root / (Math.Sqrt(middle + root) + Math.Sqrt(middle - root))
            : isSplit ? 2 * Math.Sqrt(middle + root) : 2 * w * w / Math.Sqrt(root - middle);
    }

    private static ParameterPoint Point(double w, double k) => new(["w", "k"], [w, k]);

    private static ModelQuantity Quantity(string text, string observable, ModelQuantityKind kind) =>
        new("quantity", ModelFileReader.OpenText(text), observable, kind, 1, DenseKernels.Managed);

    private static void Near(double expected, string text, string observable, ModelQuantityKind kind, double w, double k)
    {
        ReferenceValue found = Quantity(text, observable, kind).Evaluate(Any, Point(w, k));
        Assert.True(Math.Abs((found.Value / expected) - 1) <= (5 * found.RelativeUncertainty) + 2e-14, $"{found.Value:R} +- {found.RelativeUncertainty:G2} for {expected:R}: {found.Remark}");
        Assert.True(found.RelativeUncertainty < 1e-6, $"known to {found.RelativeUncertainty:G2}");
    }
}
