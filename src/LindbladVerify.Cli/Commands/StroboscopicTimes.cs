using LindbladVerify.Dynamics.Propagation.Sequences;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Cli.Commands;

/// <summary>Output times at whole numbers of periods or cycles.</summary>
internal static class StroboscopicTimes
{
    /// <summary>The model with its output at 0 and after each of a number of periods or cycles; as it is where none is asked for.</summary>
    /// <param name="loaded">The model.</param>
    /// <param name="periods">How many.</param>
    /// <exception cref="ArgumentException">The model has neither cosine drives with a common period nor a sequence.</exception>
    public static LoadedModel Of(LoadedModel loaded, int? periods)
    {
        if (periods is not { } count)
        {
            return loaded;
        }

        double duration = CyclePropagators.Duration(loaded.Model);
        double end = loaded.Model.Sequence?.Duration ?? double.PositiveInfinity;
        return count * duration <= end * (1 + 1e-12)
            ? loaded with { Times = [.. Enumerable.Range(0, count + 1).Select(k => Math.Min(k * duration, end))] }
            : throw new ArgumentException(FormattableString.Invariant($"--stroboscopic: {count} cycles are more than the {Math.Round(end / duration)} of the sequence."));
    }
}
