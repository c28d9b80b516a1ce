using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>Several linear combinations of the same matrices in one pass over memory.</summary>
internal static class LinearCombinations
{
    // A piece of all inputs and outputs stays in the first-level cache.
    private const int Piece = 512;

    /// <summary>
    /// outputs[r] = coefficients[r][0] 1 + sum_j coefficients[r][j] scale^power[j] inputs[j - 1]. Outputs may be inputs.
    /// </summary>
    /// <param name="operations">The number type and order.</param>
    /// <param name="coefficients">One row per output; entry 0 belongs to the identity.</param>
    /// <param name="weights">Factor of each input, applied to its coefficients.</param>
    /// <param name="inputs">The matrices combined.</param>
    /// <param name="outputs">The results.</param>
    public static void Evaluate<T>(DenseOperations<T> operations, double[][] coefficients, double[] weights, T[][] inputs, T[][] outputs)
        where T : unmanaged, INumberBase<T>
    {
        int n = operations.Order;
        int width = operations.AsReal(new T[1]).Length;
        double[][] weighted = [.. coefficients.Select(row => weights.Select((weight, j) => row[j + 1] * weight).ToArray())];
        operations.ForPieces(n * n * width, Piece * 16, (start, length) =>
        {
            for (int from = start; from < start + length; from += Piece)
            {
                EvaluatePiece(operations, weighted, inputs, outputs, from, Math.Min(Piece, start + length - from));
            }
        });
        for (int r = 0; r < outputs.Length; r++)
        {
            AddToDiagonal(n, T.CreateChecked(coefficients[r][0]), outputs[r]);
        }
    }

    private static void EvaluatePiece<T>(DenseOperations<T> operations, double[][] weighted, T[][] inputs, T[][] outputs, int from, int length)
        where T : unmanaged, INumberBase<T>
    {
        Span<double> results = stackalloc double[Piece * outputs.Length];
        results.Clear();
        for (int j = 0; j < inputs.Length; j++)
        {
            ReadOnlySpan<double> input = operations.AsReal(inputs[j]).Slice(from, length);
            for (int r = 0; r < outputs.Length; r++)
            {
                double coefficient = weighted[r][j];
                if (coefficient != 0)
                {
                    AddScaled(coefficient, input, results.Slice(r * Piece, length));
                }
            }
        }

        for (int r = 0; r < outputs.Length; r++)
        {
            results.Slice(r * Piece, length).CopyTo(operations.AsReal(outputs[r])[from..]);
        }
    }

    private static void AddScaled(double alpha, ReadOnlySpan<double> x, Span<double> y)
    {
        Vector<double> scale = new(alpha);
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> sum = Vector.FusedMultiplyAdd(scale, new Vector<double>(x[i..]), new Vector<double>(y[i..]));
            sum.CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(alpha, x[i], y[i]);
        }
    }

    private static void AddToDiagonal<T>(int n, T value, T[] a)
        where T : unmanaged, INumberBase<T>
    {
        if (T.IsZero(value))
        {
            return;
        }

        for (int i = 0; i < n; i++)
        {
            a[i + (i * n)] += value;
        }
    }
}
