using System.Globalization;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Noise;

/// <summary>A stationary classical random process xi(t), which says itself what can be done with it.</summary>
/// <remarks>
/// Averages need <see cref="Modes"/>. Paths are drawn by whichever of <see cref="Chain"/>, <see cref="Gaussian"/> and <see cref="Path"/> the
/// process has; nobody asks for its type.
/// </remarks>
public abstract record NoiseProcess
{
    /// <summary>Stationary mean of xi.</summary>
    public abstract double Mean { get; }

    /// <summary>Stationary variance of xi.</summary>
    public abstract double Variance { get; }

    /// <summary>The fastest rate of the process, 1/s; used to scale time.</summary>
    public abstract double FastestRate { get; }

    /// <summary>The number of modes that represents the process exactly; null where no finite number does.</summary>
    public abstract int? ExactModeCount { get; }

    /// <summary>The finite Markov chain that has the law of this process: its paths are followed from jump to jump. Null where there is none.</summary>
    public virtual MarkovChainNoise? Chain => null;

    /// <summary>The Gaussian Markov process that has the law of this one: averages in closed form, exact steps of any length, the Hermite ladder. Null where there is none.</summary>
    public virtual OrnsteinUhlenbeckNoise? Gaussian => null;

    /// <summary>The one path that the process ever takes, which makes it an explicit time dependence; null where paths are random.</summary>
    public virtual TabulatedFunction? Path => null;

    /// <summary>How many levels of a ladder without end an average is likely to need; 0 where the modes are finite.</summary>
    /// <param name="coupling">Largest coefficient with which xi enters the generator, 1/s per unit of xi.</param>
    /// <param name="time">For how long, s; infinite for what has become of it in the end.</param>
    public virtual double LevelsAtStake(double coupling, double time) => 0;

    /// <summary>The process as a finite linear system.</summary>
    /// <param name="depth">Number of ladder levels for processes without an exact finite form; ignored by the others.</param>
    public abstract NoiseModes Modes(int depth);

    /// <summary>A parameter that must be positive and finite.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static double RequirePositive(double value, string name) =>
        value > 0 && !double.IsInfinity(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive and finite, not {value.ToString("R", CultureInfo.InvariantCulture)}.");

    /// <summary>A parameter that must be a finite number.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static double RequireFinite(double value, string name) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number, not {value.ToString("R", CultureInfo.InvariantCulture)}.");
}

/// <summary>
/// A noise process as a finite linear system for averages over its realisations: with c(t) [m] the mode amplitudes,
/// dc/dt = Generator c for the process alone, and multiplication by xi(t) is c -&gt; Values c.
/// </summary>
/// <param name="Generator">[m, m], 1/s; acts on columns (entry (to, from)).</param>
/// <param name="Values">[m, m], unit of xi.</param>
/// <param name="Initial">[m] amplitudes of the stationary law.</param>
/// <param name="Readout">[m] weights of the average: &lt;1&gt; = Readout · c.</param>
/// <param name="IsExact">True for finite Markov chains; false for a truncated ladder, whose depth must be converged.</param>
public sealed record NoiseModes(SparseMatrix<double> Generator, SparseMatrix<double> Values, double[] Initial, double[] Readout, bool IsExact)
{
    /// <summary>Number of modes m.</summary>
    public int Count => Initial.Length;

    /// <summary>Whether these are the modes of the noise before, on which another function of the same state is multiplied.</summary>
    internal bool SharesModes { get; init; }

    /// <summary>By how much these modes multiply the number of joint ones.</summary>
    internal int Factor => SharesModes ? 1 : Count;
}

/// <summary>The joint modes of several independent noises; the first one is slowest. With no noise there is one trivial mode.</summary>
/// <param name="Generator">[m, m] sum of the single generators, 1/s.</param>
/// <param name="Values">One [m, m] matrix per noise.</param>
/// <param name="Initial">[m] stationary amplitudes.</param>
/// <param name="Readout">[m] weights of the average.</param>
internal sealed record CombinedModes(SparseMatrix<double> Generator, IReadOnlyList<SparseMatrix<double>> Values, double[] Initial, double[] Readout)
{
    /// <summary>Number of joint modes m.</summary>
    public int Count => Initial.Length;

    /// <summary>The tensor product of the modes of independent noises.</summary>
    public static CombinedModes Of(IReadOnlyList<NoiseModes> noises)
    {
        int total = noises.Aggregate(1, (product, n) => checked(product * n.Factor));
        SparseMatrix<double> generator = SparseMatrix<double>.Zero(total, total);
        var values = new List<SparseMatrix<double>>();
        double[] initial = [1];
        double[] readout = [1];
        int before = 1;
        foreach (NoiseModes noise in noises)
        {
            if (noise.SharesModes)
            {
                int first = before / noise.Count;
                values.Add(Embed(first, noise.Values, total / first / noise.Count));
                continue;
            }

            int after = total / before / noise.Count;
            generator += Embed(before, noise.Generator, after);
            values.Add(Embed(before, noise.Values, after));
            initial = Outer(initial, noise.Initial);
            readout = Outer(readout, noise.Readout);
            before *= noise.Count;
        }

        return new CombinedModes(generator, values, initial, readout);
    }

    private static SparseMatrix<double> Embed(int before, SparseMatrix<double> a, int after) =>
        SparseMatrix<double>.Kronecker(
            SparseMatrix<double>.Identity(before),
            SparseMatrix<double>.Kronecker(a, SparseMatrix<double>.Identity(after)));

    private static double[] Outer(double[] slow, double[] fast) => [.. slow.SelectMany(s => fast.Select(f => s * f))];
}
