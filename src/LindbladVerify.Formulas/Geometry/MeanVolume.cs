
namespace LindbladVerify.Formulas.Geometry;

/// <summary>The sphere that belongs to one electron: its volume is the inverse of the electron concentration.</summary>
public static class MeanVolume
{
    /// <summary>r_MV = (3/(4π c N_A))^(1/3), nm: 1.994 nm at 50 mmol/L.</summary>
    /// <param name="concentration">mol/L, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The concentration is not positive.</exception>
    public static double Radius(double concentration)
    {
        Require.Positive(concentration, nameof(concentration));
        double perCubicNanometre = concentration * PhysicalConstants.Avogadro.Value * 1e-24;
        return Math.Cbrt(3 / (4 * Math.PI * perCubicNanometre));
    }
}
