namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>
/// The one-step method TR-BDF2 for linear exchange: a trapezoidal step to t + (2 - √2) h, then second-order backward differences to t + h.
/// Second order, L-stable; both stages solve the same matrix. Step lengths follow the embedded third-order formula.
/// </summary>
/// <remarks>
/// R. E. Bank et al., IEEE Trans. Comput.-Aided Des. 4, 436 (1985), doi:10.1109/TCAD.1985.1270142; M. E. Hosea and L. F. Shampine,
/// Appl. Numer. Math. 20, 21 (1996), doi:10.1016/0168-9274(95)00115-8.
/// </remarks>
internal sealed class TrBdf2
{
    private static readonly double Root = Math.Sqrt(2);
    private static readonly double Gamma = 2 - Root;

    /// <summary>γ/2, the implicit weight of both stages.</summary>
    private static readonly double Weight = Gamma / 2;

    private readonly ILinearExchange problem;
    private readonly double[] slope;
    private readonly double[] middle;
    private readonly double[] right;
    private readonly double[] error;

    /// <summary>A stepper for a problem; not thread-safe.</summary>
    public TrBdf2(ILinearExchange problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        this.problem = problem;
        slope = new double[problem.Count];
        middle = new double[problem.Count];
        right = new double[problem.Count];
        error = new double[problem.Count];
    }

    /// <summary>One step.</summary>
    /// <param name="p">Polarization at t [n].</param>
    /// <param name="h">Step, s, positive.</param>
    /// <param name="next">Polarization at t + h [n]; not the same memory as <paramref name="p"/>.</param>
    public void Step(ReadOnlySpan<double> p, double h, Span<double> next)
    {
        double s = Weight * h;
        ReadOnlySpan<double> gains = problem.Gains;
        for (int i = 0; i < p.Length; i++)
        {
            right[i] = p[i] + (s * gains[i]);
            middle[i] = p[i];
        }

        // (1 - sA)⁻¹(1 + sA) p = 2 (1 - sA)⁻¹ p - p: without the large slope of a stiff state, whose rounding would not be conserved.
        problem.SolveImplicit(s, right, middle);
        for (int i = 0; i < p.Length; i++)
        {
            middle[i] = (2 * middle[i]) - p[i];
        }

        double fromMiddle = 1 / (Gamma * (2 - Gamma));
        for (int i = 0; i < p.Length; i++)
        {
            right[i] = (fromMiddle * middle[i]) + ((1 - fromMiddle) * p[i]) + (s * gains[i]);
            next[i] = middle[i];
        }

        problem.SolveImplicit(s, right, next);
    }

    /// <summary>The solution at given times with step control.</summary>
    /// <param name="initial">Polarization at the first time [n].</param>
    /// <param name="times">s, strictly ascending, at least one.</param>
    /// <param name="tolerance">Largest error per step of any cell, relative to the largest polarization that any cell has had; positive.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ArgumentException">A length differs, the times do not ascend, or the tolerance is not positive.</exception>
    /// <exception cref="ArithmeticException">The step length has become too small for the time, which a linear exchange does not do.</exception>
    public ExchangeSolution Solve(IReadOnlyList<double> initial, IReadOnlyList<double> times, double tolerance = 1e-7, CancellationToken cancellation = default)
    {
        Require(initial, times, tolerance);
        double[] p = [.. initial];
        double[] next = new double[p.Length];
        List<double[]> results = [[.. p]];
        double scale = p.Max(Math.Abs);
        double h = FirstStep(p, tolerance * scale);
        int steps = 0;
        int rejected = 0;
        for (int k = 1; k < times.Count; k++)
        {
            double t = times[k - 1];
            while (t < times[k])
            {
                cancellation.ThrowIfCancellationRequested();
                double left = times[k] - t;
                bool last = h >= left * (1 - 1e-12);
                double step = last ? left : Math.Min(h, left / 2); // never leaves a sliver before the next output
                Step(p, step, next);
                double largest = Math.Max(scale, next.Max(Math.Abs));
                double error = Error(p, next, step);
                double ratio = error == 0 ? 0 : error / (tolerance * largest);
                if (ratio <= 1)
                {
                    scale = largest;
                    (p, next) = (next, p);
                    t = last ? times[k] : t + step;
                    steps++;
                }
                else
                {
                    rejected++;
                }

                double factor = Math.Clamp(0.9 / Math.Cbrt(Math.Max(ratio, 1e-12)), 0.2, ratio <= 1 ? 5 : 0.5);
                h = last && ratio <= 1 ? Math.Max(h, step * factor) : step * factor;
                if (!(h > 1e-15 * Math.Max(Math.Abs(t), double.Epsilon)))
                {
                    throw new ArithmeticException($"The step length fell to {h:E1} s at {t:R} s.");
                }
            }

            results.Add([.. p]);
        }

        return new ExchangeSolution([.. times], results, steps, rejected);
    }

    /// <summary>
    /// The largest error of a step over all cells: the difference to the embedded formula, smoothed by one implicit solve so that stiff
    /// components, which the step has damped, do not count.
    /// </summary>
    private double Error(double[] p, double[] next, double h)
    {
        // With w = √2/4 and d = γ/2 the weights are (w, w, d), those of the third-order formula ((1-w)/3, (3w+1)/3, d/3).
        double s = Weight * h;
        double w = Root / 4;
        double first = w - ((1 - w) / 3);
        double second = w - (((3 * w) + 1) / 3);
        double third = 2 * Weight / 3;
        double fromMiddle = 1 / (Gamma * (2 - Gamma));
        problem.Derivative(p, slope);
        for (int i = 0; i < p.Length; i++)
        {
            double atMiddle = ((middle[i] - p[i]) / s) - slope[i];
            double atEnd = (next[i] - (fromMiddle * middle[i]) - ((1 - fromMiddle) * p[i])) / s;
            right[i] = h * ((first * slope[i]) + (second * atMiddle) + (third * atEnd));
            error[i] = 0;
        }

        problem.SolveImplicit(s, right, error);
        return error.Max(Math.Abs);
    }

    /// <summary>Short enough that the fastest cell moves by the allowed error; from nothing, short against its rate of change.</summary>
    private double FirstStep(double[] p, double allowed)
    {
        problem.Derivative(p, slope);
        double fastest = slope.Max(Math.Abs);
        if (fastest == 0)
        {
            return 1;
        }

        if (allowed > 0)
        {
            return allowed / fastest;
        }

        double[] gained = [.. slope];
        problem.Derivative(gained, slope);
        double change = slope.Zip(problem.Gains.ToArray(), (s, g) => Math.Abs(s - g)).Max();
        return change > 0 ? 1e-3 * fastest / change : 1;
    }

    private void Require(IReadOnlyList<double> initial, IReadOnlyList<double> times, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(times);
        if (initial.Count != problem.Count)
        {
            throw new ArgumentException($"There must be one initial value per cell, {problem.Count}, not {initial.Count}.", nameof(initial));
        }

        if (times.Count == 0 || Enumerable.Range(1, Math.Max(0, times.Count - 1)).Any(k => !(times[k] > times[k - 1])) || times.Any(t => !double.IsFinite(t)))
        {
            throw new ArgumentException("The times must be finite and strictly ascending, and there must be at least one.", nameof(times));
        }

        if (!(tolerance > 0) || !double.IsFinite(tolerance))
        {
            throw new ArgumentException($"The tolerance must be positive and finite, not {tolerance:R}.", nameof(tolerance));
        }
    }
}

/// <summary>
/// Polarization that cells exchange, lose and gain: w_i dp_i/dt = Σ_j g_ij (p_j - p_i) - w_i R_i p_i + w_i b_i with g symmetric and not negative,
/// weights w_i positive, loss rates R_i not negative and gains b_i. Without loss and gain Σ w_i p_i is constant.
/// </summary>
internal interface ILinearExchange
{
    /// <summary>Number of cells n.</summary>
    int Count { get; }

    /// <summary>Weights w [n]: volumes of shells, 1 for single spins.</summary>
    ReadOnlySpan<double> Weights { get; }

    /// <summary>dp/dt [n] of p [n].</summary>
    void Derivative(ReadOnlySpan<double> p, Span<double> derivative);

    /// <summary>Solves (1 - s A) x = right, A p being the part of dp/dt that is proportional to p.</summary>
    /// <param name="s">Positive time, s.</param>
    /// <param name="right">[n].</param>
    /// <param name="x">[n]; holds a first guess, used by iterative solvers, and then the solution.</param>
    void SolveImplicit(double s, ReadOnlySpan<double> right, Span<double> x);

    /// <summary>Gains b [n], 1/s.</summary>
    ReadOnlySpan<double> Gains { get; }
}

/// <summary>Polarization of all cells at the times asked for.</summary>
/// <param name="Times">s, ascending [m].</param>
/// <param name="Polarizations">[m][n].</param>
/// <param name="Steps">Steps accepted.</param>
/// <param name="Rejected">Steps rejected and repeated with half the length or less.</param>
internal sealed record ExchangeSolution(IReadOnlyList<double> Times, IReadOnlyList<double[]> Polarizations, int Steps, int Rejected)
{
    /// <summary>Σ c_i p_i at each time [m].</summary>
    /// <param name="coefficients">c [n]: for a mean, weights divided by their sum.</param>
    public double[] Observe(IReadOnlyList<double> coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        return [.. Polarizations.Select(p => p.Select((v, i) => coefficients[i] * v).Sum())];
    }
}

/// <summary>
/// The incomplete Cholesky factor, without fill, of a symmetric M-matrix: it exists, with positive pivots, for every such matrix
/// (J. A. Meijerink and H. A. van der Vorst, Math. Comp. 31, 148 (1977), doi:10.1090/S0025-5718-1977-0438681-4).
/// </summary>
internal sealed class IncompleteCholesky
{
    private readonly int[] starts;
    private readonly int[] columns;
    private readonly double[] lower;
    private readonly double[] diagonal;
    private readonly double[] row;

    /// <summary>Reserves the pattern of the strict lower triangle.</summary>
    /// <param name="starts">[n + 1] offsets of the rows of the whole symmetric pattern without diagonal.</param>
    /// <param name="partners">Columns, ascending in every row.</param>
    public IncompleteCholesky(int[] starts, int[] partners)
    {
        int n = starts.Length - 1;
        this.starts = new int[n + 1];
        var below = new List<int>();
        for (int i = 0; i < n; i++)
        {
            for (int k = starts[i]; k < starts[i + 1] && partners[k] < i; k++)
            {
                below.Add(partners[k]);
            }

            this.starts[i + 1] = below.Count;
        }

        columns = [.. below];
        lower = new double[below.Count];
        diagonal = new double[n];
        row = new double[n];
    }

    /// <summary>Factors the matrix with these diagonal entries and -s times the rates off the diagonal.</summary>
    /// <param name="s">Factor of the rates.</param>
    /// <param name="entries">Diagonal [n].</param>
    /// <param name="sourceStarts">Offsets of the whole pattern.</param>
    /// <param name="rates">Rates in the order of the whole pattern.</param>
    public void Factor(double s, ReadOnlySpan<double> entries, int[] sourceStarts, double[] rates)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            int length = starts[i + 1] - starts[i];
            for (int k = 0; k < length; k++)
            {
                row[columns[starts[i] + k]] = -s * rates[sourceStarts[i] + k];
            }

            double pivot = entries[i];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                int j = columns[k];
                double sum = row[j];
                for (int m = starts[j]; m < starts[j + 1]; m++)
                {
                    sum -= lower[m] * row[columns[m]];
                }

                row[j] = sum / diagonal[j];
                pivot -= row[j] * row[j];
            }

            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                lower[k] = row[columns[k]];
                row[columns[k]] = 0;
            }

            // Rounding can take the pivot of a nearly singular row; a positive stand-in only costs iterations.
            diagonal[i] = Math.Sqrt(pivot > 1e-15 * entries[i] ? pivot : 1e-15 * entries[i]);
        }
    }

    /// <summary>Solves L Lᵀ x = right.</summary>
    public void Solve(ReadOnlySpan<double> right, Span<double> x)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            double sum = right[i];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                sum -= lower[k] * x[columns[k]];
            }

            x[i] = sum / diagonal[i];
        }

        for (int i = diagonal.Length - 1; i >= 0; i--)
        {
            x[i] /= diagonal[i];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                x[columns[k]] -= lower[k] * x[i];
            }
        }
    }
}
