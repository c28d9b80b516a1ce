using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>What the managed factorisation needs to know about its number type, so that it is written once for both.</summary>
internal unsafe interface IDenseArithmetic<T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Size by which a pivot is chosen: |x|, for complex numbers |re| + |im| as LAPACK does.</summary>
    static abstract double PivotSize(T value);

    /// <summary>y += alpha x.</summary>
    static abstract void AddScaled(int n, T alpha, T* x, T* y);

    /// <summary>C -= A B with A [m, k], B [k, n], all with the same leading dimension.</summary>
    static abstract void SubtractProduct(int m, int n, int k, T* a, int lda, T* b, int ldb, T* c, int ldc);
}
