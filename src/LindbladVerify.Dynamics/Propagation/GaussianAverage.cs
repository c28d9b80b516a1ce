using System.Numerics;
using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.Dynamics.Propagation.Faber;
using LindbladVerify.Dynamics.Propagation.Operators;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The average over Ornstein–Uhlenbeck noises whose generators commute with all others: exact, without a ladder, for any number of them.</summary>
/// <remarks>
/// v(t) = exp(A t + Σ_k (m_k t N_k + ½ V_k(t) N_k²)) v(0), where N_k multiplies ξ_k, m_k is its mean and
/// V_k(t) = 2σ²(γt - 1 + e^(-γt))/γ² the variance of ∫ξ_k dt (Kubo 1954, doi:10.1143/JPSJ.9.935).
/// </remarks>
internal sealed class GaussianAverage : PropagationEquations
{
    /// <summary>How far a commutator may be from zero, relative to the product of the sizes of its factors.</summary>
    private const double CommutatorRounding = 1e-13;

    private const int LargestDense = 96;

    private readonly BlochSystem system;
    private readonly IReadOnlyList<int[]> blocks;
    private readonly OrnsteinUhlenbeckNoise[] noises;
    private readonly SparseMatrix<double> drift;
    private readonly SparseMatrix<double>[] squares;

    /// <param name="block">A block whose parts commute.</param>
    /// <param name="model">A model whose noises are all Gaussian.</param>
    /// <param name="initial">ρ(0), [d, d].</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">Tolerance and limits.</param>
    /// <param name="cancellation">Ends the work.</param>
    public GaussianAverage(InvariantBlock block, OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
        : base(grid, options, cancellation)
    {
        noises = [.. model.Noise.Select(n => n.Process.Gaussian!)];
        drift = block.Deterministic;
        SparseMatrix<double> pattern = drift;
        squares = [.. block.NoiseParts.Select(n => n * n)];
        for (int k = 0; k < noises.Length; k++)
        {
            drift += noises[k].Mean * block.NoiseParts[k];
            pattern = pattern + block.NoiseParts[k].Map(Math.Abs) + squares[k].Map(Math.Abs);
        }

        system = new BlochSystem(pattern, block.Coordinates(initial), [.. observables.Select(block.Coordinates)], [], model.Dimension, (double)model.Dimension * model.Dimension, IsExact: true);
        blocks = ReachableBlocks.Find(system);
        Dimension = new PropagationDimension(model.Dimension, system.LiouvilleDimension, blocks.Sum(b => b.Length));
    }

    public override PropagationDimension Dimension { get; }

    public override GaussianAverage Average => this;

    /// <summary>Whether the parts of a block commute.</summary>
    public static bool Applies(InvariantBlock block)
    {
        SparseMatrix<double>[] parts = [block.Deterministic, .. block.NoiseParts];
        return Enumerable.Range(1, parts.Length - 1).All(k => Enumerable.Range(0, k).All(j => Commute(parts[k], parts[j])));
    }

    public override string Describe(string why) =>
        FormattableString.Invariant($"{Dimension.Solved} equations in {blocks.Count} independent blocks (the Ornstein–Uhlenbeck noises commute with everything)");

    /// <summary>One exponential for every output time, of each block.</summary>
    public PropagationForecast Forecast()
    {
        double time = 0, bytes = 0, accuracy = 0;
        foreach (int[] indices in blocks)
        {
            double n = indices.Length;
            double norm = Exponent(Parts(indices), Weights(Grid.Last)).NormOne();
            bool dense = n <= LargestDense;
            time += Grid.Count * (dense
                ? (2 * n * n * n * 18 / DenseExponential.Gigaflops(n, DenseKernels.Managed)) + (n * n)
                : KrylovExpansion.Time(KrylovExpansion.SparseProduct(system.Generator.StoredCount, indices.Length), n, norm / Grid.Count, 1));
            bytes += dense ? MemoryBudget.Dense(n) : 48.0 * system.Generator.StoredCount;
            accuracy = Math.Max(accuracy, dense ? DensePropagator.Rounding(norm, 0) : Grid.Count * ExponentialAction.Unavoidable(KrylovExpansion.Products(norm / Grid.Count)));
        }

        return new PropagationForecast(time, bytes, accuracy);
    }

    /// <summary>The expectation values.</summary>
    public PropagationResult Solve()
    {
        double[][] values = [.. system.Observables.Select(_ => new double[Grid.Count])];
        double[] errors = new double[values.Length];
        long products = 0;
        foreach (int[] indices in blocks)
        {
            LinearProblem problem = LinearProblem.Of(system).Restrict(indices);
            double relative = Propagate(problem, Parts(indices), values, ref products) * VectorKernels.Norm(problem.Initial);
            for (int r = 0; r < errors.Length; r++)
            {
                errors[r] += relative * VectorKernels.Norm(problem.Rows[r]);
            }
        }

        return Result(
            new VectorPropagation(values, errors, PropagationMethod.Dense, "average over Gaussian noise in closed form", new PropagationStatistics(products, Grid.Count, Blocks: blocks.Count)), string.Empty);
    }

    /// <summary>2(x - 1 + e^(-x)), without cancellation.</summary>
    public static double Spread(double x)
    {
        if (x > 1)
        {
            return 2 * (x - 1 + Math.Exp(-x));
        }

        double sum = 0;
        double term = x * x;
        for (int k = 3; Math.Abs(term) > 1e-18 * sum && k < 40; k++)
        {
            sum += term;
            term *= -x / k;
        }

        return sum;
    }

    /// <summary>Adds the values of one block; returns their error relative to |row||v(0)|.</summary>
    private double Propagate(LinearProblem problem, SparseMatrix<double>[] parts, double[][] values, ref long products)
    {
        bool dense = problem.Dimension <= LargestDense;
        double[] state = problem.Initial;
        double[] last = new double[parts.Length];
        double error = 0;
        for (int k = 0; k < Grid.Count; k++)
        {
            Cancellation.ThrowIfCancellationRequested();
            double[] weights = Weights(Grid.Times[k]);
            SparseMatrix<double> exponent = Exponent(parts, dense ? weights : [.. weights.Zip(last, (w, l) => w - l)]);
            if (dense)
            {
                state = Dense(exponent, problem.Initial);
                error = Math.Max(error, DensePropagator.Rounding(exponent.NormOne(), 0));
                products++;
            }
            else
            {
                ExponentialActionResult result = ExponentialAction.Compute(new SparseOperator(exponent), state, [], [1.0], new ExponentialActionOptions { Tolerance = Options.Tolerance / Grid.Count }, Cancellation);
                state = result.Final;
                error += result.RelativeError;
                products += result.Products;
                last = weights;
            }

            for (int r = 0; r < problem.Rows.Length; r++)
            {
                values[r][k] += VectorKernels.Dot(problem.Rows[r], state);
            }
        }

        return error;
    }

    private SparseMatrix<double>[] Parts(int[] indices) => [drift.Submatrix(indices, indices), .. squares.Select(s => s.Submatrix(indices, indices))];

    /// <summary>What the parts are multiplied by at a time: t, and half the variances of the integrals of the noises.</summary>
    private double[] Weights(double time) => [time, .. noises.Select(n => 0.5 * n.Variance * (Spread(n.Rate * time) / n.Rate / n.Rate))];

    private static SparseMatrix<double> Exponent(SparseMatrix<double>[] parts, double[] weights)
    {
        SparseMatrix<double> exponent = weights[0] * parts[0];
        for (int p = 1; p < parts.Length; p++)
        {
            exponent += weights[p] * parts[p];
        }

        return exponent;
    }

    private static double[] Dense(SparseMatrix<double> exponent, double[] initial)
    {
        int n = initial.Length;
        double[] state = new double[n];
        double[] propagator = MatrixExponential.Compute(DenseKernels.Managed, n, exponent.ToDense()).Matrix;
        DenseKernels.Managed.MultiplyVector(Transposition.None, n, n, 1, propagator, n, initial, 0, state);
        return state;
    }

    private static bool Commute(SparseMatrix<double> a, SparseMatrix<double> b) =>
        ((a * b) - (b * a)).LargestModulus() <= CommutatorRounding * a.LargestModulus() * b.LargestModulus();
}

/// <summary>Sums of independent Ornstein–Uhlenbeck noises of one rate on one operator, which are one such noise.</summary>
internal static class GaussianSums
{
    private const double Rounding = 1e-14;

    /// <summary>The model with noises of the same rate on proportional operators put together: means add, and so do variances.</summary>
    public static OpenSystemModel Merge(OpenSystemModel model)
    {
        var merged = new List<NoiseCoupling>();
        foreach (NoiseCoupling coupling in model.Noise)
        {
            int home = merged.FindIndex(m => Factor(m, coupling) is not null);
            if (home < 0)
            {
                merged.Add(coupling);
                continue;
            }

            double factor = Factor(merged[home], coupling)!.Value;
            merged[home] = merged[home] with { Process = merged[home].Process.Gaussian!.Plus(factor, coupling.Process.Gaussian!) };
        }

        return merged.Count == model.Noise.Count ? model : new OpenSystemModel(model.Hamiltonian, model.Dissipators, merged, model.Space, model.Drives) { Sequence = model.Sequence };
    }

    /// <summary>c where the second operator is c times the first and both noises are Gaussian with the same rate; else null.</summary>
    private static double? Factor(NoiseCoupling first, NoiseCoupling second)
    {
        if (first.Process.Gaussian is not { } a || second.Process.Gaussian is not { } b || a.Rate != b.Rate || first.Operator.Matrix.LargestModulus() == 0)
        {
            return null;
        }

        (int row, int column, Complex value) = first.Operator.Matrix.Entries().MaxBy(e => e.Value.Magnitude);
        double factor = (second.Operator[row, column] / value).Real;
        Operator difference = second.Operator - (factor * first.Operator);
        return difference.Matrix.LargestModulus() <= Rounding * second.Operator.Matrix.LargestModulus() ? factor : null;
    }
}
