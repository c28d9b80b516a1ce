namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>How a radial distribution of polarization evens out, without loss or gain.</summary>
internal static class RadialRelaxation
{
    /// <summary>∫0^∞ (p_i(t) - p(∞)) dt of every shell, s [n], from the fluxes that must pass each face; no time stepping.</summary>
    /// <param name="exchange">Without loss and gain, and with D positive at every face.</param>
    /// <param name="initial">[n].</param>
    /// <exception cref="ArgumentException">There is loss or gain, D vanishes at a face, or a length differs.</exception>
    public static double[] Integral(RadialExchange exchange, IReadOnlyList<double> initial)
    {
        Require(exchange, initial);
        ReadOnlySpan<double> w = exchange.Weights;
        ReadOnlySpan<double> g = exchange.Conductances;
        double total = 0;
        double mean = 0;
        for (int i = 0; i < w.Length; i++)
        {
            total += w[i];
            mean += w[i] * initial[i];
        }

        mean /= total;

        // What leaves the inner k shells in all is their excess; it passes the face at conductance times the difference of the integrals.
        double[] integral = new double[w.Length];
        double excess = 0;
        double average = 0;
        for (int i = 0; i + 1 < w.Length; i++)
        {
            excess += w[i] * (initial[i] - mean);
            integral[i + 1] = integral[i] - (excess / g[i]);
        }

        for (int i = 0; i < w.Length; i++)
        {
            average += w[i] * integral[i] / total;
        }

        return [.. integral.Select(v => v - average)];
    }

    /// <summary>The slowest decay rate of any distribution, 1/s, and its mode [n], normalised to Σ w_i v_i² = 1: by inverse iteration.</summary>
    /// <param name="exchange">Without loss and gain, and with D positive at every face.</param>
    /// <exception cref="ArgumentException">There is loss or gain, or D vanishes at a face.</exception>
    public static (double Rate, double[] Mode) SlowestMode(RadialExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        int n = exchange.Count;
        double[] mode = [.. Enumerable.Range(0, n).Select(i => Math.Cos(Math.PI * (i + 0.5) / n))];
        double rate = 0;
        for (int iteration = 0; iteration < 500; iteration++)
        {
            Normalise(exchange, mode);
            double[] image = Integral(exchange, mode);
            double projection = 0;
            for (int i = 0; i < n; i++)
            {
                projection += exchange.Weights[i] * image[i] * mode[i];
            }

            mode = image;
            double previous = rate;
            rate = 1 / projection;
            if (Math.Abs(rate - previous) <= 1e-14 * rate)
            {
                break;
            }
        }

        Normalise(exchange, mode);
        return (rate, mode);
    }

    private static void Normalise(RadialExchange exchange, double[] mode)
    {
        ReadOnlySpan<double> w = exchange.Weights;
        double mean = 0;
        double total = 0;
        for (int i = 0; i < mode.Length; i++)
        {
            mean += w[i] * mode[i];
            total += w[i];
        }

        double square = 0;
        for (int i = 0; i < mode.Length; i++)
        {
            mode[i] -= mean / total;
            square += w[i] * mode[i] * mode[i];
        }

        for (int i = 0; i < mode.Length; i++)
        {
            mode[i] /= Math.Sqrt(square);
        }
    }

    private static void Require(RadialExchange exchange, IReadOnlyList<double> initial)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(initial);
        if (initial.Count != exchange.Count)
        {
            throw new ArgumentException($"There must be one initial value per shell, {exchange.Count}, not {initial.Count}.", nameof(initial));
        }

        if (exchange.HasLossOrGain)
        {
            throw new ArgumentException("The exchange has loss or gain: it does not only even out.", nameof(exchange));
        }

        foreach (double conductance in exchange.Conductances)
        {
            if (conductance == 0)
            {
                throw new ArgumentException("The diffusion coefficient vanishes at a face: the two sides never even out.", nameof(exchange));
            }
        }
    }
}
