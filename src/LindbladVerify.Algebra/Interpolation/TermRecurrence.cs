using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>The shortest linear recurrence of a sequence over a prime field.</summary>
internal static class TermRecurrence
{
    /// <summary>
    /// Connection polynomial 1 + c_1 z + ... + c_L z^L with a_n + c_1 a_{n-1} + ... + c_L a_{n-L} = 0. For a_n = sum_k c_k v_k^n its
    /// zeros are the 1/v_k.
    /// </summary>
    /// <remarks>Berlekamp 1968; Massey 1969, doi:10.1109/TIT.1969.1054260. Cost: O(n L).</remarks>
    public static ulong[] Of(PrimeField field, IReadOnlyList<ulong> sequence)
    {
        ulong[] current = new ulong[sequence.Count + 1], previous = new ulong[sequence.Count + 1];
        current[0] = previous[0] = 1;
        int length = 0, gap = 1;
        ulong last = 1;
        for (int n = 0; n < sequence.Count; n++)
        {
            ulong discrepancy = sequence[n];
            for (int i = 1; i <= length; i++)
            {
                discrepancy = field.MultiplyAdd(current[i], sequence[n - i], discrepancy);
            }

            if (discrepancy == 0)
            {
                gap++;
                continue;
            }

            ulong factor = field.Negate(field.Divide(discrepancy, last));
            ulong[] before = [.. current];
            for (int i = 0; i + gap < current.Length; i++)
            {
                current[i + gap] = field.MultiplyAdd(factor, previous[i], current[i + gap]);
            }

            if (2 * length <= n)
            {
                (length, previous, last, gap) = (n + 1 - length, before, discrepancy, 1);
            }
            else
            {
                gap++;
            }
        }

        return current[..(length + 1)];
    }
}
