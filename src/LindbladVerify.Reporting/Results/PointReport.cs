using LindbladVerify.Formulas;

namespace LindbladVerify.Reporting.Results;

/// <summary>The two sides of a claim at one point.</summary>
/// <param name="Claim">Id of the claim.</param>
/// <param name="Point">The point, in rad/s, 1/s, s and nm.</param>
/// <param name="Formula">What the formula says.</param>
/// <param name="FormulaName">Its name.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="ReferenceName">What that is.</param>
/// <param name="RelativeUncertainty">How well the reference is known.</param>
/// <param name="Unit">Unit of both values.</param>
/// <param name="Time">Where two time courses differ most, s; null for numbers.</param>
/// <param name="Notes">Conversions of units.</param>
public sealed record PointReport(
    string Claim, ParameterPoint Point, double Formula, string FormulaName, double Reference, string ReferenceName, double RelativeUncertainty, string Unit, double? Time, IReadOnlyList<string> Notes);
