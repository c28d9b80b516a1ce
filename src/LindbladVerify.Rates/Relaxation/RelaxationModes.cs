using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>The relaxation modes of an observable, with bounds on the errors of their eigenvalues, and the rate of the slowest one.</summary>
/// <remarks>
/// Three methods, because each is blind where another sees. One eigendecomposition has all modes, to rounding of the fastest rate times the
/// condition number of an eigenvalue, which is also what rounding of the generator's entries does. Where the entries are exact, the slowest mode
/// is refined to some 30 digits together with those that it nearly coincides with (<see cref="SlowestMode"/>). Inverse iteration (<see cref="NextToZero"/>) keeps the relative accuracy of a mode twenty decades below the fastest rate, which the entries of
/// the generator have and its norm hides, but sees only the modes next to zero.
/// </remarks>
public static class RelaxationModes
{
    /// <summary>Modes with a smaller share of the observable than this are absent from it.</summary>
    public const double WeightFloor = 1e-9;

    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>How far rounding splits two eigenvalues that coalesce, relative to the norm: √ε.</summary>
    private const double Coalescence = 1.5e-8;

    /// <summary>All modes with weight in an observable that are not constant, slowest first.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <remarks>Where modes coalesce, their weights and errors say nothing (they may be infinite or not numbers): such modes are among those listed.</remarks>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    /// <exception cref="SingularMatrixException">The generator has no complete set of eigenvectors.</exception>
    public static IReadOnlyList<RelaxationMode> Of(BlochSystem system, int observable, IDenseKernels kernels)
    {
        double scale = Scale(system);
        RelaxationMode[] modes = scale == 0 ? [] : All(system, observable, kernels, scale);
        double total = modes.Sum(m => Complex.Abs(m.Weight));
        RelaxationMode[] changing = [.. modes.Where(m => !(Complex.Abs(m.Eigenvalue) <= Math.Min(m.Error, Coalescence)))];
        Complex departure = changing.Aggregate(Complex.Zero, (sum, m) => sum + m.Weight);
        return
        [
            .. changing.Where(m => !(Complex.Abs(m.Weight) <= WeightFloor * total))
                .Select(m => new RelaxationMode(scale * m.Eigenvalue, scale * m.Error, m.Weight / departure))
                .OrderByDescending(m => m.Eigenvalue.Real),
        ];
    }

    /// <summary>The rate of the slowest mode with weight in an observable; none if that mode oscillates.</summary>
    /// <param name="system">The equations. Quantities that they conserve are allowed.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="factor">The observable relaxes at factor·W.</param>
    /// <param name="entriesAreExact">The entries of the generator are what is meant to the last bit; else the error covers their rounding too.</param>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    public static RateEstimate SpectralGap(BlochSystem system, int observable, IDenseKernels kernels, double factor = 2, bool entriesAreExact = false)
    {
        if (Slowest(system, observable, kernels, entriesAreExact: entriesAreExact) is not { } slowest)
        {
            return RateEstimate.None(RateDefinition.SpectralGap, "The observable does not relax.");
        }

        return Gap(slowest.Eigenvalue, slowest.Error, factor);
    }

    /// <summary>The rate of a mode; none if it oscillates.</summary>
    /// <param name="value">Its eigenvalue, 1/s.</param>
    /// <param name="error">Bound on the error of that.</param>
    /// <param name="factor">The observable relaxes at factor·W.</param>
    internal static RateEstimate Gap(Complex value, double error, double factor) =>
        Math.Abs(value.Imaginary) > Math.Max(5 * error, 1e-9 * Math.Abs(value.Real))
            ? RateEstimate.None(RateDefinition.SpectralGap, FormattableString.Invariant($"The slowest mode oscillates at {Math.Abs(value.Imaginary):G4} rad/s while it decays at {-value.Real:G4} 1/s."))
            : new RateEstimate(-value.Real / factor, (error / Math.Abs(value.Real)) + Epsilon, RateDefinition.SpectralGap);

    /// <summary>The eigenvalue of the slowest decaying mode with weight in an observable, 1/s, and a bound on its error; null where nothing decays.</summary>
    /// <param name="system">The equations. Quantities that they conserve are allowed.</param>
    /// <param name="observable">Index of the observable.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="oscillating">Only modes that oscillate count, undamped ones too.</param>
    /// <param name="entriesAreExact">The entries of the generator are what is meant to the last bit; else the error covers their rounding too.</param>
    /// <returns>Where a mode is slower than can be told from one that is conserved, a bound on its rate with an error as large.</returns>
    /// <remarks>
    /// Of modes whose decay rates cannot be told apart the strongest, with an error that covers all of them. The error of a simple eigenvalue is n ε ‖A‖ times its condition number ‖x‖‖y‖/|yᵀx| (Wilkinson):
    /// near a coalescence it grows without bound, as what rounding of the entries does. A mode that oscillates is not refined.
    /// </remarks>
    /// <exception cref="SingularMatrixException">The generator has no complete set of eigenvectors, and its entries are not exact or modes that oscillate are asked for.</exception>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    public static (Complex Eigenvalue, double Error)? Slowest(BlochSystem system, int observable, IDenseKernels kernels, bool oscillating = false, bool entriesAreExact = false)
    {
        double scale = Scale(system);
        if (scale == 0)
        {
            return null;
        }

        return entriesAreExact && !oscillating
            ? SlowestMode.Find(system, observable, kernels)
            : Direct(system, observable, kernels, scale, oscillating);
    }

    /// <summary>The real mode nearest to zero, or the complex pair or two real modes nearest to it: an eigenvalue, 1/s, and the relative change in the last step.</summary>
    /// <param name="system">The equations, without conserved quantities; iterated from their initial state.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    /// <param name="partner">A second starting vector [n] that contains the other phase of an oscillating mode; null for a real mode.</param>
    /// <returns>Of two modes the one of smaller decay rate; NaN where the iteration does not settle.</returns>
    /// <exception cref="ArgumentException">The equations are driven.</exception>
    public static (Complex Eigenvalue, double Change) NextToZero(BlochSystem system, IDenseKernels kernels, double[]? partner = null) =>
        InverseIteration.Run(system, Scale(system), partner, kernels);

    private static double Scale(BlochSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.RequireConstant("A relaxation mode");
        return system.Generator.NormOne();
    }

    /// <summary>The slowest mode by one decomposition.</summary>
    private static (Complex Value, double Error)? Direct(BlochSystem system, int observable, IDenseKernels kernels, double scale, bool oscillating)
    {
        RelaxationMode[] modes = All(system, observable, kernels, scale);
        return !oscillating && Unresolved(system, modes) is double limit ? (-scale * limit, scale * limit)
            : SlowestOf(modes, oscillating) is var (value, error) ? (scale * value, scale * error)
            : null;
    }

    /// <summary>The slowest of the modes with weight that decay, or that oscillate, of a pair the one that turns forwards, and a bound on its error, in their unit; null where there is none.</summary>
    internal static (Complex Value, double Error)? SlowestOf(RelaxationMode[] modes, bool oscillating)
    {
        double total = modes.Sum(m => Complex.Abs(m.Weight));
        RelaxationMode[] counted =
            [.. modes.Where(m => Complex.Abs(m.Weight) > WeightFloor * total && (oscillating ? Oscillates(m.Eigenvalue, m.Error) : -m.Eigenvalue.Real > m.Error))];
        if (counted.Length == 0)
        {
            return null;
        }

        double slowest = counted.Max(m => m.Eigenvalue.Real - m.Error);
        RelaxationMode[] alike = [.. counted.Where(m => m.Eigenvalue.Real + m.Error >= slowest)];
        RelaxationMode strongest = alike.MaxBy(m => Complex.Abs(m.Weight));
        double error = oscillating ? strongest.Error : alike.Max(m => m.Error + Math.Abs(m.Eigenvalue.Real - strongest.Eigenvalue.Real));
        return (new Complex(strongest.Eigenvalue.Real, Math.Abs(strongest.Eigenvalue.Imaginary)), error);
    }

    /// <summary>All modes, eigenvalues and their errors in units of a scale, weights in those of the observable.</summary>
    internal static RelaxationMode[] All(BlochSystem system, int observable, IDenseKernels kernels, double scale)
    {
        int n = system.Dimension;
        Eigensystem eigen = kernels.Eigen(n, Array.ConvertAll(system.Generator.ToDense(), v => v / scale), vectors: true);
        var inverse = new Complex[n * n];
        for (int k = 0; k < n; k++)
        {
            inverse[k + (k * n)] = Complex.One;
        }

        kernels.Solve(n, [.. eigen.RightVectors], n, inverse);
        return [.. Enumerable.Range(0, n).Select(k => Mode(system, observable, eigen, inverse, k))];
    }

    /// <summary>The rate below which a mode that is not conserved cannot be told from one that is, where there is such a mode; null otherwise.</summary>
    private static double? Unresolved(BlochSystem system, RelaxationMode[] modes)
    {
        RelaxationMode[] still = [.. modes.Where(m => Complex.Abs(m.Eigenvalue) <= m.Error)];
        int[] free = [.. Enumerable.Range(0, system.Dimension).Except(system.Constants)];
        return still.Length > system.Constants.Count && still.Length > system.Constants.Count + ConservedElimination.Coordinates(free.Length, system.Generator.Submatrix(free, free).ToDense()).Length
            ? still.Max(m => m.Error)
            : null;
    }

    private static bool Oscillates(Complex value, double error) => Math.Abs(value.Imaginary) > 5 * error && value.Real < error;

    private static RelaxationMode Mode(BlochSystem system, int observable, Eigensystem eigen, Complex[] inverse, int k)
    {
        int n = system.Dimension;
        double[] row = system.Observables[observable];
        Complex overlap = Complex.Zero;
        Complex amplitude = Complex.Zero;
        double right = 0;
        double left = 0;
        for (int i = 0; i < n; i++)
        {
            Complex x = eigen.RightVectors[i + (k * n)];
            Complex y = inverse[k + (i * n)];
            overlap += row[i] * x;
            amplitude += y * system.Initial[i];
            right += (x.Real * x.Real) + (x.Imaginary * x.Imaginary);
            left += (y.Real * y.Real) + (y.Imaginary * y.Imaginary);
        }

        return new RelaxationMode(eigen.Values[k], 4 * n * Epsilon * Math.Sqrt(right * left), overlap * amplitude);
    }
}

/// <summary>One mode of a relaxing observable: o(t) = o(∞) + Σ Weight exp(Eigenvalue t), weights relative to o(0) - o(∞).</summary>
/// <param name="Eigenvalue">1/s and rad/s.</param>
/// <param name="Error">Bound on the rounding error of the eigenvalue, 1/s; infinite or not a number where modes coalesce.</param>
/// <param name="Weight">Its amplitude in the observable, relative to o(0) - o(∞).</param>
public readonly record struct RelaxationMode(Complex Eigenvalue, double Error, Complex Weight);

/// <summary>
/// How much of an observable the modes inside a circle carry, by the contour integral of its Laplace transform: it needs no eigenvectors,
/// which equal rates do not have.
/// </summary>
internal static class ModeWeight
{
    private const int FewestNodes = 16;
    private const int MostNodes = 256;

    /// <summary>The largest moment max_j |∮ (s - center)^j f(s) ds/2πi|/radius^j, f(s) = rᵀ(s - A)⁻¹v, j below the number of modes inside.</summary>
    /// <param name="matrix">A [n, n], column-major.</param>
    /// <param name="initial">v [n].</param>
    /// <param name="observable">r [n].</param>
    /// <param name="center">Center of the circle.</param>
    /// <param name="inside">How far from it the modes inside reach.</param>
    /// <param name="outside">How far the nearest other one is; infinite if there is none.</param>
    /// <param name="count">Modes inside.</param>
    /// <param name="kernels">Dense kernels.</param>
    public static double Of(double[] matrix, double[] initial, double[] observable, Complex center, double inside, double outside, int count, IDenseKernels kernels)
    {
        int n = initial.Length;
        double far = double.IsInfinity(outside) ? Math.Max(64 * inside, kernels.Norm(MatrixNorm.One, n, n, matrix, n)) : outside;
        double near = Math.Max(inside, far / 64);
        double radius = Math.Sqrt(near * far);
        int nodes = (int)Math.Clamp(2 * Math.Ceiling(20 / Math.Log(Math.Max(far / radius, 1.01))), FewestNodes, MostNodes);
        var moments = new Complex[count];
        for (int k = 0; k < nodes; k++)
        {
            Complex offset = Complex.FromPolarCoordinates(radius, 2 * Math.PI * (k + 0.5) / nodes);
            Complex value = Resolvent(matrix, initial, observable, center + offset, kernels) * offset / nodes;
            for (int j = 0; j < count; j++)
            {
                moments[j] += value;
                value *= offset / radius;
            }
        }

        return moments.Max(Complex.Abs);
    }

    private static Complex Resolvent(double[] matrix, double[] initial, double[] observable, Complex s, IDenseKernels kernels)
    {
        int n = initial.Length;
        Complex[] shifted = Array.ConvertAll(matrix, v => new Complex(-v, 0));
        for (int i = 0; i < n; i++)
        {
            shifted[i + (i * n)] += s;
        }

        Complex[] solution = Array.ConvertAll(initial, v => new Complex(v, 0));
        kernels.Solve(n, shifted, 1, solution);
        return solution.Zip(observable, (x, r) => r * x).Aggregate(Complex.Zero, (a, b) => a + b);
    }
}
