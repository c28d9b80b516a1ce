using System.Globalization;
using LindbladVerify.Reporting.Results;
using Spectre.Console;

namespace LindbladVerify.Reporting.Terminal;

/// <summary>A simulation as a table for people: some twenty times, all observables, and how they were found.</summary>
internal static class SimulationTable
{
    private const int MostRows = 21;
    private const int Padding = 4;

    /// <summary>Writes the table, the method and the notes.</summary>
    public static void Write(IAnsiConsole console, SimulationReport report)
    {
        console.WriteLine(report.Name);
        int count = report.Times.Count;
        int rows = Math.Min(count, MostRows);
        int[] shown = [.. Enumerable.Range(0, rows).Select(r => rows == 1 ? 0 : (int)Math.Round((double)r * (count - 1) / (rows - 1)))];
        WriteTables(console, report, shown);
        if (rows < count)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} of {count} {report.Axis.JsonName} are shown; --csv, --npz and --json hold all of them."));
        }

        console.WriteLine($"{report.Method}: {ProseNumbers.Plain(report.Reason)}");
        double error = report.ErrorEstimates.DefaultIfEmpty(0).Max();
        string numerical = error == 0 ? "no step error" : ProseNumbers.Plain(string.Create(CultureInfo.InvariantCulture, $"numerical error below {error:G2}"));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.SolvedDimension} of {report.LiouvilleDimension:G} equations were solved (Hilbert dimension {report.HilbertDimension}); backend {report.Backend}; {numerical}."));
        foreach (string note in report.Notes)
        {
            console.WriteLine(note);
        }
    }

    /// <summary>One table where it fits, with fewer digits if need be; else several with some of the observables each.</summary>
    private static void WriteTables(IAnsiConsole console, SimulationReport report, int[] shown)
    {
        string[] times = [report.Axis == ReportAxis.Frequency ? "omega / (rad/s)" : $"{report.Axis.Title} / s", .. shown.Select(k => report.Times[k].ToString("G6", CultureInfo.InvariantCulture))];
        string[][] columns = Columns(report, shown, "G9");
        if (Width(times) + columns.Sum(Width) > console.Profile.Width)
        {
            columns = Columns(report, shown, "G6");
        }

        for (int next = 0; next < columns.Length;)
        {
            int first = next;
            int width = Width(times);
            do
            {
                width += Width(columns[next++]);
            }
            while (next < columns.Length && width + Width(columns[next]) <= console.Profile.Width);
            WriteTable(console, [times, .. columns[first..next]]);
        }
    }

    private static void WriteTable(IAnsiConsole console, string[][] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string[] column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column[0])).RightAligned().NoWrap());
        }

        for (int r = 1; r < columns[0].Length; r++)
        {
            table.AddRow([.. columns.Select(c => Markup.Escape(c[r]))]);
        }

        console.Write(table);
    }

    /// <summary>The name and the values of each observable.</summary>
    private static string[][] Columns(SimulationReport report, int[] shown, string format) =>
        [.. report.Observables.Select((o, i) => (string[])[o.Name, .. shown.Select(k => Cell(report, o.Values[k], i, k, format))])];

    /// <summary>Characters that a column takes, with the space around it.</summary>
    private static int Width(string[] column) => column.Max(c => c.Length) + Padding;

    private static string Cell(SimulationReport report, double value, int observable, int time, string format) => report.StandardErrors is { } errors
        ? ProseNumbers.Plain(string.Create(CultureInfo.InvariantCulture, $"{value:G6} ± {errors[observable][time]:G2}"))
        : value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>The methods for a model as a table for people.</summary>
internal static class SimulationPlanTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="plan">What the methods say.</param>
    public static void Write(IAnsiConsole console, SimulationPlan plan)
    {
        console.WriteLine(plan.Name);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("method").NoWrap());
        table.AddColumn(new TableColumn("time").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("memory").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("accuracy").RightAligned().NoWrap());
        table.AddColumn("applies");
        foreach (PlannedMethod method in plan.Methods)
        {
            table.AddRow(
                Markup.Escape(method.Method),
                Number(method.Seconds, " s"),
                Number(method.Bytes / 1e6, " MB"),
                Number(method.Accuracy, string.Empty),
                Markup.Escape(method.Refusal is { } reason ? $"no: {reason}" : method.IsChosen ? "yes, and is chosen" : "yes"));
        }

        console.Write(table);
        if (plan.Equations.Length > 0)
        {
            console.WriteLine($"on {plan.Equations}");
        }

        if (plan.LadderDepth > 0)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The estimates are for noise ladders of {plan.LadderDepth} levels, which are deepened until the values no longer change."));
        }
    }

    private static string Number(double? value, string unit) => value is { } known ? ProseNumbers.Plain(known.ToString("G2", CultureInfo.InvariantCulture)) + unit : "—";
}
