using System.Globalization;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Evidence;

namespace LindbladVerify.Verification.Paper;

/// <summary>Flip-flop rate and spin diffusion coefficient against the distance from the electron, by any formula or any definition of the rate.</summary>
/// <remarks>D = W a² of Bloembergen, Physica 15, 386 (1949), doi:10.1016/0031-8914(49)90114-7: hops by a to six neighbours.</remarks>
/// <param name="Conventions">What turns a distance into couplings.</param>
/// <param name="Noise">The electron noise.</param>
/// <param name="Method">One of <see cref="RateSurvey.DeterministicMethods"/>: "eq9", "golden-rule", "exact", …</param>
internal sealed record DiffusionModel(Conventions Conventions, ElectronNoise Noise, string Method = "golden-rule")
{
    /// <summary>W of a pair whose inner nucleus sits at a distance, 1/s; NaN where the method gives none.</summary>
    /// <param name="distance">r, nm, positive.</param>
    /// <param name="polarization">Electron polarization P, from -1 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public double Rate(double distance, double polarization)
    {
        double sum = 0;
        foreach (PairCouplings couplings in Conventions.PairsAt(distance))
        {
            sum += couplings.Weight * (RateSurvey.Row(Method, Pair(couplings, polarization), Noise).Value ?? double.NaN);
        }

        return sum;
    }

    /// <summary>D = W a², nm²/s.</summary>
    /// <inheritdoc cref="Rate" path="/*[not(self::summary)]"/>
    public double Coefficient(double distance, double polarization) =>
        Rate(distance, polarization) * Conventions.Separation * Conventions.Separation;

    /// <summary>W(P = low)/W(P = high) at a distance: how much diffusion gains when microwaves depolarise the electron.</summary>
    public double SpeedUp(double distance, double low, double high) => Rate(distance, low) / Rate(distance, high);

    /// <summary>The pair of the model at a distance, where it is a single one.</summary>
    /// <exception cref="InvalidOperationException">The conventions average W over many pairs.</exception>
    public NuclearPair PairAt(double distance, double polarization)
    {
        IReadOnlyList<PairCouplings> pairs = Conventions.PairsAt(distance);
        return pairs.Count == 1
            ? Pair(pairs[0], polarization)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The conventions {Conventions.Name} average W over {pairs.Count} pairs at {distance:R} nm."));
    }

    private static NuclearPair Pair(PairCouplings c, double polarization) =>
        new(c.Dipolar, c.Hyperfine, polarization, c.ElectronRate, c.Broadening);
}

/// <summary>D(r) at one electron polarization.</summary>
/// <param name="Polarization">P.</param>
/// <param name="Distances">r, nm, ascending [n].</param>
/// <param name="Coefficients">D, nm²/s [n]; NaN where the method gives none.</param>
internal sealed record DiffusionCurve(double Polarization, IReadOnlyList<double> Distances, IReadOnlyList<double> Coefficients)
{
    /// <summary>The curve of a model.</summary>
    /// <param name="model">Couplings, noise and rate.</param>
    /// <param name="polarization">P, from -1 to 1.</param>
    /// <param name="distances">r, nm, positive.</param>
    public static DiffusionCurve Of(DiffusionModel model, double polarization, IReadOnlyList<double> distances)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(distances);
        return new DiffusionCurve(polarization, distances, [.. distances.Select(r => model.Coefficient(r, polarization))]);
    }
}

/// <summary>What Fig. 3(a) shows: D(r) for a family of electron polarizations, and the step that microwaves make at r_h.</summary>
/// <param name="Model">Couplings, noise and rate.</param>
/// <param name="Curves">One per polarization, ascending.</param>
/// <param name="Thermal">D at r_h and P = 0.9993, nm²/s: microwaves off.</param>
/// <param name="Irradiated">D at r_h and P = 0.5, nm²/s: microwaves on.</param>
internal sealed record DiffusionFamily(DiffusionModel Model, IReadOnlyList<DiffusionCurve> Curves, double Thermal, double Irradiated)
{
    /// <summary>Smallest distance drawn, nm.</summary>
    public const double Nearest = 0.2;

    /// <summary>P without microwaves, 1.2 K and 7.05 T.</summary>
    public const double ThermalPolarization = 0.9993;

    /// <summary>P with microwaves.</summary>
    public const double IrradiatedPolarization = 0.5;

    /// <summary>The conventions of the model.</summary>
    public Conventions Conventions => Model.Conventions;

    /// <summary>Name of the electron noise.</summary>
    public string NoiseName => Model.Noise.Name;

    /// <summary>Irradiated over thermal; the paper says 17.</summary>
    public double SpeedUp => Irradiated / Thermal;

    /// <summary>P = 0 … 1 in steps of 0.1 on a distance grid from 0.2 nm to a little beyond r_MV.</summary>
    /// <param name="conventions">What turns distances into couplings.</param>
    /// <param name="noise">Name of the electron noise, as <see cref="ElectronNoise.Parse"/> reads it; the default is that of the paper's Eq. (9).</param>
    /// <param name="points">Number of distances, at least 2.</param>
    /// <exception cref="FormatException">There is no such noise.</exception>
    public static DiffusionFamily Compute(Conventions conventions, string noise = "symmetric-telegraph", int points = 241)
    {
        ArgumentNullException.ThrowIfNull(conventions);
        var model = new DiffusionModel(conventions, ElectronNoise.Parse(noise));
        double[] r = Grid.Linear(Nearest, 1.1 * conventions.MeanVolumeRadius, points);
        var curves = new DiffusionCurve[11];
        Parallel.For(0, curves.Length, k => curves[k] = DiffusionCurve.Of(model, k / 10.0, r));
        return new DiffusionFamily(
            model, curves, model.Coefficient(conventions.HiddenRadius, ThermalPolarization), model.Coefficient(conventions.HiddenRadius, IrradiatedPolarization));
    }
}

/// <summary>
/// D(r) where Γc &lt; |A|, which the paper leaves grey: all orders in the coupling, from the residence time of the noise-extended equations of
/// motion, for the real electron, beside Eq. (9); and where the exchange is described by one rate at all.
/// </summary>
/// <param name="Conventions">What turned distances into couplings.</param>
/// <param name="Exact">The real electron, residence-time rate.</param>
/// <param name="Surrogate">Eq. (9).</param>
/// <param name="RateExists">[curve][distance]: the slowest mode is real and dominant.</param>
/// <param name="LargestHigherOrder">Largest relative difference of the residence-time rate and the golden rule on these curves.</param>
internal sealed record GreyRegion(
    Conventions Conventions,
    IReadOnlyList<DiffusionCurve> Exact,
    IReadOnlyList<DiffusionCurve> Surrogate,
    IReadOnlyList<IReadOnlyList<bool>> RateExists,
    double LargestHigherOrder)
{
    /// <summary>The curves from 0.1 to 0.9 nm.</summary>
    /// <param name="conventions">What turns distances into couplings; W itself not averaged.</param>
    /// <param name="polarizations">P of each curve; by default 0.5, 0.7, 0.9 and 0.9993.</param>
    /// <param name="points">Number of distances, at least 2.</param>
    /// <exception cref="InvalidOperationException">The conventions average W over many pairs, of which each has its own regime.</exception>
    public static GreyRegion Compute(Conventions conventions, IReadOnlyList<double>? polarizations = null, int points = 161)
    {
        double[] r = Grid.Linear(0.1, 0.9, points);
        double[] p = [.. polarizations ?? [0.5, 0.7, 0.9, DiffusionFamily.ThermalPolarization]];
        ElectronNoise electron = ElectronNoise.ElectronTelegraph;
        var exact = new DiffusionModel(conventions, electron, "exact");
        var leading = new DiffusionModel(conventions, electron);
        DiffusionCurve[] curves = [.. p.Select(q => DiffusionCurve.Of(exact, q, r))];
        double largest = curves.Max(c => c.Distances.Zip(c.Coefficients, (d, value) => Math.Abs((value / leading.Coefficient(d, c.Polarization)) - 1)).Max());
        return new GreyRegion(
            conventions,
            curves,
            [.. p.Select(q => DiffusionCurve.Of(new DiffusionModel(conventions, ElectronNoise.SymmetricTelegraph, "eq9"), q, r))],
            [.. p.Select(q => (IReadOnlyList<bool>)[.. r.Select(d => FlipFlopRates.Regime(exact.PairAt(d, q), electron).RateExists)])],
            largest);
    }
}
