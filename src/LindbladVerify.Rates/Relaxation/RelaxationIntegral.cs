using System.Runtime.InteropServices;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>What a relaxing observable does between its start and its end, with bounds on absolute errors.</summary>
/// <param name="Departure">o(0) - o(∞).</param>
/// <param name="Area">∫(o(t) - o(∞))dt, in units of the observable times s.</param>
/// <param name="Final">o(∞).</param>
/// <param name="DepartureError">Bound on the error of the departure.</param>
/// <param name="AreaError">Bound on the error of the area.</param>
/// <param name="FinalError">Bound on the error of the end.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RelaxationIntegral(double Departure, double Area, double Final, double DepartureError, double AreaError, double FinalError)
{
    /// <summary>Why there is none.</summary>
    internal const string NoLimit = "The observable has no late-time limit, or it is lost in rounding.";
}
