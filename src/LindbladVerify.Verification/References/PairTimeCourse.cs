using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>The time course of z = I1z - I2z of the nuclear pair from |αβ⟩, averaged over the noise.</summary>
/// <param name="kernels">Dense kernels for the exponentials.</param>
public sealed class PairTimeCourse(IDenseKernels kernels) : ICurveQuantity
{
    /// <summary>The name of the quantity. Parameters D, Delta (rad/s), P, Gc, G2 (1/s), and t (s) for a single time.</summary>
    public const string Name = "pair-time-course";

    /// <inheritdoc/>
    public string Quantity => Name;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Observe(reference.Noise, point).At(point[ModelQuantity.Time]);
    }

    /// <inheritdoc/>
    public TimeCourse Course(Reference reference, ParameterPoint point) => Observe(reference.Noise, point).Course();

    private ObservedModel Observe(string noise, ParameterPoint point)
    {
        bool polarized = string.Equals(noise, NoiseNames.Polarized, StringComparison.Ordinal);
        NuclearPair pair = PairParameters.Pair(point, polarized ? 1 : null);
        NoiseProcess? electron = polarized ? null : ElectronNoise.Parse(noise).Process(pair.Polarization, pair.ElectronRate);
        return new ObservedModel(pair.Model(electron), NuclearPair.FirstNucleusUp, NuclearPair.PolarizationDifference, kernels);
    }
}
