using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>"Along a path the relative error is c λ^order to leading order", with the coefficient c where it is known.</summary>
/// <param name="error">The relative error in the coordinates of the path.</param>
/// <param name="path">The path.</param>
/// <param name="order">The order, positive where the error vanishes; null where the error is 0.</param>
/// <param name="coefficient">c; null where it is unknown.</param>
/// <param name="size">Size of the error.</param>
/// <param name="block">Number of equations of the reference.</param>
internal sealed class LimitTest(FieldBox error, LimitPathForm path, BigRational? order, RationalFunction? coefficient, FractionSize size, int block) : IFieldTest
{
    private const int MostNodes = 400;
    private readonly int root = (int)path.Exponents.Aggregate(System.Numerics.BigInteger.One, (m, e) => m / System.Numerics.BigInteger.GreatestCommonDivisor(m, e.Denominator) * e.Denominator);
    private int nodeCount = 6;

    /// <inheritdoc/>
    public int Variables => path.Coordinates.Count;

    /// <inheritdoc/>
    public int Block => block;

    /// <inheritdoc/>
    public FractionSize Size() => size;

    /// <inheritdoc/>
    public bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point)
    {
        PrimeField field = valuation.Field;
        var sampler = new FieldSampler(point[0]);
        int[] powers = [.. path.Exponents.Select(e => (int)(e * root).Numerator * (path.Direction == LimitDirection.Zero ? 1 : -1))];
        for (; nodeCount <= MostNodes; nodeCount *= 2)
        {
            var nodes = new ulong[nodeCount];
            var values = new ulong[nodeCount];
            var there = new ulong[point.Length];
            sampler.Fill(field, nodes);
            for (int k = 0; k < nodes.Length; k++)
            {
                for (int i = 0; i < there.Length; i++)
                {
                    there[i] = powers[i] == 0 ? point[i] : field.Multiply(point[i], field.Power(nodes[k], powers[i]));
                }

                if (!error.TryEvaluate(field, there, out values[k]))
                {
                    return null;
                }
            }

            if (UnivariateRational.Fit(new InterpolationNodes(field, nodes), values) is { } line)
            {
                return Agrees(field, line, point);
            }
        }

        return null;
    }

    private bool? Agrees(PrimeField field, UnivariateRational line, ReadOnlySpan<ulong> point)
    {
        if (line.IsZero || order is not { } expected)
        {
            return line.IsZero && order is null;
        }

        (int above, int below) = (line.Numerator.Valuation, line.Denominator.Valuation);
        if (new BigRational(above - below, root) != expected)
        {
            return false;
        }

        return coefficient is null ? true
            : coefficient.TryEvaluate(field, point, out ulong value) ? value == field.Divide(line.Numerator[above], line.Denominator[below]) : null;
    }
}
