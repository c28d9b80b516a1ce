using System.Runtime.InteropServices;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Room around the plotting area for ticks, labels, colour bars and legends outside.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PanelMargins(double Left, double Top, double Right, double Bottom);
