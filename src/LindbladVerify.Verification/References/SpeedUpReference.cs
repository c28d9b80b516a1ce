using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>The ratio of two flip-flop rates that differ in the electron polarization, at a distance from the electron, over the number quoted for it.</summary>
/// <param name="kernels">Not needed: the noise ladder is eliminated level by level.</param>
internal sealed class SpeedUpReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.SpeedUpQuantity;

    /// <summary>The kernels it was made with.</summary>
    public IDenseKernels Kernels { get; } = kernels;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        ElectronNoise noise = ElectronNoise.Parse(reference.Noise);
        double r2 = point["r"] * point["r"];
        double outer2 = r2 + (point["a"] * point["a"]);
        double hyperfine = point["K"] * (Math.Pow(r2, -1.5) - Math.Pow(outer2, -1.5));
        RateEstimate on = Rate(point, hyperfine, point["Pon"], noise);
        RateEstimate off = Rate(point, hyperfine, point["Poff"], noise);

        // Rounding of the polarization moves 1 - P by eps/(1 - P).
        double conditioning = 2.3e-16 / Math.Max(1 - Math.Abs(point["Poff"]), 2.3e-16);
        return new ReferenceValue(on.Value / off.Value / point["speedUp"], on.RelativeUncertainty + off.RelativeUncertainty + conditioning, on.Reason ?? off.Reason);
    }

    /// <summary>The dipolar coupling cancels in the ratio to leading order; 1 rad/s is far below every rate.</summary>
    private static RateEstimate Rate(ParameterPoint point, double hyperfine, double polarization, ElectronNoise noise) =>
        FlipFlopRates.GoldenRule(new NuclearPair(1, hyperfine, polarization, point["Gc"], point["G2"]), noise);
}

/// <summary>The distance at which K/r³ equals the electron rate, over the number quoted for it.</summary>
/// <param name="kernels">Not needed.</param>
internal sealed class BreakdownRadiusReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.BreakdownRadiusQuantity;

    /// <summary>The kernels it was made with.</summary>
    public IDenseKernels Kernels { get; } = kernels;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double turns = reference.Method switch
        {
            Reference.HertzMethod => 2 * Math.PI,
            Reference.RadiansMethod => 1,
            _ => throw new ArgumentException($"The breakdown radius has no method '{reference.Method}'; known are {Reference.HertzMethod} and {Reference.RadiansMethod}.", nameof(reference)),
        };
        return new ReferenceValue(Math.Cbrt(point["K"] / turns / point["Gc"]) / point["radius"], 1e-15);
    }
}
