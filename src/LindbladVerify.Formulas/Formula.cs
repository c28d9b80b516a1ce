using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas;

/// <summary>
/// A published formula: identity, source, parameters, prediction, domain and the claims that could be false.
/// One formula is one file; the catalogue finds it by its type.
/// </summary>
public abstract class Formula
{
    /// <summary>Stable id, for example "eq9"; claim ids are "&lt;formula id&gt;.&lt;claim id&gt;".</summary>
    public abstract string Id { get; }

    /// <summary>The suite that the formula belongs to, for example "chessari-2023".</summary>
    public abstract string Suite { get; }

    /// <summary>One line: what the formula gives.</summary>
    public abstract string Title { get; }

    /// <summary>Where it was published.</summary>
    public abstract Source Source { get; }

    /// <summary>"as printed", "repaired", or "derived".</summary>
    public abstract string Variant { get; }

    /// <summary>The formula as a line of text in the names of <see cref="Parameters"/>.</summary>
    public abstract string Expression { get; }

    /// <summary>The parameters with the ranges in which the claims are tested, in order.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The unit of the prediction: "1/s" for a rate, "s" for a spectral density.</summary>
    public virtual string Unit => "1/s";

    /// <summary>What a reader should know before using the formula; empty if there is nothing.</summary>
    public virtual string Note => string.Empty;

    /// <summary>What would make the formula wrong.</summary>
    public abstract IReadOnlyList<Claim> Claims { get; }

    /// <summary>What the formula says at a point, in the unit of the quantity that it describes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside the domain of the formula.</exception>
    /// <exception cref="KeyNotFoundException">The point lacks a parameter.</exception>
    public abstract double Predict(ParameterPoint point);

    /// <summary>The point in the parameters of the quantity that the claims refer to: the same point, unless the formula has names or combinations of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The point has no image there.</exception>
    public virtual ParameterPoint ReferencePoint(ParameterPoint point) => point;

    /// <summary>Whether <see cref="ReferencePoint"/> leaves every point as it is.</summary>
    public virtual bool SharesParameters => true;

    /// <summary>Bound on the rounding error of <see cref="Predict"/>, in the unit of the prediction; 0 where it is known to be a few units in the last place.</summary>
    public virtual double RoundingError(ParameterPoint point) => 0;

    /// <summary><see cref="Predict"/> and <see cref="RoundingError"/> at once, for formulas whose bound comes with the value.</summary>
    internal virtual (double Value, double Rounding) PredictWithError(ParameterPoint point) => (Predict(point), RoundingError(point));

    /// <summary>A point with the names of <see cref="Parameters"/>.</summary>
    /// <param name="values">One value per parameter, in the order of <see cref="Parameters"/>.</param>
    /// <exception cref="ArgumentException">The number of values differs from the number of parameters.</exception>
    public ParameterPoint At(params double[] values) => new([.. Parameters.Select(p => p.Name)], values);
}

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

    /// <summary>Only whole numbers count, as for a number of cycles.</summary>
    public bool IsWhole { get; init; }
}

/// <summary>Where a formula was published.</summary>
/// <param name="Citation">Authors, journal, volume, page, year.</param>
/// <param name="Doi">The DOI without resolver address; empty if there is none.</param>
/// <param name="Equation">The equation number as printed, for example "Eq. (9)"; empty for a derivation of our own.</param>
public sealed record Source(string Citation, string Doi, string Equation)
{
    /// <inheritdoc/>
    public override string ToString() => Equation.Length == 0 ? Citation : $"{Citation}, {Equation}";
}
