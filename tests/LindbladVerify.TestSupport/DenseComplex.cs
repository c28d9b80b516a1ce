using System.Numerics;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.TestSupport;

/// <summary>
/// Dense complex matrices by the textbook triple loop, rows first: a second implementation that shares no code with the
/// sparse one, for tests to compare with. Never use it where speed matters.
/// </summary>
public sealed class DenseComplex(Complex[,] entries)
{
    public Complex[,] Entries { get; } = entries;

    public int Rows => Entries.GetLength(0);

    public int Columns => Entries.GetLength(1);

    public Complex this[int i, int j] => Entries[i, j];

    public static DenseComplex From(Operator a)
    {
        var entries = new Complex[a.Dimension, a.Dimension];
        for (int i = 0; i < a.Dimension; i++)
        {
            for (int j = 0; j < a.Dimension; j++)
            {
                entries[i, j] = a[i, j];
            }
        }

        return new DenseComplex(entries);
    }

    public static DenseComplex Build(int rows, int columns, Func<int, int, Complex> entry)
    {
        var entries = new Complex[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                entries[i, j] = entry(i, j);
            }
        }

        return new DenseComplex(entries);
    }

    public static DenseComplex operator +(DenseComplex a, DenseComplex b) => Build(a.Rows, a.Columns, (i, j) => a[i, j] + b[i, j]);

    public static DenseComplex operator -(DenseComplex a, DenseComplex b) => Build(a.Rows, a.Columns, (i, j) => a[i, j] - b[i, j]);

    public static DenseComplex operator *(Complex factor, DenseComplex a) => Build(a.Rows, a.Columns, (i, j) => factor * a[i, j]);

    public static DenseComplex operator *(DenseComplex a, DenseComplex b) => Build(a.Rows, b.Columns, (i, j) =>
    {
        Complex sum = Complex.Zero;
        for (int k = 0; k < a.Columns; k++)
        {
            sum += a[i, k] * b[k, j];
        }

        return sum;
    });

    public DenseComplex Adjoint() => Build(Columns, Rows, (i, j) => Complex.Conjugate(this[j, i]));

    public Operator ToOperator() => Operator.FromRows(Entries);

    /// <summary>Lindblad's right-hand side written as matrix products: -i[H, ρ] + Σ γ (LρL† - ½{L†L, ρ}).</summary>
    public static DenseComplex LindbladRightHandSide(DenseComplex hamiltonian, IEnumerable<(DenseComplex Jump, double Rate)> terms, DenseComplex density)
    {
        DenseComplex sum = new Complex(0, -1) * ((hamiltonian * density) - (density * hamiltonian));
        foreach ((DenseComplex jump, double rate) in terms)
        {
            DenseComplex product = jump.Adjoint() * jump;
            sum += rate * ((jump * density * jump.Adjoint()) - (0.5 * ((product * density) + (density * product))));
        }

        return sum;
    }
}
