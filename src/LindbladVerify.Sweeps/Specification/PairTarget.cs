using LindbladVerify.Formulas.Claims;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>The key <c>pair</c>.</summary>
internal sealed class PairTarget : ISweepTarget
{
    private const string RateExists = "rateExists";
    private static readonly string[] Roles = ["dipolar", "hyperfine", "polarization", "electronRate", "broadening"];
    private static readonly string[] Quantities = ["golden-rule", "residence-time", "spectral-gap", SamplingPlan.Quantity];

    private readonly (FileScalar Node, string What, Expression Value)[] bindings;
    private readonly ElectronNoise noise;
    private readonly List<(string Name, PairRate Rate, int Slot)> rates = [];
    private readonly List<(string Name, SamplingPlan Plan, int[] Slots)> sampled = [];

    public PairTarget(FileMapping table)
    {
        table.AllowOnly("pair", [.. Roles, "noise"]);
        bindings =
        [
            .. Roles.Select(r => ($"pair.{r}", table.Require(r, "pair").AsScalar($"pair.{r}")))
                .Select(r => (r.Item2, r.Item1, SweepFields.Formula(r.Item2, r.Item1))),
        ];
        IsPolarized = table.Find("noise") is FileScalar { Text: NoiseNames.Polarized };
        noise = table.Find("noise") is { } node && !IsPolarized ? Noise(node) : ElectronNoise.ElectronTelegraph;
    }

    public SweepTargetKind Kind => SweepTargetKind.Pair;

    public IReadOnlyList<string> Files => [];

    public IReadOnlyList<string>? Parameters => null;

    public IReadOnlySet<string> Uses => bindings.SelectMany(b => b.Value.Names()).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<string> Notes => [];

    public string? DefaultCompute => null;

    private bool IsPolarized { get; }

    public void Begin(SlotTable slots, List<Func<SweepStep>> steps, IReadOnlyList<string> given)
    {
    }

    public IReadOnlyList<(SweepColumn Column, int Slot)> Take(FileScalar name, FileMapping table, SlotTable slots)
    {
        string what = $"compute.{name.Text}";
        FileNode node = table.Require("quantity", what);
        string quantity = FileFields.Word(node, what + ".quantity", Quantities);
        if (quantity is SamplingPlan.Quantity)
        {
            table.AllowOnly(what, ["quantity", .. SamplingPlan.Keys]);
            var plan = SamplingPlan.Read(table, what, isRelative: true);
            (SweepColumn Column, int Slot)[] columns = SamplingPlan.Columns(name.Text, slots);
            sampled.Add((name.Text, plan, [.. columns.Select(c => c.Slot)]));
            return columns;
        }

        table.AllowOnly($"{what} (of the pair)", "quantity");
        int slot = slots.Add(name.Text);
        rates.Add((name.Text, quantity switch { "golden-rule" => PairRate.GoldenRule, "residence-time" => PairRate.ResidenceTime, _ => PairRate.SpectralGap }, slot));
        return [(new SweepColumn(name.Text, false), slot)];
    }

    public IReadOnlyList<(SweepColumn Column, int Slot)> End(SlotTable slots, List<Func<SweepStep>> steps, bool withRateExists, ulong seed)
    {
        SlotProgram[] programs = [.. bindings.Select((b, k) => k == 2 && IsPolarized ? slots.Compile(new NumberExpression(1)) : slots.Compile(b.Value, b.Node, b.What))];
        var pair = new PairBinding(programs[0], programs[1], programs[2], programs[3], programs[4], noise);
        (SweepColumn Column, int Slot)[] extra = withRateExists && rates.Count + sampled.Count > 0 ? [(new SweepColumn(RateExists, true), slots.Add(RateExists))] : [];
        PairRate[] wanted = [.. rates.Select(r => r.Rate), .. extra.Select(_ => PairRate.Exists)];
        int[] outputs = [.. rates.Select(r => r.Slot), .. extra.Select(e => e.Slot)];
        if (wanted.Length > 0)
        {
            steps.Add(() => new PairRateStep(pair, wanted) { Outputs = outputs, Label = string.Join(", ", rates.Select(r => r.Name).DefaultIfEmpty(RateExists)) });
        }

        foreach ((string name, SamplingPlan plan, int[] places) in sampled)
        {
            steps.Add(() => new PairMonteCarloStep(pair, plan, seed) { Outputs = places, Label = name });
        }

        return extra;
    }

    private static ElectronNoise Noise(FileNode node)
    {
        FileScalar scalar = node.AsScalar("pair.noise");
        try
        {
            return ElectronNoise.Parse(scalar.Text);
        }
        catch (FormatException e)
        {
            throw scalar.Error($"pair.noise: {e.Message}", e);
        }
    }
}
