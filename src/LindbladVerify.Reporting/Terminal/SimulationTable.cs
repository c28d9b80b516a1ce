using System.Globalization;
using LindbladVerify.Reporting.Results;
using Spectre.Console;

namespace LindbladVerify.Reporting.Terminal;

/// <summary>A simulation as a table for people: some twenty times, all observables, and how they were found.</summary>
public static class SimulationTable
{
    private const int MostRows = 21;

    /// <summary>Writes the table, the method and the notes.</summary>
    public static void Write(IAnsiConsole console, SimulationReport report)
    {
        console.WriteLine(report.Name);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("time / s").RightAligned().NoWrap());
        foreach ((string name, _) in report.Observables)
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned().NoWrap());
        }

        int count = report.Times.Count;
        int rows = Math.Min(count, MostRows);
        for (int r = 0; r < rows; r++)
        {
            int k = rows == 1 ? 0 : (int)Math.Round((double)r * (count - 1) / (rows - 1));
            table.AddRow([report.Times[k].ToString("G6", CultureInfo.InvariantCulture), .. report.Observables.Select((o, i) => Cell(report, o.Values[k], i, k))]);
        }

        console.Write(table);
        if (rows < count)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} of {count} times are shown; --csv, --npz and --json hold all of them."));
        }

        console.WriteLine($"{report.Method}: {report.Reason}");
        double error = report.ErrorEstimates.DefaultIfEmpty(0).Max();
        string numerical = error == 0 ? "no step error" : string.Create(CultureInfo.InvariantCulture, $"numerical error below {error:G2}");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.SolvedDimension} of {report.LiouvilleDimension:G} equations were solved (Hilbert dimension {report.HilbertDimension}); backend {report.Backend}; {numerical}."));
        foreach (string note in report.Notes)
        {
            console.WriteLine(note);
        }
    }

    private static string Cell(SimulationReport report, double value, int observable, int time) => report.StandardErrors is { } errors
        ? string.Create(CultureInfo.InvariantCulture, $"{value:G6} ± {errors[observable][time]:G2}")
        : value.ToString("G9", CultureInfo.InvariantCulture);
}
