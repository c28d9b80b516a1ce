namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>
/// Diffusion between spherical shells with reflecting walls: ∂p/∂t = r⁻² ∂_r(r² D ∂_r p) - R p + b, finite volumes, second order in the thickness.
/// </summary>
/// <remarks>
/// The flux through a face is its area times D there times the difference of the neighbouring values over the distance of the centres, and
/// leaves one shell as it enters the other: polarization is conserved to rounding. The tridiagonal system is eliminated without subtractions
/// (its rows keep the form weight + conductances, as in Grassmann, Taksar and Heyman, Oper. Res. 33, 1107 (1985), doi:10.1287/opre.33.5.1107),
/// so that conservation does not suffer however long the step is. Cost: O(n).
/// </remarks>
internal sealed class RadialExchange : ILinearExchange
{
    private readonly double[] weights;
    private readonly double[] conductances;
    private readonly double[] losses;
    private readonly double[] gains;
    private readonly double[] pivots;
    private readonly double[] eliminated;

    /// <summary>The exchange on a grid.</summary>
    /// <param name="grid">The shells.</param>
    /// <param name="coefficient">D at a radius in nm, nm²/s, zero or positive.</param>
    /// <param name="losses">Loss rates R [n], 1/s; null for none.</param>
    /// <param name="gains">Gains b [n], 1/s; null for none.</param>
    /// <exception cref="ArgumentException">A coefficient or loss rate is negative or not finite, or a length differs.</exception>
    public RadialExchange(RadialGrid grid, Func<double, double> coefficient, IReadOnlyList<double>? losses = null, IReadOnlyList<double>? gains = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(coefficient);
        Grid = grid;
        weights = [.. grid.Volumes];
        conductances = new double[grid.Count - 1];
        for (int k = 0; k < conductances.Length; k++)
        {
            double r = grid.Faces[k + 1];
            double d = coefficient(r);
            if (!(d >= 0) || !double.IsFinite(d))
            {
                throw new ArgumentException($"The diffusion coefficient must be zero or positive and finite; at {r:R} nm it is {d:R} nm²/s.", nameof(coefficient));
            }

            conductances[k] = 4 * Math.PI * r * r * d / (grid.Centres[k + 1] - grid.Centres[k]);
        }

        this.losses = CellRates.Losses(losses, grid.Count);
        this.gains = CellRates.Gains(gains, grid.Count);
        pivots = new double[grid.Count];
        eliminated = new double[grid.Count];
    }

    /// <summary>The shells.</summary>
    public RadialGrid Grid { get; }

    /// <inheritdoc/>
    public int Count => weights.Length;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => weights;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Gains => gains;

    /// <summary>Whether any shell loses or gains polarization other than by exchange.</summary>
    public bool HasLossOrGain => Array.Exists(losses, v => v != 0) || Array.Exists(gains, v => v != 0);

    /// <summary>Conductances of the inner faces [n - 1], nm³/s.</summary>
    public ReadOnlySpan<double> Conductances => conductances;

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> p, Span<double> derivative)
    {
        double entering = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double leaving = i < conductances.Length ? conductances[i] * (p[i] - p[i + 1]) : 0;
            derivative[i] = ((entering - leaving) / weights[i]) - (losses[i] * p[i]) + gains[i];
            entering = leaving;
        }
    }

    /// <inheritdoc/>
    public void SolveImplicit(double s, ReadOnlySpan<double> right, Span<double> x)
    {
        // Row i: (w_i (1 + s R_i) + s g_{i-1} + s g_i) x_i - s g_{i-1} x_{i-1} - s g_i x_{i+1} = w_i right_i.
        // Eliminating i-1 leaves the weight w_i (1 + s R_i) + pivot_{i-1} s g_{i-1}/(pivot_{i-1} + s g_{i-1}): sums of positive numbers only.
        int n = weights.Length;
        double carriedWeight = 0;
        double carriedRight = 0;
        for (int i = 0; i < n; i++)
        {
            double weight = (weights[i] * (1 + (s * losses[i]))) + carriedWeight;
            double sum = (weights[i] * right[i]) + carriedRight;
            double conductance = i + 1 < n ? s * conductances[i] : 0;
            pivots[i] = weight + conductance;
            eliminated[i] = sum;
            double share = conductance / pivots[i];
            carriedWeight = weight * share;
            carriedRight = sum * share;
        }

        x[n - 1] = eliminated[n - 1] / pivots[n - 1];
        for (int i = n - 2; i >= 0; i--)
        {
            x[i] = (eliminated[i] + (s * conductances[i] * x[i + 1])) / pivots[i];
        }
    }
}

/// <summary>Spherical shells between two radii: n shells with n + 1 faces.</summary>
internal sealed class RadialGrid
{
    private readonly double[] faces;
    private readonly double[] centres;
    private readonly double[] volumes;

    private RadialGrid(double[] faces)
    {
        this.faces = faces;
        int n = faces.Length - 1;
        centres = new double[n];
        volumes = new double[n];
        for (int i = 0; i < n; i++)
        {
            double a = faces[i];
            double b = faces[i + 1];
            centres[i] = (a + b) / 2;
            volumes[i] = 4 * Math.PI / 3 * (b - a) * ((a * a) + (a * b) + (b * b));
        }
    }

    /// <summary>Number of shells.</summary>
    public int Count => centres.Length;

    /// <summary>Radii of the faces [n + 1], nm.</summary>
    public IReadOnlyList<double> Faces => faces;

    /// <summary>Radii half-way between the faces [n], nm.</summary>
    public IReadOnlyList<double> Centres => centres;

    /// <summary>Volumes [n], nm³.</summary>
    public IReadOnlyList<double> Volumes => volumes;

    /// <summary>Shells of equal thickness.</summary>
    /// <param name="inner">Inner radius, nm, zero or positive.</param>
    /// <param name="outer">Outer radius, nm, above the inner.</param>
    /// <param name="shells">At least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static RadialGrid Uniform(double inner, double outer, int shells)
    {
        if (!(inner >= 0) || !double.IsFinite(inner))
        {
            throw new ArgumentOutOfRangeException(nameof(inner), inner, $"The inner radius must be zero or positive, not {inner:R} nm.");
        }

        if (!(outer > inner) || !double.IsFinite(outer))
        {
            throw new ArgumentOutOfRangeException(nameof(outer), outer, $"The outer radius must be finite and exceed the inner radius {inner:R} nm; it is {outer:R} nm.");
        }

        if (shells < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(shells), shells, $"There must be at least 2 shells, not {shells}.");
        }

        return new RadialGrid([.. Enumerable.Range(0, shells + 1).Select(k => k == shells ? outer : inner + ((outer - inner) * k / shells))]);
    }

    /// <summary>The share of each shell that lies inside a radius, from 0 to 1 [n].</summary>
    public double[] InsideFraction(double radius)
    {
        double[] share = new double[Count];
        for (int i = 0; i < share.Length; i++)
        {
            double a = faces[i];
            double b = Math.Clamp(radius, a, faces[i + 1]);
            share[i] = 4 * Math.PI / 3 * (b - a) * ((a * a) + (a * b) + (b * b)) / volumes[i];
        }

        return share;
    }
}

/// <summary>Checks of loss rates and gains.</summary>
internal static class CellRates
{
    public static double[] Losses(IReadOnlyList<double>? losses, int count)
    {
        double[] values = Copy(losses, count, nameof(losses));
        int bad = Array.FindIndex(values, v => !(v >= 0) || !double.IsFinite(v));
        return bad < 0 ? values : throw new ArgumentException($"A loss rate must be zero or positive and finite; that of cell {bad} is {values[bad]:R} 1/s.", nameof(losses));
    }

    public static double[] Gains(IReadOnlyList<double>? gains, int count)
    {
        double[] values = Copy(gains, count, nameof(gains));
        int bad = Array.FindIndex(values, v => !double.IsFinite(v));
        return bad < 0 ? values : throw new ArgumentException($"A gain must be finite; that of cell {bad} is {values[bad]:R} 1/s.", nameof(gains));
    }

    private static double[] Copy(IReadOnlyList<double>? values, int count, string name) =>
        values is null ? new double[count]
        : values.Count == count ? [.. values]
        : throw new ArgumentException($"There must be one value per cell, {count}, not {values.Count}.", name);
}
