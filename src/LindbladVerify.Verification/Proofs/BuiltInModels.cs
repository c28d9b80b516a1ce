using System.Globalization;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.References;
using static LindbladVerify.Verification.Proofs.FieldQuantityKind;

namespace LindbladVerify.Verification.Proofs;

/// <summary>The definitions of <see cref="Reference"/> as model files.</summary>
internal static class BuiltInModels
{
    /// <summary>Name of the observable of every model here.</summary>
    public const string Observable = "o";

    private const string SpinPair = "{ I1: 1/2, I2: 1/2 }";
    private const string FlipFlop = "-D/2*(I1.p*I2.m + I1.m*I2.p)";
    private const string SlowMode = FieldReferences.SlowestMode;

    /// <summary>The parts, the expression that makes the reference of them, and what a proof leaves to sampling.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="names">The parameters that it has.</param>
    public static (IReadOnlyList<BuiltInPart> Parts, string Combination, string Remark) Of(Reference reference, IReadOnlyList<string> names)
    {
        bool isExact = reference.Method is Reference.ExactMethod;
        switch (reference.Quantity)
        {
            case Reference.FlipFlopRateQuantity when reference.Method is Reference.GoldenRuleMethod:
                return One(Area, TwoLevels("0*s.z", reference.Noise, "s.x", "2*s.x"), "D^2/2*value");
            case Reference.FlipFlopRateQuantity:
                return One(RelaxationRate, TwoLevels("-D*s.x", reference.Noise, "s.z", "2*s.z"), "value/2");
            case "pair-time-course":
                return One(Laplace, TwoLevels("-D*s.x", reference.Noise, "s.z", "2*s.z"), "value");
            case Reference.SpectrumQuantity:
                return One(Area, Model("{ s: 1/2 }", "-(Delta*P + omega)*s.z", [], [("Delta*s.z", Electron(reference.Noise))], "s.x", "2*s.x"), "2*value");
            case Reference.LineshapeQuantity:
                return One(Area, Model("{ s: 1/2 }", "(Delta*P - omega)*s.z", [("s.z", "2*G2")], [], "s.x", "2*s.x"), "2*value");
            case Reference.ZeroQuantumCoherenceDecayQuantity:
                return One(DecayOfPair, Model(SpinPair, "Delta/2*(I1.z - I2.z) + J*I1.z*I2.z", Relaxation, [], "I1.p*I2.m + I1.m*I2.p", "I1.p*I2.m + I1.m*I2.p"), "value", SlowMode);
            case Reference.LongitudinalRateQuantity:
                return isExact ? One(RelaxationRate, Nucleus(reference.Noise), "value/2") : One(Decay, Nucleus(reference.Noise), "2*value", SlowMode);
            case Reference.LongitudinalRelaxationRateQuantity:
                return isExact ? One(RelaxationRate, Nucleus(reference.Noise), "value") : One(Decay, Nucleus(reference.Noise), "value", SlowMode);
            case Reference.NeighbourBroadeningQuantity:
                (string, string)[] neighbours = [("(D1a - D2a)*s.z", Neighbour), ("(D1b - D2b)*s.z", Neighbour)];
                string turning = Model("{ s: 1/2 }", "-p*(D1a - D2a + D1b - D2b)*s.z", [], neighbours, "s.x", "2*s.x");
                return isExact ? One(Area, turning, "1/value") : One(DecayOfPair, turning, "value", SlowMode);
            case Reference.NeighbourFlipFlopRateQuantity when reference.Method is Reference.GoldenRuleMethod:
                return One(Area, Model("{ s: 1/2 }", "delta*s.z", [], [("(D1a - D2a)*s.z", Neighbour)], "s.x", "2*s.x"), "D^2/2*value");
            case Reference.NeighbourFlipFlopRateQuantity:
                return One(RelaxationRate, Model("{ s: 1/2 }", "delta*s.z - D*s.x", [], [("(D1a - D2a)*s.z", Neighbour)], "s.z", "2*s.z"), "value/2");
            case Reference.QuantumElectronFlipFlopRateQuantity:
                return One(
                    RelaxationRate,
                    Model("{ S: 1/2, I1: 1/2, I2: 1/2 }", $"Delta*S.z*(I1.z - I2.z) {FlipFlop}", [("S.p", "Gc*(1 + P)/2"), ("S.m", "Gc*(1 - P)/2"), ("I1.z - I2.z", "G2/2")], [], "(1/2 + P*S.z)*(I1.z - I2.z)", "I1.z - I2.z"),
                    "value/2");
            case Reference.RelaxingPairRateQuantity:
                return RateMatrix(
                    (density, observable) => Model(SpinPair, FlipFlop, Relaxation, [("Delta/2*(I1.z - I2.z)", Electron(reference.Noise))], density, observable),
                    reference.Method);
            case Reference.CorrelatedRelaxationRateQuantity:
                return RateMatrix(
                    (density, observable) => Model(SpinPair, $"w0*(I1.z + I2.z) + delta/2*(I1.z - I2.z) {FlipFlop}", [("I1.z - I2.z", "G2II/2")], [("A1*I1.x + A2*(cos(phi)*I2.x + sin(phi)*I2.y)", Electron(reference.Noise))], density, observable),
                    Reference.SecondToFirstMethod);
            case Reference.NetworkTransferRateQuantity:
                return One(RelaxationRate, Network(names, reference.Noise), "value/2");
            default:
                throw new NotAlgebraicException($"The quantity '{reference.Quantity}' is not computed from one model of finitely many equations.");
        }
    }

    private static (string Operator, string Rate)[] Relaxation => [("I1.p", "G1a"), ("I1.m", "G1a"), ("I2.p", "G1b"), ("I2.m", "G1b"), ("I1.z - I2.z", "G2II/2")];

    private static string Neighbour => "{ kind: telegraph, high: 1, low: -1, rate: \"1/tau\", probabilityHigh: \"(1 + p)/2\" }";

    private static (IReadOnlyList<BuiltInPart>, string, string) One(FieldQuantityKind kind, string text, string combination, string remark = "") =>
        ([new BuiltInPart(FieldReferences.Part, kind, text)], combination, remark);

    /// <summary>Two levels s = ±1/2 split by the noise, with coherence decay G2.</summary>
    private static string TwoLevels(string coupling, string noise, string density, string observable) => noise is NoiseNames.Polarized
        ? Model("{ s: 1/2 }", $"Delta*s.z + {coupling}", [("s.z", "2*G2")], [], density, observable)
        : Model("{ s: 1/2 }", coupling, [("s.z", "2*G2")], [("Delta*s.z", Electron(noise))], density, observable);

    private static string Nucleus(string noise) => Model("{ s: 1/2 }", "w0*s.z", [], [("Az*s.z + Aperp*s.x", Electron(noise))], "s.z", "2*s.z");

    private static (IReadOnlyList<BuiltInPart>, string, string) RateMatrix(Func<string, string, string> model, string method)
    {
        // T_ij = ∫⟨Iiz⟩dt from a start of which only ⟨Ijz⟩ = 1 is not 0; K = T⁻¹.
        string[] z = ["I1.z", "I2.z"];
        BuiltInPart[] parts = [.. from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 2) select new BuiltInPart(string.Create(CultureInfo.InvariantCulture, $"T{i + 1}{j + 1}"), Area, model(z[j], z[i]))];
        const string Determinant = "(T11*T22 - T12*T21)";
        string combination = method switch
        {
            Reference.FirstToFirstMethod => $"T22/{Determinant} - 2*G1a",
            Reference.SecondToSecondMethod => $"T11/{Determinant} - 2*G1b",
            Reference.FirstToSecondMethod => $"T21/{Determinant}",
            Reference.SecondToFirstMethod => $"T12/{Determinant}",
            _ => "1/(T11 + T22 - T12 - T21)",
        };
        return (parts, combination, string.Empty);
    }

    private static string Network(IReadOnlyList<string> names, string noise)
    {
        int nuclei = Enumerable.Range(1, 9).TakeWhile(i => names.Contains($"A{i}", StringComparer.Ordinal)).Count();
        string[] pairs = [.. names.Where(n => n.Length == 3 && n[0] == 'D')];
        string sites = string.Join(", ", Enumerable.Range(1, nuclei).Select(i => $"I{i}: 1/2"));
        string coupling = string.Join(" ", pairs.Select(d => $"-{d}/2*(I{d[1]}.p*I{d[2]}.m + I{d[1]}.m*I{d[2]}.p)"));
        string field = string.Join(" + ", Enumerable.Range(1, nuclei).Select(i => $"A{i}*I{i}.z"));
        string ends = string.Create(CultureInfo.InvariantCulture, $"I1.z - I{nuclei}.z");
        return Model($"{{ {sites} }}", coupling, [.. Enumerable.Range(1, nuclei).Select(i => ($"I{i}.z", "G2"))], [(field, Electron(noise))], ends, ends);
    }

    /// <summary>The electron's polarization, as <see cref="ElectronNoise"/> writes it.</summary>
    private static string Electron(string noise)
    {
        try
        {
            return $"{{ {ElectronNoise.Parse(noise).ModelText ?? "kind: ornstein-uhlenbeck, mean: P, standardDeviation: \"sqrt(1 - P^2)\", rate: Gc"} }}";
        }
        catch (FormatException)
        {
            throw new NotAlgebraicException($"There is no model of '{noise}' noise by finitely many states.");
        }
    }

    private static string Model(string spins, string hamiltonian, (string Operator, string Rate)[] dissipators, (string Operator, string Process)[] noise, string density, string observable)
    {
        string[] known = [.. PairParameters.Names, "omega", "G1a", "G1b", "G2II", "J", "w0", "Az", "Aperp", "D1a", "D2a", "D1b", "D2b", "tau", "p", "delta", "A1", "A2", "A3", "A4", "phi", "D12", "D23", "D34", "D13"];
        string text = string.Join(' ', [hamiltonian, density, observable, .. dissipators.SelectMany(d => new[] { d.Operator, d.Rate }), .. noise.SelectMany(n => new[] { n.Operator, n.Process })]);
        string[] words = text.Split([' ', '*', '/', '(', ')', '+', '-', '^', ',', '"', '{', '}', ':'], StringSplitOptions.RemoveEmptyEntries);
        string[] used = [.. known.Where(k => words.Contains(k, StringComparer.Ordinal))];
        string parameters = string.Join(", ", used.Select(k => $"{k}: {(k is "p" ? "0" : "0.5")}"));
        return string.Join('\n', [
            $"spins: {spins}",
            $"parameters: {{ {parameters} }}",
            $"hamiltonian: \"{hamiltonian}\"",
            .. dissipators.Length == 0 ? Array.Empty<string>() : ["dissipators:", .. dissipators.Select(d => $"  - {{ operator: \"{d.Operator}\", rate: \"{d.Rate}\" }}")],
            .. noise.Length == 0 ? Array.Empty<string>() : ["noise:", .. noise.Select(n => $"  - operator: \"{n.Operator}\"\n    process: {n.Process}")],
            $"initial: {{ density: \"{density}\" }}",
            $"observables: {{ {Observable}: \"{observable}\" }}",
            "times: { from: 0, to: 1, points: 2 }",
        ]);
    }
}

/// <summary>A quantity of a built-in model.</summary>
/// <param name="Name">Its name in the combination.</param>
/// <param name="Kind">What is computed.</param>
/// <param name="Text">The model file.</param>
internal sealed record BuiltInPart(string Name, FieldQuantityKind Kind, string Text);

/// <summary>The built-in quantities over prime fields: each from model files of its own, written here a second time, in the language of model files.</summary>
internal static class BuiltInReferences
{
    /// <summary>The reference that a claim names.</summary>
    /// <param name="reference">The claim's reference.</param>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="bindings">The parameters of the quantity as expressions of those of the formula.</param>
    /// <exception cref="NotAlgebraicException">Exact algebra has no place for it.</exception>
    public static FieldReference Of(Reference reference, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Value)> bindings)
    {
        (IReadOnlyList<BuiltInPart> parts, string combination, string remark) = BuiltInModels.Of(reference, [.. bindings.Select(b => b.Name)]);
        return FieldReference.Of(parameters, [.. parts.Select(p => Part(p, parameters, bindings))], combination, remark);
    }

    private static FieldPart Part(BuiltInPart part, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Value)> bindings)
    {
        ModelFile model = ModelFileReader.OpenText(part.Text);
        (string Name, Expression Value)[] used = [.. bindings.Where(b => model.ParameterNames.Contains(b.Name, StringComparer.Ordinal))];
        return new FieldPart(part.Name, part.Kind, model, BuiltInModels.Observable, parameters, used);
    }
}
