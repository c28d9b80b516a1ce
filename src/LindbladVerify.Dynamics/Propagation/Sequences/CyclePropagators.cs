using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Sequences;

/// <summary>The propagator of one cycle of a sequence, or of one period of periodic drives.</summary>
internal static class CyclePropagators
{
    /// <summary>How long the cycle or period takes, s.</summary>
    /// <exception cref="ArgumentException">There is neither.</exception>
    public static double Duration(BlochSystem system) => Duration(system.Sequence?.CycleDuration, [.. system.Drives.Select(d => d.Envelope)]);

    /// <inheritdoc cref="Duration(BlochSystem)"/>
    public static double Duration(OpenSystemModel model) => Duration(model.Sequence?.CycleDuration, [.. model.Drives.Select(d => d.Envelope)]);

    /// <summary>The propagator [n, n], and the error of its entries relative to its norm: rounding, and what the steps in time leave out.</summary>
    /// <typeparam name="T">A matrix.</typeparam>
    /// <exception cref="ArgumentException">The equations have neither a sequence nor periodic drives, or both do not fit.</exception>
    public static (T Matrix, double Error) Of<T>(BlochSystem system, IMatrixArithmetic<T> arithmetic, CancellationToken cancellation)
    {
        if (system.Sequence is null || system.Drives.Count > 0)
        {
            return new FloquetPropagator<T>(system, arithmetic, cancellation).Cycle();
        }

        T cycle = new SequencePropagator<T>(system, arithmetic, cancellation).Cycle();
        double rounding = SequenceSolver.Rounding(system with { Sequence = system.Sequence with { Repeat = 1 } });
        return (cycle, rounding * arithmetic.Unit / 2.220446049250313e-16);
    }

    /// <summary>A cycle of a driven model repeats only if the drives do.</summary>
    private static double Duration(double? cycle, IReadOnlyList<Envelope> drives)
    {
        if (cycle is not { } duration)
        {
            return FloquetPeriod.Of(drives);
        }

        if (!(duration > 0))
        {
            throw new ArgumentException("A cycle that takes no time has no rate.");
        }

        if (drives.Count > 0)
        {
            double periods = duration / FloquetPeriod.Of(drives);
            if (Math.Abs(periods - Math.Round(periods)) > 1e-9)
            {
                throw new ArgumentException(FormattableString.Invariant($"The cycle takes {periods:G6} periods of the drives: it does not repeat itself, and has no modes."));
            }
        }

        return duration;
    }
}
