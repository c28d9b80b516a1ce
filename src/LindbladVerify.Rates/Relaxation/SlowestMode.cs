using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The slowest decaying mode that carries weight in an observable, with a bound on the error of its eigenvalue for the entries of the generator as
/// they are. Equal rates and critical damping are no exception: parts of the system that only feed others have their own eigenvalues
/// (<see cref="CoupledParts"/>), and eigenvalues that lie close together are refined together (<see cref="InvariantSubspace"/>).
/// </summary>
internal sealed class SlowestMode
{
    private const double Unit = 1.1102230246251565e-16;

    /// <summary>Error bounds that come this close are taken together.</summary>
    private const double Overlap = 4;

    /// <summary>Most eigenvalues that are refined together.</summary>
    private const int MostTogether = 8;

    private readonly double[] matrix;
    private readonly double[] initial;
    private readonly double[] observable;
    private readonly IDenseKernels kernels;
    private readonly List<Approximate> modes = [];

    private SlowestMode(double[] matrix, double[] initial, double[] observable, IDenseKernels kernels)
    {
        this.matrix = matrix;
        this.initial = initial;
        this.observable = observable;
        this.kernels = kernels;
        foreach (int[] part in CoupledParts.Of(initial.Length, matrix))
        {
            modes.AddRange(Of(part));
        }
    }

    /// <summary>The eigenvalue, 1/s, and a bound on its error; null where nothing decays.</summary>
    /// <param name="system">The Bloch equations.</param>
    /// <param name="index">Index of the observable.</param>
    /// <param name="kernels">Dense kernels.</param>
    public static (Complex Value, double Error)? Find(BlochSystem system, int index, IDenseKernels kernels)
    {
        double[] whole = system.Generator.ToDense();
        int[] relevant = CoupledParts.Relevant(system.Dimension, whole, system.Initial, system.Observables[index]);
        if (relevant.Length == 0)
        {
            return null;
        }

        double[] Pick(double[] all) => Array.ConvertAll(relevant, i => all[i]);
        return new SlowestMode(system.Generator.Submatrix(relevant, relevant).ToDense(), Pick(system.Initial), Pick(system.Observables[index]), kernels).Search();
    }

    private (Complex Value, double Error)? Search()
    {
        double scale = Math.Max(initial.Zip(observable, (v, r) => Math.Abs(v * r)).Sum(), 1e-3 * Norm(initial) * Norm(observable));
        bool[] done = new bool[modes.Count];
        foreach (int k in Enumerable.Range(0, modes.Count).OrderByDescending(k => modes[k].Value.Real))
        {
            if (done[k])
            {
                continue;
            }

            int[] cluster = Cluster(k);
            Array.ForEach(cluster, j => done[j] = true);
            if (Refined(cluster) is { } found && Weight(cluster) > RelaxationModes.WeightFloor * scale)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The mode and those whose error bounds overlap, in the same part.</summary>
    private int[] Cluster(int first)
    {
        var members = new List<int> { first };
        for (int k = 0; k < members.Count; k++)
        {
            Approximate at = modes[members[k]];
            members.AddRange(Enumerable.Range(0, modes.Count).Where(j => !members.Contains(j) && modes[j].Part == at.Part && Complex.Abs(modes[j].Value - at.Value) <= Overlap * (modes[j].Error + at.Error)));
        }

        return [.. members];
    }

    /// <summary>The slowest eigenvalue of a cluster that is not conserved; null if all are.</summary>
    private (Complex Value, double Error)? Refined(int[] cluster)
    {
        Approximate first = modes[cluster[0]];
        if (first.Part.Length == 1)
        {
            return first.Value == Complex.Zero ? null : (first.Value, 0);
        }

        (Complex mean, double extent) = Extent(cluster);
        for (int[] grown = cluster; Math.Abs(mean.Imaginary) <= extent && grown.Length <= MostTogether; grown = WithNearest(grown, mean))
        {
            (Complex center, _) = Extent(grown);
            double outside = modes.Where((x, k) => x.Part == first.Part && !grown.Contains(k)).Select(x => Complex.Abs(x.Value - center)).DefaultIfEmpty(double.PositiveInfinity).Min();
            if (InvariantSubspace.Eigenvalues(first.Part.Length, Block(first.Part), center.Real, grown.Length, outside, kernels) is { } exact)
            {
                Complex[] decaying = [.. exact.Values.Where(v => Complex.Abs(v) > exact.Error)];
                return exact.Values.Length - decaying.Length > ConservedIn(first.Part) ? (-exact.Error, exact.Error)
                    : decaying.Length == 0 ? null
                    : (decaying.MaxBy(v => v.Real), exact.Error);
            }

            if (grown.Length == modes.Count(x => x.Part == first.Part))
            {
                break;
            }
        }

        // Not refined: the eigenvalue of the cluster that is seen first, anywhere in it.
        double error = cluster.Length == 1 ? first.Error : 2 * extent;
        return Complex.Abs(first.Value) <= error && Math.Abs(mean.Imaginary) <= extent ? null : (first.Value, error);
    }

    /// <summary>How many modes of a part do not decay at all.</summary>
    private int ConservedIn(int[] part) => ConservedElimination.Coordinates(part.Length, Block(part)).Length;

    private (Complex Mean, double Extent) Extent(int[] cluster)
    {
        Complex mean = cluster.Aggregate(Complex.Zero, (sum, k) => sum + modes[k].Value) / cluster.Length;
        return (mean, cluster.Max(k => Complex.Abs(modes[k].Value - mean) + modes[k].Error));
    }

    /// <summary>The cluster with the nearest other eigenvalue of its part, and that one's conjugate.</summary>
    private int[] WithNearest(int[] cluster, Complex mean)
    {
        int[] others = [.. Enumerable.Range(0, modes.Count).Where(k => modes[k].Part == modes[cluster[0]].Part && !cluster.Contains(k))];
        int nearest = others.MinBy(k => Complex.Abs(modes[k].Value - mean));
        return [.. cluster, .. others.Where(k => k == nearest || (modes[nearest].Value.Imaginary != 0 && modes[k].Value == Complex.Conjugate(modes[nearest].Value)))];
    }

    private double Weight(int[] cluster)
    {
        (Complex mean, double inside) = Extent(cluster);
        (double Distance, int Count)[] others = [.. modes.Select(m => (Complex.Abs(m.Value - mean), 1)).OrderBy(d => d.Item1)];

        // The circle runs through the first gap that is wide enough to integrate along.
        int count = others.Count(d => d.Distance <= inside);
        while (count < others.Length && others[count].Distance < 2 * inside)
        {
            inside = others[count++].Distance;
        }

        double outside = count < others.Length ? others[count].Distance : double.PositiveInfinity;
        return ModeWeight.Of(matrix, initial, observable, mean, inside, outside, Math.Max(count, 1), kernels);
    }

    /// <summary>The eigenvalues of a part with their bounds n ε ‖A‖ ‖x‖‖y‖/|yᵀx| (Wilkinson); without a full set of eigenvectors √ε ‖A‖.</summary>
    private IEnumerable<Approximate> Of(int[] part)
    {
        int n = part.Length;
        double[] block = Block(part);
        if (n == 1)
        {
            return [new Approximate(block[0], 0, part)];
        }

        double norm = kernels.Norm(MatrixNorm.One, n, n, block, n);
        Eigensystem eigen = kernels.Eigen(n, Array.ConvertAll(block, v => v / norm), vectors: true);
        double[] sensitivity = Sensitivities(n, eigen);
        return Enumerable.Range(0, n).Select(k => new Approximate(norm * eigen.Values[k], norm * Math.Min(8 * n * Unit * sensitivity[k], Math.Pow(n * Unit, 1.0 / n)), part));
    }

    private double[] Sensitivities(int n, Eigensystem eigen)
    {
        var inverse = new Complex[n * n];
        for (int k = 0; k < n; k++)
        {
            inverse[k + (k * n)] = Complex.One;
        }

        try
        {
            kernels.Solve(n, [.. eigen.RightVectors], n, inverse);
        }
        catch (SingularMatrixException)
        {
            return [.. Enumerable.Repeat(1 / Math.Sqrt(Unit), n)];
        }

        return
        [
            .. Enumerable.Range(0, n).Select(k =>
            {
                double right = 0;
                double left = 0;
                for (int i = 0; i < n; i++)
                {
                    right += Square(eigen.RightVectors[i + (k * n)]);
                    left += Square(inverse[k + (i * n)]);
                }

                return Math.Sqrt(right * left);
            }),
        ];
    }

    private double[] Block(int[] part)
    {
        int n = initial.Length;
        return [.. part.SelectMany(j => part.Select(i => matrix[i + (j * n)]))];
    }

    private static double Square(Complex z) => (z.Real * z.Real) + (z.Imaginary * z.Imaginary);

    private static double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));

    private sealed record Approximate(Complex Value, double Error, int[] Part);
}

/// <summary>
/// The modes next to zero of a relaxing system, by inverse subspace iteration from its initial state: the largest eigenvalues of the integral
/// A⁻¹. A mode far slower than the rest keeps nearly full relative accuracy, where an eigenvalue solver knows it only to rounding of the fastest
/// rate. <see cref="InvariantSubspace"/> starts alike from a shifted matrix, but knows an eigenvalue to 30 digits of the norm, not of itself.
/// </summary>
internal static class InverseIteration
{
    private const int LongestIteration = 400;

    /// <summary>A relative change below this that falls no further is rounding.</summary>
    private const double Settled = 1e-9;
    private const double Rounding = 2.220446049250313e-16;

    /// <summary>An eigenvalue, 1/s, and the relative change in the last step; NaN where the iteration does not settle.</summary>
    /// <param name="system">The equations, without conserved quantities.</param>
    /// <param name="scale">The norm of their generator, 1/s.</param>
    /// <param name="partner">A second starting vector [n]; null for one.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    public static (Complex Eigenvalue, double Change) Run(BlochSystem system, double scale, double[]? partner, IDenseKernels kernels)
    {
        int n = system.Dimension;
        int m = partner is null ? 1 : 2;
        double[] factors = Array.ConvertAll(system.Generator.ToDense(), v => v / scale);
        int[] pivots = new int[n];
        double[] basis = [.. system.Initial, .. partner ?? []];
        if (scale == 0 || kernels.Factor(n, factors, pivots) >= 0 || !OrthonormalBasis.Make(n, m, basis))
        {
            return (Complex.NaN, double.NaN);
        }

        Complex previous = Complex.Infinity;
        double change = double.PositiveInfinity;
        for (int step = 0; step < LongestIteration; step++)
        {
            double[] images = [.. basis];
            kernels.SolveFactored(n, factors, pivots, m, images);
            Complex current = 1 / Largest(n, m, basis, images);
            double before = change;
            change = Complex.Abs(current - previous) / Complex.Abs(current);
            if (change <= 4 * Rounding || (change >= before && change < Settled))
            {
                return (scale * current, Math.Max(change, before < Settled ? before : 0));
            }

            previous = current;
            basis = images;
            if (!OrthonormalBasis.Make(n, m, basis))
            {
                break;
            }
        }

        return (Complex.NaN, double.NaN);
    }

    /// <summary>The eigenvalue of VᵀA⁻¹V of largest modulus; of a pair of equal modulus the one with positive imaginary part.</summary>
    private static Complex Largest(int n, int m, double[] basis, double[] images)
    {
        double a = Dot(basis.AsSpan(0, n), images.AsSpan(0, n));
        if (m == 1)
        {
            return a;
        }

        double b = Dot(basis.AsSpan(0, n), images.AsSpan(n, n));
        double c = Dot(basis.AsSpan(n, n), images.AsSpan(0, n));
        double d = Dot(basis.AsSpan(n, n), images.AsSpan(n, n));
        double half = (a - d) / 2;
        Complex root = Complex.Sqrt((half * half) + (b * c));
        Complex mean = (a + d) / 2;
        return Complex.Abs(mean + root) >= Complex.Abs(mean - root) ? mean + root : mean - root;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
