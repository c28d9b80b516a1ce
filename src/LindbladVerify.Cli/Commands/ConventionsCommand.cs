using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LindbladVerify.Cli.Options;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Verification.Paper;

namespace LindbladVerify.Cli.Commands;

/// <summary>Holds every set of conventions against the numbers that the paper quotes.</summary>
internal static class ConventionsCommand
{
    public static Command Create()
    {
        Option<int> top = NumberOptions.Whole("--top", "Rows of the scan to show, best first; 0 shows all.", 0, int.MaxValue, 25);
        Option<bool> json = CommonOptions.Json();
        var command = new Command("conventions", "Scan the conventions that the paper leaves open for the numbers that it quotes.") { top, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(top), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(int top, bool json, CancellationToken cancellation)
    {
        (IReadOnlyList<ConventionRow> named, IReadOnlyList<ConventionRow> rows) = LongWork.Do("scanning", cancellation, () => (ConventionScan.Named(), ConventionScan.All(cancellation)));
        int shown = top == 0 ? rows.Count : Math.Min(top, rows.Count);
        if (json)
        {
            WriteJson(named, rows, shown);
            return ExitCode.Success;
        }

        Console.WriteLine("Quoted: W(0.5)/W(0.9993) = 17 at r_h = 0.9 nm; breakdown radius 0.34 nm; |A| = 100 kHz at r_h. r_MV is 1.99 nm for 50 mM in every set.");
        Console.WriteLine("A row fits the speed-up (s: 16.5 to 17.5), the breakdown radius (b: 0.335 to 0.345 nm, by either reading of its bound) or the coupling (c: 95 to 150 kHz).");
        Console.WriteLine();
        Console.WriteLine($"{"speed-up",9}{"Hz",8}{"rad/s",8}{"|A|(r_h)",11}  fits  conventions");
        Console.WriteLine($"{string.Empty,9}{"grey region, nm",16}{"kHz",11}");
        foreach (ConventionRow row in named)
        {
            Write(row);
        }

        Console.WriteLine();
        foreach (ConventionRow row in rows.Take(shown))
        {
            Write(row);
        }

        Console.WriteLine();
        Console.WriteLine(ConventionScan.Summary(rows));
        return ExitCode.Success;
    }

    private static void Write(ConventionRow row) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{row.SpeedUp,9:F2}{row.BreakdownRadius,8:F3}{row.AngularBreakdownRadius,8:F3}{row.HiddenCoupling / 1e3,11:F1}  {(row.FitsSpeedUp ? 's' : '-')}{(row.FitsBreakdown ? 'b' : '-')}{(row.FitsHiddenCoupling ? 'c' : '-')}   {row.Conventions.Name}, {row.Noise}"));

    private static void WriteJson(IReadOnlyList<ConventionRow> named, IReadOnlyList<ConventionRow> rows, int shown)
    {
        StandardOutput.Write(stream =>
        {
            using var json = new Utf8JsonWriter(stream, GeometryOptions.JsonStyle);
            json.WriteStartObject();
            json.WriteString("summary", ConventionScan.Summary(rows));
            WriteRows(json, "named", named);
            WriteRows(json, "scan", rows.Take(shown));
            json.WriteEndObject();
        });
    }

    private static void WriteRows(Utf8JsonWriter json, string name, IEnumerable<ConventionRow> rows)
    {
        json.WriteStartArray(name);
        foreach (ConventionRow row in rows)
        {
            json.WriteStartObject();
            json.WriteString("conventions", row.Conventions.Name);
            json.WriteString("noise", row.Noise);
            json.WriteNumber("speedUp", row.SpeedUp);
            json.WriteNumber("breakdownRadius", row.BreakdownRadius);
            json.WriteNumber("angularBreakdownRadius", row.AngularBreakdownRadius);
            json.WriteNumber("hiddenCouplingHertz", row.HiddenCoupling);
            json.WriteNumber("meanVolumeRadius", row.MeanVolumeRadius);
            json.WriteNumber("fits", row.Fits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
