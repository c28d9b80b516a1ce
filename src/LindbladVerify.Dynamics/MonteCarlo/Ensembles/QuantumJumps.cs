using LindbladVerify.Dynamics.MonteCarlo.Jumps;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// Quantum-jump unravelling of the master equation into state vectors, for systems whose density matrix does not fit: the average
/// of |ψ⟩⟨ψ|/⟨ψ|ψ⟩ over trajectories is ρ(t). Classical noises and drives are followed along with the jumps.
/// </summary>
/// <remarks>
/// Waiting-time algorithm: a uniform number r is drawn, ψ moves with the effective Hamiltonian H − (i/2) Σ γ L†L until its squared
/// norm has fallen to r, and then jumps into Lψ with probability proportional to γ|Lψ|². Dalibard, Castin and Mølmer, Phys. Rev. Lett. 68, 580 (1992),
/// doi:10.1103/PhysRevLett.68.580; Plenio and Knight, Rev. Mod. Phys. 70, 101 (1998), doi:10.1103/RevModPhys.70.101.
/// There is no time step, except for noises that vary continuously. Motion between jumps is exact to rounding, and jump times
/// to 1e-11. Trajectories move eight at a time, by products of one matrix with eight vectors; the bits of each depend on the seed, its
/// number and the dense kernels that made the propagators, not on its neighbours, threads or the width of registers. Memory: 50 to 100 vectors for
/// each thread, whatever the number of trajectories.
/// </remarks>
public static class QuantumJumps
{
    /// <summary>Ensemble means with their standard errors.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">
    /// ρ(0), [d, d], a state: Hermitian, positive, with positive trace (divided out). Trajectories draw pure states from it; its
    /// coherences may join up to 2048 basis states at a time.
    /// </param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">Number of trajectories, seed and limits; <see cref="EnsembleOptions.Method"/> must be Auto.</param>
    /// <param name="cancellation">Cancels; blocks of 16 to 64 trajectories that were complete are kept and reported.</param>
    /// <param name="progress">Reported after every block, from worker threads but never concurrently.</param>
    /// <exception cref="ArgumentException">A dimension differs, an operator is not Hermitian, ρ(0) is no state, or an option is out of range.</exception>
    /// <exception cref="InsufficientMemoryForPropagationException">The vectors need more memory than allowed; the message says how much.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before anything was complete.</exception>
    public static EnsembleResult Solve(
        OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options = null,
        CancellationToken cancellation = default, IProgress<TrajectoryProgress>? progress = null)
    {
        EnsembleArguments.Check(model, initial, observables);
        return Run(model, InitialMixture.Of(initial), observables, grid, options, cancellation, progress);
    }

    /// <summary>Ensemble means from a product of local states, which need not fit as a density matrix of the whole.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">A state of every site, in the order of the model's space.</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">As above.</param>
    /// <param name="cancellation">As above.</param>
    /// <param name="progress">As above.</param>
    /// <inheritdoc cref="Solve(OpenSystemModel, Operator, IReadOnlyList{Operator}, TimeGrid, EnsembleOptions?, CancellationToken, IProgress{TrajectoryProgress}?)"/>
    public static EnsembleResult Solve(
        OpenSystemModel model, IReadOnlyList<Operator> initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options = null,
        CancellationToken cancellation = default, IProgress<TrajectoryProgress>? progress = null)
    {
        int[] expected = [.. model.Space.Sites.Select(s => s.Dimension)], given = [.. initial.Select(s => s.Dimension)];
        if (!expected.SequenceEqual(given))
        {
            throw new ArgumentException($"The local states have dimensions {string.Join(", ", given)}; the model's sites have {string.Join(", ", expected)}.", nameof(initial));
        }

        EnsembleArguments.Check(model, observables);
        return Run(model, InitialMixture.OfProduct(initial), observables, grid, options, cancellation, progress);
    }

    private static EnsembleResult Run(
        OpenSystemModel model, InitialMixture initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options,
        CancellationToken cancellation, IProgress<TrajectoryProgress>? progress)
    {
        options ??= new EnsembleOptions();
        options.Validate();
        if (options.Method != EnsembleMethod.Auto)
        {
            throw new ArgumentException($"Method = {options.Method} is not allowed for quantum jumps; it must be Auto.", nameof(options));
        }

        double[] scales = EnsembleArguments.Norms(observables);
        var unrolled = UnrolledSequence.Of(model);
        return LaneWidths.Resolve(LaneWidth.Auto) switch
        {
            LaneWidth.Vector512 => new JumpRun<Lanes512>(unrolled, initial, observables, scales, grid, options, cancellation, progress).Solve(),
            LaneWidth.Vector256 => new JumpRun<Lanes256>(unrolled, initial, observables, scales, grid, options, cancellation, progress).Solve(),
            LaneWidth.Vector128 => new JumpRun<Lanes128>(unrolled, initial, observables, scales, grid, options, cancellation, progress).Solve(),
            _ => new JumpRun<ScalarLane>(unrolled, initial, observables, scales, grid, options, cancellation, progress).Solve(),
        };
    }
}
