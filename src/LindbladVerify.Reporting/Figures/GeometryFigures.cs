using System.Globalization;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Verification.Paper;

namespace LindbladVerify.Reporting.Figures;

/// <summary>The figures of Chessari et al. in nanometres, and two that go beyond them.</summary>
internal static class GeometryFigures
{
    private const string Distance = "distance to the electron *r* (nm)";
    private const string Coefficient = "*D* (nm^{2} s^{-1})";

    /// <summary>The figures of Chessari et al. (2023) with the conventions S1: 3(a) with the paper's noise and with the real electron, 3(b), the ratio of the two, and the grey region.</summary>
    public static IReadOnlyList<Figure> OfPaper() =>
    [
        Figure3a(DiffusionFamily.Compute(ConventionSets.S1)),
        Figure3a(DiffusionFamily.Compute(ConventionSets.S1, "electron-telegraph")),
        Figure3b(LimitForms.Compute(ConventionSets.S1)),
        Ratio(RatioMap.Compute(ConventionSets.S1, 81)),
        Grey(GreyRegion.Compute(ConventionSets.S1)),
    ];

    /// <summary>Fig. 3(a): D(r) for P = 0 … 1, the grey region, r_h, r_MV and the step that microwaves make.</summary>
    public static Figure Figure3a(DiffusionFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        Conventions conventions = family.Conventions;
        string noise = family.NoiseName;
        bool paper = string.Equals(noise, "symmetric-telegraph", StringComparison.Ordinal);
        double rh = conventions.HiddenRadius;
        double[] p = [.. family.Curves.Select(c => c.Polarization)];
        PlotItem[] items =
        [
            Grey(conventions),
            .. family.Curves.Select(c => new Curve(Text($"*P* = {c.Polarization:0.0}"), c.Distances, c.Coefficients) { Color = PlotColor.Sequential(c.Polarization), Dash = Dash.Solid, Width = 1.5 }),
            new ReferenceLine("*r*_{h}", Orientation.Vertical, rh) { Color = PlotColor.Muted, Width = 1.4 },
            new ReferenceLine("*r*_{MV}", Orientation.Vertical, conventions.MeanVolumeRadius) { Width = 1.4 },
            new Points("", [rh, rh], [family.Thermal, family.Irradiated]) { Marker = Marker.HollowCircle, Color = PlotColor.Ink, Size = 8 },
            new Arrow(Text($"×{family.SpeedUp:0.0}"), rh, family.Thermal, rh, family.Irradiated),
        ];
        return new Figure(
            paper ? "figure-3a" : "figure-3a-" + noise.Replace(':', '-'),
            paper ? "Spin diffusion coefficient by Eq. (9)" : $"Spin diffusion coefficient, {noise} noise",
            Text($"D against the distance to the electron for electron polarisations from 0 to 1 in steps of 0.1, conventions {conventions.Name}, {noise} noise. D rises with distance and falls with polarisation. The arrow at {rh} nm goes from P = 0.9993 to P = 0.5, a factor of {family.SpeedUp:F2}."),
            new Axes(Axis.Linear(Distance, DiffusionFamily.Nearest, family.Curves[0].Distances[^1]), Axis.Log(Coefficient, Floor(family), 1e2), items)
            {
                Legend = LegendPlacement.None,
                ColorKey = new ColorKey("*P*", [.. p]),
            })
        { PanelWidth = 460, PanelHeight = 330 };
    }

    /// <summary>Fig. 3(b): Eq. (9) with its slow and fast forms, repaired, and the printed forms as thin lines.</summary>
    public static Figure Figure3b(LimitForms forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        Conventions conventions = forms.Conventions;
        return new Figure(
            "figure-3b",
            Text($"Slow- and fast-electron forms against Eq. (9) at *P* = {forms.Exact.Polarization:R}"),
            Text($"D against the distance to the electron at P = {forms.Exact.Polarization}, conventions {conventions.Name}. The repaired Eq. (10) lies on Eq. (9) close to the electron, the repaired Eq. (11) far from it; the printed forms, thin, miss it."),
            new Axes(
                Axis.Linear(Distance, DiffusionFamily.Nearest, forms.Exact.Distances[^1]),
                Axis.Log(Coefficient, 1e-4, 1e2),
                Grey(conventions),
                Line("exact, Eq. (9)", forms.Exact, PlotColor.Ink, Dash.Solid, 2.2),
                Line("slow electron, Eq. (10) repaired", forms.Slow, PlotColor.Blue, Dash.Dashed, 1.9),
                Line("fast electron, Eq. (11) repaired", forms.Fast, PlotColor.Vermilion, Dash.DashDot, 1.9),
                Line("Eq. (10) as printed", forms.SlowAsPrinted, PlotColor.Blue, Dash.Solid, 0.8),
                Line("Eq. (11) as printed", forms.FastAsPrinted, PlotColor.Vermilion, Dash.Solid, 0.8),
                Line("electron that flips between ±1", forms.Electron, PlotColor.Green, Dash.Dotted, 1.9),
                new ReferenceLine("*r*_{h}", Orientation.Vertical, conventions.HiddenRadius) { Color = PlotColor.Muted, Width = 1.4 },
                new ReferenceLine("*r*_{MV}", Orientation.Vertical, conventions.MeanVolumeRadius) { Width = 1.4 }))
        { PanelWidth = 460, PanelHeight = 330 };
    }

    /// <summary>Where Eq. (9) stands above the real electron, and by how much.</summary>
    public static Figure Ratio(RatioMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new Figure(
            "figure-ratio",
            "Eq. (9) over the rate of the real electron",
            Text($"Ratio of the flip-flop rate of Eq. (9) to that of an electron that flips between ±1, over distance and polarisation, conventions {map.Conventions.Name}. It is 1 far from the electron and at P = 0 and 1, and rises to {map.Ratios.Cast<double>().Max():F0} near P = 0.71 close to the electron."),
            new Axes(
                Axis.Linear(Distance, map.Distances[0], map.Distances[^1]),
                Axis.Linear("electron polarisation *P*", 0, 1),
                new HeatMap("*W*_{Eq. (9)} / *W*_{electron}", map.Distances, map.Polarizations, map.Ratios)
                {
                    ColorScale = AxisScale.Log10,
                    Low = 1,
                    High = 100,
                    Contours = [new ContourLevel(1.05, "1.05"), new ContourLevel(1.5, "1.5"), new ContourLevel(5, "5"), new ContourLevel(50, "50")],
                },
                new ReferenceLine("*r*_{h}", Orientation.Vertical, map.Conventions.HiddenRadius) { Color = PlotColor.Orange, Dash = Dash.Dashed }))
        { PanelWidth = 420, PanelHeight = 320 };
    }

    /// <summary>Inside the grey region: the real electron to all orders beside Eq. (9), and where one rate exists.</summary>
    public static Figure Grey(GreyRegion region)
    {
        ArgumentNullException.ThrowIfNull(region);
        var items = new List<PlotItem> { Grey(region.Conventions) };
        for (int k = 0; k < region.Exact.Count; k++)
        {
            DiffusionCurve exact = region.Exact[k];
            PlotColor color = PlotColor.Cycle(k);
            items.Add(Line(Text($"electron, *P* = {exact.Polarization:R}"), exact, color, Dash.Solid, 1.9));
            items.Add(Line(Text($"Eq. (9), *P* = {exact.Polarization:R}"), region.Surrogate[k], color, Dash.Dashed, 1.1));
            int[] missing = [.. Enumerable.Range(0, exact.Distances.Count).Where(i => !region.RateExists[k][i])];
            if (missing.Length > 0)
            {
                items.Add(new Points(Text($"no single rate, *P* = {exact.Polarization:R}"), [.. missing.Select(i => exact.Distances[i])], [.. missing.Select(i => exact.Coefficients[i])]) { Marker = Marker.Cross, Color = color, Size = 5 });
            }
        }

        bool everywhere = region.RateExists.All(c => c.All(e => e));
        return new Figure(
            "figure-grey-region",
            "Inside the grey region: real electron to all orders (solid) and Eq. (9) (dashed)",
            Text($"D against the distance to the electron from 0.1 to 0.9 nm, conventions {region.Conventions.Name}. {(everywhere ? "One rate describes the exchange at every point drawn" : "Crosses mark where no single rate describes the exchange")}; the residence-time rate and the golden rule differ by at most {ReportText.PlainNumber(100 * region.LargestHigherOrder, 2)} %. What fails inside the grey region is Eq. (9), not the rate."),
            new Axes(Axis.Linear(Distance, 0.1, 0.9), Axis.Log(Coefficient), [.. items]))
        { PanelWidth = 460, PanelHeight = 330 };
    }

    private static Region Grey(Conventions conventions) =>
        new("Γ_{c} < |*A*|", Orientation.Vertical, double.NegativeInfinity, conventions.BreakdownRadius);

    private static Curve Line(string label, DiffusionCurve curve, PlotColor color, Dash dash, double width) =>
        new(label, curve.Distances, curve.Coefficients) { Color = color, Dash = dash, Width = width };

    private static double Floor(DiffusionFamily family) =>
        Math.Pow(10, Math.Floor(Math.Log10(family.Curves.SelectMany(c => c.Coefficients).Where(v => v > 0).Min())));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
