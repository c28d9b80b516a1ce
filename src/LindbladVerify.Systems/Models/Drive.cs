using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>An explicit time dependence: H(t) gains Envelope(t) · Operator.</summary>
/// <param name="Operator">[d, d], Hermitian; its unit times the unit of the envelope is rad/s.</param>
/// <param name="Envelope">f(t), real and finite for every t ≥ 0 in seconds; called from one thread at a time.</param>
public sealed record Drive(Operator Operator, Func<double, double> Envelope)
{
    /// <summary>Times at which f or a derivative of it jumps, s; steppers land on them. Elsewhere f should be smooth.</summary>
    public IReadOnlyList<double> Breakpoints { get; init; } = [];
}
