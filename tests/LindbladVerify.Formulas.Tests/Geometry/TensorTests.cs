using LindbladVerify.Formulas.Geometry;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Formulas.Tests.Geometry;

public sealed class TensorTests
{
    private static readonly Position Nucleus = new(0.31, -0.47, 0.83);

    [Fact]
    public void ThePointDipoleTensorIsSymmetricTracelessAndHasTheDirectionAsEigenvector()
    {
        HyperfineTensor t = HyperfineTensor.Of(Nucleus);
        double scale = t.Axial;
        Near.Equal(0, t[0, 0] + t[1, 1] + t[2, 2], 4e-16 * scale, "a dipolar field has no divergence");
        for (int i = 0; i < 3; i++)
        {
            double image = (t[i, 0] * t.Direction.X) + (t[i, 1] * t.Direction.Y) + (t[i, 2] * t.Direction.Z);
            double n = i switch { 0 => t.Direction.X, 1 => t.Direction.Y, _ => t.Direction.Z };
            Near.Equal(2 * scale * n, image, 8e-16 * scale, "T n = (2K/r³) n");
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(t[i, j], t[j, i]);
            }
        }
    }

    [Fact]
    public void SecularAndPseudosecularPartsAreElementsOfTheTensor()
    {
        HyperfineTensor t = HyperfineTensor.Of(Nucleus, isotropic: -3.3e6);
        Near.Relative(t[2, 2], t.Secular, 4e-16, "T_zz");
        Near.Relative(Math.Sqrt((t[2, 0] * t[2, 0]) + (t[2, 1] * t[2, 1])), t.Pseudosecular, 4e-16, "√(T_zx² + T_zy²)");
    }

    [Fact]
    public void TheFieldOfTheElectronIsTheGradientOfItsScalarPotential()
    {
        // Outside a magnet the field of a moment m along z is -∇(m·r/r³): T_iz = -K ∂_i (−z/r³) up to sign; by central differences, error h².
        HyperfineTensor t = HyperfineTensor.Of(Nucleus);
        (double H, double Error)[] errors =
        [
            .. new[] { 0.04, 0.02, 0.01, 0.005 }.Select(h => (h, Math.Abs(Derivative(new Position(h, 0, 0)) - t[0, 2]) + Math.Abs(Derivative(new Position(0, 0, h)) - t[2, 2]))),
        ];
        Assert.InRange(ConvergenceOrder.Slope(errors, 0), 1.9, 2.1);

        static double Derivative(Position step) => (Potential(Nucleus + step) - Potential(Nucleus - step)) / (2 * step.Length);
        static double Potential(Position p) => -PhysicalConstants.ElectronProton * p.Z / Math.Pow(p.Length, 3);
    }

    [Fact]
    public void TwoNucleiAtTheMagicAngleDoNotFlipFlop()
    {
        Position magic = new(Math.Sqrt(2) * 0.4, 0, 0.4);
        NuclearDipolarTensor t = NuclearDipolarTensor.Of(magic);
        Near.Equal(0, t.FlipFlop, 4e-16 * t.Strength, "1 - 3cos²θ = 0");
        Assert.Equal(t.Strength, NuclearDipolarTensor.Of(new Position(0, 0, 0.4 * Math.Sqrt(3))).FlipFlop * -1, 1e-9 * t.Strength);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(17)]
    public void SphericalAveragesAreThoseOfTheAngularFactors(int degree)
    {
        SphericalQuadrature rule = LebedevRule.OfDegree(degree);
        double d = NuclearDipolarTensor.Of(new Position(0, 0, 0.66)).Strength;
        Near.Relative(d * d / 5, rule.Average(n => Math.Pow(NuclearDipolarTensor.Of(0.66 * n).FlipFlop, 2)), 1e-14, "⟨D12²⟩ = d²/5");
        double k = HyperfineTensor.Of(new Position(0, 0, 0.9)).Axial;
        Near.Relative(0.8 * k * k, rule.Average(n => Math.Pow(HyperfineTensor.Of(0.9 * n).Secular, 2)), 1e-14, "⟨(3cos²θ-1)²⟩ = 4/5");
        Near.Relative(1.2 * k * k, rule.Average(n => Math.Pow(HyperfineTensor.Of(0.9 * n).Pseudosecular, 2)), 1e-14, "9⟨sin²θ cos²θ⟩ = 6/5");
    }

    [Fact]
    public void CoincidingSpinsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HyperfineTensor.Of(new Position(0, 0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => NuclearDipolarTensor.Of(new Position(0, 0, 0)));
    }
}
