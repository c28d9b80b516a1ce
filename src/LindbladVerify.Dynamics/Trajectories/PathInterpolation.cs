namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>What a noise path does between its points.</summary>
public enum PathInterpolation
{
    /// <summary>Keeps the value of the last point: telegraph noise and Markov chains, exactly.</summary>
    Step,

    /// <summary>Runs straight to the next point.</summary>
    Linear,

    /// <summary>Only its integral over each interval is known: Gaussian noise drawn jointly with its integral.</summary>
    Integrated,
}
