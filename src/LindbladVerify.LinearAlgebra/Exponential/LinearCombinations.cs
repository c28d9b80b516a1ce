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
        int n = products.Order;
        SplitMatrix[] outputs = new SplitMatrix[coefficients.Length];
        for (int r = 0; r < outputs.Length; r++)
        {
            double[] row = coefficients[r];
            bool real = row[0] != 0;
            bool imaginary = false;
            for (int j = 0; j < inputs.Length; j++)
            {
                real |= row[j + 1] != 0 && inputs[j].Real is not null;
                imaginary |= row[j + 1] != 0 && inputs[j].Imaginary is not null;
            }

            outputs[r] = SplitMatrix.Rent(n, real, imaginary);
        }

        EvaluatePart(products, coefficients, weights, inputs, outputs, imaginary: false);
        EvaluatePart(products, coefficients, weights, inputs, outputs, imaginary: true);
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
        double[] flat = new double[MostInputs * outputs.Length];
        double[][] padded = new double[MostInputs][];
        for (int j = 0; j < MostInputs; j++)
        {
            padded[j] = inputs[j < inputs.Length ? j : 0];
            for (int r = 0; r < outputs.Length && j < inputs.Length; r++)
            {
                flat[(r * MostInputs) + j] = coefficients[r][j];
            }
        }

        Evaluate(products, flat, padded, outputs);
    }

    private static void EvaluatePart(SplitProducts products, double[][] coefficients, double[] weights, SplitMatrix[] inputs, SplitMatrix[] outputs, bool imaginary)
    {
        double[][] wanted = new double[outputs.Length][];
        double[] flat = new double[MostInputs * outputs.Length];
        double[][] padded = new double[MostInputs][];
        int count = 0;
        for (int r = 0; r < outputs.Length; r++)
        {
            if ((imaginary ? outputs[r].Imaginary : outputs[r].Real) is not { } output)
            {
                continue;
            }

            wanted[count] = output;
            int present = 0;
            for (int j = 0; j < inputs.Length; j++)
            {
                if ((imaginary ? inputs[j].Imaginary : inputs[j].Real) is { } input)
                {
                    padded[present] = input;
                    flat[(count * MostInputs) + present] = coefficients[r][j + 1] * weights[j];
                    present++;
                }
            }

            // Only the identity is left for such a part.
            if (present == 0)
            {
                output.AsSpan(0, products.Order * products.Order).Clear();
                continue;
            }

            Array.Fill(padded, padded[0], present, MostInputs - present);
            count++;
        }

        if (count > 0)
        {
            Evaluate(products, flat, padded, wanted.AsSpan(0, count).ToArray());
        }
    }

    // Missing inputs are the first one with the coefficient 0, so that one loop serves every number of them.
    private static void Evaluate(SplitProducts products, double[] flat, double[][] padded, double[][] outputs)
    {
        int length = products.Order * products.Order;
        if (length <= Piece)
        {
            EvaluatePiece(flat, padded, outputs, 0, length);
            return;
        }

        products.ForPieces(length, Piece, (start, piece) => EvaluatePiece(flat, padded, outputs, start, start + piece));
    }

    // All inputs of a vector are read before an output is written, as an output may be an input.
    private static void EvaluatePiece(double[] coefficients, double[][] inputs, double[][] outputs, int from, int to)
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
            for (int r = 0; r < outputs.Length; r++)
            {
                ReadOnlySpan<double> c = coefficients.AsSpan(r * MostInputs, MostInputs);
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
            for (int r = 0; r < outputs.Length; r++)
            {
                ReadOnlySpan<double> c = coefficients.AsSpan(r * MostInputs, MostInputs);
                double sum = Math.FusedMultiplyAdd(c[2], s2, Math.FusedMultiplyAdd(c[1], s1, c[0] * s0));
                outputs[r][i] = Math.FusedMultiplyAdd(c[4], s4, Math.FusedMultiplyAdd(c[3], s3, sum));
            }
        }
    }
}
