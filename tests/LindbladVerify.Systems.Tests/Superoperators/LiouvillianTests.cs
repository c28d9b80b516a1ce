using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using LindbladVerify.TestSupport.ExactSolutions;
using Xunit;

namespace LindbladVerify.Systems.Tests.Superoperators;

public class LiouvillianTests
{
    private readonly RandomSystems random = new(23);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Right_hand_side_agrees_with_plain_matrix_products(int d)
    {
        OpenSystemModel model = random.Model(new HilbertSpace(Site.OfLevels("a", d)), 3);
        Operator x = random.General(d);
        DenseComplex expected = DenseComplex.LindbladRightHandSide(
            DenseComplex.From(model.Hamiltonian),
            model.Dissipators.Select(t => (DenseComplex.From(t.JumpOperator), t.Rate)),
            DenseComplex.From(x));
        Approx.Equal(expected.ToOperator(), Liouvillian.Of(model).Apply(x), 16 * d * Approx.Epsilon, "two ways to sum a few d-term products");
    }

    [Fact]
    public void Dissipator_keeps_the_trace_only_in_the_Schroedinger_order()
    {
        Operator jump = random.General(3);
        Operator product = jump.Adjoint() * jump;
        SuperOperator anticommutator = 0.5 * (SuperOperator.Left(product) + SuperOperator.Right(product));
        SuperOperator heisenbergSandwich = SuperOperator.Sandwich(jump.Adjoint(), jump) - anticommutator;
        GeneratorDiagnostics right = GeneratorDiagnostics.Of(SuperOperator.Dissipator(jump));
        GeneratorDiagnostics wrong = GeneratorDiagnostics.Of(heisenbergSandwich);
        Assert.True(right.TraceDefect <= 16 * Approx.Epsilon * right.Scale, $"trace defect {right.TraceDefect}");
        Assert.True(wrong.TraceDefect > 0.1 * wrong.Scale, $"X†·X in place of X·X† must lose trace at order one, not {wrong.TraceDefect}");
    }

    [Fact]
    public void The_sum_over_raising_and_lowering_hides_the_wrong_order()
    {
        SuperOperator sum = SuperOperator.Identity(2) - SuperOperator.Identity(2);
        foreach (Operator jump in new[] { SpinOperators.Plus(0.5), SpinOperators.Minus(0.5) })
        {
            Operator product = jump.Adjoint() * jump;
            SuperOperator term = SuperOperator.Sandwich(jump.Adjoint(), jump) - (0.5 * (SuperOperator.Left(product) + SuperOperator.Right(product)));
            Assert.Equal(1.0, GeneratorDiagnostics.Of(term).TraceDefect);
            sum += term;
        }

        Assert.Equal(0.0, GeneratorDiagnostics.Of(sum).TraceDefect);
    }

    [Fact]
    public void Adjoint_is_dual_in_the_trace_product()
    {
        SuperOperator l = Liouvillian.Of(random.Model(new HilbertSpace(Site.OfLevels("a", 4)), 2));
        Operator a = random.General(4), b = random.General(4);
        Complex left = (a.Adjoint() * l.Apply(b)).Trace();
        Complex right = (l.Adjoint().Apply(a).Adjoint() * b).Trace();
        Approx.Equal(left, right, 1e-13 * Complex.Abs(left), "Tr(A† L(B)) = Tr(L†(A)† B), sums of 256 products");
    }

    [Fact]
    public void Damped_qubit_follows_its_exact_solution()
    {
        var exact = new DampedQubit(Splitting: 2.3, Down: 0.7, Up: 0.2, Dephasing: 0.45);
        Operator initial = random.Density(2);
        SuperOperator l = Liouvillian.Of(exact.Model());
        foreach (double t in new[] { 0.1, 1, 5 })
        {
            Approx.Equal(exact.State(initial, t), ReferenceExponential.Propagator(l, t).Apply(initial), 1e-13, "closed form of the damped qubit");
        }
    }

    [Fact]
    public void Damped_cavity_follows_its_exact_solution()
    {
        var exact = new DampedCavity(Levels: 6, Frequency: 1.7, Loss: 0.6);
        Operator initial = random.Density(6);
        SuperOperator l = Liouvillian.Of(exact.Model());
        foreach (double t in new[] { 0.2, 1.5 })
        {
            Operator rho = ReferenceExponential.Propagator(l, t).Apply(initial);
            Approx.Equal(exact.Number(initial, t), LevelOperators.Number(6).Expectation(rho).Real, 1e-12, "photon number decays at κ");
            Approx.Equal(exact.Amplitude(initial, t), LevelOperators.Lowering(6).Expectation(rho), 1e-12, "amplitude decays at κ/2 and turns as e^{-iωt}");
        }
    }
}
