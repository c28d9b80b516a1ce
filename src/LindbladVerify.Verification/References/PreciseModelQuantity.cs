using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.ModelFiles;
namespace LindbladVerify.Verification.References;
internal sealed class PreciseModelQuantity : IPreciseQuantity
{
    public double Operations(Reference reference) => double.PositiveInfinity;
    public static PreciseModelQuantity? TryCreate(ModelFile model, string observable, ModelQuantityKind kind, double factor, out string reason) { reason = ""; return null; }
    public PreciseReference Evaluate(Reference reference, Func<int, IReadOnlyDictionary<string, Ball>?> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation) => default;
}
internal sealed class PrecisePairCourse { public static IPreciseQuantity? Instance => null; }
