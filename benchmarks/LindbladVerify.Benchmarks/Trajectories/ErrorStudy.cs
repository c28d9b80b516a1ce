using System.Globalization;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Benchmarks.Trajectories;

/// <summary>
/// `errors FILE.csv`: how Monte Carlo errors fall, for docs/monte-carlo-errors.md. Statistical part: the rate of the
/// electron telegraph against its exact residence time for growing ensembles. Step part: fine minus coarse step on shared
/// Gaussian paths, a third of which is the bias of the fine step.
/// </summary>
internal static class ErrorStudy
{
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

        using StreamWriter writer = new(args[0]);
        writer.Write("study,trajectories,step,value,standard_error,deviation\n");
        foreach (string noise in new[] { "electron-telegraph", "electron-telegraph antithetic", "symmetric-telegraph", "symmetric-telegraph antithetic", "ornstein-uhlenbeck", "ornstein-uhlenbeck antithetic" })
        {
            Statistical(writer, noise);
        }

        Steps(writer);
        return 0;
    }

    private static void Statistical(StreamWriter writer, string study)
    {
        string[] words = study.Split(' ');
        bool antithetic = words.Length == 2;
        PairTrajectoryRequest request = Base with
        {
            Noise = ElectronNoise.Parse(words[0]), Antithetic = antithetic,
            Pair = antithetic && words[0].StartsWith("electron", StringComparison.Ordinal) ? Unpolarized : Base.Pair,
        };
        double exact = request.Noise.Kind == ElectronNoiseKind.OrnsteinUhlenbeck ? double.NaN : ResidenceRate(request);
        for (long count = 256; count <= 1 << 18; count *= 4)
        {
            MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request with { Trajectories = count });
            Write(writer, study, count, estimate.Statistics.TimeStep ?? double.NaN, estimate.Value, estimate.StandardError, estimate.Value - exact);
        }
    }

    private static void Steps(StreamWriter writer)
    {
        for (double step = 0.5; step > 0.02; step /= 2)
        {
            TrajectoryEnsemble ensemble = new(PairKernels.CreateRefinement(Base, 20, step), null, 0);
            ensemble.Run(1 << 14, 2, SelectIntegrals, CancellationToken.None);
            MomentAccumulator m = ensemble.Moments;
            double error = Math.Sqrt(m.CovarianceOfMean(0, 0) + m.CovarianceOfMean(1, 1) - (2 * m.CovarianceOfMean(0, 1)));
            double h = new StepGrid([20], step, multiple: 2).Steps[0];
            Write(writer, "ornstein-uhlenbeck step", 1 << 14, h, m.Mean[0], error / 3, (m.Mean[1] - m.Mean[0]) / 3);
        }
    }

    /// <summary>1/(2W) = (1/D²){Q00 − Γc Q01²/(D² + Γc Q11)} for two-valued noise.</summary>
    private static double ResidenceRate(PairTrajectoryRequest r)
    {
        double D2 = r.Pair.Dipolar * r.Pair.Dipolar, Γ2 = r.Pair.Broadening, Γc = r.Pair.ElectronRate, Γ = Γc + Γ2, d = r.Pair.Hyperfine * r.Pair.Polarization;
        double ν2 = r.Pair.Hyperfine * r.Pair.Hyperfine * (1 - (r.Pair.Polarization * r.Pair.Polarization));
        double a1 = r.Noise.Kind == ElectronNoiseKind.ElectronTelegraph ? -d : d;
        double Q00 = Γ2 + (d * d / Γ2) + (ν2 / Γ), Q01 = Math.Sqrt(ν2) * ((d / Γ2) + (a1 / Γ)), Q11 = Γ + (ν2 / Γ2) + (d * d / Γ);
        return D2 / (2 * (Q00 - (Γc * Q01 * Q01 / (D2 + (Γc * Q11)))));
    }

    private static void SelectIntegrals(ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size;
        samples.Slice(3 * size, size).CopyTo(rows);
        samples.Slice(7 * size, size).CopyTo(rows[size..]);
    }

    private static void Write(StreamWriter writer, string study, long count, double step, double value, double error, double deviation) =>
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{study},{count},{Text(step)},{value:R},{error:R},{Text(deviation)}\n"));

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
