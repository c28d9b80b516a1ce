using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Published formulas are found again from their models alone: no formula is read before the derived one is held against it.</summary>
public sealed class DerivationTests
{
    private static readonly RandomFields Fields = new(11);

    /// <summary>The gallery's closed forms: rates, steady states, spectral densities, modes of at most second degree, and time courses made of such; its other files describe limits, pulses, drives and Gaussian noise.</summary>
    [Theory]
    [InlineData("bloch-saturation")]
    [InlineData("bloembergen-static-flip-flop")]
    [InlineData("bpp-telegraph-field")]
    [InlineData("chessari-equation-9")]
    [InlineData("dicke-superradiance")]
    [InlineData("double-dot-current")]
    [InlineData("double-dot-current-with-spin")]
    [InlineData("exciton-trapping-time")]
    [InlineData("exchange-spectroscopy")]
    [InlineData("exchange-coalescence")]
    [InlineData("flip-flop-rate-of-an-electron")]
    [InlineData("haken-strobl-diffusion")]
    [InlineData("haken-strobl-hopping")]
    [InlineData("kubo-free-induction-decay")]
    [InlineData("mollow-sidebands")]
    [InlineData("optical-bloch-saturation")]
    [InlineData("qubit-dephasing-rates")]
    [InlineData("rabi-damping")]
    [InlineData("rabi-decay-of-a-qubit")]
    [InlineData("random-telegraph-spectrum")]
    [InlineData("rotating-frame-relaxation")]
    [InlineData("scalar-relaxation-second-kind")]
    [InlineData("shared-emission")]
    [InlineData("single-dot-current")]
    [InlineData("solomon-equations")]
    [InlineData("spontaneous-emission-linewidth")]
    [InlineData("tavis-cummings-splitting")]
    [InlineData("thermal-relaxation-rate")]
    [InlineData("vacuum-rabi-splitting")]
    public void TheGallerysClosedFormsFollowFromTheirModels(string file)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        Derivation derived = Deriver.Derive(formula, formula.Claims.OfType<IdentityClaim>().First(c => c.Declared == VerdictKind.Exact).Reference);
        Assert.True(derived.Agrees);
        Assert.True(derived.Proof.Status is ProofStatus.Proved or ProofStatus.PartlyProved, derived.Proof.Reason);
    }

    [Fact]
    public void ThePapersClosedFormsFollowFromTheirModels()
    {
        var derived = new HashSet<string>(StringComparer.Ordinal);
        foreach (Formula formula in FormulaCatalogue.OfSuite("chessari-2023"))
        {
            foreach (IdentityClaim claim in formula.Claims.OfType<IdentityClaim>().Where(c => c.Declared == VerdictKind.Exact))
            {
                if (Derived(formula, claim) is { } agrees)
                {
                    Assert.True(agrees, $"{formula.Id}.{claim.Id}: the derived formula is another one");
                    derived.Add($"{formula.Id}.{claim.Id}");
                }
            }
        }

        Assert.True(derived.Count >= 17, $"{derived.Count}: {string.Join(", ", derived)}");
    }

    [Fact]
    public void AnObservableThatStartsAtItsFinalValueHasNoResidenceTime()
    {
        // Rates both ways alike: every state ends with 1/4, and the sum of two starts with the 1/2 at which it ends, and moves between.
        ModelFile model = ModelFileReader.OpenText("""
            levels: { a: 4 }
            parameters: { k1: 1, k2: 2, k3: 3 }
            hamiltonian: "0*a.n"
            dissipators:
              - { operator: "a.ket(0,1)", rate: k1 }
              - { operator: "a.ket(1,0)", rate: k1 }
              - { operator: "a.ket(1,2)", rate: k2 }
              - { operator: "a.ket(2,1)", rate: k2 }
              - { operator: "a.ket(2,3)", rate: k3 }
              - { operator: "a.ket(3,2)", rate: k3 }
            initial: { density: "(0.5)*a.ket(0,0) + (0.5)*a.ket(3,3)" }
            observables: { o: "a.proj(0) + a.proj(2)" }
            times: { from: 0, to: 5, points: 2 }
            """);
        DerivationException e = Assert.Throws<DerivationException>(() => Deriver.Derive(model, new DerivationRequest("o", ModelQuantityKind.ResidenceTime)));
        Assert.Contains("no value", e.Message, StringComparison.Ordinal);
        Assert.Equal("1/2", Deriver.Derive(model, new DerivationRequest("o", ModelQuantityKind.SteadyState)).Text);
    }

    [Fact]
    public void WhatIsCancelledEndsAtTheNextValue()
    {
        ModelFile model = ModelFileReader.OpenText(Network);
        var request = new DerivationRequest("z", ModelQuantityKind.ResidenceTime);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => Deriver.Derive(model, request, cancellation: stopped.Token));

        Formula formula = FormulaCatalogue.Find("eq9");
        FieldReference reference = ReferenceOf(formula, formula.Claims.OfType<LimitClaim>().First().Reference);
        FieldProgram program = FormulaExpression.Of(formula).Compile(reference.Parameters);
        Assert.Throws<OperationCanceledException>(() => LimitProver.Prove(formula, formula.Claims.OfType<LimitClaim>().First(), program, reference, Fields, 1, stopped.Token));
        Assert.Throws<OperationCanceledException>(() => new InequalityProver(formula, program, reference, Fields, 1, stopped.Token).Positivity());
        Assert.Throws<OperationCanceledException>(() => FieldProver.Prove(new IdentityTest(program, reference), Fields, 1, stopped.Token));
    }

    [Fact]
    public void TheBlockOfThePairHasSixEquations()
    {
        FieldReference reference = ReferenceOf(FormulaCatalogue.Find("eq9"), new Reference(Reference.FlipFlopRateQuantity, NoiseNames.ElectronTelegraph, Reference.ExactMethod));
        Assert.Equal(6, reference.Block);
        Assert.Equal(8, reference.Equations);
    }

    private const string Network = """
        spins: { I1: 1/2, I2: 1/2, I3: 1/2 }
        parameters: { D12: 1, D23: 2, D13: 0.7, A1: 3, A2: 5, A3: 0.3, P: 0.4, Gc: 2, G2: 0.3 }
        hamiltonian: "-D12/2*(I1.p*I2.m + I1.m*I2.p) - D23/2*(I2.p*I3.m + I2.m*I3.p) - D13/2*(I1.p*I3.m + I1.m*I3.p)"
        dissipators: [{ operator: I1.z, rate: G2 }, { operator: I2.z, rate: G2 }, { operator: I3.z, rate: G2 }]
        noise:
          - operator: "A1*I1.z + A2*I2.z + A3*I3.z"
            process: { kind: telegraph, high: 1, low: -1, rate: Gc, probabilityHigh: "(1 + P)/2" }
        initial: { density: "I1.z - I3.z" }
        observables: { z: "I1.z - I3.z" }
        times: { from: 0, to: 1, points: 2 }
        """;

    private static FieldReference ReferenceOf(Formula formula, Reference reference)
    {
        string[] parameters = [.. formula.Parameters.Select(p => p.Name)];
        return BuiltInReferences.Of(reference, parameters, [.. parameters.Select(p => (p, (Expression)new NameExpression(p)))]);
    }

    /// <summary>Whether what is derived from the model is the formula; null where the quantity has no closed form, or a large one.</summary>
    private static bool? Derived(Formula formula, IdentityClaim claim)
    {
        try
        {
            FieldReference reference = ReferenceOf(formula, claim.Reference);
            if (reference.IsMode || reference.IsCourse || reference.Equations > 12)
            {
                return null;
            }

            FieldBox quantity = LimitProver.InCoordinates(reference, LimitPathForm.AtRest(reference.Parameters), CancellationToken.None);
            if (RationalReconstruction.Run(quantity, new ReconstructionLimits { Terms = 300, Probes = 20_000 }).Function is not { } found)
            {
                return null;
            }

            FieldProgram program = FormulaExpression.Of(formula).Compile(reference.Parameters);
            FractionSize[] variables = [.. Enumerable.Repeat(FractionSize.Variable, reference.Parameters.Count)];
            var value = new ulong[1];
            var published = new FieldBox(reference.Parameters.Count, (Valuation v, ReadOnlySpan<ulong> point, out ulong result) =>
            {
                bool exists = program.TryRun(v, point, value);
                result = value[0];
                return exists;
            }, CancellationToken.None);
            return FieldProver.Prove(new FunctionTest(published, found, program.Sizes(variables)[0], reference.Block), Fields, 1, CancellationToken.None).Status == ProofStatus.Proved;
        }
        catch (NotAlgebraicException)
        {
            return null;
        }
    }
}
