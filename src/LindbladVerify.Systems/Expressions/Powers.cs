using System.Numerics;

namespace LindbladVerify.Systems.Expressions;

/// <summary>x ^ y for real and complex numbers.</summary>
internal static class Powers
{
    private const int LargestRepeatedProduct = 64;

    /// <summary>Real power; squares are products. Not a number for a negative base with a broken exponent.</summary>
    public static double Of(double x, double y) => y == 2 ? x * x : Math.Pow(x, y);

    /// <summary>The principal value; integer powers of complex numbers are products, so that i^2 = -1 exactly.</summary>
    public static Complex Of(Complex x, Complex y)
    {
        if (y.Imaginary == 0)
        {
            bool integer = y.Real == Math.Round(y.Real);
            if (x.Imaginary == 0 && (x.Real >= 0 || integer))
            {
                return Of(x.Real, y.Real);
            }

            if (integer && Math.Abs(y.Real) <= LargestRepeatedProduct)
            {
                Complex product = Complex.One;
                for (int k = 0; k < Math.Abs(y.Real); k++)
                {
                    product *= x;
                }

                return y.Real < 0 ? Complex.One / product : product;
            }
        }

        return Complex.Pow(x.Imaginary == 0 ? Functions.AboveCut(x.Real) : x, y);
    }
}
