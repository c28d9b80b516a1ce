using System.Numerics;
using LindbladVerify.Dynamics.Propagation.Operators;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Two-time correlations ⟨A(t+τ) B(t)⟩ and spectra by the quantum regression theorem, averaged over classical noises.</summary>
/// <remarks>
/// ⟨A(t+τ) B(t)⟩ = Tr(A e^(Lτ)(B ρ(t))), where with noises ρ(t) is the joint state of system and noise (Lax 1963, doi:10.1103/PhysRev.129.2342;
/// Carmichael, Statistical Methods in Quantum Optics 1, sec. 1.5, doi:10.1007/978-3-662-03875-8). B ρ is not Hermitian: its two
/// Hermitian parts are propagated apart, on density matrices in operator form. Ornstein–Uhlenbeck ladders are deepened until the
/// correlation itself no longer changes.
/// </remarks>
public static class TwoTimeCorrelation
{
    private const int FirstDepth = 8;

    /// <summary>⟨A(t+τ) B(t)⟩ for a system that starts from ρ(0) at time 0.</summary>
    /// <param name="model">The model, without drives.</param>
    /// <param name="initial">ρ(0), [d, d].</param>
    /// <param name="time">t, s.</param>
    /// <param name="a">A, any operator [d, d].</param>
    /// <param name="b">B, any operator [d, d].</param>
    /// <param name="delays">The times τ.</param>
    /// <param name="options">Tolerance, relative to |A||B|.</param>
    /// <param name="ladderDepth">Levels of Ornstein–Uhlenbeck ladders; null deepens them until the correlation no longer changes.</param>
    /// <exception cref="ArgumentException">A dimension differs, or the model is driven.</exception>
    /// <exception cref="ArithmeticException">The ladders did not converge.</exception>
    public static Complex[] FromState(OpenSystemModel model, Operator initial, double time, Operator a, Operator b, TimeGrid delays, PropagationOptions? options = null, int? ladderDepth = null)
    {
        options ??= new PropagationOptions();
        Require(model, a, b);
        if (!(time >= 0) || !double.IsFinite(time))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "The first time must be finite and not negative.");
        }

        Complex[] AtDepth(int depth)
        {
            var generator = new DensityMatrixGenerator(model, depth);
            ExponentialActionResult first = ExponentialAction.Compute(generator, generator.State(initial), [], [time], new ExponentialActionOptions { Tolerance = options.Tolerance });
            return Regress(generator, generator.ToModes(first.Final), a, b, delays, options);
        }

        return ladderDepth is int given ? AtDepth(given) : Deepen(model, options, FirstDepth, Scale(a, b), AtDepth);
    }

    /// <summary>⟨A(τ) B(0)⟩ in the steady state.</summary>
    /// <inheritdoc cref="FromState"/>
    /// <exception cref="InvalidOperationException">There is more than one steady state.</exception>
    public static Complex[] Stationary(OpenSystemModel model, Operator a, Operator b, TimeGrid delays, PropagationOptions? options = null)
    {
        options ??= new PropagationOptions();
        Require(model, a, b);
        (Complex[] state, StochasticLiouvillian extended) = SteadyState.Extended(model, options);

        // The steady state needs few levels; what B makes of it may climb much higher before the noise lets it go.
        int depth = model.Noise.Count == 0 ? 0 : DepthOf(model, extended.ModeCount);
        return Deepen(model, options, depth, Scale(a, b), deeper => Regress(new DensityMatrixGenerator(model, deeper), Pad(model, state, depth, deeper), a, b, delays, options));
    }

    /// <summary>The spectrum S(ω) = 2 Re ∫ (⟨A(τ) B(0)⟩ - ⟨A⟩⟨B⟩) e^(-iωτ) dτ over τ ≥ 0, in the steady state; for A = B† the power spectrum.</summary>
    /// <param name="model">The model, without drives, with one steady state.</param>
    /// <param name="a">A, [d, d].</param>
    /// <param name="b">B, [d, d].</param>
    /// <param name="frequencies">ω, rad/s.</param>
    /// <param name="options">Kernels and memory limit.</param>
    /// <returns>One value per frequency, in s times the units of A and B.</returns>
    /// <remarks>One complex solve of order m d² per frequency: (iω - L) x = Bρ - ⟨B⟩ρ.</remarks>
    public static double[] Spectrum(OpenSystemModel model, Operator a, Operator b, IReadOnlyList<double> frequencies, PropagationOptions? options = null)
    {
        options ??= new PropagationOptions();
        Require(model, a, b);
        IDenseKernels kernels = options.Kernels ?? DenseKernels.Select(Backend.Auto);
        (Complex[] found, StochasticLiouvillian extended) = SteadyState.Extended(model, options);
        int depth = model.Noise.Count == 0 ? 0 : DepthOf(model, extended.ModeCount);
        double scale = double.NaN;
        Complex[] AtDepth(int deeper)
        {
            double[] values = Spectrum(StochasticLiouvillian.Of(model, deeper), Pad(model, found, depth, deeper), a, b, frequencies, kernels);
            scale = values.Select(Math.Abs).DefaultIfEmpty(0).Max();
            return [.. values.Select(v => new Complex(v, 0))];
        }

        // Relative to the largest value, which the tolerance of a spectrum means.
        return [.. Deepen(model, options, depth, () => scale, AtDepth).Select(v => v.Real)];
    }

    private static double[] Spectrum(StochasticLiouvillian generator, Complex[] state, Operator a, Operator b, IReadOnlyList<double> frequencies, IDenseKernels kernels)
    {
        int n = state.Length;
        Complex[] source = ApplyLeft(b, state, a.Dimension);
        Complex mean = generator.Average(source).Trace();
        for (int i = 0; i < n; i++)
        {
            source[i] -= mean * state[i];
        }

        Complex[] dense = generator.Matrix.ToDense();
        double[] spectrum = new double[frequencies.Count];
        for (int k = 0; k < spectrum.Length; k++)
        {
            Complex[] matrix = Array.ConvertAll(dense, v => -v);
            Deflate(matrix, state, generator, n);
            for (int i = 0; i < n; i++)
            {
                matrix[i + ((long)i * n)] += new Complex(0, frequencies[k]);
            }

            Complex[] x = [.. source];
            kernels.Solve(n, matrix, 1, x);
            spectrum[k] = 2 * a.Expectation(generator.Average(x)).Real;
        }

        return spectrum;
    }

    private static Func<double> Scale(Operator a, Operator b)
    {
        double scale = Frobenius(a) * Frobenius(b);
        return () => scale;
    }

    private static double Frobenius(Operator a) => Math.Sqrt(a.Matrix.Entries().Sum(e => (e.Value.Real * e.Value.Real) + (e.Value.Imaginary * e.Value.Imaginary)));

    /// <summary>Doubles the depth of Ornstein–Uhlenbeck ladders until the values no longer change.</summary>
    private static Complex[] Deepen(OpenSystemModel model, PropagationOptions options, int first, Func<double> scale, Func<int, Complex[]> values)
    {
        Complex[] previous = values(first);
        if (model.Noise.All(n => n.Process.ExactModeCount is not null))
        {
            return previous;
        }

        for (int depth = 2 * first; depth <= options.DeepestLadder; depth *= 2)
        {
            Complex[] current = values(depth);
            if (current.Zip(previous, (c, p) => (c - p).Magnitude).DefaultIfEmpty(0).Max() <= 10 * options.Tolerance * scale())
            {
                return current;
            }

            previous = current;
        }

        throw new ArithmeticException($"The Ornstein–Uhlenbeck ladder of the correlation did not converge up to depth {options.DeepestLadder}.");
    }

    /// <summary>A state on deeper ladders, whose higher levels are empty.</summary>
    internal static Complex[] Pad(OpenSystemModel model, Complex[] state, int depth, int deeper)
    {
        if (depth == deeper)
        {
            return state;
        }

        int[] counts = [.. model.Noise.Select(n => n.Process.Modes(depth).Factor)];
        int[] larger = [.. model.Noise.Select(n => n.Process.Modes(deeper).Factor)];
        int block = model.Dimension * model.Dimension;
        Complex[] padded = new Complex[larger.Aggregate(block, (product, m) => checked(product * m))];
        for (int mode = 0; mode < state.Length / block; mode++)
        {
            // The first noise is slowest.
            int target = 0;
            int weight = 1;
            int rest = mode;
            for (int k = counts.Length - 1; k >= 0; k--)
            {
                (rest, int level) = Math.DivRem(rest, counts[k]);
                target += weight * level;
                weight *= larger[k];
            }

            state.AsSpan(mode * block, block).CopyTo(padded.AsSpan(target * block));
        }

        return padded;
    }

    /// <summary>Adds s ρ (trace row), which moves the zero eigenvalue of the steady state to s and leaves traceless vectors alone.</summary>
    private static void Deflate(Complex[] matrix, Complex[] state, StochasticLiouvillian generator, int n)
    {
        double scale = generator.Matrix.NormOne();
        int d = generator.HilbertDimension;
        for (int k = 0; k < generator.ModeCount; k++)
        {
            for (int j = 0; j < d; j++)
            {
                long column = (k * d * d) + (j * (d + 1));
                for (int i = 0; i < n; i++)
                {
                    matrix[i + (column * n)] += scale * generator.Readout[k] * state[i];
                }
            }
        }
    }

    private static Complex[] Regress(DensityMatrixGenerator generator, Complex[] state, Operator a, Operator b, TimeGrid delays, PropagationOptions options)
    {
        int d = a.Dimension;
        Complex[] product = ApplyLeft(b, state, d);
        Complex[] adjoint = AdjointOfModes(product, d);
        double[][] rows = [generator.Row(0.5 * (a + a.Adjoint())), generator.Row(new Complex(0, -0.5) * (a - a.Adjoint()))];
        Complex[] correlation = new Complex[delays.Count];
        foreach ((Complex weight, Complex sign) in new[] { (Complex.One, Complex.One), (Complex.ImaginaryOne, -Complex.One) })
        {
            // Bρ = X1 + i X2 with X1 = (Bρ + ρB†)/2 and X2 = (Bρ - ρB†)/2i, both Hermitian.
            Complex[] part = [.. product.Zip(adjoint, (p, q) => 0.5 * (p + (sign * q)) / weight)];
            ExponentialActionResult result = ExponentialAction.Compute(generator, generator.FromModes(part), rows, delays.Times, new ExponentialActionOptions { Tolerance = options.Tolerance });
            for (int k = 0; k < correlation.Length; k++)
            {
                correlation[k] += weight * new Complex(result.Values[0][k], result.Values[1][k]);
            }
        }

        return correlation;
    }

    private static Complex[] ApplyLeft(Operator b, Complex[] state, int d)
    {
        Complex[] product = new Complex[state.Length];
        foreach ((int row, int column, Complex value) in b.Matrix.Entries())
        {
            for (int at = 0; at < state.Length; at += d)
            {
                product[at + row] += value * state[at + column];
            }
        }

        return product;
    }

    private static Complex[] AdjointOfModes(Complex[] modewise, int d)
    {
        Complex[] adjoint = new Complex[modewise.Length];
        for (int start = 0; start < modewise.Length; start += d * d)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    adjoint[start + j + (i * d)] = Complex.Conjugate(modewise[start + i + (j * d)]);
                }
            }
        }

        return adjoint;
    }

    /// <summary>The depth of ladders at which the noises have so many joint modes.</summary>
    internal static int DepthOf(OpenSystemModel model, int modeCount)
    {
        int depth = 0;
        while (model.Noise.Aggregate(1L, (product, n) => product * n.Process.Modes(depth).Factor) < modeCount)
        {
            depth++;
        }

        return depth;
    }

    private static void Require(OpenSystemModel model, Operator a, Operator b)
    {
        model.RequireNoSequence("The regression theorem");
        if (model.Drives.Count > 0)
        {
            throw new ArgumentException("The regression theorem is used here for generators that do not change in time; the model is driven.", nameof(model));
        }

        if (a.Dimension != model.Dimension || b.Dimension != model.Dimension)
        {
            throw new ArgumentException($"A and B must have the dimension {model.Dimension} of the model, not {a.Dimension} and {b.Dimension}.");
        }
    }
}
