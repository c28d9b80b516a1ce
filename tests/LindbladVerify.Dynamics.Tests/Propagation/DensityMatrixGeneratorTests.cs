using System.Numerics;
using LindbladVerify.Dynamics.Propagation.Operators;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>The generator in operator form against the superoperator matrix, for every kind of jump operator and any dimension.</summary>
public sealed class DensityMatrixGeneratorTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [LongInlineData(37)]
    [LongInlineData(41)]
    public void ActsAsTheLiouvillian(int d)
    {
        var random = new RandomSystems(d);
        OpenSystemModel model = Model(random, d);
        Operator rho = random.Hermitian(d);
        var generator = new DensityMatrixGenerator(model, 0);
        double[] image = new double[generator.Dimension];
        generator.Apply(generator.State(rho), image);
        Operator expected = Liouvillian.Of(model).Apply(rho);
        Approx.Equal(expected, generator.Average(image), 1e-13, "one application, some hundred roundings");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void ItsTransposeIsTheHeisenbergPicture(int d)
    {
        var random = new RandomSystems(50 + d);
        OpenSystemModel plain = Model(random, d);
        var model = new OpenSystemModel(plain.Hamiltonian, plain.Dissipators, [new NoiseCoupling(random.Hermitian(d), random.Chain(3))]);
        var generator = new DensityMatrixGenerator(model, 0);
        double[] x = generator.State(random.Hermitian(d));
        double[] y = generator.Row(random.Hermitian(d));
        double[] forward = new double[x.Length], backward = new double[x.Length];
        generator.Apply(x, forward);
        generator.ApplyTransposed(y, backward);
        double left = VectorKernels.Dot(y, forward);
        Approx.Equal(left, VectorKernels.Dot(backward, x), 1e-13 * VectorKernels.Norm(y) * VectorKernels.Norm(forward), "y·(Ax) = (Aᵀy)·x");
        NumericalRange bound = generator.RangeBound();
        double quotient = VectorKernels.Dot(x, forward) / VectorKernels.Dot(x, x);
        Assert.InRange(quotient, bound.RealLow, bound.RealHigh);
    }

    private static OpenSystemModel Model(RandomSystems random, int d)
    {
        Complex[] phases = [.. Enumerable.Range(0, d).Select(_ => random.Entry())];
        Operator diagonal = Operator.FromDense(d, [.. Enumerable.Range(0, d * d).Select(k => k % d == k / d ? phases[k % d] : 0)]);
        Operator shift = new Complex(0.3, -0.8) * LevelOperators.Lowering(d);
        return new OpenSystemModel(
            random.Hermitian(d),
            [new Dissipator(random.General(d), 0.3), new Dissipator(diagonal, 0.4), new Dissipator(shift, 0.7), new Dissipator(diagonal * shift, 0.2), new Dissipator(random.General(d), 0)]);
    }
}
