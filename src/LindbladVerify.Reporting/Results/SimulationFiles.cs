using System.Collections.Immutable;
using System.Globalization;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Results;

/// <summary>The files of a simulation: a table, arrays for NumPy, a figure. Each appears whole or not at all.</summary>
public static class SimulationFiles
{
    private const string ErrorSuffix = ".standardError";

    /// <summary>Columns "time" in s, one per observable, and one "NAME.standardError" each where the values were sampled.</summary>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void WriteCsv(string path, SimulationReport report) => AtomicFile.WriteText(path, writer => new CsvTable(Columns(report)).Write(writer));

    /// <summary>The same columns as float64 arrays; characters that a file name does not allow become '_', and names that are alike then get a number.</summary>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void WriteNpz(string path, SimulationReport report) => AtomicFile.Write(path, stream =>
    {
        using var npz = new NpzWriter(stream);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, IReadOnlyList<double> values) in Columns(report))
        {
            string plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
            string free = plain;
            for (int k = 2; !taken.Add(free); k++)
            {
                free = string.Create(CultureInfo.InvariantCulture, $"{plain}_{k}");
            }

            npz.Add(free, values.ToArray());
        }
    });

    /// <summary>All observables against time, with bands of one standard error where the values were sampled.</summary>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void WriteSvg(string path, SimulationReport report) => AtomicFile.WriteText(path, writer => writer.Write(FigureSvg.Document(Figure(report))));

    /// <summary>The figure of all observables against time.</summary>
    public static Figure Figure(SimulationReport report)
    {
        (double unit, string symbol) = TimeUnit(report.Times[^1]);
        double[] times = [.. report.Times.Select(t => t / unit)];
        var items = new List<PlotItem>();
        for (int o = 0; o < report.Observables.Count; o++)
        {
            (string name, double[] values) = report.Observables[o];
            if (report.StandardErrors is { } errors)
            {
                double[] error = errors[o];
                items.Add(new Band(string.Empty, times, [.. values.Zip(error, (v, e) => v - e)], [.. values.Zip(error, (v, e) => v + e)]) { Color = PlotColor.Cycle(o) });
            }

            items.Add(new Curve(Escape(name), times, values) { Color = PlotColor.Cycle(o) });
        }

        return new Figure(
            "simulation",
            Escape(report.Name),
            string.Create(CultureInfo.InvariantCulture, $"Expectation values of {string.Join(", ", report.Observables.Select(o => o.Name))} from {report.Times[0]:R} s to {report.Times[^1]:R} s, by the method {report.Method}."),
            new Axes(Axis.Linear($"time ({symbol})"), Axis.Linear("expectation value"), items.ToImmutableArray()));
    }

    private static IEnumerable<(string Name, IReadOnlyList<double> Values)> Columns(SimulationReport report)
    {
        yield return ("time", report.Times);
        for (int o = 0; o < report.Observables.Count; o++)
        {
            yield return (report.Observables[o].Name, report.Observables[o].Values);
            if (report.StandardErrors is { } errors)
            {
                yield return (report.Observables[o].Name + ErrorSuffix, errors[o]);
            }
        }
    }

    private static (double Unit, string Symbol) TimeUnit(double last) => last switch
    {
        >= 1 or 0 => (1, "s"),
        >= 1e-3 => (1e-3, "ms"),
        >= 1e-6 => (1e-6, "μs"),
        _ => (1e-9, "ns"),
    };

    /// <summary>Names are text, not markup.</summary>
    private static string Escape(string text) => string.Concat(text.Select(c => c is '*' or '_' or '^' or '{' or '}' or '\\' ? "\\" + c : c.ToString()));
}
