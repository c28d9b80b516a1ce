using System.Globalization;

namespace LindbladVerify.Verification.Paper;

/// <summary>The qualitative facts of Fig. 2, each passed or failed by a model: no fit.</summary>
internal static class HypResFacts
{
    private static readonly double[] Polarizations = [0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999, DiffusionFamily.ThermalPolarization, 1];

    /// <summary>Checks the facts for the conventions, noise and geometry of a model; its polarization and preparation are varied.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellation">Stops between two curves.</param>
    public static IReadOnlyList<HypResFact> Check(HypResModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var summaries = new ExchangeSummary[Polarizations.Length];
        Parallel.For(0, summaries.Length, new ParallelOptions { CancellationToken = cancellation }, k => summaries[k] = ExchangeSummary.Of(model with { Polarization = Polarizations[k] }, cancellation));
        ExchangeSummary thermal = summaries[Array.IndexOf(Polarizations, DiffusionFamily.ThermalPolarization)];
        ExchangeSummary irradiated = summaries[Array.IndexOf(Polarizations, DiffusionFamily.IrradiatedPolarization)];
        return [Sign(model, cancellation), Return(model, cancellation), Monotone(summaries), Freezes(summaries), Equilibration(thermal), SpeedUp(thermal, irradiated)];
    }

    private static HypResFact Sign(HypResModel model, CancellationToken cancellation)
    {
        HypResRun up = Thermal(model, 0.7, cancellation);
        HypResRun down = Thermal(model, -0.7, cancellation);
        return new HypResFact(
            "sign",
            "Without microwaves the overshoot has the sign of the preparation and goes beyond thermal polarization.",
            up.Overshoots && down.Overshoots,
            Text($"{up.Overshoot.Value:P2} at {up.Overshoot.Time:G3} s after positive, {down.Overshoot.Value:P2} at {down.Overshoot.Time:G3} s after negative preparation; thermal {model.Thermal:P2}"));
    }

    private static HypResFact Return(HypResModel model, CancellationToken cancellation)
    {
        HypResModel off = Off(model, 0.7);
        double duration = double.IsFinite(off.BulkRelaxationTime) ? 12 * off.BulkRelaxationTime : 1e6;
        double end = HypResRun.Compute(off, duration, 101, cancellation).Visible[^1];
        return new HypResFact(
            "thermal", "In the end the visible polarization is thermal.", Math.Abs(end - model.Thermal) < 1e-4, Text($"{end:P3} after {duration:G3} s; thermal {model.Thermal:P3}"));
    }

    private static HypResFact Monotone(ExchangeSummary[] summaries) => new(
        "monotone",
        "The lower the electron polarization, the faster hidden and visible spins even out.",
        Enumerable.Range(1, summaries.Length - 1).All(k => summaries[k].MeanTime > summaries[k - 1].MeanTime && summaries[k].HalfTime > summaries[k - 1].HalfTime),
        Text($"mean time from {summaries[0].MeanTime:G3} s at P = {Polarizations[0]} to {summaries[^1].MeanTime:G3} s at P = {Polarizations[^1]}, rising at each of {summaries.Length} polarizations"));

    /// <summary>At P = 1 nothing fluctuates: what is left is the static exchange through the broadening.</summary>
    private static HypResFact Freezes(ExchangeSummary[] summaries)
    {
        double near = summaries[^1].MeanTime - summaries[^2].MeanTime;
        return new HypResFact(
            "freezes",
            "As P tends to 1 the exchange slows down to the static one, more than ten times slower than at P = 0.5.",
            near > 0 && summaries[^1].MeanTime > 10 * summaries[Array.IndexOf(Polarizations, 0.5)].MeanTime,
            Text($"mean time {summaries[^1].MeanTime:G4} s at P = 1, {summaries[^2].MeanTime:G4} s at P = {Polarizations[^2]}"));
    }

    private static HypResFact Equilibration(ExchangeSummary thermal) => new(
        "equilibration",
        "At P = 0.9993 hidden and visible spins even out in the order of 10³ s.",
        thermal.NineTenthsTime is > 316 and < 3162,
        Text($"nine tenths of the rise after {thermal.NineTenthsTime:G4} s, mean {thermal.MeanTime:G4} s; the paper shows about 0.5 h"));

    private static HypResFact SpeedUp(ExchangeSummary thermal, ExchangeSummary irradiated) => new(
        "speed-up",
        "At P = 0.5 half of the rise comes of the order of ten times earlier than at P = 0.9993.",
        (thermal.HalfTime / irradiated.HalfTime) is > 3.16 and < 31.6,
        Text($"half-times {irradiated.HalfTime:G3} s and {thermal.HalfTime:G3} s, ratio {thermal.HalfTime / irradiated.HalfTime:F1}; mean times {thermal.MeanTime / irradiated.MeanTime:F1}"));

    private static HypResRun Thermal(HypResModel model, double prepared, CancellationToken cancellation) =>
        HypResRun.Compute(Off(model, prepared), cancellation: cancellation);

    private static HypResModel Off(HypResModel model, double prepared) =>
        model with { Polarization = DiffusionFamily.ThermalPolarization, Prepared = prepared, DnpRate = 0 };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A statement about the experiment that a model either reproduces or not.</summary>
/// <param name="Id">Short name.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Holds">Whether the model reproduces it.</param>
/// <param name="Evidence">The numbers.</param>
internal sealed record HypResFact(string Id, string Statement, bool Holds, string Evidence);
