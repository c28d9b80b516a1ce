using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Results;

/// <summary>The JSON object of `simulate --json`.</summary>
internal static class SimulationJson
{
    /// <summary>Writes one JSON object.</summary>
    public static void Write(Stream stream, SimulationReport report)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("name", report.Name);
        WriteArray(json, report.Axis.JsonName, report.Times);
        json.WriteStartObject("observables");
        foreach ((string name, double[] values) in report.Observables)
        {
            WriteArray(json, name, values);
        }

        json.WriteEndObject();
        WriteStandardErrors(json, report);
        json.WriteStartObject("errorEstimates");
        for (int o = 0; o < report.Observables.Count; o++)
        {
            json.WriteFinite(report.Observables[o].Name, report.ErrorEstimates[o]);
        }

        json.WriteEndObject();
        json.WriteString("method", report.Method);
        json.WriteString("reason", report.Reason);
        json.WriteStartObject("dimension");
        json.WriteNumber("hilbert", report.HilbertDimension);
        json.WriteNumber("liouville", report.LiouvilleDimension);
        json.WriteNumber("solved", report.SolvedDimension);
        json.WriteEndObject();
        json.WriteString("backend", report.Backend);
        WriteSampling(json, report);
        json.WriteStartObject("parameters");
        foreach ((string name, double value) in report.Parameters)
        {
            json.WriteFinite(name, value);
        }

        json.WriteEndObject();
        json.WriteStrings("notes", report.Notes);
        json.WriteEndObject();
    }

    private static void WriteStandardErrors(Utf8JsonWriter json, SimulationReport report)
    {
        if (report.StandardErrors is null)
        {
            json.WriteNull("standardErrors");
            return;
        }

        json.WriteStartObject("standardErrors");
        for (int o = 0; o < report.Observables.Count; o++)
        {
            WriteArray(json, report.Observables[o].Name, report.StandardErrors[o]);
        }

        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, SimulationReport report)
    {
        if (report.LadderDepth > 0)
        {
            json.WriteNumber("ladderDepth", report.LadderDepth);
        }

        if (report.Trajectories is long trajectories && report.Seed is ulong seed)
        {
            json.WriteNumber("trajectories", trajectories);
            json.WriteNumber("seed", seed);
        }
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumberValue(value);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }
}

/// <summary>What the values of a report are over.</summary>
/// <param name="JsonName">Its key in JSON.</param>
/// <param name="Column">Its column in tables.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record ReportAxis(string JsonName, string Column, string Title, string Unit)
{
    /// <summary>Times.</summary>
    public static ReportAxis Time { get; } = new("times", "time", "time", "s");

    /// <summary>Angular frequencies.</summary>
    public static ReportAxis Frequency { get; } = new("frequencies", "omega", "omega", "rad/s");

    /// <summary>Delays of a correlation.</summary>
    public static ReportAxis Delay { get; } = new("delays", "delay", "delay", "s");
}

/// <summary>The result of simulating one model file.</summary>
internal sealed record SimulationReport
{
    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>What the values are over.</summary>
    public ReportAxis Axis { get; init; } = ReportAxis.Time;

    /// <summary>Output times, s, or what else the axis says.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>Names and values of the observables, in the order of the file.</summary>
    public required IReadOnlyList<(string Name, double[] Values)> Observables { get; init; }

    /// <summary>Standard errors in the same order; null where nothing was sampled.</summary>
    public required IReadOnlyList<double[]>? StandardErrors { get; init; }

    /// <summary>Estimated largest numerical error of each observable; for sampled results that of the time step.</summary>
    public required IReadOnlyList<double> ErrorEstimates { get; init; }

    /// <summary>dense, krylov, runge-kutta or monte-carlo.</summary>
    public required string Method { get; init; }

    /// <summary>Why this method, on which equations.</summary>
    public required string Reason { get; init; }

    /// <summary>d.</summary>
    public required double HilbertDimension { get; init; }

    /// <summary>d² times the number of noise modes.</summary>
    public required double LiouvilleDimension { get; init; }

    /// <summary>Equations that were solved.</summary>
    public required long SolvedDimension { get; init; }

    /// <summary>What carried the dense kernels.</summary>
    public required string Backend { get; init; }

    /// <summary>Trajectories behind sampled means; null otherwise.</summary>
    public long? Trajectories { get; init; }

    /// <summary>Seed of sampled means; null otherwise.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Whether the estimated numerical errors stay within the requested tolerance.</summary>
    public bool ToleranceReached { get; init; } = true;

    /// <summary>Whether sampling was cancelled; the means then rest on the trajectories that were complete.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Levels of Ornstein–Uhlenbeck ladders; 0 where there are none.</summary>
    public int LadderDepth { get; init; }

    /// <summary>Values of the parameters.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>Conversions and other remarks.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>The files of a simulation: a table, arrays for NumPy, a figure. Each appears whole or not at all.</summary>
internal static class SimulationFiles
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
        (double unit, string symbol) = report.Axis == ReportAxis.Frequency ? (1, report.Axis.Unit) : TimeUnit(report.Times[^1]);
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
            string.Create(CultureInfo.InvariantCulture, $"Expectation values of {string.Join(", ", report.Observables.Select(o => o.Name))} from {report.Times[0]:R} {report.Axis.Unit} to {report.Times[^1]:R} {report.Axis.Unit}, by the method {report.Method}."),
            new Axes(Axis.Linear($"{report.Axis.Title} ({symbol})"), Axis.Linear(report.Axis == ReportAxis.Time ? "expectation value" : report.Method), items.ToImmutableArray()));
    }

    private static IEnumerable<(string Name, IReadOnlyList<double> Values)> Columns(SimulationReport report)
    {
        yield return (report.Axis.Column, report.Times);
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

/// <summary>What one method says of a model before it is solved.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Refusal">Why it does not apply; null where it does.</param>
/// <param name="Seconds">Run time, good to a factor of three or so; null where it is not known beforehand.</param>
/// <param name="Bytes">Memory; null where it is not known beforehand.</param>
/// <param name="Accuracy">The error, relative to the largest value that an observable could have, below which it cannot get; for sampling the largest standard error.</param>
/// <param name="IsChosen">Whether it would be taken.</param>
internal sealed record PlannedMethod(string Method, string? Refusal, double? Seconds, double? Bytes, double? Accuracy, bool IsChosen);

/// <summary>What <c>simulate --explain</c> shows: every method, whether it applies and why not, what it would cost, how accurate it can be, and which is taken.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Equations">The equations in words; empty where they do not fit.</param>
/// <param name="LadderDepth">Levels of noise ladders without end that the estimates hold for; 0 where there are none.</param>
/// <param name="Methods">All methods.</param>
internal sealed record SimulationPlan(string Name, string Equations, int LadderDepth, IReadOnlyList<PlannedMethod> Methods)
{
    /// <summary>Writes one JSON object.</summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteString("equations", Equations);
        json.WriteNumber("ladderDepth", LadderDepth);
        json.WriteStartArray("methods");
        foreach (PlannedMethod method in Methods)
        {
            json.WriteStartObject();
            json.WriteString("method", method.Method);
            json.WriteBoolean("applies", method.Refusal is null);
            json.WriteString("reason", method.Refusal);
            WriteNumber(json, "seconds", method.Seconds);
            WriteNumber(json, "bytes", method.Bytes);
            WriteNumber(json, "accuracy", method.Accuracy);
            json.WriteBoolean("chosen", method.IsChosen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
