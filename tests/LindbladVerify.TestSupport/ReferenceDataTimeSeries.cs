using System.Numerics;
using System.Text.Json;

namespace LindbladVerify.TestSupport;

/// <summary>A Lindblad model with the expectation values that another program computed for it.</summary>
/// <param name="Name">The case.</param>
/// <param name="Hamiltonian">[d,d], Hermitian, in the inverse unit of time.</param>
/// <param name="Jumps">Rate and operator [d,d] of each dissipator rate (X ρ X† - ½{X†X, ρ}).</param>
/// <param name="Initial">Density matrix [d,d] at time 0.</param>
/// <param name="Observables">Hermitian operators [d,d] by name.</param>
/// <param name="Times">Times, ascending from 0.</param>
/// <param name="Expectations">Tr(observable ρ) at each time, by name; right to some 1e-10.</param>
public sealed record ReferenceDataTimeSeries(
    string Name,
    Complex[,] Hamiltonian,
    IReadOnlyList<(double Rate, Complex[,] Operator)> Jumps,
    Complex[,] Initial,
    IReadOnlyDictionary<string, Complex[,]> Observables,
    IReadOnlyList<double> Times,
    IReadOnlyDictionary<string, double[]> Expectations)
{
    /// <summary>The dimension of the Hilbert space.</summary>
    public int Dimension => Hamiltonian.GetLength(0);

    internal static ReferenceDataTimeSeries Read(string name, JsonElement root) => new(
        name,
        Matrix(root.GetProperty("hamiltonian")),
        [.. root.GetProperty("jumps").EnumerateArray().Select(j => (j.GetProperty("rate").GetDouble(), Matrix(j)))],
        Matrix(root.GetProperty("initial")),
        root.GetProperty("observables").EnumerateObject().ToDictionary(p => p.Name, p => Matrix(p.Value), StringComparer.Ordinal),
        Doubles(root.GetProperty("times")),
        root.GetProperty("expectations").EnumerateObject().ToDictionary(p => p.Name, p => Doubles(p.Value), StringComparer.Ordinal));

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    private static Complex[,] Matrix(JsonElement element)
    {
        double[][] re = [.. element.GetProperty("re").EnumerateArray().Select(Doubles)];
        double[][] im = [.. element.GetProperty("im").EnumerateArray().Select(Doubles)];
        Complex[,] matrix = new Complex[re.Length, re.Length];
        for (int i = 0; i < re.Length; i++)
        {
            for (int j = 0; j < re.Length; j++)
            {
                matrix[i, j] = new Complex(re[i][j], im[i][j]);
            }
        }

        return matrix;
    }
}
