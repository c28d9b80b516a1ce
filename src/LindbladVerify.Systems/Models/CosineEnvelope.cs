namespace LindbladVerify.Systems.Models;

/// <summary>amplitude · cos(frequency · t + phase): a drive whose period is known.</summary>
/// <param name="amplitude">In units of the envelope.</param>
/// <param name="frequency">rad/s.</param>
/// <param name="phase">rad.</param>
public sealed class CosineEnvelope(double amplitude, double frequency, double phase) : Envelope
{
    /// <summary>In units of the envelope.</summary>
    public double Amplitude => amplitude;

    /// <summary>rad/s.</summary>
    public double Frequency => frequency;

    /// <summary>rad, at time 0.</summary>
    public double Phase => phase;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [];

    /// <inheritdoc/>
    public override double At(double time) => amplitude * Math.Cos((frequency * time) + phase);

    /// <inheritdoc/>
    public override EnvelopeStructure Structure(double end, double negligible) =>
        new([new EnvelopePiece(0, end, frequency == 0 ? double.PositiveInfinity : 2 / Math.Abs(frequency), frequency == 0 || Math.Abs(amplitude) <= negligible)], 0);

    /// <inheritdoc/>
    internal override Envelope Shifted(double start) => start == 0 ? this : new CosineEnvelope(amplitude, frequency, Math.IEEERemainder(phase + (frequency * start), 2 * Math.PI));
}
