using System.Numerics;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Operators;

public class SpinAlgebraTests
{
    public static TheoryData<double> Spins => [0.5, 1, 1.5, 2, 2.5];

    [Theory]
    [MemberData(nameof(Spins))]
    public void Commutators_are_those_of_angular_momentum(double j)
    {
        Operator x = SpinOperators.X(j), y = SpinOperators.Y(j), z = SpinOperators.Z(j);
        const string why = "[Ix, Iy] = i Iz and cyclic, entries up to j";
        Approx.Equal(Complex.ImaginaryOne * z, Operator.Commutator(x, y), 8 * Approx.Epsilon, why);
        Approx.Equal(Complex.ImaginaryOne * x, Operator.Commutator(y, z), 8 * Approx.Epsilon, why);
        Approx.Equal(Complex.ImaginaryOne * y, Operator.Commutator(z, x), 8 * Approx.Epsilon, why);
    }

    [Theory]
    [MemberData(nameof(Spins))]
    public void Total_spin_is_j_times_j_plus_1(double j)
    {
        Operator x = SpinOperators.X(j), y = SpinOperators.Y(j), z = SpinOperators.Z(j);
        Approx.Equal(j * (j + 1) * SpinOperators.One(j), (x * x) + (y * y) + (z * z), 8 * Approx.Epsilon, "Casimir operator");
    }

    [Theory]
    [MemberData(nameof(Spins))]
    public void Ladder_operators_raise_and_lower_m(double j)
    {
        Operator plus = SpinOperators.Plus(j), minus = SpinOperators.Minus(j), z = SpinOperators.Z(j);
        Approx.Equal(SpinOperators.X(j) + (Complex.ImaginaryOne * SpinOperators.Y(j)), plus, 4 * Approx.Epsilon, "I+ = Ix + i Iy");
        Approx.Equal(plus, Operator.Commutator(z, plus), 4 * Approx.Epsilon, "[Iz, I+] = I+");
        Approx.Equal(-minus, Operator.Commutator(z, minus), 4 * Approx.Epsilon, "[Iz, I-] = -I-");
        Approx.Equal(2.0 * z, Operator.Commutator(plus, minus), 8 * Approx.Epsilon, "[I+, I-] = 2 Iz");
    }

    [Theory]
    [MemberData(nameof(Spins))]
    public void First_basis_state_is_m_equal_j(double j)
    {
        Operator z = SpinOperators.Z(j);
        Assert.Equal(j, z[0, 0].Real);
        Assert.Equal(-j, z[z.Dimension - 1, z.Dimension - 1].Real);
        Assert.Equal(j, z.Expectation(DensityMatrices.Up(j)).Real);
        Assert.Equal(-j, z.Expectation(DensityMatrices.Down(j)).Real);
    }

    [Fact]
    public void Spin_half_matrices_are_Pauli_over_two()
    {
        Assert.Equal(new Complex(0, -0.5), SpinOperators.Y(0.5)[0, 1]);
        Assert.Equal(new Complex(0.5, 0), SpinOperators.X(0.5)[1, 0]);
        Assert.Equal(Complex.One, SpinOperators.Plus(0.5)[0, 1]);
        Assert.Equal(Complex.Zero, SpinOperators.Plus(0.5)[1, 0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.0 / 3)]
    [InlineData(0.75)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Impossible_spins_are_refused_by_value(double spin)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Site.OfSpin("S", spin));
        Assert.Contains("'S'", error.Message, StringComparison.Ordinal);
        Assert.Contains("multiple of 1/2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lowering_operator_obeys_the_truncated_commutator()
    {
        const int n = 6;
        Operator a = LevelOperators.Lowering(n);
        Operator expected = new Operator(LindbladVerify.LinearAlgebra.Sparse.SparseMatrix<Complex>.Identity(n)) - ((double)n * LevelOperators.Projector(n, n - 1));
        Approx.Equal(expected, Operator.Commutator(a, a.Adjoint()), 4 * Approx.Epsilon, "[a, a†] = 1 - n|n-1><n-1|");
        Approx.Equal(LevelOperators.Number(n), a.Adjoint() * a, 4 * Approx.Epsilon, "n = a†a");
    }
}
