namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Measured speed of square matrix products.</summary>
/// <param name="Order">Order of the matrices.</param>
/// <param name="RealGigaflops">10^9 real floating-point operations per second, real matrices.</param>
/// <param name="ComplexGigaflops">10^9 real floating-point operations per second, complex matrices.</param>
public sealed record KernelRates(int Order, double RealGigaflops, double ComplexGigaflops);
