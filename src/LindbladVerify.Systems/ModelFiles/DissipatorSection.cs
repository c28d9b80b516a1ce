using System.Globalization;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>dissipators</c>: a list of <c>{ operator, rate }</c>.</summary>
internal sealed class DissipatorSection
{
    private readonly List<(OperatorField Operator, NumberField Rate)> fields = [];

    private DissipatorSection(FileSequence? list)
    {
        for (int k = 0; k < (list?.Items.Count ?? 0); k++)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"dissipators[{k}]");
            FileMapping item = list!.Items[k].AsMapping(what).AllowOnly(what, "operator", "rate");
            fields.Add((OperatorField.Read(item.Require("operator", what), $"{what}.operator"), NumberField.Read(item.Require("rate", what), $"{what}.rate", QuantityKind.Rate)));
        }
    }

    public IReadOnlyList<(OperatorField Operator, NumberField Rate)> Fields => fields;

    public static DissipatorSection Read(FileMapping root) => new(root.Find("dissipators")?.AsSequence("dissipators"));

    public IReadOnlyList<Dissipator> Bind(Binding binding) =>
        [.. fields.Select(f => new Dissipator(f.Operator.Value(binding), f.Rate.Value(binding, v => v >= 0, "zero or positive (1/s)")))];
}
