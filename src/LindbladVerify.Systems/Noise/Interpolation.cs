namespace LindbladVerify.Systems.Noise;

/// <summary>What a tabulated function does between its points.</summary>
public enum Interpolation
{
    /// <summary>Keeps the value of the last point until the next one.</summary>
    Step,

    /// <summary>Joins neighbouring points by straight lines.</summary>
    Linear,
}
