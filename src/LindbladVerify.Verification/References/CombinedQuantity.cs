using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.References;

/// <summary>The ratio or the difference of two computed quantities of one model.</summary>
/// <param name="quantity">What references call it.</param>
/// <param name="first">The first.</param>
/// <param name="second">What it is divided by, or what is taken from it.</param>
/// <param name="isRatio">Whether it is the ratio.</param>
internal sealed class CombinedQuantity(string quantity, IReferenceQuantity first, IReferenceQuantity second, bool isRatio) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => quantity;

    /// <summary>Coupled equations of the larger of both; 0 where that is not known.</summary>
    public int Equations => Math.Max(Of(first), Of(second));

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        ReferenceValue a = first.Evaluate(reference, point);
        ReferenceValue b = second.Evaluate(reference, point);
        if (!a.Exists || !b.Exists)
        {
            return ReferenceValue.None((a.Exists ? b.Remark : a.Remark) ?? "One of the two quantities has no value.");
        }

        double errorA = a.RelativeUncertainty * Math.Abs(a.ErrorScale);
        double errorB = b.RelativeUncertainty * Math.Abs(b.ErrorScale);
        if (!isRatio)
        {
            double difference = a.Value - b.Value;
            double error = errorA + errorB + (2.2e-16 * (Math.Abs(a.Value) + Math.Abs(b.Value)));
            return new ReferenceValue(difference, difference == 0 ? 0 : error / Math.Abs(difference), a.Remark ?? b.Remark);
        }

        return b.Value == 0
            ? ReferenceValue.None("The quantity that is divided by is 0.")
            : new ReferenceValue(a.Value / b.Value, (a.Value == 0 ? 0 : errorA / Math.Abs(a.Value)) + (errorB / Math.Abs(b.Value)) + 2.2e-16, a.Remark ?? b.Remark);
    }

    private static int Of(IReferenceQuantity one) => one switch { ModelQuantity m => m.Equations, OscillatorQuantity o => o.Equations, _ => 0 };
}
