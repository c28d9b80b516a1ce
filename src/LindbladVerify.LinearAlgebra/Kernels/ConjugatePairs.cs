using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Unpacks the eigenvectors of a real matrix as LAPACK and EISPACK store them.</summary>
internal static class ConjugatePairs
{
    /// <summary>Columns j and j+1 of a complex pair hold real and imaginary part of the vector for the value with positive imaginary part.</summary>
    public static Complex[] Unpack(int n, ReadOnlySpan<double> imaginaryOfValues, ReadOnlySpan<double> packed)
    {
        Complex[] vectors = new Complex[n * n];
        for (int j = 0; j < n; j++)
        {
            bool isPair = imaginaryOfValues[j] != 0 && j + 1 < n;
            for (int i = 0; i < n; i++)
            {
                double re = packed[i + (j * n)];
                double im = isPair ? packed[i + ((j + 1) * n)] : 0;
                vectors[i + (j * n)] = new Complex(re, im);
                if (isPair)
                {
                    vectors[i + ((j + 1) * n)] = new Complex(re, -im);
                }
            }

            if (isPair)
            {
                j++;
            }
        }

        return vectors;
    }
}
