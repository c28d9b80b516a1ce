using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Geometry;

/// <summary>
/// D(r) where Γc &lt; |A|, which the paper leaves grey: all orders in the coupling, from the residence time of the noise-extended equations of
/// motion, for the real electron, beside Eq. (9); and where the exchange is described by one rate at all.
/// </summary>
/// <param name="Conventions">What turned distances into couplings.</param>
/// <param name="Exact">The real electron, residence-time rate.</param>
/// <param name="Surrogate">Eq. (9).</param>
/// <param name="RateExists">[curve][distance]: the slowest mode is real and dominant.</param>
/// <param name="LargestHigherOrder">Largest relative difference of the residence-time rate and the golden rule on these curves.</param>
public sealed record GreyRegion(
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
