using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>All monomials within given degrees, by weight, with their values at a point.</summary>
internal sealed class CandidateMonomials
{
    private readonly int[] degrees;
    private readonly Dictionary<int, List<(long Code, ulong Value)>> groups = [];

    public CandidateMonomials(PrimeField field, int[] degrees, int[] weights, ulong[] point)
    {
        this.degrees = degrees;
        List((long)0, 0, 1, 0);

        void List(long code, int weight, ulong value, int variable)
        {
            if (variable == degrees.Length)
            {
                if (!groups.TryGetValue(weight, out List<(long, ulong)>? group))
                {
                    groups.Add(weight, group = []);
                }

                group.Add((code, value));
                return;
            }

            for (int e = 0; e <= degrees[variable]; e++)
            {
                List((code * (degrees[variable] + 1)) + e, weight + (e * weights[variable]), value, variable + 1);
                value = field.Multiply(value, point[variable]);
            }
        }
    }

    public IReadOnlyList<(long Code, ulong Value)> OfWeight(int weight) => groups.TryGetValue(weight, out List<(long, ulong)>? group) ? group : [];

    /// <summary>The exponents of a code.</summary>
    public int[] Exponents(long code)
    {
        int[] exponents = new int[degrees.Length];
        for (int k = degrees.Length - 1; k >= 0; k--)
        {
            exponents[k] = (int)(code % (degrees[k] + 1));
            code /= degrees[k] + 1;
        }

        return exponents;
    }
}
