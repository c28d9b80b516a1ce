using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using MathNet.Numerics.LinearAlgebra;
using Complex = System.Numerics.Complex;

namespace LindbladVerify.Rates.Tests;

/// <summary>
/// R = (Γ2 + G - i δ)⁻¹ in orthonormal noise modes, as a full complex matrix: r_0n = Re R_0n, from which the second-order
/// coefficients of the rates follow.
/// </summary>
public sealed class NoiseResolvent
{
    private readonly Matrix<Complex> resolvent;
    private readonly double electronRate;

    public NoiseResolvent(NuclearPair pair, ElectronNoise noise)
    {
        int levels = noise.Count;
        bool electronLike = noise.IsElectronLike;
        double mean = pair.Hyperfine * pair.Polarization;
        double deviation = pair.Hyperfine * Math.Sqrt(1 - (pair.Polarization * pair.Polarization));
        electronRate = pair.ElectronRate;
        resolvent = Matrix<Complex>.Build.Dense(levels + 1, levels + 1, (i, j) =>
        {
            if (i == j)
            {
                return new Complex(pair.Broadening + (i * electronRate), -mean * (electronLike ? 1 - (2 * i / Math.Sqrt(levels)) : 1));
            }

            int n = Math.Max(i, j);
            return Math.Abs(i - j) == 1 ? new Complex(0, -deviation * Math.Sqrt(n * (levels - n + 1.0) / levels)) : Complex.Zero;
        }).Inverse();
    }

    /// <summary>W/W_G - 1 = C_res D² for the residence time: C_res = -Σ r_0n²/(r_00 nΓc).</summary>
    public double ResidenceCoefficient
    {
        get
        {
            double sum = 0;
            for (int n = 1; n < resolvent.RowCount; n++)
            {
                sum -= resolvent[0, n].Real * resolvent[0, n].Real / (resolvent[0, 0].Real * n * electronRate);
            }

            return sum;
        }
    }

    /// <summary>C_eig = C_res - r_00', with r_00' = d r_00/dΓ2 = -Re (R²)_00.</summary>
    public double SpectralGapCoefficient => ResidenceCoefficient + (resolvent * resolvent)[0, 0].Real;
}
