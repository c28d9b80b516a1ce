using LindbladVerify.Dynamics.Diffusion;

namespace LindbladVerify.Verification.HypRes;

/// <summary>The rise of the visible spins by diffusion alone, relative to its end: continuum, two compartments, and single nuclei.</summary>
/// <param name="Model">The model.</param>
/// <param name="Summary">Times of the continuum.</param>
/// <param name="Times">s [m], equally spaced in the logarithm.</param>
/// <param name="Continuum">[m].</param>
/// <param name="TwoCompartments">1 - exp(-t/τ) [m].</param>
/// <param name="Lattice">Single nuclei on lattices [m].</param>
/// <param name="Glass">Single nuclei in glasses [m].</param>
/// <param name="Spins">Number of nuclei of the lattices and of the glasses.</param>
public sealed record ExchangeComparison(
    HypResModel Model,
    ExchangeSummary Summary,
    IReadOnlyList<double> Times,
    IReadOnlyList<double> Continuum,
    IReadOnlyList<double> TwoCompartments,
    IReadOnlyList<double> Lattice,
    IReadOnlyList<double> Glass,
    (int Lattice, int Glass) Spins)
{
    /// <summary>Half-time of a rise, s: linear in the logarithm of time.</summary>
    public double HalfTime(IReadOnlyList<double> rise)
    {
        ArgumentNullException.ThrowIfNull(rise);
        int k = Enumerable.Range(1, rise.Count - 1).First(i => rise[i] >= 0.5);
        double share = (0.5 - rise[k - 1]) / (rise[k] - rise[k - 1]);
        return Times[k - 1] * Math.Pow(Times[k] / Times[k - 1], share);
    }

    /// <summary>Computes all four.</summary>
    /// <param name="model">Its polarization, conventions, noise and method; relaxation is left out.</param>
    /// <param name="spheres">Number of spheres of single nuclei.</param>
    /// <param name="cutoff">Largest distance of an exchanging pair, in units of a.</param>
    /// <param name="seed">Seed of the positions.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public static ExchangeComparison Compute(HypResModel model, int spheres = 30, double cutoff = 1.2, ulong seed = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ExchangeSummary summary = ExchangeSummary.Of(model, cancellation);
        double[] times = [.. Enumerable.Range(0, 121).Select(k => summary.MeanTime * Math.Pow(10, -3 + (6 * k / 120.0)))];
        double[] withZero = [0, .. times];
        double[] continuum = new TrBdf2(model.DiffusionAlone()).Solve(model.Initial(), withZero, 1e-7, cancellation).Observe(model.VisibleMean());
        double plateau = summary.Plateau * model.Prepared;
        double[] Spins(SpinArrangement arrangement, out int count)
        {
            var ensemble = new SpinEnsemble(model, arrangement, spheres, cutoff, seed);
            count = ensemble.Positions().Sum(s => s.Count);
            (double[] visible, double[] all) = ensemble.Solve(withZero, cancellation: cancellation);
            return [.. visible.Skip(1).Select(v => v / all[0])];
        }

        double[] lattice = Spins(SpinArrangement.Lattice, out int latticeCount);
        double[] glass = Spins(SpinArrangement.Glass, out int glassCount);
        return new ExchangeComparison(
            model,
            summary,
            times,
            [.. continuum.Skip(1).Select(v => v / plateau)],
            [.. times.Select(t => -Math.Exp(-t / summary.MeanTime) + 1)],
            lattice,
            glass,
            (latticeCount, glassCount));
    }
}
