namespace LindbladVerify.Sweeps.Computation;

/// <summary>A part of the initial state: the product of polarizations times fixed coordinates.</summary>
/// <param name="Polarizations">Polarizations of spins 1/2 that multiply it.</param>
/// <param name="Coordinates">[n] in the block.</param>
internal sealed record InitialPart(IReadOnlyList<SlotProgram> Polarizations, double[] Coordinates);
