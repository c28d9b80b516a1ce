using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Models;

public class ModelTests
{
    private readonly RandomSystems random = new(113);

    [Fact]
    public void Zero_quantum_coherence_of_the_pair_decays_at_the_broadening()
    {
        var pair = new NuclearPair(dipolar: 0, hyperfine: 3.1, polarization: 1, electronRate: 1, broadening: 0.45);
        Operator coherence = Operator.Unit(2, 0, 1);
        Operator derivative = Liouvillian.Of(pair.Model(null)).Apply(coherence);
        Approx.Equal(new Complex(-0.45, -3.1) * coherence, derivative, 4 * Approx.Epsilon, "|αβ><βα| turns at -iΔ and decays at Γ2");
    }

    [Fact]
    public void Initial_curvatures_of_the_pair_are_those_of_the_bloch_equations()
    {
        // z'' = -D², z''' = D²Γ2, z'''' = D²(Δ²+D²-Γ2²), for every noise with second moment 1.
        const double dipolar = 0.7, delta = 1.3, broadening = 0.4;
        foreach (ElectronNoise noise in new[] { ElectronNoise.ElectronTelegraph, ElectronNoise.SymmetricTelegraph, ElectronNoise.OrnsteinUhlenbeck })
        {
            var pair = new NuclearPair(dipolar, delta, 0.6, 2.2, broadening);
            StochasticLiouvillian generator = StochasticLiouvillian.Of(pair.Model(noise.Process(0.6, 2.2)), 6);
            Complex[] x = generator.Extend(NuclearPair.FirstNucleusUp);
            double[] expected = [1, 0, -dipolar * dipolar, dipolar * dipolar * broadening, dipolar * dipolar * ((delta * delta) + (dipolar * dipolar) - (broadening * broadening))];
            foreach (double value in expected)
            {
                Approx.Equal(value, NuclearPair.PolarizationDifference.Expectation(generator.Average(x)).Real, 1e-14, $"derivatives of z at 0, {noise.Name}");
                x = generator.Matrix.Multiply(x);
            }
        }
    }

    [Fact]
    public void Mistakes_are_refused_by_name()
    {
        Operator h = random.Hermitian(3);
        Assert.Contains("Hamiltonian is not Hermitian", Assert.Throws<ArgumentException>(() => new OpenSystemModel(random.General(3))).Message, StringComparison.Ordinal);
        Assert.Contains("Jump operator 1 has dimension 2", Assert.Throws<ArgumentException>(() => new OpenSystemModel(h, [new(random.General(3), 1), new(random.General(2), 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("Noise operator 0 is not Hermitian", Assert.Throws<ArgumentException>(() => new OpenSystemModel(h, null, [new(random.General(3), random.Telegraph())])).Message, StringComparison.Ordinal);
        Assert.Contains("space", Assert.Throws<ArgumentException>(() => new OpenSystemModel(h, space: new HilbertSpace(Site.OfSpin("S", 0.5)))).Message, StringComparison.Ordinal);
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>(() => new Dissipator(h, -1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dissipator(h, double.NaN));
        Assert.Throws<ArgumentException>(() => Operator.FromRows(new Complex[,] { { 1, double.NaN }, { 0, 1 } }));
        Assert.Throws<ArgumentException>(() => Operator.FromRows(new Complex[2, 3]));
    }

    [Theory]
    [InlineData("polarization", 1.01)]
    [InlineData("polarization", double.NaN)]
    [InlineData("electronRate", 0.0)]
    [InlineData("broadening", -1.0)]
    [InlineData("broadening", double.PositiveInfinity)]
    [InlineData("dipolar", double.NaN)]
    public void Pair_parameters_out_of_range_are_named(string name, double value)
    {
        double Pick(string parameter, double otherwise) => string.Equals(parameter, name, StringComparison.Ordinal) ? value : otherwise;
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            new NuclearPair(Pick("dipolar", 1), 1, Pick("polarization", 0), Pick("electronRate", 1), Pick("broadening", 1)));
        Assert.Equal(name, error.ParamName);
    }
}
