using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Judging;

/// <summary>A point at which a claim fails, made as simple as it can be.</summary>
/// <param name="Point">The parameters.</param>
/// <param name="Predicted">What the formula says there.</param>
/// <param name="Computed">What is true there.</param>
/// <param name="RelativeError">|predicted - computed|/|computed|.</param>
/// <param name="RelativeUncertainty">Relative uncertainty of the computed value.</param>
/// <param name="Indifferent">Parameters that do not matter to the disagreement: changed tenfold, it stays.</param>
/// <param name="Command">One line that reproduces it.</param>
public sealed record Counterexample(ParameterPoint Point, double Predicted, double Computed, double RelativeError, double RelativeUncertainty, IReadOnlyList<string> Indifferent, string Command);
