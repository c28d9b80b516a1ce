using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>An explicit time dependence: H(t) gains Envelope(t) · Operator.</summary>
/// <param name="Operator">[d, d], Hermitian; its unit times that of the envelope is rad/s.</param>
/// <param name="Envelope">Real function of the time, on the clock of the output times: the initial state holds at 0.</param>
public sealed record Drive(Operator Operator, Envelope Envelope);
