using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>∫W dε = πD²/2 over an added offset ε, for every noise: what broadens the line does not change its area.</summary>
public class OffsetSumRule
{
    [Law(Cases = 12)]
    public Property The_area_of_the_line_is_that_of_the_coupling_alone() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        // At leading order in D: the next order is (D/Γ)², 1e-12 here.
        NuclearPair weak = p.WithDipolar(1e-6 * Math.Min(p.Broadening, p.ElectronRate));
        foreach (ElectronNoise noise in ComparableRatesGen.Noises)
        {
            Approx.Relative(Math.PI * weak.Dipolar * weak.Dipolar / 2, Area(new OffsetPair(weak, noise), weak), 1e-8, noise.Name);
        }
    });

    /// <summary>
    /// W falls as 1/ε². With ε = w tan θ the integrand is a periodic analytic function of θ, tails included, for which the midpoint
    /// rule converges exponentially: the number of points is doubled until the area stays.
    /// </summary>
    private static double Area(OffsetPair line, NuclearPair pair)
    {
        double width = pair.Broadening + pair.Hyperfine;
        double previous = double.NaN;
        for (int points = 32; points <= 1 << 14; points *= 2)
        {
            double sum = 0;
            for (int k = 0; k < points; k++)
            {
                double theta = Math.PI * (((k + 0.5) / points) - 0.5);
                double cosine = Math.Cos(theta);
                sum += line.Rate(width * Math.Tan(theta)) / (cosine * cosine);
            }

            double area = sum * width * Math.PI / points;
            if (Math.Abs(area - previous) <= 1e-9 * area)
            {
                return area;
            }

            previous = area;
        }

        throw new InvalidOperationException($"The area of {pair} has not converged.");
    }
}
