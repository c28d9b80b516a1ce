using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using MathNet.Numerics.LinearAlgebra;

namespace LindbladVerify.Dynamics.Trajectories;

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
        rows = BlochLadder.Solve(
            n, i => BlochLadder.Generator(pair, pair.Hyperfine * law.Values[i], law.ExitRate(i)), i => Flow(i, i + 1), i => Flow(i, i - 1), _ => -BlochLadder.UnitZ);
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
            Matrix<double> b = BlochLadder.Generator(pair, pair.Hyperfine * law.Values[i], law.ExitRate(i) / 2).Transpose();
            return one.KroneckerProduct(b) + b.KroneckerProduct(one);
        }

        Matrix<double> Flow(int from, int to) => Build.DenseDiagonal(9, 9, law.Rate(from, to));
        return BlochLadder.Solve(
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
