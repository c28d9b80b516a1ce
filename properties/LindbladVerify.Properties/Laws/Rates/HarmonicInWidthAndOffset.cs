using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>(∂²/∂Γ2² + ∂²/∂ε²) W = 0: the golden rule is the real part of an analytic function of Γ2 + iε.</summary>
public class HarmonicInWidthAndOffset
{
    [Law(Cases = 40)]
    public Property The_five_point_laplacian_vanishes_at_second_order() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        NuclearPair weak = p.WithDipolar(1e-6 * Math.Min(p.Broadening, p.ElectronRate));
        double offset = 0.37 * p.Broadening;
        foreach (ElectronNoise noise in ComparableRatesGen.FiniteNoises)
        {
            var here = new OffsetPair(weak, noise);
            double centre = here.Rate(offset);
            (double Step, double Error)[] points = [.. Enumerable.Range(0, 6).Select(k =>
            {
                double h = 0.1 * p.Broadening * Math.Pow(0.7, k);
                double sum = here.Rate(offset + h) + here.Rate(offset - h) + Broadened(weak, noise, h).Rate(offset) + Broadened(weak, noise, -h).Rate(offset);
                return (h, Math.Abs(sum - (4 * centre)) / (h * h) * p.Broadening * p.Broadening / centre);
            })];

            // The stencil's own error is h²/6 ∂⁴W/∂Γ2⁴, of relative size (h/Γ2)² at most a few times; rounding 1e-13 (Γ2/h)².
            Assert.All(points, q => Assert.True(q.Error <= 20 * Math.Pow(q.Step / p.Broadening, 2), $"{noise.Name}: Laplacian {q.Error:G3} at h = {q.Step / p.Broadening:G3} Γ2"));
            if (points[0].Error > 1e-3)
            {
                Assert.InRange(ConvergenceOrder.Slope(points, floor: 1e-8), 1.8, 2.2);
            }
        }
    });

    private static OffsetPair Broadened(NuclearPair p, ElectronNoise noise, double h) =>
        new(new NuclearPair(p.Dipolar, p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening + h), noise);
}
