using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Tests;

/// <summary>Shorthand for judging one claim about the golden rule of the electron telegraph.</summary>
internal static class Judged
{
    public static Reference Electron { get; } = Reference.GoldenRule(NoiseNames.ElectronTelegraph);

    public static JudgingSettings Settings { get; } = new() { ScanPoints = 512, Searches = 2, LimitStarts = 8, Threads = 1 };

    public static ReferenceLibrary Library { get; } = new(DenseKernels.Managed);

    /// <summary>The true rate at a point.</summary>
    public static double Truth(ParameterPoint p) =>
        FlipFlopRates.GoldenRuleValue(new NuclearPair(p["D"], p["Delta"], p["P"], p["Gc"], p["G2"]), ElectronNoise.ElectronTelegraph);

    /// <summary>The verdict on the only claim of a formula that is the truth times a factor.</summary>
    public static Verdict TimesTruth(Func<ParameterPoint, double> factor, Claim claim, IReadOnlyList<Parameter>? parameters = null) =>
        Of(new DelegateFormula("times-truth", parameters ?? DelegateFormula.PairParameters, p => factor(p) * Truth(p), claim));

    /// <summary>The verdict on the first claim of a formula.</summary>
    public static Verdict Of(Formula formula, JudgingSettings? settings = null) =>
        Judge.Of(formula, formula.Claims[0], new JudgingContext(Library, settings ?? Settings, CancellationToken.None));

    public static IdentityClaim Identity(Reference? reference = null) => new("identity", "It is the rate.", VerdictKind.Exact, reference ?? Electron);
}
