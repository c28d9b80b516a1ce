using System.Globalization;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Sweeps.Maps;
using Spectre.Console;

namespace LindbladVerify.Reporting.Terminal;

/// <summary>A validity map in a few lines: how much of it holds, and the paper's points.</summary>
internal static class MapTable
{
    /// <summary>Writes the shares, the points, the notes and where the files are.</summary>
    public static void Write(IAnsiConsole console, ValidityMap map, TimeSpan elapsed, IReadOnlyList<string> files, IReadOnlyList<string> notes)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(map);
        console.WriteLine($"{map.Formula.Id} against {map.Reference}");
        console.WriteLine($"{Axis(map.X)}, {Axis(map.Y)}{Held(map)}");
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"within 1 % on {map.ShareWithin(0.01):P1} of the map, within 10 % on {map.ShareWithin(0.1):P1}, within 100 % on {map.ShareWithin(1):P1}; {map.SignedErrors.Length} points in {elapsed.TotalSeconds:F3} s"));
        int without = map.SignedErrors.Cast<double>().Count(double.IsNaN);
        if (without > 0)
        {
            console.WriteLine($"{without} of the points are left out: formula or model does not exist there.");
        }

        if (map.Marks.Count > 0)
        {
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumn(new TableColumn("point of the paper").NoWrap());
            table.AddColumn(new TableColumn(Markup.Escape(map.X.Quantity.Text)).RightAligned().NoWrap());
            table.AddColumn(new TableColumn(Markup.Escape(map.Y.Quantity.Text)).RightAligned().NoWrap());
            table.AddColumn(new TableColumn("formula").RightAligned().NoWrap());
            table.AddColumn(new TableColumn("reference").RightAligned().NoWrap());
            table.AddColumn(new TableColumn("formula / reference").RightAligned().NoWrap());
            foreach (MapMark mark in map.Marks)
            {
                table.AddRow(
                    Markup.Escape(mark.Label + (mark.InPlane ? string.Empty : " (projected)")), Number(mark.X), Number(mark.Y),
                    Number(mark.There.Predicted), Number(mark.There.Computed), Number(mark.There.Predicted / mark.There.Computed));
            }

            console.Write(table);
        }

        foreach (string note in notes)
        {
            console.WriteLine(note);
        }

        console.WriteLine($"Written: {string.Join(", ", files)}");
    }

    private static string Held(ValidityMap map)
    {
        string[] held =
        [
            .. map.Formula.Parameters
                .Where(p => !string.Equals(p.Name, map.X.Quantity.Varied, StringComparison.Ordinal) && !string.Equals(p.Name, map.Y.Quantity.Varied, StringComparison.Ordinal))
                .Select(p => $"{p.Name} = {Number(map.Held[p.Name])}{(p.Unit is "1" ? string.Empty : " " + p.Unit)}"),
        ];
        return held.Length == 0 ? string.Empty : $"; held: {string.Join(", ", held)}";
    }

    private static string Axis(MapAxis axis) => $"{axis.Quantity.Text} from {Number(axis.Values[0])} to {Number(axis.Values[^1])}";

    private static string Number(double value) => ProseNumbers.Plain(value.ToString("G4", CultureInfo.InvariantCulture));
}
