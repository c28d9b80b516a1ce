using System.Runtime.InteropServices;

namespace LindbladVerify.Formulas.Chessari2023.Common;

/// <summary>
/// The parameters of a nuclear pair, checked and divided by a power of two near the largest of |Delta|, Gc and G2, so that
/// fourth powers neither overflow nor lose accuracy however far apart the rates are. The division is exact.
/// A rate is <see cref="Rate"/>(f) with f the dimensionless integral that multiplies D²/2.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct PairTerms
{
    private readonly double prefactor;

    public PairTerms(double dipolar, double hyperfine, double polarization, double electronRate, double broadening, bool electronMayBeStatic = true)
    {
        Require.Finite(dipolar, nameof(dipolar));
        Require.Finite(hyperfine, nameof(hyperfine));
        Require.Polarization(polarization, nameof(polarization));
        if (electronMayBeStatic)
        {
            Require.NotNegative(electronRate, nameof(electronRate));
        }
        else
        {
            Require.Positive(electronRate, nameof(electronRate));
        }

        Require.Positive(broadening, nameof(broadening));

        int exponent = Math.ILogB(Math.Max(Math.Abs(hyperfine), Math.Max(electronRate, broadening)));
        Delta = Math.ScaleB(Math.Abs(hyperfine), -exponent);
        Gc = Math.ScaleB(electronRate, -exponent);
        G2 = Math.ScaleB(broadening, -exponent);
        D = Math.ScaleB(dipolar, -exponent);
        P = polarization;
        prefactor = D * (dipolar / 2);
    }

    /// <summary>|Delta|, scaled.</summary>
    public double Delta { get; }

    /// <summary>Electron rate, scaled.</summary>
    public double Gc { get; }

    /// <summary>Zero-quantum broadening, scaled.</summary>
    public double G2 { get; }

    /// <summary>Dipolar coupling, scaled.</summary>
    public double D { get; }

    /// <summary>Electron polarization.</summary>
    public double P { get; }

    /// <summary>Γ̄ = Gc + G2, scaled.</summary>
    public double GBar => Gc + G2;

    /// <summary>g = G2 + Gc/2, scaled.</summary>
    public double HalfWidth => G2 + (Gc / 2);

    /// <summary>d = Delta P, scaled.</summary>
    public double MeanSplitting => Delta * P;

    /// <summary>Delta².</summary>
    public double Delta2 => Delta * Delta;

    /// <summary>1 - P² without cancellation at |P| = 1.</summary>
    public double Variance => (1 - P) * (1 + P);

    /// <summary>1 - 2P², rounded once, so that it is right next to P² = 1/2 as well.</summary>
    public double Crossing => Math.FusedMultiplyAdd(-2 * P, P, 1);

    /// <summary>ν² = (1 - P²) Delta².</summary>
    public double Nu2 => Variance * Delta2;

    /// <summary>(D²/2) f in 1/s, for the scaled f.</summary>
    public double Rate(double scaledIntegral) => prefactor * scaledIntegral;

    /// <summary>γ/(γ² + x²) for scaled γ and x.</summary>
    public static double Lorentzian(double halfWidth, double offset) => halfWidth / ((halfWidth * halfWidth) + (offset * offset));
}
