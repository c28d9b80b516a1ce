using System.Numerics;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Propagation.Operators;

/// <summary>ρ -&gt; -i[H, ρ] + Σ γ (LρL† - {L†L, ρ}/2) on Hermitian matrices in operator form; nothing of size d⁴ or d²·terms is stored.</summary>
/// <remarks>
/// With X = -iH - Σ γ L†L/2: the result is Xρ + (Xρ)† + Σ γ LρL†. Diagonal parts of X and diagonal jumps act entry by entry and
/// are gathered in one table; other jumps move entries, or are two sparse products.
/// Storage: real and imaginary plane, row i at i·stride; the padding columns stay zero.
/// Cost: d times the stored entries of X, and d² per jump operator.
/// </remarks>
internal sealed unsafe class LiouvillianAction
{
    private const int Tile = 16;
    private readonly int d;
    private readonly int stride;
    private readonly SparseRows left;
    private readonly double[] tableRe;
    private readonly double[] tableIm;
    private readonly MonomialJump[] monomials;
    private readonly SparseRows[] generalJumps;
    private readonly double[] scratchRe;
    private readonly double[] scratchIm;
    private readonly double[] adjointRe;
    private readonly double[] adjointIm;

    /// <param name="hamiltonian">H, [d, d].</param>
    /// <param name="dissipators">Lindblad terms.</param>
    /// <param name="stride">Length of a row, from d, a multiple of 8.</param>
    /// <param name="adjoint">True for the Heisenberg picture, the transpose of this real-linear map.</param>
    public LiouvillianAction(Operator hamiltonian, IReadOnlyList<Dissipator> dissipators, int stride, bool adjoint)
    {
        d = hamiltonian.Dimension;
        this.stride = stride;
        SparseMatrix<Complex> x = new Complex(0, adjoint ? 1 : -1) * hamiltonian.Matrix;
        var diagonalJumps = new List<(double, Complex[])>();
        var moving = new List<MonomialJump>();
        var general = new List<SparseRows>();
        foreach (Dissipator term in dissipators.Where(t => t.Rate > 0))
        {
            SparseMatrix<Complex> jump = term.JumpOperator.Matrix;
            SparseMatrix<Complex> conjugate = jump.ConjugateTranspose();
            x -= (0.5 * term.Rate) * (conjugate * jump);
            SparseMatrix<Complex> acting = adjoint ? conjugate : jump;
            if (Diagonal(acting) is Complex[] diagonal)
            {
                diagonalJumps.Add((term.Rate, diagonal));
            }
            else if (MonomialJump.TryCreate(acting, term.Rate) is MonomialJump monomial)
            {
                moving.Add(monomial);
            }
            else
            {
                general.Add(new SparseRows(Math.Sqrt(term.Rate) * acting));
            }
        }

        (left, Complex[] xDiagonal) = Split(x);
        (tableRe, tableIm) = Table(xDiagonal, diagonalJumps);
        monomials = [.. moving];
        generalJumps = [.. general];
        scratchRe = new double[d * stride];
        scratchIm = new double[d * stride];
        adjointRe = generalJumps.Length > 0 ? new double[d * stride] : [];
        adjointIm = generalJumps.Length > 0 ? new double[d * stride] : [];
    }

    /// <summary>Multiplications and additions of one application, roughly.</summary>
    public double Cost => (2.0 * d * left.StoredCount) + (6.0 * d * d) + (monomials.Length * 2.0 * d * d) + generalJumps.Sum(j => 4.0 * d * j.StoredCount);

    /// <summary>out = L(ρ); ρ Hermitian.</summary>
    public void Apply(double* re, double* im, double* outRe, double* outIm)
    {
        fixed (double* mRe = scratchRe, mIm = scratchIm, tRe = tableRe, tIm = tableIm, aRe = adjointRe, aIm = adjointIm)
        {
            left.Multiply(re, im, mRe, mIm, stride);
            Combine(re, im, mRe, mIm, tRe, tIm, outRe, outIm);
            foreach (MonomialJump jump in monomials)
            {
                jump.AddTo(re, outRe, stride);
                jump.AddTo(im, outIm, stride);
            }

            foreach (SparseRows jump in generalJumps)
            {
                jump.Multiply(re, im, mRe, mIm, stride);
                ConjugateTranspose(mRe, mIm, aRe, aIm);
                jump.Multiply(aRe, aIm, mRe, mIm, stride);
                Add(mRe, outRe);
                Add(mIm, outIm);
            }
        }
    }

    private static Complex[]? Diagonal(SparseMatrix<Complex> a)
    {
        Complex[] diagonal = new Complex[a.Rows];
        for (int j = 0; j < a.Columns; j++)
        {
            for (int p = a.ColumnStarts[j]; p < a.ColumnStarts[j + 1]; p++)
            {
                if (a.RowIndices[p] != j)
                {
                    return null;
                }

                diagonal[j] = a.Values[p];
            }
        }

        return diagonal;
    }

    private static (SparseRows OffDiagonal, Complex[] Diagonal) Split(SparseMatrix<Complex> x)
    {
        Complex[] diagonal = [.. Enumerable.Range(0, x.Rows).Select(i => x[i, i])];
        return (new SparseRows(x - SparseMatrix<Complex>.Diagonal(diagonal)), diagonal);
    }

    /// <summary>x_i + conj(x_j) + Σ γ l_i conj(l_j).</summary>
    private (double[] Re, double[] Im) Table(Complex[] x, List<(double Rate, Complex[] Diagonal)> jumps)
    {
        double[] re = new double[d * stride];
        double[] im = new double[d * stride];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                Complex value = x[i] + Complex.Conjugate(x[j]);
                foreach ((double rate, Complex[] l) in jumps)
                {
                    value += rate * l[i] * Complex.Conjugate(l[j]);
                }

                re[(i * stride) + j] = value.Real;
                im[(i * stride) + j] = value.Imaginary;
            }
        }

        return (re, im);
    }

    /// <summary>out = table ∘ ρ + M + M†, tile by tile.</summary>
    private void Combine(double* re, double* im, double* mRe, double* mIm, double* tRe, double* tIm, double* outRe, double* outIm)
    {
        for (int rowTile = 0; rowTile < d; rowTile += Tile)
        {
            int rowEnd = Math.Min(d, rowTile + Tile);
            for (int columnTile = 0; columnTile < d; columnTile += Tile)
            {
                int columnEnd = Math.Min(d, columnTile + Tile);
                for (int i = rowTile; i < rowEnd; i++)
                {
                    nint row = (nint)i * stride;
                    for (int j = columnTile; j < columnEnd; j++)
                    {
                        nint k = row + j;
                        nint t = ((nint)j * stride) + i;
                        outRe[k] = (tRe[k] * re[k]) - (tIm[k] * im[k]) + mRe[k] + mRe[t];
                        outIm[k] = (tRe[k] * im[k]) + (tIm[k] * re[k]) + mIm[k] - mIm[t];
                    }
                }
            }
        }

        for (int i = 0; i < d && stride > d; i++)
        {
            new Span<double>(outRe + ((nint)i * stride) + d, stride - d).Clear();
            new Span<double>(outIm + ((nint)i * stride) + d, stride - d).Clear();
        }
    }

    private void ConjugateTranspose(double* re, double* im, double* outRe, double* outIm)
    {
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                outRe[((nint)j * stride) + i] = re[((nint)i * stride) + j];
                outIm[((nint)j * stride) + i] = -im[((nint)i * stride) + j];
            }
        }
    }

    private void Add(double* source, double* target)
    {
        for (nint k = 0; k < (nint)d * stride; k++)
        {
            target[k] += source[k];
        }
    }
}

/// <summary>What one envelope multiplies, in every noise mode: -i[V, ·] of a driven operator, or the Lindblad term of a rate that depends on time.</summary>
internal sealed unsafe class ModewiseAction(Drive drive, int stride, int modeCount) : ILinearOperator
{
    private readonly LiouvillianAction action = new(drive.Hamiltonian, drive.Terms, stride, adjoint: false);
    private readonly int plane = drive.Operator.Dimension * stride;
    private LiouvillianAction? backward;

    /// <inheritdoc/>
    public int Dimension => 2 * plane * modeCount;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y) => Apply(action, x, y);

    /// <summary>The map of a commutator is skew; that of a Lindblad term has the one of the Heisenberg picture.</summary>
    public void ApplyTransposed(ReadOnlySpan<double> x, Span<double> y) =>
        Apply(backward ??= new LiouvillianAction(drive.Hamiltonian, drive.Terms, stride, adjoint: true), x, y);

    /// <inheritdoc/>
    public NumericalRange RangeBound()
    {
        if (!drive.IsDissipative)
        {
            return new(0, 0, 2 * drive.Operator.Matrix.NormOne());
        }

        double norm = 2 * drive.Operator.Matrix.NormOne() * drive.Operator.Adjoint().Matrix.NormOne();
        return new(-norm, norm, norm);
    }

    private void Apply(LiouvillianAction map, ReadOnlySpan<double> x, Span<double> y)
    {
        fixed (double* source = x, target = y)
        {
            for (int k = 0; k < modeCount; k++)
            {
                nint at = 2 * (nint)k * plane;
                map.Apply(source + at, source + at + plane, target + at, target + at + plane);
            }
        }
    }
}

/// <summary>A jump operator with at most one entry per row, all of one phase: L ρ L† only moves and scales entries of ρ, run by run.</summary>
internal sealed class MonomialJump
{
    private readonly int[] rows;
    private readonly int[] sources;
    private readonly double[] values;
    private readonly (int Row, int Source, int Length, double Value)[] runs;

    private MonomialJump(int[] rows, int[] sources, double[] values)
    {
        this.rows = rows;
        this.sources = sources;
        this.values = values;
        var list = new List<(int, int, int, double)>();
        for (int start = 0, k = 1; k <= rows.Length; k++)
        {
            if (k == rows.Length || rows[k] != rows[k - 1] + 1 || sources[k] != sources[k - 1] + 1 || values[k] != values[start])
            {
                list.Add((rows[start], sources[start], k - start, values[start]));
                start = k;
            }
        }

        runs = [.. list];
    }

    /// <summary>The jump, with √rate multiplied in; null if the operator is not of this form.</summary>
    public static MonomialJump? TryCreate(SparseMatrix<Complex> jump, double rate)
    {
        SparseMatrix<Complex> transpose = jump.Transpose();
        var rows = new List<int>();
        var sources = new List<int>();
        var values = new List<double>();
        Complex phase = Complex.Zero;
        for (int i = 0; i < transpose.Columns; i++)
        {
            int start = transpose.ColumnStarts[i];
            int count = transpose.ColumnStarts[i + 1] - start;
            if (count == 0)
            {
                continue;
            }

            Complex value = transpose.Values[start];
            phase = phase == Complex.Zero ? value / Complex.Abs(value) : phase;
            Complex real = value * Complex.Conjugate(phase);
            if (count > 1 || Math.Abs(real.Imaginary) > 1e-16 * Math.Abs(real.Real))
            {
                return null;
            }

            rows.Add(i);
            sources.Add(transpose.RowIndices[start]);
            values.Add(Math.Sqrt(rate) * real.Real);
        }

        return rows.Count == 0 ? null : new MonomialJump([.. rows], [.. sources], [.. values]);
    }

    /// <summary>out += L ρ L† on one plane.</summary>
    public unsafe void AddTo(double* plane, double* output, int stride)
    {
        for (int k = 0; k < rows.Length; k++)
        {
            double* source = plane + ((nint)sources[k] * stride);
            double* target = output + ((nint)rows[k] * stride);
            foreach ((int row, int column, int length, double value) in runs)
            {
                double weight = values[k] * value;
                for (int j = 0; j < length; j++)
                {
                    target[row + j] += weight * source[column + j];
                }
            }
        }
    }
}
