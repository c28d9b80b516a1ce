using System.Diagnostics;
using LindbladVerify.Algebra.Fields;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Algebra.Tests.Fields;

/// <summary>What a product costs by Barrett's reduction, as the field computes it, and by Montgomery's.</summary>
public sealed class ProductCostTests(ITestOutputHelper output)
{
    private const int Count = 1024;
    private const int Rounds = 16;

    [Fact]
    public void BarrettCostsAboutAsMuchAsMontgomery()
    {
        PrimeField field = PrimeField.At(0);
        var montgomery = new MontgomeryProduct(field.Modulus);
        ulong[] a = new ulong[Count], b = new ulong[Count], c = new ulong[Count];
        var sampler = new FieldSampler(2);
        sampler.Fill(field, a);
        sampler.Fill(field, b);
        for (int k = 0; k < Count; k++)
        {
            Assert.Equal(field.Multiply(a[k], b[k]), field.Multiply(montgomery.Multiply(a[k], b[k]), field.Power(2UL, 64UL)));
        }

        double barrett = double.MaxValue, other = double.MaxValue, inverse = double.MaxValue, chain = double.MaxValue, otherChain = double.MaxValue;
        for (int repeat = 0; repeat < 300; repeat++)
        {
            barrett = Math.Min(barrett, Time(() => Side(field, a, b, c)) / Rounds);
            other = Math.Min(other, Time(() => Side(montgomery, a, b, c)) / Rounds);
            chain = Math.Min(chain, Time(() => c[0] = Chain(field, a)));
            otherChain = Math.Min(otherChain, Time(() => c[0] = Chain(montgomery, a)));
            inverse = Math.Min(inverse, repeat % 10 == 0 ? Time(() => Invert(field, a, c)) : inverse);
        }

        output.WriteLine($"Barrett {barrett:F2} ns side by side, {chain:F2} ns one after the other; Montgomery {other:F2} and {otherChain:F2} ns; inverse {inverse:F0} ns");
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count;
    }

    private static void Side(PrimeField field, ulong[] a, ulong[] b, ulong[] c)
    {
        for (int r = 0; r < Rounds; r++)
        {
            for (int k = 0; k < c.Length; k++)
            {
                c[k] = field.Multiply(a[k], b[k]);
            }
        }
    }

    private static void Side(MontgomeryProduct field, ulong[] a, ulong[] b, ulong[] c)
    {
        for (int r = 0; r < Rounds; r++)
        {
            for (int k = 0; k < c.Length; k++)
            {
                c[k] = field.Multiply(a[k], b[k]);
            }
        }
    }

    private static ulong Chain(PrimeField field, ulong[] a)
    {
        ulong product = 3;
        for (int k = 0; k < a.Length; k++)
        {
            product = field.Multiply(product, a[k]);
        }

        return product;
    }

    private static ulong Chain(MontgomeryProduct field, ulong[] a)
    {
        ulong product = 3;
        for (int k = 0; k < a.Length; k++)
        {
            product = field.Multiply(product, a[k]);
        }

        return product;
    }

    private static void Invert(PrimeField field, ulong[] a, ulong[] c)
    {
        for (int k = 0; k < a.Length; k++)
        {
            c[k] = field.Inverse(a[k]);
        }
    }
}
