using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>An end of a range, or a fixed value, as it is written: a double is only near to a third.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Rounded">The double that stands for it elsewhere.</param>
/// <param name="Written">The expression of numbers.</param>
internal sealed record ExactEnd(string Parameter, double Rounded, Expression Written);
