using System.Globalization;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Permutation;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Permutation;

/// <summary>Identical sites are found from what the model does, and leave the equations that are known for them.</summary>
public class SymmetricModelTests
{
    private static SymmetricModel Of(string text) => SymmetricModel.Of(new ModelFile(text, "model.yaml", ".", isAnySize: true), new Dictionary<string, double>(StringComparer.Ordinal));

    private static string Atoms(int n, string dissipators, string hamiltonian = "0*I[1].one", string initial = "up", string observables = "z: \"sum(k, 1, n, I[k].z)\"") => string.Create(CultureInfo.InvariantCulture, $$"""
        spins: { "I[1..{{n}}]": 1/2 }
        parameters: { n: {{n}} }
        hamiltonian: "{{hamiltonian}}"
        dissipators: [ {{dissipators}} ]
        initial: { "I[1..{{n}}]": {{initial}} }
        observables: { {{observables}} }
        times: [0, 1]
        """);

    private static string Each(int n, string @operator, string rate) => string.Create(CultureInfo.InvariantCulture, $$"""{ operator: "{{@operator}}", rate: {{rate}}, each: "k=1..{{n}}" }""");

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(12)]
    public void Without_other_symmetries_there_are_as_many_equations_as_symmetrized_strings(int n)
    {
        SymmetricModel model = Of(Atoms(n, Each(n, "I[k].m", "0.3"), "sum(k, 1, n, I[k].x) + sum(j, 1, n, sum(k, 1, n, I[j].z*I[k].z))", initial: "0.4"));
        Assert.Equal((n + 1) * (n + 2) * (n + 3) / 6, model.System.Dimension);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(120)]
    public void Collective_decay_is_the_cascade_of_the_highest_spin(int n)
    {
        SymmetricModel model = Of(Atoms(n, """{ operator: "sum(k, 1, n, I[k].m)", rate: 2 }"""));
        SparseMatrix<double> generator = model.System.Generator;
        Assert.Equal(n + 1, model.System.Dimension);
        int at = Array.FindIndex(model.System.Initial, p => p != 0);
        Assert.Equal(1, model.System.Initial[at], 14);
        for (int k = 0; k <= n; k++)
        {
            // (J + M)(J - M + 1) with J = n/2, M = J - k.
            double rate = 2.0 * (n - k) * (k + 1);
            Assert.Equal((n / 2.0) - k, model.System.Observables[0][at], 12);
            Assert.Equal(-rate, generator[at, at], 1e-13 * n * n);
            int[] others = [.. generator.RowIndices[generator.ColumnStarts[at]..generator.ColumnStarts[at + 1]].ToArray().Where(r => r != at)];
            if (k < n)
            {
                Assert.Equal(rate, generator[Assert.Single(others), at], 1e-13 * n * n);
                at = others[0];
            }
        }
    }

    [Fact]
    public void Local_decay_is_recognized_when_it_is_written_in_collective_modes()
    {
        const int N = 4;
        string modes = string.Join(", ", Enumerable.Range(0, N).Select(q => string.Create(CultureInfo.InvariantCulture, $$"""{ operator: "sum(k, 1, n, exp(2*pi*i*{{q}}*k/n)*I[k].m)/2", rate: 0.7 }""")));
        SparseMatrix<double> modal = Of(Atoms(N, modes, initial: "0.2")).System.Generator;
        SparseMatrix<double> local = Of(Atoms(N, Each(N, "I[k].m", "0.7"), initial: "0.2")).System.Generator;
        Assert.Equal(local.Rows, modal.Rows);
        Assert.True((modal - local).LargestModulus() <= 1e-14);
    }

    // A constant is Hermitian, moves nothing, and an observable with one is one observable.
    [Theory]
    [InlineData("sum(k, 1, n, I[k].z + 1/2)")]
    [InlineData("(sum(k, 1, n, I[k].z) + 1)^2 - 3")]
    [InlineData("1")]
    public void Constants_change_nothing(string hamiltonian)
    {
        SymmetricModel model = Of(Atoms(20, """{ operator: "sum(k, 1, n, I[k].m)", rate: 1 }""", hamiltonian, observables: "n: \"I[3].z + 1/2\", c: \"2\", m: \"i*I[1].z + 1\""));
        Assert.Equal(["n", "c", "m.re", "m.im"], model.Observables);
        Assert.Equal(21, model.System.Dimension);
        int at = Array.FindIndex(model.System.Initial, p => p != 0);
        Assert.Equal([1, 2, 1, 0.5], model.System.Observables.Select(o => Math.Round(o[at], 12)));
    }

    [Fact]
    public void A_site_that_differs_in_a_rate_is_not_identical()
    {
        const string Rates = """{ operator: "I[k].m", rate: "if(k == 2, 0.5, 0.3)", each: "k=1..5" }""";
        SymmetricModel model = Of(Atoms(5, Rates, "sum(k, 1, n, I[k].x)"));
        Assert.Equal(35 * 4, model.System.Dimension);
        Assert.Contains(model.Notes, n => n.StartsWith("4 identical sites (I[1] … I[5])", StringComparison.Ordinal));
    }

    [Fact]
    public void Rates_that_depend_on_time_are_the_same_where_they_are_the_same_function()
    {
        SymmetricModel alike = Of(Atoms(9, Each(9, "I[k].m", "\"1 + 0.5*sin(t)\"")));
        Assert.Single(alike.System.Drives);
        Assert.Contains(alike.Notes, n => n.StartsWith("9 identical sites", StringComparison.Ordinal));
        SymmetricModel two = Of(Atoms(9, Each(9, "I[k].m", "\"1 + if(k > 7, 0.4, 0.5)*sin(t)\"")));
        Assert.Equal(2, two.System.Drives.Count);
        Assert.Contains(two.Notes, n => n.StartsWith("7 identical sites", StringComparison.Ordinal));
        Assert.Contains(two.Notes, n => n.StartsWith("2 identical sites", StringComparison.Ordinal));
    }

    [Fact]
    public void A_site_beside_the_others_keeps_its_own_coordinates()
    {
        SymmetricModel model = Of("""
            spins: { S: 1, "I[1..6]": 1/2 }
            hamiltonian: "sum(k, 1, 6, S.z*I[k].x + I[k].z) + S.x"
            dissipators: [ { operator: "S.m", rate: 1 } ]
            initial: { S: up, "I[1..6]": 0.3 }
            observables: { z: "I[4].z" }
            times: [0, 1]
            """);

        // Everything conserves J of the six, and nothing mixes the symmetric coordinates of different J.
        Assert.Equal(9 * 84, model.System.Dimension);
    }

    [Theory]
    [InlineData("I[1..5]", "sum(k, 1, 6, I[k].z)", 6)]
    [InlineData("I[1..5]", "I[1].z", 5)]
    [InlineData("I[1..6]", "I[1].z", 6)]
    public void The_state_or_the_observables_must_be_symmetric(string up, string seen, int identical)
    {
        string rest = string.Equals(up, "I[1..5]", StringComparison.Ordinal) ? ", \"I[6]\": down" : string.Empty;
        SymmetricModel model = Of($$"""
            spins: { "I[1..6]": 1/2 }
            hamiltonian: "sum(k, 1, 6, I[k].x)"
            dissipators: [ { operator: "sum(k, 1, 6, I[k].m)", rate: 1 } ]
            initial: { "{{up}}": up{{rest}} }
            observables: { z: "{{seen}}" }
            times: [0, 1]
            """);
        Assert.Contains(model.Notes, n => n.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{identical} identical sites"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sum(k, 1, n-1, I[k].z*I[k+1].z)", "no two of its two-level sites are identical")]
    [InlineData("sum(k, 1, n, k*I[k].z)", "no two of its two-level sites are identical")]
    public void A_model_without_identical_sites_is_refused(string hamiltonian, string reason) =>
        Assert.Contains(reason, Assert.Throws<ManySitesException>(() => Of(Atoms(20, Each(20, "I[k].m", "1"), hamiltonian))).Message, StringComparison.Ordinal);

    [LongFact]
    public void What_a_state_reaches_is_bounded() =>
        Assert.Contains("reaches more than 400000 of 585276", Assert.Throws<ManySitesException>(() => Of(Atoms(150, Each(150, "I[k].m", "1"), "sum(k, 1, n, I[k].x)"))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_operator_that_is_not_hermitian_is_refused_as_in_small_models() =>
        Assert.Contains("hamiltonian must be Hermitian, but differs from its adjoint by 1", Assert.Throws<ModelFileException>(() => Of(Atoms(20, Each(20, "I[k].m", "1"), "I[1].p"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("k=3..1")]
    [InlineData("k")]
    [InlineData("1..3")]
    [InlineData("k=1..5000")]
    public void Each_needs_a_letter_and_numbers(string each)
    {
        string text = Atoms(3, $$"""{ operator: "I[k].m", rate: 1, each: "{{each}}" }""");
        Assert.Contains($"dissipators[0].each must name a letter and 1 to 1000 numbers, such as k=1..50, not '{each}'", Assert.Throws<ModelFileException>(() => ModelFileReader.OpenText(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_many_sites_is_refused_where_operators_are_needed() =>
        Assert.True(Assert.Throws<ModelFileException>(() => ModelFileReader.OpenText(Atoms(50, Each(50, "I[k].m", "1")))).IsSize);
}
