using System.Globalization;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Evidence;
using Spectre.Console;

namespace LindbladVerify.Reporting.Terminal;

/// <summary>The rates of one point as a table.</summary>
internal static class RateTable
{
    /// <summary>Writes the table, the regime and the notes.</summary>
    public static void Write(IAnsiConsole console, RateReport report)
    {
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"D12 = {report.Dipolar:R} rad/s, Δ = {report.Hyperfine:R} rad/s, P = {report.Polarization:R}, Γc = {report.ElectronRate:R} 1/s, Γ2 = {report.Broadening:R} 1/s, noise {report.Noise}"));
        double? exact = report.Rows.FirstOrDefault(r => string.Equals(r.Method, "exact", StringComparison.Ordinal))?.Value;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("method").NoWrap());
        table.AddColumn(new TableColumn("W / (1/s)").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("standard error").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("/ exact").RightAligned().NoWrap());
        table.AddColumn("remark");
        foreach (RateRow row in report.Rows)
        {
            table.AddRow(
                Markup.Escape(row.Method),
                row.Value is double value ? value.ToString("R", CultureInfo.InvariantCulture) : "—",
                row.StandardError is double error ? error.ToString("G3", CultureInfo.InvariantCulture) : string.Empty,
                row.Value is double w && exact is double reference && reference != 0 ? (w / reference).ToString("G6", CultureInfo.InvariantCulture) : string.Empty,
                Markup.Escape(ProseNumbers.Plain(row.Reason ?? string.Empty)));
        }

        console.Write(table);
        console.MarkupLineInterpolated($"[bold]{(report.RateExists ? "A rate exists. " : string.Empty)}[/]{ProseNumbers.Plain(report.Reason)}");
        foreach (string note in report.Notes)
        {
            console.WriteLine(note);
        }
    }
}
