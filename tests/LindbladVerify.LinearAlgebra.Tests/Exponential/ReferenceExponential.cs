using System.Numerics;
using LindbladVerify.TestSupport;

namespace LindbladVerify.LinearAlgebra.Tests.Exponential;

/// <summary>One matrix with its exponential to 50 digits, from reference-data/matrix-exponential.</summary>
public sealed record ReferenceExponential(int Index, string Name, int Order, bool IsComplex, double Condition, Complex[] Matrix, Complex[] Exponential)
{
    private static readonly Lazy<IReadOnlyList<ReferenceExponential>> Loaded = new(Load);

    public static IReadOnlyList<ReferenceExponential> All => Loaded.Value;

    private static IReadOnlyList<ReferenceExponential> Load()
    {
        ReferenceDataTable table = ReferenceData.Table("matrix-exponential/exponentials");
        List<ReferenceExponential> cases = [];
        for (int row = 0; row < table.Count;)
        {
            double[] head = table.Values(row, "index", "order", "isComplex", "condition");
            int n = (int)head[1];
            Complex[] a = new Complex[n * n];
            Complex[] e = new Complex[n * n];
            string name = table.Describe(row);
            for (int end = row + (n * n); row < end; row++)
            {
                double[] v = table.Values(row, "row", "column", "a.real", "a.imaginary", "exponential.real", "exponential.imaginary");
                int entry = (int)v[0] + ((int)v[1] * n);
                a[entry] = new Complex(v[2], v[3]);
                e[entry] = new Complex(v[4], v[5]);
            }

            cases.Add(new ReferenceExponential((int)head[0], name, n, head[2] == 1, head[3], a, e));
        }

        return cases;
    }
}
