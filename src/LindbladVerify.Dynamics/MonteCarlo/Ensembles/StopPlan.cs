using System.Runtime.InteropServices;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// Where steps must end: at the output times, at the rotations of a sequence, and at the jumps that every trajectory makes at the same time (drives, pulses
/// and recorded paths), since a jump inside a step adds an error that depends on where in the step it falls.
/// </summary>
/// <param name="Times">Ascending times, s.</param>
/// <param name="Outputs">For each of them the number of the output there; -1 for none.</param>
/// <param name="OutputCount">Number of outputs.</param>
internal sealed record StopPlan(double[] Times, int[] Outputs, int OutputCount)
{
    /// <summary>With more jumps than this, their errors average out as those of random noise do.</summary>
    private const int MostJumps = 64;

    /// <summary>Times that differ by no more than this share of the last are the same.</summary>
    private const double TimeRounding = 1e-12;

    /// <summary>For each of the times the rotations there; null for none at all.</summary>
    public StopRotations[]? Rotations { get; init; }

    /// <summary>The stops of a model.</summary>
    /// <param name="model">The model, its pulses being drives.</param>
    /// <param name="outputs">Output times, ascending.</param>
    /// <param name="rotations">Rotations of a sequence, ascending.</param>
    public static StopPlan Of(OpenSystemModel model, ReadOnlySpan<double> outputs, IReadOnlyList<TimedRotation> rotations)
    {
        double last = outputs[^1];
        double[] jumps = [.. model.Drives.Where(d => d.Envelope is not SwitchedEnvelope).SelectMany(d => Jumps(d.Envelope, last))
            .Concat(model.Noise.SelectMany(n => n.Process.Path?.Times ?? []))
            .Where(t => t > 0 && t < last).Distinct().Order()];
        jumps = jumps.Length > MostJumps ? [] : jumps;
        double[] edges = [.. model.Drives.Select(d => d.Envelope).OfType<SwitchedEnvelope>().SelectMany(e => e.Breakpoints).Where(t => t > 0 && t < last)];
        TimedRotation[] turns = [.. rotations.Where(r => r.Time <= last * (1 + TimeRounding))];
        var stops = new List<(double Time, int Output, StopRotations Turns)>();
        double tolerance = turns.Length + edges.Length > 0 ? TimeRounding * last : 0;
        double[] others = [.. jumps.Concat(edges).Concat(turns.Select(r => r.Time)).Order()];
        (int next, int other, int turn) = (0, 0, 0);
        while (next < outputs.Length)
        {
            double time = other < others.Length ? Math.Min(others[other], outputs[next]) : outputs[next];
            var before = new List<int>();
            var after = new List<int>();
            for (; turn < turns.Length && turns[turn].Time <= time + tolerance; turn++)
            {
                (turns[turn].IsOpening ? after : before).Add(turns[turn].Rotation);
            }

            while (other < others.Length && others[other] <= time + tolerance)
            {
                other++;
            }

            int first = next;
            while (next < outputs.Length && outputs[next] <= time + tolerance)
            {
                next++;
            }

            int count = Math.Max(1, next - first);
            for (int k = 0; k < count; k++)
            {
                stops.Add((next > first ? outputs[first + k] : time, next > first ? first + k : -1, new StopRotations(k == 0 ? [.. before] : [], k == count - 1 ? [.. after] : [])));
            }
        }

        return new StopPlan([.. stops.Select(s => s.Time)], [.. stops.Select(s => s.Output)], outputs.Length) { Rotations = turns.Length > 0 ? [.. stops.Select(s => s.Turns)] : null };
    }

    /// <summary>The outputs alone.</summary>
    public static StopPlan OfOutputs(double[] times) => new(times, [.. Enumerable.Range(0, times.Length)], times.Length);

    /// <summary>Does what happens at a stop: rotations, the output, rotations that open the next round.</summary>
    /// <param name="stop">Number of the stop.</param>
    /// <param name="rotate">Applies a rotation.</param>
    /// <param name="record">Records an output.</param>
    public void At(int stop, Action<int> rotate, Action<int> record)
    {
        foreach (int rotation in Rotations?[stop].Before ?? [])
        {
            rotate(rotation);
        }

        if (Outputs[stop] is >= 0 and int output)
        {
            record(output);
        }

        foreach (int rotation in Rotations?[stop].After ?? [])
        {
            rotate(rotation);
        }
    }

    /// <summary>What the envelope declares, and where it begins to move or comes to rest.</summary>
    private static IEnumerable<double> Jumps(Envelope envelope, double last)
    {
        const double Negligible = 1e-9; // of one radian over all the time, for an operator of norm 1
        IReadOnlyList<EnvelopePiece> pieces = last > 0 ? envelope.Structure(last, Negligible / last).Pieces : [];
        return envelope.Breakpoints.Concat(Enumerable.Range(1, Math.Max(0, pieces.Count - 1)).Where(k => pieces[k].IsConstant || pieces[k - 1].IsConstant).Select(k => pieces[k].Start));
    }
}

/// <summary>The rotations at a stop.</summary>
/// <param name="Before">Those before its output, in order.</param>
/// <param name="After">Those after it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StopRotations(int[] Before, int[] After);
