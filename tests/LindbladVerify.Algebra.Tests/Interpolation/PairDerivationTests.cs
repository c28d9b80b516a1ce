using System.Diagnostics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Algebra.Tests.Interpolation;

public sealed class PairDerivationTests(ITestOutputHelper output)
{
    private static readonly MultivariatePolynomial D = V(0), Delta = V(1), P = V(2), Gc = V(3), G2 = V(4), One = MultivariatePolynomial.Constant(5, 1);

    public static TheoryData<string, int, int> Counts => new()
    {
        { nameof(PairBlock.GoldenRule), 6, 7 },
        { nameof(PairBlock.Residence), 8, 11 },
    };

    [Theory]
    [MemberData(nameof(Counts))]
    public void DerivationHasTheKnownTermsAndIsFast(string name, int above, int below)
    {
        IBlackBox box = Box(name);
        RationalFunction f = RationalReconstruction.Run(box).Require();
        Assert.Equal((above, below), (f.Numerator.Terms.Count, f.Denominator.Terms.Count));

        // Compiled by now. The time of one derivation, the best of some so that a busy machine does not count.
        double best = double.MaxValue;
        ReconstructionResult result = RationalReconstruction.Run(box);
        for (int k = 0; k < 20; k++)
        {
            long start = Stopwatch.GetTimestamp();
            result = RationalReconstruction.Run(box);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        output.WriteLine($"{name}: {above} over {below} terms, {result.Probes} probes, {result.Primes} prime, {best:F2} ms, failure probability {result.FailureProbability:E1}");
        Assert.True(best > 0, $"{best} ms");
        Assert.InRange(result.FailureProbability, 0, 1e-60);
    }

    [Fact]
    public void GoldenRuleOfTheElectronIsItsClosedForm()
    {
        MultivariatePolynomial gb = Gc + G2, d2 = Delta * Delta, p2 = P * P;
        MultivariatePolynomial above = D * D * ((Gc * (One - p2) * d2) + (G2 * ((gb * gb) + d2)));
        MultivariatePolynomial below = ((d2 + (G2 * gb)).Power(2) + (d2 * p2 * Gc * Gc)).Scale(2);
        RationalFunction derived = RationalReconstruction.Run(PairBlock.GoldenRule).Require();
        Assert.Equal(new RationalFunction(above, below), derived);
        Assert.NotEqual(new RationalFunction(above + (D * D), below), derived);
    }

    [Fact]
    public void ResidenceTimeOfTheElectronIsItsClosedForm()
    {
        // 1/(2 W D^-2) = Q00 - Gc Q01^2/(D^2 + Gc Q11) with nu^2 = Delta^2 (1 - P^2), d = Delta P, a1 = -d.
        MultivariatePolynomial gb = Gc + G2, d2 = Delta * Delta, p2 = P * P, nu2 = d2 * (One - p2), dd = d2 * p2, g = G2 * gb;
        MultivariatePolynomial q00 = (G2 * G2 * gb) + (dd * gb) + (nu2 * G2); // over G2 Gb
        MultivariatePolynomial q11 = (gb * gb * G2) + (nu2 * gb) + (dd * G2); // over G2 Gb
        MultivariatePolynomial q01 = nu2 * dd * (gb - G2) * (gb - G2); // squared, over (G2 Gb)^2
        MultivariatePolynomial mixed = (D * D * g) + (Gc * q11); // D^2 + Gc Q11, over G2 Gb
        RationalFunction expected = RationalFunction.Reduce(
            D * D * g * mixed,
            ((q00 * mixed) - (Gc * q01)).Scale(2));
        Assert.Equal(expected, RationalReconstruction.Run(PairBlock.Residence).Require());
    }

    [Fact]
    public void ErrorOfEquation9ComesOutWithoutAnyoneKnowingIt()
    {
        MultivariatePolynomial gb = Gc + G2, d2 = Delta * Delta, p2 = P * P;
        RationalFunction derived = RationalReconstruction.Run(PairBlock.ErrorOfEquation9).Require();
        Assert.Equal(d2 * d2 * p2 * (One - p2).Scale(4), derived.Numerator);
        MultivariatePolynomial a = ((One - p2.Scale(2)) * d2) + (G2 * gb);
        Assert.Equal((a * a) + (d2 * p2 * (G2 + gb).Power(2)), derived.Denominator);
        Assert.Equal(9, derived.Denominator.Terms.Count);
    }

    [Fact]
    public void SolvesAreAsFastAsThousandsOfProbesNeed()
    {
        PrimeField f = PrimeField.At(0);
        foreach ((int n, double limit) in new[] { (6, 4.0), (16, 40.0), (64, 600.0) })
        {
            ulong[] a = new ulong[n * n], b = new ulong[n], x = new ulong[n];
            var sampler = new FieldSampler(1);
            sampler.Fill(f, a);
            sampler.Fill(f, b);
            double best = double.MaxValue;
            for (int repeat = 0; repeat < 60; repeat++)
            {
                int solves = 20_000 / n / n;
                long start = Stopwatch.GetTimestamp();
                for (int k = 0; k < solves; k++)
                {
                    b.CopyTo(x, 0);
                    DenseSystem.TrySolve(f, a, x, n);
                }

                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / solves);
            }

            output.WriteLine($"{n}x{n}: {best:F2} us");
            Assert.True(best < 20 * limit, $"{n}: {best} us");
        }
    }

    private static IBlackBox Box(string name) => string.Equals(name, nameof(PairBlock.Residence), StringComparison.Ordinal) ? PairBlock.Residence : PairBlock.GoldenRule;

    private static MultivariatePolynomial V(int k) => MultivariatePolynomial.Variable(5, k);
}
