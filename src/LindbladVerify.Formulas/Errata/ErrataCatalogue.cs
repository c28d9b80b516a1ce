using System.Globalization;
using LindbladVerify.Formulas.Geometry;

namespace LindbladVerify.Formulas.Errata;

/// <summary>The known errata of the publications behind the suites. Some may be faults of typesetting: "as printed" says what stands on the page.</summary>
internal static class ErrataCatalogue
{
    private const double Field = 7.05; // tesla
    private const string Chessari2023 = "chessari-2023";

    /// <summary>All errata, in the order of the pages.</summary>
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new(Chessari2023, "below Eq. (2)", "σ_{z} = 2(*I*_{1z} − *I*_{2z})", "σ_{z} = *I*_{1z} − *I*_{2z}", ["eq5.as-printed.coherence-decay"], ["eq5.coherence-decay"],
            "Eqs. (2), (3), (5) and (8) hold together only with eigenvalues ±1. With the factor 2 the splitting would be 2ΔP and the last term of the broadening 4Γ2(II)."),
        new(Chessari2023, "text of Eq. (5)", "*X*^{†}·*X* − ½{*X*^{†}*X*, ·}", "*X*·*X*^{†} − ½{*X*^{†}*X*, ·}", [], ["eq5.coherence-decay"],
            "In the Schrödinger picture a single term as printed does not keep the trace; the sum over I+ and I− hides it."),
        new(Chessari2023, "Eq. (8)", "(*ω* + Δ*P*)^{2}", "(*ω* − Δ*P*)^{2}", ["eq8.as-printed.lorentzian"], ["eq8.lorentzian"],
            "The left side says S(ω − ΔP). Harmless in Eq. (9), where it multiplies an even function; it matters for the real electron."),
        new(Chessari2023, "Eq. (9)", "the flip-flop rate for the electron", "the rate for a symmetric telegraph noise with the same autocorrelation", ["eq9.electron-telegraph"], ["eq9.symmetric-telegraph", "closed-form.electron-telegraph"],
            "Two noises with one spectrum of P(t) need not give one spectrum of exp(i∫ΔP). The real electron has a closed form too, and no resonance at P = 1/√2."),
        new(Chessari2023, "sentence after Eq. (9)", "Eq. (10) is equal to … for *P* → 1", "Eq. (9)", ["eq10.polarized-limit"], ["eq9.polarized-limit"],
            "At P = 1 the noise is gone, but the lines of Eq. (10) keep its width Γc/2."),
        new(Chessari2023, "Eq. (10)", "Δ√(1 − *P*)", "Δ√(1 − *P*^{2})", ["eq10.as-printed.slow-electron"], ["eq10.slow-electron"],
            "As printed it resonates at P = 0.618 instead of 0.707 and is not even in P."),
        new(Chessari2023, "Eq. (11)", "(1/Γ_{2})(1 − *P*^{2})Δ^{2}", "(1/Γ_{c})(1 − *P*^{2})Δ^{2}", ["eq11.as-printed.fast-electron"], ["eq11.fast-electron"],
            "As printed it does not depend on Γc at all. 1/(Γc + Γ2) has the same limit and is exact at P = 0."),
        new(Chessari2023, "condition of the coherent effect", "τ_{c} comparable to the flip-flop time", "Γ_{c} ≲ Δ√(1 − *P*^{2})", [], [],
            "W is 1 to 300 1/s where Γc is 2·10⁶ 1/s. The condition on the right lies in the region that the paper excludes."),
        new(Chessari2023, "electron polarization", "83 % at 4.2 K", string.Create(CultureInfo.InvariantCulture, $"{100 * BoltzmannPolarization.Electron(Field, 4.2):F1} % at {Field} T"), [], [],
            string.Create(CultureInfo.InvariantCulture, $"P = tanh(γeħB/2kT). At 1.2 K it gives {100 * BoltzmannPolarization.Electron(Field, 1.2):F2} %, and {100 * BoltzmannPolarization.Proton(Field, 1.2):F2} % for protons, as printed.")),
    ];

    /// <summary>The errata of one suite; empty if none is known.</summary>
    public static IReadOnlyList<Erratum> OfSuite(string suite) => [.. All.Where(e => string.Equals(e.Suite, suite, StringComparison.Ordinal))];
}

/// <summary>Something in a publication that is wrong or unclear, with the claims whose verdicts show it.</summary>
/// <param name="Suite">The suite of the publication.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Printed">What is printed; "_{c}" is a subscript, "^{2}" a superscript, "*P*" slanted.</param>
/// <param name="MustBe">What must stand there, in the same markup.</param>
/// <param name="PrintedClaims">Ids of claims made in the words of the print.</param>
/// <param name="RepairedClaims">Ids of the same claims for the repaired form.</param>
/// <param name="Evidence">Why, in a sentence or two that need no verdict.</param>
internal sealed record Erratum(
    string Suite,
    string Place,
    string Printed,
    string MustBe,
    IReadOnlyList<string> PrintedClaims,
    IReadOnlyList<string> RepairedClaims,
    string Evidence);
