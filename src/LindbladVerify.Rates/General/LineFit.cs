namespace LindbladVerify.Rates.General;

/// <summary>A least-squares straight line.</summary>
/// <param name="Slope">Slope; NaN where there is no line.</param>
/// <param name="RelativeError">Standard error of the slope by the residuals, relative to it.</param>
internal readonly record struct LineFit(double Slope, double RelativeError)
{
    /// <summary>No line.</summary>
    public static LineFit None { get; } = new(double.NaN, double.NaN);

    /// <summary>Whether there is a line.</summary>
    public bool IsValid => !double.IsNaN(Slope);

    /// <summary>The line through points, at least three.</summary>
    public static LineFit Through(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double sxx = 0, sxy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sxx += (x[i] - meanX) * (x[i] - meanX);
            sxy += (x[i] - meanX) * (y[i] - meanY);
        }

        double slope = sxy / sxx;
        double residual = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double r = y[i] - meanY - (slope * (x[i] - meanX));
            residual += r * r;
        }

        return new LineFit(slope, Math.Sqrt(residual / (x.Length - 2) / sxx) / Math.Abs(slope));
    }
}
