namespace LindbladVerify.Systems.Models;

/// <summary>A real function of time that multiplies a drive's operator. Immutable and safe to use from several threads.</summary>
public abstract class Envelope
{
    /// <summary>Times, s, at which the function or its slope jumps: an integrator should not step across them. Ascending.</summary>
    public abstract IReadOnlyList<double> Breakpoints { get; }

    /// <summary>The value at a time in s.</summary>
    public abstract double At(double time);

    /// <summary>Where the function changes and how fast, from 0 to an end.</summary>
    /// <param name="end">Last time of interest, s, positive.</param>
    /// <param name="negligible">A change of the value that does not matter.</param>
    public virtual EnvelopeStructure Structure(double end, double negligible) => new EnvelopeProbes(At, end).Find(Breakpoints);
}
