using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Cli.Commands;

/// <summary>Density matrices of a simulation: their entries are observables like all others, added behind those of the file, so that every method can give them.</summary>
internal static class StateOutput
{
    private const int LargestDimension = 64;

    /// <summary>No observable of a file can be called so: names hold no control characters.</summary>
    private const string Prefix = "\u0001rho";

    /// <summary>The model with the real and imaginary parts of all entries of ρ among its observables.</summary>
    /// <exception cref="SizeException">There are too many.</exception>
    public static LoadedModel Observing(LoadedModel loaded)
    {
        int d = loaded.Model.Dimension;
        if (d > LargestDimension)
        {
            throw new SizeException(FormattableString.Invariant($"--states writes density matrices of at most {LargestDimension} states, not {d}."));
        }

        var all = new List<NamedObservable>(loaded.Observables);
        for (int row = 0; row < d; row++)
        {
            for (int column = row; column < d; column++)
            {
                // ρ_rc = Tr(ρ |c⟩⟨r|), so Re is the mean of (|c⟩⟨r| + |r⟩⟨c|)/2 and Im that of (|c⟩⟨r| - |r⟩⟨c|)/2i.
                all.Add(Part(d, row, column, 0.5));
                if (row != column)
                {
                    all.Add(Part(d, row, column, new Complex(0, -0.5)));
                }
            }
        }

        return loaded with { Observables = all };
    }

    /// <summary>The report without the entries of ρ.</summary>
    public static SimulationReport Without(SimulationReport report)
    {
        int own = report.Observables.Count(o => !o.Name.StartsWith(Prefix, StringComparison.Ordinal));
        return report with
        {
            Observables = [.. report.Observables.Take(own)],
            StandardErrors = report.StandardErrors is { } errors ? [.. errors.Take(own)] : null,
            ErrorEstimates = [.. report.ErrorEstimates.Take(own)],
        };
    }

    /// <summary>Writes the times and the density matrices.</summary>
    public static void Write(string path, SimulationReport report)
    {
        double[][] entries = [.. report.Observables.Where(o => o.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(o => o.Values)];
        int d = (int)Math.Round(Math.Sqrt(entries.Length));
        int times = report.Times.Count;
        double[] pairs = new double[2 * times * d * d];
        int next = 0;
        for (int row = 0; row < d; row++)
        {
            for (int column = row; column < d; column++)
            {
                double[] real = entries[next++];
                double[]? imaginary = row == column ? null : entries[next++];
                for (int t = 0; t < times; t++)
                {
                    int above = 2 * ((((t * d) + row) * d) + column);
                    int below = 2 * ((((t * d) + column) * d) + row);
                    (pairs[above], pairs[below]) = (real[t], real[t]);
                    if (imaginary is not null)
                    {
                        (pairs[above + 1], pairs[below + 1]) = (imaginary[t], -imaginary[t]);
                    }
                }
            }
        }

        AtomicFile.Write(path, stream =>
        {
            using var npz = new NpzWriter(stream);
            npz.Add("times", [.. report.Times]);
            npz.AddComplex("rho", pairs, times, d, d);
        });
    }

    private static NamedObservable Part(int d, int row, int column, Complex factor) => new(
        FormattableString.Invariant($"{Prefix}[{row},{column}]{(factor.Imaginary == 0 ? "re" : "im")}"),
        new Operator(row == column
            ? SparseMatrix<Complex>.FromEntries(d, d, [(row, row, Complex.One)])
            : SparseMatrix<Complex>.FromEntries(d, d, [(column, row, factor), (row, column, Complex.Conjugate(factor))])));
}
