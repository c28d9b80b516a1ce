using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>Quantities of model files against closed forms and independent solutions, with the error bounds that they claim.</summary>
public sealed class ModelQuantityTests
{
    /// <summary>The pair with a quantum electron: two spins whose total polarisation is conserved, and an electron whose polarisation relaxes.</summary>
    private const string ThreeSpins = """
        spins: { S: 1/2, I1: 1/2, I2: 1/2 }
        parameters: { Delta: 1.5e6, D: 1.0e4, Gc: 2.0e6, G2: 1.1e4, P: 0.7 }
        hamiltonian: "2*S.z*Delta*I1.z - D/2*(I1.p*I2.m + I1.m*I2.p)"
        dissipators:
          - { operator: "S.p", rate: "Gc*(1+P)/2" }
          - { operator: "S.m", rate: "Gc*(1-P)/2" }
          - { operator: "I1.z - I2.z", rate: "G2/2" }
        initial: { S: "P", I1: up, I2: down }
        observables: { z: "I1.z - I2.z" }
        times: { from: 0, to: 0.1, points: 11 }
        """;

    private const string Line = """
        spins: { S: 1/2 }
        parameters: { w: 1.0e4, k: 1.0e3 }
        hamiltonian: "0*S.z"
        noise: [ { operator: "S.z", process: { kind: telegraph, high: w, low: -w, rate: "2*k" } } ]
        initial: { density: "S.one/2 + S.x" }
        observables: { x: "2*S.x" }
        times: { from: 0, to: 1.0e-3, points: 11 }
        """;

    private static readonly string[] Names = ["Delta", "D", "Gc", "G2", "P"];

    private static Reference Exact { get; } = new("quantity", NoiseNames.None, "test");

    [Fact]
    public void ResidenceTimesKeepTheirDigitsOverManyDecades()
    {
        var random = new RandomSystems(3);
        ModelQuantity quantity = Quantity(ThreeSpins, "z", ModelQuantityKind.ResidenceTime, 2);
        for (int k = 0; k < 200; k++)
        {
            double[] v = [random.LogUniform(1e3, 1e7), random.LogUniform(1, 1e3), random.LogUniform(1e3, 1e8), random.LogUniform(1e3, 1e6), k % 5 == 0 ? 1 : random.Uniform(-1, 1)];
            ReferenceValue found = quantity.Evaluate(Exact, new ParameterPoint(Names, v));
            double expected = FlipFlopRates.ResidenceTimeValue(new NuclearPair(v[1], v[0], v[4], v[2], v[3]), ElectronNoise.ElectronTelegraph);
            string where = $"{found.Value:R} against {expected:R} at {string.Join(", ", v)}, known to {found.RelativeUncertainty:G2}";

            // The other solution has a rounding error of its own, below 1e-12.
            Assert.True(Math.Abs((found.Value / expected) - 1) <= (5 * found.RelativeUncertainty) + 1e-12, where);
        }
    }

    [Fact]
    public void ModesOfATwoStateLine()
    {
        // λ = -k ± i sqrt(w² - k²): two lines below the coalescence, and a slow and a fast decay above it.
        var slow = new ParameterPoint(["w", "k"], [1e4, 1e3]);
        var fast = new ParameterPoint(["w", "k"], [1e4, 3e4]);

        Approx.Relative(1e3, Quantity(Line, "x", ModelQuantityKind.LineWidth).Evaluate(Exact, slow).Value, 1e-12, "width k, a tenth of the norm");
        Approx.Relative(Math.Sqrt(1e8 - 1e6), Quantity(Line, "x", ModelQuantityKind.Frequency).Evaluate(Exact, slow).Value, 1e-13, "frequency");
        Assert.True(double.IsNaN(Quantity(Line, "x", ModelQuantityKind.SpectralGap).Evaluate(Exact, slow).Value));
        Approx.Relative(3e4 - Math.Sqrt(8e8), Quantity(Line, "x", ModelQuantityKind.SpectralGap).Evaluate(Exact, fast).Value, 1e-12, "narrowed line, a thirtieth of the norm");
        Assert.Equal(0, Quantity(Line, "x", ModelQuantityKind.Frequency).Evaluate(Exact, fast).Value);
    }

    [Fact]
    public void EigenvaluesNearCoalescenceSayThatTheyAreUncertain()
    {
        double k = 1e4 * (1 + 1e-10);
        ReferenceValue value = Quantity(Line, "x", ModelQuantityKind.LineWidth).Evaluate(Exact, new ParameterPoint(["w", "k"], [1e4, k]));
        double truth = k - Math.Sqrt((k - 1e4) * (k + 1e4));

        Assert.InRange(Math.Abs((value.Value / truth) - 1), 0, 5 * value.RelativeUncertainty);
        Assert.True(value.RelativeUncertainty > 1e-12, "the condition number of the eigenvalue is 1e5 here");
    }

    [Fact]
    public void TheCourseOfATwoStateLine()
    {
        const double W = 1e4;
        const double K = 1e3;
        double m = Math.Sqrt((W * W) - (K * K));
        TimeCourse course = Quantity(Line, "x", ModelQuantityKind.TimeCourse).Course(Exact, new ParameterPoint(["w", "k"], [W, K]));

        Assert.Equal(1, course.Scale, 14);
        Assert.Contains(1e-3, course.Times);
        Assert.True(course.Times[^1] > 20 / K, "it goes on until nothing is left");
        Assert.True(course.Times[1] < 0.01 / W, "it starts below the fastest time");
        for (int i = 0; i < course.Times.Count; i++)
        {
            double t = course.Times[i];
            double expected = Math.Exp(-K * t) * (Math.Cos(m * t) + (K / m * Math.Sin(m * t)));
            Assert.True(Math.Abs(course.Values[i] - expected) <= 5 * course.RelativeUncertainty[i], $"{course.Values[i]:R} against {expected:R} at {t:R}");
        }

        Assert.True(course.RelativeUncertainty.Max() < 1e-12);
    }

    [Fact]
    public void AnUndampedCourseIsFollowedWhileItIsKnown()
    {
        const double w = 1e5, splitting = -3e4;
        double rabi = Math.Sqrt((splitting * splitting) + (w * w));
        TimeCourse course = Quantity(Undamped, "x", ModelQuantityKind.TimeCourse).Course(Exact, new ParameterPoint(["w", "e"], [w, splitting]));
        Assert.Contains(1e-3, course.Times);
        Assert.True(course.Times[^1] > 1, "it goes on for many periods");
        Assert.True(course.RelativeUncertainty.Max() < 1e-3);
        for (int i = 0; i < course.Times.Count; i++)
        {
            double expected = splitting * w / (rabi * rabi) * (1 - Math.Cos(rabi * course.Times[i]));
            Assert.True(Math.Abs(course.Values[i] - expected) <= 5 * course.RelativeUncertainty[i], $"{course.Values[i]:R} against {expected:R} at {course.Times[i]:R}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void TheFrequencyIsThatOfTheOscillationWhateverElseDecays(double damping)
    {
        // Damping along the axis of the spin turns the free oscillation in a tilted field into one oscillating and one decaying mode.
        const double w = 1e5, splitting = 3e4;
        ReferenceValue found = Quantity(Undamped, "x", ModelQuantityKind.Frequency).Evaluate(Exact, new ParameterPoint(["w", "e", "k"], [w, splitting, damping]));
        Approx.Relative(Math.Sqrt((splitting * splitting) + (w * w)), found.Value, Math.Max(1e-12, 1e-10 * damping), "shifted by the square of the damping over the frequency");
        Assert.True(found.RelativeUncertainty < 1e-10);
    }

    [Fact]
    public void APointWithoutAModelHasNoValue() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity(ThreeSpins, "z", ModelQuantityKind.ResidenceTime).Evaluate(Exact, new ParameterPoint(Names, [1e6, 1e2, 1e6, 1e4, 1.5])));

    private const string Undamped = """
        spins: { q: 1/2 }
        parameters: { w: 1.0e5, e: 1.0e4, k: 0 }
        hamiltonian: "e*q.z + w*q.x"
        dissipators: [ { operator: "q.z", rate: k } ]
        initial: { q: up }
        observables: { x: "2*q.x" }
        times: { from: 0, to: 1.0e-3, points: 11 }
        """;

    private static ModelQuantity Quantity(string model, string observable, ModelQuantityKind kind, double factor = 1) =>
        new("quantity", ModelFileReader.OpenText(model), observable, kind, factor, DenseKernels.Managed);
}
