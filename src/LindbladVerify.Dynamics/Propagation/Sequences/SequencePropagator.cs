using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Sequences;

/// <summary>
/// A sequence of pulses on Bloch equations with a generator that is constant within each step: the propagator of a cycle, its powers, and expectation
/// values at any times.
/// </summary>
/// <remarks>Cost: an exponential for each different step, a product for each step of a cycle, and log2 N products for N rounds, however many they are.</remarks>
internal sealed class SequencePropagator<T>(BlochSystem system, IMatrixArithmetic<T> arithmetic, CancellationToken cancellation) : SequenceWalk<T>(system, cancellation)
{
    private const int MostKept = 64;
    private readonly Dictionary<(int Pulse, double Time), T> motions = [];
    private readonly Dictionary<int, T> rotations = [];
    private readonly Dictionary<BlochStep, T> rounds = new(ReferenceEqualityComparer.Instance);
    private readonly int n = system.Dimension;
    private double[][] values = [];

    /// <summary>Products of matrices with matrices or vectors.</summary>
    public long Products { get; private set; }

    /// <summary>The propagator of one cycle, [n, n].</summary>
    public T Cycle() => Round(Whole);

    /// <summary>Expectation values [observable][time] at ascending times within the sequence, s.</summary>
    public double[][] Values(ReadOnlySpan<double> times)
    {
        int count = times.Length;
        values = [.. System.Observables.Select(_ => new double[count])];
        Run(arithmetic.Of(n, 1, System.Initial), times);
        return values;
    }

    protected override void Record(int output, T state)
    {
        for (int o = 0; o < values.Length; o++)
        {
            values[o][output] = arithmetic.Dot(System.Observables[o], state);
        }
    }

    protected override T Rotate(int rotation, T state) => Apply(Rotation(rotation), state);

    protected override T Move(BlochStep step, double from, T state, ReadOnlySpan<double> offsets, int first)
    {
        for (int k = 0; k < offsets.Length; k++)
        {
            Record(first + k, Apply(arithmetic.Exponential(Generator(step.Pulse), offsets[k]), state));
        }

        return Apply(Motion(step), state);
    }

    protected override bool TryRounds(BlochStep step, long count, T state, out T moved)
    {
        // A power costs some log2 products of matrices, rounds one by one a product with a vector for each step.
        bool isCheaper = count * (double)step.Inner.Count > n * (2 + Math.Log2(count));
        moved = isCheaper ? Apply(Power(Round(step), count), state) : state;
        return isCheaper;
    }

    private T Matrix(BlochStep step) => step.Rotation >= 0 ? Rotation(step.Rotation)
        : step.Inner.Count > 0 ? Power(Round(step), step.Count)
        : Motion(step);

    private T Round(BlochStep step)
    {
        if (rounds.TryGetValue(step, out T? known))
        {
            return known;
        }

        T product = Identity();
        foreach (BlochStep inner in step.Inner.Where(s => s.Rotation >= 0 || s.Time > 0 || s.Inner.Count > 0))
        {
            Cancellation.ThrowIfCancellationRequested();
            product = Apply(Matrix(inner), product);
        }

        return rounds[step] = product;
    }

    /// <summary>By the binary digits of the exponent.</summary>
    private T Power(T matrix, long exponent)
    {
        T result = Identity();
        for (T square = matrix; exponent > 0; exponent >>= 1)
        {
            Cancellation.ThrowIfCancellationRequested();
            result = (exponent & 1) != 0 ? Apply(square, result) : result;
            square = exponent > 1 ? Apply(square, square) : square;
        }

        return result;
    }

    private T Motion(BlochStep step)
    {
        if (motions.TryGetValue((step.Pulse, step.Time), out T? known))
        {
            return known;
        }

        if (motions.Count >= MostKept)
        {
            motions.Clear();
        }

        return motions[(step.Pulse, step.Time)] = arithmetic.Exponential(Generator(step.Pulse), step.Time);
    }

    private T Rotation(int index) => rotations.TryGetValue(index, out T? known) ? known : rotations[index] = arithmetic.Of(n, n, Sequence.Rotations[index].ToDense());

    private T Identity() => arithmetic.Of(n, n, SparseMatrix<double>.Identity(n).ToDense());

    private T Apply(T matrix, T state)
    {
        Products++;
        return arithmetic.Multiply(matrix, state);
    }
}
