namespace LindbladVerify.Verification.Judging;

/// <summary>Measures the power with which an error vanishes: least squares on a log-log scale.</summary>
public static class OrderFit
{
    /// <summary>Fewest points that a fit accepts.</summary>
    public const int FewestPoints = 4;

    /// <summary>The slope of ln(error) against ln(epsilon) with its standard error; null with fewer than four points.</summary>
    /// <param name="samples">(epsilon, error) with both positive, in any order.</param>
    public static MeasuredOrder? Fit(IEnumerable<(double Epsilon, double Error)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return FitLogarithms(samples.Select(s => (Math.Log(s.Epsilon), Math.Log(s.Error))));
    }

    /// <summary>The same from the logarithms, which know no underflow; at least three points.</summary>
    internal static MeasuredOrder? FitLogarithms(IEnumerable<(double LogEpsilon, double LogError)> samples, int fewest = FewestPoints)
    {
        (double X, double Y)[] points = [.. samples.OrderByDescending(s => s.LogEpsilon)];
        if (points.Length < fewest)
        {
            return null;
        }

        double meanX = points.Average(p => p.X);
        double meanY = points.Average(p => p.Y);
        double spread = points.Sum(p => (p.X - meanX) * (p.X - meanX));
        double slope = points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / spread;
        double residual = points.Sum(p => Math.Pow(p.Y - meanY - (slope * (p.X - meanX)), 2));
        double standardError = Math.Sqrt(residual / (points.Length - 2) / spread);
        double[] local = [.. points.Zip(points.Skip(1), (a, b) => (a.Y - b.Y) / (a.X - b.X))];
        return new MeasuredOrder(slope, standardError, Math.Exp(points[^1].X), Math.Exp(points[0].X), points.Length, local);
    }
}
