using System.Collections.Concurrent;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>dv/dt = (A + Σ ξ_k B_k) v on the block that the observables see, with propagators for each joint value of finite chains.</summary>
internal sealed class SampledEquations
{
    private const int LargestDense = 160;
    private const int MostLadders = 256;
    private readonly SparseMatrix<double> generator;
    private readonly IReadOnlyList<SparseMatrix<double>> parts;
    private readonly ConcurrentDictionary<long, PropagatorLadder> ladders = [];

    public SampledEquations(OpenSystemModel model, InvariantBlock block, Operator initial, IReadOnlyList<Operator> observables, IDenseKernels kernels)
    {
        Kernels = kernels;
        generator = block.Deterministic;
        parts = block.NoiseParts;
        Initial = block.Coordinates(initial);
        Rows = [.. observables.Select(block.Coordinates)];
        Processes = [.. model.Noise.Select(n => n.Process)];
        IsExact = Processes.All(p => p is MarkovChainNoise);
        double joint = Processes.Aggregate(1.0, (product, p) => product * (p is MarkovChainNoise chain ? chain.Values.Count : 1));
        UsesLadders = IsExact && block.Dimension <= LargestDense && joint <= MostLadders;
        double fastest = Processes.Max(p => p.FastestRate);
        double spread = parts.Zip(Processes, (b, p) => b.NormOne() * Math.Sqrt(p.Variance)).Sum();
        FirstCell = 0.2 / Math.Max(fastest, Math.Max(spread, double.Epsilon));
        Static = new SparseOperator(generator);
        Parts = [.. parts.Select(p => new SparseOperator(p))];
        StaticNorm = generator.NormOne();
        PartNorms = [.. parts.Select(p => p.NormOne())];
    }

    public IDenseKernels Kernels { get; }

    public double[] Initial { get; }

    public double[][] Rows { get; }

    public NoiseProcess[] Processes { get; }

    /// <summary>All noises are finite chains: realisations are piecewise constant.</summary>
    public bool IsExact { get; }

    public bool UsesLadders { get; }

    /// <summary>A first guess of the cell, s.</summary>
    public double FirstCell { get; }

    public int ObservableCount => Rows.Length;

    public SparseOperator Static { get; }

    public SparseOperator[] Parts { get; }

    public double StaticNorm { get; }

    public double[] PartNorms { get; }

    /// <summary>The propagators at a joint state of all chains.</summary>
    public PropagatorLadder Ladder(ReadOnlySpan<int> states, double longest)
    {
        long key = 0;
        for (int k = 0; k < states.Length; k++)
        {
            key = (key * ((MarkovChainNoise)Processes[k]).Values.Count) + states[k];
        }

        if (ladders.TryGetValue(key, out PropagatorLadder? known))
        {
            return known;
        }

        SparseMatrix<double> sum = generator;
        for (int k = 0; k < states.Length; k++)
        {
            sum += ((MarkovChainNoise)Processes[k]).Values[states[k]] * parts[k];
        }

        return ladders.GetOrAdd(key, new PropagatorLadder(Kernels, Initial.Length, sum.ToDense(), longest));
    }
}
