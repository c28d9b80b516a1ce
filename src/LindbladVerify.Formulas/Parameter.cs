namespace LindbladVerify.Formulas;

/// <summary>A named parameter of a formula with the range in which its claims are tested.</summary>
/// <param name="Name">Name in expressions, files and counterexamples, for example "Gc".</param>
/// <param name="Unit">"rad/s", "1/s", "s", or "1".</param>
/// <param name="Low">Lower end of the tested range.</param>
/// <param name="High">Upper end of the tested range.</param>
/// <param name="Meaning">One line that says what it is.</param>
public sealed record Parameter(string Name, string Unit, double Low, double High, string Meaning)
{
    /// <summary>Sampled log-uniformly: the range is positive and spans a decade or more.</summary>
    public bool IsLogarithmic => Low > 0 && High / Low >= 10;
}
