using System.Globalization;

namespace LindbladVerify.JudgeTrials.Formulas;

/// <summary>The small models that trials speak of, as model files.</summary>
public static class ModelTexts
{
    /// <summary>Numbers of levels of the oscillators.</summary>
    public static IReadOnlyList<int> ThermalLevels { get; } = [3, 5, 8, 12, 16];

    /// <summary>Numbers of levels of the driven oscillators, whose whole density matrix is solved.</summary>
    public static IReadOnlyList<int> DrivenLevels { get; } = [3, 4, 6];

    /// <summary>File names and texts.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Files().ToDictionary(f => f.Name, f => f.Text, StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Text)> Files()
    {
        const string spin = "spins: { S: 1/2 }\n";
        yield return ("decay.yaml", spin + "parameters: { g: 1.0e4, w: 1.0e4 }\nhamiltonian: \"w*S.z\"\ndissipators:\n  - { operator: \"S.m\", rate: g }\ninitial: { S: up }\nobservables: { excited: \"1/2 + S.z\" }\ntimes: { from: 0, to: \"10/g\", points: 11 }\n");
        yield return ("dipole.yaml", spin + "parameters: { g: 1.0e4, w: 1.0e4 }\nhamiltonian: \"w*S.z\"\ndissipators:\n  - { operator: \"S.m\", rate: g }\ninitial: { density: \"S.one/2 + S.x\" }\nobservables: { x: \"2*S.x\" }\ntimes: { from: 0, to: \"10/g\", points: 11 }\n");
        yield return ("thermal.yaml", spin + "parameters: { gu: 1.0e2, gd: 1.0e4 }\nhamiltonian: \"0*S.z\"\ndissipators:\n  - { operator: \"S.p\", rate: gu }\n  - { operator: \"S.m\", rate: gd }\ninitial: { S: up }\nobservables: { excited: \"1/2 + S.z\" }\ntimes: { from: 0, to: \"10/(gu + gd)\", points: 11 }\n");
        yield return ("bath.yaml", spin + "parameters: { g: 1.0e2, w: 1.0, T: 1.0 }\nhamiltonian: \"0*S.z\"\ndissipators:\n  - { operator: \"S.m\", rate: \"g/(1 - exp(-w/T))\" }\n  - { operator: \"S.p\", rate: \"g*exp(-w/T)/(1 - exp(-w/T))\" }\ninitial: { S: up }\nobservables: { excited: \"1/2 + S.z\", z: \"2*S.z\" }\ntimes: { from: 0, to: \"10/g\", points: 11 }\n");
        yield return ("saturation.yaml", spin + "parameters: { w1: 1.0e3, d: 1.0e3, R1: 1.0e2, R2: 1.0e3 }\nhamiltonian: \"d*S.z + w1*S.x\"\ndissipators:\n  - { operator: \"S.p\", rate: \"R1*3/4\" }\n  - { operator: \"S.m\", rate: \"R1/4\" }\n  - { operator: \"S.z\", rate: \"2*(R2 - R1/2)\" }\ninitial: { S: 1/2 }\nobservables: { z: \"2*S.z\" }\ntimes: { from: 0, to: \"5/R1\", points: 11 }\n");
        yield return ("line.yaml", spin + "parameters: { w: 1.0e4, k: 1.0e4 }\nhamiltonian: \"0*S.z\"\nnoise:\n  - { operator: \"S.z\", process: { kind: telegraph, high: w, low: -w, rate: \"2*k\" } }\ninitial: { density: \"S.one/2 + S.x\" }\nobservables: { x: \"2*S.x\" }\ntimes: { from: 0, to: \"10/k\", points: 11 }\n");
        yield return ("gaussian.yaml", spin + "parameters: { s: 1.0e4, r: 1.0e4 }\nhamiltonian: \"0*S.z\"\nnoise:\n  - { operator: \"S.z\", process: { kind: ornstein-uhlenbeck, standardDeviation: s, rate: r } }\ninitial: { density: \"S.one/2 + S.x\" }\nobservables: { x: \"2*S.x\" }\ntimes: { from: 0, to: \"5/s + 5*r/s^2\", points: 11 }\n");
        yield return ("many.yaml", spin + "parameters: { a: 1.0, b: 1.0, c: 1.0, d: 1.0, e: 1.0, f: 1.0, g: 1.0, h: 1.0, k: 1.0, l: 1.0 }\nhamiltonian: \"0*S.z\"\ndissipators:\n  - { operator: \"S.m\", rate: a }\ninitial: { S: up }\nobservables: { excited: \"1/2 + S.z\" }\ntimes: { from: 0, to: \"10/a\", points: 11 }\n");
        yield return ("lambda.yaml", "levels: { a: 3 }\nparameters: { g0: 1.0, g1: 1.0 }\nhamiltonian: \"0*a.n\"\ndissipators:\n  - { operator: \"a.a*a.a/sqrt(2)\", rate: g0 }\n  - { operator: \"a.proj(1)*a.a\", rate: \"g1/2\" }\ninitial: { a: 2 }\nobservables: { one: \"a.proj(1)\", zero: \"a.proj(0)\", two: \"a.proj(2)\" }\ntimes: { from: 0, to: \"10/(g0 + g1)\", points: 11 }\n");
        yield return ("fan.yaml", "levels: { a: 4 }\nparameters: { g0: 1.0, g1: 1.0, g2: 1.0 }\nhamiltonian: \"0*a.n\"\ndissipators:\n  - { operator: \"a.a*a.a*a.a\", rate: \"g0/6\" }\n  - { operator: \"a.proj(1)*a.a*a.a\", rate: \"g1/6\" }\n  - { operator: \"a.proj(2)*a.a\", rate: \"g2/3\" }\ninitial: { a: 3 }\nobservables: { one: \"a.proj(1)\" }\ntimes: { from: 0, to: \"10/(g0 + g1 + g2)\", points: 11 }\n");
        yield return ("flip-flop.yaml", "spins: { I: 1/2, J: 1/2 }\nparameters: { gp: 1.0, gm: 1.0 }\nhamiltonian: \"0*I.z\"\ndissipators:\n  - { operator: \"I.p*J.m\", rate: gp }\n  - { operator: \"I.m*J.p\", rate: gm }\ninitial: { I: up, J: down }\nobservables: { up: \"1/2 + I.z\" }\ntimes: { from: 0, to: \"10/(gp + gm)\", points: 11 }\n");
        foreach (int n in Enumerable.Range(2, 4))
        {
            yield return ($"cascade-{n}.yaml", Cascade(n));
        }

        foreach (int n in ThermalLevels)
        {
            yield return ($"thermal-oscillator-{n}.yaml", Oscillator(n, "parameters: { kappa: 1.0, nb: 1.0e-3 }\nhamiltonian: \"0*b.n\"\n", "  - { operator: \"b.a\", rate: \"kappa*(nb + 1)\" }\n  - { operator: \"b.ad\", rate: \"kappa*nb\" }\n", 0));
        }

        foreach (int n in DrivenLevels)
        {
            yield return ($"driven-oscillator-{n}.yaml", Oscillator(n, "parameters: { kappa: 1.0, d: 1.0, f: 1.0e-3 }\nhamiltonian: \"d*b.n + f*(b.a + b.ad)\"\n", "  - { operator: \"b.a\", rate: kappa }\n", 0));
            yield return ($"damped-oscillator-{n}.yaml", Oscillator(n, "parameters: { kappa: 1.0, w: 1.0 }\nhamiltonian: \"w*b.n\"\n", "  - { operator: \"b.a\", rate: kappa }\n", n - 1));
        }
    }

    private static string Cascade(int levels)
    {
        string steps = string.Concat(Enumerable.Range(0, levels - 1).Select(k => string.Create(CultureInfo.InvariantCulture, $"  - {{ operator: \"a.proj({k})*a.a\", rate: \"g/{k + 1}\" }}\n")));
        return string.Create(CultureInfo.InvariantCulture, $"levels: {{ a: {levels} }}\nparameters: {{ g: 1.0 }}\nhamiltonian: \"0*a.n\"\ndissipators:\n{steps}initial: {{ a: {levels - 1} }}\nobservables: {{ left: \"1 - a.proj(0)\", steps: \"a.n\" }}\ntimes: {{ from: 0, to: \"{10 * levels}/g\", points: 11 }}\n");
    }

    private static string Oscillator(int levels, string dynamics, string dissipators, int start) =>
        string.Create(CultureInfo.InvariantCulture, $"levels: {{ b: {levels} }}\n{dynamics}dissipators:\n{dissipators}initial: {{ b: {start} }}\nobservables: {{ n: \"b.n\" }}\ntimes: {{ from: 0, to: \"10/kappa\", points: 11 }}\n");
}
