using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Time courses of textbooks follow from their models, and their formula files verify.</summary>
public sealed class CourseDerivationTests
{
    private const string Relaxation = "parameters: { down: 1.0, up: 0.25 }\nhamiltonian: \"0*q.z\"\ndissipators: [ { operator: \"q.m\", rate: down }, { operator: \"q.p\", rate: up } ]\n";
    private const string Rabi = "parameters: { w1: 2.0, d: 0.75 }\nhamiltonian: \"w1*q.x + d*q.z\"\n";
    private const string EquallyDamped = "parameters: { w1: 2.0, d: 0.75, g: 0.25 }\nhamiltonian: \"w1*q.x + d*q.z\"\ndissipators: [ { operator: q.x, rate: g }, { operator: q.y, rate: g }, { operator: q.z, rate: g } ]\n";
    private const string Driven = "parameters: { w1: 2.0, g: 0.25 }\nhamiltonian: \"w1*q.x\"\ndissipators: [ { operator: q.m, rate: g } ]\n";
    private const string Jumps = "parameters: { W: 2.0, k: 0.5 }\nhamiltonian: \"0*q.z\"\nnoise: [ { operator: \"W*q.z\", process: { kind: telegraph, high: 1, low: -1, rate: \"2*k\" } } ]\n";
    private const string Numbers = "parameters: { g: 1.0 }\nhamiltonian: \"pi*g*q.x\"\ndissipators: [ { operator: q.x, rate: g } ]\n";

    [Theory]
    [InlineData(Relaxation, "q: up", "2*q.z", "(-down + up + 2*down*exp(-(down + up)*t))/(down + up)", "")]
    [InlineData(Rabi, "q: up", "2*q.z", "(d^2 + w1^2*cos(w*t))/(w1^2 + d^2)", "w = sqrt(w1^2 + d^2)")]
    [InlineData(Rabi, "q: up", "2*q.y", "-w1*sin(w*t)/w", "w = sqrt(w1^2 + d^2)")]
    [InlineData(EquallyDamped, "q: up", "2*q.z", "exp(-g*t)*(d^2 + w1^2*cos(w*t))/(w1^2 + d^2)", "w = sqrt(w1^2 + d^2)")]
    [InlineData(Driven, "q: up", "2*q.y", "w1*(4*g - exp(-3*g*t/4)*(4*g*cos(w*t) + (4*w1^2 + 5*g^2)*sin(w*t)/w))/(2*(2*w1^2 + g^2))", "w = sqrt(16*w1^2 - g^2)/4")]
    [InlineData(Jumps, "density: \"q.one/2 + q.x\"", "2*q.x", "exp(-k*t)*(cos(w*t) + k*sin(w*t)/w)", "w = sqrt(W^2 - k^2)")]
    [InlineData(Numbers, "q: up", "2*q.z", "exp(-g*t/2)*cos(pi*g*t)", "")]
    public void CoursesOfTextbooks(string model, string initial, string observable, string expected, string where)
    {
        (Derivation found, Verdict verdict) = Derived($"spins: {{ q: 1/2 }}\n{model}", initial, observable);
        Assert.Equal(expected, found.Text);
        Assert.Equal(where, string.Join(", ", found.Where.Select(w => $"{w.Key} = {w.Value}")));
        Assert.Equal(ProofStatus.Proved, found.Proof.Status);
        Assert.Equal(VerdictKind.Exact, verdict.Kind);
        Assert.Equal(ProofStatus.Proved, verdict.Proof!.Status);
        Assert.NotNull(verdict.Certificate);
    }

    /// <summary>A flip-flop between two spins that differ by d, in golden parameters.</summary>
    [Fact]
    public void AFlipFlop()
    {
        (Derivation found, Verdict verdict) = Derived("spins: { a: 1/2, b: 1/2 }\nparameters: { J: 1.618033988749895, d: 0.6180339887498949 }\nhamiltonian: \"J*(a.x*b.x + a.y*b.y) + d*(a.z - b.z)/2\"\n", "a: up, b: down", "2*a.z");
        Assert.Equal("(d^2 + J^2*cos(w*t))/(J^2 + d^2)", found.Text);
        Assert.Equal(VerdictKind.Exact, verdict.Kind);
    }

    /// <summary>Bateman's cascade, also where its two rates are one and the time stands before the exponential; the ranges of the file leave out where they meet.</summary>
    [Theory]
    [InlineData("k1: 3.0, k2: 1.5", "k1", "k2", "k2*(exp(-k2*t) - exp(-k1*t))/(k1 - k2)")]
    [InlineData("k: 3.0", "k", "k", "k*t*exp(-k*t)")]
    public void ACascade(string parameters, string second, string first, string expected)
    {
        (Derivation found, Verdict verdict) = Derived($"levels: {{ s: 3 }}\nparameters: {{ {parameters} }}\nhamiltonian: \"0*s.n\"\ndissipators: [ {{ operator: \"s.ket(1,2)\", rate: {first} }}, {{ operator: \"s.ket(0,1)\", rate: {second} }} ]\n", "s: 2", "s.proj(1)");
        Assert.Equal(expected, found.Text);
        Assert.Equal(VerdictKind.Exact, verdict.Kind);
    }

    /// <summary>Where the modes do not swing the same course is two exponentials, which have a value at late times.</summary>
    [Fact]
    public void AnOverdampedCourse()
    {
        (Derivation found, Verdict verdict) = Derived($"spins: {{ q: 1/2 }}\n{Jumps.Replace("W: 2.0", "W: 0.25", StringComparison.Ordinal)}", "density: \"q.one/2 + q.x\"", "2*q.x");
        Assert.Equal("kr = sqrt(k^2 - W^2)", string.Join(", ", found.Where.Select(w => $"{w.Key} = {w.Value}")));
        Assert.DoesNotContain("cos", found.Text, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Exact, verdict.Kind);
    }

    /// <summary>Three levels under two drives: the denominator keeps a factor of fifth degree, and its transform is told.</summary>
    [Fact]
    public void AHighFactorIsToldAndTheTransformOffered()
    {
        const string Levels = "levels: { s: 3 }\nparameters: { g: 1.0, x: 2.0, y: 3.0 }\nhamiltonian: \"x*(s.ket(0,1) + s.ket(1,0)) + y*(s.ket(1,2) + s.ket(2,1))\"\ndissipators: [ { operator: \"s.ket(0,2)\", rate: g } ]\n";
        using var folder = new ModelFolder(("model.yaml", File(Levels, "s: 0", "s.proj(2)")));
        ModelFile model = ModelFileReader.Open(Path.Combine(folder.Path, "model.yaml"));
        DerivationException refused = Assert.Throws<DerivationException>(() => Deriver.Derive(model, new DerivationRequest("o", ModelQuantityKind.TimeCourse)));
        Assert.Contains("a factor of degree 5 stays", refused.Message, StringComparison.Ordinal);
        Derivation transform = Deriver.Derive(model, new DerivationRequest("o", ModelQuantityKind.TimeCourse) { IsTransform = true });
        Assert.Equal(["g", "x", "y", "s"], transform.Parameters);
        Assert.StartsWith("8*x^2*y^2*(g + 3*s)/(s*(", transform.Text, StringComparison.Ordinal);
        Assert.Equal(ProofStatus.Proved, transform.Proof.Status);
    }

    private static string File(string model, string initial, string observable) => $"{model}initial: {{ {initial} }}\nobservables: {{ o: \"{observable}\" }}\ntimes: {{ from: 0, to: 10, points: 11 }}\n";

    private static (Derivation Found, Verdict Verdict) Derived(string model, string initial, string observable)
    {
        using var folder = new ModelFolder(("model.yaml", File(model, initial, observable)));
        ModelFile file = ModelFileReader.Open(Path.Combine(folder.Path, "model.yaml"));
        var request = new DerivationRequest("o", ModelQuantityKind.TimeCourse);
        Derivation found = Deriver.Derive(file, request);
        FileFormula formula = FormulaFileReader.ReadText(FormulaFileWriter.Text("derived", found, file, "model.yaml", request), "derived.yaml", folder.Path);
        return (found, SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts.Single());
    }
}
