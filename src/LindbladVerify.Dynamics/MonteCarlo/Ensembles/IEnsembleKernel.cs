using LindbladVerify.Dynamics.MonteCarlo.Pair;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>Carries blocks of trajectories through the output times. Callable from any number of threads.</summary>
internal interface IEnsembleKernel
{
    /// <summary>Sample values per trajectory.</summary>
    int Dimension { get; }

    /// <summary>Largest block.</summary>
    int BlockSize { get; }

    /// <summary>Mean and variance over trajectories first … first + count − 1; null if cancelled on the way.</summary>
    MomentAccumulator? Run(long first, int count, CancellationToken cancellation);
}

/// <summary>exp(L t) on many trajectories at once, each for a time of its own, for one block and one constant L.</summary>
internal interface IConstantMotion
{
    /// <summary>Moves rows 0 … count − 1 of <paramref name="values"/>.</summary>
    /// <param name="values">[stride, n] column-major coordinates, one trajectory to a row.</param>
    /// <param name="scratch">Room of the same shape.</param>
    /// <param name="moreScratch">More of it.</param>
    /// <param name="times">[stride] times, not negative, s.</param>
    /// <param name="count">Trajectories.</param>
    /// <param name="stride">Distance of coordinates, at least <paramref name="count"/> rounded up to a multiple of sixteen.</param>
    void Advance(Span<double> values, Span<double> scratch, Span<double> moreScratch, Span<double> times, int count, int stride);
}

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
