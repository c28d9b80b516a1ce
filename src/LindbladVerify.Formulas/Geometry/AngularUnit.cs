namespace LindbladVerify.Formulas.Geometry;

/// <summary>Which number stands for a coupling.</summary>
public enum AngularUnit
{
    /// <summary>The angular frequency, rad/s.</summary>
    RadiansPerSecond,

    /// <summary>The frequency in hertz: the angular frequency divided by 2π.</summary>
    Hertz,
}
