using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Properties.Generators;

/// <summary>Jump operators: full complex matrices, not normal, with a trace.</summary>
internal static class JumpOperatorGen
{
    public static Gen<Operator> Of(int dimension) => Matrices.Rectangular(dimension, dimension).Select(m => new Operator(m));

    /// <summary>Simpler ones of the same dimension.</summary>
    public static IEnumerable<Operator> Shrink(Operator a) => Matrices.SimplerEntries(a);
}
