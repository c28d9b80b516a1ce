using LindbladVerify.Dynamics.MonteCarlo.Pair;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

public class BlochModesTests
{
    // δ, D, Γ2: oscillating; overdamped; slow mode 1e-9 of the fast one; exactly critical at δ = 0; just off it; δ = 0
    // with three real modes; strong coupling; near the triple root δ² = Γ2²/27, D² = 8Γ2²/27.
    public static TheoryData<double, double, double> Points => new()
    {
        { 1.7, 0.6, 0.35 }, { -0.02, 0.11, 0.9 }, { 31.0, 1e-3, 0.2 }, { 0, 0.45, 0.9 }, { 1e-7, 0.45, 0.9 },
        { 0, 0.1, 0.8 }, { 0.3, 25.0, 0.7 }, { 0.19, 0.55, 1.0 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Propagator_and_integral_agree_with_the_augmented_exponential(double δ, double D, double Γ2)
    {
        BlochModes modes = new(δ, D, Γ2);
        foreach (double time in new[] { 1e-6, 0.3, 4.0, 60.0 })
        {
            // d/dt (v, ∫z) is linear: its exponential holds both.
            Matrix<double> generator = Matrix<double>.Build.DenseOfArray(new[,]
            {
                { -Γ2, -δ, 0, 0 }, { δ, -Γ2, D, 0 }, { 0, -D, 0, 0 }, { 0, 0, 1, 0 },
            });
            Matrix<double> exact = Exponential(generator * time);
            (double[,] propagator, double[] integral) = modes.Propagator(time);
            for (int i = 0; i < 3; i++)
            {
                // 1e-10 is what the splitting floor of a critical pair costs; elsewhere the error is rounding.
                Assert.Equal(exact[3, i], integral[i], 1e-10 * Math.Max(1, time));
                for (int j = 0; j < 3; j++)
                {
                    Assert.Equal(exact[i, j], propagator[i, j], 1e-10);
                }
            }
        }
    }

    [Fact]
    public void Slow_rate_keeps_its_relative_accuracy()
    {
        // λ(λ² + 2Γ2 λ + Γ2² + δ² + D²) + D²Γ2 = 0: to leading order −D²Γ2/(δ² + Γ2²), here 1e-13 of δ.
        BlochModes modes = new(1e7, 1.0, 1e3);
        double λ = modes.RealRate, s = λ + 1e3;
        Assert.Equal(-s / ((s * s) + 1e14), λ, 1e-15 * Math.Abs(λ));
        Assert.True(modes.Oscillates);
    }

    [Fact]
    public void Switching_there_and_back_is_the_identity()
    {
        BlochModes one = new(1.7, 0.6, 0.35), two = new(-0.02, 0.6, 0.35);
        double[,] there = one.SwitchTo(two), back = two.SwitchTo(one);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double product = (back[i, 0] * there[0, j]) + (back[i, 1] * there[1, j]) + (back[i, 2] * there[2, j]);
                Assert.Equal(i == j ? 1 : 0, product, 1e-13);
            }
        }
    }

    /// <summary>Taylor series after halving until the norm is below 2^-5, then squaring.</summary>
    internal static Matrix<double> Exponential(Matrix<double> a)
    {
        int halvings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(a.L1Norm(), 1e-300))) + 5);
        Matrix<double> x = a / Math.Pow(2, halvings), one = Matrix<double>.Build.DenseIdentity(a.RowCount), sum = one;
        for (int n = 14; n >= 1; n--)
        {
            sum = one + (x * sum / n);
        }

        for (int i = 0; i < halvings; i++)
        {
            sum *= sum;
        }

        return sum;
    }
}
