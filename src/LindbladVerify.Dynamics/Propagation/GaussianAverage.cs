using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Krylov;
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
internal sealed class GaussianAverage(TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
{
    /// <summary>How far a commutator may be from zero, relative to the product of the sizes of its factors.</summary>
    private const double CommutatorRounding = 1e-13;

    private const int LargestDense = 96;

    /// <summary>Whether the parts of a block commute.</summary>
    public static bool Applies(InvariantBlock block)
    {
        SparseMatrix<double>[] parts = [block.Deterministic, .. block.NoiseParts];
        return Enumerable.Range(1, parts.Length - 1).All(k => Enumerable.Range(0, k).All(j => Commute(parts[k], parts[j])));
    }

    /// <summary>The expectation values.</summary>
    public PropagationResult Solve(InvariantBlock block, OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables)
    {
        OrnsteinUhlenbeckNoise[] noises = [.. model.Noise.Select(n => (OrnsteinUhlenbeckNoise)n.Process)];
        SparseMatrix<double> drift = block.Deterministic;
        SparseMatrix<double> pattern = drift;
        SparseMatrix<double>[] squares = [.. block.NoiseParts.Select(n => n * n)];
        for (int k = 0; k < noises.Length; k++)
        {
            drift += noises[k].Mean * block.NoiseParts[k];
            pattern = pattern + block.NoiseParts[k].Map(Math.Abs) + squares[k].Map(Math.Abs);
        }

        var system = new BlochSystem(pattern, block.Coordinates(initial), [.. observables.Select(block.Coordinates)], [], model.Dimension, (double)model.Dimension * model.Dimension, IsExact: true);
        double[][] values = [.. observables.Select(_ => new double[grid.Count])];
        double[] errors = new double[values.Length];
        long products = 0;
        IReadOnlyList<int[]> blocks = ReachableBlocks.Find(system);
        foreach (int[] indices in blocks)
        {
            LinearProblem problem = LinearProblem.Of(system).Restrict(indices);
            SparseMatrix<double>[] parts = [drift.Submatrix(indices, indices), .. squares.Select(s => s.Submatrix(indices, indices))];
            double relative = Propagate(problem, parts, noises, values, ref products) * VectorKernels.Norm(problem.Initial);
            for (int r = 0; r < errors.Length; r++)
            {
                errors[r] += relative * VectorKernels.Norm(problem.Rows[r]);
            }
        }

        int solved = blocks.Sum(b => b.Length);
        string equations = FormattableString.Invariant($"{solved} equations in {blocks.Count} independent blocks (the Ornstein–Uhlenbeck noises commute with everything)");
        return new VectorPropagation(values, errors, PropagationMethod.Dense, "average over Gaussian noise in closed form", new PropagationStatistics(products, grid.Count, Blocks: blocks.Count))
            .Result(grid, new PropagationDimension(model.Dimension, system.LiouvilleDimension, solved), BackendText.Managed, equations, 0);
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
    private double Propagate(LinearProblem problem, SparseMatrix<double>[] parts, OrnsteinUhlenbeckNoise[] noises, double[][] values, ref long products)
    {
        bool dense = problem.Dimension <= LargestDense;
        double[] state = problem.Initial;
        double[] last = new double[parts.Length];
        double error = 0;
        for (int k = 0; k < grid.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            double time = grid.Times[k];
            double[] weights = [time, .. noises.Select(n => 0.5 * n.Variance * (Spread(n.Rate * time) / n.Rate / n.Rate))];
            double[] increments = dense ? weights : [.. weights.Zip(last, (w, l) => w - l)];
            SparseMatrix<double> exponent = increments[0] * parts[0];
            for (int p = 1; p < parts.Length; p++)
            {
                exponent += increments[p] * parts[p];
            }

            if (dense)
            {
                state = Dense(exponent, problem.Initial);
                error = Math.Max(error, DensePropagator.Rounding(exponent.NormOne(), 0));
                products++;
            }
            else
            {
                ExponentialActionResult result = ExponentialAction.Compute(new SparseOperator(exponent), state, [], [1.0], new ExponentialActionOptions { Tolerance = options.Tolerance / grid.Count }, cancellation);
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
