using System.Globalization;
using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>What is done with dense matrices.</summary>
internal enum DenseWork
{
    /// <summary>A product of two square matrices.</summary>
    Product,

    /// <summary>A solve with as many right sides as equations.</summary>
    Solve,

    /// <summary>All eigenvalues and right eigenvectors.</summary>
    Eigen,
}

/// <summary>One of the tasks by which backends are compared: what the program does most, at the orders of its systems.</summary>
/// <param name="Work">The operation.</param>
/// <param name="IsComplex">Complex matrices, or real ones.</param>
/// <param name="Order">Order of the matrices.</param>
internal sealed record BackendTask(DenseWork Work, bool IsComplex, int Order)
{
    /// <summary>All of them, in the order in which tables list their times.</summary>
    public static IReadOnlyList<BackendTask> All { get; } =
    [
        .. from work in new[] { (Work: DenseWork.Product, Orders: (int[])[16, 64, 256]), (Work: DenseWork.Solve, Orders: [16, 128]), (Work: DenseWork.Eigen, Orders: [32]) }
           from isComplex in new[] { false, true }
           from order in work.Orders
           select new BackendTask(work.Work, isComplex, order),
    ];

    /// <summary>The task in words.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsComplex ? "complex" : "real")} {Work.ToString().ToLowerInvariant()} {Order}");

    /// <summary>The task on matrices of its own, to be run any number of times.</summary>
    /// <param name="kernels">Who does it.</param>
    public Action On(IDenseKernels kernels)
    {
        int n = Order;
        double[] a = Fill(n, 0.7);
        double[] b = Fill(n, 0.3);
        double[] c = new double[n * n];
        double[] d = new double[n * n];
        Complex[] za = [.. a.Zip(b, (x, y) => new Complex(x, y))];
        Complex[] zb = [.. a.Zip(b, (x, y) => new Complex(y, x))];
        Complex[] zc = new Complex[n * n];
        Complex[] zd = new Complex[n * n];
        return (Work, IsComplex) switch
        {
            (DenseWork.Product, false) => () => kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, a, n, b, n, 0, c, n),
            (DenseWork.Product, true) => () => kernels.Multiply(Transposition.None, Transposition.None, n, n, n, Complex.One, za, n, zb, n, Complex.Zero, zc, n),
            (DenseWork.Solve, false) => () =>
            {
                a.CopyTo(c, 0);
                b.CopyTo(d, 0);
                kernels.Solve(n, c, n, d);
            },
            (DenseWork.Solve, true) => () =>
            {
                za.CopyTo(zc, 0);
                zb.CopyTo(zd, 0);
                kernels.Solve(n, zc, n, zd);
            },
            (DenseWork.Eigen, false) => () => kernels.Eigen(n, a, vectors: true),
            _ => () => kernels.Eigen(n, za, vectors: true),
        };
    }

    // Entries without pattern, and a diagonal that no pivot of a solve vanishes beside.
    private static double[] Fill(int n, double seed)
    {
        double[] values = new double[n * n];
        for (int i = 0; i < values.Length; i++)
        {
            seed = (seed + 0.6180339887498949 + (0.1 * seed * seed)) % 1;
            values[i] = seed - 0.5 + (i % (n + 1) == 0 ? 2 : 0);
        }

        return values;
    }
}
