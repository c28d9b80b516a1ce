using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>
/// The constant matrices of one block in the basis of its first rotations: propagators without noise, changes of basis between
/// groups of rotations, start and observables. All are stored as they multiply rows of coordinates from the right.
/// </summary>
internal sealed class SplittingBlock
{
    private readonly IDenseKernels kernels;
    private readonly double[] generator;
    private readonly List<(double Length, double[] Half, double[] Full)> propagators = [];

    public SplittingBlock(EnsembleBlock block, double[]?[] bases, RotationPlane[][] planes, int offset, IDenseKernels kernels)
    {
        this.kernels = kernels;
        Order = block.Order;
        Offset = offset;
        Planes = planes;
        double[]? basis = bases.Length == 0 ? null : bases[0];
        generator = basis is null ? block.Deterministic.ToDense() : Product(Product(basis, block.Deterministic.ToDense(), Transposition.Transpose), basis);
        Initial = ToBasis(basis, block.Initial);
        Rows = [.. block.Rows.SelectMany(row => ToBasis(basis, row))];
        Changes = [.. Enumerable.Range(0, Math.Max(0, bases.Length - 1)).Select(g => Change(bases[g], bases[g + 1]))];
    }

    /// <summary>Number n of coordinates.</summary>
    public int Order { get; }

    /// <summary>Index of the first one among those of all blocks.</summary>
    public int Offset { get; }

    /// <summary>Start, [n].</summary>
    public double[] Initial { get; }

    /// <summary>Observables, [n, q] column-major.</summary>
    public double[] Rows { get; }

    /// <summary>Planes of every group.</summary>
    public RotationPlane[][] Planes { get; }

    /// <summary>Q_gᵀ Q_{g+1}, [n, n], from the basis of a group to that of the next; null where both are the same.</summary>
    public double[]?[] Changes { get; }

    /// <summary>exp(L h/2)ᵀ and exp(L h)ᵀ; made once for every length of a step.</summary>
    public (double[] Half, double[] Full) Propagators(double length)
    {
        int known = propagators.FindIndex(p => Math.Abs(p.Length - length) <= 1e-12 * length);
        if (known < 0)
        {
            double[] transposed = new double[Order * Order];
            for (int j = 0; j < Order; j++)
            {
                for (int i = 0; i < Order; i++)
                {
                    transposed[j + (Order * i)] = generator[i + (Order * j)] * (length / 2);
                }
            }

            double[] half = MatrixExponential.Compute(kernels, Order, transposed).Matrix;
            known = propagators.Count;
            propagators.Add((length, half, Product(half, half)));
        }

        return (propagators[known].Half, propagators[known].Full);
    }

    private double[]? Change(double[]? from, double[]? to) => (from, to) switch
    {
        (null, null) => null,
        (null, _) => to,
        (_, null) => Product(from, Identity(), Transposition.Transpose),
        _ => Product(from, to, Transposition.Transpose),
    };

    private double[] ToBasis(double[]? basis, double[] vector)
    {
        double[] result = [.. vector];
        if (basis is not null)
        {
            kernels.MultiplyVector(Transposition.Transpose, Order, Order, 1, basis, Order, vector, 0, result);
        }

        return result;
    }

    private double[] Product(double[] a, double[] b, Transposition transA = Transposition.None)
    {
        double[] c = new double[Order * Order];
        kernels.Multiply(transA, Transposition.None, Order, Order, Order, 1, a, Order, b, Order, 0, c, Order);
        return c;
    }

    private double[] Identity()
    {
        double[] identity = new double[Order * Order];
        for (int i = 0; i < Order; i++)
        {
            identity[i + (Order * i)] = 1;
        }

        return identity;
    }
}
