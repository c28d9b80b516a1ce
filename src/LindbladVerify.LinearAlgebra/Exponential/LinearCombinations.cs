using System.Numerics;
using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>Several linear combinations of the same matrices in one pass over memory.</summary>
internal static class LinearCombinations
{
    private const int Piece = 1 << 13;

    /// <summary>Most matrices that are combined at once.</summary>
    private const int MostInputs = 5;

    /// <summary>
    /// Row r of the coefficients gives coefficients[r][0] 1 + sum_j coefficients[r][j] weights[j - 1] inputs[j - 1], in memory of
    /// the pool. A combination has the parts that the matrices in it have.
    /// </summary>
    /// <param name="products">Order of the matrices, and threads.</param>
    /// <param name="coefficients">One row per result; entry 0 belongs to the identity.</param>
    /// <param name="weights">Factor of each input, applied to its coefficients.</param>
    /// <param name="inputs">The matrices combined, at most five.</param>
    public static SplitMatrix[] Evaluate(SplitProducts products, double[][] coefficients, double[] weights, SplitMatrix[] inputs)
    {
        SplitMatrix[] outputs = [.. coefficients.Select(row => SplitMatrix.Rent(
            products.Order,
            real: row[0] != 0 || inputs.Where((x, j) => row[j + 1] != 0 && x.Real is not null).Any(),
            imaginary: inputs.Where((x, j) => row[j + 1] != 0 && x.Imaginary is not null).Any()))];
        EvaluatePart(products, coefficients, weights, inputs, outputs, matrix => matrix.Real);
        EvaluatePart(products, coefficients, weights, inputs, outputs, matrix => matrix.Imaginary);
        int n = products.Order;
        for (int r = 0; r < outputs.Length; r++)
        {
            for (int i = 0; i < n && coefficients[r][0] != 0; i++)
            {
                outputs[r].Real![i + (i * n)] += coefficients[r][0];
            }
        }

        return outputs;
    }

    /// <summary>outputs[r] = sum_j coefficients[r][j] inputs[j] for at most five inputs. Outputs may be inputs.</summary>
    public static void Evaluate(SplitProducts products, double[][] coefficients, double[][] inputs, double[][] outputs)
    {
        if (outputs.Length == 0)
        {
            return;
        }

        if (inputs.Length == 0)
        {
            foreach (double[] output in outputs)
            {
                output.AsSpan(0, products.Order * products.Order).Clear();
            }

            return;
        }

        // Missing inputs are the first one with the coefficient 0, so that one loop serves every number of them.
        double[][] padded = [.. inputs, .. Enumerable.Repeat(inputs[0], MostInputs - inputs.Length)];
        double[][] rows = [.. coefficients.Select(row => (double[])[.. row, .. new double[MostInputs - row.Length]])];
        products.ForPieces(products.Order * products.Order, Piece, (start, length) => EvaluatePiece(rows, padded, outputs, start, start + length));
    }

    private static void EvaluatePart(SplitProducts products, double[][] coefficients, double[] weights, SplitMatrix[] inputs, SplitMatrix[] outputs, Func<SplitMatrix, double[]?> part)
    {
        int[] present = [.. Enumerable.Range(0, inputs.Length).Where(j => part(inputs[j]) is not null)];
        int[] wanted = [.. Enumerable.Range(0, outputs.Length).Where(r => part(outputs[r]) is not null)];
        double[][] rows = [.. wanted.Select(r => present.Select(j => coefficients[r][j + 1] * weights[j]).ToArray())];
        Evaluate(products, rows, [.. present.Select(j => part(inputs[j])!)], [.. wanted.Select(r => part(outputs[r])!)]);
    }

    // All inputs of a vector are read before an output is written, as an output may be an input.
    private static void EvaluatePiece(double[][] rows, double[][] inputs, double[][] outputs, int from, int to)
    {
        ref double x0 = ref MemoryMarshal.GetArrayDataReference(inputs[0]);
        ref double x1 = ref MemoryMarshal.GetArrayDataReference(inputs[1]);
        ref double x2 = ref MemoryMarshal.GetArrayDataReference(inputs[2]);
        ref double x3 = ref MemoryMarshal.GetArrayDataReference(inputs[3]);
        ref double x4 = ref MemoryMarshal.GetArrayDataReference(inputs[4]);
        int i = from;
        for (; i <= to - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> v0 = Vector.LoadUnsafe(ref x0, (nuint)i);
            Vector<double> v1 = Vector.LoadUnsafe(ref x1, (nuint)i);
            Vector<double> v2 = Vector.LoadUnsafe(ref x2, (nuint)i);
            Vector<double> v3 = Vector.LoadUnsafe(ref x3, (nuint)i);
            Vector<double> v4 = Vector.LoadUnsafe(ref x4, (nuint)i);
            for (int r = 0; r < rows.Length; r++)
            {
                double[] c = rows[r];
                Vector<double> sum = new Vector<double>(c[0]) * v0;
                sum = Vector.FusedMultiplyAdd(new Vector<double>(c[1]), v1, sum);
                sum = Vector.FusedMultiplyAdd(new Vector<double>(c[2]), v2, sum);
                sum = Vector.FusedMultiplyAdd(new Vector<double>(c[3]), v3, sum);
                sum = Vector.FusedMultiplyAdd(new Vector<double>(c[4]), v4, sum);
                sum.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(outputs[r]), (nuint)i);
            }
        }

        for (; i < to; i++)
        {
            (double s0, double s1, double s2, double s3, double s4) = (inputs[0][i], inputs[1][i], inputs[2][i], inputs[3][i], inputs[4][i]);
            for (int r = 0; r < rows.Length; r++)
            {
                double[] c = rows[r];
                double sum = Math.FusedMultiplyAdd(c[2], s2, Math.FusedMultiplyAdd(c[1], s1, c[0] * s0));
                outputs[r][i] = Math.FusedMultiplyAdd(c[4], s4, Math.FusedMultiplyAdd(c[3], s3, sum));
            }
        }
    }
}
