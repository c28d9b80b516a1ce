using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>Random true claims: closed forms restated in other algebra, in random units and on random domains, must never be refuted.</summary>
public sealed class FalseAlarmTests
{
    private const int Claims = 1000;

    [LongFact]
    public void NoTrueIdentityIsRefuted()
    {
        var random = new RandomSystems(61);
        JudgingSettings settings = Judged.Settings with { ScanPoints = 64, Searches = 1 };
        int exact = 0;
        for (int k = 0; k < Claims; k++)
        {
            Formula formula = RandomIdentity(random, k);
            Verdict verdict = Judged.Of(formula, settings with { Seed = (ulong)k });
            Assert.True(verdict.Kind is VerdictKind.Exact or VerdictKind.Inconclusive, $"{formula.Id}: {verdict.Kind}, {verdict.Reason}");
            exact += verdict.Kind == VerdictKind.Exact ? 1 : 0;
        }

        // Restated forms round worse than the reference near a level crossing; a few may fall short of 1e-11 there, none above 1e-7.
        Assert.True(exact >= 0.99 * Claims, $"only {exact} of {Claims} exact");
    }

    private static DelegateFormula RandomIdentity(RandomSystems random, int k)
    {
        // Units: everything the formula sees is multiplied by a random factor, and the result divided by it.
        double unit = random.LogUniform(1e-6, 1e6);
        double scale = random.LogUniform(1e-3, 1e9);
        Parameter[] parameters =
        [
            new("D", "rad/s", scale * 1e-4, scale * 1e-2, "dipolar coupling"),
            new("Delta", "rad/s", scale * random.LogUniform(0.01, 1), scale * random.LogUniform(1, 100), "hyperfine difference"),
            new("P", "1", random.Uniform(-1, 0), random.Uniform(0, 1), "polarization"),
            new("Gc", "1/s", scale * random.LogUniform(0.1, 1), scale * random.LogUniform(1, 100), "electron rate"),
            new("G2", "1/s", scale * random.LogUniform(0.1, 1), scale * random.LogUniform(1, 10), "broadening"),
        ];
        (string name, Reference reference, Func<double, double, double, double, double, double> rate) = Restated(k % 4);
        return new DelegateFormula(
            $"{name}, claim {k}",
            parameters,
            p => rate(unit * p["D"], unit * p["Delta"], p["P"], unit * p["Gc"], unit * p["G2"]) / unit,
            Judged.Identity(reference));
    }

    private static (string Name, Reference Reference, Func<double, double, double, double, double, double> Rate) Restated(int index) =>
        index switch
        {
            0 => ("electron, expanded", Reference.GoldenRule(NoiseNames.ElectronTelegraph), ElectronExpanded),
            1 => ("symmetric, from its two poles", Reference.GoldenRule(NoiseNames.SymmetricTelegraph), SymmetricFromPoles),
            2 => ("electron, residence time", Reference.ResidenceTime(NoiseNames.ElectronTelegraph), (d, a, p, gc, g2) => ResidenceTime(d, a, p, gc, g2, -1)),
            _ => ("symmetric, residence time", Reference.ResidenceTime(NoiseNames.SymmetricTelegraph), (d, a, p, gc, g2) => ResidenceTime(d, a, p, gc, g2, 1)),
        };

    private static double ElectronExpanded(double d, double a, double p, double gc, double g2)
    {
        double bar = gc + g2;
        double numerator = (gc * a * a) - (gc * p * p * a * a) + (g2 * bar * bar) + (g2 * a * a);
        double denominator = Math.Pow(a, 4) + (2 * a * a * g2 * bar) + (g2 * g2 * bar * bar) + (a * a * p * p * gc * gc);
        return d * d * numerator / (2 * denominator);
    }

    /// <summary>(Γ2 - id)² … as a 2x2 complex inverse: φ = 1/(Γ2 - id + ν²/(Γ̄ - id)).</summary>
    private static double SymmetricFromPoles(double d, double a, double p, double gc, double g2)
    {
        var shift = new System.Numerics.Complex(0, -a * p);
        System.Numerics.Complex phi = 1 / (g2 + shift + (a * a * (1 - (p * p)) / (g2 + gc + shift)));
        return d * d / 2 * phi.Real;
    }

    /// <summary>1/(2W) = (1/D²){Q00 - Γc Q01²/(D² + Γc Q11)}.</summary>
    private static double ResidenceTime(double d, double a, double p, double gc, double g2, int sign)
    {
        double mean = a * p;
        double nu = a * Math.Sqrt(1 - (p * p));
        double bar = gc + g2;
        double q00 = g2 + (mean * mean / g2) + (nu * nu / bar);
        double q01 = nu * ((mean / g2) + (sign * mean / bar));
        double q11 = bar + (nu * nu / g2) + (mean * mean / bar);
        return d * d / 2 / (q00 - (gc * q01 * q01 / ((d * d) + (gc * q11))));
    }
}
