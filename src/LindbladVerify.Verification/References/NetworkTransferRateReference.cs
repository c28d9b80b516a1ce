using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The rate at which polarization passes from the first nucleus of a network to the last, from the full quantum dynamics of all of them:
/// z(0)/(2∫z dt) of z = ⟨I1z - INz⟩ from the start I1z - INz, multi-spin coherence included. For two nuclei this is W.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
public sealed class NetworkTransferRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly (int First, int Second)[] Pairs = [(1, 2), (2, 3), (3, 4), (1, 3)];

    /// <inheritdoc/>
    public string Quantity => Reference.NetworkTransferRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        if (!string.Equals(reference.Method, Reference.ExactMethod, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The transfer rate of a network has no method '{reference.Method}'; known is {Reference.ExactMethod}.", nameof(reference));
        }

        double[] hyperfine = [.. Enumerable.Range(1, 4).Select(i => Name("A", i)).Where(point.Has).Select(name => point[name])];
        (int, int, double)[] couplings = [.. Pairs.Where(p => point.Has(Name("D", (10 * p.First) + p.Second))).Select(p => (p.First - 1, p.Second - 1, point[Name("D", (10 * p.First) + p.Second)]))];
        var network = new NuclearNetwork(hyperfine, couplings, point["G2"]);
        OpenSystemModel model = network.Model(ElectronNoise.Parse(reference.Noise).Process(point["P"], point["Gc"]));
        Operator[] polarizations = [.. hyperfine.Select((_, i) => network.Longitudinal(i))];
        (double[,] k, double uncertainty) = RateMatrix.Of(model, polarizations, kernels, TwoSpinOrder(polarizations));

        double largest = Math.Max(hyperfine.Max() - hyperfine.Min(), couplings.Max(c => Math.Abs(c.Item3)));
        double narrowness = 1 + (largest / Math.Min(point["G2"], point["Gc"]));
        return new ReferenceValue(EndToEnd(k), uncertainty * narrowness);
    }

    /// <summary>Σ Iiz Ijz over all pairs, which flip-flops conserve like the total Σ Iiz.</summary>
    private static Operator TwoSpinOrder(Operator[] polarizations) =>
        polarizations.SelectMany((first, i) => polarizations.Skip(i + 1).Select(second => first * second)).Aggregate((a, b) => a + b);

    /// <summary>
    /// z(0)/(2∫z dt): the rate from 1 to N left when the others are eliminated one by one. The total is conserved, so that each diagonal entry is the
    /// sum of the rates out and is never subtracted from (Grassmann, Taksar and Heyman, Oper. Res. 33, 1107 (1985)).
    /// </summary>
    private static double EndToEnd(double[,] k)
    {
        int last = k.GetLength(0) - 1;
        for (int node = 1; node < last; node++)
        {
            int[] others = [0, .. Enumerable.Range(node + 1, last - node)];
            double leaving = others.Sum(to => -k[to, node]);
            foreach (int from in others)
            {
                foreach (int to in others.Where(to => to != from))
                {
                    k[to, from] -= k[to, node] * k[node, from] / leaving;
                }
            }
        }

        return -k[last, 0];
    }

    private static string Name(string letter, int index) => letter + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
