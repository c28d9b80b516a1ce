namespace LindbladVerify.Formulas;

/// <summary>Where a formula was published.</summary>
/// <param name="Citation">Authors, journal, volume, page, year.</param>
/// <param name="Doi">The DOI without resolver address; empty if there is none.</param>
/// <param name="Equation">The equation number as printed, for example "Eq. (9)"; empty for a derivation of our own.</param>
public sealed record Source(string Citation, string Doi, string Equation)
{
    /// <inheritdoc/>
    public override string ToString() => Equation.Length == 0 ? Citation : $"{Citation}, {Equation}";
}
