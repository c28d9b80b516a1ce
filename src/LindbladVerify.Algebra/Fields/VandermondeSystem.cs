namespace LindbladVerify.Algebra.Fields;

/// <summary>Systems whose matrix holds powers.</summary>
internal static class VandermondeSystem
{
    /// <summary>Solves sum_k c_k v_k^i = a_i for i = 0, 1, ...: the coefficients of a sparse polynomial from its values at powers of a point.</summary>
    /// <param name="field">Where to compute.</param>
    /// <param name="nodes">v_k, the values of the monomials at the point.</param>
    /// <param name="values">a_i, one for each node; more are ignored.</param>
    /// <returns>c_k; null where two nodes are equal.</returns>
    /// <remarks>Cost: O(n^2), with the master polynomial prod (z - v_k). Source: Zippel 1990, doi:10.1016/S0747-7171(08)80018-1.</remarks>
    public static ulong[]? SolveTransposed(PrimeField field, ReadOnlySpan<ulong> nodes, ReadOnlySpan<ulong> values)
    {
        int n = nodes.Length;
        ulong[] master = MasterPolynomial(field, nodes);
        ulong[] sums = new ulong[n];
        ulong[] slopes = new ulong[n];
        for (int k = 0; k < n; k++)
        {
            // Synthetic division by z - v_k, coefficients from the highest down.
            ulong quotient = 1, sum = 0, slope = 0;
            for (int i = n - 1; i >= 0; i--)
            {
                sum = field.MultiplyAdd(quotient, values[i], sum);
                slope = field.MultiplyAdd(slope, nodes[k], quotient);
                quotient = field.MultiplyAdd(quotient, nodes[k], master[i]);
            }

            sums[k] = sum;
            slopes[k] = slope;
        }

        if (!field.TryInvertAll(slopes))
        {
            return null;
        }

        for (int k = 0; k < n; k++)
        {
            sums[k] = field.Multiply(sums[k], slopes[k]);
        }

        return sums;
    }

    /// <summary>prod (z - v_k), coefficients from z^0 to z^n.</summary>
    public static ulong[] MasterPolynomial(PrimeField field, ReadOnlySpan<ulong> nodes)
    {
        ulong[] master = new ulong[nodes.Length + 1];
        master[0] = 1;
        for (int k = 0; k < nodes.Length; k++)
        {
            ulong minus = field.Negate(nodes[k]);
            master[k + 1] = master[k];
            for (int i = k; i > 0; i--)
            {
                master[i] = field.MultiplyAdd(master[i], minus, master[i - 1]);
            }

            master[0] = field.Multiply(master[0], minus);
        }

        return master;
    }
}
