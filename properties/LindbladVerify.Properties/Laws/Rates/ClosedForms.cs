using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Formulas;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using Xunit;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>Eq. (9) is the golden rule of the symmetric telegraph, the closed form that of the electron, over the whole domain of the paper.</summary>
public class ClosedForms
{
    /// <summary>Some thirty roundings on either side; neither side cancels anywhere.</summary>
    private const double Rounding = 1e-14;

    [Law(Cases = 2000)]
    public Property Equation_9_is_the_golden_rule_of_the_symmetric_telegraph() => Prop.ForAll(NuclearPairGen.Arbitrary, p =>
        Approx.Relative(
            Rate("eq9", p),
            FlipFlopRates.GoldenRuleValue(p, ElectronNoise.SymmetricTelegraph),
            Rounding,
            "Eq. (9)"));

    [Law(Cases = 2000)]
    public Property The_closed_form_is_the_golden_rule_of_the_electron() => Prop.ForAll(NuclearPairGen.Arbitrary, p =>
        Approx.Relative(
            Rate("closed-form", p),
            FlipFlopRates.GoldenRuleValue(p, ElectronNoise.ElectronTelegraph),
            Rounding,
            "the closed form"));

    [Law(Cases = 500)]
    public Property Equation_9_never_underestimates_the_electron() => Prop.ForAll(NuclearPairGen.Arbitrary, p =>
    {
        double symmetric = FlipFlopRates.GoldenRuleValue(p, ElectronNoise.SymmetricTelegraph);
        double electron = FlipFlopRates.GoldenRuleValue(p, ElectronNoise.ElectronTelegraph);
        Assert.True(symmetric >= electron * (1 - Rounding), $"{symmetric:R} below {electron:R}");
    });

    private static double Rate(string id, NuclearPair p)
    {
        Formula formula = FormulaCatalogue.Find(id);
        return formula.Predict(formula.At(p.Dipolar, p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening));
    }
}
