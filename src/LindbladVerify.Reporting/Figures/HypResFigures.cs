using System.Globalization;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Verification.Paper;

namespace LindbladVerify.Reporting.Figures;

/// <summary>HypRes curves in the manner of Fig. 2(b) and 2(d) of Chessari et al., and how the exchange departs from one exponential.</summary>
internal static class HypResFigures
{
    /// <summary>Left: microwaves off, both preparations. Right: microwaves on, a family of electron polarizations.</summary>
    /// <param name="off">Curves at thermal electron polarization.</param>
    /// <param name="on">Curves at several electron polarizations, ascending.</param>
    /// <exception cref="ArgumentException">A list is empty.</exception>
    public static Figure Curves(IReadOnlyList<HypResRun> off, IReadOnlyList<HypResRun> on)
    {
        ArgumentNullException.ThrowIfNull(off);
        ArgumentNullException.ThrowIfNull(on);
        if (off.Count == 0 || on.Count == 0)
        {
            throw new ArgumentException("The figure needs at least one curve with microwaves off and one with microwaves on.", nameof(off));
        }

        double thermal = off[0].Model.Thermal;
        Axes left = new(
            Axis.Linear("time (s)", 0),
            Axis.Linear("visible ^{1}H polarisation (%)"),
            [
                .. off.Select((r, k) => new Curve(Text($"preparation {Sign(r.Model.Prepared)}"), r.Times, Percent(r.Visible)) { Color = k == 0 ? PlotColor.Vermilion : PlotColor.Blue, Dash = Dash.Solid }),
                new ReferenceLine(Text($"{100 * thermal:F2} %"), Orientation.Horizontal, 100 * thermal) { Dash = Dash.Dashed, Color = PlotColor.Muted },
            ])
        { Title = Text($"microwaves off, *P* = {off[0].Model.Polarization:R}") };
        Axes right = new(
            Axis.Linear("time (s)", 0),
            Axis.Linear("visible ^{1}H polarisation (%)"),
            [
                .. on.Select((r, k) => new Curve(Text($"*P* = {r.Model.Polarization:R}"), r.Times, Percent(r.Visible)) { Color = PlotColor.Sequential(on.Count == 1 ? 0 : (double)k / (on.Count - 1)), Dash = Dash.Solid }),
                new ReferenceLine("", Orientation.Horizontal, 0) { Dash = Dash.Dotted, Color = PlotColor.Muted },
            ])
        { Title = "microwaves on, negative DNP" };
        return new Figure(
            "hypres",
            "Hyperpolarization resurgence",
            Text($"Visible proton polarisation against time, conventions {off[0].Model.Conventions.Name}. Left: with microwaves off the polarisation of the hidden spins surges onto the visible ones with the sign of the preparation, {Peaks(off)}, and relaxes to thermal {thermal:P2}. Right: at lower electron polarisation it rises faster, then the DNP source pulls it to negative values."),
            left,
            right)
        { PanelWidth = 380, PanelHeight = 290 };
    }

    /// <summary>One curve: visible and hidden polarization.</summary>
    public static Figure Single(HypResRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new Figure(
            "hypres-run",
            Text($"HypRes curve at *P* = {run.Model.Polarization:R}"),
            Text($"Mean polarisation of the visible and of the hidden spins against time at electron polarisation {run.Model.Polarization}, conventions {run.Model.Conventions.Name}, {run.Model.Noise} noise. The visible spins reach {run.Overshoot.Value:P2} at {run.Overshoot.Time:G3} s; thermal is {run.Model.Thermal:P2}."),
            new Axes(
                Axis.Linear("time (s)", 0, run.Times[^1]),
                Axis.Linear("^{1}H polarisation (%)"),
                new Curve("visible", run.Times, Percent(run.Visible)) { Color = PlotColor.Vermilion, Dash = Dash.Solid },
                new Curve("hidden", run.Times, Percent(run.Hidden)) { Color = PlotColor.Blue, Dash = Dash.Dashed },
                new Curve("thermal", [run.Times[0], run.Times[^1]], [100 * run.Model.Thermal, 100 * run.Model.Thermal]) { Dash = Dash.Dotted, Color = PlotColor.Muted, Width = 1 }));
    }

    /// <summary>The rise of the visible spins against the logarithm of time: continuum, two compartments, lattice and glass.</summary>
    public static Figure Exchange(ExchangeComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ExchangeSummary s = comparison.Summary;
        Curve Line(string label, IReadOnlyList<double> y, PlotColor color, Dash dash) => new(label, comparison.Times, y) { Color = color, Dash = dash };
        return new Figure(
            "hypres-exchange",
            "How hidden and visible spins even out",
            Text($"Rise of the visible polarisation by diffusion alone, relative to its end, at P = {comparison.Model.Polarization}, conventions {comparison.Model.Conventions.Name}. The continuum has half-time {s.HalfTime:G3} s, nine-tenths time {s.NineTenthsTime:G3} s and mean time {s.MeanTime:G3} s; the two-compartment model with that mean time departs from it by up to {s.LargestDeviation:P0}. Single nuclei with their own rates, {comparison.Spins.Lattice} on lattices and {comparison.Spins.Glass} in glasses, have half-times {comparison.HalfTime(comparison.Lattice):G3} s and {comparison.HalfTime(comparison.Glass):G3} s."),
            new Axes(
                Axis.Log("time (s)"),
                Axis.Linear("visible polarisation / its end", 0, 1.05),
                Line("radial continuum, *D* = *W a*^{2}", comparison.Continuum, PlotColor.Ink, Dash.Solid),
                Line("two compartments", comparison.TwoCompartments, PlotColor.Muted, Dash.Dashed),
                Line("single nuclei, cubic lattices", comparison.Lattice, PlotColor.Blue, Dash.DashDot),
                Line("single nuclei, glasses", comparison.Glass, PlotColor.Vermilion, Dash.LongDash)))
        { PanelWidth = 440, PanelHeight = 300 };
    }

    private static string Peaks(IReadOnlyList<HypResRun> runs) =>
        string.Join(" and ", runs.Select(r => Text($"{r.Overshoot.Value:P1} at {r.Overshoot.Time:G3} s")));

    private static string Sign(double prepared) => Text($"{(prepared < 0 ? "\u2212" : "+")}{100 * Math.Abs(prepared):G3} %");

    private static double[] Percent(IReadOnlyList<double> values) => [.. values.Select(v => 100 * v)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
