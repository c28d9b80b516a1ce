using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Rates.General;

/// <summary>
/// For dv/dt = A v + b the late-time state v(∞), the integral of v - v(∞) over all times, and bounds on the errors of what an observable sees
/// of them: the residuals in doubled precision, weighted with adjoint solutions.
/// </summary>
/// <remarks>
/// A v(∞) = -b and A I = v(∞) - v(0). Where A conserves quantities M (MᵀA = 0), v(∞) is the solution with Mᵀv(∞) = Mᵀv(0) and I that with
/// MᵀI = 0; the solver is then the generator with its null space moved away, and M, the only thing that must be known, has 30 digits.
/// </remarks>
internal sealed class BoundedRelaxation
{
    private const int Refinements = 12;
    private const double Margin = 1.1;
    private readonly int n;
    private readonly RefinedSolve adjoint;
    private readonly double scale;
    private readonly double[][] stationary;
    private readonly double[] finalResidual;
    private readonly double[] integralResidual;
    private readonly double[] finalDrift;
    private readonly double[] integralDrift;

    private BoundedRelaxation(RefinedSolve adjoint, DoubledVector final, DoubledVector integral, double[] finalResidual, double[] integralResidual, double scale, double[][] stationary, double[] finalDrift, double[] integralDrift)
    {
        n = finalResidual.Length;
        this.adjoint = adjoint;
        Final = final;
        Integral = integral;
        this.finalResidual = finalResidual;
        this.integralResidual = integralResidual;
        this.scale = scale;
        this.stationary = stationary;
        this.finalDrift = finalDrift;
        this.integralDrift = integralDrift;
    }

    /// <summary>v(∞) [n].</summary>
    public DoubledVector Final { get; }

    /// <summary>∫(v - v(∞))dt [n].</summary>
    public DoubledVector Integral { get; }

    /// <summary>Solves; cost O(n³).</summary>
    /// <exception cref="SingularMatrixException">The system has no late-time limit, or it is lost in rounding.</exception>
    public static BoundedRelaxation Of(int n, double[] matrix, DoubledVector source, double[] start, IDenseKernels kernels)
    {
        var zero = DoubledVector.Of(new double[n]);
        if (RefinedSolve.TryFactor(n, matrix, kernels) is { } solver
            && solver.Transposed() is { } transposed
            && solver.Solve(zero.Minus(source)) is { } final
            && solver.Solve(final.Solution.Minus(DoubledVector.Of(start))) is { } integral)
        {
            return new BoundedRelaxation(transposed, final.Solution, integral.Solution, final.Residual, integral.Residual, 0, [], [], []);
        }

        return BesideConserved(n, matrix, source, start, kernels);
    }

    /// <summary>Bounds on the errors of rᵀv(∞) and rᵀI.</summary>
    public (double Final, double Integral) Errors(double[] row)
    {
        double[] first = adjoint.Once(row);
        double[] second = adjoint.Once(first);
        double ofFinal = Weighted(first, finalResidual, finalDrift);
        return (Margin * ofFinal, Margin * (Weighted(first, integralResidual, integralDrift) + Weighted(second, finalResidual, finalDrift)));
    }

    private double Weighted(double[] dual, double[] residual, double[] drift)
    {
        double sum = Inner(dual, residual);
        for (int k = 0; k < drift.Length; k++)
        {
            double overlap = 0;
            for (int i = 0; i < n; i++)
            {
                overlap += dual[i] * stationary[k][i];
            }

            sum += scale * drift[k] * (Math.Abs(overlap) + (1e-14 * Inner(dual, stationary[k])));
        }

        return sum;
    }

    private static BoundedRelaxation BesideConserved(int n, double[] matrix, DoubledVector source, double[] start, IDenseKernels kernels)
    {
        ConservedQuantities conserved = ConservedQuantities.Of(n, matrix, kernels) ?? throw new SingularMatrixException("residence time", 0);
        var zero = DoubledVector.Of(new double[n]);
        var begin = DoubledVector.Of(start);

        // The null space is moved to the fastest rate first, then to the slow one that shows: next to that the deflation costs no digits.
        double scale = kernels.Norm(MatrixNorm.One, n, n, matrix, n);
        BoundedRelaxation? relaxation = null;
        for (int pass = 0; pass < 2; pass++)
        {
            double[] deflated = conserved.Deflate(scale);
            RefinedSolve solver = RefinedSolve.TryFactor(n, deflated, kernels) ?? throw new SingularMatrixException("residence time", 0);
            RefinedSolve transposed = solver.Transposed() ?? throw new SingularMatrixException("residence time", 0);
            (DoubledVector Vector, double[] Residual)[] left = conserved.Refined(transposed);
            double[][] uncertain = [.. left.Select(l => Uncertain(n, deflated, l.Residual, kernels))];
            (DoubledVector final, double[] finalResidual) = Iterate(n, matrix, solver, zero.Minus(source), begin, conserved.Stationary, left);
            DoubledVector deviation = final.Minus(begin);
            (DoubledVector integral, double[] integralResidual) = Iterate(n, matrix, solver, deviation, zero, conserved.Stationary, left);
            relaxation = new BoundedRelaxation(
                transposed,
                final,
                integral,
                finalResidual,
                integralResidual,
                scale,
                conserved.Stationary,
                [.. left.Select((l, k) => Drift(l.Vector, deviation, uncertain[k]))],
                [.. left.Select((l, k) => Drift(l.Vector, integral, uncertain[k]))]);
            if (deviation.Largest == 0 || integral.Largest == 0)
            {
                break;
            }

            scale = deviation.Largest / integral.Largest;
        }

        return relaxation!;
    }

    /// <summary>x with A x = right and Mᵀx = Mᵀlike, refined; and a bound on |right - A x|.</summary>
    private static (DoubledVector Solution, double[] Residual) Iterate(int n, double[] matrix, RefinedSolve solver, DoubledVector right, DoubledVector like, double[][] stationary, (DoubledVector Vector, double[] Residual)[] left)
    {
        DoubledVector x = like;
        double last = double.PositiveInfinity;
        for (int step = 0; ; step++)
        {
            (double[] residual, double[] bound) = RefinedSolve.Residual(n, matrix, x, right);
            double largest = residual.Max(Math.Abs);
            if (step >= Refinements || largest == 0 || (step > 2 && !(largest < last / 2)))
            {
                return (x, [.. residual.Zip(bound, (r, b) => Math.Abs(r) + b)]);
            }

            last = largest;
            x = x.Plus(solver.Once(residual));
            DoubledVector missing = like.Minus(x);
            for (int k = 0; k < left.Length; k++)
            {
                double amount = Overlap(left[k].Vector, missing).Value;
                x = x.Plus(Array.ConvertAll(stationary[k], v => amount * v));
            }
        }
    }

    /// <summary>How far Mᵀx may be from 0: what is seen, and what M may be wrong by.</summary>
    private static double Drift(DoubledVector left, DoubledVector x, double[] uncertain)
    {
        (double value, double error) = Overlap(left, x);
        return Math.Abs(value) + error + Inner(uncertain, x.High);
    }

    /// <summary>|(A')⁻ᵀ||AᵀM|: how far M may be from what is conserved.</summary>
    private static double[] Uncertain(int n, double[] deflated, double[] residual, IDenseKernels kernels)
    {
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            inverse[i + (i * n)] = 1;
        }

        kernels.Solve(n, [.. deflated], n, inverse);
        return [.. Enumerable.Range(0, n).Select(j => Margin * Inner(inverse.AsSpan(j * n, n).ToArray(), residual))];
    }

    private static (double Value, double Error) Overlap(DoubledVector left, DoubledVector x)
    {
        var sum = default(DoubledSum);
        double size = 0;
        for (int i = 0; i < x.High.Length; i++)
        {
            sum.AddProduct(left.High[i], x.High[i]);
            sum.AddProduct(left.Low[i], x.High[i]);
            sum.AddProduct(left.High[i], x.Low[i]);
            size += Math.Abs(left.High[i] * x.High[i]);
        }

        return (sum.Value, DoubledSum.Unit * (x.High.Length + 1) * size);
    }

    private static double Inner(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] * b[i]);
        }

        return sum;
    }
}
