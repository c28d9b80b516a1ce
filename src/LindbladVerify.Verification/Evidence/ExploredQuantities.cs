using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Evidence;

/// <summary>Both sides of a claim at a point, as a page to play with shows them: formula and truth, or the two quantities of an inequality.</summary>
/// <param name="formula">The formula.</param>
/// <param name="claim">The claim, which has a reference.</param>
/// <param name="library">Computes the references.</param>
internal sealed class ExploredQuantities(Formula formula, Claim claim, ReferenceLibrary library)
{
    /// <summary>A relative uncertainty of the truth beyond which many digits are asked, and beyond which there is no value where they do not help.</summary>
    private const double Poor = 1e-3;

    /// <summary>The quantity on the right: what a formula is held against.</summary>
    public Reference Reference { get; } = KnownModels.ReferenceOf(claim)!;

    /// <summary>Whether both sides are computed, and the file has no formula of its own.</summary>
    public bool IsInequality => claim is InequalityClaim;

    /// <summary>The left side; not a number where there is none.</summary>
    public double Prediction(ParameterPoint point)
    {
        if (claim is InequalityClaim inequality)
        {
            return Known(inequality.Reference, point);
        }

        try
        {
            return formula.Predict(point);
        }
        catch (ArgumentException)
        {
            return double.NaN; // outside what the formula requires
        }
    }

    /// <summary>The right side; not a number where there is none, or none that is known.</summary>
    public double Truth(ParameterPoint point)
    {
        if (IsInequality)
        {
            return Known(Reference, point);
        }

        Comparison comparison = InteriorScan.Compare(formula, Reference, library, point);
        if (comparison.ReferenceExists && !(comparison.RelativeUncertainty <= Poor))
        {
            comparison = InteriorScan.CompareBest(formula, Reference, library, point);
            return comparison.RelativeUncertainty <= Poor ? comparison.Computed : double.NaN;
        }

        return comparison.Computed;
    }

    private double Known(Reference reference, ParameterPoint point)
    {
        try
        {
            ReferenceValue value = library.Evaluate(reference, formula, point);
            return value.Exists ? value.Value : double.NaN;
        }
        catch (ArgumentOutOfRangeException)
        {
            return double.NaN;
        }
    }
}
