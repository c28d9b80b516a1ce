using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using MathNet.Numerics.LinearAlgebra;
using DenseComplexMatrix = MathNet.Numerics.LinearAlgebra.Complex.DenseMatrix;

namespace LindbladVerify.Systems.Operators;

/// <summary>Density operators of sites and spaces: Hermitian, positive, unit trace.</summary>
public static class DensityMatrices
{
    /// <summary>|j, +j&gt;&lt;j, +j| of a spin.</summary>
    public static Operator Up(double spin) => Level(Site.OfSpin("spin", spin).Dimension, 0);

    /// <summary>|j, -j&gt;&lt;j, -j| of a spin.</summary>
    public static Operator Down(double spin)
    {
        int n = Site.OfSpin("spin", spin).Dimension;
        return Level(n, n - 1);
    }

    /// <summary>The state |k&gt;&lt;k| of an n-level site.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no level k.</exception>
    public static Operator Level(int levels, int level) => LevelOperators.Projector(levels, level);

    /// <summary>The fully mixed state 1/d.</summary>
    public static Operator Mixed(int dimension) => (1.0 / dimension) * new Operator(SparseMatrix<Complex>.Identity(dimension));

    /// <summary>
    /// A spin polarised along z: diagonal with Boltzmann weights exp(x m) such that &lt;Iz&gt; = polarization·j. For a spin 1/2
    /// that is (1 + 2·polarization·Iz)/2; for larger spins it is the state of largest entropy with that &lt;Iz&gt; (a spin temperature).
    /// </summary>
    /// <param name="spin">j.</param>
    /// <param name="polarization">In [-1, 1]; ±1 are <see cref="Up"/> and <see cref="Down"/>, 0 is the mixed state.</param>
    /// <exception cref="ArgumentOutOfRangeException">The polarisation lies outside [-1, 1], or j is not a positive multiple of 1/2.</exception>
    public static Operator Polarized(double spin, double polarization)
    {
        if (!(polarization is >= -1 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(polarization), polarization, $"A polarisation must lie in [-1, 1], not {polarization.ToString("R", CultureInfo.InvariantCulture)}.");
        }

        int n = Site.OfSpin("spin", spin).Dimension;
        if (n == 2)
        {
            return Diagonal([(1 + polarization) / 2, (1 - polarization) / 2]);
        }

        double[] populations = Boltzmann(n, Math.Abs(polarization));
        return Diagonal(polarization < 0 ? [.. populations.Reverse()] : populations);
    }

    /// <summary>|ψ&gt;&lt;ψ| of a state vector, normalised.</summary>
    /// <exception cref="ArgumentException">The vector is zero or not finite.</exception>
    public static Operator Pure(IReadOnlyList<Complex> amplitudes)
    {
        double norm = amplitudes.Sum(a => (a.Real * a.Real) + (a.Imaginary * a.Imaginary));
        if (!(norm > 0) || double.IsInfinity(norm))
        {
            throw new ArgumentException("A state vector must be finite and not zero.", nameof(amplitudes));
        }

        int d = amplitudes.Count;
        return Operator.FromDense(d, [.. Enumerable.Range(0, d * d).Select(k => amplitudes[k % d] * Complex.Conjugate(amplitudes[k / d]) / norm)]);
    }

    /// <summary>The product of one local state per site, in the order of the sites.</summary>
    public static Operator Product(HilbertSpace space, params IReadOnlyList<Operator> locals) => space.Product(locals);

    /// <summary>The thermal state exp(-βH)/Tr exp(-βH).</summary>
    /// <param name="hamiltonian">H, Hermitian, rad/s.</param>
    /// <param name="inverseTemperature">β = ħ/(k_B T), in s (per rad); negative for an inverted population, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is not finite.</exception>
    public static Operator Thermal(Operator hamiltonian, double inverseTemperature)
    {
        if (!double.IsFinite(inverseTemperature))
        {
            throw new ArgumentOutOfRangeException(nameof(inverseTemperature), inverseTemperature, "The inverse temperature must be finite.");
        }

        HermitianSpectrum spectrum = HermitianSpectrum.Of(hamiltonian);
        double lowest = inverseTemperature >= 0 ? spectrum.Smallest : spectrum.Largest;
        double sum = spectrum.Values.Sum(e => Math.Exp(-inverseTemperature * (e - lowest)));
        return spectrum.Map(e => Math.Exp(-inverseTemperature * (e - lowest)) / sum);
    }

    /// <summary>Returns the operator if it is a density operator.</summary>
    /// <param name="density">[d, d].</param>
    /// <param name="name">What to call it in the message.</param>
    /// <param name="tolerance">Allowed Hermiticity and trace defect and negative eigenvalue.</param>
    /// <exception cref="ArgumentException">It is not Hermitian, has another trace than 1, or a negative eigenvalue; the message states the defect.</exception>
    public static Operator Require(Operator density, string name = "The state", double tolerance = 1e-9)
    {
        double hermiticity = (density - density.Adjoint()).Matrix.LargestModulus();
        if (!(hermiticity <= tolerance))
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is not Hermitian: it differs from its adjoint by {hermiticity:G3}."));
        }

        double trace = density.Trace().Real;
        if (!(Math.Abs(trace - 1) <= tolerance))
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} must have trace 1, not {trace:R}."));
        }

        double smallest = HermitianSpectrum.OfHermitianPart(density).Smallest;
        return smallest >= -tolerance
            ? density
            : throw new ArgumentException(FormattableString.Invariant($"{name} must have no negative eigenvalue, but has {smallest:R}."));
    }

    private static Operator Diagonal(double[] populations) => new(SparseMatrix<Complex>.Diagonal([.. populations.Select(p => new Complex(p, 0))]));

    /// <summary>Populations q^k/Σq^k, k = 0 … n-1, whose mean k is (n-1)(1-p)/2: bisection in q on [0, 1], down to the last bit.</summary>
    private static double[] Boltzmann(int n, double p)
    {
        double target = (n - 1) * (1 - p) / 2;
        double low = 0;
        double high = 1;
        for (double q = 0.5; q > low && q < high; q = low + ((high - low) / 2))
        {
            if (MeanLevel(n, q) < target)
            {
                low = q;
            }
            else
            {
                high = q;
            }
        }

        double best = p == 0 ? 1 : p == 1 ? 0 : high;
        double[] weights = [.. Enumerable.Range(0, n).Select(k => Math.Pow(best, k))];
        double sum = weights.Sum();
        return Array.ConvertAll(weights, w => w / sum);
    }

    private static double MeanLevel(int n, double q)
    {
        double weight = 1, sum = 0, mean = 0;
        for (int k = 0; k < n; k++)
        {
            sum += weight;
            mean += k * weight;
            weight *= q;
        }

        return mean / sum;
    }
}

/// <summary>Eigenvalues and orthonormal eigenvectors of a Hermitian operator: A = V diag(Values) V†.</summary>
/// <remarks>
/// Accuracy: every eigenvalue is right to a small multiple of ε·max|Values| in absolute terms; eigenvalues far smaller than
/// that carry no relative accuracy. Cost: O(d³), dense.
/// </remarks>
public sealed class HermitianSpectrum
{
    private readonly double[] values;

    private HermitianSpectrum(double[] values, Operator vectors)
    {
        this.values = values;
        Vectors = vectors;
    }

    /// <summary>[d] eigenvalues, ascending.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The smallest eigenvalue.</summary>
    public double Smallest => values[0];

    /// <summary>The largest eigenvalue.</summary>
    public double Largest => values[^1];

    /// <summary>[d, d] unitary; column k is the eigenvector of Values[k].</summary>
    public Operator Vectors { get; }

    /// <summary>The spectrum of a Hermitian operator.</summary>
    /// <exception cref="ArgumentException">The operator is not Hermitian to 1e-10 of its largest entry.</exception>
    public static HermitianSpectrum Of(Operator a) =>
        a.IsHermitian(1e-10) ? OfHermitianPart(a) : throw new ArgumentException("The operator is not Hermitian, so it has no real spectrum.", nameof(a));

    /// <summary>f(A) = V diag(f(Values)) V†.</summary>
    public Operator Map(Func<double, Complex> function)
    {
        Operator diagonal = new(LindbladVerify.LinearAlgebra.Sparse.SparseMatrix<Complex>.Diagonal([.. values.Select(function)]));
        return Vectors * diagonal * Vectors.Adjoint();
    }

    /// <summary>The spectrum of (A + A†)/2.</summary>
    internal static HermitianSpectrum OfHermitianPart(Operator a)
    {
        int d = a.Dimension;
        // Scaled to order 1 by a power of two (exact): the iteration squares entries, which over- or underflows beyond 1e±154.
        double largest = a.Matrix.LargestModulus();
        double scale = largest > 0 ? Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1000, 1000)) : 1;
        Operator halved = (0.5 / scale) * a;
        Operator hermitian = halved + halved.Adjoint();
        var evd = new DenseComplexMatrix(d, d, hermitian.ToDense()).Evd(Symmetricity.Hermitian);
        double[] values = [.. evd.EigenValues.Select(v => scale * v.Real)];
        int[] order = [.. Enumerable.Range(0, d)];
        Array.Sort(values, order);
        var vectors = new Complex[d * d];
        for (int k = 0; k < d; k++)
        {
            evd.EigenVectors.Column(order[k]).AsArray().CopyTo(vectors, k * d);
        }

        return new HermitianSpectrum(values, Operator.FromDense(d, vectors));
    }
}
