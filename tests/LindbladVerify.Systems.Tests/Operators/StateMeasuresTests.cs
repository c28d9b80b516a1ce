using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Operators;

public class StateMeasuresTests
{
    private readonly RandomSystems random = new(61);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Spectrum_rebuilds_the_operator(int d)
    {
        Operator a = random.Hermitian(d);
        HermitianSpectrum spectrum = HermitianSpectrum.Of(a);
        Operator one = new(SparseMatrix<Complex>.Identity(d));
        Approx.Equal(one, spectrum.Vectors.Adjoint() * spectrum.Vectors, 1e-13, "eigenvectors are orthonormal");
        Approx.Equal(a, spectrum.Map(e => e), 1e-13, "V diag(e) V†");
        Assert.Equal(spectrum.Values.Order(), spectrum.Values);
    }

    [Theory]
    [InlineData(1e-250)]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    [InlineData(1e250)]
    public void Spectrum_follows_the_scale_of_the_operator(double scale)
    {
        Operator a = random.Hermitian(6);
        double[] expected = [.. HermitianSpectrum.Of(a).Values], actual = [.. HermitianSpectrum.Of(scale * a).Values];
        for (int k = 0; k < 6; k++)
        {
            Approx.Equal(expected[k], actual[k] / scale, 1e-14, "eigenvalues of order 1, times the scale");
        }
    }

    [Fact]
    public void Degenerate_and_diagonal_spectra_are_exact()
    {
        Operator zz = new(SparseMatrix<Complex>.Diagonal([1, -1, -1, 1]));
        Assert.Equal([-1, -1, 1, 1], HermitianSpectrum.Of(zz).Values);
        Assert.Contains("not Hermitian", Assert.Throws<ArgumentException>(() => HermitianSpectrum.Of(SpinOperators.Plus(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pure_states_give_their_overlap()
    {
        Complex[] psi = [.. Enumerable.Range(0, 4).Select(_ => random.Entry())];
        Complex[] phi = [.. Enumerable.Range(0, 4).Select(_ => random.Entry())];
        Operator rho = DensityMatrices.Pure(psi), sigma = DensityMatrices.Pure(phi);
        double overlap = (rho * sigma).Trace().Real;
        Approx.Equal(overlap, StateMeasures.Fidelity(rho, sigma), 1e-13, "F = |<ψ|φ>|², the squared convention");
        Approx.Equal(Math.Sqrt(overlap), StateMeasures.RootFidelity(rho, sigma), 1e-13, "√F = |<ψ|φ>|");
        Approx.Equal(Math.Sqrt(1 - overlap), StateMeasures.TraceDistance(rho, sigma), 1e-13, "T = √(1-F) for pure states");
        Approx.Equal(1, StateMeasures.Purity(rho), 1e-14, "a pure state");
        Approx.Equal(0, StateMeasures.VonNeumannEntropy(rho), 1e-13, "a pure state has no entropy");
    }

    [Fact]
    public void Commuting_states_give_the_classical_formulas()
    {
        double[] p = [0.5, 0.3, 0.15, 0.05], q = [0.1, 0.2, 0.3, 0.4];
        Operator unitary = random.Unitary(4);
        Operator rho = unitary * Diagonal(p) * unitary.Adjoint(), sigma = unitary * Diagonal(q) * unitary.Adjoint();
        Approx.Equal(p.Zip(q, (a, b) => Math.Sqrt(a * b)).Sum(), StateMeasures.RootFidelity(rho, sigma), 1e-13, "Bhattacharyya coefficient");
        Approx.Equal(p.Zip(q, (a, b) => Math.Abs(a - b)).Sum() / 2, StateMeasures.TraceDistance(rho, sigma), 1e-13, "total variation");
        Approx.Equal(p.Sum(a => a * a), StateMeasures.Purity(rho), 1e-14, "Σp²");
        Approx.Equal(-p.Sum(a => a * Math.Log(a)), StateMeasures.VonNeumannEntropy(rho), 1e-13, "Shannon entropy, nats");
        Approx.Equal(2, StateMeasures.VonNeumannEntropyBits(DensityMatrices.Mixed(4)), 1e-14, "two bits");
    }

    [Fact]
    public void Distance_and_fidelity_bracket_each_other()
    {
        for (int k = 0; k < 20; k++)
        {
            Operator rho = random.Density(3), sigma = random.Density(3);
            double distance = StateMeasures.TraceDistance(rho, sigma), root = StateMeasures.RootFidelity(rho, sigma);
            Assert.InRange(distance, 1 - root - 1e-14, Math.Sqrt(1 - (root * root)) + 1e-14);
            Approx.Equal(root, StateMeasures.RootFidelity(sigma, rho), 1e-13, "fidelity is symmetric");
        }

        Assert.Equal(0.0, StateMeasures.TraceDistance(DensityMatrices.Mixed(3), DensityMatrices.Mixed(3)));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2.5)]
    public void Polarized_spins_have_that_polarisation_and_boltzmann_weights(double j)
    {
        foreach (double p in new[] { -1, -0.81, -1e-9, 0, 0.3, 0.9993, 1 })
        {
            Operator rho = DensityMatrices.Require(DensityMatrices.Polarized(j, p));
            Approx.Equal(p * j, SpinOperators.Z(j).Expectation(rho).Real, 8 * j * Approx.Epsilon, "<Iz> = p j");
            for (int k = 1; k + 1 < rho.Dimension; k++)
            {
                Approx.Equal((rho[k, k] * rho[k, k]).Real, (rho[k - 1, k - 1] * rho[k + 1, k + 1]).Real, 1e-14, "equal ratios of neighbours");
            }
        }

        Approx.Equal(DensityMatrices.Up(j), DensityMatrices.Polarized(j, 1), 0, "p = 1 is up");
        Approx.Equal(DensityMatrices.Down(j), DensityMatrices.Polarized(j, -1), 0, "p = -1 is down");
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityMatrices.Polarized(j, 1.001));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityMatrices.Polarized(j, double.NaN));
    }

    [Fact]
    public void Thermal_states_have_boltzmann_ratios_and_do_not_overflow()
    {
        Operator h = random.Hermitian(4);
        HermitianSpectrum spectrum = HermitianSpectrum.Of(h);
        Operator rho = DensityMatrices.Thermal(h, 1.7);
        Operator inBasis = spectrum.Vectors.Adjoint() * rho * spectrum.Vectors;
        Approx.Equal(Math.Exp(-1.7 * (spectrum.Values[2] - spectrum.Values[0])), (inBasis[2, 2] / inBasis[0, 0]).Real, 1e-13, "detailed balance");
        Approx.Equal(DensityMatrices.Up(0.5), DensityMatrices.Thermal(-1e9 * SpinOperators.Z(0.5), 1), 1e-15, "cold spin");
        Approx.Equal(DensityMatrices.Down(0.5), DensityMatrices.Thermal(-1e9 * SpinOperators.Z(0.5), -1), 1e-15, "inverted spin");
        Approx.Equal(DensityMatrices.Polarized(1, Math.Tanh(0)), DensityMatrices.Thermal(SpinOperators.Z(1), 0), 1e-15, "hot spin");
    }

    [Fact]
    public void States_that_are_none_are_refused_with_their_defect()
    {
        Assert.Contains("trace 1", Assert.Throws<ArgumentException>(() => DensityMatrices.Require(SpinOperators.One(0.5))).Message, StringComparison.Ordinal);
        Assert.Contains("not Hermitian", Assert.Throws<ArgumentException>(() => DensityMatrices.Require(SpinOperators.Plus(0.5))).Message, StringComparison.Ordinal);
        Operator negative = DensityMatrices.Mixed(2) + SpinOperators.X(0.5) + SpinOperators.Z(0.5);
        Assert.Contains("negative eigenvalue", Assert.Throws<ArgumentException>(() => DensityMatrices.Require(negative, "Initial state")).Message, StringComparison.Ordinal);
    }

    private static Operator Diagonal(double[] p) => new(SparseMatrix<Complex>.Diagonal([.. p.Select(v => new Complex(v, 0))]));
}
