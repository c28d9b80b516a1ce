using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Rotations of coordinate planes, a different angle for every trajectory; rows of trajectories are contiguous.</summary>
internal static unsafe class PlaneRotations
{
    /// <summary>angle = Σ_k weight_k · integral_k, and its cosine and sine.</summary>
    /// <param name="weights">One per integral.</param>
    /// <param name="integrals">Rows of ∫ξ dt, <paramref name="stride"/> apart.</param>
    /// <param name="rows">Row of each weight.</param>
    /// <param name="stride">Distance of rows.</param>
    /// <param name="count">A multiple of the lane count.</param>
    /// <param name="cos">[count].</param>
    /// <param name="sin">[count].</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Angles<T>(ReadOnlySpan<double> weights, ReadOnlySpan<int> rows, double* integrals, int stride, int count, double* cos, double* sin)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < count; i += T.Count)
        {
            T angle = T.Broadcast(weights[0]) * T.Load(integrals + (rows[0] * stride) + i);
            for (int k = 1; k < weights.Length; k++)
            {
                angle = T.Fma(T.Broadcast(weights[k]), T.Load(integrals + (rows[k] * stride) + i), angle);
            }

            LaneMath.SinCos(angle, out T s, out T c);
            T.Store(c, cos + i);
            T.Store(s, sin + i);
        }
    }

    /// <summary>(x, y) becomes (x cos − y sin, y cos + x sin).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Rotate<T>(double* x, double* y, double* cos, double* sin, int count)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < count; i += T.Count)
        {
            T a = T.Load(x + i), b = T.Load(y + i), c = T.Load(cos + i), s = T.Load(sin + i);
            T.Store((a * c) - (b * s), x + i);
            T.Store(T.Fma(a, s, b * c), y + i);
        }
    }
}
