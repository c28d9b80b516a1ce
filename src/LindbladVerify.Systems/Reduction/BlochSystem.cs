using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// The generalised Bloch equations of a model: a real linear system dv/dt = A v for expectation values, averaged over the
/// classical noises, that determines the chosen observables exactly. Immutable.
/// </summary>
/// <param name="Generator">A, [n, n], 1/s.</param>
/// <param name="Initial">v(0), [n].</param>
/// <param name="Observables">One row [n] per observable: its expectation value is row · v.</param>
/// <param name="Constants">Indices of coordinates that stay what they are: the trace in every noise mode, where the block contains it.</param>
/// <param name="HilbertDimension">Dimension d of the model.</param>
/// <param name="LiouvilleDimension">d² times the number of noise modes: what a solution without reduction would need.</param>
/// <param name="IsExact">False where an Ornstein–Uhlenbeck ladder was truncated.</param>
public sealed record BlochSystem(
    SparseMatrix<double> Generator,
    double[] Initial,
    IReadOnlyList<double[]> Observables,
    IReadOnlyList<int> Constants,
    int HilbertDimension,
    double LiouvilleDimension,
    bool IsExact)
{
    /// <summary>Parts that explicit time dependences multiply; empty for a model that does not change in time.</summary>
    public IReadOnlyList<BlochDrive> Drives { get; init; } = [];

    /// <summary>Delays, rotations and pulses in place of free evolution; null for none.</summary>
    internal BlochSequence? Sequence { get; init; }

    /// <summary>What the equations were put together from, where noises multiply them.</summary>
    internal NoiseExtension? Extension { get; init; }

    /// <summary>Refuses equations with explicit time dependence, for what needs a constant generator.</summary>
    /// <param name="what">What needs it, for the message.</param>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    public void RequireConstant(string what)
    {
        if (Drives.Count > 0)
        {
            throw new ArgumentException($"{what} needs a constant generator, but the model has {Drives.Count} drive(s) with explicit time dependence.");
        }

        if (Sequence is not null)
        {
            throw new ArgumentException($"{what} needs free evolution, but the model has a sequence of pulses.");
        }
    }

    /// <summary>Number n of coupled equations that are solved.</summary>
    public int Dimension => Initial.Length;

    /// <summary>Expectation value of an observable in a state v of the system.</summary>
    public double Expectation(int observable, ReadOnlySpan<double> state)
    {
        double sum = 0;
        double[] row = Observables[observable];
        for (int i = 0; i < row.Length; i++)
        {
            sum += row[i] * state[i];
        }

        return sum;
    }
}

/// <summary>The parts of equations with noise modes: I ⊗ Deterministic + Σ Generatorₖ ⊗ I + Σ Valuesₖ ⊗ NoisePartₖ, the first noise outermost.</summary>
/// <param name="Deterministic">[n, n], 1/s.</param>
/// <param name="NoiseParts">[n, n] for each noise, 1/s per unit of it.</param>
/// <param name="Noises">The modes of each.</param>
internal sealed record NoiseExtension(SparseMatrix<double> Deterministic, IReadOnlyList<SparseMatrix<double>> NoiseParts, IReadOnlyList<NoiseModes> Noises);

/// <summary>A driven part of Bloch equations: dv/dt gains Envelope(t) · Generator v.</summary>
/// <param name="Generator">[n, n], 1/s per unit of the envelope.</param>
/// <param name="Envelope">f(t), t in s.</param>
public sealed record BlochDrive(SparseMatrix<double> Generator, Envelope Envelope);

/// <summary>What counts as the rounding residue of an exact cancellation.</summary>
internal static class CancellationSum
{
    /// <summary>64 ε: a chain of a dozen products and sums stays well below it.</summary>
    public const double Residue = 64 * 2.220446049250313e-16;

    /// <summary>Whether a sum is no more than the rounding of terms of this total size.</summary>
    public static bool IsResidue(double modulus, double magnitude) => modulus <= Residue * magnitude;

    /// <summary>The number of at most 36 bits that a sum equals up to the rounding of its terms, such as 1/2 for 0.5000000000000001; else the sum.</summary>
    /// <remarks>
    /// The factors 1/√2 of a normalised basis leave such dust. It would break a conservation law by 10⁻¹⁶ of the fastest rate, which
    /// over long times is not small. A number of more bits passes for one of 36 by chance once in some thousands, and then moves
    /// by no more than its own rounding.
    /// </remarks>
    public static double WithoutDust(double sum, double magnitude)
    {
        const double Dust = 1e-15;
        if (sum == 0 || !double.IsFinite(sum))
        {
            return sum;
        }

        double unit = Math.ScaleB(1, Math.ILogB(sum) - 35);
        double nearest = Math.Round(sum / unit) * unit;
        return Math.Abs(sum - nearest) <= Math.Min(Dust * magnitude, unit / 64) ? nearest : sum;
    }
}
