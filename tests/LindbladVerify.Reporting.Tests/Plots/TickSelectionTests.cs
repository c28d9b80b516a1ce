using System.Globalization;
using LindbladVerify.Reporting.Plots;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Plots;

public sealed class TickSelectionTests
{
    public static TheoryData<double, double, int> Ranges()
    {
        var random = new Random(20230614);
        var data = new TheoryData<double, double, int>();
        for (int i = 0; i < 200; i++)
        {
            double scale = Math.Pow(10, random.Next(-30, 30));
            double low = scale * ((4 * random.NextDouble()) - 2);
            double high = low + (scale * Math.Pow(10, -3 * random.NextDouble()) * (0.01 + random.NextDouble()));
            data.Add(low, high, random.Next(2, 15));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Linear_ticks_are_round_within_the_limits_and_as_many_as_fit(double low, double high, int most)
    {
        Ticks ticks = TickSelection.Linear(low, high, most);
        double[] values = [.. ticks.Major.Select(t => t.Value)];

        // The next finer step is at most 2.5 times finer and has more ticks than fit; so no more than a factor is lost.
        Assert.InRange(values.Length, Math.Max(0, (int)((most + 1) / 2.5) - 1), most);
        double slack = 1e-8 * (high - low);
        Assert.All(values, v => Assert.InRange(v, low - slack, high + slack));
        Assert.All(ticks.Minor, v => Assert.InRange(v, low, high));
        for (int i = 1; i < values.Length; i++)
        {
            double step = values[i] - values[i - 1];
            double mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.000001)));
            Assert.Contains(new[] { 1.0, 2.0, 5.0 }, m => Math.Abs(mantissa - m) < 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Labels_times_the_common_exponent_are_the_values(double low, double high, int most)
    {
        Ticks ticks = TickSelection.Linear(low, high, most);
        double step = ticks.Major.Length > 1 ? ticks.Major[1].Value - ticks.Major[0].Value : high - low;
        foreach (Tick tick in ticks.Major)
        {
            double label = double.Parse(tick.Label.Replace('\u2212', '-'), CultureInfo.InvariantCulture);
            Assert.True(Math.Abs((label * Math.Pow(10, ticks.Exponent)) - tick.Value) < 1e-3 * step, $"{tick}");
        }

        Assert.Equal(ticks.Major.Length, ticks.Major.Select(t => t.Label).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Minor_ticks_increase_and_are_no_major_ones(double low, double high, int most)
    {
        foreach (Ticks ticks in new[] { TickSelection.Linear(low, high, most), TickSelection.Logarithmic(Math.Abs(high - low), Math.Abs(high - low) * (1.5 + Math.Abs(high)), most) })
        {
            Assert.Equal(ticks.Minor.Order(), ticks.Minor);
            Assert.DoesNotContain(ticks.Minor, v => ticks.Major.Any(t => t.Value == v));
        }
    }

    [Fact]
    public void Zero_carries_no_sign_and_thirds_of_tenths_no_tail()
    {
        Ticks ticks = TickSelection.Linear(-0.31, 0.41, 9);
        Assert.Equal(["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3", "0.4"], ticks.Major.Select(t => t.Label), StringComparer.Ordinal);
        Assert.Equal(0.3, ticks.Major[6].Value);
        Assert.All(TickSelection.Linear(0, 1, 5).Major, t => Assert.DoesNotContain("−", t.Label, StringComparison.Ordinal));
    }

    [Fact]
    public void Large_and_small_numbers_share_an_exponent_that_is_a_multiple_of_three()
    {
        Ticks small = TickSelection.Linear(0, 4.2e-6, 6);
        Assert.Equal(-6, small.Exponent);
        Assert.Equal(["0", "1", "2", "3", "4"], small.Major.Select(t => t.Label), StringComparer.Ordinal);
        Assert.Equal(6, TickSelection.Linear(0, 2.5e7, 6).Exponent);
        Assert.Equal(0, TickSelection.Linear(0, 2500, 6).Exponent);
    }

    [Fact]
    public void Decades_are_labelled_as_powers_and_have_eight_minor_ticks_each()
    {
        Ticks ticks = TickSelection.Logarithmic(1e-5, 1e-1, 10);
        Assert.Equal(["10^{−5}", "10^{−4}", "10^{−3}", "10^{−2}", "10^{−1}"], ticks.Major.Select(t => t.Label), StringComparer.Ordinal);
        Assert.Equal(4 * 8, ticks.Minor.Length);
        Assert.Equal(["0.01", "0.1", "1", "10", "100"], TickSelection.Logarithmic(1e-2, 1e2, 10).Major.Select(t => t.Label), StringComparer.Ordinal);
    }

    [Fact]
    public void Many_decades_are_labelled_every_few()
    {
        Ticks ticks = TickSelection.Logarithmic(1e-300, 1e300, 8);
        Assert.InRange(ticks.Major.Length, 3, 8);
        Assert.All(ticks.Major, t => Assert.Equal(0, Math.Round(Math.Log10(t.Value)) % 100));
    }

    [Theory]
    [InlineData(2, 30)]
    [InlineData(0.5, 12)]
    [InlineData(1.01, 1.09)]
    [InlineData(3e-7, 8e-7)]
    [InlineData(8, 120)]
    public void Short_logarithmic_axes_still_have_at_least_three_labels(double low, double high)
    {
        Ticks ticks = TickSelection.Logarithmic(low, high, 8);
        Assert.InRange(ticks.Major.Length, 3, 8);
        Assert.All(ticks.Major, t => Assert.InRange(t.Value, low, high));
    }

    [Fact]
    public void Limits_without_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TickSelection.Linear(1, 1, 5));
        Assert.Throws<ArgumentException>(() => TickSelection.Linear(double.NaN, 1, 5));
        Assert.Throws<ArgumentException>(() => TickSelection.Linear(0, 1, 1));
        Assert.Throws<ArgumentException>(() => TickSelection.Logarithmic(0, 1, 5));
    }
}
