using System.Numerics;
using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Where the eigenvalues of a Hermitian operator lie.</summary>
/// <param name="Low">Smallest one, or below.</param>
/// <param name="High">Largest one, or above.</param>
internal readonly record struct HermitianRange(double Low, double High)
{
    private const int LanczosSteps = 24;
    private const int SmallDimension = 24;

    /// <summary>High - Low.</summary>
    public double Spread => High - Low;

    /// <summary>
    /// Gershgorin's discs; for larger operators with couplings a few Lanczos steps with a margin, which are several times tighter. The
    /// expansion that uses the range checks it by the growth it sees.
    /// </summary>
    public static HermitianRange Of(Operator hermitian)
    {
        HermitianRange discs = Discs(hermitian.Matrix);
        int d = hermitian.Dimension;
        if (d < SmallDimension || discs.Spread == 0 || IsDiagonal(hermitian.Matrix))
        {
            return discs;
        }

        // The real matrix [[Re, -Im], [Im, Re]] has the same eigenvalues, each twice.
        var entries = new List<(int, int, double)>();
        foreach ((int i, int j, Complex value) in hermitian.Matrix.Entries())
        {
            entries.Add((i, j, value.Real));
            entries.Add((i + d, j + d, value.Real));
            entries.Add((i, j + d, -value.Imaginary));
            entries.Add((i + d, j, value.Imaginary));
        }

        NumericalRange estimate = NumericalRange.Estimate(new SparseOperator(SparseMatrix<double>.FromEntries(2 * d, 2 * d, entries)), LanczosSteps);
        return new HermitianRange(Math.Max(discs.Low, estimate.RealLow), Math.Min(discs.High, estimate.RealHigh));
    }

    private static bool IsDiagonal(SparseMatrix<Complex> a)
    {
        for (int j = 0; j < a.Columns; j++)
        {
            for (int p = a.ColumnStarts[j]; p < a.ColumnStarts[j + 1]; p++)
            {
                if (a.RowIndices[p] != j)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static HermitianRange Discs(SparseMatrix<Complex> a)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int j = 0; j < a.Columns; j++)
        {
            double centre = 0, radius = 0;
            for (int p = a.ColumnStarts[j]; p < a.ColumnStarts[j + 1]; p++)
            {
                if (a.RowIndices[p] == j)
                {
                    centre = a.Values[p].Real;
                }
                else
                {
                    radius += Complex.Abs(a.Values[p]);
                }
            }

            low = Math.Min(low, centre - radius);
            high = Math.Max(high, centre + radius);
        }

        return new HermitianRange(low, high);
    }
}
