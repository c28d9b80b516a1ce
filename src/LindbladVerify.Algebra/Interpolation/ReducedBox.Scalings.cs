using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Scalings under which a black box is homogeneous.</summary>
internal sealed partial class ReducedBox
{
    /// <summary>Weights beyond this belong to no scaling of a formula.</summary>
    private const int LargestWeight = 64;

    /// <summary>
    /// Euler: sum_i h_i x_i df/dx_i = k f. One point gives one equation modulo the prime, which small whole numbers h, k satisfy by chance hardly ever: they
    /// are the short vectors of the lattice of its solutions, and one more value of the function tells whether it is homogeneous under each.
    /// </summary>
    private void FindScalings(Prober prober, PrimeField field, ulong[] start, UnivariateRational[] lines, int[] varying)
    {
        int m = varying.Length;
        BigInteger[][] lattice = [.. Enumerable.Range(0, m + 1).Select(row => Enumerable.Range(0, m + 1).Select(column => row == column ? BigInteger.One : BigInteger.Zero).ToArray())];
        for (int a = 0; a < m; a++)
        {
            lattice[a][m] = LogarithmicSlope(field, lines[varying[a]], start[varying[a]]) ?? 0;
        }

        lattice[m][m] = field.Modulus;
        LatticeReduction.Reduce(lattice);
        int[][] scalings = [.. lattice.Where(v => Array.TrueForAll(v, w => BigInteger.Abs(w) <= LargestWeight)).Select(v => Array.ConvertAll(v, w => (int)w)).Where(v => IsHomogeneous(prober, field, varying, v))];

        // Highest degrees first, so that these variables become the pivots and are set to 1.
        int[] order = [.. Enumerable.Range(0, m).OrderByDescending(a => Degrees[varying[a]]).ThenBy(a => a)];
        ulong[] ordered = [.. scalings.SelectMany(h => order.Select(a => field.FromInteger(h[a])).Append(field.FromInteger(h[m])))];
        int[] found = scalings.Length == 0 ? [] : DenseSystem.Reduce(field, ordered, m + 1);
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

    /// <summary>Whether f(x_i t^(h_i)) = t^k f(x) at a random point.</summary>
    private static bool IsHomogeneous(Prober prober, PrimeField field, int[] varying, int[] weights)
    {
        const int MostDraws = 20;
        ulong[] point = new ulong[prober.Box.VariableCount];
        for (int draw = 0; draw < MostDraws; draw++)
        {
            prober.Sampler.Fill(field, point);
            ulong factor = prober.Sampler.NextGeneric(field);
            if (!prober.TryEvaluate(field, point, out ulong value))
            {
                continue;
            }

            for (int a = 0; a < varying.Length; a++)
            {
                point[varying[a]] = field.Multiply(point[varying[a]], field.Power(factor, weights[a]));
            }

            if (prober.TryEvaluate(field, point, out ulong scaled))
            {
                return scaled == field.Multiply(value, field.Power(factor, weights[^1]));
            }
        }

        return false;
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
