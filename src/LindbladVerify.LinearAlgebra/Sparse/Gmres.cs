using LindbladVerify.LinearAlgebra.Faber;

namespace LindbladVerify.LinearAlgebra.Sparse;

/// <summary>y = A x for vectors of one length; y is overwritten and does not overlap x.</summary>
internal delegate void LinearMap(ReadOnlySpan<double> x, Span<double> y);

/// <summary>The minimal-residual iteration for A x = b, preconditioned from the right: no restart, as refinement around it begins anew.</summary>
/// <remarks>Y. Saad and M. H. Schultz, SIAM J. Sci. Stat. Comput. 7, 856 (1986), doi:10.1137/0907058; modified Gram–Schmidt and Givens rotations.</remarks>
internal static class Gmres
{
    /// <summary>The correction with the smallest weighted residual in the Krylov space.</summary>
    /// <param name="product">A, [n, n].</param>
    /// <param name="precondition">M⁻¹, near A⁻¹.</param>
    /// <param name="right">b, [n].</param>
    /// <param name="weights">[n] positive; the norm is that of weights times residual, element by element.</param>
    /// <param name="reduction">How much smaller the residual shall be than b.</param>
    /// <param name="most">Most products; cost that many products and preconditionings, and n·most² for the orthogonalisation, with n·most numbers kept.</param>
    /// <returns>x, and the weighted residual relative to that of x = 0, as the recurrence has it; 0 where b = 0.</returns>
    public static (double[] X, double Reduction) Solve(LinearMap product, LinearMap precondition, ReadOnlySpan<double> right, ReadOnlySpan<double> weights, double reduction, int most)
    {
        int n = right.Length;
        double[] x = new double[n];
        double[] first = new double[n];
        for (int i = 0; i < n; i++)
        {
            first[i] = weights[i] * right[i];
        }

        double norm = VectorKernels.Norm(first);
        if (norm == 0 || !double.IsFinite(norm))
        {
            return (x, norm == 0 ? 0 : double.NaN);
        }

        VectorKernels.Scale(1 / norm, first);
        var basis = new List<double[]> { first };
        double[][] upper = new double[most][];
        (double Cosine, double Sine)[] rotations = new (double, double)[most];
        double[] projected = new double[most + 1];
        projected[0] = 1;
        double[] directed = new double[n];
        int used = 0;
        double left = 1;
        while (used < most && left > reduction)
        {
            double[] next = new double[n];
            precondition(basis[used], directed);
            product(directed, next);
            for (int i = 0; i < n; i++)
            {
                next[i] *= weights[i];
            }

            double[] column = new double[used + 2];
            for (int k = 0; k <= used; k++)
            {
                column[k] = VectorKernels.Dot(basis[k], next);
                VectorKernels.Add(-column[k], basis[k], next);
            }

            double length = VectorKernels.Norm(next);
            if (!double.IsFinite(length))
            {
                return (x, double.NaN);
            }

            column[used + 1] = length;
            for (int k = 0; k < used; k++)
            {
                (double c, double s) = rotations[k];
                (column[k], column[k + 1]) = ((c * column[k]) + (s * column[k + 1]), (c * column[k + 1]) - (s * column[k]));
            }

            double hypotenuse = Math.Sqrt((column[used] * column[used]) + (length * length));
            if (hypotenuse == 0)
            {
                break;
            }

            rotations[used] = (column[used] / hypotenuse, length / hypotenuse);
            projected[used + 1] = -rotations[used].Sine * projected[used];
            projected[used] *= rotations[used].Cosine;
            column[used] = hypotenuse;
            upper[used] = column;
            used++;
            left = Math.Abs(projected[used]);
            if (length <= 1e-15 * hypotenuse)
            {
                break;
            }

            VectorKernels.Scale(1 / length, next);
            basis.Add(next);
        }

        double[] coefficients = new double[used];
        for (int k = used - 1; k >= 0; k--)
        {
            double sum = projected[k];
            for (int l = k + 1; l < used; l++)
            {
                sum -= upper[l][k] * coefficients[l];
            }

            coefficients[k] = sum / upper[k][k];
        }

        double[] combined = new double[n];
        for (int k = 0; k < used; k++)
        {
            VectorKernels.Add(norm * coefficients[k], basis[k], combined);
        }

        precondition(combined, x);
        return (x, left);
    }
}
