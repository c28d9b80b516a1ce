using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// Late-time value and area of an observable of dv/dt = A v + b, each with a bound on what the rounding of the entries of A can do to it:
/// solved by LU with refinement in doubled precision, bounded with the adjoint solution, |δ(rᵀx)| ≤ c u |y|ᵀ(|A||x| + |b|), Aᵀy = r.
/// </summary>
/// <remarks>Skeel, J. ACM 26, 494 (1979). Entries that span twelve decades cost digits only where the observable feels it.</remarks>
internal sealed class LinearRelaxation : IRelaxationSolver
{
    /// <summary>Most equations that are solved densely where their noise modes offer another way.</summary>
    public const int MostDense = 2000;

    /// <summary>Relative rounding error, 8 u, that an entry of A has gathered when it arrives here, with that of the elimination.</summary>
    public const double EntryRounding = 8 * 1.1102230246251565e-16;

    /// <summary>Most equations that are solved densely at all: where iteration does not converge, as where something is conserved, and for what has no other way.</summary>
    public const int StillDense = 4096;

    private const int Rounds = 3;

    private readonly int n;
    private readonly double[] matrix;
    private readonly double[] magnitude;
    private readonly double[] factors;
    private readonly int[] pivots;
    private readonly IDenseKernels kernels;
    private readonly double[] transposedFactors;
    private readonly int[] transposedPivots;

    private LinearRelaxation(int n, double[] matrix, double[] magnitude, IDenseKernels kernels)
    {
        this.n = n;
        this.kernels = kernels;
        this.matrix = matrix;
        this.magnitude = magnitude;
        factors = [.. matrix];
        pivots = new int[n];
        transposedFactors = Transposed(n, matrix);
        transposedPivots = new int[n];
        IsSingular = kernels.Factor(n, factors, pivots) >= 0 || kernels.Factor(n, transposedFactors, transposedPivots) >= 0;
    }

    private bool IsSingular { get; }

    /// <summary>The integral of an observable; null where there is no late-time limit or it is lost in rounding.</summary>
    /// <param name="system">The equations. Quantities that they conserve are allowed.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="conserved">A vector l [n] that is known to be conserved, lᵀA = 0; null to find out what is.</param>
    public static RelaxationIntegral? Of(BlochSystem system, int observable, IDenseKernels kernels, double[]? conserved = null)
    {
        if (conserved is null && IsExtended(system))
        {
            RelaxationIntegral? found = ByIteration(system, observable, kernels);
            if (found is not null || system.Dimension > StillDense)
            {
                return found;
            }
        }

        return On<RelaxationIntegral?>(system, observable, kernels, conserved, (r, source, size, start, row, constant) => Integrate(r, source, size, start, row, constant));
    }

    /// <summary>Whether equations are so many, for the noise modes they have, that they are solved by iteration.</summary>
    public static bool IsExtended(BlochSystem system) => system.Dimension > MostDense && system.Extension is { Noises.Count: > 0 };

    /// <summary>The line of an observable; null where it has no late-time limit or that is lost in rounding.</summary>
    /// <param name="system">The equations. Quantities that they conserve are allowed.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    public static LineResolvent? Line(BlochSystem system, int observable, IDenseKernels kernels) =>
        On<LineResolvent>(system, observable, kernels, null, (r, source, size, start, row, _) => r.Resolvent(source, size, start, row));

    /// <summary>Aᵀ of a matrix [n, n].</summary>
    public static double[] Transposed(int n, double[] matrix)
    {
        double[] transposed = new double[n * n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                transposed[j + (i * n)] = matrix[i + (j * n)];
            }
        }

        return transposed;
    }

    /// <summary>What is made of equations without constants: dv/dt = A v + source, and what is added to the observable.</summary>
    private delegate T? Finish<T>(LinearRelaxation relaxation, double[] source, double[] sourceSize, double[] start, double[] row, double constant);

    private static T? On<T>(BlochSystem system, int observable, IDenseKernels kernels, double[]? conserved, Finish<T> finish)
    {
        (BlochEquations parts, int[] free) = Free(system, observable);
        (double[] source, double[] sourceSize, double[] start, double[] row, double constant) = (parts.Source, parts.SourceSize, parts.Start, parts.Row, parts.Constant);
        double[] matrix = parts.Matrix.ToDense();
        if (conserved is not null)
        {
            double[] known = Pick(conserved, free);
            int left = Enumerable.Range(0, known.Length).MaxBy(i => Math.Abs(known[i]));
            return Reduced(free.Length, matrix, source, sourceSize, start, row, constant, kernels, finish, ([left], [[.. known.Where((_, j) => j != left).Select(l => l / known[left])]]));
        }

        var relaxation = new LinearRelaxation(free.Length, matrix, Absolute(matrix), kernels);
        T? direct = relaxation.IsSingular ? default : finish(relaxation, source, sourceSize, start, row, constant);
        return direct is null ? Reduced(free.Length, matrix, source, sourceSize, start, row, constant, kernels, finish) : direct;
    }

    /// <summary>The equations of what is no constant, and which those are.</summary>
    private static (BlochEquations Parts, int[] Free) Free(BlochSystem system, int observable)
    {
        bool[] isConstant = new bool[system.Dimension];
        foreach (int index in system.Constants)
        {
            isConstant[index] = true;
        }

        int[] free = [.. Enumerable.Range(0, system.Dimension).Where(i => !isConstant[i])];
        double[] source = Pick(system.Generator.Multiply([.. system.Initial.Select((v, i) => isConstant[i] ? v : 0)]), free);
        double largest = system.Constants.Count == 0 ? 0 : system.Constants.Max(i => Math.Abs(system.Initial[i]));
        double[] start = Pick(system.Initial, free);
        double[] all = system.Observables[observable];
        double[] row = Pick(all, free);
        double constant = Enumerable.Range(0, system.Dimension).Where(i => isConstant[i]).Sum(i => all[i] * system.Initial[i]);
        SparseMatrix<double> matrix = system.Generator.Submatrix(free, free);

        // A source is what is left of rates in and out, as in detailed balance: it is known to rounding of the rates, which the diagonal holds.
        double[] sourceSize = [.. source.Select((b, i) => b == 0 ? 0 : Math.Abs(b) + (largest * Math.Abs(matrix[i, i])))];
        return (new BlochEquations(matrix, source, sourceSize, start, row, constant), free);
    }

    /// <summary>dv/dt = A v + source without constants.</summary>
    /// <param name="Matrix">A.</param>
    /// <param name="Source">What the constants feed in.</param>
    /// <param name="SourceSize">How large the terms are that a source is the sum of.</param>
    /// <param name="Start">v(0).</param>
    /// <param name="Row">The observable.</param>
    /// <param name="Constant">What the constants add to it.</param>
    private sealed record BlochEquations(SparseMatrix<double> Matrix, double[] Source, double[] SourceSize, double[] Start, double[] Row, double Constant);

    /// <summary>The same without what is conserved, known or to be found: coordinates to eliminate, each with the coefficients of its conserved quantity at the others.</summary>
    private static T? Reduced<T>(int n, double[] matrix, double[] source, double[] sourceSize, double[] start, double[] row, double constant, IDenseKernels kernels, Finish<T> finish, (int[] Eliminated, double[][] Coefficients)? known = null)
    {
        int[] eliminated = known?.Eliminated ?? ConservedElimination.Coordinates(n, matrix);
        if (eliminated.Length == 0)
        {
            return default;
        }

        int[] rest = [.. Enumerable.Range(0, n).Except(eliminated)];
        int m = rest.Length;
        double[][] coefficients = known?.Coefficients ?? Coefficients(n, matrix, rest, eliminated, kernels);
        double[] conserved = [.. eliminated.Select((k, q) => start[k] + rest.Select((i, j) => coefficients[q][j] * start[i]).Sum())];
        double[] reduced = new double[m * m];
        double[] magnitude = new double[m * m];
        double[] reducedSource = Pick(source, rest);
        double[] reducedSize = Pick(sourceSize, rest);
        double[] reducedRow = Pick(row, rest);
        for (int q = 0; q < eliminated.Length; q++)
        {
            constant += row[eliminated[q]] * conserved[q];
        }

        for (int j = 0; j < m; j++)
        {
            for (int i = 0; i < m; i++)
            {
                double entry = matrix[rest[i] + (rest[j] * n)];
                double size = Math.Abs(entry);
                for (int q = 0; q < eliminated.Length; q++)
                {
                    double part = matrix[rest[i] + (eliminated[q] * n)] * coefficients[q][j];
                    entry -= part;
                    size += Math.Abs(part);
                }

                reduced[i + (j * m)] = entry;
                magnitude[i + (j * m)] = size;
            }

            reducedRow[j] -= eliminated.Select((k, q) => row[k] * coefficients[q][j]).Sum();
            double moved = eliminated.Select((k, q) => matrix[rest[j] + (k * n)] * conserved[q]).Sum();
            reducedSource[j] += moved;
            reducedSize[j] += Math.Abs(moved);
        }

        if (Array.Exists(reduced, double.IsNaN))
        {
            return default;
        }

        var relaxation = new LinearRelaxation(m, reduced, magnitude, kernels);
        return relaxation.IsSingular ? default : finish(relaxation, reducedSource, reducedSize, Pick(start, rest), reducedRow, constant);
    }

    /// <summary>For each eliminated coordinate k the conserved quantity with coefficient 1 there and 0 at the other eliminated ones: mᵣ = -Aᵣᵣ⁻ᵀ Aₖᵣᵀ.</summary>
    private static double[][] Coefficients(int n, double[] matrix, int[] rest, int[] eliminated, IDenseKernels kernels)
    {
        double[] square = [.. rest.SelectMany(j => rest.Select(i => matrix[i + (j * n)]))];
        var kept = new LinearRelaxation(rest.Length, square, Absolute(square), kernels);
        return kept.IsSingular
            ? [.. eliminated.Select(_ => rest.Select(_ => double.NaN).ToArray())]
            : [.. eliminated.Select(k => kept.Solve([.. rest.Select(j => -matrix[k + (j * n)])], transposed: true))];
    }

    /// <summary>The same by iteration; null also where that does not converge.</summary>
    public static RelaxationIntegral? ByIteration(BlochSystem system, int observable, IDenseKernels kernels)
    {
        NoiseExtension extension = system.Extension!;
        int block = extension.Deterministic.Rows;
        int[] constants = [.. system.Constants.Where(k => k < block)];
        int[] within = [.. Enumerable.Range(0, block).Except(constants)];
        (BlochEquations parts, int[] free) = Free(system, observable);
        return free.Length == within.Length * (system.Dimension / block) && NoiseExtendedSolver.Fits(free.Length, within.Length)
            ? Integrate(new NoiseExtendedSolver(parts.Matrix, extension, within, kernels), parts.Source, parts.SourceSize, parts.Start, parts.Row, parts.Constant)
            : null;
    }

    private static RelaxationIntegral? Integrate(IRelaxationSolver solver, double[] source, double[] sourceSize, double[] start, double[] row, double constant)
    {
        double[] sink = [.. source.Select(b => -b)];
        double[] final = Array.Exists(source, b => b != 0) ? solver.Solve(sink, transposed: false) : new double[source.Length];
        double[] difference = [.. start.Zip(final, (s, f) => s - f)];
        double[] departed = [.. difference.Select(d => -d)];
        double[] integral = solver.Solve(departed, transposed: false);
        double[] y = solver.Solve(row, transposed: true);
        double[] z = solver.Solve(y, transposed: true);
        double[] finalResidual = solver.Magnitude(final, sink, sourceSize);
        double end = constant + Dot(row, final);
        double finalError = EntryRounding * (Dot(Absolute(y), finalResidual) + Dot(Absolute(row), Absolute(final)) + Math.Abs(constant));
        double area = Dot(row, integral);
        double areaError = EntryRounding * (Dot(Absolute(y), solver.Magnitude(integral, departed, departed)) + Dot(Absolute(z), finalResidual) + Dot(Absolute(row), Absolute(integral)));
        double departure = Dot(row, difference);
        double startError = finalError + (EntryRounding * Dot(Absolute(row), Absolute(start)));
        return double.IsFinite(areaError) && double.IsFinite(area) && finalError <= 1e-3 * Dot(Absolute(row), [.. start.Zip(final, (s, f) => Math.Abs(s) + Math.Abs(f))]) + (1e-3 * Math.Abs(constant))
            ? new RelaxationIntegral(departure, area, end, startError, areaError, finalError) { Moment = Dot(z, difference) }
            : null;
    }

    private LineResolvent? Resolvent(double[] source, double[] sourceSize, double[] start, double[] row)
    {
        double[] final = Array.Exists(source, b => b != 0) ? Solve([.. source.Select(b => -b)], transposed: false) : new double[n];
        double[] difference = [.. start.Zip(final, (s, f) => s - f)];
        return Array.TrueForAll(difference, double.IsFinite)
            ? new LineResolvent(matrix, magnitude, row, difference, Magnitude(final, source, sourceSize), b => Solve(b, transposed: true), kernels)
            : null;
    }

    /// <summary>Refined solution; not a number where the refinement does not converge, the matrix being singular to rounding.</summary>
    public double[] Solve(double[] right, bool transposed)
    {
        double[] x = [.. right];
        Back(x, transposed);
        double last = 0;
        for (int round = 0; round < Rounds; round++)
        {
            double[] correction = Residual(x, right, transposed);
            Back(correction, transposed);
            for (int i = 0; i < n; i++)
            {
                x[i] += correction[i];
            }

            last = Largest(correction);
        }

        return last <= 1e-12 * Largest(x) ? x : [.. x.Select(_ => double.NaN)];
    }

    private static double Largest(double[] v) => v.Length == 0 ? 0 : v.Max(Math.Abs);

    private void Back(double[] right, bool transposed) =>
        kernels.SolveFactored(n, transposed ? transposedFactors : factors, transposed ? transposedPivots : pivots, 1, right);

    /// <summary>b - A x with products and sums in twice the working precision.</summary>
    private double[] Residual(double[] x, double[] right, bool transposed)
    {
        double[] residual = new double[n];
        for (int i = 0; i < n; i++)
        {
            var sum = default(DoubledSum);
            sum.Add(right[i]);
            for (int j = 0; j < n; j++)
            {
                sum.AddProduct(transposed ? -matrix[j + (i * n)] : -matrix[i + (j * n)], x[j]);
            }

            residual[i] = sum.Value;
        }

        return residual;
    }

    /// <summary>|A||x| + |b|, with what entries were computed from in place of their moduli.</summary>
    public double[] Magnitude(double[] x, double[] right, double[] rightSize)
    {
        double[] sum = Absolute(rightSize);
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                sum[i] += magnitude[i + (j * n)] * Math.Abs(x[j]);
            }
        }

        return sum;
    }

    private static double[] Absolute(double[] v) => Array.ConvertAll(v, Math.Abs);

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double[] Pick(double[] all, int[] indices) => Array.ConvertAll(indices, i => all[i]);
}

/// <summary>Solves with a matrix and its transpose to the rounding of every equation.</summary>
internal interface IRelaxationSolver
{
    /// <summary>The refined solution of A x = b or Aᵀ x = b; not a number where it was not reached.</summary>
    double[] Solve(double[] right, bool transposed);

    /// <summary>|A||x| + |b| for a solution of A x = b, with what entries were computed from in place of their moduli, and with what a solution that is less than refined leaves.</summary>
    double[] Magnitude(double[] x, double[] right, double[] rightSize);
}
