using LindbladVerify.Rates.Definitions;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>The reference quantities of a model file at points of a sweep: every model, at the cost of binding it anew.</summary>
internal sealed class ModelReference(ModelFile model, string[] names, int[] slots, string observable)
{
    private const string Quantity = "sweep";

    /// <summary>A quantity at a point.</summary>
    /// <exception cref="ArgumentException">The model does not exist there.</exception>
    public ReferenceValue Evaluate(ModelQuantityKind kind, double factor, double? time, double[] values, CancellationToken cancellation)
    {
        var kernels = new CancellableKernels(DenseKernels.Managed, cancellation);
        var quantity = new ModelQuantity(Quantity, model, observable, kind, factor, kernels, cancellation);
        double[] bound = Array.ConvertAll(slots, s => values[s]);
        ParameterPoint point = time is { } t ? new ParameterPoint([.. names, ModelQuantity.Time], [.. bound, t]) : new ParameterPoint(names, bound);
        return quantity.Evaluate(new Reference(Quantity, NoiseNames.None, kind.Method()), point);
    }

    /// <summary>The model at a point.</summary>
    /// <exception cref="ModelFileException">It does not exist there.</exception>
    public LoadedModel Bind(double[] values)
    {
        var overrides = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int k = 0; k < names.Length; k++)
        {
            overrides[names[k]] = values[slots[k]];
        }

        return model.Bind(overrides);
    }

    /// <summary>Name of the observable.</summary>
    public string Observable => observable;
}
