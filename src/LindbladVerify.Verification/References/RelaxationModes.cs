using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.General;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>The slowest decaying mode of an observable, with the condition number of its eigenvalue.</summary>
internal static class RelaxationModes
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>How far rounding splits two eigenvalues that coalesce, relative to the norm: √ε.</summary>
    private const double Coalescence = 1.5e-8;

    /// <summary>The eigenvalue of the slowest decaying mode with weight in the observable, 1/s, and a bound on its rounding error; null where nothing decays.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="oscillating">Only modes that oscillate count, undamped ones too.</param>
    /// <returns>Where a mode is slower than rounding of the fastest rate tells, a bound on its rate with an error as large.</returns>
    /// <remarks>Error of a simple eigenvalue: n ε ‖A‖ times its condition number ‖x‖‖y‖/|yᵀx| (Wilkinson). Near a coalescence the condition number grows without bound and says so.</remarks>
    public static (Complex Eigenvalue, double Error)? Slowest(BlochSystem system, IDenseKernels kernels, bool oscillating = false)
    {
        double scale = system.Generator.NormOne();
        if (scale == 0)
        {
            return null;
        }

        (Complex Value, double Error, double Weight)[] modes = All(system, kernels, scale);
        double total = modes.Sum(m => m.Weight);
        if (!oscillating && Unresolved(system, modes) is double limit)
        {
            return (-scale * limit, scale * limit);
        }

        (Complex Value, double Error, double Weight)[] counted =
            [.. modes.Where(m => m.Weight > SpectralGap.WeightFloor * total && (oscillating ? Oscillates(m.Value, m.Error) : -m.Value.Real > m.Error))];
        if (counted.Length == 0)
        {
            return null;
        }

        // Of modes that decay alike the strongest.
        double slowest = counted.Max(m => m.Value.Real - m.Error);
        (Complex value, double error, _) = counted.Where(m => m.Value.Real + m.Error >= slowest).MaxBy(m => m.Weight);
        return (scale * value, scale * error);
    }

    /// <summary>The modes with weight in the observable that are not constant, 1/s, with bounds on their rounding errors.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <remarks>Where modes coalesce, their weights and bounds say nothing (they may be infinite or not numbers): such modes are among those seen.</remarks>
    public static IEnumerable<(Complex Eigenvalue, double Error)> Seen(BlochSystem system, IDenseKernels kernels)
    {
        double scale = system.Generator.NormOne();
        (Complex Value, double Error, double Weight)[] modes = scale == 0 ? [] : All(system, kernels, scale);
        double total = modes.Sum(m => m.Weight);
        return modes.Where(m => !(m.Weight <= SpectralGap.WeightFloor * total) && !(Complex.Abs(m.Value) <= Math.Min(m.Error, Coalescence))).Select(m => (scale * m.Value, scale * m.Error));
    }

    /// <summary>All modes, eigenvalues in units of a scale.</summary>
    private static (Complex Value, double Error, double Weight)[] All(BlochSystem system, IDenseKernels kernels, double scale)
    {
        int n = system.Dimension;
        Eigensystem eigen = kernels.Eigen(n, Array.ConvertAll(system.Generator.ToDense(), v => v / scale), vectors: true);
        var inverse = new Complex[n * n];
        for (int k = 0; k < n; k++)
        {
            inverse[k + (k * n)] = Complex.One;
        }

        kernels.Solve(n, [.. eigen.RightVectors], n, inverse);
        return [.. Enumerable.Range(0, n).Select(k => Mode(system, eigen, inverse, k))];
    }

    /// <summary>The rate below which a mode that is not conserved cannot be told from one that is, where there is such a mode; null otherwise.</summary>
    private static double? Unresolved(BlochSystem system, (Complex Value, double Error, double Weight)[] modes)
    {
        (Complex Value, double Error, double Weight)[] still = [.. modes.Where(m => Complex.Abs(m.Value) <= m.Error)];
        int[] free = [.. Enumerable.Range(0, system.Dimension).Except(system.Constants)];
        return still.Length > system.Constants.Count && still.Length > system.Constants.Count + ConservedElimination.Coordinates(free.Length, system.Generator.Submatrix(free, free).ToDense()).Length
            ? still.Max(m => m.Error)
            : null;
    }

    private static bool Oscillates(Complex value, double error) => Math.Abs(value.Imaginary) > 5 * error && value.Real < error;

    /// <summary>An eigenvalue and its error, both relative to ‖A‖, and its weight in the observable.</summary>
    private static (Complex Value, double Error, double Weight) Mode(BlochSystem system, Eigensystem eigen, Complex[] inverse, int k)
    {
        int n = system.Dimension;
        Complex overlap = Complex.Zero;
        Complex amplitude = Complex.Zero;
        double right = 0;
        double left = 0;
        for (int i = 0; i < n; i++)
        {
            Complex x = eigen.RightVectors[i + (k * n)];
            Complex y = inverse[k + (i * n)];
            overlap += system.Observables[0][i] * x;
            amplitude += y * system.Initial[i];
            right += (x.Real * x.Real) + (x.Imaginary * x.Imaginary);
            left += (y.Real * y.Real) + (y.Imaginary * y.Imaginary);
        }

        return (eigen.Values[k], 4 * n * Epsilon * Math.Sqrt(right * left), Complex.Abs(overlap * amplitude));
    }
}
