using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Judging;

/// <summary>The relative error along one path into a limit, kept for figures.</summary>
/// <param name="Role">Why this path was kept: "typical" (the median) or "worst" (slowest order, or largest remaining error).</param>
/// <param name="Start">Where the path starts, at epsilon = 1 of the claim's path.</param>
/// <param name="Epsilon">The small parameter, falling.</param>
/// <param name="RelativeError">|formula/reference - 1| at each epsilon.</param>
/// <param name="Order">The power law fitted to its deep end; null where there was none to fit.</param>
public sealed record LimitPathSamples(string Role, ParameterPoint Start, IReadOnlyList<double> Epsilon, IReadOnlyList<double> RelativeError, MeasuredOrder? Order)
{
    /// <summary>The prefactor c of the fitted error c epsilon^order, from the points of the fit; NaN without a fit.</summary>
    public double Prefactor()
    {
        if (Order is not { } order)
        {
            return double.NaN;
        }

        double slack = 1e-9;
        double[] logs =
        [
            .. Epsilon.Zip(RelativeError)
                .Where(s => s.First >= order.From * (1 - slack) && s.First <= order.To * (1 + slack) && s.Second > 0)
                .Select(s => Math.Log(s.Second) - (order.Value * Math.Log(s.First))),
        ];
        return logs.Length == 0 ? double.NaN : Math.Exp(logs.Average());
    }
}
