using System.Numerics;
using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Tests.Plots;

/// <summary>Figures that between them use every kind of item, with data of the size and awkwardness of the real ones.</summary>
internal static class Gallery
{
    public static IEnumerable<Figure> All =>
        [ErrorOrder(), DiffusionCurves(), MonteCarlo(), ValidityMap(), Awkward(), SmallNumbers(), Dynamics()];

    /// <summary>Golden-rule rate of symmetric telegraph noise: the continued fraction with two levels.</summary>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        double mean = hyperfine * polarization;
        double variance = hyperfine * hyperfine * (1 - (polarization * polarization));
        Complex phi = 1 / (new Complex(broadening, -mean) + (variance / new Complex(broadening + electronRate, -mean)));
        return dipolar * dipolar / 2 * phi.Real;
    }

    public static double[] LogSpace(double low, double high, int count) =>
        [.. Enumerable.Range(0, count).Select(i => low * Math.Pow(high / low, i / (count - 1.0)))];

    public static double[] LinSpace(double low, double high, int count) =>
        [.. Enumerable.Range(0, count).Select(i => low + ((high - low) * i / (count - 1.0)))];

    public static Figure ErrorOrder()
    {
        double[] x = LogSpace(1e-5, 0.3, 24);
        double[] error = [.. x.Select(e => (0.8 * e * e / (1 + e)) + 2e-13)];
        double[] wrong = [.. x.Select(e => 0.04 + (0.3 * e))];
        double[] fitX = [3e-5, 0.3];
        return new Figure(
            "error-order", "Error of a limit form against its small parameter",
            "Relative error of two formulas on doubly logarithmic axes. The repaired form falls with slope 2, the form as printed levels off at 4 %.",
            new Axes(
                Axis.Log("Γ_{2}/Γ_{c}"), Axis.Log("|*W*_{formula}/*W*_{exact} − 1|"),
                new Curve("fit: slope 1.998 ± 0.004", fitX, [.. fitX.Select(e => 0.8 * e * e)]) { Color = PlotColor.Muted, Dash = Dash.Dashed, Width = 1.2 },
                new Points("repaired", x, error) { Color = PlotColor.Blue },
                new Points("as printed", x, wrong) { Color = PlotColor.Vermilion, Marker = Marker.HollowSquare },
                new Region("", Orientation.Horizontal, 0, 1e-12),
                new ReferenceLine("rounding", Orientation.Horizontal, 1e-12) { Color = PlotColor.Muted, Dash = Dash.Dotted }));
    }

    public static Figure DiffusionCurves()
    {
        double[] r = LinSpace(0.2, 2.2, 241);
        double[] polarizations = LinSpace(0, 1, 11);
        List<PlotItem> items = [new Region("Γ_{c} < |*A*|", Orientation.Vertical, double.NegativeInfinity, 0.34)];
        items.AddRange(polarizations.Select(p => new Curve($"*P* = {p:0.0}", r, [.. r.Select(d => Diffusion(d, p))]) { Color = PlotColor.Sequential(p), Width = 1.5 }));
        double low = Diffusion(0.9, 0.9993);
        double high = Diffusion(0.9, 0.5);
        items.Add(new ReferenceLine("*r*_{h}", Orientation.Vertical, 0.9) { Color = PlotColor.Muted, Width = 1.4 });
        items.Add(new ReferenceLine("*r*_{MV}", Orientation.Vertical, 1.994) { Width = 1.4 });
        items.Add(new Points("", [0.9, 0.9], [low, high]) { Marker = Marker.HollowCircle, Color = PlotColor.Ink, Size = 8 });
        items.Add(new Arrow($"×{high / low:0}", 0.9, low, 0.9, high));
        return new Figure(
            "diffusion", "Spin diffusion coefficient against distance from the electron",
            "Eleven curves for electron polarisations from 0 to 1 in steps of 0.1. Diffusion rises with distance and falls with polarisation; an arrow at 0.9 nm marks the seventeen-fold rise from P = 0.9993 to 0.5.",
            new Axes(Axis.Linear("distance to the electron *r* (nm)"), Axis.Log("*D* (nm^{2} s^{-1})", 1e-3, 3e3), [.. items])
            {
                Legend = LegendPlacement.None,
                ColorKey = new ColorKey("*P*", [.. polarizations]),
            });
    }

    public static Figure MonteCarlo()
    {
        double[] gc = LogSpace(1e4, 1e8, 161);
        double[] at = LogSpace(2e4, 6e7, 12);
        double[] exact = [.. gc.Select(g => Rate(2600, 8e6, 0.7, g, 7e4))];
        double[] noise = [0.3, -1.2, 0.8, 0.1, -0.6, 1.7, -0.2, 0.9, -1.1, 0.4, -0.5, 0.7];
        double[] mean = [.. at.Select((g, i) => Rate(2600, 8e6, 0.7, g, 7e4) * (1 + (0.06 * noise[i])))];
        double[] error = [.. mean.Select((m, i) => m * (i == 0 ? 1.4 : 0.06))];
        Axes rate = new(
            Axis.Log("Γ_{c} (s^{-1})"), Axis.Log("*W* (s^{-1})"),
            new Curve("exact", gc, exact),
            new Curve("slow-electron limit", gc, [.. gc.Select(g => Rate(2600, 8e6, 0.7, g, 7e4) * (1 + (g / 1e7)))]),
            new Curve("fast-electron limit", gc, [.. gc.Select(g => Rate(2600, 8e6, 0.7, g, 7e4) / (1 - Math.Exp(-g / 3e6)))]),
            Points.WithStandardErrors("Monte Carlo, 10^{6} trajectories", at, mean, error) with { Color = PlotColor.Ink, Size = 5 });
        Axes residual = new(
            Axis.Log("Γ_{c} (s^{-1})", 1e4, 1e8), Axis.Linear("deviation / standard error"),
            new Region("", Orientation.Horizontal, -2, 2),
            new ReferenceLine("", Orientation.Horizontal, 0),
            new Points("", at, noise) { Color = PlotColor.Ink, Size = 5 });
        return new Figure(
            "monte-carlo", "Monte Carlo rates on the exact curve",
            "Left: exact rate, its two limits and Monte Carlo points with error bars over four decades of the electron rate. Right: deviations in standard errors, all within two.",
            rate with { Title = "rates" }, residual with { Title = "residuals" })
        { PanelWidth = 340, PanelHeight = 260 };
    }

    public static Figure ValidityMap()
    {
        double[] x = LogSpace(1e-2, 1e2, 200);
        double[] p = LinSpace(0, 0.995, 200);
        double[,] error = new double[p.Length, x.Length];
        for (int j = 0; j < p.Length; j++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double exact = Rate(1, 1, p[j], x[i], 0.01);
                double fast = 0.01 + ((1 - (p[j] * p[j])) / x[i]);
                error[j, i] = Math.Abs((fast / ((p[j] * p[j]) + (fast * fast)) / 2 / exact) - 1);
            }
        }

        return new Figure(
            "validity", "Where the fast-electron form holds",
            "Relative error of the fast-electron form over Γc/Δ and P: below 1 % on the right, above 100 % on the left.",
            new Axes(
                Axis.Log("Γ_{c}/Δ"), Axis.Linear("*P*"),
                new HeatMap("|relative error|", x, p, error)
                {
                    ColorScale = AxisScale.Log10, Low = 1e-4, High = 10,
                    Contours = [new ContourLevel(0.01, "1 %"), new ContourLevel(0.1, "10 %"), new ContourLevel(1, "100 %")],
                },
                new Points("*P* = 0.9993, 1.2 K", [0.3], [0.9]) { Marker = Marker.HollowCircle, Color = PlotColor.Ink, Size = 8 },
                new Points("*P* = 0.83, 4.2 K", [8], [0.83]) { Marker = Marker.Star, Color = PlotColor.Ink, Size = 9 },
                new Annotation("Fig. 3", 0.3, 0.9)));
    }

    public static Figure Awkward()
    {
        double[] x = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1e300];
        double[] y = [1, -1, double.NaN, 1e-3, 0, double.PositiveInfinity, 1e3, 1e300, 5, double.NegativeInfinity, 7, 8];
        return new Figure(
            "awkward", "Gaps & <odd> \"names\"", "Data with NaN, infinities and numbers that have no logarithm: all of them are gaps.",
            new Axes(
                Axis.Linear("x < y & z", 0, 9), Axis.Log("*f*(*x*)", 1e-4, 1e4),
                new Curve("a & b <c>", x, y) { Marker = Marker.Diamond },
                new Points("bars to zero", [2, 5, 7], [1, 10, 100], [0, -5, double.NaN], [3, 50, 300]) { Marker = Marker.Triangle },
                new Band("band", [1, 2, 3, 4, 5], [0, 1, double.NaN, 0.1, 0.1], [10, 20, 30, 5, 50]),
                new Annotation("here", 5, 10), new Annotation("nowhere", double.NaN, 1)),
            new Axes(Axis.Linear("empty"), Axis.Log("nothing"), new Curve("none", [], [])),
            new Axes(Axis.Linear("one point"), Axis.Linear("value"), new Points("", [3], [7])))
        { Columns = 3, PanelWidth = 260, PanelHeight = 200 };
    }

    public static Figure SmallNumbers()
    {
        double[] t = LinSpace(0, 4.2e-6, 60);
        return new Figure(
            "small-numbers", "A coherence that decays in microseconds", "Exponential decay with a confidence band.",
            new Axes(
                Axis.Linear("*t* (s)"), Axis.Linear("⟨*I*_{1x}⟩"),
                new Curve("exact", t, [.. t.Select(s => 2.3e-5 * Math.Exp(-s / 1e-6))]),
                new Band("95 %", t, [.. t.Select(s => 2e-5 * Math.Exp(-s / 1e-6))], [.. t.Select(s => 2.6e-5 * Math.Exp(-s / 1e-6))]),
                new ReferenceLine("*T*_{2}", Orientation.Vertical, 1e-6) { Dash = Dash.Dashed }));
    }

    public static Figure Dynamics()
    {
        double[] t = LinSpace(0, 100, 2001);
        return new Figure(
            "dynamics", "Six observables of one run", "Six damped oscillations that fill the panel, so that the legend stands below.",
            new Axes(
                Axis.Linear("*t* (µs)"), Axis.Linear("expectation value"),
                [.. Enumerable.Range(1, 6).Select(k => new Curve($"⟨*I*_{{{k}z}}⟩", t, [.. t.Select(s => Math.Exp(-s / (30 * k)) * Math.Cos(s * (0.1 + (0.11 * k))))]))]));
    }

    private static double Diffusion(double r, double polarization)
    {
        const double couplingOfProton = 2 * Math.PI * 79.06e6 * 1e-3;
        double far = Math.Sqrt((r * r) + (0.66 * 0.66));
        double hyperfine = couplingOfProton * (Math.Pow(r, -3) - Math.Pow(far, -3));
        return Rate(2625, hyperfine, polarization, 2e6, 11e3) * 0.66 * 0.66;
    }
}
