using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Multiprecision;

public sealed partial class BigFloatArithmeticTests
{
    [Fact]
    public void Zero_is_exact_and_takes_the_precision_of_what_it_meets()
    {
        BigFloat x = BigFloat.Decimal("0.1", 100);
        Assert.Equal(100, (BigFloat.Zero + x).Bits);
        Assert.Equal(x, BigFloat.Add(BigFloat.Zero, x, out bool isRounded));
        Assert.False(isRounded);
        Assert.Equal(-x, BigFloat.Zero - x);
        Assert.True(BigFloat.Multiply(BigFloat.Zero, x, out isRounded).IsZero);
        Assert.False(isRounded);
        Assert.Equal(100, (BigFloat.Zero * x).Bits);
        Assert.True((BigFloat.Zero / x).IsZero);
        Assert.Throws<DivideByZeroException>(() => x / BigFloat.Zero);
        Assert.Equal(default, BigFloat.Zero);
        Assert.True(BigFloat.Zero.Magnitude < long.MinValue / 8);
        Assert.Equal(double.NegativeInfinity, BigFloat.Zero.LogModulus());
        Assert.Equal(0, BigFloat.Zero.Floor());
        Assert.True(BigFloat.Zero.Scale(5).IsInteger);

        // A long exact number has to be rounded to the precision of a zero, and says so.
        BigFloat wide = BigFloat.Scaled((BigInteger.One << 300) + 1, 0, 0);
        Assert.Equal(BigFloat.One.Scale(300), BigFloat.Add(wide, BigFloat.Zero.To(64), out isRounded));
        Assert.True(isRounded);
    }
}
