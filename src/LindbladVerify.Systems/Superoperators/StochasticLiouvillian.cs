using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>
/// The noise-extended generator: one density operator per mode of the classical noises, coupled so that their weighted
/// sum is the exact average over all realisations (Kubo, J. Math. Phys. 4, 174 (1963), doi:10.1063/1.1703941).
/// </summary>
/// <remarks>
/// Convention: the classical state is slowest, so mode k is the contiguous block of d*d entries k*d*d …; with several
/// noises the first one is slowest. Exact for Markov chains; for a truncated Ornstein–Uhlenbeck ladder the depth must be converged.
/// </remarks>
public sealed class StochasticLiouvillian
{
    private readonly double[] initial;
    private readonly double[] readout;

    private StochasticLiouvillian(SparseMatrix<Complex> matrix, int hilbertDimension, double[] initial, double[] readout, bool isExact)
    {
        Matrix = matrix;
        HilbertDimension = hilbertDimension;
        this.initial = initial;
        this.readout = readout;
        IsExact = isExact;
    }

    /// <summary>[m*d*d, m*d*d], 1/s.</summary>
    public SparseMatrix<Complex> Matrix { get; }

    /// <summary>Hilbert-space dimension d.</summary>
    public int HilbertDimension { get; }

    /// <summary>Number m of classical modes (product over the noises).</summary>
    public int ModeCount => initial.Length;

    /// <summary>[m] weights of the modes in the average.</summary>
    public IReadOnlyList<double> Readout => readout;

    /// <summary>False where a ladder was truncated.</summary>
    public bool IsExact { get; }

    /// <summary>Builds the extended generator of a model.</summary>
    /// <param name="model">The model with any number of independent noises.</param>
    /// <param name="ladderDepth">Levels above the ground level for every Ornstein–Uhlenbeck process.</param>
    public static StochasticLiouvillian Of(OpenSystemModel model, int ladderDepth = 16)
    {
        NoiseModes[] modes = [.. model.Noise.Select(n => n.Process.Modes(ladderDepth))];
        CombinedModes combined = CombinedModes.Of(modes);
        SuperOperator deterministic = Liouvillian.Of(model);
        int d2 = deterministic.LiouvilleDimension;

        SparseMatrix<Complex> matrix = SparseMatrix<Complex>.Kronecker(SparseMatrix<Complex>.Identity(combined.Count), deterministic.Matrix)
            + SparseMatrix<Complex>.Kronecker(ToComplex(combined.Generator), SparseMatrix<Complex>.Identity(d2));
        for (int k = 0; k < modes.Length; k++)
        {
            matrix += SparseMatrix<Complex>.Kronecker(ToComplex(combined.Values[k]), SuperOperator.Hamiltonian(model.Noise[k].Operator).Matrix);
        }

        return new StochasticLiouvillian(matrix, model.Dimension, combined.Initial, combined.Readout, modes.All(m => m.IsExact));
    }

    /// <summary>The extended vector [m*d*d] of a density operator with the noises in their stationary law.</summary>
    public Complex[] Extend(Operator density)
    {
        Complex[] vec = Vectorization.Vec(density);
        Complex[] extended = new Complex[initial.Length * vec.Length];
        for (int k = 0; k < initial.Length; k++)
        {
            for (int i = 0; i < vec.Length; i++)
            {
                extended[(k * vec.Length) + i] = initial[k] * vec[i];
            }
        }

        return extended;
    }

    /// <summary>The density operator averaged over the noises.</summary>
    public Operator Average(ReadOnlySpan<Complex> extended)
    {
        int d2 = HilbertDimension * HilbertDimension;
        Complex[] sum = new Complex[d2];
        for (int k = 0; k < readout.Length; k++)
        {
            for (int i = 0; i < d2; i++)
            {
                sum[i] += readout[k] * extended[(k * d2) + i];
            }
        }

        return Vectorization.Unvec(sum);
    }

    private static SparseMatrix<Complex> ToComplex(SparseMatrix<double> a) => a.Map(v => new Complex(v, 0));
}
