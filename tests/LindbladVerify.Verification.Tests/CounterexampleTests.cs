using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>Counterexamples are simple, say what does not matter, and their command gives the same numbers again.</summary>
public sealed class CounterexampleTests
{
    [Fact]
    public void NumbersAreRoundAndDipolarCouplingDoesNotMatter()
    {
        Counterexample found = Judged.TimesTruth(p => 1 + (0.3 * p["P"]), Judged.Identity()).Counterexample!;
        foreach (string name in found.Indifferent)
        {
            double mantissa = found.Point[name] / Math.Pow(10, Math.Floor(Math.Log10(found.Point[name]) + 1e-12));
            Assert.True(Math.Abs(mantissa - Math.Round(mantissa)) < 1e-9, $"{name} = {found.Point[name]} is not one digit");
        }

        Assert.Equal(Math.Round(found.Point["P"], 1), found.Point["P"]);
        Assert.Equal(["D", "Delta", "Gc", "G2"], found.Indifferent, StringComparer.Ordinal);
        Assert.True(found.RelativeError > 0.1);
    }

    [Fact]
    public void SimplifiedPointStillFailsByHalfAtLeast()
    {
        // Fails only around Delta = 3.456: the point must stay there although 3 would be rounder.
        Verdict verdict = Judged.Of(
            new DelegateFormula("narrow", DelegateFormula.PairParameters, p => Judged.Truth(p) * (1 + (0.2 * Math.Exp(-Math.Pow((p["Delta"] - 3.456) / 0.2, 2)))), Judged.Identity()),
            Judged.Settings with { ScanPoints = 2048 });
        Counterexample found = verdict.Counterexample!;
        Assert.InRange(found.Point["Delta"], 3.2, 3.7);
        Assert.True(found.RelativeError >= verdict.LargestRelativeError / 2);
        Assert.DoesNotContain("Delta", found.Indifferent, StringComparer.Ordinal);
    }

    [Fact]
    public void PointStaysInsideTheDomain()
    {
        Counterexample found = Judged.TimesTruth(_ => 1.5, Judged.Identity()).Counterexample!;
        Assert.All(DelegateFormula.PairParameters, p => Assert.InRange(found.Point[p.Name], p.Low, p.High));
    }

    [LongFact]
    public void CommandsOfTheSuiteReplayTheirNumbers()
    {
        SuiteResult suite = SuiteRuns.Chessari2023;
        int replayed = 0;
        foreach (Verdict verdict in suite.Verdicts.Where(v => v.Counterexample is not null))
        {
            Counterexample c = verdict.Counterexample!;
            string[] words = c.Command.Split(' ');
            Assert.Equal("lindblad-verify", words[0]);
            Formula formula = FormulaCatalogue.All.Single(f => f.Claims.Any(claim => string.Equals($"{f.Id}.{claim.Id}", verdict.Id, StringComparison.Ordinal)));
            if (string.Equals(words[1], "rate", StringComparison.Ordinal))
            {
                ReplayRate(c, formula, words, verdict.Id);
            }
            else
            {
                Assert.Equal("evaluate", words[1]);
                Assert.Equal(verdict.Id, words[2]);
                ReplayEvaluation(c, formula, verdict.Id, Parse(words[4]));
            }

            replayed++;
        }

        Assert.True(replayed > 10, $"only {replayed} counterexamples");
    }

    private static void ReplayEvaluation(Counterexample c, Formula formula, string id, ParameterPoint point)
    {
        Claim claim = formula.Claims.Single(k => string.Equals($"{formula.Id}.{k.Id}", id, StringComparison.Ordinal));
        if (claim is SymmetryClaim symmetry)
        {
            Assert.Equal(c.Predicted, formula.Predict(symmetry.Map(point)));
            Assert.Equal(c.Computed, symmetry.Factor(point) * formula.Predict(point));
        }
        else
        {
            Assert.Equal(c.Predicted, formula.Predict(point));
        }
    }

    private static void ReplayRate(Counterexample c, Formula formula, string[] words, string id)
    {
        var options = words.Skip(2).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        double Number(string option) => double.Parse(options[option], CultureInfo.InvariantCulture);
        NuclearPair pair = new(Number("--dipolar"), Number("--hyperfine"), Number("--polarization"), Number("--electron-rate"), Number("--broadening"));
        ElectronNoise noise = ElectronNoise.Parse(options["--noise"]);
        double golden = FlipFlopRates.GoldenRuleValue(pair, noise);
        double exact = FlipFlopRates.ResidenceTimeValue(pair, noise);
        Assert.True(c.Computed == golden || c.Computed == exact, $"{id}: {c.Computed} is neither {golden} nor {exact} of '{c.Command}'");

        // The prediction belongs to the same point, unless the reference holds the electron at P = 1 whatever the point says.
        if (OperatingPoints.Applies(formula) && pair.Polarization == c.Point["P"])
        {
            Assert.Equal(c.Predicted, formula.Predict(formula.At(pair.Dipolar, pair.Hyperfine, pair.Polarization, pair.ElectronRate, pair.Broadening)));
        }
    }

    private static ParameterPoint Parse(string text)
    {
        string[][] pairs = [.. text.Split(',').Select(p => p.Split('='))];
        return new ParameterPoint([.. pairs.Select(p => p[0])], [.. pairs.Select(p => double.Parse(p[1], CultureInfo.InvariantCulture))]);
    }
}
