using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Multiprecision;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>The pair's rates in many digits against closed forms of two-state noise in exact fractions, and against doubles.</summary>
public sealed class PreciseFlipFlopTests
{
    private const int MostBits = 3072;

    public static TheoryData<string, bool, int> Cases
    {
        get
        {
            var data = new TheoryData<string, bool, int>();
            foreach (string noise in new[] { "electron-telegraph", "symmetric-telegraph" })
            {
                for (int k = 0; k < 8; k++)
                {
                    data.Add(noise, k % 2 == 0, k);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TwoStateNoiseHasItsClosedForm(string noise, bool leadingOrder, int seed)
    {
        var random = new Random(seed);
        Fraction d = Draw(1, 1_000_000_000);
        Fraction delta = Draw(1, 1_000_000_000_000);
        Fraction p = new(random.Next(0, 1001), 1000);
        Fraction rate = Draw(1, 1_000_000);
        Fraction broadening = Draw(1, 1_000_000);

        // 1/(2W) = (1/D²){Q00 - Γc Q01²/(D² + Γc Q11)}, D² left out of the denominator for the golden rule.
        Fraction mean = delta * p;
        Fraction variance = delta * delta * (Fraction.One - (p * p));
        Fraction sum = rate + broadening;
        Fraction turned = string.Equals(noise, "electron-telegraph", StringComparison.Ordinal) ? -mean : mean;
        Fraction q00 = broadening + (mean * mean / broadening) + (variance / sum);
        Fraction q01Squared = variance * ((mean / broadening) + (turned / sum)) * ((mean / broadening) + (turned / sum));
        Fraction q11 = sum + (variance / broadening) + (mean * mean / sum);
        Fraction order = leadingOrder ? new Fraction(0, 1) : d * d;
        Fraction w = d * d / (new Fraction(2, 1) * (q00 - (rate * q01Squared / (order + (rate * q11)))));

        PreciseResult found = PreciseFlipFlop.Evaluate(ElectronNoise.Parse(noise), leadingOrder, bits => new PrecisePair(d.At(bits), delta.At(bits), p.At(bits), rate.At(bits), broadening.At(bits)), 1e-60, MostBits)!.Value;
        Ball value = found.Value!.Value;
        Assert.False(found.NeedsDigits);
        Assert.True(value.RelativeError <= 1e-60);
        Assert.True(BigFloat.Abs(value.Value - BigFloat.Ratio(w.Numerator, w.Denominator, MostBits)) <= value.Error);

        Fraction Draw(int least, long most) => new(random.NextInt64(least, most), random.Next(1, 1_000_000));
    }

    [Theory]
    [InlineData("fluctuators:7", true)]
    [InlineData("fluctuators:40", false)]
    [InlineData("electron-fluctuators:9", true)]
    [InlineData("electron-fluctuators:30", false)]
    public void FluctuatorsAgreeWithDoubles(string name, bool leadingOrder)
    {
        var noise = ElectronNoise.Parse(name);
        var pair = new NuclearPair(2.5e4, 3e6, 0.375, 1.5e6, 1.25e4);
        RateEstimate expected = leadingOrder ? FlipFlopRates.GoldenRule(pair, noise) : FlipFlopRates.ResidenceTime(pair, noise);
        Ball found = PreciseFlipFlop.Value(noise, leadingOrder, Of(pair), 256)!.Value;
        Assert.True(Math.Abs(((double)found.Value / expected.Value) - 1) <= expected.RelativeUncertainty);
        Assert.True(found.RelativeError < 1e-60);
    }

    [Fact]
    public void StaticElectronIsALorentzian()
    {
        Ball found = PreciseFlipFlop.Value(null, leadingOrder: false, Of(new NuclearPair(3, 5, 0.5, 1, 2)), 256)!.Value;
        Assert.True(BigFloat.Abs(found.Value - BigFloat.Ratio(9, 29, 256)) <= found.Error);
    }

    [Fact]
    public void GaussianNoiseHasNoFiniteLadder() =>
        Assert.Null(PreciseFlipFlop.Evaluate(ElectronNoise.OrnsteinUhlenbeck, leadingOrder: true, _ => default, 1e-30, MostBits));

    [Fact]
    public void ParametersOutsideTheirRangeAreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PreciseFlipFlop.Value(null, leadingOrder: true, new PrecisePair(Whole(1), Whole(1), Whole(2), Whole(1), Whole(1)), 128));

    private static Ball Whole(long n) => Ball.Exact(BigFloat.Of(n));

    private static PrecisePair Of(NuclearPair pair)
    {
        return new PrecisePair(Exact(pair.Dipolar), Exact(pair.Hyperfine), Exact(pair.Polarization), Exact(pair.ElectronRate), Exact(pair.Broadening));

        static Ball Exact(double x) => Ball.Exact(BigFloat.Of(x));
    }

    /// <summary>A fraction of whole numbers, not reduced.</summary>
    private readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
    {
        public static Fraction One => new(1, 1);

        public static Fraction operator -(Fraction x) => new(-x.Numerator, x.Denominator);

        public static Fraction operator +(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

        public static Fraction operator -(Fraction a, Fraction b) => a + -b;

        public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

        public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

        public Ball At(int bits) => Ball.Rounded(BigFloat.Ratio(Numerator, Denominator, bits), BigFloat.Zero);
    }
}
