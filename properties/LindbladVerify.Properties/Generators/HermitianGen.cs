using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Properties.Generators;

/// <summary>Hermitian operators: (A + A†)/2 of a full complex matrix.</summary>
internal static class HermitianGen
{
    public static Gen<Operator> Of(int dimension) => JumpOperatorGen.Of(dimension).Select(Part);

    /// <summary>Simpler ones of the same dimension.</summary>
    public static IEnumerable<Operator> Shrink(Operator a) =>
        Matrices.SimplerEntries(a).Select(Part).Where(b => (b - a).Matrix.StoredCount > 0);

    private static Operator Part(Operator a) => 0.5 * (a + a.Adjoint());
}
