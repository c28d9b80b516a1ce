using System.Numerics;
using LindbladVerify.Dynamics.Propagation.Faber;
using LindbladVerify.Dynamics.Propagation.RungeKutta;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation.Operators;

/// <summary>
/// The noise-extended generator of a whole model on density matrices, one per noise mode, in operator form: the way to solve
/// systems without symmetry, where a matrix of order d² would be too large.
/// </summary>
/// <remarks>Vectors: for each noise mode the real plane [d, stride], then the imaginary one. All vectors stand for Hermitian matrices.</remarks>
internal sealed unsafe class DensityMatrixGenerator : ILinearOperator
{
    private readonly OpenSystemModel model;
    private readonly CombinedModes modes;
    private readonly int d;
    private readonly int stride;
    private readonly int plane;
    private readonly double[] image;
    private LiouvillianAction? forward;
    private LiouvillianAction[]? forwardNoise;
    private LiouvillianAction? backward;
    private LiouvillianAction[]? backwardNoise;

    public DensityMatrixGenerator(OpenSystemModel model, int ladderDepth)
    {
        this.model = model;
        modes = CombinedModes.Of([.. model.Noise.Select(n => n.Process.Modes(ladderDepth))]);
        d = model.Dimension;
        stride = (d + 7) / 8 * 8;
        plane = checked(d * stride);
        Dimension = checked(2 * plane * modes.Count);
        image = new double[modes.Values.Count > 0 ? 2 * plane : 0];
    }

    /// <summary>Entries of a vector: padding included.</summary>
    public int Dimension { get; }

    /// <summary>d² times the number of noise modes.</summary>
    public long RealDimension => (long)d * d * modes.Count;

    /// <summary>Bytes that a solution with this generator takes: some eight vectors and the tables.</summary>
    public static double Memory(int d, double modeCount) => 8.0 * ((d + 7) / 8 * 8) * d * ((2 * 8 * modeCount) + 12);

    /// <summary>Multiplications of one application, roughly.</summary>
    public double Cost => modes.Count * (Forward.Cost + ForwardNoise.Sum(n => n.Cost));

    private LiouvillianAction Forward => forward ??= new LiouvillianAction(model.Hamiltonian, model.Dissipators, stride, adjoint: false);

    private LiouvillianAction[] ForwardNoise => forwardNoise ??= [.. model.Noise.Select(n => new LiouvillianAction(n.Operator, [], stride, adjoint: false))];

    private LiouvillianAction Backward => backward ??= new LiouvillianAction(model.Hamiltonian, model.Dissipators, stride, adjoint: true);

    private LiouvillianAction[] BackwardNoise => backwardNoise ??= [.. model.Noise.Select(n => new LiouvillianAction(n.Operator, [], stride, adjoint: true))];

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y) => Apply(Forward, ForwardNoise, transposed: false, x, y);

    /// <inheritdoc/>
    public void ApplyTransposed(ReadOnlySpan<double> x, Span<double> y) => Apply(Backward, BackwardNoise, transposed: true, x, y);

    /// <summary>The operators that the model's envelopes multiply: -i[V_k, ·], or a Lindblad term, in every mode.</summary>
    public IReadOnlyList<DrivenPart> Drives() =>
        [.. model.Drives.Select(d => new DrivenPart(d.Gate is null ? new ModewiseAction(d, stride, modes.Count) : new GatedAction(d, stride, modes.Values[d.GateIn(model.Noise)]), d.Envelope))];

    /// <summary>The vector of a Hermitian operator in all modes with the weights of the modes.</summary>
    private double[] Spread(Operator a, double[] weights)
    {
        double[] vector = new double[Dimension];
        foreach ((int row, int column, Complex value) in a.Matrix.Entries())
        {
            for (int k = 0; k < weights.Length; k++)
            {
                int at = (2 * k * plane) + (row * stride) + column;
                vector[at] = weights[k] * value.Real;
                vector[at + plane] = weights[k] * value.Imaginary;
            }
        }

        return vector;
    }

    /// <summary>The vector of a state, the noises in their stationary law.</summary>
    public double[] State(Operator density) => Spread(density, modes.Initial);

    /// <summary>The row whose product with a vector is the expectation value, averaged over the noises.</summary>
    public double[] Row(Operator observable) => Spread(observable, modes.Readout);

    /// <summary>The vector of one Hermitian operator per noise mode, column-stacked one after the other, [modes · d²].</summary>
    public double[] FromModes(ReadOnlySpan<Complex> modewise)
    {
        double[] vector = new double[Dimension];
        for (int k = 0; k < modes.Count; k++)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    Complex value = modewise[(k * d * d) + i + (j * d)];
                    int at = (2 * k * plane) + (i * stride) + j;
                    vector[at] = value.Real;
                    vector[at + plane] = value.Imaginary;
                }
            }
        }

        return vector;
    }

    /// <summary>The operator of every noise mode, column-stacked one after the other, [modes · d²].</summary>
    public Complex[] ToModes(ReadOnlySpan<double> vector)
    {
        Complex[] modewise = new Complex[modes.Count * d * d];
        for (int k = 0; k < modes.Count; k++)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    int at = (2 * k * plane) + (i * stride) + j;
                    modewise[(k * d * d) + i + (j * d)] = new Complex(vector[at], vector[at + plane]);
                }
            }
        }

        return modewise;
    }

    /// <summary>The density operator of a vector, averaged over the noises.</summary>
    public Operator Average(ReadOnlySpan<double> vector)
    {
        Complex[] dense = new Complex[d * d];
        for (int k = 0; k < modes.Count; k++)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    int at = (2 * k * plane) + (i * stride) + j;
                    dense[i + (j * d)] += modes.Readout[k] * new Complex(vector[at], vector[at + plane]);
                }
            }
        }

        return Operator.FromDense(d, dense);
    }

    /// <inheritdoc/>
    public double[] SampleVector()
    {
        double[] x = new double[Dimension];
        double phase = 0;
        for (int k = 0; k < modes.Count; k++)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = i; j < d; j++)
                {
                    phase += 0.6180339887498949;
                    phase -= Math.Floor(phase);
                    int at = 2 * k * plane;
                    double imaginary = i == j ? 0 : (4 * phase % 1) - 0.5;
                    x[at + (i * stride) + j] = x[at + (j * stride) + i] = phase - 0.5;
                    x[at + plane + (i * stride) + j] = imaginary;
                    x[at + plane + (j * stride) + i] = -imaginary;
                }
            }
        }

        VectorKernels.Scale(1 / VectorKernels.Norm(x), x);
        return x;
    }

    /// <summary>
    /// From the parts: with P = Σ γ L†L and Q = Σ γ LL†, Cauchy and Schwarz give Re⟨X, D X⟩ between -λmax(P + Q)/2 - λmax(P) and
    /// λmax(Q - P)/2, and |Im⟨X, D X⟩| ≤ (λmax(P) + λmax(Q))/2 over the jumps that are not Hermitian; commutators are skew.
    /// </summary>
    public NumericalRange RangeBound()
    {
        HermitianSums sums = HermitianSums.Of(model.Dissipators, d);
        double imaginary = HermitianRange.Of(model.Hamiltonian).Spread + sums.ImaginaryBound;
        double low = sums.RealLow, high = sums.RealHigh;
        NumericalRange process = new SparseOperator(modes.Generator).RangeBound();
        for (int k = 0; k < modes.Values.Count; k++)
        {
            // V ⊗ S with S skew: the symmetric part is that of the skew part of V.
            SparseMatrix<double> v = modes.Values[k];
            double spread = HermitianRange.Of(model.Noise[k].Operator).Spread;
            NumericalRange parts = new SparseOperator(v).RangeBound();
            imaginary += spread * Math.Max(Math.Abs(parts.RealLow), Math.Abs(parts.RealHigh));
            low -= spread * SkewBound(v);
            high += spread * SkewBound(v);
        }

        return new NumericalRange(low + process.RealLow, high + process.RealHigh, imaginary + SkewBound(modes.Generator));
    }

    private static double SkewBound(SparseMatrix<double> v) => (0.5 * (v - v.Transpose())).NormOne();

    private void Apply(LiouvillianAction action, LiouvillianAction[] noises, bool transposed, ReadOnlySpan<double> x, Span<double> y)
    {
        fixed (double* source = x, target = y, scratch = image)
        {
            for (int k = 0; k < modes.Count; k++)
            {
                nint at = 2 * (nint)k * plane;
                action.Apply(source + at, source + at + plane, target + at, target + at + plane);
            }

            Couple(modes.Generator, transposed, x, y);
            for (int n = 0; n < noises.Length; n++)
            {
                for (int k = 0; k < modes.Count; k++)
                {
                    nint at = 2 * (nint)k * plane;
                    noises[n].Apply(source + at, source + at + plane, scratch, scratch + plane);
                    Distribute(modes.Values[n], transposed, k, y);
                }
            }
        }
    }

    /// <summary>y_k += Σ G_kl x_l.</summary>
    private void Couple(SparseMatrix<double> generator, bool transposed, ReadOnlySpan<double> x, Span<double> y)
    {
        foreach ((int row, int column, double value) in generator.Entries())
        {
            (int to, int from) = transposed ? (column, row) : (row, column);
            VectorKernels.Add(value, x.Slice(2 * from * plane, 2 * plane), y.Slice(2 * to * plane, 2 * plane));
        }
    }

    private void Distribute(SparseMatrix<double> values, bool transposed, int from, Span<double> y)
    {
        foreach ((int row, int column, double value) in values.Entries())
        {
            (int to, int source) = transposed ? (column, row) : (row, column);
            if (source == from)
            {
                VectorKernels.Add(value, image, y.Slice(2 * to * plane, 2 * plane));
            }
        }
    }
}
