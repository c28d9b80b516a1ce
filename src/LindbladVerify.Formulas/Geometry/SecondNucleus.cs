namespace LindbladVerify.Formulas.Geometry;

/// <summary>Where the second nucleus of a pair sits when the first is at distance r from the electron and the two are a apart.</summary>
public enum SecondNucleus
{
    /// <summary>Sideways, at √(r² + a²).</summary>
    Perpendicular,

    /// <summary>Further out on the same ray, at r + a.</summary>
    Radial,
}
