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

    /// <summary>Whether the noises of a model are Gaussian and commute with everything that the observables see, so that <see cref="PropagationMethod.Auto"/> averages them in closed form however many they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0), [d, d].</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    public static bool HasClosedForm(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables) =>
        new PropagationRun(GaussianSums.Merge(PlayTraces(model)), initial, observables, TimeGrid.Of([0]), new PropagationOptions(), CancellationToken.None).NoAverage is null;

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
            [.. model.Drives, .. model.Noise.Where(n => n.Process.Path is not null).Select(n => new Drive(n.Operator, new TableEnvelope(n.Process.Path!)))])
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
