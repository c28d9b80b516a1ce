using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>
/// Where steps must end: at the output times, and at the jumps that every trajectory makes at the same time (drives and recorded
/// paths), since a jump inside a step adds an error that depends on where in the step it falls.
/// </summary>
/// <param name="Times">Ascending times, s.</param>
/// <param name="Outputs">For each of them the number of the output there; -1 for none.</param>
/// <param name="OutputCount">Number of outputs.</param>
internal sealed record StopPlan(double[] Times, int[] Outputs, int OutputCount)
{
    /// <summary>With more jumps than this, their errors average out as those of random noise do.</summary>
    private const int MostJumps = 64;

    /// <summary>The stops of a model.</summary>
    public static StopPlan Of(OpenSystemModel model, ReadOnlySpan<double> outputs)
    {
        double last = outputs[^1];
        double[] jumps = [.. model.Drives.SelectMany(d => Jumps(d.Envelope, last))
            .Concat(model.Noise.SelectMany(n => n.Process.Path?.Times ?? []))
            .Where(t => t > 0 && t < last).Distinct().Order()];
        if (jumps.Length > MostJumps)
        {
            jumps = [];
        }

        List<(double Time, int Output)> stops = [];
        int next = 0;
        for (int k = 0; k < outputs.Length; k++)
        {
            for (; next < jumps.Length && jumps[next] <= outputs[k]; next++)
            {
                if (jumps[next] < outputs[k])
                {
                    stops.Add((jumps[next], -1));
                }
            }

            stops.Add((outputs[k], k));
        }

        return new StopPlan([.. stops.Select(s => s.Time)], [.. stops.Select(s => s.Output)], outputs.Length);
    }

    /// <summary>What the envelope declares, and where it begins to move or comes to rest.</summary>
    private static IEnumerable<double> Jumps(Envelope envelope, double last)
    {
        const double Negligible = 1e-9; // of one radian over all the time, for an operator of norm 1
        IReadOnlyList<EnvelopePiece> pieces = last > 0 ? envelope.Structure(last, Negligible / last).Pieces : [];
        return envelope.Breakpoints.Concat(Enumerable.Range(1, Math.Max(0, pieces.Count - 1)).Where(k => pieces[k].IsConstant || pieces[k - 1].IsConstant).Select(k => pieces[k].Start));
    }
}
