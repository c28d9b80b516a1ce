using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Superoperators;

public class ChoiMatrixTests
{
    private readonly RandomSystems random = new(31);

    [Fact]
    public void Choi_is_the_sum_of_units_times_their_images()
    {
        const int d = 3;
        SuperOperator map = random.Map(d);
        SparseMatrix<Complex> expected = SparseMatrix<Complex>.Zero(d * d, d * d);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                Operator unit = Operator.Unit(d, i, j);
                expected += SparseMatrix<Complex>.Kronecker(unit.Matrix, map.Apply(unit).Matrix);
            }
        }

        ChoiMatrix choi = ChoiMatrix.Of(map);
        Assert.Equal(0.0, (choi.Matrix.Matrix - expected).LargestModulus());
        Assert.Equal(0.0, (choi.ToSuperOperator().Matrix - map.Matrix).LargestModulus());
    }

    [Fact]
    public void A_lindblad_propagator_is_a_channel()
    {
        SuperOperator l = Liouvillian.Of(random.Model(new HilbertSpace(Site.OfLevels("a", 3)), 2));
        ChoiMatrix choi = ChoiMatrix.Of(ReferenceExponential.Propagator(l, 0.7));
        Assert.True(choi.IsChannel(1e-12));
        Assert.True(choi.TraceDefect <= 1e-13, $"trace defect {choi.TraceDefect}");
        Assert.True(choi.SmallestEigenvalue >= -1e-13, $"smallest eigenvalue {choi.SmallestEigenvalue}");
    }

    [Fact]
    public void Transposition_is_positive_but_not_completely()
    {
        SuperOperator transposition = new(SparseMatrix<Complex>.FromEntries(9, 9, Enumerable.Range(0, 9).Select(k => ((k / 3) + (k % 3 * 3), k, Complex.One))));
        ChoiMatrix choi = ChoiMatrix.Of(transposition);
        Approx.Equal(-1, choi.SmallestEigenvalue, 1e-14, "the swap operator has eigenvalues ±1");
        Assert.False(choi.IsCompletelyPositive());
        Assert.True(choi.IsTracePreserving(0));
        Assert.Contains("-1", Assert.Throws<ArgumentException>(() => KrausOperators.Of(transposition)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defects_are_measured_not_merely_flagged()
    {
        SuperOperator shrink = 0.75 * SuperOperator.Identity(2);
        Assert.Equal(0.25, ChoiMatrix.Of(shrink).TraceDefect);
        Assert.Equal(0.25, ChoiMatrix.Of(shrink).UnitalDefect);
        ChoiMatrix left = ChoiMatrix.Of(SuperOperator.Left(SpinOperators.Plus(0.5)));
        Assert.Equal(1.0, left.HermiticityDefect);
        Assert.False(left.IsHermiticityPreserving());
        ChoiMatrix reset = ChoiMatrix.OfKraus([Operator.Unit(2, 0, 0), Operator.Unit(2, 0, 1)]);
        Assert.True(reset.IsChannel());
        Assert.Equal(1.0, reset.UnitalDefect);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 4)]
    public void Kraus_operators_give_the_map_back(int d, int count)
    {
        Operator[] kraus = [.. Enumerable.Range(0, count).Select(_ => random.General(d))];
        SuperOperator map = KrausOperators.ToSuperOperator(kraus);
        IReadOnlyList<Operator> canonical = KrausOperators.Of(map);
        Assert.Equal(count, canonical.Count);
        Approx.Equal(map.Matrix, KrausOperators.ToSuperOperator(canonical).Matrix, 1e-13, "Σ K X K† from the eigenvectors of the Choi matrix");
        for (int m = 0; m < count; m++)
        {
            for (int n = 0; n < m; n++)
            {
                Approx.Equal(Complex.Zero, (canonical[m].Adjoint() * canonical[n]).Trace(), 1e-12, "canonical Kraus operators are orthogonal");
            }
        }

        Operator x = random.General(d);
        Operator expected = kraus.Select(k => k * x * k.Adjoint()).Aggregate((a, b) => a + b);
        Approx.Equal(expected, map.Apply(x), 1e-14, "the map of Kraus operators");
    }

    [Fact]
    public void Chi_matrix_reads_off_a_dephasing_channel()
    {
        // X -> (1-p) X + p σz X σz has χ = diag(1-p, 0, 0, p)·2 in the normalised basis (1, σx, σy, σz)/√2.
        const double p = 0.3;
        Operator sigmaZ = 2.0 * SpinOperators.Z(0.5);
        SuperOperator map = ((1 - p) * SuperOperator.Identity(2)) + (p * SuperOperator.Sandwich(sigmaZ, sigmaZ));
        ChiMatrix chi = ChiMatrix.Of(map, OperatorBasis.Pauli(1));
        Operator expected = new(SparseMatrix<Complex>.Diagonal([2 * (1 - p), 0, 0, 2 * p]));
        Approx.Equal(expected, chi.Matrix, 4 * Approx.Epsilon, "χ of dephasing");
    }

    [Fact]
    public void Chi_matrix_expands_any_map_in_any_basis()
    {
        SuperOperator map = random.Map(4);
        Operator x = random.General(4);
        foreach (OperatorBasis basis in new[] { OperatorBasis.Pauli(2), OperatorBasis.GellMann(4), OperatorBasis.Units(4) })
        {
            ChiMatrix chi = ChiMatrix.Of(map, basis);
            Operator sum = 0.0 * x;
            for (int m = 0; m < 16; m++)
            {
                for (int n = 0; n < 16; n++)
                {
                    sum += chi.Matrix[m, n] * (basis.Elements[m] * x * basis.Elements[n].Adjoint());
                }
            }

            Approx.Equal(map.Apply(x), sum, 1e-13, "S(X) = Σ χ_mn B_m X B_n†");
            Approx.Equal(map.Matrix, chi.ToSuperOperator().Matrix, 1e-14, "the map again");
        }
    }

    [Fact]
    public void A_basis_that_is_not_orthonormal_is_refused()
    {
        Operator[] paulis = [SpinOperators.One(0.5), SpinOperators.X(0.5), SpinOperators.Y(0.5), SpinOperators.Z(0.5)];
        Assert.Contains("not orthonormal", Assert.Throws<ArgumentException>(() => new OperatorBasis(paulis)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OperatorBasis(paulis[..3]));
    }
}
