using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>Computes points, one after the other. Serves one thread.</summary>
internal sealed class PointEvaluator
{
    private const int LongestReason = 400;
    private readonly Sweep sweep;
    private readonly SweepStep[] steps;
    private readonly double[] slots;

    public PointEvaluator(Sweep sweep)
    {
        this.sweep = sweep;
        steps = [.. sweep.Steps.Select(make => make())];
        slots = new double[sweep.SlotCount];
    }

    /// <summary>What is done at a point.</summary>
    internal IReadOnlyList<SweepStep> Steps => steps;

    /// <summary>All numbers of the last point, parameters first.</summary>
    public ReadOnlySpan<double> Slots => slots;

    /// <summary>Computes a point into <see cref="Slots"/>.</summary>
    /// <returns>Why something of it failed; null where nothing did.</returns>
    /// <exception cref="OperationCanceledException">The point was given up.</exception>
    public string? Evaluate(long index, CancellationToken cancellation)
    {
        sweep.Parameters.Fill(index, slots);
        string? reason = null;
        foreach (SweepStep step in steps)
        {
            try
            {
                step.Run(slots, index, cancellation);
            }
#pragma warning disable CA1031 // whatever a point does is stored as its reason; the run goes on
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                reason = Joined(reason, $"{step.Label}: {Reason(e)}");
                foreach (int output in step.Outputs)
                {
                    slots[output] = double.NaN;
                }
            }
#pragma warning restore CA1031
        }

        return reason;
    }

    private static string Reason(Exception e)
    {
        string text = (e as ModelFileException ?? e.InnerException as ModelFileException)?.Reason ?? e.Message.Split(" (Parameter", 2)[0];
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestReason ? text : text[..LongestReason];
    }

    private static string Joined(string? before, string next) => before is null ? next : $"{before} {next}";
}
