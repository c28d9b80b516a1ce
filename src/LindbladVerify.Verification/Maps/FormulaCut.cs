using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Maps;

/// <summary>Formula and reference along one parameter, the others held. Values that do not exist are NaN.</summary>
/// <param name="Parameter">The parameter that varies.</param>
/// <param name="Through">The point through which the line passes.</param>
/// <param name="Values">Values of the parameter, rising.</param>
/// <param name="Predicted">What the formula says, in its unit.</param>
/// <param name="Computed">The reference, in the same unit.</param>
public sealed record FormulaCut(Parameter Parameter, ParameterPoint Through, IReadOnlyList<double> Values, IReadOnlyList<double> Predicted, IReadOnlyList<double> Computed);
