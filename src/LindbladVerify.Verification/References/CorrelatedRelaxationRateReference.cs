using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The flip-flop rate W of two nuclei that one electron relaxes by its transverse hyperfine field: an entry of their rate matrix under the
/// whole noise-extended generator, nothing secular and no relaxation superoperator assumed.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
public sealed class CorrelatedRelaxationRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.CorrelatedRelaxationRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        if (!string.Equals(reference.Method, Reference.ExactMethod, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The rate of a pair with correlated relaxation has no method '{reference.Method}'; known is {Reference.ExactMethod}.", nameof(reference));
        }

        var pair = new PseudosecularPair(point["w0"], point["delta"], point["D"], point["A1"], point["A2"], point["phi"], point["G2II"]);
        OpenSystemModel model = pair.Model(ElectronNoise.Parse(reference.Noise).Process(point["P"], point["Gc"]));
        (double[,] k, double uncertainty) = RateMatrix.Of(model, [RelaxingPair.FirstNucleus, RelaxingPair.SecondNucleus], kernels);

        // The slow rates are formed beside the Larmor frequency and the electron rate.
        double slow = Math.Max(point["G2II"], Math.Abs(point["D"]));
        return new ReferenceValue(-k[0, 1], uncertainty * (1 + ((point["w0"] + point["Gc"]) / slow)));
    }
}
