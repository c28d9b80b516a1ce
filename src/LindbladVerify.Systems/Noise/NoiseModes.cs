using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Noise;

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
}
