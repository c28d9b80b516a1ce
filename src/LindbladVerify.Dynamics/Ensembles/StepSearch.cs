namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Looks for the longest step whose measured bias is allowed, on the footing that the bias falls with the square of the step.</summary>
/// <param name="stops">Where steps must end.</param>
/// <param name="measure">Measures the bias at a step.</param>
internal sealed class StepSearch(StopPlan stops, Func<double, StepMeasurement> measure)
{
    private const double LargestChange = 8;
    private const double Extrapolation = 1.5;
    private const double Margin = 0.9;
    private const int GrowingRounds = 8;
    private const int MostRounds = 24;
    private const double MostSteps = uint.MaxValue / 2;

    /// <summary>Bias of the means at the chosen step, [observable]: the largest over the times.</summary>
    public double[] Biases { get; private set; } = [];

    /// <summary>Measurements that the choice took.</summary>
    public int Rounds { get; private set; }

    /// <summary>The largest step to use, s.</summary>
    /// <param name="step">First guess, s.</param>
    /// <exception cref="InvalidOperationException">No step that the random streams can supply is short enough.</exception>
    public double Choose(double step)
    {
        bool shrunk = false;
        while (true)
        {
            StepMeasurement found = measure(step);
            Rounds++;
            double ratio = Enumerable.Range(0, found.Bounds.Length)
                .Select(o => found.Bounds[o] == 0 ? double.PositiveInfinity : found.Allowed[o] / found.Bounds[o]).DefaultIfEmpty(double.PositiveInfinity).Min();
            double change = Math.Sqrt(ratio);
            bool canGrow = !shrunk && Rounds < GrowingRounds && found.Step < LongestInterval() / 2 * (1 - 1e-9);
            if (change >= 1 && (change < LargestChange || !canGrow))
            {
                // Beyond the measured step the bias is trusted to follow its square only a little further.
                double chosen = found.Step * Math.Min(change, Extrapolation);
                Biases = Array.ConvertAll(found.Bounds, b => b * chosen * chosen / (found.Step * found.Step));
                return chosen;
            }

            shrunk |= change < 1;
            step = found.Step * Math.Clamp(Margin * change, 1 / LargestChange, LargestChange / 2);
            if (stops.Times[^1] / step > MostSteps || Rounds > MostRounds)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"A bias below a tenth of the standard error would need steps shorter than {step:G3} s, more than {MostSteps:E1} of them; give TimeStep, or ask for fewer trajectories."));
            }
        }
    }

    private double LongestInterval() => Enumerable.Range(0, stops.Times.Length).Max(k => stops.Times[k] - (k == 0 ? 0 : stops.Times[k - 1]));
}
