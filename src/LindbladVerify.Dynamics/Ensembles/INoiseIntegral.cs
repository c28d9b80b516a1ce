namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>The integrals ∫ξ dt of one process over consecutive steps, for a block of trajectories. One worker owns it.</summary>
internal interface INoiseIntegral
{
    /// <summary>Begins trajectories first … first + count − 1 at time 0; count is a multiple of sixteen.</summary>
    void Start(long first, int count);

    /// <summary>Writes ∫ξ dt over the next step of every trajectory.</summary>
    /// <param name="step">Number of the step, from 0.</param>
    /// <param name="length">Length of the step, s.</param>
    /// <param name="integrals">[count].</param>
    void Next(long step, double length, Span<double> integrals);
}
