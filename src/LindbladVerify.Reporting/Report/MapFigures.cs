using System.Globalization;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Sweeps.Maps;
using LindbladVerify.Verification.Evidence;

namespace LindbladVerify.Reporting.Report;

/// <summary>Draws validity maps: colours for |formula/reference - 1|, contours at 1, 10 and 100 %, the paper's operating points on top.</summary>
internal static class MapFigures
{
    private static readonly (double Level, string Label)[] s_contours = [(0.01, "1 %"), (0.1, "10 %"), (1, "100 %")];

    /// <summary>One figure of one or more maps of the same formula, side by side.</summary>
    /// <param name="id">File stem.</param>
    /// <param name="maps">The maps; at least one.</param>
    /// <param name="panelWidth">Width of a panel, px.</param>
    /// <param name="panelHeight">Height of a panel, px.</param>
    public static Figure Of(string id, IReadOnlyList<ValidityMap> maps, double panelWidth = 460, double panelHeight = 340)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ValidityMap first = maps[0];
        var symbols = Symbols.Of(first.Formula);
        string shares = string.Join("; ", maps.Select(m => string.Create(
            CultureInfo.InvariantCulture,
            $"against {m.Reference.Noise} within 1 % on {m.ShareWithin(0.01):P0} of the map, within 10 % on {m.ShareWithin(0.1):P0}, within 100 % on {m.ShareWithin(1):P0}")));
        string[] names = [.. first.Held.Names.Where(n => !string.Equals(n, first.X.Quantity.Varied, StringComparison.Ordinal) && !string.Equals(n, first.Y.Quantity.Varied, StringComparison.Ordinal))];
        string held = string.Join(", ", names.Select(n => $"{symbols.Plain(n)} = {ReportText.PlainNumber(first.Held[n])}"));
        string marked = string.Join(", ", names.Select(n => $"{symbols.Markup(n)} = {ReportText.Number(first.Held[n])}"));
        bool projected = maps.Any(m => m.Marks.Any(mark => !mark.InPlane));
        string marks = maps.All(m => m.Marks.Count == 0) ? "" : $" Circles: distances to the electron and polarizations of the paper's Fig. 3{(projected ? "; squares, where the map holds another parameter at another value, so that their place is a projection" : "")}.";
        string before = $"Relative error of the formula; {shares}. Held: ", after = $" (rad/s and 1/s).{marks}";
        return new Figure(
            id,
            "Where it holds: " + RichText.Escape(first.Formula.Title),
            before + held + after,
            [.. maps.Select(map => Panel(map, symbols))])
        { PanelWidth = panelWidth, PanelHeight = panelHeight, Caption = RichText.Escape(before) + marked + RichText.Escape(after) };
    }

    private static Axes Panel(ValidityMap map, Symbols symbols)
    {
        int rows = map.SignedErrors.GetLength(0);
        int columns = map.SignedErrors.GetLength(1);
        double[,] errors = new double[rows, columns];
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                errors[j, i] = Math.Abs(map.SignedErrors[j, i]);
            }
        }

        var items = new List<PlotItem>
        {
            new HeatMap("|formula/reference − 1|", map.X.Values, map.Y.Values, errors)
            {
                ColorScale = AxisScale.Log10,
                Low = 1e-4,
                High = 10,
                SignedValues = [.. map.SignedErrors.Cast<double>()],
                Contours = [.. s_contours.Select(c => new ContourLevel(c.Level, c.Label))],
            },
        };
        foreach (MapMark mark in map.Marks)
        {
            items.Add(new Points("", [mark.X], [mark.Y]) { Marker = mark.InPlane ? Marker.HollowCircle : Marker.HollowSquare, Color = PlotColor.Ink, Size = 7 });
        }

        items.AddRange(Labels(map));
        return new Axes(Axis_(map.X, symbols), Axis_(map.Y, symbols), [.. items]) { Title = "against " + Short(map.Reference), Legend = LegendPlacement.None };
    }

    /// <summary>Points that share a distance get one label, at the middle one.</summary>
    private static IEnumerable<Annotation> Labels(ValidityMap map) => map.Marks
        .GroupBy(m => (m.X, Distance: m.Label.Split(',')[0]))
        .Select(group => (Middle: group.OrderBy(m => m.Y).ElementAt(group.Count() / 2), group.Key.Distance))
        .Select(label => new Annotation(label.Distance, label.Middle.X, label.Middle.Y) { Anchor = TextAnchor.Middle, OffsetX = 0, OffsetY = 7 });

    private static Axis Axis_(MapAxis axis, Symbols symbols)
    {
        string label = symbols.Line(axis.Quantity.Text);
        return axis.IsLogarithmic ? Axis.Log(label, axis.Values[0], axis.Values[^1]) : Axis.Linear(label, axis.Values[0], axis.Values[^1]);
    }

    private static string Short(Reference reference) => KnownModels.IsFlipFlopRate(reference) ? KnownModels.Describe(reference) : reference.ToString();
}
