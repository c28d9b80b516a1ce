using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>Spins that exchange polarization in pairs: dp_i/dt = Σ_j W_ij (p_j - p_i) - R_i p_i + b_i, W symmetric.</summary>
/// <remarks>
/// W_ij is the one-way flip-flop rate: the difference of an isolated pair decays at 2 W_ij. Implicit steps are solved by conjugate gradients
/// with an incomplete Cholesky factor as preconditioner (Hestenes and Stiefel, doi:10.6028/jres.049.044) to rounding; the sum rule that
/// conserves polarization is then imposed exactly, by a shift that is as small as the residual. Cost: O(pairs) per iteration.
/// </remarks>
internal sealed class SpinNetwork : ILinearExchange
{
    private const double Tolerance = 4e-15;
    private readonly int[] starts;
    private readonly int[] partners;
    private readonly double[] rates;
    private readonly double[] totals;
    private readonly double[] weights;
    private readonly double[] losses;
    private readonly double[] gains;
    private readonly double[] residual;
    private readonly double[] direction;
    private readonly double[] image;
    private readonly double[] diagonal;
    private readonly IncompleteCholesky factor;
    private double factored = double.NaN;

    /// <summary>The network of a rate matrix.</summary>
    /// <param name="exchange">W [n, n], 1/s, symmetric with zero diagonal and no negative entry.</param>
    /// <param name="losses">Loss rates R [n], 1/s; null for none.</param>
    /// <param name="gains">Gains b [n], 1/s; null for none.</param>
    /// <exception cref="ArgumentException">The matrix is not square or not symmetric, an entry is negative or not finite, or a length differs.</exception>
    public SpinNetwork(SparseMatrix<double> exchange, IReadOnlyList<double>? losses = null, IReadOnlyList<double>? gains = null)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        Require(exchange);
        int n = exchange.Rows;
        starts = exchange.ColumnStarts.ToArray();
        partners = exchange.RowIndices.ToArray();
        rates = exchange.Values.ToArray();
        totals = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                totals[i] += rates[k];
            }
        }

        weights = Enumerable.Repeat(1.0, n).ToArray();
        this.losses = CellRates.Losses(losses, n);
        this.gains = CellRates.Gains(gains, n);
        residual = new double[n];
        direction = new double[n];
        image = new double[n];
        diagonal = new double[n];
        factor = new IncompleteCholesky(starts, partners);
    }

    /// <inheritdoc/>
    public int Count => totals.Length;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Weights => weights;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Gains => gains;

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> p, Span<double> derivative)
    {
        for (int i = 0; i < totals.Length; i++)
        {
            double sum = 0;
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                sum += rates[k] * (p[partners[k]] - p[i]);
            }

            derivative[i] = sum - (losses[i] * p[i]) + gains[i];
        }
    }

    /// <inheritdoc/>
    public void SolveImplicit(double s, ReadOnlySpan<double> right, Span<double> x)
    {
        int n = Count;
        Factor(s);
        double scale = 0;
        Multiply(s, x, image);
        for (int i = 0; i < n; i++)
        {
            residual[i] = right[i] - image[i];
            scale = Math.Max(scale, Math.Abs(right[i]));
        }

        factor.Solve(residual, direction);
        double product = Dot(residual, direction);
        for (int iteration = 0; iteration < MostIterations(n) && Largest() > Tolerance * scale; iteration++)
        {
            Multiply(s, direction, image);
            double step = product / Dot(direction, image);
            for (int i = 0; i < n; i++)
            {
                x[i] += step * direction[i];
                residual[i] -= step * image[i];
            }

            factor.Solve(residual, image);
            double next = Dot(residual, image);
            for (int i = 0; i < n; i++)
            {
                direction[i] = image[i] + (next / product * direction[i]);
            }

            product = next;
        }

        RequireSolved(scale, n);
        ImposeSumRule(s, right, x);
    }

    private static int MostIterations(int n) => (4 * n) + 100;

    /// <summary>Rounding may keep the residual above its aim, but not by much.</summary>
    private void RequireSolved(double scale, int n)
    {
        double residual = Largest();
        if (!(residual <= 1e3 * Tolerance * scale))
        {
            throw new ArithmeticException(FormattableString.Invariant($"The conjugate gradients of {n} spins stopped after {MostIterations(n)} steps with a residual of {residual / scale:G2}: the exchange rates differ by too many decades."));
        }
    }

    private void Factor(double s)
    {
        if (s == factored)
        {
            return;
        }

        for (int i = 0; i < diagonal.Length; i++)
        {
            diagonal[i] = 1 + (s * (totals[i] + losses[i]));
        }

        factor.Factor(s, diagonal, starts, rates);
        factored = s;
    }

    private static void Require(SparseMatrix<double> exchange)
    {
        if (exchange.Rows != exchange.Columns)
        {
            throw new ArgumentException($"A rate matrix is square, not [{exchange.Rows}, {exchange.Columns}].", nameof(exchange));
        }

        foreach ((int row, int column, double value) in exchange.Entries())
        {
            if (row == column)
            {
                throw new ArgumentException($"The rate of spin {row} with itself must be zero, not {value:R} 1/s.", nameof(exchange));
            }

            if (!(value >= 0) || !double.IsFinite(value))
            {
                throw new ArgumentException($"The rate of spins {row} and {column} must be zero or positive and finite, not {value:R} 1/s.", nameof(exchange));
            }

            if (exchange[column, row] != value)
            {
                throw new ArgumentException($"The rate matrix must be symmetric: ({row}, {column}) is {value:R} and ({column}, {row}) is {exchange[column, row]:R} 1/s.", nameof(exchange));
            }
        }
    }

    /// <summary>Σ (1 + s R_i) x_i = Σ right_i holds for the exact solution.</summary>
    private void ImposeSumRule(double s, ReadOnlySpan<double> right, Span<double> x)
    {
        double defect = 0;
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double weight = 1 + (s * losses[i]);
            defect += right[i] - (weight * x[i]);
            total += weight;
        }

        for (int i = 0; i < x.Length; i++)
        {
            x[i] += defect / total;
        }
    }

    private void Multiply(double s, ReadOnlySpan<double> x, Span<double> result)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double sum = 0;
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                sum += rates[k] * (x[i] - x[partners[k]]);
            }

            result[i] = x[i] + (s * (sum + (losses[i] * x[i])));
        }
    }

    /// <summary>The largest residual over the diagonal: when it is of the size of rounding, the products of the matrix can tell no more.</summary>
    private double Largest()
    {
        double largest = 0;
        for (int i = 0; i < residual.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(residual[i]) / diagonal[i]);
        }

        return largest;
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
