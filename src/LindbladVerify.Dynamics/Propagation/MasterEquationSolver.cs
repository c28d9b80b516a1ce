using LindbladVerify.Dynamics.Propagation.Operators;
using LindbladVerify.Dynamics.Propagation.Sequences;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Solves dρ/dt = L(t)ρ, averaged exactly over classical noises, for the expectation values of observables over time.</summary>
/// <remarks>
/// Only what the observables see and the initial state reaches is solved, in a real basis of product operators. Systems
/// without such structure are solved on density matrices in operator form. Ornstein–Uhlenbeck noises that commute with
/// everything are averaged in closed form; the ladders of others are deepened until the values no longer change.
/// </remarks>
public static class MasterEquationSolver
{
    private const int FirstLadderDepth = 8;

    /// <summary>The expectation values of observables.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0), or a difference of states, [d, d], Hermitian.</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">Method, tolerance and limits.</param>
    /// <param name="cancellation">Checked between products.</param>
    /// <exception cref="ArgumentException">A dimension differs, an operator is not Hermitian, or the method cannot solve the model.</exception>
    /// <exception cref="InsufficientMemoryForPropagationException">The request needs more memory than allowed; the message says how much.</exception>
    public static PropagationResult Solve(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, PropagationOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new PropagationOptions();
        Validate(model, initial, observables, options);
        model = GaussianSums.Merge(PlayTraces(model));
        if (model.Sequence is not null)
        {
            return SequenceSolver.Solve(model, initial, observables, grid, options, cancellation);
        }

        RequireMethod(model.Drives.Count > 0, options);
        var run = new PropagationRun(model, initial, observables, grid, options, cancellation);
        PropagationResult result = run.NeedsLadder && run.NoAverage is not null ? Deepen(run, options) : run.Solve(0);
        return result with { ToleranceReached = result.ErrorEstimate.Index().All(e => e.Item <= options.Tolerance * run.Scale(e.Index)) };
    }

    /// <summary>The expectation values that given Bloch equations determine.</summary>
    /// <inheritdoc cref="Solve(OpenSystemModel, Operator, IReadOnlyList{Operator}, TimeGrid, PropagationOptions?, CancellationToken)"/>
    public static PropagationResult Solve(BlochSystem system, TimeGrid grid, PropagationOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new PropagationOptions();
        RequireMethod(system.Drives.Count > 0, options);
        return options.Method.Run(new BlochEquations(system, grid, options, cancellation), "as requested");
    }

    /// <summary>What every method says of a request, and which would be taken, without solving it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0), or a difference of states, [d, d], Hermitian.</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">Method, tolerance and limits.</param>
    /// <exception cref="ArgumentException">A dimension differs, or an operator is not Hermitian.</exception>
    public static PropagationPlan Explain(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, PropagationOptions? options = null)
    {
        options ??= new PropagationOptions();
        Validate(model, initial, observables, options);
        if (model.Sequence is not null)
        {
            return SequenceSolver.Explain(GaussianSums.Merge(PlayTraces(model)), initial, observables, grid, options);
        }

        var run = new PropagationRun(GaussianSums.Merge(PlayTraces(model)), initial, observables, grid, options, CancellationToken.None);
        int depth = run.NeedsLadder ? FirstLadderDepth : 0;
        try
        {
            return PropagationPlan.Of(run.Equations(depth), depth);
        }
        catch (InsufficientMemoryForPropagationException e)
        {
            return PropagationPlan.None(e.Message);
        }
    }

    /// <summary>The same of given Bloch equations.</summary>
    internal static PropagationPlan Explain(BlochSystem system, TimeGrid grid, PropagationOptions options) =>
        PropagationPlan.Of(new BlochEquations(system, grid, options, CancellationToken.None), 0);

    /// <summary>Whether the noises of a model are Gaussian and commute with everything that the observables see, so that <see cref="PropagationMethod.Auto"/> averages them in closed form however many they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0), [d, d].</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    public static bool HasClosedForm(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables) =>
        model.Sequence is null && new PropagationRun(GaussianSums.Merge(PlayTraces(model)), initial, observables, TimeGrid.Of([0]), new PropagationOptions(), CancellationToken.None).NoAverage is null;

    private static PropagationResult Deepen(PropagationRun run, PropagationOptions options)
    {
        PropagationResult previous = run.Solve(FirstLadderDepth);
        for (int depth = 2 * FirstLadderDepth; ; depth *= 2)
        {
            PropagationResult current = run.Solve(depth);
            double[] changes = [.. current.Values.Zip(previous.Values, LargestDifference)];
            bool converged = Enumerable.Range(0, changes.Length).All(o => changes[o] <= options.Tolerance * run.Scale(o));
            if (converged || 2 * depth > options.DeepestLadder)
            {
                string remark = converged
                    ? $"; the Ornstein–Uhlenbeck ladder converged at depth {depth}"
                    : $"; the Ornstein–Uhlenbeck ladder did not converge up to depth {depth}";
                return current with
                {
                    Reason = current.Reason + remark,
                    ErrorEstimate = [.. current.ErrorEstimate.Zip(changes, (e, c) => e + c)],
                };
            }

            previous = current;
        }
    }

    private static double LargestDifference(double[] a, double[] b)
    {
        double largest = 0;
        for (int k = 0; k < a.Length; k++)
        {
            largest = Math.Max(largest, Math.Abs(a[k] - b[k]));
        }

        return largest;
    }

    private static void Validate(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, PropagationOptions options)
    {
        if (initial.Dimension != model.Dimension)
        {
            throw new ArgumentException($"The initial state has dimension {initial.Dimension}, but the model has {model.Dimension}.", nameof(initial));
        }

        if (!initial.IsHermitian())
        {
            throw new ArgumentException("The initial state is not Hermitian.", nameof(initial));
        }

        for (int k = 0; k < observables.Count; k++)
        {
            if (observables[k].Dimension != model.Dimension || !observables[k].IsHermitian())
            {
                throw new ArgumentException($"Observable {k} must be Hermitian of dimension {model.Dimension}.", nameof(observables));
            }
        }

        if (!(options.Tolerance > 0) || !double.IsFinite(options.Tolerance))
        {
            throw new ArgumentException(FormattableString.Invariant($"The tolerance must be positive and finite, not {options.Tolerance:R}."), nameof(options));
        }

    }

    /// <summary>Recorded noise is one path: an explicit time dependence.</summary>
    private static OpenSystemModel PlayTraces(OpenSystemModel model) => model.Noise.Any(n => n.Process.Path is not null)
        ? new OpenSystemModel(
            model.Hamiltonian,
            model.Dissipators,
            [.. model.Noise.Where(n => n.Process.Path is null)],
            model.Space,
            [.. model.Drives, .. model.Noise.Where(n => n.Process.Path is not null).Select(n => new Drive(n.Operator, new TableEnvelope(n.Process.Path!)))]) { Sequence = model.Sequence }
        : model;

    private static void RequireMethod(bool isDriven, PropagationOptions options)
    {
        if (isDriven && !options.Method.FollowsDrives)
        {
            string[] others = [.. PropagationMethod.All.Prepend(PropagationMethod.Auto).Where(m => m.FollowsDrives).Select(m => m.Name)];
            throw new ArgumentException($"A model with drives or recorded noise changes in time: the method must be {string.Join(", ", others.SkipLast(1))} or {others[^1]}, not {options.Method}.", nameof(options));
        }
    }
}

/// <summary>How a propagation is to be done.</summary>
public sealed record PropagationOptions
{
    /// <summary>The method; by default the cheapest.</summary>
    public PropagationMethod Method { get; init; } = PropagationMethod.Auto;

    /// <summary>
    /// Allowed error of an expectation value, relative to |O|·|ρ(0)| (Frobenius norms), the largest value it could have.
    /// </summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>False solves the whole of Liouville space, to check the reduction.</summary>
    public bool Reduce { get; init; } = true;

    /// <summary>Dense kernels; null for the fastest ones found.</summary>
    public IDenseKernels? Kernels { get; init; }

    /// <summary>Memory that the solution may take, bytes; null for what the process has left.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Deepest Ornstein–Uhlenbeck ladder before it gives up.</summary>
    public int DeepestLadder { get; init; } = 4096;

    /// <summary>Told what a solution will take before it begins; may throw to refuse it.</summary>
    public Action<PropagationEstimate>? Announce { get; init; }
}

/// <summary>Expectation values over time, with how they were found and how far they can be trusted.</summary>
/// <param name="Grid">The times.</param>
/// <param name="Values">[observable][time].</param>
/// <param name="Method">The method that was used; never <see cref="PropagationMethod.Auto"/>.</param>
/// <param name="Reason">One sentence: why this method, on which equations.</param>
/// <param name="ErrorEstimate">Estimated largest absolute error of each observable's values, [observable].</param>
/// <param name="Dimension">Sizes before and after the reduction.</param>
/// <param name="Backend">What carried the dense kernels, or "managed" where none were needed.</param>
/// <param name="Statistics">What it took.</param>
public sealed record PropagationResult(
    TimeGrid Grid,
    double[][] Values,
    PropagationMethod Method,
    string Reason,
    double[] ErrorEstimate,
    PropagationDimension Dimension,
    string Backend,
    PropagationStatistics Statistics)
{
    /// <summary>Whether the estimated errors stay within the requested tolerance; rounding sets a floor that no method passes.</summary>
    public bool ToleranceReached { get; init; } = true;
}

/// <summary>What a propagation took.</summary>
/// <param name="Products">Products of the generator with a vector, or for the dense method with the propagator.</param>
/// <param name="Steps">Expansions, or accepted Runge–Kutta steps.</param>
/// <param name="RejectedSteps">Runge–Kutta steps done again with a shorter step.</param>
/// <param name="LadderDepth">Levels of the Ornstein–Uhlenbeck ladders above the ground level; 0 where there is none.</param>
/// <param name="Blocks">Independent blocks that the dense method solved one by one.</param>
public readonly record struct PropagationStatistics(long Products = 0, int Steps = 0, int RejectedSteps = 0, int LadderDepth = 0, int Blocks = 1);

/// <summary>How large the problem was and how large the one that was solved.</summary>
/// <param name="Hilbert">d.</param>
/// <param name="Liouville">d² times the number of noise modes.</param>
/// <param name="Solved">Real equations that were solved.</param>
public readonly record struct PropagationDimension(int Hilbert, double Liouville, long Solved);

/// <summary>dv/dt = (A + Σ f_k(t) B_k) v with explicit sparse matrices, and the rows that are wanted.</summary>
/// <param name="Generator">A, [n, n].</param>
/// <param name="Drives">B_k with f_k.</param>
/// <param name="Initial">v(0), [n].</param>
/// <param name="Rows">Row vectors [n].</param>
internal sealed record LinearProblem(SparseMatrix<double> Generator, IReadOnlyList<BlochDrive> Drives, double[] Initial, double[][] Rows)
{
    public int Dimension => Initial.Length;

    /// <summary>The whole of a system.</summary>
    public static LinearProblem Of(BlochSystem system) => new(system.Generator, system.Drives, system.Initial, [.. system.Observables]);

    /// <summary>The coordinates of one block, or of several at once.</summary>
    public LinearProblem Restrict(int[] indices) => indices.Length == Dimension
        ? this
        : new LinearProblem(
            Generator.Submatrix(indices, indices),
            [.. Drives.Select(d => d with { Generator = d.Generator.Submatrix(indices, indices) })],
            Pick(Initial, indices),
            Array.ConvertAll(Rows, r => Pick(r, indices)));

    private static double[] Pick(double[] vector, int[] indices) => Array.ConvertAll(indices, i => vector[i]);
}
