using LindbladVerify.Dynamics.Diffusion;

namespace LindbladVerify.Verification.Paper;

/// <summary>The rise of the visible spins by diffusion alone, relative to its end: continuum, two compartments, and single nuclei.</summary>
/// <param name="Model">The model.</param>
/// <param name="Summary">Times of the continuum.</param>
/// <param name="Times">s [m], equally spaced in the logarithm.</param>
/// <param name="Continuum">[m].</param>
/// <param name="TwoCompartments">1 - exp(-t/τ) [m].</param>
/// <param name="Lattice">Single nuclei on lattices [m].</param>
/// <param name="Glass">Single nuclei in glasses [m].</param>
/// <param name="Spins">Number of nuclei of the lattices and of the glasses.</param>
internal sealed record ExchangeComparison(
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

/// <summary>
/// How hidden and visible spins even out by diffusion alone, against the two-compartment model dP_v/dt = k_v (P_h - P_v), whose approach
/// to equilibrium is exp(-t/τ).
/// </summary>
/// <param name="MeanTime">τ = ∫ (1 - P_v(t)/P_v(∞)) dt, s: the time constant of the two-compartment model with the same area.</param>
/// <param name="HalfTime">Time of half the rise, s; τ ln 2 for two compartments.</param>
/// <param name="NineTenthsTime">Time of nine tenths of the rise, s; τ ln 10 for two compartments.</param>
/// <param name="SlowestTime">Time constant of the slowest mode, s.</param>
/// <param name="SlowestWeight">Share of the rise that the slowest mode carries; 1 for two compartments.</param>
/// <param name="LargestDeviation">Largest difference of the rise and the two-compartment rise, relative to the whole rise.</param>
/// <param name="HiddenShare">Volume of the hidden spins over that of all.</param>
internal sealed record ExchangeSummary(
    double MeanTime, double HalfTime, double NineTenthsTime, double SlowestTime, double SlowestWeight, double LargestDeviation, double HiddenShare)
{
    /// <summary>P_v(∞) over the preparation: the hidden share, once all is even.</summary>
    public double Plateau => HiddenShare;

    /// <summary>τ_90/τ_50; 3.32 for one exponential.</summary>
    public double Stretch => NineTenthsTime / HalfTime;

    /// <summary>k_v and k_h of the two-compartment model, 1/s: dP_v/dt = k_v (P_h - P_v), dP_h/dt = k_h (P_v - P_h), with k_v + k_h = 1/τ and detailed balance.</summary>
    public (double Visible, double Hidden) CompartmentRates => (HiddenShare / MeanTime, (1 - HiddenShare) / MeanTime);

    /// <summary>The summary of a model's diffusion; relaxation and source are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static ExchangeSummary Of(HypResModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        RadialExchange exchange = model.DiffusionAlone();
        double[] initial = [.. model.Initial().Select(v => v / model.Prepared)];
        double[] visible = model.VisibleMean();
        double total = exchange.Grid.Volumes.Sum();
        double plateau = initial.Zip(exchange.Grid.Volumes, (p, v) => p * v).Sum() / total;
        double start = Dot(visible, initial);
        double rise = plateau - start;
        double mean = -Dot(visible, RadialRelaxation.Integral(exchange, initial)) / rise;
        (double rate, double[] mode) = RadialRelaxation.SlowestMode(exchange);
        double amplitude = mode.Select((m, i) => exchange.Grid.Volumes[i] * m * initial[i]).Sum();

        double[] times = [0, .. Enumerable.Range(0, 600).Select(k => mean * Math.Pow(10, -4 + (6 * k / 599.0)))];
        double[] signal = new TrBdf2(exchange).Solve(initial, times, 1e-6 * Math.Max(plateau, 1e-6), cancellation).Observe(visible);
        double[] missing = [.. signal.Select(s => (plateau - s) / rise)];
        return new ExchangeSummary(
            mean,
            Crossing(times, missing, 0.5),
            Crossing(times, missing, 0.1),
            1 / rate,
            -Dot(visible, mode) * amplitude / rise,
            times.Select((t, k) => Math.Abs(missing[k] - Math.Exp(-t / mean))).Max(),
            plateau);
    }

    /// <summary>Where the missing part falls to a level: linear in the logarithm of what is missing between two times.</summary>
    private static double Crossing(double[] times, double[] missing, double level)
    {
        int k = Array.FindIndex(missing, m => m <= level);
        double a = Math.Log(missing[k - 1]);
        double b = Math.Log(missing[k]);
        return times[k - 1] + ((times[k] - times[k - 1]) * (a - Math.Log(level)) / (a - b));
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
