namespace LindbladVerify.Algebra.Interpolation;

/// <summary>The monomials that share a power of t along weighted lines.</summary>
internal sealed record TermGroup(int Power, int[][] Monomials);
