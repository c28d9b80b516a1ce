using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Operators;

/// <summary>A linear operator on a finite Hilbert space, [d, d], stored sparse. Immutable.</summary>
public sealed class Operator
{
    /// <summary>Wraps a square matrix.</summary>
    /// <exception cref="ArgumentException">The matrix is not square or has an entry that is not finite.</exception>
    public Operator(SparseMatrix<Complex> matrix)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException($"An operator must be square, not {matrix.Rows} x {matrix.Columns}.", nameof(matrix));
        }

        foreach (Complex value in matrix.Values)
        {
            if (!Complex.IsFinite(value))
            {
                throw new ArgumentException("An operator has an entry that is not a finite number.", nameof(matrix));
            }
        }

        Matrix = matrix;
    }

    /// <summary>The matrix in the product basis.</summary>
    public SparseMatrix<Complex> Matrix { get; }

    /// <summary>Hilbert-space dimension d.</summary>
    public int Dimension => Matrix.Rows;

    /// <summary>The entry (row, column).</summary>
    public Complex this[int row, int column] => Matrix[row, column];

    /// <summary>The operator with these entries, written row by row as on paper.</summary>
    public static Operator FromRows(Complex[,] rows)
    {
        var entries = new List<(int, int, Complex)>();
        for (int i = 0; i < rows.GetLength(0); i++)
        {
            for (int j = 0; j < rows.GetLength(1); j++)
            {
                entries.Add((i, j, rows[i, j]));
            }
        }

        return new Operator(SparseMatrix<Complex>.FromEntries(rows.GetLength(0), rows.GetLength(1), entries));
    }

    /// <summary>The operator with these entries, column-major [d, d].</summary>
    public static Operator FromDense(int dimension, ReadOnlySpan<Complex> columnMajor) =>
        new(SparseMatrix<Complex>.FromDense(dimension, dimension, columnMajor));

    /// <summary>|row&gt;&lt;column| in dimension d.</summary>
    public static Operator Unit(int dimension, int row, int column) =>
        new(SparseMatrix<Complex>.FromEntries(dimension, dimension, [(row, column, Complex.One)]));

    /// <summary>The sum.</summary>
    public static Operator operator +(Operator a, Operator b) => new(a.Matrix + b.Matrix);

    /// <summary>The difference.</summary>
    public static Operator operator -(Operator a, Operator b) => new(a.Matrix - b.Matrix);

    /// <summary>The negative.</summary>
    public static Operator operator -(Operator a) => new(-Complex.One * a.Matrix);

    /// <summary>The matrix product.</summary>
    public static Operator operator *(Operator a, Operator b) => new(a.Matrix * b.Matrix);

    /// <summary>The multiple.</summary>
    public static Operator operator *(Complex factor, Operator a) => new(factor * a.Matrix);

    /// <summary>The Hermitian adjoint.</summary>
    public Operator Adjoint() => new(Matrix.ConjugateTranspose());

    /// <summary>[a, b] = ab - ba.</summary>
    public static Operator Commutator(Operator a, Operator b) => (a * b) - (b * a);

    /// <summary>The sum of the diagonal.</summary>
    public Complex Trace() => Matrix.Trace();

    /// <summary>Tr(this · density): the expectation value.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public Complex Expectation(Operator density)
    {
        if (density.Dimension != Dimension)
        {
            throw new ArgumentException($"The state has dimension {density.Dimension}, but the operator has {Dimension}.", nameof(density));
        }

        Complex sum = Complex.Zero;
        foreach ((int row, int column, Complex value) in Matrix.Entries())
        {
            sum += value * density[column, row];
        }

        return sum;
    }

    /// <summary>Whether A equals its adjoint to a tolerance relative to its largest entry.</summary>
    public bool IsHermitian(double relativeTolerance = 1e-12)
    {
        double allowed = relativeTolerance * Math.Max(Matrix.LargestModulus(), double.Epsilon);
        for (int column = 0; column < Matrix.Columns; column++)
        {
            for (int p = Matrix.ColumnStarts[column]; p < Matrix.ColumnStarts[column + 1]; p++)
            {
                if (!(Complex.Abs(Matrix.Values[p] - Complex.Conjugate(Matrix[column, Matrix.RowIndices[p]])) <= allowed))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>All entries, column-major [d, d].</summary>
    public Complex[] ToDense() => Matrix.ToDense();

    /// <summary>The size and, up to d = 8, all entries row by row with round-trip precision.</summary>
    public override string ToString()
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"Operator [{Dimension}, {Dimension}]");
        IEnumerable<string> rows = Enumerable.Range(0, Dimension)
            .Select(i => "[" + string.Join(", ", Enumerable.Range(0, Dimension).Select(j => this[i, j].ToString("R", CultureInfo.InvariantCulture))) + "]");
        return Dimension <= 8 ? size + " " + string.Join("; ", rows) : size;
    }
}
