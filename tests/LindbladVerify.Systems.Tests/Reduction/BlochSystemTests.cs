using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Reduction;

/// <summary>The real reduced equations against the complex noise-extended Liouvillian, which shares no code with them beyond the noise modes.</summary>
public class BlochSystemTests
{
    private static readonly string[] Names = ["half", "one", "levels", "two", "three halves", "pair with levels", "three"];

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in Names)
            {
                data.Add(name, true);
                data.Add(name, false);
            }

            return data;
        }
    }

    private static OpenSystemModel Model(string name)
    {
        var random = new RandomSystems(101);
        return name switch
        {
            "half" => random.Model(new HilbertSpace(Site.OfSpin("S", 0.5)), 2, random.Telegraph(), random.Chain(3)),
            "one" => random.Model(new HilbertSpace(Site.OfSpin("S", 1)), 2, random.Chain(4)),
            "levels" => random.Model(new HilbertSpace(Site.OfLevels("c", 4)), 1, new OrnsteinUhlenbeckNoise(0.3, 0.7, 1.1)),
            "two" => random.LocalModel(new HilbertSpace(Site.OfSpin("S", 0.5), Site.OfSpin("I", 0.5)), random.Telegraph(), random.Telegraph()),
            "three halves" => random.LocalModel(new HilbertSpace(Site.OfSpin("I", 1.5)), random.Telegraph()),
            "pair with levels" => random.LocalModel(new HilbertSpace(Site.OfSpin("S", 1), Site.OfLevels("c", 3)), random.Telegraph()),
            _ => random.LocalModel(new HilbertSpace(Site.OfSpin("S", 0.5), Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 1)), random.Telegraph()),
        };
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_time_derivatives_agree_with_the_full_liouvillian(string name, bool reduce)
    {
        OpenSystemModel model = Model(name);
        var random = new RandomSystems(7);
        Operator rho = random.Density(model.Dimension), observable = random.Hermitian(model.Dimension);
        BlochSystem bloch = InvariantBlock.Of(model, [observable], reduce: reduce).System(rho, [observable], ladderDepth: 3);
        StochasticLiouvillian full = StochasticLiouvillian.Of(model, ladderDepth: 3);
        Assert.Equal(bloch.LiouvilleDimension, full.Matrix.Rows);

        double[] v = bloch.Initial;
        Complex[] x = full.Extend(rho);
        double scale = 1;
        for (int order = 0; order <= 6; order++)
        {
            double expected = observable.Expectation(full.Average(x)).Real;
            Approx.Equal(expected, bloch.Expectation(0, v), 1e-13 * scale, $"derivative {order}, relative to ‖L‖^{order}");
            v = bloch.Generator.Multiply(v);
            x = full.Matrix.Multiply(x);
            scale *= full.Matrix.NormOne();
        }
    }

    [Theory]
    [InlineData("half")]
    [InlineData("one")]
    [InlineData("levels")]
    [InlineData("two")]
    public void Propagation_agrees_with_the_full_liouvillian(string name)
    {
        OpenSystemModel model = Model(name);
        var random = new RandomSystems(8);
        Operator rho = random.Density(model.Dimension), observable = random.Hermitian(model.Dimension);
        BlochSystem bloch = InvariantBlock.Of(model, [observable]).System(rho, [observable], ladderDepth: 3);
        StochasticLiouvillian full = StochasticLiouvillian.Of(model, ladderDepth: 3);
        const double time = 0.9;
        double expected = observable.Expectation(full.Average(ReferenceExponential.Apply(full.Matrix, time, full.Extend(rho)))).Real;
        double actual = bloch.Expectation(0, ReferenceExponential.Apply(bloch.Generator, time, bloch.Initial));
        Approx.Equal(expected, actual, 1e-12, "the same average at a finite time; ‖L‖t of some tens");
    }

    [Theory]
    [InlineData("half")]
    [InlineData("one")]
    [InlineData("two")]
    public void Resolvents_agree_with_the_full_liouvillian(string name)
    {
        OpenSystemModel model = Model(name);
        var random = new RandomSystems(9);
        Operator rho = random.Density(model.Dimension), observable = random.Hermitian(model.Dimension);
        BlochSystem bloch = InvariantBlock.Of(model, [observable]).System(rho, [observable]);
        StochasticLiouvillian full = StochasticLiouvillian.Of(model);
        const double s = 0.37;
        Complex[] x = Solve((s * SparseMatrix<Complex>.Identity(full.Matrix.Rows)) - full.Matrix, full.Extend(rho));
        SparseMatrix<double> shifted = (s * SparseMatrix<double>.Identity(bloch.Dimension)) - bloch.Generator;
        double[] v = Array.ConvertAll(Solve(shifted.Map(e => new Complex(e, 0)), Array.ConvertAll(bloch.Initial, e => new Complex(e, 0))), e => e.Real);
        double expected = observable.Expectation(full.Average(x)).Real;
        Approx.Equal(expected, bloch.Expectation(0, v), 1e-12 * Math.Max(1, Math.Abs(expected)), "∫ e^{-st} <O> dt, condition number below some hundreds");
    }

    [Fact]
    public void Noise_free_equations_of_a_qubit_are_the_bloch_equations()
    {
        // x' = -δ y - Γ2 x, y' = δ x + D z - Γ2 y, z' = -D y, with the sign of H = δ/2 σz - D/2 σx.
        const double delta = 1.9, dipolar = 0.6, broadening = 0.3;
        OpenSystemModel model = new NuclearPair(dipolar, delta, 1, 1, broadening).Model(null);
        Operator[] sigma = [2.0 * SpinOperators.X(0.5), 2.0 * SpinOperators.Y(0.5), 2.0 * SpinOperators.Z(0.5)];
        double[,] bloch = { { -broadening, -delta, 0 }, { delta, -broadening, dipolar }, { 0, -dipolar, 0 } };
        for (int j = 0; j < 3; j++)
        {
            Operator rho = DensityMatrices.Mixed(2) + (0.5 * sigma[j]);
            BlochSystem system = InvariantBlock.Of(model, sigma).System(rho, sigma);
            double[] derivative = system.Generator.Multiply(system.Initial);
            for (int i = 0; i < 3; i++)
            {
                Approx.Equal(bloch[i, j], system.Expectation(i, derivative), 4 * Approx.Epsilon * delta, $"entry ({i}, {j}) of the Bloch matrix");
            }
        }
    }

    private static Complex[] Solve(SparseMatrix<Complex> a, Complex[] b) =>
        [.. new MathNet.Numerics.LinearAlgebra.Complex.DenseMatrix(a.Rows, a.Rows, a.ToDense()).LU().Solve(new MathNet.Numerics.LinearAlgebra.Complex.DenseVector(b))];
}
