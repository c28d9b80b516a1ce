using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>Small models with closed solutions, and what tests of many-digit quantities share.</summary>
internal static class PreciseModels
{
    public const double Wanted = 1e-60;
    public const int MostBits = 6144;

    public const string Decay = """
        spins: { S: 1/2 }
        parameters: { g: 0.3 }
        hamiltonian: "0*S.z"
        dissipators: [ { operator: "S.m", rate: g } ]
        initial: { S: up }
        observables: { excited: "1/2 + S.z" }
        """;

    public const string Line = """
        spins: { S: 1/2 }
        parameters: { w: 1.0e4, k: 1.0e4 }
        hamiltonian: "0*S.z"
        noise: [ { operator: "S.z", process: { kind: telegraph, high: w, low: -w, rate: "2*k" } } ]
        initial: { density: "S.one/2 + S.x" }
        observables: { x: "2*S.x" }
        """;

    public const string Atom = """
        spins: { S: 1/2 }
        parameters: { g: 0.1, W: 0.7, d: 0.3 }
        hamiltonian: "-d*S.z + W*S.x"
        dissipators: [ { operator: "S.m", rate: g } ]
        initial: { S: down }
        observables: { excited: "1/2 + S.z" }
        """;

    /// <summary>Level 2 decays to 0 and to 1.</summary>
    public const string Branching = """
        levels: { a: 3 }
        parameters: { g0: 1.0e6, g1: 1.0e-3 }
        hamiltonian: "0*a.n"
        dissipators:
          - { operator: "a.a*a.a/sqrt(2)", rate: g0 }
          - { operator: "a.proj(1)*a.a", rate: "g1/2" }
        initial: { a: 2 }
        observables: { one: "a.proj(1)", zero: "a.proj(0)" }
        """;

    public const string Thermal = """
        spins: { S: 1/2 }
        parameters: { g: 0.3, w: 1.0, T: 1.0e12 }
        hamiltonian: "0*S.z"
        dissipators:
          - { operator: "S.m", rate: "g/(1-exp(-w/T))" }
          - { operator: "S.p", rate: "g*exp(-w/T)/(1-exp(-w/T))" }
        initial: { S: up }
        observables: { excited: "1/2 + S.z" }
        """;

    public const string Turning = """
        spins: { S: 1/2 }
        parameters: { w: 0.3 }
        hamiltonian: "w*S.z"
        initial: { density: "S.one/2 + S.x" }
        observables: { x: "2*S.x" }
        """;

    /// <summary>A ladder of steps that are equally fast; level 1 is the last but one.</summary>
    public static string Cascade(int steps) => $$"""
        levels: { c: {{steps + 1}} }
        parameters: { g: 0.3 }
        hamiltonian: "0*c.n"
        dissipators:
        {{string.Join('\n', Enumerable.Range(1, steps).Select(k => $"  - {{ operator: \"c.a*c.proj({k})/sqrt({k})\", rate: g }}"))}}
        initial: { c: {{steps}} }
        observables: { last: "c.proj(1)" }
        """;

    public static ModelFile Open(string text) => ModelFileReader.OpenText(text + "\ntimes: { from: 0, to: 1, points: 3 }\n");

    /// <summary>Parameters from decimal texts.</summary>
    public static Func<int, IReadOnlyDictionary<string, Ball>> At(params (string Name, string Value)[] values) =>
        bits => values.ToDictionary(v => v.Name, v => Ball.Decimal(v.Value, bits), StringComparer.Ordinal);

    public static PreciseReference Evaluate(string text, string observable, ModelQuantityKind kind, Func<int, IReadOnlyDictionary<string, Ball>> at, double factor = 1)
    {
        PreciseModelQuantity? quantity = PreciseModelQuantity.TryCreate(Open(text), observable, kind, factor, out string reason);
        Assert.True(quantity is not null, reason);
        return quantity!.Evaluate(at, Wanted, MostBits, CancellationToken.None);
    }

    /// <summary>The value is known to 60 digits, and its true error is no larger than the stated one.</summary>
    public static void AssertExact(BigFloat exact, PreciseReference found)
    {
        Assert.True(found.Value is not null, found.Remark);
        Ball value = found.Value!.Value;
        Assert.False(found.NeedsDigits);
        Assert.True(value.RelativeError <= Wanted, $"stated relative error {value.RelativeError:E2}");
        BigFloat error = BigFloat.Abs(value.Value.To(4096) - exact.To(4096));
        Assert.True(error <= value.Error, $"{value.Value} ± {value.Error}, but exactly {exact}: off by {error}");
    }

    public static BigFloat Number(string text) => BigFloat.Decimal(text, 2048);
}
