using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.General;

/// <summary>The relaxation modes of an observable and the rate of the slowest one that carries weight.</summary>
public static class SpectralGap
{
    /// <summary>Modes with a weight below this are absent from the observable.</summary>
    public const double WeightFloor = 1e-9;

    /// <summary>Rounding of the value itself and of its division by the factor.</summary>
    private const double Rounding = 2.220446049250313e-16;

    /// <summary>All decaying modes with weight in the observable, slowest first.</summary>
    /// <param name="system">The Bloch equations.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <exception cref="SingularMatrixException">The generator has no complete set of eigenvectors.</exception>
    public static IReadOnlyList<RelaxationMode> Modes(BlochSystem system, int observable, IDenseKernels kernels)
    {
        system.RequireConstant("A relaxation mode");
        int n = system.Dimension;
        double scale = system.Generator.NormOne();
        double[] scaled = Array.ConvertAll(system.Generator.ToDense(), v => scale == 0 ? 0 : v / scale);
        Eigensystem eigen = kernels.Eigen(n, scaled, vectors: true);
        Complex[] amplitudes = Array.ConvertAll(system.Initial, v => new Complex(v, 0));
        kernels.Solve(n, [.. eigen.RightVectors], 1, amplitudes);

        double[] row = system.Observables[observable];
        var modes = new List<RelaxationMode>();
        for (int k = 0; k < n; k++)
        {
            Complex overlap = Complex.Zero;
            for (int i = 0; i < n; i++)
            {
                overlap += row[i] * eigen.RightVectors[i + (k * n)];
            }

            if (Complex.Abs(eigen.Values[k]) > n * 2.3e-16)
            {
                modes.Add(new RelaxationMode(scale * eigen.Values[k], overlap * amplitudes[k]));
            }
        }

        Complex total = modes.Aggregate(Complex.Zero, (sum, m) => sum + m.Weight);
        return [.. modes.Select(m => m with { Weight = m.Weight / total }).Where(m => Complex.Abs(m.Weight) > WeightFloor).OrderByDescending(m => m.Eigenvalue.Real)];
    }

    /// <summary>The rate of the slowest weighted mode; none if that mode oscillates.</summary>
    /// <param name="system">The Bloch equations.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels.</param>
    /// <param name="factor">The observable relaxes at factor·W.</param>
    /// <remarks>
    /// The error bound is for the generator's entries as they are. Equal rates and critical damping are no exception: parts of the system that
    /// only feed others have their own eigenvalues (<see cref="CoupledParts"/>), and eigenvalues that lie close together are refined together
    /// (<see cref="InvariantSubspace"/>).
    /// </remarks>
    public static RateEstimate Rate(BlochSystem system, int observable, IDenseKernels kernels, double factor = 2)
    {
        system.RequireConstant("A relaxation mode");
        if (SlowestMode.Find(system, observable, kernels) is not { } slowest)
        {
            return RateEstimate.None(RateDefinition.SpectralGap, "The observable does not relax.");
        }

        (Complex value, double error) = slowest;
        return Math.Abs(value.Imaginary) > error
            ? RateEstimate.None(RateDefinition.SpectralGap, FormattableString.Invariant($"The slowest mode oscillates at {Math.Abs(value.Imaginary):G4} rad/s while it decays at {-value.Real:G4} 1/s."))
            : new RateEstimate(-value.Real / factor, (error / Math.Abs(value.Real)) + Rounding, RateDefinition.SpectralGap);
    }
}
