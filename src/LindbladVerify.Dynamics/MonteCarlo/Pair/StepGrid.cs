namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>Cuts the intervals between output times into equal steps no longer than a limit.</summary>
internal sealed class StepGrid
{
    /// <param name="outputTimes">Increasing, in s; the first interval starts at 0.</param>
    /// <param name="largestStep">Largest step allowed, in s.</param>
    /// <param name="multiple">Every interval has a multiple of this many steps.</param>
    public StepGrid(IReadOnlyList<double> outputTimes, double largestStep, int multiple)
    {
        Counts = new long[outputTimes.Count];
        Steps = new double[outputTimes.Count];
        double previous = 0;
        for (int k = 0; k < outputTimes.Count; k++)
        {
            double length = outputTimes[k] - previous;
            previous = outputTimes[k];
            Counts[k] = length == 0 ? 0 : multiple * (long)Math.Max(1, Math.Ceiling(length / (largestStep * multiple) * (1 - 1e-12)));
            Steps[k] = length == 0 ? largestStep : length / Counts[k];
            Total += Counts[k];
        }
    }

    private StepGrid(long[] counts, double[] steps)
    {
        (Counts, Steps) = (counts, steps);
        Total = counts.Sum();
    }

    /// <summary>Number of steps of each interval.</summary>
    public long[] Counts { get; }

    /// <summary>Length of the steps of each interval, in s.</summary>
    public double[] Steps { get; }

    /// <summary>All steps of a trajectory.</summary>
    public long Total { get; }

    /// <summary>The longest step that is taken, s; 0 if there is none.</summary>
    public double Longest => Steps.Where((_, k) => Counts[k] > 0).DefaultIfEmpty().Max();

    /// <summary>Half as many steps of twice the length; every interval must have an even number.</summary>
    public StepGrid Doubled() => new(Array.ConvertAll(Counts, c => c / 2), Array.ConvertAll(Steps, h => 2 * h));
}
