using System.Runtime.InteropServices;

namespace LindbladVerify.Reporting.Plots;

/// <summary>
/// A colour by its role, so that one description reads well on light and on dark paper: ink, a place in the
/// colour-blind-safe cycle of Okabe and Ito, or a fraction of the perceptually uniform <see cref="Colormap"/>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlotColor
{
    /// <summary>Colours of the cycle, and dash patterns.</summary>
    internal const int CycleLength = 6;

    private PlotColor(PlotColorRole role, double value)
    {
        Role = role;
        Value = value;
    }

    /// <summary>The colour of text and frames.</summary>
    public static PlotColor Ink => new(PlotColorRole.Ink, 0);

    /// <summary>Grey, for what should stay in the background.</summary>
    public static PlotColor Muted => new(PlotColorRole.Muted, 0);

    /// <summary>Blue (Okabe–Ito).</summary>
    public static PlotColor Blue => Cycle(0);

    /// <summary>Vermilion (Okabe–Ito).</summary>
    public static PlotColor Vermilion => Cycle(1);

    /// <summary>Bluish green (Okabe–Ito).</summary>
    public static PlotColor Green => Cycle(2);

    /// <summary>Orange (Okabe–Ito).</summary>
    public static PlotColor Orange => Cycle(4);

    internal PlotColorRole Role { get; }

    internal double Value { get; }

    /// <summary>The colour at a place of the cycle. Colours repeat after six; curves without a dash of their own then take other dashes, so that 36 differ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static PlotColor Cycle(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(PlotColorRole.Cycle, index);
    }

    /// <summary>The colour at a fraction in [0, 1] of the colour map, within the part that stands out from the paper.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not in [0, 1].</exception>
    public static PlotColor Sequential(double fraction)
    {
        if (!(fraction is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A fraction of the colour map lies in [0, 1].");
        }

        return new(PlotColorRole.Sequential, fraction);
    }
}

internal enum PlotColorRole
{
    Ink,
    Muted,
    Cycle,
    Sequential,
}
