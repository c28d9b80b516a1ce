using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Maps;

/// <summary>Conditions at which the paper uses its formulas.</summary>
/// <param name="Label">Distance to the electron and polarization.</param>
/// <param name="Distance">Distance r of the nearer nucleus to the electron, nm.</param>
/// <param name="Point">The parameters of the pair.</param>
public sealed record OperatingPoint(string Label, double Distance, ParameterPoint Point);
