using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Reduction;

/// <summary>Blocks that were explored once, assembled at other points, against blocks that are explored there.</summary>
public sealed class ModelBlocksTests
{
    private const int Limit = 120;

    /// <summary>Sums of the same terms in another order: a few dozen roundings.</summary>
    private const double Rounding = 64 * 2.220446049250313e-16;

    /// <summary>An average has no equations of its own, only its points have.</summary>
    public static TheoryData<string> Shipped => [.. new[] { "docs/models", "docs/formulas/models" }.SelectMany(f => Directory.GetFiles(RepositoryFolder.PathOf(f), "*.yaml")).Where(f => !ModelFileReader.Open(f).IsAverage)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void ShippedModels(string file)
    {
        ModelFile model = ModelFileReader.Open(file);
        int reached = 0;
        foreach (NamedObservable observable in model.Bind().Observables)
        {
            var blocks = new ModelBlocks(model, observable.Name, Limit);
            for (int point = 0; point < 6; point++)
            {
                reached += Agree(model, blocks, observable.Name, Scaled(model, point)) ? 1 : 0;
            }
        }

        Assert.True(reached > 0, "no point was allowed");
    }

    [Fact]
    public void PartsThatCancelAtAPointLeaveTheSmallerBlock()
    {
        ModelFile model = ModelFileReader.OpenText("""
            spins: { I: 1/2, S: 1/2 }
            parameters: { a: 1.0, b: 1.0, J: 0.5, g: 0.3 }
            hamiltonian: "a*I.x*S.z - b*I.x*S.z + J*I.z*S.z"
            dissipators: [ { operator: "S.m", rate: g } ]
            observables: { z: "I.z", x: "I.x" }
            initial: { I: up, S: mixed }
            times: [0, 1]
            """, "model.yaml");
        var blocks = new ModelBlocks(model, "z", Limit);

        Assert.True(Agree(model, blocks, "z", new Dictionary<string, double> { ["a"] = 1.25 }));
        Assert.True(Agree(model, blocks, "z", []));
        Assert.Equal(1, blocks.At(model.Bind()).Dimension);
        Assert.True(blocks.At(model.Bind(new Dictionary<string, double> { ["a"] = 1.25 })).Dimension > 1);
    }

    [Theory]
    [InlineData("g*(I.x + 2*I.y)", "I.m")]
    [InlineData("w*I.z", "g*I.m + w*I.z")]
    [InlineData("w*I.z + g*I.p + g*I.m", "exp(-g)*I.m")]
    public void AnyForm(string hamiltonian, string jump)
    {
        ModelFile model = ModelFileReader.OpenText($$"""
            spins: { I: 1/2 }
            parameters: { w: 1.3, g: 0.7 }
            hamiltonian: "{{hamiltonian}}"
            dissipators: [ { operator: "{{jump}}", rate: "g/3" } ]
            observables: { x: "2*w*I.x + g*I.y" }
            initial: { I: up }
            times: [0, 1]
            """, "model.yaml");
        var blocks = new ModelBlocks(model, "x", Limit);
        for (int point = 0; point < 6; point++)
        {
            Assert.True(Agree(model, blocks, "x", Scaled(model, point)));
        }
    }

    /// <summary>Parameters of the file times numbers, some of them 0.</summary>
    private static Dictionary<string, double> Scaled(ModelFile model, int point) => point == 0
        ? []
        : model.Bind().Parameters.Where(p => model.ParameterNames.Contains(p.Key, StringComparer.Ordinal))
            .Select((p, k) => (p.Key, p.Value * ((k + point) % 5 == 0 ? 0 : 0.4 + (0.17 * ((3 * k) + (5 * point)) % 1.1))))
            .ToDictionary(p => p.Key, p => p.Item2, StringComparer.Ordinal);

    private static bool Agree(ModelFile model, ModelBlocks blocks, string observable, Dictionary<string, double> values)
    {
        LoadedModel loaded;
        try
        {
            loaded = model.Bind(values);
        }
        catch (ModelFileException)
        {
            return false;
        }

        Operator seen = loaded.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator;
        InvariantBlock? direct = TryExplore(loaded, seen);
        if (direct is null)
        {
            Assert.Throws<BlockTooLargeException>(() => blocks.At(loaded));
            return true;
        }

        InvariantBlock assembled = blocks.At(loaded);
        Assert.Equal(direct.Dimension, assembled.Dimension);
        Assert.Equal(direct.Coordinates(loaded.Initial), assembled.Coordinates(loaded.Initial));
        Same(direct.Deterministic, assembled.Deterministic);
        foreach ((SparseMatrix<double> a, SparseMatrix<double> b) in direct.NoiseParts.Zip(assembled.NoiseParts).Concat(direct.DriveParts.Zip(assembled.DriveParts)))
        {
            Same(a, b);
        }

        return true;
    }

    private static InvariantBlock? TryExplore(LoadedModel loaded, Operator seen)
    {
        try
        {
            return InvariantBlock.Of(loaded.Model, [seen], Limit);
        }
        catch (BlockTooLargeException)
        {
            return null;
        }
    }

    private static void Same(SparseMatrix<double> expected, SparseMatrix<double> found) =>
        Assert.True((expected - found).LargestModulus() <= Rounding * expected.LargestModulus(), $"{(expected - found).LargestModulus():G3} of {expected.LargestModulus():G3}");
}
