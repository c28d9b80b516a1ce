using System.Runtime.InteropServices;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>A point in pixels, y downwards; NaN marks a gap in a line.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Pixel(double X, double Y)
{
    public bool IsGap => !double.IsFinite(X) || !double.IsFinite(Y);

    public static Pixel Between(Pixel a, Pixel b, double t) => new(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));

    public double DistanceTo(Pixel other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));
}
