using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>The flip-flop rate W of two nuclei that relax longitudinally at the same time, read off the entries of their rate matrix.</summary>
/// <param name="kernels">Dense real kernels.</param>
public sealed class RelaxingPairRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.RelaxingPairRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double first = point["G1a"], second = point["G1b"];
        var pair = new RelaxingPair(point["D"], point["Delta"], first, second, point["G2II"]);
        OpenSystemModel model = pair.Model(ElectronNoise.Parse(reference.Noise).Process(point["P"], point["Gc"]));
        (double[,] k, double uncertainty) = RateMatrix.Of(model, [RelaxingPair.FirstNucleus, RelaxingPair.SecondNucleus], kernels);
        double narrowness = 1 + (Math.Abs(point["Delta"]) / Math.Min(first + second + point["G2II"], point["Gc"]));
        double w = reference.Method switch
        {
            Reference.FirstToFirstMethod => k[0, 0] - (2 * first),
            Reference.SecondToSecondMethod => k[1, 1] - (2 * second),
            Reference.FirstToSecondMethod => -k[1, 0],
            Reference.SecondToFirstMethod => -k[0, 1],
            Reference.ResidenceOfDifferenceMethod => ResidenceOfDifference(k),
            _ => throw new ArgumentException($"The rate of a relaxing pair has no method '{reference.Method}'; known are {Reference.FirstToFirstMethod}, {Reference.FirstToSecondMethod}, {Reference.SecondToFirstMethod}, {Reference.SecondToSecondMethod} and {Reference.ResidenceOfDifferenceMethod}.", nameof(reference)),
        };

        // The diagonal entries hold W beside 2 Γ1.
        double hidden = reference.Method is Reference.FirstToFirstMethod or Reference.SecondToSecondMethod ? 1 + (2 * Math.Max(first, second) / Math.Abs(w)) : 1;
        return new ReferenceValue(w, uncertainty * narrowness * hidden);
    }

    /// <summary>z(0)/(2∫z dt) of z = ⟨I1z - I2z⟩ started with opposite polarizations: 1/(d·K⁻¹d) with d = (1, -1).</summary>
    private static double ResidenceOfDifference(double[,] k)
    {
        double sum = k[0, 0] + k[0, 1] + k[1, 0] + k[1, 1];
        return ((k[0, 0] * k[1, 1]) - (k[0, 1] * k[1, 0])) / sum;
    }
}
