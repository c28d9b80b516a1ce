using System.Numerics;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>The longitudinal rate against other ways to the same number, at points where all frequencies are comparable.</summary>
public sealed class LongitudinalRateReferenceTests
{
    private static readonly LongitudinalRateReference Quantity = new(DenseKernels.Managed);

    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("symmetric-telegraph")]
    [InlineData("fluctuators:3")]
    public void TheResidenceTimeIsThatOfTheComplexNoiseExtendedGenerator(string noise)
    {
        foreach (ParameterPoint point in Points(40))
        {
            double found = Quantity.Evaluate(Residence(noise), point).Value;
            Approx.Relative(ByComplexGenerator(point, noise), found, 1e-12, $"{noise}: {point}; a solve of condition number below 1e3");
        }
    }

    [Fact]
    public void TheLongitudinalModeIsTheRealModeOfLargestWeight()
    {
        int slowerTransverse = 0;
        foreach (ParameterPoint point in Points(40))
        {
            double found = 2 * Quantity.Evaluate(new(Reference.LongitudinalRateQuantity, NoiseNames.ElectronTelegraph, Reference.SpectralGapMethod), point).Value;
            IReadOnlyList<RelaxationMode> modes = RelaxationModes.Of(Bloch(point, NoiseNames.ElectronTelegraph), 0, DenseKernels.Managed);
            RelaxationMode longitudinal = modes.Where(m => m.Eigenvalue.Imaginary == 0).MaxBy(m => Complex.Abs(m.Weight));
            Approx.Relative(-longitudinal.Eigenvalue.Real, found, 1e-10, $"{point}; an eigenvalue 1e-3 of the norm");
            slowerTransverse += modes[0].Eigenvalue.Imaginary != 0 ? 1 : 0;
        }

        Assert.True(slowerTransverse > 5, "the slowest mode is often the transverse pair: the pitfall is there");
    }

    [Fact]
    public void GaussianNoiseAgreesWithManyFluctuators()
    {
        // N independent symmetric telegraphs tend to Gaussian noise as 1/N; Richardson over N = 24, 48 leaves 1/N².
        ParameterPoint point = Points(1).First();
        double gaussian = Quantity.Evaluate(Residence(NoiseNames.OrnsteinUhlenbeck), point).Value;
        double coarse = Quantity.Evaluate(Residence("fluctuators:24"), point).Value;
        double fine = Quantity.Evaluate(Residence("fluctuators:48"), point).Value;
        Approx.Relative(gaussian, (2 * fine) - coarse, 1e-4, "Gaussian noise");
        Assert.True(Math.Abs((fine / gaussian) - 1) > 1e-6, "the law of the noise shows at this point");
    }

    [Fact]
    public void RatesTwentyDecadesBelowTheLarmorFrequencyKeepTheirDigits()
    {
        // Aperp² (1-P²) Gc/(Gc² + w0² + P² Aperp²)/2 in exact arithmetic for Az = 0.
        var point = new ParameterPoint(["w0", "Az", "Aperp", "P", "Gc"], [1e10, 0, 1e3, 0.5, 1e4]);
        double expected = 1e6 * 0.75 * 1e4 / (1e8 + 1e20 + 0.25e6) / 2;
        Approx.Relative(expected, Quantity.Evaluate(Residence(NoiseNames.ElectronTelegraph), point).Value, 1e-13, "4e-11 1/s beside 1e10 rad/s");
        Approx.Relative(expected, Quantity.Evaluate(new(Reference.LongitudinalRateQuantity, NoiseNames.ElectronTelegraph, Reference.SpectralGapMethod), point).Value, 1e-13, "the mode itself");
    }

    [Fact]
    public void TheRelaxationRateIsTwiceTheTransitionRate()
    {
        ParameterPoint point = Points(1).First();
        Assert.Equal(2 * Quantity.Evaluate(Residence(NoiseNames.ElectronTelegraph), point).Value, new LongitudinalRelaxationRateReference(DenseKernels.Managed).Evaluate(Residence(NoiseNames.ElectronTelegraph), point).Value);
    }

    [Fact]
    public void AnUnknownMethodIsNamed() =>
        Assert.Contains("'golden-rule'", Assert.Throws<ArgumentException>(() => Quantity.Evaluate(new(Reference.LongitudinalRateQuantity, NoiseNames.ElectronTelegraph, Reference.GoldenRuleMethod), Points(1).First())).Message, StringComparison.Ordinal);

    private static Reference Residence(string noise) => new(Reference.LongitudinalRateQuantity, noise, Reference.ExactMethod);

    private static IEnumerable<ParameterPoint> Points(int count)
    {
        var random = new RandomSystems(61);
        for (int k = 0; k < count; k++)
        {
            yield return new ParameterPoint(["w0", "Az", "Aperp", "P", "Gc"], [random.Uniform(0.5, 3), random.Uniform(-1, 1) * (k % 2 == 0 ? 1 : 0.05), random.Uniform(0.05, 0.4), random.Uniform(-0.9, 0.9), random.LogUniform(0.3, 10)]);
        }
    }

    private static OpenSystemModel Model(ParameterPoint point, string noise) =>
        new PseudosecularNucleus(point["w0"], point["Az"], point["Aperp"]).Model(ElectronNoise.Parse(noise).Process(point["P"], point["Gc"]));

    private static BlochSystem Bloch(ParameterPoint point, string noise) =>
        InvariantBlock.Of(Model(point, noise), [PseudosecularNucleus.Longitudinal]).System(PseudosecularNucleus.Longitudinal, [PseudosecularNucleus.Longitudinal]);

    /// <summary>½ Tr(Iz²)/Tr(Iz ∫ρ dt) with ρ(0) = Iz, the conserved trace moved away by a rank-one term.</summary>
    private static double ByComplexGenerator(ParameterPoint point, string noise)
    {
        StochasticLiouvillian generator = StochasticLiouvillian.Of(Model(point, noise));
        Complex[] trace = generator.Extend(Operator.FromRows(new Complex[,] { { 1, 0 }, { 0, 1 } }));
        int n = generator.Matrix.Rows;
        Complex[] matrix = generator.Matrix.ToDense();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[i + (j * n)] -= trace[i] * trace[j];
            }
        }

        Complex[] integral = Array.ConvertAll(generator.Extend(PseudosecularNucleus.Longitudinal), v => -v);
        DenseKernels.Managed.Solve(n, matrix, 1, integral);
        return 0.5 * 0.5 / PseudosecularNucleus.Longitudinal.Expectation(generator.Average(integral)).Real;
    }
}
