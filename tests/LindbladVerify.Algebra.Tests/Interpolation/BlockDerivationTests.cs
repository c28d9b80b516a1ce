using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Algebra.Tests.Interpolation;

/// <summary>What the derivation of an element of the inverse of a block costs by its dimension and number of parameters.</summary>
public sealed class BlockDerivationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(6, 5, 5)]
    [InlineData(12, 4, 10)]
    [InlineData(16, 3, 10)]
    [InlineData(16, 4, 20)]
    public void BlocksOfRandomRatesAreDerived(int size, int parameters, double seconds)
    {
        IBlackBox box = Block(size, parameters);
        ReconstructionResult result = RationalReconstruction.Run(box);
        RationalFunction f = result.Require();
        output.WriteLine(
            $"{size} dimensions, {parameters} parameters: {f.Numerator.Terms.Count} over {f.Denominator.Terms.Count} terms of degree {f.TotalDegree}, "
            + $"{result.Probes} probes, {result.Primes} primes, {result.Elapsed.TotalSeconds:F3} s");
        Assert.True(result.Elapsed.TotalSeconds < 20 * seconds, $"{result.Elapsed.TotalSeconds} s");

        // At points and a prime that the reconstruction has not seen.
        PrimeField field = PrimeField.At(500);
        var sampler = new FieldSampler(6);
        ulong[] point = new ulong[parameters];
        for (int k = 0; k < 5; k++)
        {
            sampler.Fill(field, point);
            Assert.True(box.TryEvaluate(field, point, out ulong expected) && f.TryEvaluate(field, point, out ulong found) && expected == found);
        }
    }

    /// <summary>With unlucky weights of the lines the monomial by which all are measured is not alone: other weights are drawn then, whatever the seed.</summary>
    [Theory]
    [InlineData(12, 4)]
    [InlineData(10, 5)]
    public void BlocksAreDerivedWithAnySeed(int size, int parameters)
    {
        IBlackBox box = Block(size, parameters);
        RationalFunction expected = RationalReconstruction.Run(box).Require();
        for (ulong seed = 1; seed <= 6; seed++)
        {
            ReconstructionResult result = RationalReconstruction.Run(box, ReconstructionLimits.Default with { Seed = seed });
            Assert.True(expected.Equals(result.Function), $"seed {seed}: {result.Refusal?.Message}");
        }
    }

    /// <summary>An element of the inverse of a band matrix, with some entries far from the diagonal, whose entries are sums of rates.</summary>
    private static DelegateBlackBox Block(int size, int parameters)
    {
        var sampler = new FieldSampler((ulong)((size * 7) + parameters));
        int[] coefficients = new int[size * size * parameters];
        for (int e = 0; e < size * size; e++)
        {
            (int row, int column) = (e / size, e % size);
            bool present = Math.Abs(row - column) <= 1 || sampler.NextBelow(size) == 0;
            for (int q = 0; q < parameters; q++)
            {
                coefficients[(e * parameters) + q] = present && sampler.NextBelow(2) == 0 ? sampler.NextBelow(9) - 4 : 0;
            }

            if (row == column)
            {
                coefficients[(e * parameters) + sampler.NextBelow(parameters)] += 5;
            }
        }

        return new DelegateBlackBox(parameters, (field, x) =>
        {
            ulong[] matrix = new ulong[size * size], right = new ulong[size];
            right[0] = 1;
            for (int k = 0; k < coefficients.Length; k++)
            {
                if (coefficients[k] != 0)
                {
                    ref ulong element = ref matrix[k / parameters];
                    element = field.MultiplyAdd(field.FromInteger(coefficients[k]), x[k % parameters], element);
                }
            }

            return DenseSystem.TrySolve(field, matrix, right, size) ? right[0] : null;
        });
    }
}
