using System.Diagnostics;
using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Algebra.Tests.Interpolation;

public sealed class RationalReconstructionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 3, 4, 1)]
    [InlineData(2, 6, 5, 2)]
    [InlineData(3, 20, 8, 3)]
    [InlineData(4, 40, 6, 4)]
    [InlineData(5, 100, 7, 5)]
    [InlineData(5, 100, 7, 55)]
    [InlineData(8, 30, 4, 6)]
    [InlineData(2, 60, 30, 8)]
    public void RandomFunctionsComeBack(int variables, int terms, int degree, int seed)
    {
        RationalFunction f = RationalFunction.Reduce(Random(variables, terms, degree, 2 * seed, 1000), Random(variables, terms, degree, (2 * seed) + 1, 1000));
        var counter = new Stopwatch();
        var timed = new DelegateBlackBox(variables, (field, x) =>
        {
            counter.Start();
            ulong? value = f.TryEvaluate(field, x, out ulong v) ? v : null;
            counter.Stop();
            return value;
        });
        ReconstructionResult result = RationalReconstruction.Run(timed);
        output.WriteLine($"{variables} variables, {f.Numerator.Terms.Count} over {f.Denominator.Terms.Count}: {result.Probes} probes, {result.Elapsed.TotalMilliseconds:F0} ms, of which probes {counter.Elapsed.TotalMilliseconds:F0} ms; {result.Refusal}");
        Assert.Equal(f.Numerator, result.Require().Numerator);
        Assert.Equal(f.Denominator, result.Require().Denominator);
    }

    [Fact]
    public void CoefficientsThatNeedTenPrimesComeBack()
    {
        BigInteger huge = BigInteger.Pow(7, 110) + 3;
        MultivariatePolynomial x = V(2, 0), y = V(2, 1), one = C(2, 1);
        var f = new RationalFunction(x.Scale(new BigRational(huge, BigInteger.Pow(10, 40))) + y.Power(3), one.Scale(BigInteger.Pow(3, 150)) + (x * y));
        ReconstructionResult result = RationalReconstruction.Run(f);
        Assert.Equal(f.Numerator, result.Require().Numerator);
        Assert.Equal(f.Denominator, result.Require().Denominator);
        Assert.InRange(result.Primes, 9, 25);
    }

    [Fact]
    public void CoefficientsThatAreMultiplesOfOurPrimesAreNotLost()
    {
        // Modulo the first primes the function looks simpler than it is.
        BigInteger p0 = PrimeField.At(0).Modulus, p1 = PrimeField.At(12).Modulus;
        MultivariatePolynomial x = V(2, 0), y = V(2, 1), one = C(2, 1);
        var f = new RationalFunction((x * x).Scale(p0) + y + one, one + (x * y.Power(4)).Scale(p1) + y);
        Assert.Equal(f, RationalReconstruction.Run(f).Require());
        var g = new RationalFunction((x * x) + y + one, one.Scale(p1) + (x * y.Power(4)) + y.Scale(p0));
        Assert.Equal(g, RationalReconstruction.Run(g).Require());
    }

    [Fact]
    public void ConstantsAndZero()
    {
        Assert.True(RationalReconstruction.Run(new DelegateBlackBox(3, (_, _) => 0UL)).Require().IsZero);
        BigRational c = new(BigInteger.Pow(2, 300) - 1, -BigInteger.Pow(3, 100));
        var constant = new RationalFunction(C(3, 1).Scale(c), C(3, 1));
        Assert.Equal(constant, RationalReconstruction.Run(constant).Require());
        Assert.Equal(constant, RationalReconstruction.Run(new RationalFunction(C(0, c), C(0, 1))).Require() is { } f ? new RationalFunction(C(3, f.Numerator.Evaluate([]) / f.Denominator.Evaluate([])), C(3, 1)) : null);
    }

    [Fact]
    public void MonomialsParitiesAndSeveralScalingsCostAlmostNothing()
    {
        // x^3 z^-2 (a^4 + b^2)/(a^6 - 3 b^3): two scalings, odd and even and third powers, a factor with a pole at zero.
        MultivariatePolynomial x = V(4, 0), z = V(4, 1), a = V(4, 2), b = V(4, 3);
        var f = new RationalFunction(x.Power(3) * (a.Power(4) + (b * b)), z * z * (a.Power(6) - b.Power(3).Scale(3)));
        ReconstructionResult result = RationalReconstruction.Run(f);
        Assert.Equal(f.Denominator, result.Require().Denominator);
        Assert.Equal(f.Numerator, result.Require().Numerator);
        Assert.InRange(result.Probes, 1, 400);
    }

    [Fact]
    public void HighDegreeInOneVariable()
    {
        MultivariatePolynomial x = V(2, 0), y = V(2, 1), one = C(2, 1);
        var f = new RationalFunction(x.Power(90) + y, x.Power(91) + one + y.Power(2));
        Assert.Equal(f, RationalReconstruction.Run(f).Require());
    }

    [Fact]
    public void DegreesThatCancelAreNotSeen()
    {
        // ((x + y)^2 - x^2 - 2 x y)/y^2 = 1, computed the long way round.
        var box = new DelegateBlackBox(2, (f, p) =>
        {
            ulong s = f.Add(p[0], p[1]);
            ulong n = f.Subtract(f.Subtract(f.Multiply(s, s), f.Multiply(p[0], p[0])), f.Multiply(2, f.Multiply(p[0], p[1])));
            return f.TryInverse(f.Multiply(p[1], p[1]), out ulong inverse) ? f.Multiply(n, inverse) : null;
        });
        RationalFunction one = RationalReconstruction.Run(box).Require();
        Assert.True(one.Numerator.IsOne && one.Denominator.IsOne);
    }

    [Fact]
    public void RefusalsSayWhichLimitAndHowFar()
    {
        RationalFunction f = new(Random(4, 200, 9, 5, 50), Random(4, 200, 9, 6, 50));
        Refusal terms = RationalReconstruction.Run(f, new ReconstructionLimits { Terms = 50 }).Refusal!;
        Assert.Equal(RefusalReason.TooManyTerms, terms.Reason);
        Assert.True(terms.Reached > 50);
        Assert.Equal([9, 9, 9, 9], terms.Degrees);
        Refusal probes = RationalReconstruction.Run(f, new ReconstructionLimits { Probes = 300 }).Refusal!;
        Assert.Equal((RefusalReason.TooManyProbes, 300L), (probes.Reason, probes.Limit));
        Refusal degree = RationalReconstruction.Run(f, new ReconstructionLimits { Degree = 5 }).Refusal!;
        Assert.Equal(RefusalReason.DegreeTooHigh, degree.Reason);
        Refusal primes = RationalReconstruction.Run(new RationalFunction(V(1, 0) + C(1, BigInteger.Pow(10, 400)), V(1, 0) - C(1, 1)), new ReconstructionLimits { Primes = 4 }).Refusal!;
        Assert.Equal(RefusalReason.TooManyPrimes, primes.Reason);
        Refusal time = RationalReconstruction.Run(f, new ReconstructionLimits { Time = TimeSpan.Zero }).Refusal!;
        Assert.Equal(RefusalReason.OutOfTime, time.Reason);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Equal(RefusalReason.Cancelled, RationalReconstruction.Run(f, null, source.Token).Refusal!.Reason);
        Assert.Equal(RefusalReason.NoValue, RationalReconstruction.Run(new DelegateBlackBox(2, (_, _) => null)).Refusal!.Reason);
    }

    [Fact]
    public void WhatIsNoRationalFunctionIsRefused()
    {
        // A root whose sign depends on the point, and the same number in every field that is no fixed rational number.
        var root = new DelegateBlackBox(1, (f, p) => f.TrySquareRoot(f.Add(f.Multiply(p[0], p[0]), 1), out ulong r) ? r : null);
        Assert.Equal(RefusalReason.DegreeTooHigh, RationalReconstruction.Run(root, new ReconstructionLimits { Degree = 60 }).Refusal!.Reason);
        var drifting = new DelegateBlackBox(1, (f, p) => f.Multiply(p[0], f.ImaginaryUnit));
        Assert.Equal(RefusalReason.TooManyPrimes, RationalReconstruction.Run(drifting).Refusal!.Reason);
    }

    [Fact]
    public void PolesAreRedrawn()
    {
        // No value at every other point.
        var f = new RationalFunction(V(2, 0) + C(2, 1), V(2, 1) - V(2, 0));
        var box = new DelegateBlackBox(2, (field, p) => (p[0] & 1) == 0 || !f.TryEvaluate(field, p, out ulong v) ? null : v);
        ReconstructionResult result = RationalReconstruction.Run(box);
        Assert.Equal(f, result.Require());
    }

    [Fact]
    public void TheSameSeedGivesTheSameProbes()
    {
        RationalFunction f = new(Random(3, 30, 6, 5, 50), Random(3, 30, 6, 6, 50));
        Assert.Equal(RationalReconstruction.Run(f).Probes, RationalReconstruction.Run(f).Probes);
        Assert.Equal(f, RationalReconstruction.Run(f, new ReconstructionLimits { Seed = 99 }).Require());
    }

    internal static MultivariatePolynomial Random(int variables, int terms, int degree, int seed, int largest)
    {
        var sampler = new FieldSampler((ulong)seed * 977);
        var list = new List<PolynomialTerm>();
        for (int t = 0; t < terms; t++)
        {
            int[] exponents = new int[variables];
            for (int k = 0; k < variables; k++)
            {
                exponents[k] = sampler.NextBelow(degree + 1);
            }

            list.Add(new(new Monomial(exponents), (1 + sampler.NextBelow(largest)) * (sampler.NextBelow(2) == 0 ? 1 : -1)));
        }

        return MultivariatePolynomial.FromTerms(variables, list);
    }

    private static MultivariatePolynomial V(int n, int k) => MultivariatePolynomial.Variable(n, k);

    private static MultivariatePolynomial C(int n, BigRational c) => MultivariatePolynomial.Constant(n, c);
}
