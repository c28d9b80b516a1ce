using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// Noise parts that commute with each other, and so turn the same planes: the plane of pair p by the angle Σ_k ω_fk θ_k,
/// θ_k = ∫ξ_k dt, where f is the pair's frequency number.
/// </summary>
/// <param name="Parts">Numbers of the parts, ascending.</param>
/// <param name="Frequencies">ω_f, one value per part of the group; shared by all blocks.</param>
/// <param name="Planes">The planes of each block.</param>
internal sealed record CommutingRotations(int[] Parts, IReadOnlyList<double[]> Frequencies, RotationPlanes[] Planes)
{
    /// <summary>How far a commutator may be from zero, relative to the product of the norms of its factors.</summary>
    private const double CommutatorRounding = 1e-13;

    /// <summary>Sorts the parts of a system into as few groups as a greedy search finds.</summary>
    public static CommutingRotations[] Of(EnsembleSystem system)
    {
        List<List<int>> groups = [];
        int parts = system.Blocks.Length == 0 ? 0 : system.Blocks[0].Parts.Length;
        for (int k = 0; k < parts; k++)
        {
            if (system.Blocks.All(b => b.Parts[k].StoredCount == 0))
            {
                continue;
            }

            List<int>? home = groups.Find(g => g.All(other => Commute(system, k, other)));
            if (home is null)
            {
                groups.Add(home = []);
            }

            home.Add(k);
        }

        return [.. groups.Select(g => Diagonalise(system, [.. g]))];
    }

    private static bool Commute(EnsembleSystem system, int k, int other) => system.Blocks.All(b =>
    {
        SparseMatrix<double> x = b.Parts[k], y = b.Parts[other];
        return ((x * y) - (y * x)).LargestModulus() <= CommutatorRounding * x.LargestModulus() * y.LargestModulus();
    });

    private static CommutingRotations Diagonalise(EnsembleSystem system, int[] parts)
    {
        FrequencyTable table = new(Array.ConvertAll(parts, k => system.Blocks.Max(b => b.Parts[k].LargestModulus())));
        RotationPlanes[] planes = Array.ConvertAll(system.Blocks, b => RotationPlanes.Of(b.Order, Array.ConvertAll(parts, k => b.Parts[k]), table));
        return new CommutingRotations(parts, table.Rows, planes);
    }
}

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
