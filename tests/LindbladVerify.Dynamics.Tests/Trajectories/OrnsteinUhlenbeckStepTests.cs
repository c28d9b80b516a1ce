using LindbladVerify.Dynamics.MonteCarlo.Pair;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

public class OrnsteinUhlenbeckStepTests
{
    [Theory]
    [InlineData(2.3, 1e-7)]
    [InlineData(2.3, 0.01)]
    [InlineData(2.3, 0.1086)] // Γh = 0.24978 and its half lie on one side of the series' end …
    [InlineData(2.3, 0.13)]   // … and here on both
    [InlineData(2.3, 5.0)]
    [InlineData(0.0, 0.7)]
    public void Two_half_steps_have_the_law_of_one_step(double rate, double h)
    {
        OrnsteinUhlenbeckStep whole = new(rate, h), half = new(rate, h / 2);

        // u' = d(d u + s n1) + s m1, ∫u = M u + S n1 + O n2 + M(d u + s n1) + S m1 + O m2 with all normals independent.
        (double d, double s, double M, double S, double O) = (half.Decay, half.Spread, half.Mean, half.Shared, half.Own);
        AssertClose(d * d, whole.Decay);
        AssertClose(M + (M * d), whole.Mean);
        AssertClose((d * d * s * s) + (s * s), whole.Spread * whole.Spread);
        AssertClose((d * s * (S + (M * s))) + (s * S), whole.Spread * whole.Shared);
        AssertClose(((S + (M * s)) * (S + (M * s))) + (O * O) + (S * S) + (O * O), (whole.Shared * whole.Shared) + (whole.Own * whole.Own));
    }

    [Fact]
    public void Integral_variance_from_the_stationary_state_is_the_textbook_one()
    {
        // Var ∫0^h u dt = 2(Γh − 1 + e^{−Γh})/Γ² for a stationary start.
        double rate = 1.9, h = 0.8, x = rate * h;
        OrnsteinUhlenbeckStep step = new(rate, h);
        double variance = (step.Mean * step.Mean) + (step.Shared * step.Shared) + (step.Own * step.Own);
        AssertClose(2 * (x - 1 + Math.Exp(-x)) / (rate * rate), variance);
    }

    [Fact]
    public void Bad_rates_and_steps_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrnsteinUhlenbeckStep(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrnsteinUhlenbeckStep(1, 0));
    }

    private static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, 4e-14 * Math.Abs(expected));
}
