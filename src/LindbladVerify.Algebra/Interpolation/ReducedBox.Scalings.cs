using System.Runtime.InteropServices;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Scalings under which a black box is homogeneous.</summary>
internal sealed partial class ReducedBox
{
    /// <summary>Euler: sum_i h_i x_i df/dx_i = k f for constant h, k: a null space of values of x_i (df/dx_i)/f at random points.</summary>
    private void FindScalings(Prober prober, PrimeField field, ulong[] start, UnivariateRational[] lines, int[] varying)
    {
        int m = varying.Length;
        if (m == 0)
        {
            return;
        }

        var rows = new List<ulong>();
        int rank = 0;
        for (int row = 0, stable = 0; row < m + 3 && stable < 2; row++)
        {
            ulong[]? slopes = row == 0
                ? [.. varying.Select(i => LogarithmicSlope(field, lines[i], start[i]) ?? 0)]
                : SlopesAtFreshPoint(prober, field, lines, varying);
            if (slopes is null)
            {
                continue;
            }

            rows.AddRange(slopes);
            rows.Add(field.Modulus - 1);
            int now = DenseSystem.Rank(field, CollectionsMarshal.AsSpan(rows), m + 1);
            stable = now == rank ? stable + 1 : 0;
            rank = now;
            if (rank == m + 1)
            {
                return;
            }
        }

        // Highest degrees first, so that these variables become the pivots and are set to 1.
        int[] order = [.. Enumerable.Range(0, m).OrderByDescending(a => Degrees[varying[a]]).ThenBy(a => a)];
        ulong[][] basis = DenseSystem.NullSpace(field, CollectionsMarshal.AsSpan(rows), m + 1);
        ulong[] ordered = [.. basis.SelectMany(h => order.Select(a => h[a]).Append(h[m]))];
        int[] found = basis.Length == 0 ? [] : DenseSystem.Reduce(field, ordered, m + 1);
        for (int r = 0; r < found.Length; r++)
        {
            var weights = new BigRational[Degrees.Length];
            bool simple = found[r] < m;
            for (int a = 0; a < m && simple; a++)
            {
                simple = RationalNumberReconstruction.TryReconstruct(ordered[(r * (m + 1)) + a], field.Modulus, out weights[varying[order[a]]], 40);
            }

            simple = RationalNumberReconstruction.TryReconstruct(ordered[(r * (m + 1)) + m], field.Modulus, out BigRational degree, 40) && simple;
            if (simple)
            {
                weights[varying[order[found[r]]]] = default;
                pivots.Add((varying[order[found[r]]], weights, degree));
            }
        }

        // Weights that are no simple numbers belong to no scaling: then the pivots of the others must not depend on them.
        if (pivots.Count < found.Length)
        {
            pivots.Clear();
        }
    }

    private static ulong[]? SlopesAtFreshPoint(Prober prober, PrimeField field, UnivariateRational[] lines, int[] varying)
    {
        ulong[] point = new ulong[lines.Length];
        prober.Sampler.Fill(field, point);
        ulong[] slopes = new ulong[varying.Length];
        for (int a = 0; a < varying.Length; a++)
        {
            int i = varying[a];
            int count = lines[i].Numerator.Degree + lines[i].Denominator.Degree + 2;
            if (prober.Along(CurveNodes.Draw(field, prober.Sampler, count, 1), Line(point, i)) is not UnivariateRational line || LogarithmicSlope(field, line, point[i]) is not ulong slope)
            {
                return null;
            }

            slopes[a] = slope;
        }

        return slopes;
    }

    private static ulong? LogarithmicSlope(PrimeField field, UnivariateRational f, ulong x)
    {
        ulong above = f.Numerator.Evaluate(x), below = f.Denominator.Evaluate(x);
        if (!field.TryInverse(field.Multiply(above, below), out ulong inverse))
        {
            return null;
        }

        ulong slope = field.Subtract(
            field.Multiply(f.Numerator.Derivative().Evaluate(x), below),
            field.Multiply(f.Denominator.Derivative().Evaluate(x), above));
        return field.Multiply(field.Multiply(x, slope), inverse);
    }
}
