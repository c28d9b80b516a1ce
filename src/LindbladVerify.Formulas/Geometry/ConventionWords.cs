using System.Globalization;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>Conventions in words.</summary>
internal static class ConventionWords
{
    public static IReadOnlyList<(string Convention, string Choice)> Of(Conventions c) =>
    [
        ("conventions", c.Name),
        ("A, Δ in the formulas", c.HyperfineUnit == AngularUnit.Hertz ? "hertz taken for rad/s" : "rad/s"),
        ("A of one nucleus", Text($"{(c.SpinFactor == 1 ? string.Empty : $"{c.SpinFactor:R} · ")}{Average(c.HyperfineAverage)}")),
        ("D12", (c.HyperfineAverage == HyperfineAverage.Rate ? "d (1 - 3cos²θ)/2 of each direction" : Dipolar(c.DipolarAverage)) + (c.DipolarUnit == AngularUnit.Hertz ? ", hertz taken for rad/s" : ", rad/s")),
        ("second nucleus", c.SecondNucleus == SecondNucleus.Radial ? "at r + a" : "at √(r² + a²)"),
        ("Γ2", Text($"{c.Broadening:R} 1/s")),
        ("Γc", Text($"{c.ElectronRate:R} 1/s")),
        ("grey region", Text($"Γc < |A|{(c.BreakdownUnit == AngularUnit.Hertz ? "/2π (hertz against 1/s)" : " (rad/s against 1/s)")}: r < {c.BreakdownRadius:F3} nm")),
        ("a", Text($"{c.Separation:R} nm")),
        ("r_h", Text($"{c.HiddenRadius:R} nm")),
        ("r_MV", Text($"{c.MeanVolumeRadius:F3} nm at {c.Concentration:R} mol/L")),
    ];

    private static string Average(HyperfineAverage average) => average switch
    {
        HyperfineAverage.None => "K/r³, no angular factor",
        HyperfineAverage.MeanMagnitude => "K/r³ ⟨|3cos²θ - 1|⟩",
        HyperfineAverage.RootMeanSquare => "K/r³ √⟨(3cos²θ - 1)²⟩",
        HyperfineAverage.RootMeanSquareDifference => "K (3cos²θ - 1)/r³, Δ = √⟨(A1 - A2)²⟩",
        _ => "K (3cos²θ - 1)/r³, W averaged over directions",
    };

    private static string Dipolar(DipolarAverage average) => average switch
    {
        DipolarAverage.None => "d = (μ0/4π)γ²ħ/a³, no angular factor",
        DipolarAverage.MeanMagnitude => "⟨|d (1 - 3cos²θ)/2|⟩ = 2d/(3√3)",
        _ => "√⟨(d (1 - 3cos²θ)/2)²⟩ = d/√5",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
