using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>A value Even + Odd √r by the places of both parts in a program, with one radicand r for all.</summary>
/// <param name="Even">The part without the root.</param>
/// <param name="Odd">What multiplies the root.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RootedPlace(int Even, int Odd);
