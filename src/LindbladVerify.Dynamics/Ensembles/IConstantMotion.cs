namespace LindbladVerify.Dynamics.Ensembles;

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
