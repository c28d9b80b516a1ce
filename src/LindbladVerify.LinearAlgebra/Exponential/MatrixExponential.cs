using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>The exponential of a general square matrix, real or complex, by scaling and squaring.</summary>
/// <remarks>
/// Method: Taylor polynomials of degree up to 18 in at most 5 products, Bader, Blanes and Casas (2019), doi:10.3390/math7121174,
/// with the choice of degree and scaling of Al-Mohy and Higham (2009), doi:10.1137/09074721X. Against the diagonal Pade
/// approximants of the latter it needs no linear solve, so that all work is matrix products.
/// Accuracy: backward error of the polynomial below 2^-53 |A|; forward errors grow with the condition number of the
/// exponential, which is at least |A|, and with the squarings. Guarded by tests against 50-digit references.
/// Cost: 0 to 5 products and one per squaring, n^3 each; about 9 n^2 entries of memory.
/// Results have the same bits for any number of threads and whatever else runs.
/// </remarks>
public static class MatrixExponential
{
    /// <summary>exp(A) for real A.</summary>
    /// <param name="kernels">What multiplies the matrices.</param>
    /// <param name="n">Order of A, from 0.</param>
    /// <param name="a">[n, n] column-major; left as it is.</param>
    /// <param name="maximumThreads">Largest number of threads for orders from 512; 0 means one per processor. The result has the same bits for any number.</param>
    /// <exception cref="ArgumentException">The span is too short, or an entry is not finite.</exception>
    /// <exception cref="OverflowException">An entry of the exponential is too large for a double.</exception>
    public static MatrixExponentialResult<double> Compute(IDenseKernels kernels, int n, ReadOnlySpan<double> a, int maximumThreads = 0)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        KernelArguments.CheckSquare(nameof(a), n, a.Length);
        KernelArguments.CheckFinite(nameof(MatrixExponential), nameof(a), n, a[..(n * n)]);
        if (n <= 1)
        {
            return Finished<double>(n == 0 ? [] : [Math.Exp(a[0])], Trivial(n == 0 ? 0 : Math.Abs(a[0])));
        }

        return Run(new RealOperations(kernels, n, maximumThreads), a[..(n * n)].ToArray());
    }

    /// <summary>exp(A) for complex A.</summary>
    /// <inheritdoc cref="Compute(IDenseKernels, int, ReadOnlySpan{double}, int)"/>
    public static MatrixExponentialResult<Complex> Compute(IDenseKernels kernels, int n, ReadOnlySpan<Complex> a, int maximumThreads = 0)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        KernelArguments.CheckSquare(nameof(a), n, a.Length);
        KernelArguments.CheckFinite(nameof(MatrixExponential), nameof(a), n, a[..(n * n)]);
        if (n <= 1)
        {
            return Finished<Complex>(n == 0 ? [] : [Complex.Exp(a[0])], Trivial(n == 0 ? 0 : Complex.Abs(a[0])));
        }

        return Run(new ComplexOperations(kernels, n, maximumThreads), a[..(n * n)].ToArray());
    }

    private static MatrixExponentialResult<T> Run<T>(DenseOperations<T> operations, T[] a)
        where T : unmanaged, INumberBase<T>
    {
        double norm = operations.OneNorm(a);
        if (!double.IsFinite(norm))
        {
            throw new OverflowException("The 1-norm of the matrix is too large for a double.");
        }

        MatrixExponentialResult<T> result = new ScalingAndSquaring<T>(operations, a, norm).Compute();
        return Finished(result.Matrix, result.Statistics);
    }

    private static MatrixExponentialResult<T> Finished<T>(T[] matrix, MatrixExponentialStatistics statistics)
        where T : unmanaged, INumberBase<T>
    {
        foreach (T entry in matrix)
        {
            if (!T.IsFinite(entry))
            {
                throw new OverflowException($"The exponential of this matrix of 1-norm {statistics.OneNorm:g6} overflows.");
            }
        }

        return new MatrixExponentialResult<T>(matrix, statistics);
    }

    private static MatrixExponentialStatistics Trivial(double norm) => new(Degree: 0, Scalings: 0, Products: 0, NormEstimations: 0, norm);
}

/// <summary>The exponential of a matrix and how it was found.</summary>
/// <typeparam name="T">double or Complex.</typeparam>
/// <param name="Matrix">[n, n] column-major.</param>
/// <param name="Statistics">What the algorithm chose and did.</param>
public sealed record MatrixExponentialResult<T>(T[] Matrix, MatrixExponentialStatistics Statistics);

/// <summary>What the exponential's algorithm chose and did.</summary>
/// <param name="Degree">Degree of the Taylor polynomial: 1, 2, 4, 8, 12 or 18 (0 for order 0 and 1, where none is needed).</param>
/// <param name="Scalings">s, where the polynomial was taken at A / 2^s and squared s times.</param>
/// <param name="Products">Matrix products in all, squarings included.</param>
/// <param name="NormEstimations">Norms of powers that were estimated because they could have saved a squaring.</param>
/// <param name="OneNorm">1-norm of A (after balancing, where asked for).</param>
public sealed record MatrixExponentialStatistics(int Degree, int Scalings, int Products, int NormEstimations, double OneNorm);

/// <summary>The Taylor polynomials of the exponential that need few matrix products, and how far each may be used.</summary>
/// <remarks>
/// Schemes: Bader, Blanes and Casas (2019), doi:10.3390/math7121174: degrees 4, 8, 12, 18 with 2, 3, 4, 5 products.
/// The step bounds are for a relative backward error of 2^-53 and follow Al-Mohy and Higham (2009), doi:10.1137/09074721X, section 3.
/// reference-data/matrix-exponential/polynomial-coefficients.py expands the schemes, refines their coefficients to 60 digits
/// and computes the bounds; the tests expand the numbers below once more.
/// </remarks>
internal static class TaylorScheme
{
    /// <summary>Bound on the norm for degree 1.</summary>
    public const double Theta1 = 2.220446049250312752e-16;

    /// <summary>Bound on the norm for degree 2.</summary>
    public const double Theta2 = 2.580956802971767162e-8;

    /// <summary>Bound for degree 4.</summary>
    public const double Theta4 = 3.397168839976961920e-4;

    /// <summary>Bound for degree 8.</summary>
    public const double Theta8 = 4.991228871115322674e-2;

    /// <summary>Bound for degree 12.</summary>
    public const double Theta12 = 2.996158913811580460e-1;

    /// <summary>Bound for degree 18.</summary>
    public const double Theta18 = 1.090863719290036205;

    /// <summary>Degree 8: X = A2 (x1 A + x2 A2); P = (x3 A2 + X)(c0 + c1 A + c2 A2 + c4 X) + 1 + A + u2 A2.</summary>
    public const double X1 = 0.108364656785227808523076;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double X2 = 0.027091164196306952130769;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double X3 = 0.6666666666666666666666667;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C0 = 0.5467614579707240525063566;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C1 = 0.1611255733954175928279837;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C2 = 0.01409091715837820773080546;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C4 = 0.03379279701087050414060445;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double U2 = 0.1354923613528506316624289;

    /// <summary>Degree 12, rows Q1..Q4 over (1, A, A2, A3): Y = Q3 + Q4 Q4; P = Q1 + (Q2 + Y) Y.</summary>
    public static readonly double[][] Q =
    [
        [-0.01860232051462055322434373, -0.005007023225733177309797418, -0.5734201229605222639059524, -0.1333996939438920597007689],
        [4.6, 0.9928751035384868361404796, -0.132445561052799638845075, 0.0017299],
        [0.2116931182998094429493233, 0.1582243847157267253717689, 0.1656351694367274150111717, 0.01078627793157924250263206],
        [0.0, -0.1318106101383018401568193, -0.02027855540589259079335682, -0.006759518468630863597785608],
    ];

    /// <summary>Degree 18, rows B1..B5 over (1, A, A2, A3, A6): Y = B1 B5 + B4; P = B2 + (B3 + Y) Y.</summary>
    public static readonly double[][] B =
    [
        [0.0, -0.1003655810301446200146149, -0.008029246482411569601169195, -0.0008921384980457299556854661, 0.0],
        [0.0, 0.3978497494996450761451961, 1.367837784604117199225237, 0.4982896225253826775568588, -0.0006378981945947233092415501],
        [-10.96763960529620625935175, 1.680158138789061971827854, 0.05717798464788655127028717, -0.006982101224880520842904665, 0.00003349750170860705383133673],
        [-0.09043168323908105619714689, -0.06764045190713819075600799, 0.06759613017704596460827992, 0.02955525704293155274260692, -0.000013918025751606070112474],
        [0.0, 0.0, -0.09233646193671185927645708, -0.01693649390020817171913851, -0.00001400867981820361597943632],
    ];
}
