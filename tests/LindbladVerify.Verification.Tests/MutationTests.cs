using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>Does the checker check? Every single-edit mutant of a correct formula must be refuted, and the original must not.</summary>
public sealed class MutationTests
{
    /// <summary>D, Delta, P, Gc, G2 to W.</summary>
    private delegate double PairRate(double d, double a, double p, double gc, double g2);

    private static readonly Dictionary<string, (string Noise, PairRate Original, PairRate[] Mutants)> Families = new(StringComparer.Ordinal)
    {
        ["closed form of the electron"] = (
            NoiseNames.ElectronTelegraph,
            (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
            [
                (d, a, p, gc, g2) => d * d * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 4 * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) - (g2 * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * (gc + g2))) - Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) + (gc * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * g2)) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * g2)),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * gc)),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / Sq((a * a) + (g2 * (gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 * (gc * (1 - p) * a * a + g2 * (Sq(gc + g2) + a * a)) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * (gc * (1 + p * p) * a * a + g2 * (Sq(gc + g2) + a * a)) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * (g2 * (1 - p * p) * a * a + g2 * (Sq(gc + g2) + a * a)) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * (gc * (1 - p * p) * a * a + g2 * (Sq(gc - g2) + a * a)) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
                (d, a, p, gc, g2) => d * d / 2 * (gc * (1 - p * p) * a * a + g2 * Sq(gc + g2)) / (Sq((a * a) + (g2 * (gc + g2))) + Sq(a * p * gc)),
            ]),
        ["Eq. (9)"] = (
            NoiseNames.SymmetricTelegraph,
            (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (gc + 2 * g2))),
            [
                (d, a, p, gc, g2) => d * d * Numerator(a, p, gc, g2) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (gc + 2 * g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 - p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (gc + 2 * g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 - 2 * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (gc + 2 * g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 + 2 * p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (gc + 2 * g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc - g2))) + Sq(a * p * (gc + 2 * g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (2 * gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * p * (gc + 2 * g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, gc, g2) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc + g2))) + (a * p * (gc + 2 * g2))),
                (d, a, p, gc, g2) => d * d / 2 * Numerator(a, p, g2, gc) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (gc + 2 * g2))),
                (d, a, p, gc, g2) => d * d / 2 * (2 * gc * (1 - p * p) * a * a + g2 * (Sq(gc + g2) + a * a)) / (Sq(((1 - 2 * p * p) * a * a) + (g2 * (gc + g2))) + Sq(a * p * (gc + 2 * g2))),
            ]),
        ["electron rate as a residence time, D to 0"] = (
            NoiseNames.ElectronTelegraph,
            (d, a, p, gc, g2) => d * d / 2 / (g2 + Sq(a * p) / g2 + a * a * (1 - p * p) / (gc + g2) - Sq(a * a * p * (1 / g2 - 1 / (gc + g2))) * (1 - p * p) / (gc + g2 + a * a * (1 - p * p) / g2 + Sq(a * p) / (gc + g2))),
            [
                (d, a, p, gc, g2) => d * d / 2 / (g2 + Sq(a * p) / g2 + a * a * (1 - p * p) / (gc + g2)),
                (d, a, p, gc, g2) => d * d / 2 / (g2 + Sq(a * p) / gc + a * a * (1 - p * p) / (gc + g2) - Sq(a * a * p * (1 / g2 - 1 / (gc + g2))) * (1 - p * p) / (gc + g2 + a * a * (1 - p * p) / g2 + Sq(a * p) / (gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 / (g2 + Sq(a * p) / g2 + a * a * (1 - p * p) / (gc + g2) + Sq(a * a * p * (1 / g2 - 1 / (gc + g2))) * (1 - p * p) / (gc + g2 + a * a * (1 - p * p) / g2 + Sq(a * p) / (gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 / (g2 + Sq(a * p) / g2 + a * a * (1 - p * p) / (gc + g2) - Sq(a * a * p * (1 / g2 + 1 / (gc + g2))) * (1 - p * p) / (gc + g2 + a * a * (1 - p * p) / g2 + Sq(a * p) / (gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 / (g2 + Sq(a * p) / g2 + a * a * (1 - p * p) / gc - Sq(a * a * p * (1 / g2 - 1 / (gc + g2))) * (1 - p * p) / (gc + g2 + a * a * (1 - p * p) / g2 + Sq(a * p) / (gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 / (g2 + Sq(a * p) / g2 + a * a * (1 - p) / (gc + g2) - Sq(a * a * p * (1 / g2 - 1 / (gc + g2))) * (1 - p * p) / (gc + g2 + a * a * (1 - p * p) / g2 + Sq(a * p) / (gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 / (g2 + Sq(a * p) / g2 + a * a * (1 - p * p) / (gc + g2) - Sq(a * a * p * (1 / g2 - 1 / (gc + g2))) * (1 - p * p) / (gc + a * a * (1 - p * p) / g2 + Sq(a * p) / (gc + g2))),
                (d, a, p, gc, g2) => d * d / 2 / (2 * g2 + Sq(a * p) / g2 + a * a * (1 - p * p) / (gc + g2) - Sq(a * a * p * (1 / g2 - 1 / (gc + g2))) * (1 - p * p) / (gc + g2 + a * a * (1 - p * p) / g2 + Sq(a * p) / (gc + g2))),
            ]),
    };

    public static TheoryData<string, int> Mutants
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach ((string family, (string _, PairRate _, PairRate[] mutants)) in Families)
            {
                for (int k = 0; k < mutants.Length; k++)
                {
                    data.Add(family, k);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Originals => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void MutantIsRefuted(string family, int index)
    {
        Verdict verdict = Judge(Families[family].Noise, Families[family].Mutants[index]);
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.NotNull(verdict.Counterexample);
        Assert.True(verdict.Counterexample.RelativeError > 1e-3, "a single edit shows plainly somewhere");
    }

    [Theory]
    [MemberData(nameof(Originals))]
    public void OriginalStands(string family) => Assert.Equal(VerdictKind.Exact, Judge(Families[family].Noise, Families[family].Original).Kind);

    [Fact]
    public void ThereAreAtLeastThirty() => Assert.True(Families.Sum(f => f.Value.Mutants.Length) >= 30);

    private static Verdict Judge(string noise, PairRate rate) => Judged.Of(new DelegateFormula(
        "mutant",
        DelegateFormula.PairParameters,
        p => rate(p["D"], p["Delta"], p["P"], p["Gc"], p["G2"]),
        Judged.Identity(Reference.GoldenRule(noise))));

    private static double Numerator(double a, double p, double gc, double g2) => (gc * (1 - p * p) * a * a) + (g2 * (Sq(gc + g2) + (a * a)));

    private static double Sq(double x) => x * x;
}
