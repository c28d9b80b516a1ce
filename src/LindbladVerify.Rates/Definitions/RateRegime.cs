namespace LindbladVerify.Rates.Definitions;

/// <summary>Whether the dynamics is described by one rate.</summary>
/// <param name="RateExists">The slowest weighted mode is real and dominant.</param>
/// <param name="Reason">One sentence that says why.</param>
/// <param name="SlowestWeight">Weight of the slowest mode in the observable; 1 for a pure exponential.</param>
/// <param name="DefinitionSpread">Largest relative difference between the all-orders definitions.</param>
public sealed record RateRegime(bool RateExists, string Reason, double SlowestWeight, double DefinitionSpread);
