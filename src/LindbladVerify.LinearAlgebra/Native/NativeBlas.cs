using System.Numerics;
using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>The entry points that MKL and OpenBLAS share: C BLAS, and LAPACK by its Fortran names, both with 32-bit integers.</summary>
/// <remarks>Fortran LAPACK rather than LAPACKE because distributions ship OpenBLAS without LAPACKE.</remarks>
internal sealed unsafe class NativeBlas
{
    /// <summary>CBLAS code of column-major storage.</summary>
    public const int ColumnMajor = 102;

    /// <summary>Resolves all entry points of a loaded library.</summary>
    /// <exception cref="UnfitLibraryException">One is missing.</exception>
    public NativeBlas(nint library)
    {
        Dgemm = (delegate* unmanaged[Cdecl]<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)Symbol(library, "cblas_dgemm");
        Zgemm = (delegate* unmanaged[Cdecl]<int, int, int, int, int, int, Complex*, Complex*, int, Complex*, int, Complex*, Complex*, int, void>)Symbol(library, "cblas_zgemm");
        Dgemv = (delegate* unmanaged[Cdecl]<int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)Symbol(library, "cblas_dgemv");
        Zgemv = (delegate* unmanaged[Cdecl]<int, int, int, int, Complex*, Complex*, int, Complex*, int, Complex*, Complex*, int, void>)Symbol(library, "cblas_zgemv");
        Ddot = (delegate* unmanaged[Cdecl]<int*, double*, int*, double*, int*, double>)Symbol(library, "ddot_");
        Dgesv = (delegate* unmanaged[Cdecl]<int*, int*, double*, int*, int*, double*, int*, int*, void>)Symbol(library, "dgesv_");
        Dgetrf = (delegate* unmanaged[Cdecl]<int*, int*, double*, int*, int*, int*, void>)Symbol(library, "dgetrf_");
        Zgetrf = (delegate* unmanaged[Cdecl]<int*, int*, Complex*, int*, int*, int*, void>)Symbol(library, "zgetrf_");
        Dgetrs = (delegate* unmanaged[Cdecl]<byte*, int*, int*, double*, int*, int*, double*, int*, int*, nint, void>)Symbol(library, "dgetrs_");
        Zgetrs = (delegate* unmanaged[Cdecl]<byte*, int*, int*, Complex*, int*, int*, Complex*, int*, int*, nint, void>)Symbol(library, "zgetrs_");
        Dgeev = (delegate* unmanaged[Cdecl]<byte*, byte*, int*, double*, int*, double*, double*, double*, int*, double*, int*, double*, int*, int*, nint, nint, void>)Symbol(library, "dgeev_");
        Zgeev = (delegate* unmanaged[Cdecl]<byte*, byte*, int*, Complex*, int*, Complex*, Complex*, int*, Complex*, int*, Complex*, int*, double*, int*, nint, nint, void>)Symbol(library, "zgeev_");
    }

    /// <summary>cblas_dgemm.</summary>
    public delegate* unmanaged[Cdecl]<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void> Dgemm { get; }

    /// <summary>cblas_zgemm.</summary>
    public delegate* unmanaged[Cdecl]<int, int, int, int, int, int, Complex*, Complex*, int, Complex*, int, Complex*, Complex*, int, void> Zgemm { get; }

    /// <summary>cblas_dgemv.</summary>
    public delegate* unmanaged[Cdecl]<int, int, int, int, double, double*, int, double*, int, double, double*, int, void> Dgemv { get; }

    /// <summary>cblas_zgemv.</summary>
    public delegate* unmanaged[Cdecl]<int, int, int, int, Complex*, Complex*, int, Complex*, int, Complex*, Complex*, int, void> Zgemv { get; }

    /// <summary>ddot_, used by the handshake alone.</summary>
    public delegate* unmanaged[Cdecl]<int*, double*, int*, double*, int*, double> Ddot { get; }

    /// <summary>dgesv_, used by the handshake alone.</summary>
    public delegate* unmanaged[Cdecl]<int*, int*, double*, int*, int*, double*, int*, int*, void> Dgesv { get; }

    /// <summary>dgetrf_.</summary>
    public delegate* unmanaged[Cdecl]<int*, int*, double*, int*, int*, int*, void> Dgetrf { get; }

    /// <summary>zgetrf_.</summary>
    public delegate* unmanaged[Cdecl]<int*, int*, Complex*, int*, int*, int*, void> Zgetrf { get; }

    /// <summary>dgetrs_, with Fortran's hidden length of the text argument.</summary>
    public delegate* unmanaged[Cdecl]<byte*, int*, int*, double*, int*, int*, double*, int*, int*, nint, void> Dgetrs { get; }

    /// <summary>zgetrs_, with Fortran's hidden length of the text argument.</summary>
    public delegate* unmanaged[Cdecl]<byte*, int*, int*, Complex*, int*, int*, Complex*, int*, int*, nint, void> Zgetrs { get; }

    /// <summary>dgeev_, with Fortran's hidden lengths of the text arguments.</summary>
    public delegate* unmanaged[Cdecl]<byte*, byte*, int*, double*, int*, double*, double*, double*, int*, double*, int*, double*, int*, int*, nint, nint, void> Dgeev { get; }

    /// <summary>zgeev_, with Fortran's hidden lengths of the text arguments.</summary>
    public delegate* unmanaged[Cdecl]<byte*, byte*, int*, Complex*, int*, Complex*, Complex*, int*, Complex*, int*, Complex*, int*, double*, int*, nint, nint, void> Zgeev { get; }

    private static nint Symbol(nint library, string name) =>
        NativeLibrary.TryGetExport(library, name, out nint address)
            ? address
            : throw new UnfitLibraryException($"it exports no {name} (a build with 64-bit integers or without C BLAS or LAPACK?)");
}
