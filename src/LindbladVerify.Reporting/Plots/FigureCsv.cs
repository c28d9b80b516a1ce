using LindbladVerify.Reporting.Files;

namespace LindbladVerify.Reporting.Plots;

/// <summary>Lists the numbers of a figure, so that it can be drawn again elsewhere.</summary>
internal static class FigureCsv
{
    /// <summary>Columns of the table: one row per number drawn.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["panel", "kind", "series", "x", "y", "yLow", "yHigh", "value"];

    /// <summary>
    /// Writes one row per point: panel (from 1), kind of series, its label without markup, x, y, error bar or band (yLow, yHigh),
    /// and for heat maps the value. Cells that do not apply are empty. Numbers have round-trip precision.
    /// Reference lines have the coordinate that they fix, regions their two ends, arrows two rows, tail first.
    /// </summary>
    public static void Write(Figure figure, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var table = new CsvWriter(writer);
        table.WriteRow(Columns);
        for (int panel = 0; panel < figure.Panels.Length; panel++)
        {
            foreach (PlotItem item in figure.Panels[panel].Items)
            {
                var rows = new ItemRows(table, panel + 1, RichText.Parse(item.Label).PlainText);
                rows.Write(item);
            }
        }
    }

    private sealed class ItemRows(CsvWriter table, int panel, string label)
    {
        public void Write(PlotItem item)
        {
            switch (item)
            {
                case Curve curve:
                    Rows("curve", curve.X.Length, i => (curve.X[i], curve.Y[i], null, null));
                    break;
                case Points points:
                    bool bars = !points.YLow.IsEmpty;
                    Rows("points", points.X.Length, i => (points.X[i], points.Y[i], bars ? points.YLow[i] : null, bars ? points.YHigh[i] : null));
                    break;
                case Band band:
                    Rows("band", band.X.Length, i => (band.X[i], null, band.YLow[i], band.YHigh[i]));
                    break;
                case HeatMap map:
                    HeatMapRows(map);
                    break;
                default:
                    MarkRows(item);
                    break;
            }
        }

        private void MarkRows(PlotItem item)
        {
            switch (item)
            {
                case ReferenceLine line:
                    bool vertical = line.Orientation == Orientation.Vertical;
                    Row("reference-line", vertical ? line.At : null, vertical ? null : line.At, null, null, null);
                    break;
                case Region { Orientation: Orientation.Vertical } region:
                    Row("region", region.From, null, null, null, null);
                    Row("region", region.To, null, null, null, null);
                    break;
                case Region region:
                    Row("region", null, null, region.From, region.To, null);
                    break;
                case Arrow arrow:
                    Row("arrow", arrow.FromX, arrow.FromY, null, null, null);
                    Row("arrow", arrow.ToX, arrow.ToY, null, null, null);
                    break;
                case Annotation annotation:
                    Row("annotation", annotation.X, annotation.Y, null, null, null);
                    break;
                default:
                    break;
            }
        }

        private void HeatMapRows(HeatMap map)
        {
            for (int j = 0; j < map.Y.Length; j++)
            {
                for (int i = 0; i < map.X.Length; i++)
                {
                    Row("heat-map", map.X[i], map.Y[j], null, null, map.Values[(j * map.X.Length) + i]);
                }
            }
        }

        private void Rows(string kind, int count, Func<int, (double? X, double? Y, double? Low, double? High)> at)
        {
            for (int i = 0; i < count; i++)
            {
                (double? x, double? y, double? low, double? high) = at(i);
                Row(kind, x, y, low, high, null);
            }
        }

        private void Row(string kind, double? x, double? y, double? low, double? high, double? value) =>
            table.WriteRow(
            [
                panel.ToString(System.Globalization.CultureInfo.InvariantCulture), kind, CsvWriter.Heading(label),
                CsvWriter.Cell(x), CsvWriter.Cell(y), CsvWriter.Cell(low), CsvWriter.Cell(high), CsvWriter.Cell(value),
            ]);
    }
}
