using System.Globalization;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Reporting.Sweeps;

/// <summary>Draws a store: a heat map with contours, lines with error bars, one panel for each value of the parameters that are left.</summary>
internal static class SweepFigures
{
    private const int MostPanels = 16;
    private const int MostLines = 8;
    private const long MostCells = 4_000_000;
    private const int MostSamples = 50_000;
    private const double Decade = 10;

    /// <summary>The figure.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="table">The store.</param>
    /// <param name="name">Name of the sweep.</param>
    /// <param name="request">What to draw.</param>
    /// <exception cref="SweepException">A name is unknown, or there is too much to draw.</exception>
    public static Figure Of(string id, StoreTable table, string name, SweepPlotRequest request)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(request);
        int column = Column(table, request.Value);
        string what = request.Magnitude ? $"|{request.Value}|" : request.Value;
        string description = $"{what} against {request.X}{(request.Y is null ? string.Empty : $" and {request.Y}")}.";
        IReadOnlyList<Axes> panels = table.Points.IsGrid ? Grid(table, request, column, what) : [Samples(table, request, column, what)];
        return new Figure(id, RichText.Escape(name), description, panels) { Columns = panels.Count switch { 1 => 1, <= 4 => 2, _ => 4 }, PanelWidth = panels.Count > 4 ? 260 : 420, PanelHeight = panels.Count > 4 ? 190 : 290 };
    }

    private static int Column(StoreTable table, string name)
    {
        int column = table.Names.ToList().FindIndex(n => string.Equals(n, name, StringComparison.Ordinal));
        return column > 0 ? column : throw new SweepException($"--value '{name}': the columns are {string.Join(", ", table.Names.Skip(1))}.");
    }

    private static List<Axes> Grid(StoreTable table, SweepPlotRequest request, int column, string what)
    {
        var grid = new PlotGrid(table.Points);
        int x = grid.Find(request.X, "--x");
        int? y = request.Y is null ? null : grid.Find(request.Y, "--y");
        if (x == y)
        {
            throw new SweepException($"--x and --y are both '{request.X}'; a heat map needs two parameters.");
        }

        int[] held = Held(grid, request, x, y);
        List<int> rest = [.. Enumerable.Range(0, grid.Count).Where(k => k != x && k != y && held[k] < 0)];
        int? family = y is null ? rest.Where(k => grid.Sorted[k].Length <= MostLines).Select(k => (int?)k).LastOrDefault() : null;
        rest.RemoveAll(k => k == family);
        long panels = rest.Aggregate(1L, (p, k) => p * grid.Sorted[k].Length);
        int across = grid.Sorted[x].Length;
        int up = y is { } vertical ? grid.Sorted[vertical].Length : family is { } f ? grid.Sorted[f].Length : 1;
        if (panels > MostPanels)
        {
            throw new SweepException(string.Create(CultureInfo.InvariantCulture, $"{panels} panels would be needed for {string.Join(" and ", rest.Select(k => grid[k].Name))}, and at most {MostPanels} are drawn: hold some with --at NAME=VALUE."));
        }

        if (panels * across * up > MostCells)
        {
            throw new SweepException(string.Create(CultureInfo.InvariantCulture, $"{panels * across * up} values are more than can be drawn; at most {MostCells} are."));
        }

        int error = table.Names.ToList().FindIndex(n => string.Equals(n, request.Value + SweepFileReader.ErrorSuffix, StringComparison.Ordinal));
        (double[][,] values, double[][,] errors) = Collect(table, grid, column, error, (x, y ?? family, rest, held), ((int)panels, up, across));
        return [.. Enumerable.Range(0, (int)panels).Select(p => Titled(Panel(grid, request, what, x, y, family, values[p], error < 0 ? null : errors[p]), grid, rest, p, held))];
    }

    private static int[] Held(PlotGrid grid, SweepPlotRequest request, int x, int? y)
    {
        int[] held = [.. Enumerable.Repeat(-1, grid.Count)];
        foreach ((string name, double value) in request.Held)
        {
            int axis = grid.Find(name, "--at");
            if (axis == x || axis == y)
            {
                throw new SweepException($"--at '{name}': that parameter is an axis of the plot.");
            }

            double[] values = grid.Sorted[axis];
            held[axis] = Enumerable.Range(0, values.Length).MinBy(k => Math.Abs(values[k] - value));
        }

        return held;
    }

    private static (double[][,] Values, double[][,] Errors) Collect(StoreTable table, PlotGrid grid, int column, int error, (int X, int? Y, List<int> Spread, int[] Held) use, (int Panels, int Up, int Across) size)
    {
        double[][,] Empty()
        {
            double[][,] all = [.. Enumerable.Range(0, size.Panels).Select(_ => new double[size.Up, size.Across])];
            foreach (double[,] panel in all)
            {
                System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref panel[0, 0], panel.Length).Fill(double.NaN);
            }

            return all;
        }

        (double[][,] values, double[][,] errors) = (Empty(), error < 0 ? [] : Empty());
        int[] places = new int[grid.Count];
        foreach ((int count, double[][] columns) in table.Read())
        {
            for (int k = 0; k < count; k++)
            {
                grid.Places((long)columns[0][k], places);
                if (use.Held.Where((h, axis) => h >= 0 && h != places[axis]).Any())
                {
                    continue;
                }

                int panel = use.Spread.Aggregate(0, (p, axis) => (p * grid.Sorted[axis].Length) + places[axis]);
                int row = use.Y is { } y ? places[y] : 0;
                values[panel][row, places[use.X]] = columns[column][k];
                if (error >= 0)
                {
                    errors[panel][row, places[use.X]] = columns[error][k];
                }
            }
        }

        if (use.Y is { } vertical)
        {
            Array.ForEach(values, v => Spread(v, table.Points.Strides[vertical], table.Points.Strides[use.X]));
        }

        return (values, errors);
    }

    /// <summary>Where a grid was not refined, the corner of the coarse cell stands for all of it.</summary>
    private static void Spread(double[,] values, int up, int across)
    {
        double[,] known = (double[,])values.Clone();
        for (int j = 0; j < values.GetLength(0); j++)
        {
            for (int i = 0; i < values.GetLength(1); i++)
            {
                for (int step = 2; double.IsNaN(values[j, i]) && step <= Math.Max(up, across); step *= 2)
                {
                    values[j, i] = known[j - (j % Math.Min(step, up)), i - (i % Math.Min(step, across))];
                }
            }
        }
    }

    private static Axes Panel(PlotGrid grid, SweepPlotRequest request, string what, int x, int? y, int? family, double[,] values, double[,]? errors)
    {
        if (y is { } vertical)
        {
            return Map(grid, request, what, x, vertical, values);
        }

        var items = new List<PlotItem>();
        bool isLog = IsLogarithmic(values.Cast<double>(), request.Magnitude);
        for (int row = 0; row < values.GetLength(0); row++)
        {
            string label = family is { } f ? string.Create(CultureInfo.InvariantCulture, $"{RichText.Escape(grid[f].Name)} = {grid.Sorted[f][row]:G4}") : string.Empty;
            double[] line = [.. Enumerable.Range(0, values.GetLength(1)).Select(i => request.Magnitude ? Math.Abs(values[row, i]) : values[row, i])];
            if (errors is not null)
            {
                items.Add(Points.WithStandardErrors(label, grid.Sorted[x], line, [.. Enumerable.Range(0, line.Length).Select(i => errors[row, i])]) with { Color = PlotColor.Cycle(row) });
                label = string.Empty;
            }

            items.Add(new Curve(label, grid.Sorted[x], line) { Color = PlotColor.Cycle(row) });
        }

        string name = RichText.Escape(what);
        return new Axes(Of(grid[x]), isLog ? Axis.Log(name) : Axis.Linear(name), items);
    }

    private static Axes Map(PlotGrid grid, SweepPlotRequest request, string what, int x, int y, double[,] values)
    {
        if (grid.Sorted[x].Length < 2 || grid.Sorted[y].Length < 2)
        {
            throw new SweepException($"a heat map needs two values of {request.X} and of {request.Y} at least; without --y lines are drawn.");
        }

        double[] signed = [.. values.Cast<double>()];
        double[,] drawn = new double[values.GetLength(0), values.GetLength(1)];
        for (int j = 0; j < drawn.GetLength(0); j++)
        {
            for (int i = 0; i < drawn.GetLength(1); i++)
            {
                drawn[j, i] = request.Magnitude ? Math.Abs(values[j, i]) : values[j, i];
            }
        }

        bool isLog = IsLogarithmic(signed, request.Magnitude);
        IEnumerable<double> levels = request.Contours ?? (isLog ? Decades(drawn.Cast<double>()) : []);
        var map = new HeatMap(RichText.Escape(what), grid.Sorted[x], grid.Sorted[y], drawn)
        {
            ColorScale = isLog ? AxisScale.Log10 : AxisScale.Linear,
            Contours = [.. levels.Select(l => new ContourLevel(l, l.ToString("G3", CultureInfo.InvariantCulture)))],
            SignedValues = request.Magnitude ? [.. signed] : [],
        };
        return new Axes(Of(grid[x]), Of(grid[y]), map) { Legend = LegendPlacement.None };
    }

    private static Axes Titled(Axes axes, PlotGrid grid, List<int> rest, int panel, int[] held)
    {
        var parts = new List<string>();
        for (int k = rest.Count - 1; k >= 0; k--)
        {
            double[] values = grid.Sorted[rest[k]];
            (panel, int place) = Math.DivRem(panel, values.Length);
            parts.Insert(0, string.Create(CultureInfo.InvariantCulture, $"{grid[rest[k]].Name} = {values[place]:G4}"));
        }

        parts.AddRange(Enumerable.Range(0, held.Length).Where(k => held[k] >= 0).Select(k => string.Create(CultureInfo.InvariantCulture, $"{grid[k].Name} = {grid.Sorted[k][held[k]]:G4}")));
        return axes with { Title = RichText.Escape(string.Join(", ", parts)) };
    }

    private static Axes Samples(StoreTable table, SweepPlotRequest request, int column, string what)
    {
        if (request.Y is not null)
        {
            throw new SweepException("a heat map needs a grid, and these are samples; without --y the points are drawn against --x.");
        }

        int x = table.Names.ToList().FindIndex(n => string.Equals(n, request.X, StringComparison.Ordinal));
        if (x < 0)
        {
            throw new SweepException($"--x '{request.X}': the columns are {string.Join(", ", table.Names)}.");
        }

        (double, double)[] points = [.. table.Read().SelectMany(r => Enumerable.Range(0, r.Count).Select(k => (r.Columns[x][k], request.Magnitude ? Math.Abs(r.Columns[column][k]) : r.Columns[column][k]))).Take(MostSamples)];
        double[] across = [.. points.Select(p => p.Item1)];
        double[] up = [.. points.Select(p => p.Item2)];
        string label = RichText.Escape(request.X);
        string name = RichText.Escape(what);
        return new Axes(IsLogarithmic(across, false) ? Axis.Log(label) : Axis.Linear(label), IsLogarithmic(up, request.Magnitude) ? Axis.Log(name) : Axis.Linear(name), new Points(string.Empty, across, up) { Size = 2 });
    }

    private static Axis Of(SweepAxis axis)
    {
        string label = RichText.Escape(axis.Name);
        return axis.IsLogarithmic ? Axis.Log(label) : Axis.Linear(label);
    }

    private static bool IsLogarithmic(IEnumerable<double> values, bool isMagnitude)
    {
        double[] there = [.. values.Select(v => isMagnitude ? Math.Abs(v) : v).Where(v => double.IsFinite(v) && !(isMagnitude && v == 0))];
        return there.Length > 0 && there.Min() > 0 && there.Max() >= Decade * there.Min();
    }

    private static IEnumerable<double> Decades(IEnumerable<double> values)
    {
        double[] there = [.. values.Where(v => v > 0 && double.IsFinite(v))];
        (int low, int high) = ((int)Math.Ceiling(Math.Log10(there.Min())), (int)Math.Floor(Math.Log10(there.Max())));
        int step = Math.Max(1, (high - low + MostLines) / MostLines);
        for (int k = low; k <= high; k += step)
        {
            yield return Math.Pow(Decade, k);
        }
    }
}

/// <summary>What to draw of a store.</summary>
/// <param name="X">The horizontal axis: a swept parameter.</param>
/// <param name="Y">The vertical axis of a heat map: another one; null for lines against <paramref name="X"/>.</param>
/// <param name="Value">The column.</param>
/// <param name="Magnitude">Whether to draw its magnitude, on a logarithmic scale.</param>
/// <param name="Contours">Levels of contours; null for decades, or none on a linear scale.</param>
/// <param name="Held">Swept parameters that are held at the value of the grid nearest to one.</param>
internal sealed record SweepPlotRequest(string X, string? Y, string Value, bool Magnitude, IReadOnlyList<double>? Contours, IReadOnlyList<(string Name, double Value)> Held);

/// <summary>The axes of a grid in rising order, and which of them a plot draws, holds, or spreads over panels.</summary>
internal sealed class PlotGrid
{
    private readonly SweepAxis[] axes;
    private readonly int[][] ranks;

    public PlotGrid(SweepPoints points)
    {
        axes = [.. points.Axes];
        Sorted = [.. axes.Select(a => a.Values.Order().ToArray())];
        ranks = [.. axes.Select((a, k) => a.Values.Select(v => Array.BinarySearch(Sorted[k], v)).ToArray())];
    }

    /// <summary>The values of each axis, rising.</summary>
    public double[][] Sorted { get; }

    /// <summary>The number of an axis.</summary>
    /// <exception cref="SweepException">The sweep does not vary that parameter.</exception>
    public int Find(string name, string option)
    {
        int found = Array.FindIndex(axes, a => string.Equals(a.Name, name, StringComparison.Ordinal));
        return found >= 0 ? found : throw new SweepException($"{option} '{name}': the sweep varies {string.Join(", ", axes.Select(a => a.Name))}.");
    }

    /// <summary>Number of axes.</summary>
    public int Count => axes.Length;

    /// <summary>An axis.</summary>
    public SweepAxis this[int axis] => axes[axis];

    /// <summary>The places of a point on all axes.</summary>
    public void Places(long point, int[] places)
    {
        for (int k = axes.Length - 1; k >= 0; k--)
        {
            (point, long place) = Math.DivRem(point, axes[k].Values.Count);
            places[k] = ranks[k][place];
        }
    }
}
