using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>Formula files that are right or wrong in known ways, on domains as wide as users write them: the pair to leading and to all orders, and model files.</summary>
public sealed class FormulaFileVerdictTests
{
    private const string Domain = """
        parameters:
          D:     { unit: rad/s, range: [1.0e2, 1.0e4] }
          Delta: { unit: rad/s, range: [1.0e4, 1.0e7] }
          P:     { range: [0, 1] }
          Gc:    { unit: 1/s, range: [1.0e5, 1.0e8] }
          G2:    { unit: 1/s, range: [1.0e3, 1.0e5] }
        """;

    private const string Electron = "D^2/2*(Gc*(1 - P^2)*Delta^2 + G2*((Gc + G2)^2 + Delta^2))/((Delta^2 + G2*(Gc + G2))^2 + Delta^2*P^2*Gc^2)";
    private const string Equation9 = "D^2/2*(Gc*(1 - P^2)*Delta^2 + G2*((Gc + G2)^2 + Delta^2))/(((1 - 2*P^2)*Delta^2 + G2*(Gc + G2))^2 + Delta^2*P^2*(Gc + 2*G2)^2)";
    private const string Equation11 = "D^2/2*(G2 + (1 - P^2)*Delta^2/Gc)/(Delta^2*P^2 + (G2 + (1 - P^2)*Delta^2/Gc)^2)";

    private const string Exact = "D^2/2/(G2 + (Delta*P)^2/G2 + Delta^2*(1 - P^2)/(Gc + G2) - Gc*Delta^2*(1 - P^2)*(Delta*P*(1/G2 - 1/(Gc + G2)))^2/(D^2 + Gc*(Gc + G2 + Delta^2*(1 - P^2)/G2 + (Delta*P)^2/(Gc + G2))))";

    private const string Fast = "vary: { Gc: 1 }, to: infinity";

    [Theory]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { Gc: 1 }, to: infinity, order: infer", VerdictKind.Asymptotic, 2)]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { Gc: 1 }, to: infinity, order: 2", VerdictKind.Asymptotic, 2)]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { Gc: 1 }, to: infinity, order: 3", VerdictKind.False, 2)]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { Gc: 1, Delta: 0.5 }, to: infinity", VerdictKind.Asymptotic, 1)]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { P: 1 }, to: 1", VerdictKind.Asymptotic, 1)]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { Delta: 1 }, to: 0", VerdictKind.Asymptotic, 2)]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { G2: 1 }, to: infinity", VerdictKind.Asymptotic, 1)]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { G2: 1 }, to: 0", VerdictKind.False, 0)]
    [InlineData(Equation11, "symmetric-telegraph", "golden-rule", "kind: limit, vary: { Gc: 1 }, to: 0", VerdictKind.False, 0)]
    [InlineData(Equation9, "electron-telegraph", "golden-rule", "kind: limit, vary: { Gc: 1 }, to: infinity", VerdictKind.Asymptotic, 2)]
    [InlineData(Equation9, "ornstein-uhlenbeck", "golden-rule", "kind: limit, vary: { Gc: 1 }, to: infinity", VerdictKind.Asymptotic, 3)]
    [InlineData(Equation9, "electron-telegraph", "golden-rule", "kind: limit, vary: { Delta: 1 }, to: 0", VerdictKind.Asymptotic, 4)]
    [InlineData(Equation9, "symmetric-telegraph", "exact", "kind: limit, vary: { D: 1 }, to: 0", VerdictKind.Asymptotic, 2)]
    [InlineData(Equation9, "symmetric-telegraph", "exact", "kind: limit, vary: { Gc: 1 }, to: infinity, order: 3", VerdictKind.Asymptotic, 3)]
    public void LimitsOfThePair(string rate, string noise, string reference, string claim, VerdictKind verdict, double order)
    {
        Verdict found = Pair(rate, noise, reference, claim);

        Assert.Equal((verdict, true), (found.Kind, found.Reason.Length > 0));
        if (order > 0)
        {
            Approx.Equal(order, found.Order!.Value, 0.06, "at most two decades above rounding, where the next power still shows");
        }
    }

    [Theory]
    [InlineData(Electron, "electron-telegraph", "golden-rule", VerdictKind.Exact)]
    [InlineData(Equation9, "symmetric-telegraph", "golden-rule", VerdictKind.Exact)]
    [InlineData(Exact, "electron-telegraph", "exact", VerdictKind.Exact)]
    [InlineData(Equation9, "electron-telegraph", "golden-rule", VerdictKind.False)]
    [InlineData(Electron, "symmetric-telegraph", "golden-rule", VerdictKind.False)]
    [InlineData(Electron, "electron-telegraph", "exact", VerdictKind.False)]
    [InlineData(Equation9, "fluctuators:2", "golden-rule", VerdictKind.False)]
    [InlineData("1.02*" + Electron, "electron-telegraph", "golden-rule", VerdictKind.False)]
    [InlineData("1.02*" + Exact, "electron-telegraph", "exact", VerdictKind.False)]
    [InlineData("(2*pi)^2*" + Electron, "electron-telegraph", "golden-rule", VerdictKind.False)]
    public void IdentitiesOfThePair(string rate, string noise, string reference, VerdictKind verdict) =>
        Assert.Equal(verdict, Pair(rate, noise, reference, "kind: identity").Kind);

    [Fact]
    public void AFormulaForAnotherNoiseIsToldWhichOne()
    {
        FileFormula formula = FormulaFileReader.ReadText(PairText(Equation9, "electron-telegraph", "golden-rule", "kind: identity"));
        SuiteResult result = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick);

        Assert.Equal([Reference.GoldenRule(NoiseNames.SymmetricTelegraph)], result.Models.Single().ExactFor);
        Assert.Contains("symmetric-telegraph", result.Verdicts.Single().Ablation!.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.01", VerdictKind.False)]
    [InlineData("0.0199", VerdictKind.False)]
    [InlineData("0.0201", VerdictKind.Bounded)]
    public void TwoPercentAreFoundByABound(string within, VerdictKind verdict)
    {
        Assert.Equal(verdict, Pair("1.02*" + Electron, "electron-telegraph", "golden-rule", $"kind: bound, within: {within}, where: \"Gc > 3*Delta\"").Kind);
        Assert.Equal(VerdictKind.False, Pair("1.02*" + Electron, "electron-telegraph", "golden-rule", "kind: limit, " + Fast).Kind);
    }

    [Theory]
    [InlineData("0.019", VerdictKind.False)]
    [InlineData("0.021", VerdictKind.Bounded)]
    public void ABoundInANarrowRegionIsTestedThere(string within, VerdictKind verdict)
    {
        // A share of 9e-5 of the domain, which no scan of the whole domain would hit often enough.
        Verdict found = Pair("1.02*" + Electron, "electron-telegraph", "golden-rule", $"kind: bound, within: {within}, where: \"Gc > 900*Delta and P > 0.99 and G2 > 5e4\"");
        Assert.Equal(verdict, found.Kind);
        Assert.True(found.Evidence[0].Points >= 16, $"{found.Evidence[0].Points} points");
        Assert.Equal(VerdictKind.OutOfDomain, Pair(Electron, "electron-telegraph", "golden-rule", "kind: bound, within: 1, where: \"Gc > 90000*Delta\"").Kind);
    }

    [Theory]
    [InlineData("2*pi*Delta")]
    [InlineData("Delta/(2*pi)")]
    public void AFrequencyInHertzIsRefuted(string delta) =>
        Assert.Equal(VerdictKind.False, Pair(Electron.Replace("Delta", $"({delta})", StringComparison.Ordinal), "electron-telegraph", "golden-rule", "kind: identity").Kind);

    [LongFact]
    public void EveryLimitOfEquation9HoldsAndOnlyTheInteriorRefutesIt()
    {
        foreach (string limit in new[] { Fast, "vary: { P: 1 }, to: 0", "vary: { P: 1 }, to: 1", "vary: { Delta: 1 }, to: 0", "vary: { G2: 1 }, to: infinity" })
        {
            Assert.Equal(VerdictKind.Asymptotic, Pair(Equation9, "electron-telegraph", "golden-rule", "kind: limit, " + limit).Kind);
        }

        Verdict interior = Pair(Equation9, "electron-telegraph", "golden-rule", "kind: identity");
        Assert.Equal(VerdictKind.False, interior.Kind);
        Assert.InRange(interior.Counterexample!.Point["P"], 0.3, 0.95);
    }

    [Theory]
    [InlineData("line-width", "k - sqrt(k^2 - w^2)", "kind: identity", VerdictKind.Exact, 0)]
    [InlineData("line-width", "w^2/(2*k)", "kind: limit, vary: { k: 1 }, to: infinity", VerdictKind.Asymptotic, 2)]
    [InlineData("line-width", "w^2/(2*k)", "kind: identity", VerdictKind.False, 0)]
    [InlineData("line-width", "1.02*w^2/(2*k)", "kind: limit, vary: { k: 1 }, to: infinity", VerdictKind.False, 0)]
    [InlineData("line-width", "1.02*(k - sqrt(k^2 - w^2))", "kind: identity", VerdictKind.False, 0)]
    [InlineData("line-width", "(2*pi)^2*w^2/(2*k)", "kind: limit, vary: { k: 1 }, to: infinity", VerdictKind.False, 0)]
    [InlineData("line-width", "w^2/k", "kind: limit, vary: { k: 1 }, to: infinity", VerdictKind.False, 0)]
    [InlineData("line-width", "w^2/(2*k)", "kind: limit, vary: { k: 1, w: 0.5 }, to: infinity", VerdictKind.Asymptotic, 1)]
    [InlineData("residence-time", "w^2/(2*k)", "kind: identity", VerdictKind.Exact, 0)]
    [InlineData("residence-time", "w^2/(2*k)*(1 + w^2*k^2/(w^2 + k^2)^2)", "kind: limit, vary: { k: 1 }, to: infinity", VerdictKind.Asymptotic, 2)]
    [InlineData("residence-time", "w^2/(2*k)*(1 + w^2*k^2/(w^2 + k^2)^2)", "kind: limit, vary: { w: 1 }, to: 0", VerdictKind.Asymptotic, 2)]
    [InlineData("residence-time", "w^2/(2*k)*(1 + w^2*k^2/(w^2 + k^2)^2)", "kind: identity", VerdictKind.False, 0)]
    [InlineData("residence-time", "w^2/(2*k)*(1 + w^2*k^2/(w^2 + k^2)^2)", "kind: bound, within: 0.05, where: \"k > 5*w\"", VerdictKind.Bounded, 0)]
    [InlineData("residence-time", "w^2/(2*k)*(1 + w^2*k^2/(w^2 + k^2)^2)", "kind: bound, within: 0.03, where: \"k > 5*w\"", VerdictKind.False, 0)]
    [InlineData("residence-time", "w^2/(2*k)", "kind: symmetry, map: { w: \"-w\" }", VerdictKind.Exact, 0)]
    [InlineData("residence-time", "w^2/(2*k)", "kind: symmetry, map: { w: \"7*w\", k: \"7*k\" }, factor: 7", VerdictKind.Exact, 0)]
    [InlineData("residence-time", "w^3/(2*k)", "kind: symmetry, map: { w: \"-w\" }", VerdictKind.False, 0)]
    [InlineData("residence-time", "w^2/(2*k)", "kind: monotonicity, in: k, direction: decreasing", VerdictKind.Exact, 0)]
    [InlineData("residence-time", "w^2/(2*k)", "kind: monotonicity, in: k, direction: increasing", VerdictKind.False, 0)]
    [InlineData("residence-time", "w^2/(2*k)*(1 + 2*w*k/(w^2 + k^2))", "kind: monotonicity, in: w, direction: decreasing", VerdictKind.False, 0)]
    [InlineData("residence-time", "w^2/(2*k)", "kind: positivity", VerdictKind.Exact, 0)]
    [InlineData("residence-time", "w^2/(2*k) - 1.0e3", "kind: positivity", VerdictKind.False, 0)]
    public void ModelFiles(string quantity, string rate, string claim, VerdictKind verdict, double order)
    {
        using var folder = new ModelFolder(("line.yaml", """
            spins: { S: 1/2 }
            parameters: { w: 1.0e4, k: 1.0e4 }
            hamiltonian: "0*S.z"
            noise: [ { operator: "S.z", process: { kind: telegraph, high: w, low: -w, rate: "2*k" } } ]
            initial: { density: "S.one/2 + S.x" }
            observables: { x: "2*S.x" }
            times: { from: 0, to: 1.0e-3, points: 11 }
            """));
        string k = rate.Contains("sqrt", StringComparison.Ordinal) ? "[1.0e5, 1.0e7]" : "[1.0e3, 1.0e6]";
        Verdict found = Judge($$"""
            id: model
            parameters:
              w: { unit: rad/s, range: [1.0e3, 9.0e4] }
              k: { unit: 1/s, range: {{k}} }
            rate: "{{rate}}"
            describes: { model: line.yaml, observable: x, quantity: {{quantity}} }
            claims: [ { id: claim, {{claim}} } ]
            """, folder.Path);

        Assert.Equal(verdict, found.Kind);
        if (order > 0)
        {
            Approx.Equal(order, found.Order!.Value, 0.03, "the deepest decades above rounding of the eigenvalue");
        }
    }

    [Theory]
    [InlineData("curve: \"2*g*e/W^2*(1 - cos(W*t))\"", "observable: x", "kind: identity", VerdictKind.Exact)]
    [InlineData("curve: \"-2*g*e/W^2*(1 - cos(W*t))\"", "observable: x", "kind: identity", VerdictKind.False)]
    [InlineData("curve: \"1.99*g*e/W^2*(1 - cos(W*t))\"", "observable: x", "kind: identity", VerdictKind.False)]
    [InlineData("curve: \"2*g*e/W^2*(1 - cos(1.001*W*t))\"", "observable: x", "kind: identity", VerdictKind.False)]
    [InlineData("curve: \"-2*g*e/W^2*(1 - cos(W*t))\"", "observable: x", "kind: bound, within: 0.01", VerdictKind.False)]
    [InlineData("curve: \"-2*g*e/W^2*(1 - cos(W*t))\"", "observable: x", "kind: limit, vary: { g: 1 }, to: 0", VerdictKind.False)]
    [InlineData("rate: W", "observable: y, quantity: frequency", "kind: identity", VerdictKind.Exact)]
    [InlineData("rate: \"e + 2*g^2/e\"", "observable: y, quantity: frequency", "kind: limit, vary: { g: 1 }, to: 0, order: 4", VerdictKind.Asymptotic)]
    [InlineData("rate: \"e + 2*g^2/e\"", "observable: y, quantity: frequency", "kind: limit, vary: { g: 1 }, to: 0, order: 6", VerdictKind.False)]
    [InlineData("rate: \"e + g^2/e\"", "observable: y, quantity: frequency", "kind: limit, vary: { g: 1 }, to: 0, order: 4", VerdictKind.False)]
    [InlineData("rate: W", "observable: x, quantity: line-width", "kind: identity", VerdictKind.OutOfDomain)]
    [InlineData("rate: \"(g - e)/(g + e)\"", "observable: pol, quantity: steady-state", "kind: identity", VerdictKind.Exact)]
    [InlineData("rate: \"1.00001*(g - e)/(g + e)\"", "observable: pol, quantity: steady-state", "kind: identity", VerdictKind.False)]
    public void WhatDoesNotDecayIsJudgedAllTheSame(string formula, string quantity, string claim, VerdictKind verdict)
    {
        bool isThermal = quantity.StartsWith("observable: pol", StringComparison.Ordinal);
        using var folder = new ModelFolder(("dimer.yaml", """
            spins: { q: 1/2 }
            parameters: { g: 1.0e4, e: 1.0e5 }
            hamiltonian: "e*q.z + 2*g*q.x"
            initial: { q: up }
            observables: { x: "2*q.x", y: "2*q.y" }
            times: { from: 0, to: 1.0e-3, points: 11 }
            """), ("thermal.yaml", """
            spins: { q: 1/2 }
            parameters: { g: 1.0e4, e: 1.0e5 }
            hamiltonian: "0*q.z"
            dissipators: [ { operator: "q.p", rate: g }, { operator: "q.m", rate: e } ]
            initial: { q: mixed }
            observables: { pol: "2*q.z" }
            times: { from: 0, to: 1.0e-3, points: 11 }
            """));
        Verdict found = Judge($$"""
            id: undamped
            parameters:
              g: { unit: rad/s, range: {{(isThermal ? "[1.0e-4, 1.0e8]" : "[1.0e3, 1.0e4]")}} }
              e: { unit: rad/s, range: {{(isThermal ? "[1.0e-4, 1.0e8]" : "[2.0e4, 1.0e5]")}} }
            where: { W: "sqrt(e^2 + 4*g^2)" }
            {{formula}}
            describes: { model: {{(isThermal ? "thermal" : "dimer")}}.yaml, {{quantity}} }
            claims: [ { id: claim, {{claim}} } ]
            """, folder.Path);

        Assert.Equal((verdict, true), (found.Kind, found.Reason.Length > 0));
    }

    [Theory]
    [InlineData("rate: ka", "quantity: spectral-gap", "[1.0e14, 3.0e14]", "kind: identity", VerdictKind.False)]
    [InlineData("rate: kb", "quantity: spectral-gap", "[1.0e14, 3.0e14]", "kind: identity", VerdictKind.Exact)]
    [InlineData("rate: kb", "quantity: spectral-gap", "[1.0e6, 3.0e6]", "kind: identity", VerdictKind.Exact)]
    [InlineData("curve: \"exp(-ka*t)\"", "", "[1.0e15, 3.0e15]", "kind: identity", VerdictKind.False)]
    [LongInlineData("curve: \"exp(-ka*t)\"", "", "[1.0e12, 3.0e12]", "kind: bound, within: 0.1", VerdictKind.Inconclusive)]
    [LongInlineData("curve: \"exp(-ka*t) + exp(-kb*t) - 1\"", "", "[1.0e12, 3.0e12]", "kind: identity", VerdictKind.Inconclusive)]
    [InlineData("curve: \"exp(-ka*t)\"", "", "[1.0e6, 3.0e6]", "kind: bound, within: 0.9", VerdictKind.False)]
    [InlineData("curve: \"exp(-ka*t) + exp(-kb*t) - 1\"", "", "[1.0e4, 3.0e4]", "kind: identity", VerdictKind.Exact)]
    public void WhatRoundingHidesIsNotConfirmed(string formula, string quantity, string fast, string claim, VerdictKind verdict)
    {
        using var folder = new ModelFolder(("two.yaml", """
            spins: { a: 1/2, b: 1/2 }
            parameters: { ka: 1.0e4, kb: 1.0 }
            hamiltonian: "0*a.z"
            dissipators: [ { operator: "a.m", rate: ka }, { operator: "b.m", rate: kb } ]
            initial: { a: up, b: up }
            observables: { sum: "a.z + b.z" }
            times: { from: 0, to: 1.0e-3, points: 11 }
            """));
        Verdict found = Judge($$"""
            id: two
            parameters:
              ka: { unit: 1/s, range: {{fast}} }
              kb: { unit: 1/s, range: [0.02, 0.1] }
            {{formula}}
            describes: { model: two.yaml, observable: sum{{(quantity.Length > 0 ? ", " + quantity : "")}} }
            claims: [ { id: claim, {{claim}} } ]
            """, folder.Path);

        Assert.Equal((verdict, true), (found.Kind, found.Reason.Length > 0));
    }

    [Theory]
    [InlineData(1)]
    [LongInlineData(2)]
    [LongInlineData(3)]
    [LongInlineData(4)]
    public void ASlopeBetweenTwoTermsRefutesNoOrder(int seed)
    {
        const string rate = "D^2/2*q/(q^2 + w^2)";
        FileFormula formula = FormulaFileReader.ReadText($$"""
            id: pair
            parameters:
              D:     { unit: rad/s, range: [1.0e2, 5.0e3] }
              Delta: { unit: rad/s, range: [1.0e5, 1.0e7] }
              P:     { range: [0.1, 0.9] }
              Gc:    { unit: 1/s, range: [1.0e4, 1.0e7] }
              G2:    { unit: 1/s, range: [1.0e3, 1.0e5] }
            where:
              v: "Delta^2*(1 - P^2)"
              d: "Delta*P"
              q: "G2 + v/Gc - v*G2/Gc^2 + v*(G2^2 - d^2)/Gc^3"
              w: "d + v*d/Gc^2 - 2*v*G2*d/Gc^3"
            rate: "{{rate}}"
            describes: { pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }, noise: electron-telegraph, reference: golden-rule }
            claims:
              - { id: four, kind: limit, vary: { Gc: 1 }, to: infinity, order: 4 }
              - { id: five, kind: limit, vary: { Gc: 1 }, to: infinity, order: 5 }
            """);
        SuiteResult result = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick with { Seed = (ulong)seed, LimitStarts = 24 });

        Assert.Equal([VerdictKind.Asymptotic, VerdictKind.False], result.Verdicts.Select(v => v.Kind));
    }

    // In doubles the line is lost at a few points of the region and loosely known at thousands: the digits that are affordable go to the few first.
    [LongFact]
    public void PointsThatDoublesKnowNothingOfAreAskedInDigitsFirst()
    {
        FileFormula formula = FormulaGallery.All.Single(f => f.Id is "measurement-dephasing-weak");
        Verdict found = SuiteRunner.Run([formula], DenseKernels.Managed, new JudgingSettings()).Verdicts.Single(v => v.Id is "measurement-dephasing-weak.weak-coupling");
        Assert.Equal((VerdictKind.Bounded, found.Declared), (found.Kind, VerdictKind.Bounded));
        Assert.Empty(found.Evidence.Single(e => string.Equals(e.Kind, "bound", StringComparison.Ordinal)).Text.Split("0 beyond it.")[1]);
    }

    /// <summary>Decay rates of the signal from the equations of motion and from what the manual prints, as an independent implementation found them.</summary>
    [Theory]
    [InlineData("cpmg-baldwin-as-documented", 2000, 800, 10, 50, 1 / 1200.0, 2, 24.2040, 20.4205)]
    [InlineData("cpmg-baldwin-positive-root", 150, -2000, 50, 10, 1 / 3600.0, 15, 48.39, 104.18)]
    public void TrainsDecayAsTheErrataSay(string id, double kex, double dw, double ra, double rb, double tcp, double n, double exact, double printed)
    {
        FileFormula formula = FormulaGallery.All.Single(f => string.Equals(f.Id, id, StringComparison.Ordinal));
        Comparison found = InteriorScan.Compare(formula, ((IdentityClaim)formula.Claims[0]).Reference, new ReferenceLibrary(DenseKernels.Managed, [formula]), formula.At(kex, 0.9, dw, ra, rb, tcp, n));
        int digits = exact == 24.2040 ? 4 : 2;
        Assert.Equal((exact, printed), (Math.Round(Rate(found.Computed), digits), Math.Round(Rate(found.Predicted), digits)));

        double Rate(double signal) => -Math.Log(signal) / (4 * n * tcp);
    }

    private static Verdict Pair(string rate, string noise, string reference, string claim) => Judge(PairText(rate, noise, reference, claim));

    private static string PairText(string rate, string noise, string reference, string claim) => $$"""
        id: pair
        {{Domain}}
        rate: "{{rate}}"
        describes:
          pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }
          noise: {{noise}}
          reference: {{reference}}
        claims: [ { id: claim, {{claim}} } ]
        """;

    private static Verdict Judge(string text, string folder = "")
    {
        FileFormula formula = FormulaFileReader.ReadText(text, "test.yaml", folder);
        return SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick with { ScanPoints = 512 }).Verdicts.Single();
    }
}
