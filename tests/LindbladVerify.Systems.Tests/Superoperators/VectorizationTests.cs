using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Superoperators;

public class VectorizationTests
{
    private readonly RandomSystems random = new(5);

    [Theory]
    [InlineData(2, 3, 4, 5)]
    [InlineData(1, 4, 1, 3)]
    [InlineData(5, 2, 3, 1)]
    public void Vec_of_AXB_is_the_sandwich_on_rectangular_matrices(int p, int q, int r, int s)
    {
        SparseMatrix<Complex> a = random.Rectangular(p, q), x = random.Rectangular(q, r), b = random.Rectangular(r, s);
        Complex[] expected = (a * x * b).ToDense();
        Complex[] actual = Vectorization.Sandwich(a, b).Multiply(x.ToDense());
        Approx.Equal(expected, actual, 8 * q * r * Approx.Epsilon, "vec(AXB) = (Bᵀ ⊗ A) vec(X): q·r products of entries below √2");
    }

    [Fact]
    public void Columns_are_stacked()
    {
        Operator a = random.General(3);
        Complex[] vec = Vectorization.Vec(a);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(a[i, j], vec[i + (j * 3)]);
            }
        }
    }

    [Fact]
    public void Unvec_refuses_a_length_that_is_no_square() =>
        Assert.Contains("8", Assert.Throws<ArgumentException>(() => Vectorization.Unvec(new Complex[8])).Message, StringComparison.Ordinal);

    [Fact]
    public void Left_right_and_sandwich_multiply_on_their_sides()
    {
        Operator a = random.General(4), b = random.General(4), x = random.General(4);
        const double tolerance = 64 * Approx.Epsilon;
        Approx.Equal(a * x, SuperOperator.Left(a).Apply(x), tolerance, "A X");
        Approx.Equal(x * b, SuperOperator.Right(b).Apply(x), tolerance, "X B");
        Approx.Equal(a * x * b, SuperOperator.Sandwich(a, b).Apply(x), tolerance, "A X B");
        Approx.Equal(Operator.Commutator(a, x), SuperOperator.Commutator(a).Apply(x), tolerance, "[A, X]");
        Approx.Equal((SuperOperator.Left(a) * SuperOperator.Right(b)).Matrix, SuperOperator.Sandwich(a, b).Matrix, tolerance, "left after right");
    }
}
