using System.Numerics;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Tests.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Exponential;

public sealed class HermiticityPreservingMapTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_real_form_is_a_similarity_and_gives_the_exponential_of_the_generator(int d)
    {
        int n = d * d;
        Complex[] a = Generator(d);
        double[] real = HermiticityPreservingMap.RealForm(n, a)!;
        Assert.NotNull(real);
        Complex[] back = HermiticityPreservingMap.ComplexForm(n, real);
        Assert.All(a.Zip(back), pair => Assert.InRange(Complex.Abs(pair.First - pair.Second), 0, 1e-14));

        // The square of the real form is the real form of the square only if the change of basis is right.
        Complex[] square = Product(n, a, a);
        double[] squareOfReal = new double[n * n];
        DenseKernels.Managed.Multiply(Transposition.None, Transposition.None, n, n, n, 1, real, n, real, n, 0, squareOfReal, n);
        Assert.All(square.Zip(HermiticityPreservingMap.ComplexForm(n, squareOfReal)), pair => Assert.InRange(Complex.Abs(pair.First - pair.Second), 0, 1e-12));

        // A map that is a little off has no real form and takes the other way.
        Complex[] off = [.. a];
        off[1] += new Complex(0, 1e-13);
        Assert.Null(HermiticityPreservingMap.RealForm(n, off));
        Complex[] direct = MatrixExponential.Compute(DenseKernels.Managed, n, off).Matrix;
        Complex[] folded = MatrixExponential.Compute(DenseKernels.Managed, n, a).Matrix;
        Assert.All(direct.Zip(folded), pair => Assert.InRange(Complex.Abs(pair.First - pair.Second), 0, 1e-11));

        // Traces of states stay: the rows that add up populations are those of the identity.
        for (int j = 0; j < n; j++)
        {
            Complex trace = Enumerable.Range(0, d).Aggregate(Complex.Zero, (sum, k) => sum + folded[(k * (d + 1)) + (j * n)]);
            Assert.InRange(Complex.Abs(trace - (j % (d + 1) == 0 ? 1 : 0)), 0, 1e-13);
        }
    }

    [Fact]
    public void Rounding_between_partners_is_no_obstacle_and_other_matrices_have_no_real_form()
    {
        Complex[] a = Generator(3);
        a[1] *= 1 + 2.220446049250313e-16;
        Assert.NotNull(HermiticityPreservingMap.RealForm(9, a));
        Assert.Null(HermiticityPreservingMap.RealForm(9, RandomMatrix.Complexes(3, 81)));
        Assert.Null(HermiticityPreservingMap.RealForm(8, RandomMatrix.Complexes(3, 64)));
        Assert.Null(HermiticityPreservingMap.RealForm(4, [.. RandomMatrix.Reals(3, 16).Select(x => new Complex(x, 0))]));
    }

    // -i [H, rho] + c rho c+ - {c+ c, rho} / 2, stacked by columns.
    private static Complex[] Generator(int d)
    {
        Complex[] g = RandomMatrix.Complexes(11, d * d);
        Complex[] c = RandomMatrix.Complexes(12, d * d);
        Complex Hamiltonian(int i, int j) => g[i + (j * d)] + Complex.Conjugate(g[j + (i * d)]);
        Complex Decay(int i, int j) => Enumerable.Range(0, d).Aggregate(Complex.Zero, (sum, k) => sum + (Complex.Conjugate(c[k + (i * d)]) * c[k + (j * d)]));
        int n = d * d;
        Complex[] a = new Complex[n * n];
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column < n; column++)
            {
                (int i, int j, int k, int l) = (row % d, row / d, column % d, column / d);
                Complex left = j == l ? (-Complex.ImaginaryOne * Hamiltonian(i, k)) - (0.5 * Decay(i, k)) : Complex.Zero;
                Complex right = i == k ? (Complex.ImaginaryOne * Hamiltonian(l, j)) - (0.5 * Decay(l, j)) : Complex.Zero;
                a[row + (column * n)] = left + right + (c[i + (k * d)] * Complex.Conjugate(c[j + (l * d)]));
            }
        }

        return a;
    }

    private static Complex[] Product(int n, Complex[] a, Complex[] b)
    {
        Complex[] c = new Complex[n * n];
        DenseKernels.Managed.Multiply(Transposition.None, Transposition.None, n, n, n, Complex.One, a, n, b, n, Complex.Zero, c, n);
        return c;
    }
}
