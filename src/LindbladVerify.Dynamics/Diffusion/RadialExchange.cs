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
public sealed class RadialExchange : ILinearExchange
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
