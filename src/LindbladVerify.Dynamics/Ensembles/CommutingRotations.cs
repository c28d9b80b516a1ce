using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.Ensembles;

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
