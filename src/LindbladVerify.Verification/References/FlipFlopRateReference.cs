using System.Collections.Concurrent;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>The flip-flop rate of a nuclear pair from its noise-averaged equations of motion.</summary>
internal sealed class FlipFlopRateReference : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.FlipFlopRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        bool polarized = string.Equals(reference.Noise, NoiseNames.Polarized, StringComparison.Ordinal);
        NuclearPair pair = PairParameters.Pair(point, polarized ? 1 : null);
        ElectronNoise noise = polarized ? ElectronNoise.ElectronTelegraph : ElectronNoise.Parse(reference.Noise);
        RateEstimate estimate = reference.Method switch
        {
            Reference.GoldenRuleMethod => FlipFlopRates.GoldenRule(pair, noise),
            Reference.ExactMethod => FlipFlopRates.ResidenceTime(pair, noise),
            _ => throw new ArgumentException($"The flip-flop rate has no method '{reference.Method}'; known are {Reference.GoldenRuleMethod} and {Reference.ExactMethod}.", nameof(reference)),
        };
        return ReferenceValue.Of(estimate);
    }
}

/// <summary>
/// The flip-flop rate W of a pair split by δ whose only broadening is one flipping neighbour, from the full Lindblad equation of three spins 1/2.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
internal sealed class NeighbourFlipFlopRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly PairWithNeighbours Any = new([(0, 0)], 1);
    private static readonly Operator Coherence = Any.Coherence;
    private static readonly Operator Difference = Any.PolarizationDifference;
    private static readonly Operator Total = Any.TotalPolarization;
    private static readonly TermBlocks CoherenceBlocks = new(Any.Terms, [Coherence]);
    private static readonly TermBlocks DifferenceBlocks = new(Any.Terms, [Difference], Total);

    /// <inheritdoc/>
    public string Quantity => Reference.NeighbourFlipFlopRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        bool leadingOrder = reference.Method switch
        {
            Reference.GoldenRuleMethod => true,
            Reference.ExactMethod => false,
            _ => throw new ArgumentException($"The flip-flop rate with a neighbour has no method '{reference.Method}'; known are {Reference.GoldenRuleMethod} and {Reference.ExactMethod}.", nameof(reference)),
        };
        double dipolar = point["D"];
        var pair = new PairWithNeighbours([(point["D1a"], point["D2a"])], point["tau"], 0, point["delta"], leadingOrder ? 0 : dipolar);
        Operator observable = leadingOrder ? Coherence : Difference;
        InvariantBlock block = (leadingOrder ? CoherenceBlocks : DifferenceBlocks).At(pair.Coefficients);
        BlochSystem system = block.System(pair.WithNeighboursInEquilibrium(observable), [observable]);

        // The flip-flop conserves I1z + I2z, of which the start has none.
        double[]? conserved = leadingOrder ? null : block.Coordinates(Total);

        // Three frequencies meet: d, delta and 1/tau. What is eliminated first leaves its rounding on what is formed from the others.
        double difference = Math.Abs(point["D1a"] - point["D2a"]);
        double cancellation = 1 + Math.Abs(point["delta"] * point["tau"]) + Math.Abs(point["delta"] / difference) + (1 / (difference * point["tau"]));
        ReferenceValue decay = ReferenceValue.Of(ResidenceTime.Rate(system, 0, kernels, factor: 1, conserved)).AtLeast(system.Dimension);
        double value = leadingOrder ? dipolar * dipolar / 2 / decay.Value : decay.Value / 2;
        return new ReferenceValue(value, decay.RelativeUncertainty * cancellation);
    }
}

/// <summary>
/// The flip-flop rate W of two nuclei beside a quantum electron that flips by Lindblad jumps: residence time of I1z - I2z under the full
/// master equation of three spins 1/2 (64 dimensions, of which the observable reaches 6). No classical noise enters.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
internal sealed class QuantumElectronFlipFlopRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly Operator Difference = QuantumElectronPair.FirstNucleus - QuantumElectronPair.SecondNucleus;
    private static readonly Operator Total = QuantumElectronPair.FirstNucleus + QuantumElectronPair.SecondNucleus;
    private static readonly TermBlocks Blocks = new(QuantumElectronPair.Terms, [Difference], Total);

    /// <inheritdoc/>
    public string Quantity => Reference.QuantumElectronFlipFlopRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        if (!string.Equals(reference.Method, Reference.ExactMethod, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The flip-flop rate beside a quantum electron has no method '{reference.Method}'; known is {Reference.ExactMethod}.", nameof(reference));
        }

        double half = point["Delta"] / 2;
        var pair = new QuantumElectronPair(point["D"], half, -half, point["P"], point["Gc"], point["G2"]);
        InvariantBlock block = Blocks.At(pair.Coefficients);
        BlochSystem system = block.System(pair.WithElectronInEquilibrium(Difference), [Difference]);

        // The flip-flop conserves I1z + I2z, of which the start has none.
        double[] total = block.Coordinates(Total);
        ReferenceValue rate = ReferenceValue.Of(ResidenceTime.Rate(system, 0, kernels, conserved: total)).AtLeast(system.Dimension);

        // The mean splitting of a narrow line and the population of the rarer electron state are formed by subtraction.
        double narrowness = 1 + (Math.Abs(point["Delta"]) / Math.Min(point["G2"], point["Gc"]));
        return rate with { RelativeUncertainty = rate.RelativeUncertainty * narrowness };
    }
}

/// <summary>
/// The flip-flop rate W of two nuclei that one electron relaxes by its transverse hyperfine field: an entry of their rate matrix under the
/// whole noise-extended generator, nothing secular and no relaxation superoperator assumed.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
internal sealed class CorrelatedRelaxationRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly TermBlocks Blocks = new(PseudosecularPair.Terms, RelaxingPair.Polarizations);

    /// <inheritdoc/>
    public string Quantity => Reference.CorrelatedRelaxationRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        if (!string.Equals(reference.Method, Reference.ExactMethod, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The rate of a pair with correlated relaxation has no method '{reference.Method}'; known is {Reference.ExactMethod}.", nameof(reference));
        }

        var pair = new PseudosecularPair(point["w0"], point["delta"], point["D"], point["A1"], point["A2"], point["phi"], point["G2II"]);
        InvariantBlock block = Blocks.At(pair.Coefficients, ElectronNoise.Parse(reference.Noise).Process(point["P"], point["Gc"]));
        (double[,] k, double uncertainty) = RateMatrix.Of(block, RelaxingPair.Polarizations, kernels);

        // The slow rates are formed beside the Larmor frequency and the electron rate.
        double slow = Math.Max(point["G2II"], Math.Abs(point["D"]));
        return new ReferenceValue(-k[0, 1], uncertainty * (1 + ((point["w0"] + point["Gc"]) / slow)));
    }
}

/// <summary>The flip-flop rate W of two nuclei that relax longitudinally at the same time, read off the entries of their rate matrix.</summary>
/// <param name="kernels">Dense real kernels.</param>
internal sealed class RelaxingPairRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly TermBlocks Blocks = new(RelaxingPair.Terms, RelaxingPair.Polarizations);

    /// <inheritdoc/>
    public string Quantity => Reference.RelaxingPairRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double first = point["G1a"], second = point["G1b"];
        var pair = new RelaxingPair(point["D"], point["Delta"], first, second, point["G2II"]);
        InvariantBlock block = Blocks.At(pair.Coefficients, ElectronNoise.Parse(reference.Noise).Process(point["P"], point["Gc"]));
        (double[,] k, double uncertainty) = RateMatrix.Of(block, RelaxingPair.Polarizations, kernels);
        double narrowness = 1 + (Math.Abs(point["Delta"]) / Math.Min(first + second + point["G2II"], point["Gc"]));
        double w = reference.Method switch
        {
            Reference.FirstToFirstMethod => k[0, 0] - (2 * first),
            Reference.SecondToSecondMethod => k[1, 1] - (2 * second),
            Reference.FirstToSecondMethod => -k[1, 0],
            Reference.SecondToFirstMethod => -k[0, 1],
            Reference.ResidenceOfDifferenceMethod => ResidenceOfDifference(k),
            _ => throw new ArgumentException($"The rate of a relaxing pair has no method '{reference.Method}'; known are {Reference.FirstToFirstMethod}, {Reference.FirstToSecondMethod}, {Reference.SecondToFirstMethod}, {Reference.SecondToSecondMethod} and {Reference.ResidenceOfDifferenceMethod}.", nameof(reference)),
        };

        // The diagonal entries hold W beside 2 Γ1.
        double hidden = reference.Method is Reference.FirstToFirstMethod or Reference.SecondToSecondMethod ? 1 + (2 * Math.Max(first, second) / Math.Abs(w)) : 1;
        return new ReferenceValue(w, uncertainty * narrowness * hidden);
    }

    /// <summary>z(0)/(2∫z dt) of z = ⟨I1z - I2z⟩ started with opposite polarizations: 1/(d·K⁻¹d) with d = (1, -1).</summary>
    private static double ResidenceOfDifference(double[,] k)
    {
        double sum = k[0, 0] + k[0, 1] + k[1, 0] + k[1, 1];
        return ((k[0, 0] * k[1, 1]) - (k[0, 1] * k[1, 0])) / sum;
    }
}

/// <summary>
/// The rate at which polarization passes from the first nucleus of a network to the last, from the full quantum dynamics of all of them:
/// z(0)/(2∫z dt) of z = ⟨I1z - INz⟩ from the start I1z - INz, multi-spin coherence included. For two nuclei this is W.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
internal sealed class NetworkTransferRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly (int First, int Second)[] Pairs = [(1, 2), (2, 3), (3, 4), (1, 3)];
    private readonly ConcurrentDictionary<string, Kind> kinds = new(StringComparer.Ordinal);

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
        Kind kind = kinds.GetOrAdd(string.Join(' ', couplings.Select(c => Name("D", (10 * c.Item1) + c.Item2)).Append(Name("N", hyperfine.Length))), _ => Kind.Of(network));
        InvariantBlock block = kind.Blocks.At(network.Coefficients, ElectronNoise.Parse(reference.Noise).Process(point["P"], point["Gc"]));
        (double[,] k, double uncertainty) = RateMatrix.Of(block, kind.Polarizations, kernels, kind.TwoSpinOrder);

        double largest = Math.Max(hyperfine.Max() - hyperfine.Min(), couplings.Max(c => Math.Abs(c.Item3)));
        double narrowness = 1 + (largest / Math.Min(point["G2"], point["Gc"]));
        return new ReferenceValue(EndToEnd(k), uncertainty * narrowness);
    }

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

    /// <summary>What networks of the same pairs share.</summary>
    /// <param name="Polarizations">Iiz.</param>
    /// <param name="TwoSpinOrder">Σ Iiz Ijz over all pairs, which flip-flops conserve like the total Σ Iiz.</param>
    /// <param name="Blocks">The equations.</param>
    private sealed record Kind(Operator[] Polarizations, Operator TwoSpinOrder, TermBlocks Blocks)
    {
        public static Kind Of(NuclearNetwork network)
        {
            ModelTerms terms = network.Terms;
            Operator[] polarizations = [.. terms.Noise];
            Operator order = polarizations.SelectMany((first, i) => polarizations.Skip(i + 1).Select(second => first * second)).Aggregate((a, b) => a + b);
            return new Kind(polarizations, order, new TermBlocks(terms, polarizations, order));
        }
    }

    private static string Name(string letter, int index) => letter + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
