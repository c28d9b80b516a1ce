using System.Globalization;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;

namespace LindbladVerify.Properties.Generators;

/// <summary>A model with two states, one arbitrary operator and one time, all of one dimension: what most laws speak of.</summary>
internal sealed record Evolution(OpenSystemModel Model, Operator First, Operator Second, Operator General, double Time)
{
    public SuperOperator Generator => Liouvillian.Of(Model);

    /// <summary>
    /// What rounding may leave in exp(Lt): ε per product of the exponential, growing with ‖L‖₁t through the squarings, times the
    /// d² terms of each sum, with a margin of 16.
    /// </summary>
    public double Rounding => 16 * 2.220446049250313e-16 * Model.Dimension * Model.Dimension * (1 + (Generator.Matrix.NormOne() * Time));

    /// <summary>exp(L t) by the library's matrix exponential on its reference kernels.</summary>
    public static SuperOperator Propagator(SuperOperator generator, double time)
    {
        int n = generator.LiouvilleDimension;
        System.Numerics.Complex scale = time;
        return new SuperOperator(SparseMatrix<System.Numerics.Complex>.FromDense(
            n, n, MatrixExponential.Compute(DenseKernels.Managed, n, (scale * generator.Matrix).ToDense()).Matrix));
    }

    /// <summary>exp(L t) of this case.</summary>
    public SuperOperator Propagator() => Propagator(Generator, Time);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""

        H = {Model.Hamiltonian}
        {string.Join(Environment.NewLine, Model.Dissipators.Select(t => $"rate {t.Rate.ToString("R", CultureInfo.InvariantCulture)}, L = {t.JumpOperator}"))}
        first = {First}
        second = {Second}
        general = {General}
        time = {Time:R}
        """);
}
