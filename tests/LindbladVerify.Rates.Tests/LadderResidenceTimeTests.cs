using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>Block elimination of the Hermite ladder against one dense system of all levels, for models that are no pair.</summary>
public sealed class LadderResidenceTimeTests
{
    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void SpinOneAgreesWithOneDenseSystemOfAllLevels(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        (OpenSystemModel model, Operator observable) = SpinOne(new OrnsteinUhlenbeckNoise(0.2, 0.9, 0.8));
        RateEstimate ladder = LadderResidenceTime.Rate(model, observable, observable, kernels, factor: 1);
        BlochSystem dense = InvariantBlock.Of(model, [observable]).System(observable, [observable], ladderDepth: 40);
        double expected = ResidenceTime.Rate(dense, 0, kernels, factor: 1).Value;
        Approx.Relative(expected, ladder.Value, 1e-12, "40 levels are converged at σ/Γc = 1.1; 300 equations to rounding");
        Assert.InRange(ladder.RelativeUncertainty, 0, 1e-11);
    }

    [Fact]
    public void TwoPairsOfSpinsUnderOneNoise()
    {
        // Three spins exchange under secular couplings while one field drives two of them with opposite weight.
        var space = new HilbertSpace(Site.OfSpin("a", 0.5), Site.OfSpin("b", 0.5), Site.OfSpin("c", 0.5));
        Operator Z(string s) => space.On(s, SpinOperators.Z(0.5));
        Operator Exchange(string s, string t)
        {
            Operator up = space.On(s, SpinOperators.Plus(0.5)) * space.On(t, SpinOperators.Minus(0.5));
            return 0.5 * (up + up.Adjoint());
        }

        var model = new OpenSystemModel(
            (0.7 * Exchange("a", "b")) + (0.4 * Exchange("b", "c")) + (1.3 * Z("a")),
            [new Dissipator(Z("a"), 0.6), new Dissipator(Z("b"), 0.4), new Dissipator(Z("c"), 0.9), new Dissipator(space.On("c", SpinOperators.X(0.5)), 0.3)],
            [new NoiseCoupling(Z("a") - (0.5 * Z("c")), new OrnsteinUhlenbeckNoise(-0.3, 1.4, 0.9))],
            space);
        Operator observable = Z("a") - Z("b");
        RateEstimate ladder = LadderResidenceTime.Rate(model, observable, observable, DenseKernels.Managed);
        BlochSystem dense = InvariantBlock.Of(model, [observable]).System(observable, [observable], ladderDepth: 48);
        Approx.Relative(ResidenceTime.Rate(dense, 0, DenseKernels.Managed).Value, ladder.Value, 1e-11, "one dense system of 49 levels");
    }

    [Fact]
    public void DepthThatIsNotEnoughIsSaid()
    {
        (OpenSystemModel model, Operator observable) = SpinOne(new OrnsteinUhlenbeckNoise(0, 3, 0.01));
        RateEstimate estimate = LadderResidenceTime.Rate(model, observable, observable, DenseKernels.Managed, deepest: 16);
        Assert.Equal(16, estimate.Depth);
        Assert.Contains("beyond 16", estimate.Reason, StringComparison.Ordinal);
        Assert.True(estimate.RelativeUncertainty > 1e-6, $"{estimate.RelativeUncertainty:E2}");
    }

    [Fact]
    public void OtherNoisesAndObservablesTiedToTheTraceAreRefused()
    {
        (OpenSystemModel telegraph, Operator observable) = SpinOne(MarkovChainNoise.Telegraph(1, -1, 1));
        ArgumentException wrongNoise = Assert.Throws<ArgumentException>(() => LadderResidenceTime.Rate(telegraph, observable, observable, DenseKernels.Managed));
        Assert.Contains("Ornstein", wrongNoise.Message, StringComparison.Ordinal);

        var pumped = new OpenSystemModel(
            SpinOperators.X(0.5),
            [new Dissipator(SpinOperators.Plus(0.5), 0.5)],
            [new NoiseCoupling(SpinOperators.Z(0.5), new OrnsteinUhlenbeckNoise(0, 1, 1))]);
        ArgumentException trace = Assert.Throws<ArgumentException>(() => LadderResidenceTime.Rate(pumped, SpinOperators.Z(0.5), SpinOperators.Z(0.5), DenseKernels.Managed));
        Assert.Contains("trace", trace.Message, StringComparison.Ordinal);
    }

    /// <summary>A spin 1 in a tilted field with unital relaxation, complex and non-normal.</summary>
    private static (OpenSystemModel Model, Operator Observable) SpinOne(NoiseProcess noise)
    {
        Operator x = SpinOperators.X(1);
        Operator z = SpinOperators.Z(1);
        var model = new OpenSystemModel(
            (0.8 * x) + (0.5 * z) + (0.3 * z * z) + (0.2 * SpinOperators.Y(1)),
            [new Dissipator(z, 0.4), new Dissipator(x, 0.25)],
            [new NoiseCoupling(z + (0.4 * x), noise)]);
        return (model, z);
    }
}
