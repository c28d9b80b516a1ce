namespace LindbladVerify.Formulas.Geometry;

/// <summary>A physical constant with its uncertainty and where it was published.</summary>
/// <param name="Symbol">The symbol in equations.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">Value in <paramref name="Unit"/>.</param>
/// <param name="Unit">SI unit.</param>
/// <param name="RelativeUncertainty">Relative standard uncertainty; 0 for a constant that is exact by definition of the SI.</param>
/// <param name="Source">Where the value was published.</param>
public sealed record PhysicalConstant(string Symbol, string Name, double Value, string Unit, double RelativeUncertainty, Source Source);
