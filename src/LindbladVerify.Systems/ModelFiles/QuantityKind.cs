namespace LindbladVerify.Systems.ModelFiles;

/// <summary>What a value measures, which decides the units it may carry and whether a frequency gains a factor 2π.</summary>
public enum QuantityKind
{
    /// <summary>Not known, as for a named parameter: any unit; a frequency in Hz counts as angular.</summary>
    Any,

    /// <summary>A coupling or splitting, rad/s; a frequency in Hz is multiplied by 2π.</summary>
    AngularFrequency,

    /// <summary>A rate, 1/s; never multiplied by 2π.</summary>
    Rate,

    /// <summary>A time, s.</summary>
    Time,

    /// <summary>A length, nm.</summary>
    Length,

    /// <summary>A magnetic field, T.</summary>
    MagneticField,

    /// <summary>A temperature, K.</summary>
    Temperature,

    /// <summary>A pure number.</summary>
    Dimensionless,
}
