namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>
/// Polarization that cells exchange, lose and gain: w_i dp_i/dt = Σ_j g_ij (p_j - p_i) - w_i R_i p_i + w_i b_i with g symmetric and not negative,
/// weights w_i positive, loss rates R_i not negative and gains b_i. Without loss and gain Σ w_i p_i is constant.
/// </summary>
public interface ILinearExchange
{
    /// <summary>Number of cells n.</summary>
    int Count { get; }

    /// <summary>Weights w [n]: volumes of shells, 1 for single spins.</summary>
    ReadOnlySpan<double> Weights { get; }

    /// <summary>dp/dt [n] of p [n].</summary>
    void Derivative(ReadOnlySpan<double> p, Span<double> derivative);

    /// <summary>Solves (1 - s A) x = right, A p being the part of dp/dt that is proportional to p.</summary>
    /// <param name="s">Positive time, s.</param>
    /// <param name="right">[n].</param>
    /// <param name="x">[n]; holds a first guess, used by iterative solvers, and then the solution.</param>
    void SolveImplicit(double s, ReadOnlySpan<double> right, Span<double> x);

    /// <summary>Gains b [n], 1/s.</summary>
    ReadOnlySpan<double> Gains { get; }
}
