using System.Runtime.InteropServices;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>A rectangle in pixels, y downwards.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PixelRect(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public PixelRect Inflate(double by) => new(X - by, Y - by, Width + (2 * by), Height + (2 * by));

    public bool Contains(Pixel p) => p.X >= X && p.X <= Right && p.Y >= Y && p.Y <= Bottom;

    public bool Overlaps(PixelRect other) =>
        X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;
}
