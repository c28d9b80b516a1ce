using System.Numerics;
using LindbladVerify.LinearAlgebra.Faber;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Krylov;

/// <summary>The expansion of the scalar exponential on ellipses of every shape: lying, standing, round and degenerate.</summary>
public sealed class FaberCoefficientsTests
{
    [Theory]
    [InlineData(-3.0, 3.0, 0.01, 5.0)]
    [InlineData(-2.0, 2.0, 2.0, 4.0)]
    [InlineData(-1.0, 1.0, 40.0, 3.0)]
    [InlineData(-0.5, 0.5, 7.0, 30.0)]
    [InlineData(-60.0, 60.0, 1.0, 2.0)]
    [InlineData(0.0, 0.0, 25.0, 4.0)]
    [InlineData(-30.0, 30.0, 0.0, 3.0)]
    public void ReproduceTheExponentialOnTheEllipse(double centre, double a, double b, double time)
    {
        var faber = new FaberCoefficients(centre, a, b);
        int terms = faber.TermBound(time);
        double[] coefficients = new double[terms];
        double factor = faber.Fill(time, coefficients, terms);
        for (int k = 0; k < 40; k++)
        {
            double angle = 2 * Math.PI * k / 40;
            double radius = k % 2 == 0 ? 1 : 0.37;
            Complex z = new(centre + (radius * a * Math.Cos(angle)), radius * b * Math.Sin(angle));
            Complex expected = Complex.Exp(z * time);
            Complex found = factor * Sum(faber, coefficients, z);

            // Terms are of order one times the largest value on the ellipse; some hundred roundings of them.
            double scale = Math.Exp((centre + a) * time);
            Assert.True(Complex.Abs(found - expected) <= 4e-14 * (1 + Math.Sqrt(terms)) * scale, $"{found} is not exp = {expected} at {z}");
        }
    }

    [Fact]
    public void OfTimeZeroAreOneAndNothingElse()
    {
        double[] coefficients = new double[5];
        double factor = new FaberCoefficients(-1, 2, 3).Fill(0, coefficients, 5);
        Assert.Equal([1.0, 0, 0, 0, 0], coefficients);
        Assert.Equal(1.0, factor);
    }

    private static Complex Sum(FaberCoefficients faber, double[] coefficients, Complex z)
    {
        Complex w = z - faber.Centre;
        Complex previous = Complex.One;
        Complex current = w / faber.Radius;
        Complex sum = coefficients[0] * previous;
        for (int k = 1; k < coefficients.Length; k++)
        {
            sum += coefficients[k] * current;
            (previous, current) = (current, (2 / faber.Radius * w * current) + (faber.Kappa * previous));
        }

        return sum;
    }
}
