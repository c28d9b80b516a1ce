using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.Propagation.Sequences;

/// <summary>What propagators are made of: real matrices with 16 or with 32 digits. States are matrices of one column.</summary>
/// <typeparam name="T">A matrix, [n, any].</typeparam>
internal interface IMatrixArithmetic<T>
{
    /// <summary>Relative rounding of a product.</summary>
    double Unit { get; }

    /// <summary>A matrix of doubles, column-major.</summary>
    T Of(int rows, int columns, double[] values);

    /// <summary>a·b, a [n, n].</summary>
    T Multiply(T a, T b);

    /// <summary>a + b.</summary>
    T Sum(T a, T b);

    /// <summary>a·factor/divisor.</summary>
    T Scaled(T a, double factor, int divisor);

    /// <summary>Σ_i coefficients_i · terms_(last - i), i from 0 to last.</summary>
    T Convolution(IReadOnlyList<T> terms, double[] coefficients);

    /// <summary>Largest modulus of an entry.</summary>
    double Largest(T a);

    /// <summary>exp(A time), [n, n].</summary>
    T Exponential(SparseMatrix<double> generator, double time);

    /// <summary>Rounded to doubles, column-major.</summary>
    double[] Rounded(T a);

    /// <summary>row·a of a matrix of one column.</summary>
    double Dot(double[] row, T a);

    /// <summary>The same in all digits.</summary>
    DoubleDouble Product(double[] row, T a);
}

/// <summary>Matrices of doubles on dense kernels.</summary>
internal sealed class PlainMatrices(IDenseKernels kernels, int n) : IMatrixArithmetic<double[]>
{
    public double Unit => 2.220446049250313e-16;

    public double[] Of(int rows, int columns, double[] values) => values;

    public double[] Multiply(double[] a, double[] b)
    {
        int columns = b.Length / n;
        double[] product = new double[b.Length];
        if (columns == 1)
        {
            kernels.MultiplyVector(Transposition.None, n, n, 1, a, n, b, 0, product);
        }
        else
        {
            kernels.Multiply(Transposition.None, Transposition.None, n, columns, n, 1, a, n, b, n, 0, product, n);
        }

        return product;
    }

    public double[] Sum(double[] a, double[] b)
    {
        double[] sum = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            sum[i] = a[i] + b[i];
        }

        return sum;
    }

    public double[] Scaled(double[] a, double factor, int divisor) => Array.ConvertAll(a, v => v * factor / divisor);

    public double[] Convolution(IReadOnlyList<double[]> terms, double[] coefficients)
    {
        double[] sum = new double[terms[0].Length];
        for (int i = 0; i < terms.Count; i++)
        {
            double[] term = terms[^(i + 1)];
            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] += coefficients[i] * term[k];
            }
        }

        return sum;
    }

    public double Largest(double[] a) => a.Length == 0 ? 0 : a.Max(Math.Abs);

    public double[] Exponential(SparseMatrix<double> generator, double time) =>
        MatrixExponential.Compute(kernels, n, Array.ConvertAll(generator.ToDense(), v => v * time)).Matrix;

    public double[] Rounded(double[] a) => a;

    public double Dot(double[] row, double[] a) => VectorKernels.Dot(row, a);

    public DoubleDouble Product(double[] row, double[] a) => new(VectorKernels.Dot(row, a), 0);
}

/// <summary>Matrices with some 32 digits, for orders up to <see cref="LargestOrder"/>.</summary>
internal sealed class ExtendedMatrices(int n) : IMatrixArithmetic<DoubleDoubleMatrix>
{
    /// <summary>Largest order at which propagators are made with 32 digits as a matter of course: an exponential takes some ten milliseconds there.</summary>
    public const int LargestOrder = 32;

    public double Unit => 5e-32;

    public DoubleDoubleMatrix Of(int rows, int columns, double[] values) => DoubleDoubleMatrix.Of(rows, columns, values);

    public DoubleDoubleMatrix Multiply(DoubleDoubleMatrix a, DoubleDoubleMatrix b) => DoubleDoubleMatrix.Multiply(a, b);

    public DoubleDoubleMatrix Sum(DoubleDoubleMatrix a, DoubleDoubleMatrix b)
    {
        DoubleDoubleMatrix sum = a.Copy();
        sum.Add(b);
        return sum;
    }

    public DoubleDoubleMatrix Scaled(DoubleDoubleMatrix a, double factor, int divisor)
    {
        DoubleDoubleMatrix scaled = a.Copy();
        scaled.Scale(new DoubleDouble(factor, 0) / divisor);
        return scaled;
    }

    public DoubleDoubleMatrix Convolution(IReadOnlyList<DoubleDoubleMatrix> terms, double[] coefficients)
    {
        var sum = new DoubleDoubleMatrix(terms[0].Rows, terms[0].Columns);
        sum.AddConvolution(coefficients, [.. terms]);
        return sum;
    }

    public double Largest(DoubleDoubleMatrix a) => a.Largest();

    /// <summary>A Taylor series of exp(A time/2^s), ‖A‖₁ time ≤ 2^s, squared s times.</summary>
    public DoubleDoubleMatrix Exponential(SparseMatrix<double> generator, double time)
    {
        double norm = generator.NormOne();
        int squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(1, norm * time))));
        DoubleDoubleMatrix sum = ExtendedPropagator.Exponential(DoubleDoubleMatrix.Of(n, n, generator.ToDense()), Math.ScaleB(time, -squarings));
        var square = new DoubleDoubleMatrix(n, n);
        for (int k = 0; k < squarings; k++)
        {
            DoubleDoubleMatrix.Multiply(sum, sum, square);
            (sum, square) = (square, sum);
        }

        return sum;
    }

    public double Dot(double[] row, DoubleDoubleMatrix a) => a.Dot(row);

    public DoubleDouble Product(double[] row, DoubleDoubleMatrix a)
    {
        DoubleDouble sum = default;
        for (int i = 0; i < row.Length; i++)
        {
            sum += a[i, 0] * row[i];
        }

        return sum;
    }

    public double[] Rounded(DoubleDoubleMatrix a)
    {
        double[] values = new double[a.Rows * a.Columns];
        for (int j = 0; j < a.Columns; j++)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                values[i + (j * a.Rows)] = a[i, j].High;
            }
        }

        return values;
    }
}
