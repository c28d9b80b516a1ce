using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Properties.Laws.Propagation;

/// <summary>What permutations of identical sites leave gives the same courses as the model that knows nothing of them.</summary>
public class IdenticalSites
{
    private const string Template = """
        spins: { SPINS }
        levels: { LEVELS }
        parameters: { n: COUNT, "c[1..24]": [ NUMBERS ] }
        hamiltonian: "sum(k, 1, n, c[1]*I[k].x + c[2]*I[k].y + c[3]*I[k].z) + c[4]*sum(j, 1, n, I[j].x)*sum(k, 1, n, I[k].x) + c[5]*(sum(j, 1, n, I[j].x*sum(k, 1, n, I[k].y)) + sum(j, 1, n, I[j].y*sum(k, 1, n, I[k].x))) OTHERS"
        dissipators:
          - { operator: "sum(k, 1, n, (c[6] + i*c[7])*I[k].m + c[8]*I[k].z + c[9]*I[k].p)", rate: "c[10]^2" }
          - { operator: "(c[11] + i*c[12])*I[k].p + c[13]*I[k].z + i*c[14]*I[k].m", rate: "c[15]^2", each: "k=1..COUNT" }
          - { operator: "sum(j, 1, n, sum(k, 1, n, if(j == k, 0, 1)*I[j].m*(I[k].m + i*c[16]*I[k].z)))", rate: "c[17]^2/4" }
        JUMPS
        initial: { INITIAL }
        observables: { one: "I[1].z", pair: "I[1].x*I[2].y", collective: "sum(j, 1, n, I[j].p)*sum(k, 1, n, I[k].m)", coherence: "I[2].m" SEEN }
        times: [0, 0.3, 1.1]
        """;

    private static readonly Arbitrary<(int Count, int Others, double[] Numbers)> Cases = Arb.From(
        from others in Gen.Choose(0, 3)
        from count in Gen.Choose(2, others == 3 ? 4 : others > 0 ? 5 : 6)
        from numbers in Gen.ArrayOf(Gen.Choose(-997, 997).Select(k => k / 1000.0), 24)
        select (count, others, numbers));

    [Law(Cases = 24)]
    public Property Courses_agree_with_the_whole_model() => Prop.ForAll(Cases, c =>
    {
        string text = Text(c.Count, c.Others, c.Numbers);
        var none = new Dictionary<string, double>(StringComparer.Ordinal);
        SymmetricModel symmetric = SymmetricModel.Of(ModelFileReader.OpenText(text), none);
        Assert.Contains(symmetric.Notes, n => n.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{c.Count} identical sites"), StringComparison.Ordinal));
        LoadedModel whole = ModelFileReader.ReadText(text);
        TimeGrid grid = TimeGrid.Of(whole.Times);
        var options = new PropagationOptions { Reduce = false, Tolerance = 1e-12 };
        PropagationResult expected = MasterEquationSolver.Solve(whole.Model, whole.Initial, [.. whole.Observables.Select(o => o.Operator)], grid, options);
        PropagationResult found = MasterEquationSolver.Solve(symmetric.System, grid, new PropagationOptions { Tolerance = 1e-12 });
        Assert.Equal(whole.Observables.Select(o => o.Name), symmetric.Observables);
        for (int o = 0; o < expected.Values.Length; o++)
        {
            for (int k = 0; k < grid.Count; k++)
            {
                double allowed = 1e-10 + expected.ErrorEstimate[o] + found.ErrorEstimate[o];
                Assert.True(Math.Abs(expected.Values[o][k] - found.Values[o][k]) <= allowed, $"{symmetric.Observables[o]} at {grid.Times[k]}: {found.Values[o][k]:R}, not {expected.Values[o][k]:R}");
            }
        }
    });

    /// <summary>Identical spins with a spin 1/2 of another kind, three levels, or both beside them.</summary>
    private static string Text(int count, int others, double[] numbers)
    {
        bool hasSpin = (others & 1) != 0;
        bool hasLevels = (others & 2) != 0;
        string spins = string.Create(CultureInfo.InvariantCulture, $"{(hasSpin ? "S: 1/2, " : string.Empty)}\"I[1..{count}]\": 1/2");
        string coupled = (hasSpin ? "+ c[18]*S.x + sum(k, 1, n, c[19]*(S.p*I[k].m + S.m*I[k].p) + c[20]*S.z*I[k].z)" : string.Empty)
            + (hasLevels ? "+ 0.3*f.n + sum(k, 1, n, c[21]*(f.a*I[k].p + f.ad*I[k].m))" : string.Empty);
        string jumps = (hasSpin ? "  - { operator: \"S.m + c[22]*sum(k, 1, n, I[k].m)\", rate: 0.4 }\n" : string.Empty)
            + (hasLevels ? "  - { operator: \"f.a\", rate: \"c[23]^2\" }\n" : string.Empty);
        string initial = (hasSpin ? "S: up, " : string.Empty) + (hasLevels ? "f: 1, " : string.Empty)
            + string.Create(CultureInfo.InvariantCulture, $"\"I[1..{count}]\": \"c[24]\"");
        string seen = (hasSpin ? ", mixed: \"S.p*I[1].m\"" : string.Empty) + (hasLevels ? ", photons: \"f.n\"" : string.Empty);
        string text = Template.Replace("SPINS", spins, StringComparison.Ordinal)
            .Replace("COUNT", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("NUMBERS", string.Join(", ", numbers.Select(x => x.ToString("R", CultureInfo.InvariantCulture))), StringComparison.Ordinal)
            .Replace("OTHERS", coupled, StringComparison.Ordinal)
            .Replace("JUMPS\n", jumps, StringComparison.Ordinal)
            .Replace("INITIAL", initial, StringComparison.Ordinal)
            .Replace("SEEN", seen, StringComparison.Ordinal);
        return hasLevels ? text.Replace("LEVELS", "f: 3", StringComparison.Ordinal) : text.Replace("levels: { LEVELS }\n", string.Empty, StringComparison.Ordinal);
    }
}
