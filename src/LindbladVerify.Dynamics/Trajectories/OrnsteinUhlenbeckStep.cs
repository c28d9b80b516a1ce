namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// The exact joint law of a standard Ornstein–Uhlenbeck process u (mean 0, variance 1, relaxation rate Γ) and of its time
/// integral over a step h: u' = Decay·u + Spread·n1, ∫u dt = Mean·u + Shared·n1 + Own·n2 with independent standard
/// normals. D. T. Gillespie, Phys. Rev. E 54, 2084 (1996), doi:10.1103/PhysRevE.54.2084, Eqs. (2.47) and (3.5).
/// </summary>
public sealed class OrnsteinUhlenbeckStep
{
    /// <summary>Coefficients for one step.</summary>
    /// <param name="relaxationRate">Γ in 1/s, not negative; at 0 the process is constant.</param>
    /// <param name="timeStep">h in s, positive.</param>
    public OrnsteinUhlenbeckStep(double relaxationRate, double timeStep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(relaxationRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timeStep);
        double x = relaxationRate * timeStep;
        double loss = -BlochModes.ExpMinusOne(-x);
        Decay = Math.Exp(-x);
        Spread = Math.Sqrt(loss * (1 + Decay));
        if (relaxationRate == 0)
        {
            Mean = timeStep;
            return;
        }

        Mean = loss / relaxationRate;
        Shared = loss * loss / (relaxationRate * Spread);

        Own = Math.Sqrt(OwnVariance(x / 2)) / relaxationRate;
    }

    /// <summary>e^{−Γh}.</summary>
    public double Decay { get; }

    /// <summary>√(1 − e^{−2Γh}).</summary>
    public double Spread { get; }

    /// <summary>(1 − e^{−Γh})/Γ, in s.</summary>
    public double Mean { get; }

    /// <summary>Weight in ∫u dt of the normal that also moves u, in s.</summary>
    public double Shared { get; }

    /// <summary>Weight in ∫u dt of its own normal, in s.</summary>
    public double Own { get; }

    /// <summary>Γ²·(Var(∫u | u) − Shared²) = 4 (y − tanh y) with y = Γh/2, by its series where the difference cancels.</summary>
    private static double OwnVariance(double y)
    {
        double y2 = y * y;
        return y > 0.125
            ? 4 * (y - Math.Tanh(y))
            : 4 * y * y2 * ((1.0 / 3) - (y2 * ((2.0 / 15) - (y2 * ((17.0 / 315) - (y2 * ((62.0 / 2835) - (y2 * ((1382.0 / 155925)
                - (y2 * ((21844.0 / 6081075) - (y2 * (929569.0 / 638512875)))))))))))));
    }
}
