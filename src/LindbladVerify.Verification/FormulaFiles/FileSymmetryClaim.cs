using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A symmetry of a formula file: its map is known as expressions, which can be evaluated in many digits.</summary>
internal sealed record FileSymmetryClaim(string Id, string Statement, VerdictKind Declared, (string Name, PointExpression Image)[] Images, string MapText, PointExpression? Gain, Reference? Reference)
    : SymmetryClaim(Id, Statement, Declared, p => Images.Aggregate(p, (image, i) => image.With(i.Name, i.Image.At(p))), MapText, p => Gain?.At(p) ?? 1, Reference)
{
    /// <summary>The image of a point; null where it has none.</summary>
    public PrecisePoint? MapPrecisely(PrecisePoint point, int bits)
    {
        PrecisePoint image = point;
        foreach ((string name, PointExpression expression) in Images)
        {
            if (expression.At(point.At(bits), bits).Number is null)
            {
                return null;
            }

            image = image.With(name, b => expression.At(point.At(b), b).Number!.Value);
        }

        return image;
    }

    /// <summary>What the prediction must be multiplied by; null where that has no value.</summary>
    public Ball? FactorPrecisely(PrecisePoint point, int bits) => Gain is null ? Ball.Exact(BigFloat.One) : Gain.At(point.At(bits), bits).Number;
}
