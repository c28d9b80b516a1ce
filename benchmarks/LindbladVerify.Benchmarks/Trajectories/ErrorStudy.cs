using System.Globalization;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Benchmarks.Trajectories;

/// <summary>
/// `errors FILE.csv`: how Monte Carlo errors fall, as a table and as FILE.svg, for docs/monte-carlo-errors.md. Statistical part: the rate of the
/// electron telegraph against its exact residence time for growing ensembles. Step part: fine minus coarse step on shared
/// Gaussian paths, a third of which is the bias of the fine step.
/// </summary>
internal static class ErrorStudy
{
    private const string StepStudy = "ornstein-uhlenbeck step";

    private static readonly PairTrajectoryRequest Base = new()
    {
        Pair = new(0.9, 1.6, 0.45, 0.7, 1.3), Seed = 1,
    };

    private static readonly NuclearPair Unpolarized = new(0.9, 1.6, 0, 0.7, 1.3);

    public static int Run(string[] args)
    {
        if (args.Length != 1)
        {
            Console.Error.WriteLine("usage: errors FILE.csv");
            return 2;
        }

        string[] noises = ["electron-telegraph", "electron-telegraph antithetic", "symmetric-telegraph", "symmetric-telegraph antithetic", "ornstein-uhlenbeck", "ornstein-uhlenbeck antithetic"];
        ErrorRow[] rows = [.. noises.SelectMany(Statistical), .. Steps()];
        using StreamWriter table = new(args[0]);
        table.Write("study,trajectories,step,value,standard_error,deviation\n");
        foreach (ErrorRow row in rows)
        {
            table.Write(string.Create(CultureInfo.InvariantCulture, $"{row.Study},{row.Trajectories},{Text(row.Step)},{row.Value:R},{row.StandardError:R},{Text(row.Deviation)}\n"));
        }

        File.WriteAllText(Path.ChangeExtension(args[0], "svg"), FigureSvg.Document(Draw(rows)));
        return 0;
    }

    /// <summary>Left: the standard error of the rate against the number of trajectories. Right: the bias of the residence time against the step.</summary>
    private static Figure Draw(IReadOnlyList<ErrorRow> rows)
    {
        ErrorRow[] Of(string study) => [.. rows.Where(r => string.Equals(r.Study, study, StringComparison.Ordinal))];
        Points Errors(string study, Marker marker) => new(study, [.. Of(study).Select(r => (double)r.Trajectories)], [.. Of(study).Select(r => r.StandardError)]) { Marker = marker };
        ErrorRow[] exact = Of("electron-telegraph"), steps = Of(StepStudy);
        double[] counts = [.. exact.Select(r => (double)r.Trajectories)], widths = [.. steps.Select(r => r.Step)];
        Curve Power(string label, double[] x, double y, double order) => new(label, x, [.. x.Select(v => y * Math.Pow(v / x[^1], order))]) { Color = PlotColor.Muted, Dash = Dash.Dashed };
        return new Figure(
            "monte-carlo-errors",
            "How Monte Carlo errors fall",
            string.Create(CultureInfo.InvariantCulture, $"Left: the standard error of W falls as the inverse root of the number of trajectories, from {exact[0].StandardError:G2} at {exact[0].Trajectories} to {exact[^1].StandardError:G2} at {exact[^1].Trajectories} for the electron telegraph; crosses show how far that estimate is from the exact rate. Right: the bias of the residence time under Gaussian noise falls as the square of the step, from {steps[0].Deviation:G2} at h = {steps[0].Step:G2} to {steps[^1].Deviation:G2} at h = {steps[^1].Step:G2}, with bars of two standard errors."),
            new Axes(
                Axis.Log("trajectories *N*"),
                Axis.Log("standard error of *W*"),
                Power("*N*^{−1/2}", counts, exact[^1].StandardError, -0.5),
                Errors("electron-telegraph", Marker.Circle),
                Errors("symmetric-telegraph", Marker.Square),
                Errors("ornstein-uhlenbeck", Marker.Triangle),
                new Points("|estimate − exact|, electron-telegraph", counts, [.. exact.Select(r => Math.Abs(r.Deviation))]) { Marker = Marker.Cross, Color = PlotColor.Ink })
            { Title = "statistical error" },
            new Axes(
                Axis.Log("step *h*"),
                Axis.Log("bias of *T*"),
                Power("*h*^{2}", widths, Math.Abs(steps[^1].Deviation), 2),
                Points.WithStandardErrors("ornstein-uhlenbeck", widths, [.. steps.Select(r => Math.Abs(r.Deviation))], [.. steps.Select(r => r.StandardError)], multiple: 2))
            { Title = "step error" });
    }

    private static IEnumerable<ErrorRow> Statistical(string study)
    {
        string[] words = study.Split(' ');
        bool antithetic = words.Length == 2;
        PairTrajectoryRequest request = Base with
        {
            Noise = ElectronNoise.Parse(words[0]), Antithetic = antithetic,
            Pair = antithetic && words[0].StartsWith("electron", StringComparison.Ordinal) ? Unpolarized : Base.Pair,
        };
        double exact = request.Noise.Levels is null ? double.NaN : ResidenceRate(request);
        for (long count = 256; count <= 1 << 18; count *= 4)
        {
            MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request with { Trajectories = count });
            yield return new ErrorRow(study, count, estimate.Statistics.TimeStep ?? double.NaN, estimate.Value, estimate.StandardError, estimate.Value - exact);
        }
    }

    private static IEnumerable<ErrorRow> Steps()
    {
        for (double step = 0.5; step > 0.02; step /= 2)
        {
            TrajectoryEnsemble ensemble = new(PairKernels.CreateRefinement(Base, 20, step), null, 0);
            ensemble.Run(1 << 14, 2, SelectIntegrals, CancellationToken.None);
            MomentAccumulator m = ensemble.Moments;
            double error = Math.Sqrt(m.CovarianceOfMean(0, 0) + m.CovarianceOfMean(1, 1) - (2 * m.CovarianceOfMean(0, 1)));
            double h = new StepGrid([20], step, multiple: 2).Steps[0];
            yield return new ErrorRow(StepStudy, 1 << 14, h, m.Mean[0], error / 3, (m.Mean[1] - m.Mean[0]) / 3);
        }
    }

    /// <summary>1/(2W) = (1/D²){Q00 − Γc Q01²/(D² + Γc Q11)} for two-valued noise.</summary>
    private static double ResidenceRate(PairTrajectoryRequest r)
    {
        double D2 = r.Pair.Dipolar * r.Pair.Dipolar, Γ2 = r.Pair.Broadening, Γc = r.Pair.ElectronRate, Γ = Γc + Γ2, d = r.Pair.Hyperfine * r.Pair.Polarization;
        double ν2 = r.Pair.Hyperfine * r.Pair.Hyperfine * (1 - (r.Pair.Polarization * r.Pair.Polarization));
        double a1 = r.Noise == ElectronNoise.ElectronTelegraph ? -d : d;
        double Q00 = Γ2 + (d * d / Γ2) + (ν2 / Γ), Q01 = Math.Sqrt(ν2) * ((d / Γ2) + (a1 / Γ)), Q11 = Γ + (ν2 / Γ2) + (d * d / Γ);
        return D2 / (2 * (Q00 - (Γc * Q01 * Q01 / (D2 + (Γc * Q11)))));
    }

    private static void SelectIntegrals(ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size;
        samples.Slice(TrajectoryBlock.Integral * size, size).CopyTo(rows);
        samples.Slice((TrajectoryBlock.Components + TrajectoryBlock.Integral) * size, size).CopyTo(rows[size..]);
    }

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>One row of the table; NaN where a column does not apply.</summary>
    private sealed record ErrorRow(string Study, long Trajectories, double Step, double Value, double StandardError, double Deviation);
}
