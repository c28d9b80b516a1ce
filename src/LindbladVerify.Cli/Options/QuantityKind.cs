namespace LindbladVerify.Cli.Options;

/// <summary>What a number on the command line measures.</summary>
internal enum QuantityKind
{
    /// <summary>A pure number.</summary>
    Number,

    /// <summary>An angular frequency, rad/s; hertz are multiplied by 2π.</summary>
    Angular,

    /// <summary>A rate, 1/s.</summary>
    Rate,
}
