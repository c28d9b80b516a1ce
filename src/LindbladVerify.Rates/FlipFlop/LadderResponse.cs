namespace LindbladVerify.Rates.FlipFlop;

/// <summary>Y(s) of the noise ladder with bounds on its relative errors.</summary>
/// <param name="Value">Y(s).</param>
/// <param name="Depth">Levels that were eliminated.</param>
/// <param name="Truncation">What the levels beyond the depth may still change; 0 for finite ladders.</param>
/// <param name="Rounding">What rounding may have changed.</param>
internal readonly record struct LadderResponse(double Value, int Depth, double Truncation, double Rounding)
{
    /// <summary>Both together.</summary>
    public double Error => Truncation + Rounding;
}
