using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>A function of time that is the same for every trajectory, a recorded path or a drive: its integral over each step.</summary>
internal sealed class TabulatedIntegrals : INoiseIntegral
{
    // Gauss and Legendre with four points: exact for polynomials of degree 7.
    private static readonly (double Node, double Weight)[] Quadrature =
    [
        (-0.8611363115940526, 0.34785484513745385), (-0.3399810435848563, 0.6521451548625462),
        (0.3399810435848563, 0.6521451548625462), (0.8611363115940526, 0.34785484513745385),
    ];

    private readonly double[] integrals;

    private TabulatedIntegrals(double[] integrals) => this.integrals = integrals;

    /// <summary>The integrals of a recorded path, exact for steps and straight lines.</summary>
    public static TabulatedIntegrals Of(TabulatedFunction path, StepGrid grid) =>
        new(OverSteps(grid, path.At, [.. path.Times], constantPieces: path.Interpolation == Interpolation.Step));

    /// <summary>The integrals of a drive's envelope, by quadrature in parts that miss none of its features.</summary>
    /// <param name="drive">The drive.</param>
    /// <param name="grid">The steps.</param>
    public static TabulatedIntegrals Of(Drive drive, StepGrid grid)
    {
        double last = grid.Steps.Zip(grid.Counts, (step, count) => step * count).Sum();
        return new TabulatedIntegrals(OverSteps(grid, drive.Envelope.At, last > 0 ? Parts(drive.Envelope, last) : [], constantPieces: false));
    }

    public void Start(long first, int count)
    {
    }

    public void Next(long step, double length, Span<double> integrals) => integrals.Fill(this.integrals[step]);

    private static double[] Parts(Envelope envelope, double last)
    {
        const double Negligible = 1e-9; // of one radian over all the time, for an operator of norm 1
        var edges = new List<double>();
        foreach (EnvelopePiece piece in envelope.Structure(last, Negligible / last).Pieces)
        {
            int parts = piece.LongestStep < double.PositiveInfinity ? (int)Math.Ceiling(Math.Min(1e6, 4 * (piece.End - piece.Start) / piece.LongestStep)) : 1;
            edges.AddRange(Enumerable.Range(0, parts).Select(k => piece.Start + ((piece.End - piece.Start) * k / parts)));
        }

        return [.. edges];
    }

    private static double[] OverSteps(StepGrid grid, Func<double, double> f, double[] breakpoints, bool constantPieces)
    {
        double[] sums = new double[grid.Total];
        int next = 0;
        double start = 0;
        for (int interval = 0, step = 0; interval < grid.Steps.Length; interval++)
        {
            double origin = start;
            for (long i = 1; i <= grid.Counts[interval]; i++, step++)
            {
                double end = origin + (i * grid.Steps[interval]);
                for (; next < breakpoints.Length && breakpoints[next] < end; next++)
                {
                    if (breakpoints[next] > start)
                    {
                        sums[step] += Integral(f, start, breakpoints[next], constantPieces);
                        start = breakpoints[next];
                    }
                }

                sums[step] += Integral(f, start, end, constantPieces);
                start = end;
            }
        }

        return sums;
    }

    private static double Integral(Func<double, double> f, double from, double to, bool constant)
    {
        double middle = (from + to) / 2, half = (to - from) / 2;
        return constant ? 2 * half * f(middle) : half * Quadrature.Sum(q => q.Weight * f(middle + (half * q.Node)));
    }
}
