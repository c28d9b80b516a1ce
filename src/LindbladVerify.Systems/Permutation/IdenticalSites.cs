namespace LindbladVerify.Systems.Permutation;

/// <summary>Classes of two-level sites whose exchange changes nothing.</summary>
/// <remarks>
/// Exchanges of two sites that leave a model as it is make an equivalence, and those within a class generate all its permutations: every site is compared
/// with one of each class. Nothing is taken from names or from how a file is written.
/// </remarks>
internal static class IdenticalSites
{
    /// <summary>The classes, each ascending, by their first site; a site that is like no other is a class of its own, as is every site of more levels.</summary>
    /// <param name="algebras">The algebras of the sites.</param>
    /// <param name="unchanged">Sums that exchanges within a class must leave as they are.</param>
    public static int[][] Of(IReadOnlyList<SiteAlgebra> algebras, IReadOnlyList<StringSum> unchanged)
    {
        (StringSum Sum, ILookup<int, FactorList> BySite)[] sums = [.. unchanged.Select(s => (s, s.BySite()))];
        var classes = new List<List<int>>();
        for (int site = 0; site < algebras.Count; site++)
        {
            List<int>? own = algebras[site].Levels == 2
                ? classes.Find(c => algebras[c[0]].Levels == 2 && Array.TrueForAll(sums, s => s.Sum.IsUnchanged(s.BySite, c[0], site)))
                : null;
            if (own is null)
            {
                classes.Add([site]);
            }
            else
            {
                own.Add(site);
            }
        }

        return [.. classes.Select(c => c.ToArray())];
    }
}
