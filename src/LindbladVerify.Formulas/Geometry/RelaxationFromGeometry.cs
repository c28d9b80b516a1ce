namespace LindbladVerify.Formulas.Geometry;

/// <summary>Eqs. (6) and (7) of Chessari et al. from positions instead of couplings.</summary>
internal static class RelaxationFromGeometry
{
    /// <summary>
    /// Eq. (6): transition rate Γ1 = ½ A⊥² (1 - P²) Γc/(Γc² + ω0²) of a nucleus, 1/s; 1/T1 = 2Γ1. A⊥ = √(T_zx² + T_zy²)/2 is the
    /// pseudosecular coupling that a fully polarised electron exerts.
    /// </summary>
    /// <param name="tensor">Hyperfine coupling.</param>
    /// <param name="polarization">Electron polarization P, from -1 to 1.</param>
    /// <param name="electronRate">Γc, 1/s, positive.</param>
    /// <param name="larmor">ω0, rad/s, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double LongitudinalRate(HyperfineTensor tensor, double polarization, double electronRate, double larmor) =>
        LongitudinalRate(tensor.Pseudosecular * tensor.Pseudosecular / 4, polarization, electronRate, larmor);

    /// <summary>Eq. (6) averaged over all directions of a nucleus at a distance: ⟨A⊥²⟩ = (3/10)(K/r³)², since ⟨sin²θ cos²θ⟩ = 2/15.</summary>
    /// <param name="distance">r, nm, positive.</param>
    /// <param name="polarization">Electron polarization P, from -1 to 1.</param>
    /// <param name="electronRate">Γc, 1/s, positive.</param>
    /// <param name="larmor">ω0, rad/s, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double ShellLongitudinalRate(double distance, double polarization, double electronRate, double larmor)
    {
        Require.Positive(distance, nameof(distance));
        double axial = PhysicalConstants.ElectronProton / (distance * distance * distance);
        return LongitudinalRate(0.3 * axial * axial, polarization, electronRate, larmor);
    }

    /// <summary>
    /// Eq. (7): zero-quantum broadening Σ_k (D1k - D2k)² τ of a pair by its neighbours, 1/s, which flip with correlation time τ.
    /// Needs 2 |D1k - D2k| τ &lt; 1.
    /// </summary>
    /// <param name="first">Position of the first nucleus, nm.</param>
    /// <param name="second">Position of the second nucleus, nm.</param>
    /// <param name="neighbours">Positions of the others, nm.</param>
    /// <param name="correlationTime">τ, s, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive, or a neighbour sits on a nucleus of the pair.</exception>
    public static double ZeroQuantumBroadening(Position first, Position second, IReadOnlyList<Position> neighbours, double correlationTime)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        Require.Positive(correlationTime, nameof(correlationTime));
        double sum = 0;
        foreach (Position neighbour in neighbours)
        {
            double difference = NuclearDipolarTensor.Of(neighbour - first).FlipFlop - NuclearDipolarTensor.Of(neighbour - second).FlipFlop;
            sum += difference * difference;
        }

        return sum * correlationTime;
    }

    private static double LongitudinalRate(double squaredTransverse, double polarization, double electronRate, double larmor)
    {
        Require.Polarization(polarization, nameof(polarization));
        Require.Positive(electronRate, nameof(electronRate));
        Require.Positive(Math.Abs(larmor), nameof(larmor));
        return squaredTransverse / 2 * (1 - polarization) * (1 + polarization) * electronRate / ((electronRate * electronRate) + (larmor * larmor));
    }
}
