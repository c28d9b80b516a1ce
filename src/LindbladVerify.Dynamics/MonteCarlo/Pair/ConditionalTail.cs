using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using MathNet.Numerics.LinearAlgebra;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// What a trajectory that is at Bloch vector v and noise value ξ adds to ∫z dt from then on, averaged over its future:
/// f(v, ξ) = E[∫_t^∞ z dt' | v, ξ], linear in v. A trajectory may be ended anywhere and f added in place of its rest, without
/// bias at any horizon: E[∫_0^t z dt' + f(v(t), ξ(t))] is the residence time, whether the decay is one exponential,
/// oscillates or does not scatter at all.
/// </summary>
/// <remarks>
/// Equation: f solves the backward equation (∂f/∂v)·B(ξ) v + (generator of ξ) f + z = 0, with v' = B(ξ) v; three unknowns
/// per noise state or Hermite level. It shares nothing with the averages of the Rates project but the model.
/// </remarks>
internal abstract class ConditionalTail
{
    private const double RoundingUnits = 16;
    private const double UnitRoundoff = 1.1102230246251565e-16; // 2^-53

    /// <summary>f of the start z = 1, averaged over the stationary noise, s: for planning a run, never for its result.</summary>
    public abstract double StationaryResidence { get; }

    /// <summary>Bound on the relative error of f: rounding of the solution, and the end of the ladder where there is one.</summary>
    public abstract double RelativeError { get; }

    /// <summary>
    /// The tail of a validated request: rows of at most 64 trajectories in the layout of one output of
    /// <see cref="ITrajectoryKernel.Run"/>. <paramref name="noiseAge"/> is how long before the output the noise value was drawn, s; 0 unless a telegraph is sampled on a grid.
    /// </summary>
    public static ConditionalTail Create(PairTrajectoryRequest request, double noiseAge = 0) =>
        request.Process() is { Chain: { } chain } ? new ChainTail(chain, request.Pair, noiseAge)
            : request.Process() is { Gaussian: { } gaussian } && noiseAge == 0 ? new GaussianTail(gaussian, request.Pair)
            : throw new ArgumentException($"{request.Noise.Name} with a noise age of {noiseAge} s has no tail.", nameof(request));

    /// <summary>f of every trajectory of a block from the rows x, y, z, ∫z, ξ of an output.</summary>
    public abstract void Evaluate(ReadOnlySpan<double> output, Span<double> tail);

    /// <summary>
    /// Variance of ∫_0^∞ z dt between trajectories, s²: for noise of which one state holds nearly always, so that a run may see hardly
    /// any departure from it and its scatter says nothing. Zero where no state can dominate.
    /// </summary>
    public virtual double Variance => 0;

    /// <summary>Probability that the noise is within <paramref name="horizon"/> anywhere but in its likeliest state; 1 where it has no states.</summary>
    public virtual double DepartureProbability(double horizon) => 1;

    /// <summary>Relative rounding error of the solution where the slowest motion takes <paramref name="residence"/> and the fastest rate is given.</summary>
    protected static double Rounding(double residence, double fastestRate) => RoundingUnits * UnitRoundoff * (1 + (fastestRate * Math.Abs(residence)));
}

/// <summary>The tail under noise that steps up and down a list of values (telegraphs, sums of fluctuators): one row c_i per value, f = c_i·v.</summary>
internal sealed class ChainTail : ConditionalTail
{
    private static readonly MatrixBuilder<double> Build = Matrix<double>.Build;
    private readonly MarkovChainNoise law;
    private readonly NuclearPair pair;
    private readonly Vector<double>[] rows;
    private readonly Dictionary<double, double[]> byValue = [];
    private readonly Lazy<double> variance;

    /// <param name="law">A chain whose jumps go to neighbours only.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="noiseAge">How long before an output the noise value was drawn, s; only for two values.</param>
    public ChainTail(MarkovChainNoise law, NuclearPair pair, double noiseAge)
    {
        (this.law, this.pair) = (law, pair);
        variance = new Lazy<double>(SumOfSquares);
        int n = law.Values.Count;
        Matrix<double> Flow(int from, int to) => Build.DenseDiagonal(3, 3, law.Rate(from, to));
        rows = BlochTridiagonal.Solve(
            n, i => BlochTridiagonal.Generator(pair, pair.Hyperfine * law.Values[i], law.ExitRate(i)), i => Flow(i, i + 1), i => Flow(i, i - 1), _ => -BlochTridiagonal.UnitZ);
        StationaryResidence = Enumerable.Range(0, n).Sum(i => law.Populations[i] * rows[i][2]);
        double fastest = law.FastestRate + Math.Abs(pair.Dipolar) + pair.Broadening + Math.Abs(pair.Hyperfine * law.Values.Max(Math.Abs));
        RelativeError = Rounding(StationaryResidence, fastest);
        Vector<double>[] seen = noiseAge == 0 ? rows : Aged(noiseAge);
        for (int i = 0; i < n; i++)
        {
            byValue[law.Values[i]] = seen[i].ToArray();
        }
    }

    public override double StationaryResidence { get; }

    public override double RelativeError { get; }

    public override double Variance => variance.Value;

    public override void Evaluate(ReadOnlySpan<double> output, Span<double> tail)
    {
        const int size = TrajectoryBlock.Size;
        for (int i = 0; i < size; i++)
        {
            tail[i] = byValue.TryGetValue(output[(TrajectoryBlock.Noise * size) + i], out double[]? row)
                ? (row[0] * output[i]) + (row[1] * output[size + i]) + (row[2] * output[(2 * size) + i])
                : double.NaN; // a place behind the last trajectory
        }
    }

    public override double DepartureProbability(double horizon)
    {
        int main = Enumerable.Range(0, rows.Length).MaxBy(i => law.Populations[i]);
        return 1 - (law.Populations[main] * Math.Exp(-law.ExitRate(main) * horizon));
    }

    /// <summary>
    /// The conditional mean of a trajectory's ∫_0^∞ z changes by (c_j − c_i)·v at a jump from i to j, and in between only as
    /// expected: the variance is that of the start and the sum of the mean squares of these changes.
    /// </summary>
    private double SumOfSquares()
    {
        int n = rows.Length;
        Vector<double>[] squares = Squares();
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double start = rows[i][2] - StationaryResidence;
            sum += law.Populations[i] * start * start;
            for (int j = Math.Max(0, i - 1); j <= Math.Min(n - 1, i + 1); j++)
            {
                Vector<double> change = rows[j] - rows[i];
                sum += j == i ? 0 : law.Rate(i, j) * (change * Build.Dense(3, 3, squares[i].ToArray()) * change);
            }
        }

        return Math.Max(0, sum);
    }

    /// <summary>S_i = ∫_0^∞ ⟨v vᵀ in state i⟩ dt: B_i S_i + S_i B_iᵀ + (jumps into i) − (jumps out of i) = −p_i e_z e_zᵀ, columns stacked.</summary>
    private Vector<double>[] Squares()
    {
        Matrix<double> one = Build.DenseIdentity(3);
        Matrix<double> Motion(int i)
        {
            Matrix<double> b = BlochTridiagonal.Generator(pair, pair.Hyperfine * law.Values[i], law.ExitRate(i) / 2).Transpose();
            return one.KroneckerProduct(b) + b.KroneckerProduct(one);
        }

        Matrix<double> Flow(int from, int to) => Build.DenseDiagonal(9, 9, law.Rate(from, to));
        return BlochTridiagonal.Solve(
            rows.Length, Motion, i => Flow(i + 1, i), i => Flow(i - 1, i), i => Vector<double>.Build.Dense(9, k => k == 8 ? -law.Populations[i] : 0));
    }

    /// <summary>Two values: rows averaged over the value a time after the one that is seen.</summary>
    private Vector<double>[] Aged(double age)
    {
        double memory = Math.Exp(-(law.ExitRate(0) + law.ExitRate(1)) * age);
        Vector<double> average = (law.Populations[0] * rows[0]) + (law.Populations[1] * rows[1]);
        return [average + (memory * (rows[0] - average)), average + (memory * (rows[1] - average))];
    }
}

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
        Matrix<double> Coupling(double square) => BlochTridiagonal.Rotation * (strength * Math.Sqrt(square));
        return BlochTridiagonal.Solve(
            levels, n => BlochTridiagonal.Generator(pair, pair.Hyperfine * law.Mean, n * law.Rate), n => Coupling(n + 1), n => Coupling(n),
            n => n == 0 ? -BlochTridiagonal.UnitZ : Vector<double>.Build.Dense(3));
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
