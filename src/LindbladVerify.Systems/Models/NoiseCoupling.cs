using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>A classical process that multiplies an operator: H(t) gains xi(t) · Operator.</summary>
/// <param name="Operator">[d, d], Hermitian; its unit times the unit of xi is rad/s.</param>
/// <param name="Process">The process xi, independent of all others.</param>
public sealed record NoiseCoupling(Operator Operator, NoiseProcess Process);
