namespace LindbladVerify.Formulas.Tests;

/// <summary>A point of the pair without its dipolar coupling.</summary>
internal sealed record PairPoint(double Delta, double P, double Gc, double G2);
