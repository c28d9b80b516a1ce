namespace LindbladVerify.Formulas.Tests;

/// <summary>A rate as a function of D, Delta, P, Gc, G2.</summary>
internal delegate double PairRate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening);

/// <summary>The leading relative error of a rate against another one in a limit.</summary>
/// <param name="Rate">The approximate rate.</param>
/// <param name="Reference">The rate that it approaches.</param>
/// <param name="Path">Point (Delta, P, Gc, G2) at a small parameter epsilon, from a start.</param>
/// <param name="Order">The power of epsilon.</param>
/// <param name="Predicted">The leading error at a point (Delta, P, Gc, G2).</param>
internal sealed record LeadingError(
    PairRate Rate,
    PairRate Reference,
    Func<PairPoint, double, PairPoint> Path,
    double Order,
    Func<double, double, double, double, double> Predicted)
{
    /// <summary>Small enough for the leading term to lead, large enough for the error to stand far above rounding.</summary>
    public double Epsilon => Order switch { <= 0 => 1e-6, < 3 => 1e-3, < 4 => 2e-3, _ => 1e-2 };

    public double MeasuredAt(PairPoint start, double epsilon)
    {
        PairPoint p = Path(start, epsilon);
        return (Rate(1, p.Delta, p.P, p.Gc, p.G2) / Reference(1, p.Delta, p.P, p.Gc, p.G2)) - 1;
    }

    public double PredictedAt(PairPoint start, double epsilon)
    {
        PairPoint p = Path(start, epsilon);
        return Predicted(p.Delta, p.P, p.Gc, p.G2);
    }
}
