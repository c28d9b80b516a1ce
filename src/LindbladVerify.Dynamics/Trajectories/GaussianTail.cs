using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using MathNet.Numerics.LinearAlgebra;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// The tail under Ornstein–Uhlenbeck noise ξ = mean + σu: f = Σ_n c_n·v h_n(u) with orthonormal Hermite polynomials h_n. From
/// u h_n = √(n+1) h_{n+1} + √n h_{n−1}: c_n (B(mean) − nΓ) + Δσ(√(n+1) c_{n+1} + √n c_{n−1}) R = −e_z for n = 0, else 0.
/// Levels are doubled until the coefficients settle.
/// </summary>
internal sealed class GaussianTail : ConditionalTail
{
    private const int FewestLevels = 16;
    private const int MostLevels = 4096;
    private const double Settled = 1e-8;
    private readonly OrnsteinUhlenbeckNoise law;
    private readonly double[] x, y, z;

    public GaussianTail(OrnsteinUhlenbeckNoise law, NuclearPair pair)
    {
        this.law = law;
        int levels = FewestLevels;
        Vector<double>[] rows = Solve(law, pair, levels);
        double change = double.PositiveInfinity;
        for (; levels < MostLevels && change > Settled; levels *= 2)
        {
            Vector<double>[] deeper = Solve(law, pair, 2 * levels);
            change = Distance(deeper, rows) / Distance(deeper, []);
            rows = deeper;
        }

        (x, y, z) = ([.. rows.Select(c => c[0])], [.. rows.Select(c => c[1])], [.. rows.Select(c => c[2])]);
        StationaryResidence = z[0];
        double fastest = law.Rate + Math.Abs(pair.Dipolar) + pair.Broadening + (Math.Abs(pair.Hyperfine) * (Math.Abs(law.Mean) + law.StandardDeviation));
        RelativeError = Rounding(StationaryResidence, fastest) + change;
    }

    public override double StationaryResidence { get; }

    public override double RelativeError { get; }

    public override void Evaluate(ReadOnlySpan<double> output, Span<double> tail)
    {
        const int size = TrajectoryBlock.Size;
        for (int i = 0; i < size; i++)
        {
            double u = (output[(TrajectoryBlock.Noise * size) + i] - law.Mean) / law.StandardDeviation;
            tail[i] = (Sum(x, u) * output[i]) + (Sum(y, u) * output[size + i]) + (Sum(z, u) * output[(2 * size) + i]);
        }
    }

    /// <summary>Σ a_n h_n(u) by Clenshaw's recurrence, √(n+1) h_{n+1} = u h_n − √n h_{n−1}.</summary>
    private static double Sum(double[] a, double u)
    {
        double next = 0, afterNext = 0;
        for (int n = a.Length - 1; n >= 0; n--)
        {
            double sum = a[n] + (u / Math.Sqrt(n + 1) * next) - (Math.Sqrt((n + 1.0) / (n + 2)) * afterNext);
            (next, afterNext) = (sum, next);
        }

        return next;
    }

    private static Vector<double>[] Solve(OrnsteinUhlenbeckNoise law, NuclearPair pair, int levels)
    {
        double strength = pair.Hyperfine * law.StandardDeviation;
        Matrix<double> Coupling(double square) => BlochLadder.Rotation * (strength * Math.Sqrt(square));
        return BlochLadder.Solve(
            levels, n => BlochLadder.Generator(pair, pair.Hyperfine * law.Mean, n * law.Rate), n => Coupling(n + 1), n => Coupling(n),
            n => n == 0 ? -BlochLadder.UnitZ : Vector<double>.Build.Dense(3));
    }

    /// <summary>Root mean square difference over the stationary noise: the norm of the coefficients.</summary>
    private static double Distance(Vector<double>[] deep, Vector<double>[] shallow)
    {
        double sum = 0;
        for (int n = 0; n < deep.Length; n++)
        {
            Vector<double> d = n < shallow.Length ? deep[n] - shallow[n] : deep[n];
            sum += d.DotProduct(d);
        }

        return Math.Sqrt(sum);
    }
}
