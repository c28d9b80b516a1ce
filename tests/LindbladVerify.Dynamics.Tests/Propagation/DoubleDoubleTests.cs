using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Arithmetic with 32 digits against exact integers.</summary>
public sealed class DoubleDoubleTests
{
    /// <summary>Half a unit in the last of 106 bits, times the few roundings of an operation.</summary>
    private const double Unit = 1e-31;

    [Fact]
    public void OperationsAgreeWithIntegersToThirtyOneDigits()
    {
        var random = new System.Random(3);
        for (int trial = 0; trial < 200; trial++)
        {
            (DoubleDouble a, BigInteger exactA) = Draw(random);
            (DoubleDouble b, BigInteger exactB) = Draw(random);
            AssertClose(exactA + exactB, a + b, BigInteger.Max(BigInteger.Abs(exactA), BigInteger.Abs(exactB)));
            AssertClose(exactA - exactB, a - b, BigInteger.Max(BigInteger.Abs(exactA), BigInteger.Abs(exactB)));
            AssertClose(exactA * exactB, a * b, BigInteger.Abs(exactA * exactB));
            double divisor = 1 + random.Next(1000);
            AssertClose(exactA, a / divisor * divisor, BigInteger.Abs(exactA));
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 3, 2)]
    [InlineData(8, 8, 8)]
    [InlineData(17, 12, 5)]
    public void ProductsOfMatricesAgreeWithIntegersWhereSumsCancel(int rows, int inner, int columns)
    {
        var random = new System.Random(rows);
        (DoubleDoubleMatrix a, BigInteger[,] exactA) = Matrix(random, rows, inner);
        (DoubleDoubleMatrix b, BigInteger[,] exactB) = Matrix(random, inner, columns);
        DoubleDoubleMatrix product = DoubleDoubleMatrix.Multiply(a, b);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                BigInteger[] terms = [.. Enumerable.Range(0, inner).Select(k => exactA[i, k] * exactB[k, j])];
                AssertClose(terms.Aggregate(BigInteger.Add), product[i, j], terms.Select(BigInteger.Abs).Aggregate(BigInteger.Add));
            }
        }
    }

    private static (DoubleDoubleMatrix Matrix, BigInteger[,] Exact) Matrix(System.Random random, int rows, int columns)
    {
        var matrix = new DoubleDoubleMatrix(rows, columns);
        var exact = new BigInteger[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                (matrix[i, j], exact[i, j]) = Draw(random);
            }
        }

        return (matrix, exact);
    }

    /// <summary>An integer of up to 105 bits with either sign, of any size down to a few bits.</summary>
    private static (DoubleDouble Value, BigInteger Exact) Draw(System.Random random)
    {
        double low = random.NextInt64(-(1L << 52), 1L << 52);
        double high = Math.ScaleB(random.NextInt64(-(1L << 52), 1L << 52), random.Next(0, 53));
        DoubleDouble value = DoubleDouble.Sum(high, low);
        return (value, new BigInteger(value.High) + new BigInteger(value.Low));
    }

    private static void AssertClose(BigInteger exact, DoubleDouble value, BigInteger scale)
    {
        BigInteger difference = BigInteger.Abs(exact - new BigInteger(value.High) - new BigInteger(value.Low));
        Assert.True((double)difference <= (Unit * (double)scale) + 1, $"{value} is not {exact}.");
    }
}
