namespace LindbladVerify.Rates.Relaxation;

/// <summary>Gauss–Legendre nodes and weights on [-1, 1], 16 points.</summary>
internal static class GaussRule
{
    private const int Points = 16;

    static GaussRule()
    {
        for (int k = 0; k < Points; k++)
        {
            double x = Math.Cos(Math.PI * (k + 0.75) / (Points + 0.5));
            double derivative = 0;
            for (int step = 0; step < 20; step++)
            {
                (double value, derivative) = Legendre(x);
                x -= value / derivative;
            }

            (_, derivative) = Legendre(x);
            Nodes[k] = x;
            Weights[k] = 2 / ((1 - (x * x)) * derivative * derivative);
        }
    }

    public static double[] Nodes { get; } = new double[Points];

    public static double[] Weights { get; } = new double[Points];

    private static (double Value, double Derivative) Legendre(double x)
    {
        double before = 1;
        double value = x;
        for (int n = 2; n <= Points; n++)
        {
            (before, value) = (value, ((((2 * n) - 1) * x * value) - ((n - 1) * before)) / n);
        }

        return (value, Points * ((x * value) - before) / ((x * x) - 1));
    }
}
