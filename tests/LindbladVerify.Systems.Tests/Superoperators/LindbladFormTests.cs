using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Superoperators;

public class LindbladFormTests
{
    private readonly RandomSystems random = new(47);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 5)]
    public void Round_trip_of_a_random_generator(int d, int terms)
    {
        OpenSystemModel model = random.Model(new HilbertSpace(Site.OfLevels("a", d)), terms);
        SuperOperator generator = Liouvillian.Of(model);
        LindbladForm form = LindbladForm.Of(generator);
        Assert.True(form.IsLindblad);
        Assert.Equal(Math.Min(terms, (d * d) - 1), form.Terms.Count);
        Approx.Equal(generator.Matrix, form.ToSuperOperator().Matrix, 1e-13, "L from its canonical form");
        Approx.Equal(generator.Matrix, Liouvillian.Of(form.ToModel()).Matrix, 1e-13, "L from the model of its canonical form");
        Approx.Equal(Complex.Zero, form.Hamiltonian.Trace(), 1e-13, "H is traceless");
        for (int m = 0; m < form.Terms.Count; m++)
        {
            Approx.Equal(Complex.Zero, form.Terms[m].JumpOperator.Trace(), 1e-13, "jump operators are traceless");
            for (int n = 0; n <= m; n++)
            {
                Complex overlap = (form.Terms[m].JumpOperator.Adjoint() * form.Terms[n].JumpOperator).Trace();
                Approx.Equal(m == n ? Complex.One : Complex.Zero, overlap, 1e-12, "jump operators are orthonormal");
            }
        }
    }

    [Fact]
    public void Canonical_data_of_a_known_generator_come_back()
    {
        // Orthonormal traceless jumps σ-, σ+ and σz/√2 with distinct rates and a traceless H: already canonical.
        Operator h = (0.8 * SpinOperators.Z(0.5)) + (0.3 * SpinOperators.Y(0.5));
        Dissipator[] terms =
        [
            new(SpinOperators.Minus(0.5), 0.9),
            new(SpinOperators.Plus(0.5), 0.2),
            new(Math.Sqrt(2) * SpinOperators.Z(0.5), 0.05),
        ];
        LindbladForm form = LindbladForm.Of(Liouvillian.Of(h, terms));
        Approx.Equal(h, form.Hamiltonian, 1e-14, "H is unique when traceless");
        Approx.Equal([0.9, 0.2, 0.05], form.Terms.Select(t => t.Rate).ToArray(), 1e-14, "canonical rates, descending");
        Complex phase = (terms[0].JumpOperator.Adjoint() * form.Terms[0].JumpOperator).Trace();
        Approx.Equal(1, Complex.Abs(phase), 1e-13, "σ- up to a phase");
    }

    [Fact]
    public void A_jump_operator_with_a_trace_moves_into_the_hamiltonian()
    {
        Operator jump = random.General(3);
        var shift = new Complex(0.4, -1.1);
        Operator one = new(SparseMatrix<Complex>.Identity(3));
        Operator traceless = jump - ((jump.Trace() / 3) * one);
        LindbladForm form = LindbladForm.Of(SuperOperator.Dissipator(traceless + (shift * one)));

        // D[L + a] = D[L] - i[(i/2)(a* L - a L†), ·]
        Operator expected = new Complex(0, 0.5) * ((Complex.Conjugate(shift) * traceless) - (shift * traceless.Adjoint()));
        Approx.Equal(expected, form.Hamiltonian, 1e-13, "the compensating Hamiltonian");
        Assert.Single(form.Terms);
        Approx.Relative((traceless.Adjoint() * traceless).Trace().Real, form.Terms[0].Rate, 1e-13, "rate times the norm of the jump operator");
    }

    [Fact]
    public void A_negative_rate_is_found_and_refused_as_a_model()
    {
        SuperOperator generator = SuperOperator.Hamiltonian(random.Hermitian(2))
            + SuperOperator.Dissipator(SpinOperators.Minus(0.5))
            - (0.25 * SuperOperator.Dissipator(Math.Sqrt(2) * SpinOperators.Z(0.5)));
        GeneratorDiagnostics diagnostics = GeneratorDiagnostics.Of(generator);
        Approx.Equal(-0.25, diagnostics.SmallestKossakowskiEigenvalue, 1e-14, "the negative canonical rate");
        Assert.True(diagnostics.PreservesTrace());
        Assert.True(diagnostics.PreservesHermiticity());
        Assert.False(diagnostics.IsLindblad());

        LindbladForm form = LindbladForm.Of(generator);
        Assert.False(form.IsLindblad);
        Approx.Equal(generator.Matrix, form.ToSuperOperator().Matrix, 1e-14, "negative rates round-trip too");
        Assert.Contains("-0.2", Assert.Throws<InvalidOperationException>(form.ToDissipators).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_generator_is_refused_with_its_defects()
    {
        SuperOperator leaky = SuperOperator.Left(random.Hermitian(2));
        Assert.Contains("trace defect", Assert.Throws<ArgumentException>(() => LindbladForm.Of(leaky)).Message, StringComparison.Ordinal);
        Assert.False(GeneratorDiagnostics.Of(leaky).PreservesTrace());
    }

    [Fact]
    public void Rates_ten_decades_below_the_hamiltonian_survive()
    {
        Operator h = 2e9 * SpinOperators.Z(0.5);
        LindbladForm form = LindbladForm.Of(Liouvillian.Of(h, [new(SpinOperators.Minus(0.5), 0.3)]));
        Assert.Single(form.Terms);
        Approx.Equal(0.3, form.Terms[0].Rate, 8 * Approx.Epsilon * 2e9, "accuracy is absolute: ε times the largest entry");
    }

    [Fact]
    public void The_kossakowski_matrix_is_that_of_the_definition()
    {
        // L(X) = Σ c_mn (F_m X F_n† - ½{F_n† F_m, X}) for a random positive c.
        const int d = 3;
        OperatorBasis basis = OperatorBasis.GellMann(d);
        Operator c = random.Density(8);
        SuperOperator generator = SuperOperator.Hamiltonian(random.Hermitian(d));
        for (int m = 0; m < 8; m++)
        {
            for (int n = 0; n < 8; n++)
            {
                Operator f = basis.Elements[m + 1], g = basis.Elements[n + 1].Adjoint();
                generator += c[m, n] * (SuperOperator.Sandwich(f, g) - (0.5 * (SuperOperator.Left(g * f) + SuperOperator.Right(g * f))));
            }
        }

        Approx.Equal(c, GeneratorDiagnostics.Of(generator).Kossakowski, 1e-13, "the Kossakowski matrix");
    }
}
