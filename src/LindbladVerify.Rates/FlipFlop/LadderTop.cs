namespace LindbladVerify.Rates.FlipFlop;

/// <summary>The block [[p, q], [-q, r]] of the topmost level of a ladder, and by how much each element may be wrong.</summary>
internal readonly record struct LadderTop(double P, double Q, double R, double ErrorP, double ErrorQ, double ErrorR);
