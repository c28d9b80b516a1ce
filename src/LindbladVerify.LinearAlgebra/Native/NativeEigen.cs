using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>General eigensystems by LAPACK's geev, whose right vectors have Euclidean norm 1.</summary>
internal static unsafe class NativeEigen
{
    /// <summary>Eigensystem of a real matrix; complex pairs come with the positive imaginary part first.</summary>
    public static Eigensystem Real(NativeBlas blas, int n, ReadOnlySpan<double> a, bool vectors)
    {
        if (n == 0)
        {
            return new Eigensystem([], []);
        }

        double[] work = new double[1];
        double[] copy = a[..(n * n)].ToArray();
        double[] real = new double[n];
        double[] imaginary = new double[n];
        double[] packed = new double[vectors ? n * n : 1];
        int status = Call(blas, n, copy, real, imaginary, packed, work, query: true, vectors);
        if (status == 0)
        {
            work = new double[Math.Max(4 * n, (int)work[0])];
            status = Call(blas, n, copy, real, imaginary, packed, work, query: false, vectors);
        }

        ThrowIfFailed("dgeev", n, status);
        Complex[] values = [.. real.Zip(imaginary, (re, im) => new Complex(re, im))];
        return new Eigensystem(values, vectors ? ConjugatePairs.Unpack(n, imaginary, packed) : []);
    }

    /// <summary>Eigensystem of a complex matrix.</summary>
    public static Eigensystem Complex(NativeBlas blas, int n, ReadOnlySpan<Complex> a, bool vectors)
    {
        if (n == 0)
        {
            return new Eigensystem([], []);
        }

        Complex[] work = new Complex[1];
        Complex[] copy = a[..(n * n)].ToArray();
        Complex[] values = new Complex[n];
        Complex[] right = new Complex[vectors ? n * n : 1];
        int status = Call(blas, n, copy, values, right, work, query: true, vectors);
        if (status == 0)
        {
            work = new Complex[Math.Max(2 * n, (int)work[0].Real)];
            status = Call(blas, n, copy, values, right, work, query: false, vectors);
        }

        ThrowIfFailed("zgeev", n, status);
        return new Eigensystem(values, vectors ? right : []);
    }

    private static int Call(NativeBlas blas, int n, double[] a, double[] real, double[] imaginary, double[] vectors, double[] work, bool query, bool wantVectors)
    {
        byte none = (byte)'N';
        byte right = wantVectors ? (byte)'V' : none;
        int one = 1;
        int ld = wantVectors ? n : 1;
        int length = query ? -1 : work.Length;
        int status = 0;
        double unused;
        fixed (double* pa = a, pr = real, pi = imaginary, pv = vectors, pw = work)
        {
            blas.Dgeev(&none, &right, &n, pa, &n, pr, pi, &unused, &one, pv, &ld, pw, &length, &status, 1, 1);
        }

        return status;
    }

    private static int Call(NativeBlas blas, int n, Complex[] a, Complex[] values, Complex[] vectors, Complex[] work, bool query, bool wantVectors)
    {
        byte none = (byte)'N';
        byte right = wantVectors ? (byte)'V' : none;
        int one = 1;
        int ld = wantVectors ? n : 1;
        int length = query ? -1 : work.Length;
        int status = 0;
        Complex unused;
        double[] realWork = new double[2 * n];
        fixed (Complex* pa = a, pl = values, pv = vectors, pw = work)
        fixed (double* prw = realWork)
        {
            blas.Zgeev(&none, &right, &n, pa, &n, pl, &unused, &one, pv, &ld, pw, &length, prw, &status, 1, 1);
        }

        return status;
    }

    private static void ThrowIfFailed(string routine, int n, int status)
    {
        if (status > 0)
        {
            throw new EigenvalueIterationException(routine, n);
        }

        if (status < 0)
        {
            throw new InvalidOperationException($"LAPACK's {routine} refused its argument number {-status}.");
        }
    }
}
