using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>
/// F(ω) = ∫ e^{-iωt} ⟨f(t) f*(0)⟩ dt of the drive f = exp(i Δ ∫(P(s)-P)ds), from the noise modes:
/// F = 2 Re of the average component of (iω - G - iΔ(X - P))⁻¹ on the stationary law.
/// </summary>
public sealed class SpectrumReference : IReferenceQuantity
{
    private const double Rounding = 2.220446049250313e-16;
    private const int LadderDepth = 256;
    private const int Bits = 256;

    /// <summary>What is allowed for levels beyond the depth, where there are infinitely many.</summary>
    private const double LadderUncertainty = 1e-12;

    /// <inheritdoc/>
    public string Quantity => Reference.SpectrumQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        BigFloat Exact(double value) => BigFloat.Of(value).To(Bits);
        BigFloat delta = Exact(point["Delta"]);
        BigFloat polarization = Exact(point["P"]);
        BigFloat rate = Exact(point["Gc"]);
        var s = new BigComplex(BigFloat.Zero, Exact(point["omega"]));
        ElectronNoise noise = ElectronNoise.Parse(reference.Noise);
        int? levels = noise.Levels;
        BigFloat one = BigFloat.One.To(Bits);
        BigFloat variance = delta * delta * (one - polarization) * (one + polarization);
        BigFloat slope = noise.IsElectronLike ? -(2 * delta * polarization) / BigFloat.Sqrt(BigFloat.Of((long)noise.Count).To(Bits)) : BigFloat.Zero;

        // The continued fraction φ = 1/(s + b1²/(s + Γc - i(a1 - a0) + …)) of the drive without its mean precession.
        BigComplex tail = BigComplex.Zero;
        for (int n = levels ?? LadderDepth; n >= 1; n--)
        {
            BigFloat coupling = variance * BigFloat.Of((long)n) * (levels is int count ? BigFloat.Of((long)(count - n + 1)) / BigFloat.Of((long)count).To(Bits) : one);
            BigComplex level = s + new BigComplex(rate * BigFloat.Of((long)n), -(slope * BigFloat.Of((long)n))) + tail;
            tail = coupling.IsZero ? BigComplex.Zero : new BigComplex(coupling, BigFloat.Zero) / level;
        }

        BigComplex response = s + tail;
        BigFloat real = response.Real / response.NormSquared;
        return new ReferenceValue((double)(2 * real), levels is null ? LadderUncertainty : Rounding);
    }
}
