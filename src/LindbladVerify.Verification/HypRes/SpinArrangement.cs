namespace LindbladVerify.Verification.HypRes;

/// <summary>Where the nuclei of a sphere sit.</summary>
public enum SpinArrangement
{
    /// <summary>On a simple cubic lattice of spacing a, turned and shifted at random.</summary>
    Lattice,

    /// <summary>At random, no two closer than 0.6 a (random sequential addition), at the density of the lattice.</summary>
    Glass,
}
