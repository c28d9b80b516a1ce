using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>Limits at late times of courses whose limits are known, within their stated errors.</summary>
public sealed class LateLimitTests
{
    [Theory]
    [InlineData("ringing of rising frequency")]
    [InlineData("a power of time")]
    [InlineData("an exponential")]
    [InlineData("both")]
    public void The_limit_lies_within_its_stated_error(string course)
    {
        Func<double, double> of = course switch
        {
            "ringing of rising frequency" => t => 0.3 + (Math.Cos(t * t) / t),
            "a power of time" => t => 0.3 + (0.2 / t),
            "an exponential" => t => 0.3 - Math.Exp(-t),
            _ => t => 0.3 + (0.1 / (t * t)) + (Math.Sin(t * t) / t),
        };
        ReferenceValue limit = LateLimit.Of(3, Sampled(of));
        Assert.True(limit.Exists, limit.Remark);
        Assert.True(limit.RelativeUncertainty < 1e-6, $"{limit.RelativeUncertainty}");
        Assert.True(Math.Abs(limit.Value - 0.3) <= limit.RelativeUncertainty * limit.ErrorScale, FormattableString.Invariant($"{limit.Value:R}, stated {limit.RelativeUncertainty:G3}"));
    }

    /// <summary>Two powers of time and ringing: digits are lost, and the error says so.</summary>
    [Fact]
    public void An_error_is_never_below_the_true_one()
    {
        ReferenceValue limit = LateLimit.Of(3, Sampled(t => 0.3 + (0.1 / t) + (0.3 / (t * t)) + (Math.Sin(t * t) / t)));
        Assert.True(Math.Abs(limit.Value - 0.3) <= limit.RelativeUncertainty * limit.ErrorScale, FormattableString.Invariant($"{limit.Value:R}, stated {limit.RelativeUncertainty:G3}"));
    }

    [Fact]
    public void What_goes_on_ringing_or_creeps_has_no_limit()
    {
        Assert.Contains("does not settle", LateLimit.Of(3, Sampled(t => 0.3 + Math.Cos(4 * t))).Remark, StringComparison.Ordinal);
        Assert.Contains("does not settle", LateLimit.Of(3, Sampled(t => 0.3 + (1 / Math.Log(t + 2)))).Remark, StringComparison.Ordinal);
    }

    private static Func<IReadOnlyList<double>, (double[] Values, double[] Errors)> Sampled(Func<double, double> of) =>
        times => ([.. times.Select(of)], [.. times.Select(_ => 1e-15)]);
}
