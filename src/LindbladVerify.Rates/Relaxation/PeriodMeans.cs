using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.Dynamics.Propagation.Sequences;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The mean of an observable over one common period of cosine drives, from given times on or at late times: one more equation, y' = o/T, is carried along,
/// so that the mean is y at the end of a period that began with y = 0.
/// </summary>
/// <remarks>
/// At late times the state at the beginning of a period is where v ↦ Pv ends, P the propagator of a period: the end of dv/dn = (P - 1)v, whose entries keep
/// the digits of rates far below 1/T. Where something does not decay from period to period there is none.
/// </remarks>
internal static class PeriodMeans
{
    /// <summary>Roundings that the entries of a propagator gather through phases and times.</summary>
    private const double Units = 16;

    /// <summary>The mean over a period at late times.</summary>
    /// <param name="system">The equations, with drives that have a common period and without a sequence.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">There is no common period.</exception>
    public static ReferenceValue Late(BlochSystem system, IDenseKernels kernels, CancellationToken cancellation)
    {
        if (AtLateTimes(system, kernels, cancellation) is not var (value, error))
        {
            return ReferenceValue.None("The driven observable does not settle into one course that repeats, or it is lost in rounding.");
        }

        foreach (BlochSystem neighbour in EntryRounding.Moved(system))
        {
            error += AtLateTimes(neighbour, kernels, cancellation) is var (moved, _) ? Math.Abs(moved - value) : double.PositiveInfinity;
        }

        return new ReferenceValue(value, value == 0 ? 0 : error / Math.Abs(value));
    }

    /// <summary>The means over the periods that begin at given times, with errors in the unit of the observable.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="times">Times in s, increasing, from 0 on.</param>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">There is no common period.</exception>
    public static (double[] Values, double[] Errors) From(BlochSystem system, IReadOnlyList<double> times, IDenseKernels kernels, CancellationToken cancellation)
    {
        (double[] values, double error) = FromTimes(system, times, kernels, cancellation);
        double[] errors = [.. values.Select(_ => error)];
        foreach (BlochSystem neighbour in EntryRounding.Moved(system))
        {
            double[] moved = FromTimes(neighbour, times, kernels, cancellation).Values;
            errors = [.. errors.Select((e, k) => e + Math.Abs(moved[k] - values[k]))];
        }

        return (values, errors);
    }

    private static (double Value, double Error)? AtLateTimes(BlochSystem system, IDenseKernels kernels, CancellationToken cancellation)
    {
        int n = system.Dimension;
        BlochSystem summed = Summed(system);
        (double[] change, double relative) = n + 1 <= ExtendedMatrices.LargestOrder
            ? Change(summed, new ExtendedMatrices(n + 1), cancellation)
            : Change(summed, new PlainMatrices(kernels, n + 1), cancellation);
        double[] row = [.. Enumerable.Range(0, n).Select(j => change[n + (j * (n + 1))])];
        double error = relative * Length(row) * Length(system.Initial);

        // Phases and the length of the period are doubles: a motion from period to period that is no more than their rounding may be none at all.
        double reach = CyclePropagators.Duration(system) * (system.Generator.NormOne() + system.Drives.Sum(d => d.Generator.NormOne() * Math.Abs(((CosineEnvelope)d.Envelope).Amplitude)));
        double doubtful = Units * 2.2e-16 * (1 + reach);
        return End(system, change, row, relative, kernels) is var (value, own) && End(system, change, row, doubtful, kernels) is var (without, _)
            && Math.Abs(value - without) <= ReferenceValue.MostUncertain * Length(row) * Length(system.Initial)
            ? (value, own + error + Math.Abs(value - without))
            : null;
    }

    /// <summary>Where row·v ends under dv/dn = (P - 1)v without the entries that are no motion; null where it has no end.</summary>
    private static (double Value, double Error)? End(BlochSystem system, double[] change, double[] row, double least, IDenseKernels kernels)
    {
        int n = system.Dimension;
        var entries = new List<(int, int, double)>();
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                double value = change[i + (j * (n + 1))];
                if (Math.Abs(value) > least)
                {
                    entries.Add((i, j, value));
                }
            }
        }

        if (entries.Count == 0)
        {
            return (row.Zip(system.Initial, (r, v) => r * v).Sum(), 4.4e-16 * row.Zip(system.Initial, (r, v) => Math.Abs(r * v)).Sum());
        }

        BlochSystem steps = system with { Generator = SparseMatrix<double>.FromEntries(n, n, entries), Observables = [row], Drives = [] };
        return ResidenceTime.Integral(steps, 0, kernels) is { } end && double.IsFinite(end.Final) ? (end.Final, end.FinalError) : null;
    }

    private static (double[] Change, double Error) Change<T>(BlochSystem summed, IMatrixArithmetic<T> arithmetic, CancellationToken cancellation)
    {
        (T period, double error) = CyclePropagators.Of(summed, arithmetic, cancellation);
        int n = summed.Dimension;
        return (arithmetic.Rounded(arithmetic.Sum(period, arithmetic.Scaled(arithmetic.Of(n, n, SparseMatrix<double>.Identity(n).ToDense()), -1, 1))), error);
    }

    private static (double[] Values, double Error) FromTimes(BlochSystem system, IReadOnlyList<double> times, IDenseKernels kernels, CancellationToken cancellation)
    {
        int n = system.Dimension;
        return n + 1 <= ExtendedMatrices.LargestOrder
            ? FromTimes(system, times, new ExtendedMatrices(n), new ExtendedMatrices(n + 1), cancellation)
            : FromTimes(system, times, new PlainMatrices(kernels, n), new PlainMatrices(kernels, n + 1), cancellation);
    }

    private static (double[] Values, double Error) FromTimes<T>(BlochSystem system, IReadOnlyList<double> times, IMatrixArithmetic<T> arithmetic, IMatrixArithmetic<T> larger, CancellationToken cancellation)
    {
        int n = system.Dimension;
        double duration = CyclePropagators.Duration(system);
        var walk = new FloquetPropagator<T>(system, arithmetic, cancellation);
        var sum = new FloquetPropagator<T>(Summed(system), larger, cancellation);
        T state = arithmetic.Of(n, 1, system.Initial);
        double time = 0;
        double[] values = new double[times.Count];
        for (int k = 0; k < values.Length; k++)
        {
            if (times[k] > time)
            {
                state = walk.Move(-1, time, times[k], state);
                time = times[k];
            }

            T start = larger.Of(n + 1, 1, [.. arithmetic.Rounded(state), 0]);
            values[k] = larger.Rounded(sum.Move(-1, time, time + duration, start))[n];
        }

        double size = Length(system.Observables[0]) * Length(system.Initial);
        return (values, size * (walk.Error + sum.Error + 4.4e-16));
    }

    /// <summary>The same with y' = o/T as the last of the equations.</summary>
    private static BlochSystem Summed(BlochSystem system)
    {
        int n = system.Dimension;
        double duration = CyclePropagators.Duration(system);
        SparseMatrix<double> Padded(SparseMatrix<double> a, IEnumerable<(int, int, double)> more) =>
            SparseMatrix<double>.FromEntries(n + 1, n + 1, [.. a.Entries().Select(e => (e.Row, e.Column, e.Value)), .. more]);
        return system with
        {
            Generator = Padded(system.Generator, system.Observables[0].Select((o, i) => (n, i, o / duration)).Where(e => e.Item3 != 0)),
            Initial = [.. system.Initial, 0],
            Observables = [[.. system.Observables[0], 0]],
            Drives = [.. system.Drives.Select(d => d with { Generator = Padded(d.Generator, []) })],
        };
    }

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(v => v * v));
}
