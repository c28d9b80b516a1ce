using LindbladVerify.Formulas.Geometry;

namespace LindbladVerify.Verification.Geometry;

/// <summary>What one set of conventions says of the numbers that the paper quotes.</summary>
/// <param name="Conventions">The set.</param>
/// <param name="Noise">Name of the electron noise.</param>
/// <param name="SpeedUp">W(0.5)/W(0.9993) at r_h; quoted 17.</param>
/// <param name="BreakdownRadius">Where Γc in 1/s equals |A|/2π in hertz, nm; quoted 0.34.</param>
/// <param name="AngularBreakdownRadius">Where Γc in 1/s equals |A| in rad/s, nm.</param>
/// <param name="HiddenCoupling">|A|/2π at r_h, Hz; quoted 100 kHz.</param>
/// <param name="MeanVolumeRadius">r_MV, nm; not quoted in the text, a line in the figure near 2 nm.</param>
public sealed record ConventionRow(Conventions Conventions, string Noise, double SpeedUp, double BreakdownRadius, double AngularBreakdownRadius, double HiddenCoupling, double MeanVolumeRadius)
{
    /// <summary>The speed-up rounds to 17.</summary>
    public bool FitsSpeedUp => Math.Abs(SpeedUp - 17) <= 0.5;

    /// <summary>One of the two breakdown radii rounds to 0.34 nm.</summary>
    public bool FitsBreakdown => Math.Abs(BreakdownRadius - 0.34) <= 0.005 || Math.Abs(AngularBreakdownRadius - 0.34) <= 0.005;

    /// <summary>The coupling at r_h is 100 kHz to the one digit that is quoted.</summary>
    public bool FitsHiddenCoupling => HiddenCoupling is >= 95e3 and < 150e3;

    /// <summary>How many of the three quoted numbers come out.</summary>
    public int Fits => (FitsSpeedUp ? 1 : 0) + (FitsBreakdown ? 1 : 0) + (FitsHiddenCoupling ? 1 : 0);
}
