using Xunit;

namespace LindbladVerify.TestSupport;

/// <summary>Measures the order p of an error that vanishes as C·hᵖ.</summary>
public static class ConvergenceOrder
{
    /// <summary>The least-squares slope of log error against log h, over errors above a rounding floor.</summary>
    /// <param name="points">(h, error) pairs; at least four above the floor.</param>
    /// <param name="floor">Errors at or below this are rounding and are left out.</param>
    public static double Slope(IEnumerable<(double Step, double Error)> points, double floor)
    {
        (double X, double Y)[] logs = [.. points.Where(p => p.Error > floor).Select(p => (Math.Log(p.Step), Math.Log(p.Error)))];
        Assert.True(logs.Length >= 4, $"An order needs at least four errors above the rounding floor {floor:G3}, not {logs.Length}.");
        double meanX = logs.Average(p => p.X);
        double meanY = logs.Average(p => p.Y);
        return logs.Sum(p => (p.X - meanX) * (p.Y - meanY)) / logs.Sum(p => (p.X - meanX) * (p.X - meanX));
    }
}
