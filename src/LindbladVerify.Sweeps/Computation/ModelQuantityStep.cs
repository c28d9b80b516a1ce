using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>A reference quantity of a model file. Cost: a few milliseconds even for small models, as each point builds its equations.</summary>
internal sealed class ModelQuantityStep(ModelReference reference, ModelRequest request) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        ReferenceValue value = reference.Evaluate(request.Kind!.Value, request.Factor, request.Time?.At(slots), slots, cancellation);
        slots[request.Slot] = value.Value;
        if (!value.Exists && request.Kind != ModelQuantityKind.SpectralGap)
        {
            throw new ArithmeticException(value.Remark ?? "The quantity has no value here.");
        }
    }
}
