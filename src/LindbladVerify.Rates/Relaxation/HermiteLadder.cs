using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Reduction;
using MathNet.Numerics.LinearAlgebra.Double;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The Hermite ladder of any block of product operators under one Ornstein–Uhlenbeck noise, eliminated from the top:
/// M_n = nΓ - A - mean·B + σ²(n+1) Bᵀ M_(n+1)⁻¹ B, and ∫v(t)dt = M_0⁻¹ v(0) on the ground level.
/// </summary>
/// <remarks>
/// With v_n = σ√n M_n⁻¹B v_(n-1) and its adjoint w_n, what level N+1 and all above do to the area wᵀv is exactly w_NᵀF v_N, F the feedback
/// σ²(N+1)BᵀM⁻¹B, of which ‖F‖ ≤ σ²(N+1)‖B‖²/((N+1)Γ + α): the noise only turns operators into each other (B is antisymmetric) and the
/// rest damps them by at least α. Roundings of level n count with |w_n| and |v_n|.
/// Cost O(depth · n³), never that of one dense system of all levels, which <see cref="ObservedModel"/> solves where there are more noises or where
/// the observable is tied to the trace.
/// </remarks>
internal sealed class HermiteLadder
{
    private const int FirstDepth = 8;
    private const double Unit = 1.1102230246251565e-16;
    private const int MostElements = 1 << 24;
    private const double Margin = 2;
    private readonly int n;
    private readonly double[] drift;
    private readonly double[] coupling;
    private readonly double rate;
    private readonly double variance;
    private readonly IDenseKernels kernels;
    private readonly double couplingNorm;
    private readonly double damping;
    private readonly bool turns;
    private readonly DenseMatrix directions;
    private readonly double[] strengths;

    public HermiteLadder(InvariantBlock block, OrnsteinUhlenbeckNoise noise, IDenseKernels kernels)
    {
        n = block.Dimension;
        drift = (block.Deterministic + (noise.Mean * block.NoiseParts[0])).ToDense();
        coupling = block.NoiseParts[0].ToDense();
        rate = noise.Rate;
        variance = noise.Variance;
        this.kernels = kernels;
        couplingNorm = Math.Sqrt(kernels.Norm(MatrixNorm.One, n, n, coupling, n) * kernels.Norm(MatrixNorm.Infinity, n, n, coupling, n));
        double[] symmetric = new double[n * n];
        double turning = 0;
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                symmetric[i + (j * n)] = -(drift[i + (j * n)] + drift[j + (i * n)]) / 2;
                turning = Math.Max(turning, Math.Abs(coupling[i + (j * n)] + coupling[j + (i * n)]));
            }
        }

        turns = turning <= 16 * Unit * couplingNorm;
        MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> damped = new DenseMatrix(n, n, symmetric).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        damping = damped.EigenValues.Min(v => v.Real) - (8 * n * Unit * damped.EigenValues.Max(v => System.Numerics.Complex.Abs(v)));
        MathNet.Numerics.LinearAlgebra.Factorization.Svd<double> svd = new DenseMatrix(n, n, [.. coupling]).Svd();
        directions = DenseMatrix.OfMatrix(svd.VT);
        strengths = [.. svd.S];
    }

    /// <summary>The depth that memory allows: 128 MB.</summary>
    private int Deepest => MostElements / (n * n);

    /// <summary>The residence-time rate, with the ladder deepened until what lies beyond cannot change it by more than a tolerance.</summary>
    /// <param name="start">v(0) [n].</param>
    /// <param name="row">The observable [n].</param>
    /// <param name="factor">The observable relaxes at factor·W.</param>
    /// <param name="tolerance">Relative bound on what the levels beyond may change at which it stops.</param>
    /// <param name="deepest">Depth beyond which it gives up and says so in the estimate; sooner where memory ends.</param>
    public RateEstimate Rate(double[] start, double[] row, double factor, double tolerance, int deepest)
    {
        double overlap = row.Zip(start, (r, v) => r * v).Sum();
        double size = row.Zip(start, (r, v) => Math.Abs(r * v)).Sum();
        for (int depth = FirstDepth; ; depth *= 2)
        {
            (double area, double truncation, double rounding) = Area(start, row, depth);
            bool last = 2 * depth > deepest || 2 * depth > Deepest;
            if (truncation <= Math.Max(tolerance, rounding / 16) || last)
            {
                string? remark = !last || truncation <= tolerance ? null : FormattableString.Invariant($"Levels of the Hermite ladder beyond {depth} may change the rate by {truncation:E1} of itself.");
                double ofOverlap = (row.Length + 2) * 1.2e-16 * size / Math.Abs(overlap);
                return new RateEstimate(overlap / area / factor, truncation + rounding + ofOverlap, RateDefinition.ResidenceTime, depth, remark);
            }
        }
    }

    /// <summary>rowᵀ∫v(t)dt for a ladder of a depth, and bounds on what is cut off and on rounding, both relative.</summary>
    private (double Value, double Truncation, double Rounding) Area(double[] start, double[] row, int depth)
    {
        double[][] inverses = Inverses(depth);
        double[] v = Times(inverses[0], start, transposed: false);
        double[] w = Times(inverses[0], row, transposed: true);
        double area = row.Zip(v, (r, x) => r * x).Sum();
        double rounding = n * Unit * row.Zip(v, (r, x) => Math.Abs(r * x)).Sum();
        for (int level = 0; level <= depth; level++)
        {
            if (level > 0)
            {
                double step = Math.Sqrt(variance * level);
                v = Times(inverses[level], Times(coupling, v, transposed: false, step), transposed: false);
                w = Times(inverses[level], Times(coupling, w, transposed: true, step), transposed: true);
            }

            rounding += Rounding(level, inverses, v, w, depth);
        }

        double truncation = Margin * Norm(v) * Norm(w) * (FeedbackBound(depth, inverses[depth]) + Closing(depth).Norm);
        return (area, double.IsFinite(truncation) ? truncation / Math.Abs(area) : double.PositiveInfinity, rounding / Math.Abs(area));
    }

    private double[][] Inverses(int depth)
    {
        double[][] inverses = new double[depth + 1][];
        for (int level = depth; level >= 0; level--)
        {
            double[] current = Bare(level);
            if (level < depth)
            {
                double[] half = new double[n * n];
                kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, inverses[level + 1], n, coupling, n, 0, half, n);
                kernels.Multiply(Transposition.None, Transposition.None, n, n, n, -variance * (level + 1), coupling, n, half, n, 1, current, n);
            }
            else
            {
                current = [.. current.Zip(Closing(depth).Matrix, (c, f) => c + f)];
            }

            double[] inverse = new double[n * n];
            for (int i = 0; i < n; i++)
            {
                inverse[i + (i * n)] = 1;
            }

            kernels.Solve(n, current, n, inverse);
            inverses[level] = inverse;
        }

        return inverses;
    }

    private double[] Bare(int level)
    {
        double[] bare = Array.ConvertAll(drift, d => -d);
        for (int i = 0; i < n; i++)
        {
            bare[i + (i * n)] += level * rate;
        }

        return bare;
    }

    /// <summary>A guess at the feedback of what is cut off: the fixed point of m = c + σ²(N+1)b²/m for each strength b of the coupling.</summary>
    private (double[] Matrix, double Norm) Closing(int depth)
    {
        double damped = Math.Max(0, (depth * rate) + damping);
        double[] feedback = Array.ConvertAll(strengths, b => (Math.Sqrt((damped * damped) + (4 * variance * (depth + 1) * b * b)) - damped) / 2);
        double[] matrix = (directions.Transpose() * DenseMatrix.OfDiagonalArray(feedback) * directions).ToColumnMajorArray();
        return (matrix, feedback.Max());
    }

    private double FeedbackBound(int depth, double[] inverse)
    {
        double damped = ((depth + 1) * rate) + damping;
        double ofInverse = turns
            ? damped > 0 ? 1 / damped : double.PositiveInfinity
            : Margin * kernels.Norm(MatrixNorm.Frobenius, n, n, inverse, n);
        return variance * (depth + 1) * couplingNorm * couplingNorm * ofInverse;
    }

    /// <summary>
    /// |w|ᵀ(4u|nΓ - A| + (2n+6)u σ²(n+1)|B||M⁻¹||B| + 12n u|M|)|v|: entries, products, and the solves with M by LU factors, |M| from above.
    /// </summary>
    private double Rounding(int level, double[][] inverses, double[] v, double[] w, int depth)
    {
        double[] absolute = Array.ConvertAll(v, Math.Abs);
        double[] sum = Absolute(Bare(level), absolute, (12 * n) + 4);
        if (level < depth)
        {
            double[] feedback = Absolute(coupling, Absolute(inverses[level + 1], Absolute(coupling, absolute, 1), 1), variance * (level + 1) * ((14 * n) + 6));
            for (int i = 0; i < n; i++)
            {
                sum[i] += feedback[i];
            }
        }

        double total = 0;
        for (int i = 0; i < n; i++)
        {
            total += Math.Abs(w[i]) * sum[i];
        }

        return Unit * total;
    }

    private double[] Absolute(double[] matrix, double[] vector, double factor)
    {
        double[] product = new double[n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                product[i] += factor * Math.Abs(matrix[i + (j * n)]) * vector[j];
            }
        }

        return product;
    }

    private double[] Times(double[] matrix, double[] vector, bool transposed, double factor = 1)
    {
        double[] product = new double[n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                double element = factor * matrix[i + (j * n)];
                if (transposed)
                {
                    product[j] += element * vector[i];
                }
                else
                {
                    product[i] += element * vector[j];
                }
            }
        }

        return product;
    }

    private static double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));
}
