using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Models;

public class PseudosecularNucleusTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Beside_a_fully_polarized_electron_the_nucleus_precesses_about_its_tilted_field(double polarization)
    {
        const double Larmor = 2.1, Secular = 0.7, Pseudosecular = 1.3;
        BlochSystem system = System(new PseudosecularNucleus(Larmor, Secular, Pseudosecular), polarization, 1.9);
        double z = Larmor + (polarization * Secular);
        double field = Math.Sqrt((z * z) + (Pseudosecular * Pseudosecular));
        double cosine = z / field;
        foreach (double t in new[] { 0.3, 1.1, 7.0 })
        {
            double expected = (cosine * cosine) + ((1 - (cosine * cosine)) * Math.Cos(field * t));
            double found = 2 * system.Expectation(0, ReferenceExponential.Apply(system.Generator, t, system.Initial));
            Approx.Equal(expected, found, 1e-13, $"precession at {t}");
        }
    }

    [Fact]
    public void Short_times_follow_the_variance_of_the_transverse_field()
    {
        // z'' (0) = -A⊥² ⟨P²⟩ = -A⊥² whatever P, Γc, Az and ω0.
        const double Step = 1e-4;
        BlochSystem system = System(new PseudosecularNucleus(2.1, 0.7, 1.3), 0.4, 1.9);
        double found = 2 * system.Expectation(0, ReferenceExponential.Apply(system.Generator, Step, system.Initial));
        Approx.Equal(-1.3 * 1.3, 2 * (found - 1) / (Step * Step), 1e-3, "second derivative, next order Γc t/3 = 6e-5, rounding 4e-8");
    }

    [Fact]
    public void Couplings_that_are_not_finite_are_named()
    {
        NoiseProcess electron = ElectronNoise.ElectronTelegraph.Process(0.4, 1.9);
        Assert.Throws<ArgumentOutOfRangeException>("Larmor", () => new PseudosecularNucleus(double.NaN, 1, 1).Model(electron));
        Assert.Throws<ArgumentOutOfRangeException>("Pseudosecular", () => new PseudosecularNucleus(1, 1, double.PositiveInfinity).Model(electron));
    }

    private static BlochSystem System(PseudosecularNucleus nucleus, double polarization, double rate)
    {
        OpenSystemModel model = nucleus.Model(ElectronNoise.ElectronTelegraph.Process(polarization, rate));
        return InvariantBlock.Of(model, [PseudosecularNucleus.Longitudinal]).System(DensityMatrices.Polarized(0.5, 1), [PseudosecularNucleus.Longitudinal]);
    }
}
