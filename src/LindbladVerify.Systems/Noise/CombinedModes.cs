using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Noise;

/// <summary>The joint modes of several independent noises; the first one is slowest. With no noise there is one trivial mode.</summary>
/// <param name="Generator">[m, m] sum of the single generators, 1/s.</param>
/// <param name="Values">One [m, m] matrix per noise.</param>
/// <param name="Initial">[m] stationary amplitudes.</param>
/// <param name="Readout">[m] weights of the average.</param>
public sealed record CombinedModes(SparseMatrix<double> Generator, IReadOnlyList<SparseMatrix<double>> Values, double[] Initial, double[] Readout)
{
    /// <summary>Number of joint modes m.</summary>
    public int Count => Initial.Length;

    /// <summary>The tensor product of the modes of independent noises.</summary>
    public static CombinedModes Of(IReadOnlyList<NoiseModes> noises)
    {
        int total = noises.Aggregate(1, (product, n) => checked(product * n.Count));
        SparseMatrix<double> generator = SparseMatrix<double>.Zero(total, total);
        var values = new List<SparseMatrix<double>>();
        double[] initial = [1];
        double[] readout = [1];
        int before = 1;
        foreach (NoiseModes noise in noises)
        {
            int after = total / before / noise.Count;
            generator += Embed(before, noise.Generator, after);
            values.Add(Embed(before, noise.Values, after));
            initial = Outer(initial, noise.Initial);
            readout = Outer(readout, noise.Readout);
            before *= noise.Count;
        }

        return new CombinedModes(generator, values, initial, readout);
    }

    private static SparseMatrix<double> Embed(int before, SparseMatrix<double> a, int after) =>
        SparseMatrix<double>.Kronecker(
            SparseMatrix<double>.Identity(before),
            SparseMatrix<double>.Kronecker(a, SparseMatrix<double>.Identity(after)));

    private static double[] Outer(double[] slow, double[] fast) => [.. slow.SelectMany(s => fast.Select(f => s * f))];
}
