using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// S(ω) = ∫ exp(iωt) ⟨δo(t) δo(0)⟩ dt over all t in the steady state, by quantum regression on the invariant block of o: from the joint steady state of system and noise,
/// o ρ = X₁ + i X₂ with Hermitian parts, and one complex solve for each.
/// </summary>
/// <remarks>Lax 1963, doi:10.1103/PhysRev.129.2342. No ½ and no 1/π; the mean is subtracted. Cost O(n³) for n coupled equations, and (m d²)³ once for the steady state.</remarks>
internal sealed class SpectralDensities
{
    /// <summary>Relative error of the steady state, which dense solves with pivoting leave.</summary>
    private const double StateRounding = 1e-14;

    private readonly OpenSystemModel model;
    private readonly Operator observable;
    private readonly InvariantBlock block;
    private readonly IDenseKernels kernels;
    private readonly Complex[] state;
    private readonly int stateDepth;

    /// <summary>Finds the steady state.</summary>
    /// <exception cref="InvalidOperationException">There is more than one.</exception>
    /// <exception cref="ArgumentException">The model is driven or has a sequence.</exception>
    public SpectralDensities(OpenSystemModel model, Operator observable, InvariantBlock block, IDenseKernels kernels)
    {
        this.model = model;
        this.observable = observable;
        this.block = block;
        this.kernels = kernels;
        (state, Systems.Superoperators.StochasticLiouvillian extended) = SteadyState.Extended(model, new PropagationOptions { Kernels = kernels, Tolerance = 1e-14 });
        stateDepth = model.Noise.Count == 0 ? 0 : TwoTimeCorrelation.DepthOf(model, extended.ModeCount);
    }

    /// <summary>The value at a frequency.</summary>
    /// <param name="system">The equations with ladders of some depth.</param>
    /// <param name="omega">rad/s.</param>
    public ReferenceValue At(BlochSystem system, double omega)
    {
        int depth = model.Noise.Count == 0 ? 0 : Math.Max(stateDepth, TwoTimeCorrelation.DepthOf(model, system.Dimension / block.Dimension));
        int d = model.Dimension;
        Complex[] joint = TwoTimeCorrelation.Pad(model, state, stateDepth, depth);
        var mixture = new Operator(LinearAlgebra.Sparse.SparseMatrix<Complex>.Zero(d, d));
        BlochSystem equations = block.System(mixture, [observable], depth);
        var even = new List<double>();
        var odd = new List<double>();
        for (int at = 0; at < joint.Length; at += d * d)
        {
            Operator product = observable * Operator.FromDense(d, joint.AsSpan(at, d * d));
            even.AddRange(block.Coordinates(new Complex(0.5, 0) * (product + product.Adjoint())));
            odd.AddRange(block.Coordinates(new Complex(0, -0.5) * (product - product.Adjoint())));
        }

        int[] constants = equations.Constants.Count > 0 ? [equations.Constants[0]] : [];
        double sum = 0;
        double error = 0;
        foreach ((List<double> start, bool isEven) in new[] { (even, true), (odd, false) })
        {
            double largest = start.Max(Math.Abs);
            if (largest <= 1e-16 * even.Concat(odd).Max(Math.Abs))
            {
                continue;
            }

            if (LinearRelaxation.Line(equations with { Initial = [.. start], Constants = constants }, 0, kernels) is not { } line)
            {
                return ReferenceValue.None(RelaxationIntegral.NoLimit);
            }

            Complex response = line.Response(omega);
            sum += 2 * (isEven ? response.Real : response.Imaginary);
            error += 2 * (line.Error(omega) + (StateRounding * (Complex.Abs(response) + (largest * Sensitivity(equations, constants, omega)))));
        }

        return double.IsFinite(sum) ? sum == 0 ? new ReferenceValue(0, 0) : new ReferenceValue(sum, error / Math.Abs(sum)) : ReferenceValue.None("The observable fluctuates without damping at this frequency.");
    }

    /// <summary>
    /// How much the rounding of a start can do: the start is a difference of larger numbers than its response may be. Responses to starts of random signs
    /// are as large as the root of the sum of squares of those to single coordinates, at most √n below the sum of their moduli.
    /// </summary>
    private double Sensitivity(BlochSystem system, int[] constants, double omega)
    {
        const int Patterns = 3;
        int n = system.Dimension;
        double largest = 0;
        for (int pattern = 0; pattern < Patterns; pattern++)
        {
            double[] signs = [.. Enumerable.Range(1, n).Select(k => ((((ulong)k * 0x9E3779B97F4A7C15) >> (40 + pattern)) & 1) == 0 ? 1.0 : -1.0)];
            if (LinearRelaxation.Line(system with { Initial = signs, Constants = constants }, 0, kernels) is { } line)
            {
                largest = Math.Max(largest, Complex.Abs(line.Response(omega)));
            }
        }

        return 2 * Math.Sqrt(n) * largest;
    }
}

/// <summary>Line shapes of the course of an observable from its initial state.</summary>
internal static class LineShapes
{
    /// <summary>Re ∫ (s(t) - s(∞)) exp(-iωt) dt of the observable, or of s = o + i q where the system has two.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="omega">ω, rad/s.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    public static ReferenceValue At(BlochSystem system, double omega, IDenseKernels kernels)
    {
        system.RequireConstant("A line shape");
        double sum = 0;
        double error = 0;
        for (int o = 0; o < system.Observables.Count; o++)
        {
            if (LinearRelaxation.Line(system, o, kernels) is not { } line)
            {
                return ReferenceValue.None(RelaxationIntegral.NoLimit);
            }

            // Of s = o + i q: Re (L_o + i L_q).
            Complex response = line.Response(omega);
            sum += o == 0 ? response.Real : -response.Imaginary;
            error += line.Error(omega);
        }

        return !double.IsFinite(sum) ? ReferenceValue.None("An undamped line is infinitely high at this frequency.") : new ReferenceValue(sum, sum == 0 ? 0 : error / Math.Abs(sum));
    }

    /// <summary>How far from 0 the lines reach, rad/s: frequencies and some widths of the modes.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    public static double Reach(BlochSystem system, IDenseKernels kernels)
    {
        system.RequireConstant("A line shape");
        return Enumerable.Range(0, system.Observables.Count).SelectMany(o => RelaxationModes.Of(system, o, kernels)).Select(m => Math.Abs(m.Eigenvalue.Imaginary) + (8 * Math.Abs(m.Eigenvalue.Real))).DefaultIfEmpty(1).Max();
    }
}
