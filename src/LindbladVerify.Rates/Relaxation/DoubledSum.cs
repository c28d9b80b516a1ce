namespace LindbladVerify.Rates.Relaxation;

/// <summary>A sum of numbers and products in twice the working precision (Ogita, Rump and Oishi, doi:10.1137/030601818, Dot2).</summary>
internal struct DoubledSum
{
    /// <summary>Bound on the error of a sum, relative to the sum of the moduli of its terms: n terms err by n² of this, for n up to a few thousand.</summary>
    public const double Unit = 4 * 1.1102230246251565e-16 * 1.1102230246251565e-16;

    private double high;
    private double low;

    /// <summary>The sum, rounded.</summary>
    public readonly double Value => high + low;

    /// <summary>What the rounded sum lacks.</summary>
    public readonly double Rest => low - (high + low - high);

    public void Add(double value)
    {
        double sum = high + value;
        double part = sum - high;
        low += (high - (sum - part)) + (value - part);
        high = sum;
    }

    public void AddProduct(double a, double b)
    {
        double product = a * b;
        low += Math.FusedMultiplyAdd(a, b, -product);
        Add(product);
    }
}
