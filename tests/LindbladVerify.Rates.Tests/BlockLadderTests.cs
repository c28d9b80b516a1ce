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
public sealed class BlockLadderTests
{
    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void SpinOneAgreesWithOneDenseSystemOfAllLevels(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        (OpenSystemModel model, Operator observable) = SpinOne(new OrnsteinUhlenbeckNoise(0.2, 0.9, 0.8));
        RateEstimate ladder = ResidenceTime.Rate(model, observable, observable, kernels, factor: 1);
        BlochSystem dense = InvariantBlock.Of(model, [observable]).System(observable, [observable], ladderDepth: 40);
        RateEstimate expected = ResidenceTime.Rate(dense, 0, kernels, factor: 1);
        Approx.Relative(expected.Value, ladder.Value, expected.RelativeUncertainty + ladder.RelativeUncertainty, "stated errors");
        Approx.Relative(expected.Value, ladder.Value, 1e-12, "40 levels are converged at σ/Γc = 1.1; 300 equations to rounding");
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
        RateEstimate ladder = ResidenceTime.Rate(model, observable, observable, DenseKernels.Managed);
        BlochSystem dense = InvariantBlock.Of(model, [observable]).System(observable, [observable], ladderDepth: 48);
        Approx.Relative(ResidenceTime.Rate(dense, 0, DenseKernels.Managed).Value, ladder.Value, 1e-11, "one dense system of 49 levels");
    }

    [Fact]
    public void DepthThatIsNotEnoughIsSaid()
    {
        (OpenSystemModel model, Operator observable) = SpinOne(new OrnsteinUhlenbeckNoise(0, 3, 0.01));
        RateEstimate estimate = new ObservedModel(model, observable, observable, DenseKernels.Managed) { DeepestLadder = 16 }.ResidenceTime();
        Assert.Equal(16, estimate.Depth);
        Assert.Contains("beyond 16", estimate.Reason, StringComparison.Ordinal);
        Assert.True(estimate.RelativeUncertainty > 1e-6, $"{estimate.RelativeUncertainty:E2}");
    }

    [Fact]
    public void WhereTheObservableIsTiedToTheTraceDenseLaddersAreDeepened()
    {
        // Pumping beside the noise feeds the polarization from the trace: there is no ladder to eliminate level by level.
        var pumped = new OpenSystemModel(
            SpinOperators.X(0.5),
            [new Dissipator(SpinOperators.Plus(0.5), 0.5), new Dissipator(SpinOperators.Z(0.5), 0.8)],
            [new NoiseCoupling(SpinOperators.Z(0.5), new OrnsteinUhlenbeckNoise(0, 1, 1))]);
        Operator z = SpinOperators.Z(0.5);
        Operator up = Operator.Unit(2, 0, 0);
        RateEstimate found = ResidenceTime.Rate(pumped, up, z, DenseKernels.Managed, factor: 1);
        RateEstimate deep = ResidenceTime.Rate(InvariantBlock.Of(pumped, [z]).System(up, [z], ladderDepth: 80), 0, DenseKernels.Managed, factor: 1);
        Approx.Relative(deep.Value, found.Value, found.RelativeUncertainty + deep.RelativeUncertainty, "one dense system of 81 levels");
        Assert.InRange(found.RelativeUncertainty, 0, 1e-10);
        Assert.InRange(found.Depth, 16, 256);
    }

    [Fact]
    public void NoisesOfFinitelyManyValuesNeedNoLadder()
    {
        (OpenSystemModel telegraph, Operator observable) = SpinOne(MarkovChainNoise.Telegraph(1, -1, 1));
        RateEstimate found = ResidenceTime.Rate(telegraph, observable, observable, DenseKernels.Managed);
        RateEstimate system = ResidenceTime.Rate(InvariantBlock.Of(telegraph, [observable]).System(observable, [observable]), 0, DenseKernels.Managed);
        Assert.Equal(system, found);
        Assert.Equal(0, found.Depth);
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
