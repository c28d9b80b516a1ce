namespace LindbladVerify.Reporting.Plots;

/// <summary>
/// The perceptually uniform, colour-blind-safe colour map "viridis" of S. van der Walt and N. Smith (2015, CC0):
/// every 17th entry of the published table of 256, linear in sRGB between them.
/// </summary>
public static class Colormap
{
    private static readonly int[] s_entries =
    [
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
        0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725,
    ];

    /// <summary>The colour at a fraction, taken into [0, 1].</summary>
    /// <exception cref="ArgumentException">The fraction is NaN.</exception>
    public static (byte Red, byte Green, byte Blue) At(double fraction)
    {
        if (double.IsNaN(fraction))
        {
            throw new ArgumentException("NaN has no colour.", nameof(fraction));
        }

        double place = Math.Clamp(fraction, 0, 1) * (s_entries.Length - 1);
        int lower = Math.Min((int)place, s_entries.Length - 2);
        double weight = place - lower;
        return (Mix(lower, 16, weight), Mix(lower, 8, weight), Mix(lower, 0, weight));
    }

    private static byte Mix(int lower, int shift, double weight)
    {
        int a = (s_entries[lower] >> shift) & 0xFF;
        int b = (s_entries[lower + 1] >> shift) & 0xFF;
        return (byte)Math.Round(a + (weight * (b - a)));
    }
}
