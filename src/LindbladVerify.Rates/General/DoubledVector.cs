namespace LindbladVerify.Rates.General;

/// <summary>A vector of some 32 digits: High is the nearest of doubles, Low what it lacks.</summary>
internal sealed record DoubledVector(double[] High, double[] Low)
{
    public static DoubledVector Of(double[] values) => new(values, new double[values.Length]);

    /// <summary>Each element rounded.</summary>
    public double Largest => High.Length == 0 ? 0 : High.Max(Math.Abs);

    /// <summary>The sum, rounded to doubled precision.</summary>
    public DoubledVector Plus(double[] other) => Combine(this, 1, Of(other));

    /// <summary>The difference, rounded to doubled precision.</summary>
    public DoubledVector Minus(DoubledVector other) => Combine(this, -1, other);

    /// <summary>wᵀv, with a bound on its rounding.</summary>
    public (double Value, double Error) Dot(double[] weights)
    {
        var sum = default(DoubledSum);
        double size = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] != 0)
            {
                sum.AddProduct(weights[i], High[i]);
                sum.AddProduct(weights[i], Low[i]);
                size += Math.Abs(weights[i] * High[i]);
            }
        }

        return (sum.Value, (DoubledSum.Unit * (weights.Length + 1) * size) + (1.2e-16 * Math.Abs(sum.Value)));
    }

    private static DoubledVector Combine(DoubledVector a, int sign, DoubledVector b)
    {
        double[] high = new double[a.High.Length];
        double[] low = new double[a.High.Length];
        for (int i = 0; i < high.Length; i++)
        {
            var sum = default(DoubledSum);
            sum.Add(a.High[i]);
            sum.Add(sign * b.High[i]);
            sum.Add(a.Low[i]);
            sum.Add(sign * b.Low[i]);
            (high[i], low[i]) = (sum.Value, sum.Rest);
        }

        return new DoubledVector(high, low);
    }
}
