using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>A complex number of numbers of any kind.</summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part; of no meaning where <paramref name="IsReal"/>.</param>
/// <param name="IsReal">Whether the number is known to be real.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ComplexNumber<T>(T Real, T Imaginary, bool IsReal);
