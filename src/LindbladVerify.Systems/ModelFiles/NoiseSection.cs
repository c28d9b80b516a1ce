using System.Globalization;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>noise</c>: a list of <c>{ operator, process }</c>, each process independent of the others.</summary>
internal sealed class NoiseSection
{
    private readonly List<(OperatorField Operator, NoiseProcessField Process)> fields = [];

    private NoiseSection(FileSequence? list, string folder, IReadOnlyList<NoiseKind> kinds)
    {
        for (int k = 0; k < (list?.Items.Count ?? 0); k++)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"noise[{k}]");
            FileMapping item = list!.Items[k].AsMapping(what).AllowOnly(what, "operator", "process");
            FileMapping process = item.Require("process", what).AsMapping($"{what}.process");
            fields.Add((OperatorField.Read(item.Require("operator", what), $"{what}.operator"), NoiseKind.ReadProcess(kinds, process, $"{what}.process", folder)));
        }
    }

    public IReadOnlyList<(OperatorField Operator, NoiseProcessField Process)> Fields => fields;

    public static NoiseSection Read(FileMapping root, string folder, IReadOnlyList<NoiseKind> kinds) => new(root.Find("noise")?.AsSequence("noise"), folder, kinds);

    /// <summary>The couplings; recorded traces must reach the last output time.</summary>
    public IReadOnlyList<NoiseCoupling> Bind(Binding binding, double last) =>
        [.. fields.Select(f => new NoiseCoupling(f.Operator.Hermitian(binding), f.Process.Bind(binding, last)))];
}
