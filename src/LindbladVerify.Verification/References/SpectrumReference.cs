using System.Numerics;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>
/// F(ω) = ∫ e^{-iωt} ⟨f(t) f*(0)⟩ dt of the drive f = exp(i Δ ∫(P(s)-P)ds), from the noise modes:
/// F = 2 Re of the average component of (iω - G - iΔ(X - P))⁻¹ on the stationary law.
/// </summary>
/// <param name="kernels">Dense complex solver.</param>
public sealed class SpectrumReference(IDenseKernels kernels) : IReferenceQuantity
{
    private const double Rounding = 2.220446049250313e-16;
    private const int LadderDepth = 256;

    /// <inheritdoc/>
    public string Quantity => Reference.SpectrumQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double delta = point["Delta"];
        double polarization = point["P"];
        double rate = point["Gc"];
        double omega = point["omega"];
        NoiseModes modes = ElectronNoise.Parse(reference.Noise).Process(polarization, rate).Modes(LadderDepth);
        int m = modes.Count;
        double scale = 1 / Math.Max(rate, Math.Max(Math.Abs(omega), Math.Abs(delta)));
        var matrix = new Complex[m * m];
        foreach ((int row, int column, double value) in modes.Generator.Entries())
        {
            matrix[row + (column * m)] -= value * scale;
        }

        foreach ((int row, int column, double value) in modes.Values.Entries())
        {
            matrix[row + (column * m)] -= new Complex(0, delta * scale * (row == column ? value - polarization : value));
        }

        for (int k = 0; k < m; k++)
        {
            matrix[k + (k * m)] += new Complex(0, omega * scale);
        }

        Complex[] response = Array.ConvertAll(modes.Initial, v => new Complex(v, 0));
        kernels.Solve(m, matrix, 1, response);
        double sum = 0;
        for (int k = 0; k < m; k++)
        {
            sum += modes.Readout[k] * response[k].Real;
        }

        // Off the peak Re φ is small against |φ| ~ 1/ω, and on a narrow peak the rounding of ν moves it: both cost digits.
        double cancellation = 1 / Math.Max(Math.Abs(sum), double.Epsilon) / Math.Max(Math.Abs(omega) * scale, rate * scale);
        double narrowing = 1 + (Math.Abs(delta) / rate);
        return new ReferenceValue(2 * sum * scale, 16 * Rounding * (cancellation + narrowing));
    }
}
