namespace LindbladVerify.Systems.Models;

/// <summary>An envelope given as a function in code.</summary>
/// <param name="function">f(t), t ≥ 0 in s; real, finite and safe to call from several threads.</param>
/// <param name="breakpoints">Times at which f or its slope jumps, ascending; elsewhere f should be smooth.</param>
public sealed class FunctionEnvelope(Func<double, double> function, params IReadOnlyList<double> breakpoints) : Envelope
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => breakpoints;

    /// <inheritdoc/>
    public override double At(double time) => function(time);
}
