namespace LindbladVerify.Formulas.Errata;

/// <summary>Something in a publication that is wrong or unclear, with the claims whose verdicts show it.</summary>
/// <param name="Suite">The suite of the publication.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Printed">What is printed; "_{c}" is a subscript, "^{2}" a superscript, "*P*" slanted.</param>
/// <param name="MustBe">What must stand there, in the same markup.</param>
/// <param name="PrintedClaims">Ids of claims made in the words of the print.</param>
/// <param name="RepairedClaims">Ids of the same claims for the repaired form.</param>
/// <param name="Evidence">Why, in a sentence or two that need no verdict.</param>
public sealed record Erratum(
    string Suite,
    string Place,
    string Printed,
    string MustBe,
    IReadOnlyList<string> PrintedClaims,
    IReadOnlyList<string> RepairedClaims,
    string Evidence);
