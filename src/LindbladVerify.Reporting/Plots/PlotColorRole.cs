namespace LindbladVerify.Reporting.Plots;

internal enum PlotColorRole
{
    Ink,
    Muted,
    Cycle,
    Sequential,
}
